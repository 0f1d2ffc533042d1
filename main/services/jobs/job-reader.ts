import type { Database } from 'better-sqlite3'
import type { JobBrief, JobError, JobStatus, JobStep, StepStatus } from '../../../preload/contract/jobs.ts'
import type { JobRecord, LiveProgress } from './job-runner.ts'
import { targetLink } from './job-target.ts'

/** A row of the table `job`. */
export interface JobRow {
  id: number
  kind: string
  name: string
  status: JobStatus
  progress_percent: number
  owner: string
  target_kind: string | null
  target_id: number | null
  target_name: string | null
  started_wall_ms: number
  ended_wall_ms: number | null
  started_lab_ms: number
  ended_lab_ms: number | null
  steps: string
  error_code: string | null
  error_message: string | null
  error_remedy: string | null
  error_causes: string | null
  clock: 'wall' | 'lab'
  parameters: string | null
}

/** What `job.steps` may hold: older labs kept names and beginnings only; jobs of the lab's clock tell everything. */
type StoredStep =
  | string
  | {
      name: string
      number?: string
      status?: StepStatus
      wallMs?: number | null
      endWallMs?: number | null
      labMs?: number | null
      endLabMs?: number | null
      progress?: number | null
    }

export const isOpen = (status: JobStatus): boolean => status === 'running' || status === 'waiting'

export const recordOf = (row: JobRow): JobRecord => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  status: row.status,
  target: { kind: row.target_kind, id: row.target_id },
  parameters: row.parameters === null ? null : JSON.parse(row.parameters),
})

/** Only who runs the other kinds can cancel them: the job's owner. */
export const cancellerOf = (row: JobRow): string | null => {
  if (row.clock !== 'lab') return row.owner
  const told = row.parameters === null ? null : (JSON.parse(row.parameters) as { cancelledBy?: string | null })
  return told?.cancelledBy ?? null
}

export const errorOf = (row: JobRow): JobError | null =>
  row.error_message === null
    ? null
    : {
        code: row.error_code ?? 'internal',
        message: row.error_message,
        causes: row.error_causes === null ? [] : (JSON.parse(row.error_causes) as string[]),
        recommendation: row.error_remedy,
      }

/** The steps of a job. The one that a failure, a cancel or a crash met is the last that began. */
export const stepsOf = (row: JobRow, live: LiveProgress | null): JobStep[] => {
  const stored = JSON.parse(row.steps) as StoredStep[]
  const ended = !isOpen(row.status)
  const onWall = row.clock === 'wall'
  const lab = { start: onWall ? row.started_lab_ms : null, end: onWall && ended ? row.started_lab_ms : null }
  // Steps are written when a job ends: while it runs, and after a crash, there is the one that it says it is at. A job that
  // has no steps is one.
  if (stored.length === 0)
    return [
      {
        number: '1',
        name: live?.step ?? row.name,
        status: row.status,
        startWallMs: row.started_wall_ms,
        endWallMs: row.ended_wall_ms,
        startLabMs: lab.start,
        endLabMs: lab.end,
        progress: live?.progress ?? null,
      },
    ]
  return stored.map((step, index): JobStep => {
    const told = typeof step === 'string' ? { name: step } : step
    const last = index === stored.length - 1
    return {
      number: told.number ?? String(index + 1),
      name: told.name,
      status: told.status ?? (last && row.status !== 'completed-info' ? row.status : 'completed'),
      startWallMs: told.wallMs ?? null,
      endWallMs: told.endWallMs ?? null,
      startLabMs: told.labMs ?? lab.start,
      endLabMs: told.endLabMs ?? lab.end,
      progress: told.progress ?? null,
    }
  })
}

export const briefOf = (db: Database, row: JobRow, live: LiveProgress | null): JobBrief => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  status: row.status,
  progress: live?.progress ?? (row.status === 'running' && row.progress_percent === 0 ? null : row.progress_percent),
  step: live?.step ?? (isOpen(row.status) ? (stepsOf(row, null).findLast((step) => step.status !== 'not-started')?.name ?? null) : null),
  owner: row.owner,
  target: row.target_name,
  link: targetLink(db, row.target_kind, row.target_id, row.target_name),
  startedMs: row.started_lab_ms,
  error: errorOf(row),
})
