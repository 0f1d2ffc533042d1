import type { Database } from 'better-sqlite3'
import type { Simulation } from '../../domain/replication/simulation.ts'
import { type Standing, standingOf } from './job-standing.ts'
import { progressOf, type StoredStep } from './job-steps.ts'
import { planModel } from './plan-jobs.ts'

interface Row {
  id: number
  item: number | null
  vm: string
  model: string
  line: number
  startedMs: number
  endedMs: number | null
  steps: string
}

/** A drill that is being cleaned up is told by the job of that; its own waits for it. */
const cleaning = (sim: Simulation, { vm, model, steps }: Row): Standing | null => {
  const index = sim.indexOf(vm)
  if (model !== 'testFailover' || index === undefined || sim.item(index).drill !== 'cleaning') return null
  const told = (JSON.parse(steps) as StoredStep[]).map((step, n, all) =>
    n < all.length - 1 ? step : { ...step, status: 'running' as const, endLabMs: null },
  )
  return { status: 'running', steps: told }
}

/**
 * Jobs that were under way at the instant that the clock goes back to are under way again, as jobs of the new branch, and as they stood then. A job
 * that ended in that very ms has ended, unless a person ended it: what people do at an instant comes after what falls due there.
 */
export const reopenJobs = (
  db: Database,
  sim: Simulation | null,
  { toMs, lines, branch }: { toMs: number; lines: number; branch: number },
): void => {
  const rows = db
    .prepare(
      `SELECT j.id, r.protected_item_id AS item, r.vm_name AS vm, r.model, r.line, j.started_lab_ms AS startedMs, r.ended_ms AS endedMs, j.steps
       FROM replication_job r JOIN job j ON j.id = r.job_id
       WHERE r.gone = 0 AND r.line < ? AND (j.ended_wall_ms IS NULL OR r.ended_ms IS NULL OR r.ended_ms >= ?) ORDER BY j.id`,
    )
    .all(lines, toMs) as Row[]
  const copy = db.prepare(
    `INSERT INTO job (kind, name, owner, target_kind, target_id, target_name, started_wall_ms, started_lab_ms, clock, status, progress_percent, steps, branch)
     SELECT kind, name, owner, target_kind, target_id, target_name, started_wall_ms, started_lab_ms, clock, ?, ?, ?, ? FROM job WHERE id = ?`,
  )
  const note = db.prepare(
    'INSERT INTO replication_job (job_id, branch_id, protected_item_id, vm_name, model, line) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const hide = db.prepare('UPDATE replication_job SET gone = 1 WHERE job_id = ?')
  for (const row of rows) {
    const standing = sim === null || row.model === planModel ? null : (standingOf(sim, row) ?? cleaning(sim, row))
    if (standing === null && row.endedMs === toMs && row.model !== planModel) continue
    const { status, steps } = standing ?? { status: 'running', steps: [] }
    hide.run(row.id)
    const id = Number(copy.run(status, progressOf(steps), JSON.stringify(steps), branch, row.id).lastInsertRowid)
    note.run(id, branch, row.item, row.vm, row.model, row.line)
  }
}
