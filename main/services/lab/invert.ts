import type { Statement } from 'better-sqlite3'
import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import { canonical, rowsDigestInTurns, type StoredEntry, type TableWidths } from './change-log.ts'
import { atOnce, type Turns } from './in-turns.ts'
import type { ActionInfo, LabStore, Row, TurnsWatch, Tx } from './lab-store.types.ts'
import { quoted } from './lab-tables.ts'
import { pick } from './lab-transaction.ts'

/** How far the taking back of a large job is. */
export interface UndoWatch extends Pick<TurnsWatch, 'breath' | 'began'> {
  step(name: string): void
  /** Rows that are set back, from the beginning. */
  rows(done: number): void
}

/**
 * Takes one job back as an action of its own: every row is again exactly what it was before, provenance included.
 * Rows that changed since are not overwritten: throws AppError `changed-since` and does nothing; `not-found`.
 */
export const invertJob = (store: LabStore, jobId: number, actor = 'console'): { jobId: number } => {
  const action = undoOf(store, jobId, actor)
  try {
    return { jobId: store.apply(action, (tx) => atOnce(takingBack(tx, jobId))).jobId }
  } catch (error) {
    throw explained(error) ?? error
  }
}

/** The same in turns, for a job of many rows; its end is that of its own job as well. Rejects as `invertJob` throws, and with what `breath` throws. */
export const invertJobInTurns = async (store: LabStore, jobId: number, actor: string, watch: UndoWatch): Promise<{ jobId: number }> => {
  const { breath, began } = watch
  const body = (tx: Tx): Turns<void> => takingBack(tx, jobId, watch)
  return { jobId: (await store.applyInTurns(undoOf(store, jobId, actor), body, { breath, began, explain: explained })).jobId }
}

/** Takes one import back; see `invertJob`. */
export const invertBatch = (store: LabStore, batchId: number, actor = 'console'): { jobId: number } => {
  const jobId = store.db.prepare('SELECT job_id FROM import_batch WHERE id = ?').pluck().get(batchId) as number | undefined
  if (jobId === undefined) throw notFound('import', batchId)
  return invertJob(store, jobId, actor)
}

const undoOf = (store: LabStore, jobId: number, actor: string): ActionInfo => {
  const name = store.db.prepare('SELECT name FROM job WHERE id = ?').pluck().get(jobId) as string | undefined
  if (name === undefined) throw notFound('job', jobId)
  return { kind: 'invert', name: t('Take back: {name}', { name }), actor, target: { kind: 'job', id: jobId, name } }
}

const explained = (error: unknown): AppError | undefined => {
  const code = (error as { code?: string }).code ?? ''
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY') return changedSince(t('Something in the lab refers to it by now.'), error)
  if (code === 'name-taken' || code === 'SQLITE_CONSTRAINT_UNIQUE')
    return changedSince(t('Something else in the lab has its name by now.'), error)
  return undefined
}

type Change = Pick<StoredEntry, 'op' | 'table_name' | 'row_id' | 'before' | 'after'>

/** Entries that are in memory at a time: no query stays open where another has its turn. */
const entriesAtOnce = 200

function* takingBack(tx: Tx, jobId: number, watch?: UndoWatch): Turns<void> {
  // Rows come back in the reverse order of their change log; references are checked once, at the end.
  tx.db.pragma('defer_foreign_keys = ON')
  const step = (name: string): void => {
    if (watch === undefined) return
    tx.step(name)
    watch.step(name)
  }
  let done = 0
  const undo = new Undo(tx, () => watch?.rows(++done))
  const page = tx.db.prepare(`SELECT * FROM change_log WHERE job_id = ? AND id < ? ORDER BY id DESC LIMIT ${entriesAtOnce}`)
  step(t('Set back what it changed'))
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const entries = page.all(jobId, before) as StoredEntry[]
    for (const entry of entries) {
      if (entry.op === 'import') yield* undo.batch(entry)
      else undo.change(entry)
      yield
    }
    before = entries.at(-1)?.id ?? before
    if (entries.length < entriesAtOnce) break
  }
  step(t('Work out readiness and write the lab'))
}

/** Sets rows back, one statement a table. */
class Undo {
  readonly #tx: Tx
  readonly #done: () => void
  readonly #reads = new Map<string, Statement<unknown[], unknown>>()

  constructor(tx: Tx, done: () => void) {
    this.#tx = tx
    this.#done = done
  }

  change({ op, table_name: table, row_id: id, before, after }: Change): void {
    const row = this.#read(table, id)
    const now = row === undefined || after === null ? undefined : canonical(pick(row, Object.keys(JSON.parse(after) as Row)))
    if (op === 'delete' ? row !== undefined : now !== after) throw changedSince(t('It was changed again later.'))
    const earlier = before === null ? {} : (JSON.parse(before) as Row)
    if (op === 'insert') this.#tx.remove(table, id)
    else if (op === 'update') this.#tx.update(table, id, earlier)
    else this.#tx.insert(table, earlier)
    this.#done()
  }

  *batch(entry: StoredEntry): Turns<void> {
    const { db } = this.#tx
    const ranges = db
      .prepare(
        'SELECT table_name AS "table", first_row_id AS first, last_row_id AS last FROM import_insert WHERE batch_id = ? ORDER BY ordinal',
      )
      .all(entry.batch_id) as { table: string; first: number; last: number }[]
    const written = JSON.parse(entry.after ?? '{}') as { rows?: string; widths?: string }
    const widths = written.widths === undefined ? undefined : (JSON.parse(written.widths) as TableWidths)
    if ((yield* rowsDigestInTurns(db, ranges, widths)) !== written.rows) throw changedSince(t('Rows that it brought were changed later.'))
    for (const { table, first, last } of ranges.reverse())
      for (let id = last; id >= first; id--) {
        this.#tx.remove(table, id)
        this.#done()
        yield
      }
    const page = db.prepare(
      `SELECT ordinal, table_name, row_id, before, after FROM import_change WHERE batch_id = ? AND ordinal < ? ORDER BY ordinal DESC LIMIT ${entriesAtOnce}`,
    )
    for (let before = Number.MAX_SAFE_INTEGER; ; ) {
      const changes = page.all(entry.batch_id, before) as (Omit<Change, 'op'> & { ordinal: number })[]
      for (const change of changes) {
        this.change({ ...change, op: 'update' })
        yield
      }
      before = changes.at(-1)?.ordinal ?? before
      if (changes.length < entriesAtOnce) break
    }
  }

  #read(table: string, id: number): Row | undefined {
    let read = this.#reads.get(table)
    if (read === undefined) {
      read = this.#tx.db.prepare(`SELECT * FROM ${quoted(table)} WHERE id = ?`)
      this.#reads.set(table, read)
    }
    return read.get(id) as Row | undefined
  }
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
