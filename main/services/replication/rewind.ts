import type { Database } from 'better-sqlite3'
import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import type { Simulation } from '../../domain/replication/simulation.ts'
import type { StoredEntry } from '../lab/change-log.ts'
import type { Row, Tx } from '../lab/lab-store.types.ts'
import { dropCheckpointsAfter } from './checkpoint-thinning.ts'
import type { LabSimulation } from './lab-simulation.ts'
import { reopenJobs } from './rewind-jobs.ts'
import { lineage, type Stretch } from './simulation-store.ts'

/** Tables whose changes belong to simulated time. Inventory, imports and settings don't. */
export const timeTables = [
  'protected_item',
  'protected_item_adapter',
  'protected_item_excluded_disk',
  'recovery_plan',
  'recovery_plan_item',
  'recovery_plan_action',
  'drill_note',
  'connect_tick',
]

/**
 * Goes back to an instant: takes back what was done to protected items, jobs and plans from then on, as one job, and opens a branch. The
 * branch that is left stays readable. What Getting Started set up stays: its machines are enabled again when the clock moves.
 * Throws AppError `clock-forward`, `lab-read-only`, `lab-busy`.
 */
export const rewindLab = (simulation: LabSimulation, toMs: number, actor: string): { branch: number; jobId: number } => {
  const { store } = simulation
  const { nowMs } = simulation
  checkPast(simulation, toMs)
  simulation.follow()
  simulation.keeper.now()
  const left = { ms: nowMs, lines: simulation.lines }
  const past = simulation.past(toMs)
  const stretches = lineage(store.db, store.db.prepare('SELECT branch FROM lab').pluck().get() as number)
  const shownTo = new Date(toMs).toISOString()
  const { value: branch, jobId } = store.apply(
    {
      kind: 'clock.rewind',
      name: t('Rewind to {shownTo} UTC', { shownTo: shownTo.slice(0, 16).replace('T', ' ') }),
      actor,
      target: { kind: 'lab', id: 1, name: t('Clock') },
    },
    (tx) => {
      tx.db.pragma('defer_foreign_keys = ON')
      tx.step(t('Take back what was done later'))
      for (const entry of entriesSince(tx.db, stretches, toMs)) takeBack(tx, entry)
      tx.step(t('Open a branch'))
      const next = openBranch(tx, stretches.at(-1)?.branch ?? 0, { toMs, lines: past.lines, left })
      tx.update('lab', 1, { clock_ms: toMs, branch: next })
      hideLater(tx.db, past, { toMs, branch: next })
      dropCheckpointsAfter(tx.db, toMs)
      // Lines before it that no list shows yet still come.
      tx.db.prepare('UPDATE simulation SET shown_lines = min(shown_lines, ?)').run(past.lines)
      return next
    },
  )
  past.enter()
  return { branch, jobId }
}

/** Throws AppError `clock-forward` for an instant that is not in the lab's past. */
export const checkPast = ({ store, nowMs }: LabSimulation, toMs: number): void => {
  const begin = store.db.prepare('SELECT min(from_ms) FROM branch').pluck().get() as number | null
  if (toMs >= nowMs || toMs < (begin ?? nowMs))
    throw new AppError({
      code: 'clock-forward',
      message: toMs >= nowMs ? t('This instant is not in the past.') : t("The lab's time begins later than that."),
      remedy: t('Choose an instant between the beginning of the lab and now.'),
      field: 'toMs',
    })
}

/** Entries of the change log to take back, newest first. Getting Started's own are settings. */
export const entriesSince = (db: Database, stretches: readonly Stretch[], toMs: number): StoredEntry[] => {
  const marks = timeTables.map(() => '?').join(', ')
  const read = db.prepare(
    `SELECT l.* FROM change_log l JOIN job j ON j.id = l.job_id
     WHERE l.branch = ? AND l.lab_ms >= ? AND l.lab_ms < ? AND l.table_name IN (${marks}) AND j.kind <> 'setup.finish' ORDER BY l.id DESC`,
  )
  return [...stretches].reverse().flatMap(({ branch, untilMs }) => read.all(branch, toMs, untilMs, ...timeTables) as StoredEntry[])
}

/** What was there before comes back, whatever happened since: everything later is taken back as well. */
const takeBack = (tx: Tx, entry: StoredEntry): void => {
  const { table_name: table, row_id: id } = entry
  const present = tx.db.prepare(`SELECT 1 FROM "${table}" WHERE id = ?`).get(id) !== undefined
  const before = entry.before === null ? {} : (JSON.parse(entry.before) as Row)
  if (entry.op === 'insert') {
    if (present) tx.remove(table, id)
  } else if (entry.op === 'update') {
    if (present) tx.update(table, id, before)
  } else if (entry.op === 'delete' && !present) tx.insert(table, before)
}

const openBranch = (
  tx: Tx,
  parent: number,
  { toMs, lines, left }: { toMs: number; lines: number; left: { ms: number; lines: number } },
): number => {
  const { db } = tx
  db.prepare('UPDATE branch SET left_ms = ?, left_lines = ?, left_wall_ms = ? WHERE id = ?').run(left.ms, left.lines, tx.wallMs, parent)
  const next = (db.prepare('SELECT max(id) FROM branch').pluck().get() as number) + 1
  db.prepare('INSERT INTO branch (id, parent_id, from_ms, from_lines, opened_wall_ms) VALUES (?, ?, ?, ?, ?)').run(
    next,
    parent,
    toMs,
    lines,
    tx.wallMs,
  )
  return next
}

/** Jobs, events and runs of the time that is taken back leave the lists; those that were under way then are under way again. */
const hideLater = (
  db: Database,
  { sim, lines, items }: { sim: Simulation | null; lines: number; items: readonly number[] },
  { toMs, branch }: { toMs: number; branch: number },
): void => {
  db.prepare('UPDATE replication_event SET gone = 1 WHERE gone = 0 AND line >= ?').run(lines)
  db.prepare('UPDATE plan_run SET gone = 1 WHERE gone = 0 AND (started_ms >= ? OR ended_ms IS NULL OR ended_ms >= ?)').run(toMs, toMs)
  reopenJobs(db, sim, { toMs, lines, branch })
  db.prepare('UPDATE replication_job SET gone = 1 WHERE gone = 0 AND line >= ?').run(lines)
  db.prepare('DELETE FROM azure_vm').run()
  db.prepare('DELETE FROM replicated_item WHERE protected_item_id NOT IN (SELECT value FROM json_each(?))').run(JSON.stringify(items))
  db.prepare(
    `UPDATE replicated_item AS i SET last_drill_ms = (SELECT max(r.ended_ms) FROM replication_job r
       WHERE r.protected_item_id = i.protected_item_id AND r.model = 'testFailover' AND r.gone = 0 AND r.ended_ms < @toMs)
     WHERE i.last_drill_ms >= @toMs`,
  ).run({ toMs })
}
