import type { PointChoice } from './actions.ts'
import { durationOf } from './items.ts'
import { log } from './log.ts'
import { type FaultReason, jobSteps, type TimedStep } from './scenario.ts'
import type { JobKind, JobStep } from './states.ts'
import type { JobView } from './views.ts'
import type { Job, World } from './world.ts'

const timed = new Set<string>(jobSteps)
/** Its state tells enough. */
const silent = (kind: JobKind): boolean => kind === 'finalize'

export interface JobOptions {
  gate?: 'closed' | null
  mode?: 'delta' | 'full' | null
  point?: PointChoice
}

export const openJob = (w: World, i: number, kind: JobKind, steps: readonly JobStep[], options: JobOptions = {}): Job => {
  const job: Job = {
    kind,
    steps,
    index: 0,
    startedAt: w.now,
    endedAt: null,
    state: 'running',
    done: [],
    gate: options.gate ?? null,
    waiting: false,
    mode: options.mode ?? null,
    point: options.point ?? 'latest',
  }
  w.jobs[i] = job
  if (!silent(kind)) log(w, 'job', { job: kind, s: 'start', vm: w.names[i]! })
  return job
}

/** Enters the step at `index`; one with a time of its own gets its end. */
export const enterStep = (w: World, i: number, job: Job, endsAt: number | null = null): void => {
  const step = job.steps[job.index]!
  const end = timed.has(step) ? w.now + durationOf(w, i, step as TimedStep) : endsAt
  job.done.push({ step, startedAt: w.now, endedAt: null, endsAt: end, failed: false })
  w.it.stepEnd[i] = end ?? Infinity
}

export const leaveStep = (w: World, i: number, job: Job, failed = false): void => {
  const last = job.done.at(-1)
  if (last !== undefined && last.endedAt === null) job.done[job.done.length - 1] = { ...last, endedAt: w.now, failed }
  w.it.stepEnd[i] = Infinity
}

/** Ends the job: succeeded, failed or cancelled. */
export const closeJob = (w: World, i: number, state: 'succeeded' | 'failed' | 'cancelled', step?: JobStep, reason?: FaultReason): void => {
  const job = w.jobs[i]
  if (job == null) return
  leaveStep(w, i, job, state === 'failed')
  job.state = state
  job.endedAt = w.now
  job.waiting = false
  w.planDirty = true
  if (!silent(job.kind))
    log(w, 'job', {
      job: job.kind,
      s: state === 'succeeded' ? 'end' : 'failed',
      step: state === 'succeeded' ? undefined : step,
      vm: w.names[i]!,
      why: reason?.code,
      facts: reason?.facts,
    })
  w.out.onJob?.(i, jobView(job))
}

/** The job waits for a person. */
export const suspendJob = (w: World, i: number): void => {
  const job = w.jobs[i]!
  leaveStep(w, i, job)
  job.state = 'suspended'
  w.planDirty = true
  // A drill that waits counts as done; a failback that waits is suspended.
  log(w, 'job', { job: job.kind, s: job.kind === 'testFailover' ? 'end' : 'suspended', vm: w.names[i]! })
  w.out.onJob?.(i, jobView(job))
}

export const jobView = (job: Job): JobView => ({
  kind: job.kind,
  state: job.state,
  startedAt: job.startedAt,
  endedAt: job.endedAt,
  steps: [...job.done],
  ahead: job.steps.slice(job.done.at(-1)?.step === job.steps[job.index] ? job.index + 1 : job.index),
  waitsFor: job.waiting ? 'planGroup' : job.state !== 'suspended' ? null : job.kind === 'testFailover' ? 'cleanup' : 'completeFailover',
})
