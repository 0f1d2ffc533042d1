import type { Database } from 'better-sqlite3'
import type { ObjectChange } from '../../../preload/contract/jobs.ts'
import { wordsOf } from '../../domain/jobs/words.ts'
import type { Row } from '../lab/lab-store.types.ts'
import { quoted } from '../lab/lab-tables.ts'
import { ChangeValues } from './change-values.ts'

/** One change of the log, before it is put into words. */
interface Change {
  table: string
  id: number
  before: Row | null
  after: Row | null
}
interface Entry {
  table_name: string
  row_id: number
  before: string | null
  after: string | null
}
export interface ChangeQuery {
  id: number
  type: string | null
  offset: number
  limit: number
}
export interface ChangeWindow {
  total: number
  types: { type: string; count: number }[]
  offset: number
  rows: ObjectChange[]
}

const parse = (text: string | null): Row | null => (text === null ? null : (JSON.parse(text) as Row))
const changeOf = (entry: Entry): Change => ({
  table: entry.table_name,
  id: entry.row_id,
  before: parse(entry.before),
  after: parse(entry.after),
})

/** Objects that a job created, changed or removed; read from indexes only. */
export const countChanges = (db: Database, jobId: number): number =>
  tablesOf(db, jobId, importOf(db, jobId)).reduce((sum, { count }) => sum + count, 0)

/**
 * A window of what a job changed, in the order in which it did. Costs what the window holds, not what the job changed: an
 * import stands in the log as ranges of new rows and single changed rows, and is read by position.
 */
export const readChanges = (db: Database, { id, type, offset, limit }: ChangeQuery): ChangeWindow => {
  const batch = importOf(db, id)
  const tables = tablesOf(db, id, batch)
  const counts = new Map<string, number>()
  for (const { table, count } of tables) counts.set(wordsOf(table).type, (counts.get(wordsOf(table).type) ?? 0) + count)
  const types = [...counts].map(([name, count]) => ({ type: name, count }))
  const wanted = type === null ? null : tables.filter(({ table }) => wordsOf(table).type === type).map(({ table }) => table)
  const total = tables.filter(({ table }) => wanted === null || wanted.includes(table)).reduce((sum, { count }) => sum + count, 0)
  const changes =
    batch === null ? ofActions(db, id, wanted, offset, limit) : ofImport(db, batch, wanted === null ? null : new Set(wanted), offset, limit)
  const values = new ChangeValues(db)
  return { total, types, offset, rows: changes.map((change, at) => told(values, change, offset + at)) }
}

const told = (values: ChangeValues, { table, id, before, after }: Change, index: number): ObjectChange => ({
  index,
  what: before === null ? 'created' : after === null ? 'removed' : 'changed',
  type: wordsOf(table).type,
  name: values.name(table, id, after ?? before ?? {}),
  link: values.link(table, id, after ?? before ?? {}),
  properties: values.properties(table, before, after),
})

interface Batch {
  id: number
  logId: number
}

const importOf = (db: Database, jobId: number): Batch | null =>
  (db.prepare("SELECT batch_id AS id, id AS logId FROM change_log WHERE job_id = ? AND table_name = 'import_batch'").get(jobId) as
    | Batch
    | undefined) ?? null

interface Range {
  table: string
  first: number
  last: number
}

const rangesOf = (db: Database, batchId: number): Range[] =>
  db
    .prepare(
      'SELECT table_name AS "table", first_row_id AS first, last_row_id AS last FROM import_insert WHERE batch_id = ? ORDER BY ordinal',
    )
    .all(batchId) as Range[]

/** Tables that a job changed, with how many rows. */
const tablesOf = (db: Database, jobId: number, batch: Batch | null): { table: string; count: number }[] => {
  if (batch === null)
    return db
      .prepare('SELECT table_name AS "table", count(*) AS count FROM change_log WHERE job_id = ? GROUP BY table_name ORDER BY min(id)')
      .all(jobId) as { table: string; count: number }[]
  const counts = new Map<string, number>()
  for (const { table, first, last } of rangesOf(db, batch.id)) counts.set(table, (counts.get(table) ?? 0) + last - first + 1)
  const changed = db
    .prepare('SELECT table_name AS "table", count(*) AS count FROM import_change WHERE batch_id = ? GROUP BY table_name')
    .all(batch.id) as { table: string; count: number }[]
  for (const { table, count } of changed) counts.set(table, (counts.get(table) ?? 0) + count)
  return [...counts].map(([table, count]) => ({ table, count }))
}

const ofActions = (db: Database, jobId: number, tables: readonly string[] | null, offset: number, limit: number): Change[] => {
  const some = tables === null ? '' : `AND table_name IN (${tables.map(() => '?').join(', ')})`
  const entries = db
    .prepare(
      `SELECT table_name, row_id, before, after FROM change_log
       WHERE id IN (SELECT id FROM change_log WHERE job_id = ? ${some} ORDER BY id LIMIT ? OFFSET ?) ORDER BY id`,
    )
    .all(jobId, ...(tables ?? []), limit, offset) as Entry[]
  return entries.map(changeOf)
}

/** New rows first, range by range, then those that were changed. */
const ofImport = (db: Database, batch: Batch, tables: ReadonlySet<string> | null, offset: number, limit: number): Change[] => {
  const changes: Change[] = []
  const leftRow = rowsLeftBy(db, batch)
  let skip = offset
  for (const { table, first, last } of rangesOf(db, batch.id)) {
    if (tables !== null && !tables.has(table)) continue
    const length = last - first + 1
    for (let at = skip; at < length && changes.length < limit; at++)
      changes.push({ table, id: first + at, before: null, after: leftRow(table, first + at) })
    skip = Math.max(0, skip - length)
    if (changes.length === limit) return changes
  }
  return [...changes, ...changedRows(db, batch.id, tables, limit - changes.length, skip).map(changeOf)]
}

/** Ordinals have no gaps: without a choice of tables a window is a range of them. */
const changedRows = (db: Database, batchId: number, tables: ReadonlySet<string> | null, limit: number, skip: number): Entry[] => {
  const columns = 'SELECT table_name, row_id, before, after FROM import_change WHERE batch_id = ?'
  if (tables === null)
    return db.prepare(`${columns} AND ordinal >= ? AND ordinal < ? ORDER BY ordinal`).all(batchId, skip, skip + limit) as Entry[]
  const some = `SELECT ordinal FROM import_change WHERE batch_id = ? AND table_name IN (${[...tables].map(() => '?').join(', ')})`
  return db
    .prepare(`${columns} AND ordinal IN (${some} ORDER BY ordinal LIMIT ? OFFSET ?) ORDER BY ordinal`)
    .all(batchId, batchId, ...tables, limit, skip) as Entry[]
}

/**
 * A row as an import left it: as it stands now, with every later change taken off, newest first. The log holds whole rows
 * of what was removed, so a row that is gone comes back as well.
 */
const rowsLeftBy = (db: Database, batch: Batch): ((table: string, id: number) => Row | null) => {
  const laterChanges = db.prepare(
    `SELECT op, before, id AS at, 0 AS ordinal FROM change_log WHERE table_name = @table AND row_id = @id AND id > @log
     UNION ALL
     SELECT 'update', c.before, l.id, c.ordinal FROM import_change c JOIN import_batch b ON b.id = c.batch_id
       JOIN change_log l ON l.job_id = b.job_id AND l.table_name = 'import_batch'
       WHERE c.table_name = @table AND c.row_id = @id AND c.batch_id > @batch
     ORDER BY at DESC, ordinal DESC`,
  )
  const reads = new Map<string, ReturnType<typeof db.prepare>>()
  return (table, id) => {
    const read = reads.get(table) ?? db.prepare(`SELECT * FROM ${quoted(table)} WHERE id = ?`)
    reads.set(table, read)
    let row = (read.get(id) as Row | undefined) ?? null
    const later = laterChanges.all({ table, id, log: batch.logId, batch: batch.id }) as { op: string; before: string | null }[]
    for (const { op, before } of later) {
      if (op === 'insert') row = null
      else if (op === 'delete') row = parse(before)
      else row = { ...row, ...parse(before) }
    }
    return row
  }
}
