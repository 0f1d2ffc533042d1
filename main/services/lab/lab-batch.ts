import type { Database } from 'better-sqlite3'
import { batchDigest, ChangeLogWriter, canonical, rowsDigest } from './change-log.ts'
import type { BatchInfo, BatchTx, Row, Touched } from './lab-store.types.ts'
import { plainValue, type TableWriter } from './lab-tables.ts'
import { difference, gone, type Moment, pick, touch, withOrigins, withoutOrigin } from './lab-transaction.ts'

interface Range {
  ordinal: number
  first: number
  last: number
}

/** What the store does around an open import. */
export interface BatchOwner {
  moment: Moment
  jobId: number
  /** Derives, commits, tells listeners. */
  commit(touched: Touched): void
  rollback(): void
  wall(): number
}

/**
 * The open transaction of one import. New rows are noted as ranges of ids, changed ones one by one with their values
 * before and after; together they are what the one entry of the change log stands for.
 */
export class LabBatch implements BatchTx {
  readonly db: Database
  readonly batchId: number
  readonly #writer: TableWriter
  readonly #info: BatchInfo
  readonly #owner: BatchOwner
  readonly #touched: Touched = new Map()
  /** Ranges by table, in the order they were begun; the last one of a table is still growing. */
  readonly #ranges = new Map<string, Range[]>()
  readonly #shapes = new Map<string, Map<string, string[]>>()
  #rangeCount = 0
  #changeCount = 0
  #open = true

  constructor(writer: TableWriter, info: BatchInfo, owner: BatchOwner) {
    this.db = writer.db
    this.#writer = writer
    this.#info = info
    this.#owner = owner
    const insert = writer.prepare(
      "INSERT INTO import_batch (job_id, actor, wall_ms, files, counts, rejected_rows, rejects) VALUES (?, ?, ?, ?, '{}', 0, '[]')",
    )
    this.batchId = Number(insert.run(owner.jobId, info.actor, owner.moment.wallMs, JSON.stringify(info.files)).lastInsertRowid)
  }

  insert(name: string, row: Row, at: { file: number; line: number } | null): number {
    this.#check()
    const table = this.#writer.table(name)
    const columns = this.#columns(name, row, table.hasOrigin && at !== null)
    const values = []
    for (const column in row) values.push(plainValue(row[column] ?? null))
    if (table.hasOrigin && at !== null) values.push(this.batchId, at.file, at.line)
    const id = this.#writer.insert(table, columns, values)
    this.#noteInsert(name, id)
    touch(this.#touched, name, id)
    return id
  }

  update(name: string, id: number, patch: Row, at: { file: number; line: number } | null): boolean {
    this.#check()
    const table = this.#writer.table(name)
    const row = this.#writer.read(table, id)
    if (row === undefined) throw gone(name, id)
    const changed = difference(row, patch)
    if (Object.keys(changed).length === 0) return false
    const fields = withoutOrigin(Object.keys(changed))
    if (table.hasOrigin && at !== null && fields.length > 0 && patch.field_origins === undefined) {
      changed.field_origins = withOrigins(row.field_origins, fields, { batch: this.batchId, file: at.file, line: at.line })
    }
    const columns = Object.keys(changed)
    this.#writer.update(table, id, columns, Object.values(changed))
    // A row of this same import is taken back by its range.
    if (!this.#isNew(name, id)) {
      this.#writer
        .prepare('INSERT INTO import_change VALUES (?, ?, ?, ?, ?, ?)')
        .run(this.batchId, this.#changeCount++, name, id, canonical(pick(row, columns)), canonical(changed))
    }
    touch(this.#touched, name, id)
    return true
  }

  commit(result: { counts: unknown; rejectedRows: number; rejects: readonly unknown[]; info: boolean }): {
    jobId: number
    batchId: number
  } {
    this.#check()
    const { jobId, moment } = this.#owner
    const ranges = [...this.#ranges]
      .flatMap(([table, list]) => list.map((range) => ({ table, ...range })))
      .sort((a, b) => a.ordinal - b.ordinal)
    for (const range of ranges) {
      this.#writer
        .prepare('INSERT INTO import_insert VALUES (?, ?, ?, ?, ?)')
        .run(this.batchId, range.ordinal, range.table, range.first, range.last)
    }
    this.#writer
      .prepare('UPDATE import_batch SET counts = ?, rejected_rows = ?, rejects = ? WHERE id = ?')
      .run(JSON.stringify(result.counts), result.rejectedRows, JSON.stringify(result.rejects), this.batchId)
    this.#writer
      .prepare('UPDATE job SET status = ?, progress_percent = 100, ended_wall_ms = ? WHERE id = ?')
      .run(result.info ? 'completed-info' : 'completed', this.#owner.wall(), jobId)
    const inserted = ranges.reduce((sum, range) => sum + range.last - range.first + 1, 0)
    new ChangeLogWriter((sql) => this.#writer.prepare(sql)).append({
      job_id: jobId,
      batch_id: this.batchId,
      actor: this.#info.actor,
      wall_ms: moment.wallMs,
      lab_ms: moment.labMs,
      branch: moment.branch,
      op: 'import',
      table_name: 'import_batch',
      row_id: this.batchId,
      before: null,
      after: canonical({
        changes: this.#changeCount,
        digest: batchDigest(this.db, this.batchId),
        inserts: inserted,
        rows: rowsDigest(this.db, ranges),
      }),
    })
    this.#owner.commit(this.#touched)
    this.#open = false
    return { jobId, batchId: this.batchId }
  }

  rollback(): void {
    if (!this.#open) return
    this.#open = false
    this.#owner.rollback()
  }

  #check(): void {
    // SQLite ends a transaction by itself after some errors (a full disk); what follows must not be written alone.
    if (!this.#open || !this.db.inTransaction) throw new Error('This import has ended already')
  }

  /** The columns of an insert. Rows come in few shapes, and the writer knows a list again by being the same one. */
  #columns(name: string, row: Row, origin: boolean): string[] {
    let keys = origin ? '+' : '-'
    for (const column in row) keys += `${column} `
    const shapes = this.#shapes.get(name) ?? new Map<string, string[]>()
    this.#shapes.set(name, shapes)
    const known = shapes.get(keys)
    if (known !== undefined) return known
    const columns = Object.keys(row).concat(origin ? ['origin_batch_id', 'origin_file', 'origin_line'] : [])
    shapes.set(keys, columns)
    return columns
  }

  #noteInsert(table: string, id: number): void {
    const list = this.#ranges.get(table)
    const last = list?.at(-1)
    if (last !== undefined && id === last.last + 1) last.last = id
    else if (list === undefined) this.#ranges.set(table, [{ ordinal: this.#rangeCount++, first: id, last: id }])
    else list.push({ ordinal: this.#rangeCount++, first: id, last: id })
  }

  #isNew(table: string, id: number): boolean {
    return this.#ranges.get(table)?.some((range) => id >= range.first && id <= range.last) ?? false
  }
}
