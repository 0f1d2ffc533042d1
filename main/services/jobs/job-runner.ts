import type { Allowance, JobStatus } from '../../../preload/contract/jobs.ts'

/** What the lab keeps of a job, for those who run it. */
export interface JobRecord {
  id: number
  kind: string
  name: string
  status: JobStatus
  target: { kind: string | null; id: number | null }
  /** Parsed `job.parameters`. */
  parameters: unknown
}

/** What a running job says of itself between two writes. */
export interface LiveProgress {
  progress: number | null
  step: string | null
}

/**
 * Who runs the jobs of some kinds: an import in this process, the simulator on the lab's clock. The service asks the first
 * that `runs` the job; a job that nobody runs is over in one call and can be neither cancelled nor started again.
 */
export interface JobRunner {
  runs(kind: string): boolean
  /** Progress that is not in the lab; null when the lab knows as much. */
  live(job: JobRecord): LiveProgress | null
  mayCancel(job: JobRecord): Allowance
  cancel(job: JobRecord): void
  mayRestart(job: JobRecord): Allowance
  /** Resolves as soon as the new job is in the history. */
  restart(job: JobRecord): Promise<{ jobId: number }>
}

export const allowed: Allowance = { allowed: true, reason: null }
export const refused = (reason: string): Allowance => ({ allowed: false, reason })
