import {
  abort,
  appDueAfter,
  begin,
  type Disk,
  diskWritten,
  durationOf,
  faulty,
  gridFrom,
  type Item,
  type Lab,
  nextLocalMinute,
  prune,
  setState,
  startSource,
  stopSource,
  sum,
  type Transfer,
  volumeUse,
  written,
} from './world.ts'

/** Sections 3.1 to 3.19, in their order. */
export const afterEnable = (lab: Lab, item: Item): void => {
  const { irStartMin } = item.policy
  if (irStartMin === null) {
    initial(lab, item)
    return
  }
  setState(lab, item, 'M2')
  item.startTimer = nextLocalMinute(lab, irStartMin)
}

/** Used or full sizes; after a failback what was written since the machine came back (7.5). */
export const initial = (lab: Lab, item: Item): void => {
  setState(lab, item, 'M3')
  item.s0 = lab.now
  item.pauseOf = null
  item.marked = false
  item.startTimer = null
  item.sent = 0
  item.superseded = 0
  item.points = []
  item.hourlyHour = -1
  item.protectedAt = null
  item.due = null
  item.appDue = null
  for (const disk of item.disks) {
    disk.acc = 0
    disk.base = 0
  }
  startSource(lab, item)
  item.logOpen = true
  item.irAmounts = item.disks.map((disk) => {
    if (disk.onPremFrom !== null) return Math.min(disk.size, disk.written(lab.now) - disk.written(disk.onPremFrom))
    return lab.scenario.params.irAmount === 'full' ? disk.size : disk.used
  })
  item.irDisk = 0
  sendDisk(lab, item)
}

const sendDisk = (lab: Lab, item: Item): void => {
  if (item.irDisk < item.irAmounts.length) {
    begin(lab, item, 'ir', item.irAmounts[item.irDisk] as number)
    return
  }
  setState(lab, item, 'M4')
  item.job = {
    kind: 'finalize',
    steps: ['finalize'],
    all: [],
    endsAt: lab.now + durationOf(lab, item, 'finalize'),
    plan: null,
    shutdown: false,
    point: 'latest',
  }
}

export const protect = (lab: Lab, item: Item): void => {
  setState(lab, item, 'M5')
  item.protectedAt = lab.now
  addPoint(lab, item, item.s0, 0, false)
  item.due = gridFrom(lab, item, lab.now)
  item.appDue = appDueAfter(item, lab.now)
}

export const startProtected = (lab: Lab, item: Item): void => {
  startSource(lab, item)
  item.s0 = lab.now
  item.logOpen = true
  protect(lab, item)
}

const addPoint = (lab: Lab, item: Item, stamp: number, at: number, app: boolean): void => {
  const before = item.points.at(-1)
  if (before !== undefined) {
    item.peak = Math.max(item.peak ?? 0, lab.now - before.stamp)
    if (!before.app && !before.hourly) item.points.pop()
  }
  const hour = Math.floor(stamp / 3_600_000)
  const hourly = hour > item.hourlyHour
  if (hourly) item.hourlyHour = hour
  item.points.push({ stamp, at: lab.now, app, hourly, written: at })
  prune(lab, item)
}

export const tickDue = (lab: Lab, item: Item): boolean =>
  item.state === 'M5' && item.transfer === null && item.due !== null && lab.now >= item.due

export const cycle = (lab: Lab, item: Item): void => {
  const step = item.policy.copyFrequencyMs
  const n = Math.floor((lab.now - (item.due as number)) / step) + 1
  item.missed += n - 1
  item.missedNow += n - 1
  item.expectedNow += n
  item.due = (item.due as number) + n * step
  let app = false
  if (item.appDue !== null && lab.now >= item.appDue) {
    item.appDue = appDueAfter(item, lab.now)
    app = item.vm.vssCapable && !faulty(lab, item, 'vss')
    if (!app) lab.log({ e: 'vssFailed', vm: item.vm.name })
  }
  begin(lab, item, 'delta', written(lab, item) - sum(item.disks.map(({ base }) => base)), app)
}

/** A transfer of replication has arrived. */
export const arrived = (lab: Lab, item: Item, transfer: Transfer): void => {
  item.transfer = null
  item.block = null
  const adopt = (): void => {
    item.disks.forEach((disk, n) => {
      disk.base = transfer.w[n] as number
    })
  }
  if (transfer.kind === 'ir') {
    item.irSent += transfer.amount
    item.irDisk++
    sendDisk(lab, item)
  }
  if (transfer.kind === 'delta' || transfer.kind === 'final') {
    adopt()
    item.sent += transfer.amount
    item.cycles++
    addPoint(lab, item, transfer.start, sum(transfer.w), transfer.app)
  }
  if (transfer.kind === 'resync') {
    const resync = item.resyncs.at(-1) as Item['resyncs'][number]
    for (const disk of item.disks) disk.base = disk.snapshot
    const at = sum(item.disks.map(({ snapshot }) => snapshot))
    item.resyncSent += transfer.amount
    item.superseded = at - item.sent
    resync.endedAt = lab.now
    setState(lab, item, 'M5')
    addPoint(lab, item, resync.startedAt as number, at, false)
    item.due = gridFrom(lab, item, lab.now)
  }
}

/** 3.11: flight aborted, logs deleted. */
const dropLog = (lab: Lab, item: Item, why: string): void => {
  abort(item)
  item.logOpen = false
  item.compareUntil = null
  item.resyncAsked = false
  item.resyncs.push({ requiredAt: lab.now, why, startedAt: null, changedBytes: null, endedAt: null })
  lab.log({ e: 'resyncRequired', why, vm: item.vm.name })
}

export const requireResync = (lab: Lab, item: Item, why: string): void => {
  dropLog(lab, item, why)
  if (item.state === 'M3P') item.marked = true
  else setState(lab, item, 'M9', 'required')
}

export const breakChain = (lab: Lab, item: Item): void => {
  dropLog(lab, item, 'brokenChain')
  item.marked = true
  item.pauseOf = 'M5'
  setState(lab, item, 'M3P', 'error')
}

export const hrlReached = (lab: Lab, item: Item, hrl: (disk: Disk) => number): boolean =>
  item.logOpen &&
  (item.state === 'M5' || (item.state === 'M3P' && item.pauseOf === 'M5')) &&
  item.disks.some((disk) => 1000 * hrl(disk) >= lab.scenario.params.hrlPermille * disk.size)

export const volumeFull = (lab: Lab, volume: number): boolean => {
  const use = sum(lab.items.map((item) => volumeUse(lab, item, volume)))
  return use > 0 && use >= limitOf(lab, volume)
}

const limitOf = (lab: Lab, volume: number): number => (lab.free[volume] as number) - (lab.scenario.volumes[volume]?.reserveBytes ?? 0)

export const waits = [1, 2, 4, 8, 10, 30].map((minutes) => minutes * 60_000)
export const waitAfter = (k: number): number => waits[Math.min(k, waits.length - 1)] as number

export const fillVolume = (lab: Lab, volume: number): void => {
  const hit = lab.items.filter((item) => volumeUse(lab, item, volume) > 0)
  for (const item of hit) {
    const early = item.state === 'M3' || item.state === 'M4' || (item.state === 'M3P' && item.pauseOf === 'M3')
    item.pauseOf = early ? 'M3' : 'M5'
    if (item.job?.kind === 'finalize') item.job = null
    if (early) {
      abort(item)
      item.logOpen = false
    } else dropLog(lab, item, 'volumeFull')
    item.marked = true
    item.volumeRetry = { k: 0, next: lab.now + waitAfter(0), volume }
    setState(lab, item, 'M3P', 'volumeFull')
  }
}

export const retryVolume = (lab: Lab, item: Item): void => {
  const retry = item.volumeRetry as NonNullable<Item['volumeRetry']>
  const use = sum(lab.items.map((each) => volumeUse(lab, each, retry.volume)))
  if (use < limitOf(lab, retry.volume)) {
    resume(lab, item)
    return
  }
  retry.k++
  retry.next = lab.now + waitAfter(retry.k)
}

export const resume = (lab: Lab, item: Item): void => {
  const { pauseOf } = item
  item.volumeRetry = null
  if (item.marked && pauseOf === 'M3') {
    initial(lab, item)
    return
  }
  const marked = item.marked
  item.marked = false
  item.pauseOf = null
  if (marked) setState(lab, item, 'M9', 'required')
  else setState(lab, item, pauseOf as string)
}

export const startResync = (lab: Lab, item: Item): void => {
  const resync = item.resyncs.at(-1) as Item['resyncs'][number]
  item.logOpen = true
  item.resyncAsked = false
  for (const disk of item.disks) disk.snapshot = diskWritten(disk, lab.now)
  resync.startedAt = lab.now
  item.compareUntil = lab.now + compareMs(lab, item)
  setState(lab, item, 'M9', 'running')
}

export const compareMs = (lab: Lab, item: Item): number =>
  sum(item.disks.map((disk) => Math.ceil((1000 * disk.size) / lab.scenario.params.checksumBytesPerSec)))

export const endCompare = (lab: Lab, item: Item): void => {
  item.compareUntil = null
  const resync = item.resyncs.at(-1) as Item['resyncs'][number]
  resync.changedBytes = sum(item.disks.map((disk) => Math.min(disk.size, disk.snapshot - disk.base)))
  begin(lab, item, 'resync', resync.changedBytes)
}

/** The source is gone or switched off for good: nothing flies any more. */
export const loseSource = (lab: Lab, item: Item): void => {
  abort(item)
  item.compareUntil = null
  stopSource(lab, item)
}
