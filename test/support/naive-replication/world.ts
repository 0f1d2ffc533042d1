import type { PointChoice } from '../../../main/domain/replication/actions.ts'
import type { Plan, PlanAction, Policy, Scenario, TimedStep, Vm } from '../../../main/domain/replication/scenario.ts'
import { localAt, rand32 } from './writes.ts'

/** State of the stepper: section 2.4 as plain objects, and the small questions that every rule asks of it. */
export interface Disk {
  lun: number
  size: number
  used: number
  volume: number | null
  written: (t: number) => number
  /** What was written in this epoch: acc, and since `since` the churn. null = the source is off. */
  acc: number
  since: number | null
  base: number
  /** Written at the snapshot of the resynchronization. */
  snapshot: number
  azureFrom: number
  onPremFrom: number | null
}

export interface Transfer {
  kind: 'ir' | 'delta' | 'final' | 'resync' | 'fb'
  amount: number
  rem: number
  start: number
  w: number[]
  app: boolean
  host: number
  cap: number
  rate: number
}

export interface Point {
  stamp: number
  at: number
  app: boolean
  hourly: boolean
  written: number
}

export interface Job {
  kind: string
  /** Those still to come, the present one first. */
  steps: string[]
  /** All, for a restart. */
  all: readonly string[]
  /** null = waits for something else than the clock. */
  endsAt: number | null
  plan: Run | null
  shutdown: boolean
  point: PointChoice
}

export interface Failover {
  kind: 'planned' | 'unplanned'
  at: number
  point: PointChoice
  stopAt: number | null
  stopWritten: number
  /** Taken as lost: there is nothing to shut down. */
  lost: boolean
  synced: boolean
  stamp: number | null
  lossMs: number | null
  lossBytes: number | null
  readyAt: number | null
  upAt: number | null
  rtoMs: number | null
  failed: string | null
}

export interface Resync {
  requiredAt: number
  why: string
  startedAt: number | null
  changedBytes: number | null
  endedAt: number | null
}

export interface Item {
  vm: Vm
  ordinal: number
  host: number
  policy: Policy
  state: string
  /** required, running, failed, waiting, commitPending, or who paused. */
  part: string | null
  pauseOf: 'M3' | 'M5' | null
  marked: boolean
  drill: 'running' | 'waiting' | 'cleaning' | null
  drillSince: number
  job: Job | null
  lastJob: Job | null
  startTimer: number | null
  drawn: number
  disks: Disk[]
  logOpen: boolean
  irDisk: number
  irAmounts: number[]
  s0: number
  due: number | null
  appDue: number | null
  protectedAt: number | null
  block: { k: number; next: number } | null
  volumeRetry: { k: number; next: number; volume: number } | null
  resyncAsked: boolean
  compareUntil: number | null
  transfer: Transfer | null
  irSent: number
  sent: number
  resyncSent: number
  superseded: number
  fbSent: number
  cycles: number
  missed: number
  expectedNow: number
  missedNow: number
  missedFlag: boolean
  peak: number | null
  points: Point[]
  hourlyHour: number
  resyncs: Resync[]
  failover: Failover | null
  azureRuns: boolean
  /** Azure writes of the first copy of a failback; those before are on the disk already. */
  azureSnapshot: number
  health: string
}

export interface Run {
  plan: Plan
  kind: 'test' | 'planned' | 'unplanned' | 'failback'
  state: 'Running' | 'Succeeded' | 'Failed'
  startedAt: number
  readyAt: number | null
  endedAt: number | null
  failed: string[]
  members: Item[]
  group: number
  phase: 'prepare' | 'pre' | 'boot' | 'post'
  action: number
  endsAt: number | null
  running: PlanAction | null
  groups: { startedAt: number | null; endedAt: number | null }[]
}

export interface Lab {
  scenario: Scenario
  /** Of the play. */
  end: number
  now: number
  items: Item[]
  policies: Policy[]
  siteUp: number
  siteDown: number
  hosts: { up: number | null; down: number | null }[]
  free: number[]
  runs: Run[]
  log: (event: Record<string, unknown>) => void
}

export const sum = (list: readonly number[]): number => list.reduce((total, each) => total + each, 0)

export const setState = (lab: Lab, item: Item, to: string, part: string | null = null): void => {
  lab.log({ e: 'state', from: item.state, to, reason: part ?? undefined, vm: item.vm.name })
  item.state = to
  item.part = part
}

export const diskWritten = (disk: Disk, t: number): number =>
  disk.since === null ? disk.acc : disk.acc + disk.written(t) - disk.written(disk.since)

export const written = (lab: Lab, item: Item): number => sum(item.disks.map((disk) => diskWritten(disk, lab.now)))

export const startSource = (lab: Lab, item: Item): void => {
  for (const disk of item.disks) disk.since = lab.now
}

export const stopSource = (lab: Lab, item: Item): void => {
  for (const disk of item.disks) {
    disk.acc = diskWritten(disk, lab.now)
    disk.since = null
  }
}

export const delivered = ({ amount, rem }: Transfer): number => amount - Math.ceil(rem / 8000)

/** Delivered bytes of the flight, by the counter that they belong to. */
export const flying = (item: Item, ...kinds: Transfer['kind'][]): number =>
  item.transfer !== null && kinds.includes(item.transfer.kind) ? delivered(item.transfer) : 0

/** Log bytes of a disk (3.10). */
export const hrlOf = (lab: Lab, item: Item, disk: Disk): number => {
  if (!item.logOpen) return 0
  if (item.state === 'M9') return item.part === 'running' ? diskWritten(disk, lab.now) - disk.snapshot : 0
  return ['M3', 'M3P', 'M4', 'M5'].includes(item.state) ? diskWritten(disk, lab.now) - disk.base : 0
}

export const volumeUse = (lab: Lab, item: Item, volume: number): number => {
  const twice = item.state === 'M3' || item.state === 'M4' || (item.state === 'M3P' && item.pauseOf === 'M3') ? 2 : 1
  return twice * sum(item.disks.filter((disk) => disk.volume === volume).map((disk) => hrlOf(lab, item, disk)))
}

export const durationOf = (lab: Lab, item: Item, step: TimedStep): number => {
  const base = lab.scenario.jobs[step]
  const j = Math.floor((base * lab.scenario.params.jitterPermille) / 1000)
  if (j === 0) return base
  const u = rand32(lab.scenario.seed, item.ordinal, item.drawn++)
  return base - j + Number((BigInt(u) * BigInt(2 * j + 1)) >> 32n)
}

export const faulty = (lab: Lab, item: Item, kind: string): boolean => failing(lab, item, kind) !== undefined

export const failing = (lab: Lab, item: Item, kind: string) =>
  lab.scenario.faults.find((fault) => {
    if (fault.kind !== kind || lab.now < fault.from || lab.now >= fault.to) return false
    if (fault.kind === 'network') {
      if (fault.vm === null && fault.host === null) return true
      return fault.vm === item.vm.name || fault.host === item.vm.host
    }
    return fault.vm === item.vm.name
  })

export const capOf = ({ scenario }: Lab, host: number, kind: Transfer['kind']): number => {
  const { downloadThreads, perThreadBps, uploadThreads } = scenario.hosts[host] as Scenario['hosts'][number]
  return (kind === 'fb' ? downloadThreads : uploadThreads) * perThreadBps
}

export const begin = (lab: Lab, item: Item, kind: Transfer['kind'], amount: number, app = false): void => {
  item.transfer = {
    kind,
    amount,
    rem: 8000 * amount,
    start: lab.now,
    w: item.disks.map((disk) => diskWritten(disk, lab.now)),
    app,
    host: item.host,
    cap: capOf(lab, item.host, kind),
    rate: 0,
  }
}

/** Ends the flight where it is; what was delivered counts. */
export const abort = (item: Item): void => {
  item.sent += flying(item, 'delta', 'final')
  item.irSent += flying(item, 'ir')
  item.resyncSent += flying(item, 'resync')
  item.fbSent += flying(item, 'fb')
  item.transfer = null
  item.block = null
}

export const gridFrom = (lab: Lab, item: Item, from: number): number => {
  const step = item.policy.copyFrequencyMs
  const first = lab.scenario.start + (item.vm.phaseMs % step)
  return first + Math.max(0, Math.ceil((from - first) / step)) * step
}

export const appDueAfter = (item: Item, now: number): number | null => {
  if (item.policy.appHours === 0 || item.protectedAt === null) return null
  const step = item.policy.appHours * 3_600_000
  return item.protectedAt + (Math.floor((now - item.protectedAt) / step) + 1) * step
}

/** First whole minute >= now with this local time of day. */
export const nextLocalMinute = (lab: Lab, minute: number): number => {
  let t = Math.ceil(lab.now / 60_000) * 60_000
  while (localAt(lab.scenario.zone, t).minute !== minute) t += 60_000
  return t
}

/** 3.16: the newest, and flagged ones within the retention time. */
export const prune = (lab: Lab, item: Item): void => {
  const newest = item.points.at(-1)
  const kept = item.policy.retentionHours * 3_600_000
  item.points = item.points.filter((point) => point === newest || ((point.hourly || point.app) && lab.now < point.stamp + kept))
}
