import type { PointChoice } from '../../../main/domain/replication/actions.ts'
import type { TimedStep } from '../../../main/domain/replication/scenario.ts'
import { afterEnable, compareMs, initial, loseSource, protect } from './replicate.ts'
import {
  abort,
  begin,
  durationOf,
  type Failover,
  failing,
  faulty,
  type Item,
  type Job,
  type Lab,
  type Run,
  setState,
  stopSource,
  sum,
  written,
} from './world.ts'

/** Sections 7 and 8: jobs as lists of steps. */
export const startJob = (lab: Lab, item: Item, kind: string, steps: string[], more: Partial<Job> = {}): void => {
  item.job = { kind, steps: [...steps], all: steps, endsAt: null, plan: null, shutdown: false, point: 'latest', ...more }
  lab.log({ e: 'job', job: kind, s: 'start', vm: item.vm.name })
  startStep(lab, item)
}

const startStep = (lab: Lab, item: Item): void => {
  const job = item.job as Job
  const [step] = job.steps
  job.endsAt = null
  if (step === undefined) {
    endJob(lab, item)
    return
  }
  if (step === 'select') {
    select(lab, item, job.point)
    job.steps.shift()
    startStep(lab, item)
    return
  }
  if (step === 'sync') return
  if (step === 'compare') {
    job.endsAt = lab.now + compareMs(lab, item)
    return
  }
  if (step === 'copy' || step === 'download') {
    begin(lab, item, 'fb', downloadBytes(lab, item, step, job))
    return
  }
  if (step === 'waiting') {
    lab.log({ e: 'job', job: 'failback', s: 'suspended', vm: item.vm.name })
    setState(lab, item, 'M14', 'waiting')
    return
  }
  if (step === 'boot' && item.failover !== null && job.kind !== 'testFailover') item.failover.readyAt = lab.now
  if ((step === 'boot' || step === 'onpremBoot') && job.plan !== null) {
    atGate(lab, item, job.plan)
    return
  }
  job.endsAt = lab.now + durationOf(lab, item, step as TimedStep)
}

const downloadBytes = (lab: Lab, item: Item, step: string, job: Job): number => {
  if (step === 'copy') return sum(item.disks.map((disk) => Math.min(disk.size, disk.written(lab.now) - disk.written(disk.azureFrom))))
  if (job.shutdown) return sum(item.disks.map(({ used }) => used))
  return sum(item.disks.map((disk) => disk.written(lab.now) - disk.written(item.azureSnapshot)))
}

/** Stands before its boot until the plan comes to its group; a plan that has stopped boots nothing any more. */
const atGate = (lab: Lab, item: Item, run: Run): void => {
  if (run.state === 'Failed' && run.endedAt !== null) leftAlone(lab, item)
}

/** Of a plan that has stopped: nothing is booted, but what is shut down in Azure and copied home. */
export const leftAlone = (lab: Lab, item: Item): void => {
  if (item.job?.kind === 'failback') boots(lab, item)
  else failJob(lab, item, 'boot')
}

export const boots = (lab: Lab, item: Item): void => {
  const job = item.job as Job
  job.endsAt = lab.now + durationOf(lab, item, job.steps[0] as TimedStep)
}

export const endStep = (lab: Lab, item: Item): void => {
  const job = item.job as Job
  const step = job.steps[0] as string
  if (step === 'createVm' && faulty(lab, item, 'createFail')) {
    failJob(lab, item, step)
    return
  }
  if (step === 'shutdown') {
    if (item.failover?.stopAt === null && faulty(lab, item, 'shutdownFail')) {
      if (job.kind === 'planned') {
        failJob(lab, item, step)
        return
      }
      lab.log({ e: 'shutdownFailed', vm: item.vm.name })
      takeAsLost(lab, item)
      job.steps = job.steps.filter((each) => each !== 'sync')
    } else if (item.failover?.stopAt === null) {
      stopSource(lab, item)
      item.failover.stopAt = lab.now
      item.failover.stopWritten = written(lab, item)
    }
  }
  if (step === 'compare') item.azureSnapshot = lab.now
  if (step === 'azShutdown') item.azureRuns = false
  if (step === 'onpremBoot') for (const disk of item.disks) disk.onPremFrom = lab.now
  job.steps.shift()
  startStep(lab, item)
}

export const takeAsLost = (lab: Lab, item: Item): void => {
  const failover = item.failover as Failover
  loseSource(lab, item)
  failover.lost = true
  failover.stopAt = lab.now
  failover.stopWritten = written(lab, item)
}

/** 7.2: when the flight is done, one last cycle. */
export const syncDue = (item: Item): boolean => item.job?.steps[0] === 'sync' && item.transfer === null && item.part !== 'failed'

export const sync = (lab: Lab, item: Item): void => {
  begin(lab, item, 'final', written(lab, item) - item.sent - item.superseded)
}

/** A transfer that a step waited for is there. */
export const stepArrived = (lab: Lab, item: Item, kind: 'final' | 'fb'): void => {
  const job = item.job as Job
  if (kind === 'final' && item.failover !== null) item.failover.synced = true
  job.steps.shift()
  startStep(lab, item)
}

/** 7.3. */
export const select = (_lab: Lab, item: Item, choice: PointChoice): void => {
  const failover = item.failover as Failover
  const newest = item.points.at(-1)
  let point = newest
  if (!failover.synced && choice === 'app') point = item.points.filter(({ app }) => app).at(-1) ?? newest
  if (!failover.synced && typeof choice === 'number') point = item.points.filter(({ stamp }) => stamp <= choice).at(-1) ?? item.points[0]
  if (point === undefined) throw new Error('no point')
  failover.point = choice
  failover.stamp = point.stamp
  failover.lossMs = failover.synced && point === newest ? 0 : (failover.stopAt as number) - point.stamp
  failover.lossBytes = failover.synced && point === newest ? 0 : failover.stopWritten - point.written
}

const endJob = (lab: Lab, item: Item): void => {
  const job = item.job as Job
  item.job = null
  if (job.kind === 'finalize') {
    protect(lab, item)
    return
  }
  lab.log({ e: 'job', job: job.kind, s: 'end', vm: item.vm.name })
  const ends: Record<string, () => void> = {
    enable: () => afterEnable(lab, item),
    testFailover: () => {
      item.drill = 'waiting'
      item.drillSince = lab.now
    },
    cleanup: () => {
      item.drill = null
      lab.log({ e: 'drillCleaned', vm: item.vm.name })
    },
    planned: () => failedOver(lab, item),
    unplanned: () => failedOver(lab, item),
    changePoint: () => {},
    commit: () => {
      if (item.state === 'M15') {
        setState(lab, item, 'M16')
        return
      }
      item.points = item.points.filter(({ stamp }) => stamp === item.failover?.stamp).slice(-1)
      setState(lab, item, 'M13')
    },
    failback: () => setState(lab, item, 'M15', 'commitPending'),
    reverse: () => {
      item.failover = null
      initial(lab, item)
    },
    disable: () => {
      forget(item)
      setState(lab, item, 'M0')
    },
  }
  ends[job.kind]?.()
}

const failedOver = (lab: Lab, item: Item): void => {
  const failover = item.failover as Failover
  failover.upAt = lab.now
  failover.rtoMs = lab.now - failover.at
  item.azureRuns = true
  for (const disk of item.disks) disk.azureFrom = lab.now
  setState(lab, item, 'M12')
}

export const failJob = (lab: Lab, item: Item, step: string): void => {
  const job = item.job as Job
  item.job = null
  item.lastJob = job
  const fault = step === 'createVm' ? failing(lab, item, 'createFail') : undefined
  const why = fault !== undefined && 'reason' in fault ? fault.reason : undefined
  lab.log({ e: 'job', job: job.kind, s: 'failed', step, vm: item.vm.name, why: why?.code, facts: why?.facts })
  missing(item, job)
  if (job.kind === 'testFailover') {
    item.drill = null
    return
  }
  if (item.failover !== null) item.failover.failed = step
  setState(lab, item, item.state, 'failed')
}

/** The plan has one machine less. */
const missing = ({ vm }: Item, { plan }: Job): void => {
  if (plan !== null && !plan.failed.includes(vm.name) && plan.endedAt === null) plan.failed.push(vm.name)
}

/** Nothing of the replication goes on. */
const halt = (item: Item): void => {
  abort(item)
  Object.assign(item, {
    pauseOf: null,
    startTimer: null,
    marked: false,
    drill: null,
    logOpen: false,
    due: null,
    appDue: null,
    block: null,
    volumeRetry: null,
    resyncAsked: false,
    compareUntil: null,
    missedFlag: false,
    azureRuns: false,
    lastJob: null,
  })
}

/** Section 6: at the end of the job points and ledger go; what the links carried stays in their sums, the draws go on. */
const forget = (item: Item): void => {
  Object.assign(item, {
    protectedAt: null,
    irSent: 0,
    sent: 0,
    resyncSent: 0,
    superseded: 0,
    fbSent: 0,
    cycles: 0,
    missed: 0,
    expectedNow: 0,
    missedNow: 0,
    peak: null,
    points: [],
    hourlyHour: -1,
    resyncs: [],
    failover: null,
  })
  for (const disk of item.disks) Object.assign(disk, { acc: 0, since: null, base: 0, onPremFrom: null })
}

/** The step that waits for the user is over. */
export const complete = (lab: Lab, item: Item): void => {
  setState(lab, item, 'M15')
  item.job?.steps.shift()
  startStep(lab, item)
}

export const disable = (lab: Lab, item: Item): void => {
  halt(item)
  setState(lab, item, 'M17')
  startJob(lab, item, 'disable', ['disable'])
}

export const cleanUp = (lab: Lab, item: Item): void => {
  item.drill = 'cleaning'
  startJob(lab, item, 'cleanup', ['cleanup'])
}

/** A cancelled job is one that failed at the step where it stood. */
export const cancel = (lab: Lab, item: Item): boolean => {
  const { job, state } = item
  if (job === null) return false
  const step = job.steps[0] as string
  if (state === 'M1') {
    item.job = null
    item.lastJob = job
    lab.log({ e: 'job', job: job.kind, s: 'failed', step, vm: item.vm.name })
    setState(lab, item, 'M1E')
    return true
  }
  if (state === 'M10' || state === 'M11') {
    abort(item)
    failJob(lab, item, step)
    return true
  }
  if (state === 'M14') {
    abort(item)
    item.job = null
    lab.log({ e: 'job', job: job.kind, s: 'failed', step: step === 'waiting' ? 'copy' : step, vm: item.vm.name })
    missing(item, job)
    setState(lab, item, 'M13')
    return true
  }
  return false
}

export const restart = (lab: Lab, item: Item): boolean => {
  if (item.state === 'M1E') {
    setState(lab, item, 'M1')
    startJob(lab, item, 'enable', ['enable'])
    return true
  }
  const { failover, lastJob, state } = item
  if ((state !== 'M10' && state !== 'M11') || item.part !== 'failed' || failover === null || lastJob === null) return false
  const unknown = { synced: false, stamp: null, lossMs: null, lossBytes: null }
  Object.assign(failover, { at: lab.now, point: lastJob.point, failed: null, readyAt: null, upAt: null, rtoMs: null, ...unknown })
  setState(lab, item, state)
  const steps = lastJob.all.filter((step) => !failover.lost || (step !== 'shutdown' && step !== 'sync'))
  startJob(lab, item, lastJob.kind, steps, { point: lastJob.point })
  return true
}

export const mayFailBack = (item: Item): boolean => item.state === 'M13' && item.job === null && item.vm.managedDisks !== true

export const startFailback = (lab: Lab, item: Item, mode: 'delta' | 'full', plan: Run | null): void => {
  const delta = mode === 'delta'
  const home = ['azShutdown', 'download', 'onpremBoot']
  setState(lab, item, delta ? 'M14' : 'M15')
  startJob(lab, item, 'failback', delta ? ['compare', 'copy', 'waiting', ...home] : home, { shutdown: !delta, plan })
}

export const mayFailOver = (item: Item): boolean =>
  ['M5', 'M9', 'M3P'].includes(item.state) && item.drill === null && item.job === null && item.points.length > 0

export const startTest = (lab: Lab, item: Item, plan: Run | null): void => {
  item.drill = 'running'
  startJob(lab, item, 'testFailover', ['prereq', 'createVm', 'prepare', 'boot'], { plan })
}

const newFailover = (lab: Lab, kind: Failover['kind'], point: PointChoice): Failover => ({
  kind,
  at: lab.now,
  point,
  stopAt: null,
  stopWritten: 0,
  lost: false,
  synced: false,
  stamp: null,
  lossMs: null,
  lossBytes: null,
  readyAt: null,
  upAt: null,
  rtoMs: null,
  failed: null,
})

export const startPlanned = (lab: Lab, item: Item, plan: Run | null): void => {
  item.failover = newFailover(lab, 'planned', 'latest')
  setState(lab, item, 'M10')
  startJob(lab, item, 'planned', ['prereq', 'shutdown', 'sync', 'select', 'createVm', 'boot'], { plan })
}

export const startUnplanned = (lab: Lab, item: Item, point: PointChoice, shutdown: boolean, plan: Run | null): void => {
  const synced = shutdown && item.state === 'M5'
  item.failover = newFailover(lab, 'unplanned', point)
  if (!synced) takeAsLost(lab, item)
  item.volumeRetry = null
  setState(lab, item, 'M11')
  const steps = [
    'prereq',
    ...(synced ? ['shutdown', 'sync'] : []),
    'select',
    ...(point === 'latest' ? ['process'] : []),
    'createVm',
    'boot',
  ]
  startJob(lab, item, 'unplanned', steps, { plan, point })
}
