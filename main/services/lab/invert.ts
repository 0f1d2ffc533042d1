import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import { canonical, rowsDigest, type StoredEntry, type TableWidths } from './change-log.ts'
import type { LabStore, Row, Tx } from './lab-store.types.ts'
import { quoted } from './lab-tables.ts'
import { pick } from './lab-transaction.ts'

/**
 * Takes one job back as an action of its own: every row is again exactly what it was before, provenance included.
 * Rows that changed since are not overwritten: throws AppError `changed-since` and does nothing; `not-found`.
 */
export const invertJob = (store: LabStore, jobId: number, actor = 'console'): { jobId: number } => {
  const job = store.db.prepare('SELECT name FROM job WHERE id = ?').get(jobId) as { name: string } | undefined
  if (job === undefined) throw notFound('job', jobId)
  const entries = store.db.prepare('SELECT * FROM change_log WHERE job_id = ? ORDER BY id DESC').all(jobId) as StoredEntry[]
  return inverted(store, { jobId, name: job.name, actor }, (tx) => {
    for (const entry of entries) {
      if (entry.op === 'import') takeBackBatch(tx, entry)
      else takeBackEntry(tx, entry)
    }
  })
}

/** Takes one import back; see `invertJob`. */
export const invertBatch = (store: LabStore, batchId: number, actor = 'console'): { jobId: number } => {
  const jobId = store.db.prepare('SELECT job_id FROM import_batch WHERE id = ?').pluck().get(batchId) as number | undefined
  if (jobId === undefined) throw notFound('import', batchId)
  return invertJob(store, jobId, actor)
}

const inverted = (store: LabStore, of: { jobId: number; name: string; actor: string }, body: (tx: Tx) => void): { jobId: number } => {
  try {
    const action = {
      kind: 'invert',
      name: t('Take back: {name}', { name: of.name }),
      actor: of.actor,
      target: { kind: 'job', id: of.jobId, name: of.name },
    }
    const { jobId } = store.apply(action, (tx) => {
      // Rows come back in the reverse order of their change log; references are checked once, at the end.
      tx.db.pragma('defer_foreign_keys = ON')
      body(tx)
    })
    return { jobId }
  } catch (error) {
    const code = (error as { code?: string }).code ?? ''
    if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY') throw changedSince(t('Something in the lab refers to it by now.'), error)
    if (code === 'name-taken' || code === 'SQLITE_CONSTRAINT_UNIQUE')
      throw changedSince(t('Something else in the lab has its name by now.'), error)
    throw error
  }
}

const read = (tx: Tx, table: string, id: number): Row | undefined =>
  tx.db.prepare(`SELECT * FROM ${quoted(table)} WHERE id = ?`).get(id) as Row | undefined

const takeBackEntry = (tx: Tx, entry: Pick<StoredEntry, 'op' | 'table_name' | 'row_id' | 'before' | 'after'>): void => {
  const { op, table_name: table, row_id: id } = entry
  const row = read(tx, table, id)
  const before = entry.before === null ? null : (JSON.parse(entry.before) as Row)
  const after = entry.after === null ? null : (JSON.parse(entry.after) as Row)
  const now = row === undefined || after === null ? undefined : canonical(pick(row, Object.keys(after)))
  if (op === 'delete' ? row !== undefined : now !== entry.after) throw changedSince(t('It was changed again later.'))
  if (op === 'insert') tx.remove(table, id)
  else if (op === 'update') tx.update(table, id, before ?? {})
  else tx.insert(table, before ?? {})
}

const takeBackBatch = (tx: Tx, entry: StoredEntry): void => {
  const ranges = tx.db
    .prepare(
      'SELECT table_name AS "table", first_row_id AS first, last_row_id AS last FROM import_insert WHERE batch_id = ? ORDER BY ordinal',
    )
    .all(entry.batch_id) as { table: string; first: number; last: number }[]
  const written = JSON.parse(entry.after ?? '{}') as { rows?: string; widths?: string }
  if (rowsDigest(tx.db, ranges, written.widths === undefined ? undefined : (JSON.parse(written.widths) as TableWidths)) !== written.rows)
    throw changedSince(t('Rows that it brought were changed later.'))
  for (const range of ranges.reverse()) for (let id = range.last; id >= range.first; id--) tx.remove(range.table, id)
  const changes = tx.db
    .prepare('SELECT table_name, row_id, before, after FROM import_change WHERE batch_id = ? ORDER BY ordinal DESC')
    .all(entry.batch_id)
  for (const change of changes as Pick<StoredEntry, 'table_name' | 'row_id' | 'before' | 'after'>[])
    takeBackEntry(tx, { ...change, op: 'update' })
}

const changedSince = (why: string, cause?: unknown): AppError =>
  new AppError(
    {
      code: 'changed-since',
      message: t('This cannot be taken back. {why} Nothing was changed.', { why }),
      remedy: t('Take back the later changes first.'),
    },
    cause === undefined ? {} : { cause },
  )

const notFound = (kind: string, id: number): AppError =>
  new AppError({
    code: 'not-found',
    message: t('The lab has no {kind} {id}.', { kind, id }),
    remedy: t('Choose one from the list of jobs.'),
    at: { row: id },
  })
