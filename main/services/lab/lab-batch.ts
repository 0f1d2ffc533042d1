import type { Database } from 'better-sqlite3'
import { batchDigestInTurns, ChangeLogWriter, canonical, rowsDigestInTurns, tableWidths } from './change-log.ts'
import { atOnce, inTurns, type Turns } from './in-turns.ts'
import type { BatchInfo, BatchResult, BatchTx, JobEnd, Row, Touched } from './lab-store.types.ts'
import { plainValue, type TableWriter, type WholeInsert } from './lab-tables.ts'
import { difference, gone, type Moment, pick, StepLog, touch, withOrigins, withoutOrigin } from './lab-transaction.ts'

interface Range {
  ordinal: number
  first: number
  last: number
}

interface Insert extends WholeInsert {
  /** The columns that say where a row came from; null where the table has none. */
  origin: { batch: number; file: number; line: number } | null
}

/** What the store does around an open import. */
export interface BatchOwner {
  moment: Moment
  jobId: number
  derive(touched: Touched): Iterable<void>
  /** Lets `last` write the end of the job, commits, tells listeners. */
  commit(touched: Touched, last: () => void): void
  rollback(end: JobEnd | undefined, steps: StepLog): void
  wall(): number
}

/**
 * The open transaction of one import. New rows are noted as ranges of ids, changed ones one by one with their values
 * before and after; together they are what the one entry of the change log stands for.
 */
export class LabBatch implements BatchTx {
  readonly db: Database
  readonly batchId: number
  readonly jobId: number
  readonly #steps: StepLog
  readonly #writer: TableWriter
  readonly #info: BatchInfo
  readonly #owner: BatchOwner
  readonly #touched: Touched = new Map()
  /** Ranges by table, in the order they were begun; the last one of a table is still growing. */
  readonly #ranges = new Map<string, Range[]>()
  readonly #inserts = new Map<string, Insert>()
  #rangeCount = 0
  #changeCount = 0
  #open = true
  /** The transaction ended by itself. */
  #lost = false

  constructor(writer: TableWriter, info: BatchInfo, owner: BatchOwner) {
    this.db = writer.db
    this.#writer = writer
    this.#info = info
    this.#owner = owner
    this.jobId = owner.jobId
    this.#steps = new StepLog(owner.wall)
    const insert = writer.prepare(
      "INSERT INTO import_batch (job_id, actor, wall_ms, files, counts, rejected_rows, rejects) VALUES (?, ?, ?, ?, '{}', 0, '[]')",
    )
    this.batchId = Number(insert.run(owner.jobId, info.actor, owner.moment.wallMs, JSON.stringify(info.files)).lastInsertRowid)
  }

  insert(name: string, row: Row, at: { file: number; line: number } | null): number {
    this.#check()
    const { places, blank, statement, origin } = this.#inserts.get(name) ?? this.#insertOf(name)
    const values = blank.slice()
    for (const column in row) {
      const value = row[column]
      if (value === undefined) continue
      const place = places.get(column)
      if (place === undefined) throw new Error(`Table "${name}" has no column "${column}"`)
      values[place] = plainValue(value)
    }
    if (origin !== null && at !== null) {
      values[origin.batch] = this.batchId
      values[origin.file] = at.file
      values[origin.line] = at.line
    }
    const id = this.#run(statement, values)
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
    this.#checkTransaction()
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

  step(name: string): void {
    this.#check()
    this.#steps.begin(name)
  }

  commit(result: BatchResult): { jobId: number; batchId: number } {
    return atOnce(this.#closing(result))
  }

  commitInTurns(result: BatchResult, breath: () => Promise<void>): Promise<{ jobId: number; batchId: number }> {
    return inTurns(this.#closing(result), async () => {
      await breath()
      this.#checkTransaction()
    })
  }

  *#closing(result: BatchResult): Turns<{ jobId: number; batchId: number }> {
    this.#check()
    this.#checkTransaction()
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
      .prepare("UPDATE job SET target_kind = 'import', target_id = ?, target_name = ? WHERE id = ?")
      .run(this.batchId, this.#info.files.map(({ name }) => name).join(', '), jobId)
    const inserted = ranges.reduce((sum, range) => sum + range.last - range.first + 1, 0)
    const widths = tableWidths(
      this.db,
      ranges.map(({ table }) => table),
    )
    const digest = yield* batchDigestInTurns(this.db, this.batchId)
    const rows = yield* rowsDigestInTurns(this.db, ranges, widths)
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
        digest,
        inserts: inserted,
        rows,
        widths: JSON.stringify(widths),
      }),
    })
    yield* this.#owner.derive(this.#touched)
    this.#owner.commit(this.#touched, () => {
      const now = this.#owner.wall()
      this.#writer
        .prepare(
          'UPDATE job SET status = ?, progress_percent = 100, ended_wall_ms = ?, ended_lab_ms = started_lab_ms, steps = ? WHERE id = ?',
        )
        .run(result.info ? 'completed-info' : 'completed', now, this.#steps.toJson(now), jobId)
    })
    this.#open = false
    return { jobId, batchId: this.batchId }
  }

  rollback(end?: JobEnd): void {
    if (!this.#open) return
    this.#open = false
    this.#owner.rollback(end, this.#steps)
  }

  #check(): void {
    if (!this.#open || this.#lost) throw new Error('This import has ended already')
  }

  /** SQLite ends a transaction by itself after some errors (a full disk); what follows must not be written alone. */
  #checkTransaction(): void {
    this.#lost ||= !this.db.inTransaction
    this.#check()
  }

  /** Asking for the transaction costs as much as a small insert, so it is asked for only after an error. */
  #run(statement: WholeInsert['statement'], values: unknown[]): number {
    try {
      return Number(statement.run(values).lastInsertRowid)
    } catch (error) {
      this.#lost = !this.db.inTransaction
      throw error
    }
  }

  #insertOf(name: string): Insert {
    const table = this.#writer.table(name)
    const whole = this.#writer.wholeInsert(table)
    const place = (column: string): number => whole.places.get(column) as number
    const origin = table.hasOrigin ? { batch: place('origin_batch_id'), file: place('origin_file'), line: place('origin_line') } : null
    const insert = { ...whole, origin }
    this.#inserts.set(name, insert)
    return insert
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
