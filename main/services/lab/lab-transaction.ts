import type { Database } from 'better-sqlite3'
import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import { ChangeLogWriter, canonical, type LogEntry } from './change-log.ts'
import type { ActionInfo, Row, Touched, Tx } from './lab-store.types.ts'
import { type LabTable, plainValue, type TableWriter } from './lab-tables.ts'

/** More rows of one table than this are told to `derive` as 'all'. */
const listedRows = 2000

export const touch = (touched: Touched, table: string, id: number): void => {
  const rows = touched.get(table)
  if (rows === 'all') return
  if (rows === undefined) touched.set(table, new Set([id]))
  else if (rows.size < listedRows) rows.add(id)
  else touched.set(table, 'all')
}

/** Where in the lab's time a transaction happens. */
export interface Moment {
  wallMs: number
  labMs: number
  branch: number
}

/**
 * One step of a job, as stored in `job.steps`: an array of these. Jobs of the lab's clock add what is theirs: `number`
 * ("1.2"), `status`, `progress` (per cent) and lab times; see `main/services/jobs/job-reader.ts`.
 */
export interface JobStep {
  name: string
  wallMs: number
  endWallMs?: number
}

/** Notes when steps begin and end. */
export class StepLog {
  readonly steps: JobStep[] = []
  readonly #wall: () => number

  constructor(wall: () => number) {
    this.#wall = wall
  }

  begin(name: string): void {
    const now = this.#wall()
    this.end(now)
    this.steps.push({ name, wallMs: now })
  }

  end(now = this.#wall()): void {
    const last = this.steps.at(-1)
    if (last !== undefined) last.endWallMs ??= now
  }

  /** For the column `steps`; the last step ends here. */
  toJson(now: number): string {
    this.end(now)
    return JSON.stringify(this.steps)
  }
}

/** Columns of `patch` whose value differs from the row's. */
export const difference = (row: Row, patch: Row): Row => {
  const changed: Row = {}
  for (const [column, value] of Object.entries(patch)) {
    const wanted = plainValue(value)
    if (row[column] !== wanted) changed[column] = wanted
  }
  return changed
}

export const pick = (row: Row, columns: Iterable<string>): Row => {
  const picked: Row = {}
  for (const column of columns) picked[column] = row[column] ?? null
  return picked
}

type Origins = Record<string, { job: number } | { batch: number; file: number; line: number }>

/** The row's `field_origins` with `columns` set to `origin`; sorted, so that equal origins are equal texts. */
export const withOrigins = (current: Row['x'] | undefined, columns: Iterable<string>, origin: Origins[string]): string => {
  const origins: Origins = typeof current === 'string' ? (JSON.parse(current) as Origins) : {}
  for (const column of columns) origins[column] = origin
  return JSON.stringify(Object.fromEntries(Object.entries(origins).sort(([a], [b]) => (a < b ? -1 : 1))))
}

export const withoutOrigin = (columns: Iterable<string>): string[] =>
  [...columns].filter((column) => column !== 'field_origins' && !column.startsWith('origin_') && column !== 'id')

/** The write side of one action: every change goes to its table and to the change log together. */
export class LabTransaction implements Tx {
  readonly db: Database
  readonly jobId: number
  readonly wallMs: number
  readonly labMs: number
  readonly touched: Touched = new Map()
  readonly steps: StepLog
  readonly #writer: TableWriter
  readonly #action: ActionInfo
  readonly #log: ChangeLogWriter
  readonly #base: Pick<LogEntry, 'job_id' | 'batch_id' | 'actor' | 'wall_ms' | 'lab_ms' | 'branch'>

  constructor(writer: TableWriter, jobId: number, action: ActionInfo, moment: Moment, wall: () => number) {
    this.db = writer.db
    this.steps = new StepLog(wall)
    this.jobId = jobId
    this.wallMs = moment.wallMs
    this.labMs = moment.labMs
    this.#writer = writer
    this.#action = action
    this.#log = new ChangeLogWriter((sql) => writer.prepare(sql))
    this.#base = { job_id: jobId, batch_id: null, actor: action.actor, wall_ms: moment.wallMs, lab_ms: moment.labMs, branch: moment.branch }
  }

  insert(name: string, row: Row): number {
    const table = this.#table(name)
    const values = { ...row }
    if (this.#action.byUser && table.hasOrigin && row.field_origins === undefined) {
      const set = withoutOrigin(Object.keys(row)).filter((column) => row[column] !== null)
      values.field_origins = withOrigins(null, set, { job: this.jobId })
    }
    const columns = Object.keys(values)
    const id = this.#writer.insert(
      table,
      columns,
      columns.map((column) => plainValue(values[column] ?? null)),
    )
    this.#append('insert', name, id, null, this.#writer.read(table, id) ?? {})
    return id
  }

  update(name: string, id: number, patch: Row): boolean {
    const table = this.#table(name)
    const row = this.#writer.read(table, id)
    if (row === undefined) throw gone(name, id)
    const changed = difference(row, patch)
    const fields = withoutOrigin(Object.keys(changed))
    if (Object.keys(changed).length === 0) return false
    if (this.#action.byUser && table.hasOrigin && fields.length > 0 && patch.field_origins === undefined) {
      changed.field_origins = withOrigins(row.field_origins, fields, { job: this.jobId })
    }
    const columns = Object.keys(changed)
    this.#writer.update(table, id, columns, Object.values(changed))
    this.#append('update', name, id, pick(row, columns), changed)
    return true
  }

  remove(name: string, id: number): void {
    const table = this.#table(name)
    const row = this.#writer.read(table, id)
    if (row === undefined) throw gone(name, id)
    this.#writer.remove(table, id)
    this.#append('delete', name, id, row, null)
  }

  step(name: string): void {
    this.steps.begin(name)
  }

  #table(name: string): LabTable {
    // SQLite ends a transaction by itself after some errors (a full disk); what follows must not be written alone.
    if (!this.db.inTransaction) throw new Error('This action has ended already')
    return this.#writer.table(name)
  }

  #append(op: LogEntry['op'], table: string, id: number, before: Row | null, after: Row | null): void {
    touch(this.touched, table, id)
    this.#log.append({
      ...this.#base,
      op,
      table_name: table,
      row_id: id,
      before: before === null ? null : canonical(before),
      after: after === null ? null : canonical(after),
    })
  }
}

export const gone = (table: string, id: number): AppError =>
  new AppError({
    code: 'not-found',
    message: t('This item is not in the lab any more. It was removed meanwhile.'),
    remedy: t('Refresh the list.'),
    at: { table, row: id },
  })
