import { dropFlight, startFinal } from './cycles.ts'
import { choosePoint, loseSource } from './failover-points.ts'
import { becomeProtected, beginReverse, enabled } from './initial.ts'
import { compareMs, createFault, hasFault, setState } from './items.ts'
import { closeJob, enterStep, leaveStep, openJob, suspendJob } from './jobs.ts'
import { clearWritten, countFromNow, stopWriting, writtenOfDisk } from './ledger.ts'
import { log } from './log.ts'
import { clearPoints, keepOnly, points } from './points.ts'
import type { JobKind, JobStep } from './states.ts'
import { finishTransfer, startTransfer } from './transfers.ts'
import { DRILL, type Job, PHASE, S, type World } from './world.ts'

/** Steps of the jobs, without those that depend on a choice. */
const stepsOf = {
  enable: ['enable'],
  testFailover: ['prereq', 'createVm', 'prepare', 'boot'],
  cleanup: ['cleanup'],
  planned: ['prereq', 'shutdown', 'sync', 'select', 'createVm', 'boot'],
  commit: ['commit'],
  changePoint: ['changePoint'],
  reverse: ['reverse'],
  disable: ['disable'],
} as const satisfies Partial<Record<JobKind, readonly JobStep[]>>

export const unplannedSteps = (shutdown: boolean, sync: boolean, latest: boolean): JobStep[] => [
  'prereq',
  ...(shutdown ? (['shutdown'] as const) : []),
  ...(shutdown && sync ? (['sync'] as const) : []),
  'select',
  ...(latest ? (['process'] as const) : []),
  'createVm',
  'boot',
]

export const failbackSteps = (mode: 'delta' | 'full'): JobStep[] =>
  mode === 'delta' ? ['compare', 'copy', 'azShutdown', 'download', 'onpremBoot'] : ['azShutdown', 'download', 'onpremBoot']

/** Opens a job and enters its first step. */
export const runJob = (
  w: World,
  i: number,
  kind: keyof typeof stepsOf | 'unplanned' | 'failback',
  options: Parameters<typeof openJob>[4] & { steps?: readonly JobStep[] } = {},
): void => {
  const steps = options.steps ?? (kind === 'unplanned' || kind === 'failback' ? [] : stepsOf[kind])
  begin(w, i, openJob(w, i, kind, steps, options))
}

/** Before these a machine of a plan waits for its group. */
const starts = (step: JobStep): boolean => step === 'boot' || step === 'onpremBoot'

/** Enters the step at the job's index, and passes those that take no time. */
const begin = (w: World, i: number, job: Job): void => {
  const step = job.steps[job.index]!
  if ((step === 'boot' && job.gate === 'stop') || (starts(step) && job.gate === 'closed')) {
    const failover = w.failovers[i]
    if (failover != null && step === 'boot' && job.kind !== 'testFailover') failover.readyAt = w.now
    if (job.gate === 'stop') failJob(w, i, 'boot')
    else job.waiting = true
    w.planDirty = true
    return
  }
  if (step === 'boot' && job.kind !== 'testFailover') {
    const failover = w.failovers[i]!
    failover.readyAt ??= w.now
  }
  enterStep(w, i, job, step === 'compare' ? w.now + compareMs(w, i) : null)
  if (step === 'select') {
    choosePoint(w, i)
    next(w, i, job)
  } else if (step === 'copy') download(w, i, job, differences(w, i))
  else if (step === 'download') download(w, i, job, job.mode === 'full' ? allUsed(w, i) : sinceSnapshot(w, i))
}

const next = (w: World, i: number, job: Job): void => {
  leaveStep(w, i, job)
  job.index++
  begin(w, i, job)
}

/** The plan's group begins. */
export const openGate = (w: World, i: number): void => {
  const job = w.jobs[i]!
  job.gate = 'open'
  job.waiting = false
  begin(w, i, job)
}

/**
 * The plan stopped: the machine isn't started. One on its way back is, without the rest of the plan: it is shut down in Azure, its data is
 * home, and there is nothing to begin anew.
 */
export const stopAtGate = (w: World, i: number): void => {
  const job = w.jobs[i]!
  if (job.kind === 'failback') {
    if (job.waiting) openGate(w, i)
    else job.gate = 'open'
    return
  }
  job.gate = 'stop'
  if (job.waiting) {
    job.waiting = false
    failJob(w, i, 'boot')
  }
}

/** Class 2: the final cycle starts when nothing is in flight any more. */
export const syncStep = (w: World, i: number): void => {
  if (startFinal(w, i)) finalDelivered(w, i)
}

/** The final cycle is recoverable: nothing is lost. */
export const finalDelivered = (w: World, i: number): void => {
  w.failovers[i]!.synced = true
  next(w, i, w.jobs[i]!)
}

/** Class 1: a copy back is delivered. */
export const downloadDone = (w: World, i: number): void => {
  w.it.fbSent[i]! += w.it.trAmount[i]!
  finishTransfer(w, i)
  afterDownload(w, i, w.jobs[i]!)
}

const download = (w: World, i: number, job: Job, bytes: number): void => {
  if (bytes > 0) startTransfer(w, i, 'failback', bytes)
  else afterDownload(w, i, job)
}

const afterDownload = (w: World, i: number, job: Job): void => {
  if (job.steps[job.index] !== 'copy') {
    next(w, i, job)
    return
  }
  suspendJob(w, i)
  setState(w, i, S.M14, PHASE.waiting)
}

/** The user lets a failback that waits go on. */
export const completeFailback = (w: World, i: number): void => {
  const job = w.jobs[i]!
  job.state = 'running'
  setState(w, i, S.M15)
  job.index++
  begin(w, i, job)
}

const sumDisks = (w: World, i: number, of: (d: number) => number): number => {
  let sum = 0
  for (let d = w.it.dFrom[i]!; d < w.it.dTo[i]!; d++) sum += of(d)
  return sum
}
/** What the Azure machine changed up to the snapshot, which is taken now. */
const differences = (w: World, i: number): number =>
  sumDisks(w, i, (d) => {
    w.dk.w[d] = writtenOfDisk(w, i, d)
    return Math.min(w.dk.size[d]!, w.dk.w[d]!)
  })
const sinceSnapshot = (w: World, i: number): number => sumDisks(w, i, (d) => writtenOfDisk(w, i, d) - w.dk.w[d]!)
const allUsed = (w: World, i: number): number => sumDisks(w, i, (d) => w.dk.used[d]!)

/** Class 2: a step with a time of its own ends. */
export const endStep = (w: World, i: number): void => {
  const job = w.jobs[i]!
  const step = job.steps[job.index]!
  const failover = w.failovers[i]
  switch (step) {
    case 'shutdown':
      if (failover!.stopAt !== null || !hasFault(w, i, 'shutdownFail')) {
        stopWriting(w, i)
        failover!.stopAt ??= w.now
        break
      }
      if (job.kind === 'planned') {
        failJob(w, i, step)
        return
      }
      log(w, 'shutdownFailed', { vm: w.names[i]! })
      loseSource(w, i)
      if (job.steps[job.index + 1] === 'sync') {
        leaveStep(w, i, job, true)
        job.index += 2
        begin(w, i, job)
        return
      }
      break
    case 'createVm':
      if (createFault(w, i) === undefined) break
      failJob(w, i, step)
      return
    case 'azShutdown':
      stopWriting(w, i)
      break
  }
  if (job.index < job.steps.length - 1) next(w, i, job)
  else endJob(w, i, job)
}

/** The last step is done. */
const endJob = (w: World, i: number, job: Job): void => {
  const { it } = w
  const failover = w.failovers[i]
  if (job.kind === 'testFailover') {
    suspendJob(w, i)
    it.drill[i] = DRILL.waiting!
    it.drillSince[i] = w.now
    return
  }
  closeJob(w, i, 'succeeded')
  switch (job.kind) {
    case 'enable':
      enabled(w, i)
      break
    case 'finalize':
      becomeProtected(w, i, it.snapshot[i]!)
      break
    case 'planned':
    case 'unplanned':
      failover!.upAt = w.now
      failover!.rtoMs = w.now - failover!.at
      it.logOn[i] = 0
      setState(w, i, S.M12)
      countFromNow(w, i)
      break
    case 'commit':
      if (it.state[i] === S.M12) {
        keepOnly(
          w,
          i,
          points(w, i).find((each) => each.stamp === failover?.stamp),
        )
        setState(w, i, S.M13)
      } else setState(w, i, S.M16)
      break
    case 'failback':
      countFromNow(w, i)
      setState(w, i, S.M15, PHASE.commitPending)
      break
    case 'reverse':
      w.failovers[i] = null
      beginReverse(w, i)
      break
    case 'cleanup':
      it.drill[i] = DRILL.null!
      it.drillSince[i] = -1
      log(w, 'drillCleaned', { vm: w.names[i]! })
      break
    case 'disable':
      forget(w, i)
      setState(w, i, S.M0)
      break
  }
}

export const failJob = (w: World, i: number, step: JobStep): void => {
  const { it } = w
  const { kind } = w.jobs[i]!
  closeJob(w, i, 'failed', step, step === 'createVm' ? createFault(w, i)?.reason : undefined)
  if (kind === 'testFailover') {
    it.drill[i] = DRILL.null!
    it.drillSince[i] = -1
  } else if (kind === 'planned' || kind === 'unplanned') {
    setState(w, i, it.state[i]!, PHASE.failed)
    w.failovers[i]!.failed = step
  }
}

/** The user ends a job. */
export const cancelJob = (w: World, i: number): void => {
  const { it } = w
  dropFlight(w, i)
  if (it.state[i] === S.M1) {
    closeJob(w, i, 'cancelled', 'enable')
    setState(w, i, S.M1E)
    return
  }
  const job = w.jobs[i]!
  const step = job.steps[job.index]!
  closeJob(w, i, 'cancelled', step)
  if (it.state[i] === S.M14) setState(w, i, S.M13)
  else {
    setState(w, i, it.state[i]!, PHASE.failed)
    w.failovers[i]!.failed = step
  }
}

/** Nothing of the replication goes on. */
export const halt = (w: World, i: number): void => {
  const { it } = w
  dropFlight(w, i)
  it.drillSince[i] = -1
  for (const column of [it.timer, it.volNext, it.hrlWake, it.appDue, it.stepEnd]) column[i] = Infinity
  for (const column of [it.pausedBy, it.marked, it.before, it.drill, it.flag, it.logOn, it.asked]) column[i] = 0
  it.volK[i] = -1
}

/** Points and ledger go; draws and the policy stay. */
const forget = (w: World, i: number): void => {
  const { it } = w
  w.retired.up += it.irSent[i]! + it.sent[i]! + it.resyncSent[i]!
  w.retired.down += it.fbSent[i]!
  for (const column of [it.irSent, it.sent, it.resyncSent, it.superseded, it.fbSent, it.cycles, it.missed, it.expI, it.missI]) column[i] = 0
  for (const column of [it.rpoPeak, it.protectedAt]) column[i] = -1
  w.failovers[i] = null
  w.resyncs[i] = null
  clearPoints(w, i)
  clearWritten(w, i)
}
