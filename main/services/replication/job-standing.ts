import type { Database } from 'better-sqlite3'
import type { Simulation } from '../../domain/replication/simulation.ts'
import { progressOf, type StoredStep, stepsOf } from './job-steps.ts'
import { prepared } from './prepared.ts'

/** What the simulation knows a job by. */
export interface JobKey {
  vm: string
  model: string
  startedMs: number
}

export interface Standing {
  status: 'running' | 'waiting'
  steps: StoredStep[]
}

/** How a job stands in a simulation; null where that has nothing to say of it any more. */
export const standingOf = (sim: Simulation, { vm, model, startedMs }: JobKey): Standing | null => {
  const index = sim.indexOf(vm)
  if (index === undefined) return null
  const view = sim.item(index)
  const { job } = view
  if (job === null || job.kind !== model || job.startedAt !== startedMs || job.endedAt !== null) return null
  return { status: job.state === 'suspended' ? 'waiting' : 'running', steps: stepsOf(job, view, sim.now) }
}

/** As many jobs as one look brings up to date: their figures move with time, without any line of the log. */
const atOnce = 32

/** Brings tasks and progress of some jobs under way up to the clock, those after `after` first. Returns the last that it looked at, 0 = the round is over. */
export const refreshOpenJobs = (db: Database, sim: Simulation, after: number): number => {
  const rows = prepared(
    db,
    `SELECT r.job_id AS id, r.vm_name AS vm, r.model, j.started_lab_ms AS startedMs, j.steps, j.progress_percent AS progress
     FROM job j JOIN replication_job r ON r.job_id = j.id WHERE j.status = 'running' AND r.gone = 0 AND j.id > ? ORDER BY j.id LIMIT ${atOnce}`,
  ).all(after) as (JobKey & { id: number; steps: string; progress: number })[]
  const write = prepared(db, 'UPDATE job SET steps = ?, progress_percent = ? WHERE id = ?')
  for (const row of rows) {
    const standing = standingOf(sim, row)
    if (standing?.status !== 'running') continue
    const steps = JSON.stringify(standing.steps)
    const progress = progressOf(standing.steps)
    if (steps !== row.steps || progress !== row.progress) write.run(steps, progress, row.id)
  }
  return rows.length < atOnce ? 0 : (rows.at(-1)?.id ?? 0)
}
