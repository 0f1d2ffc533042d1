import type { PlanRunKind, PointChoice } from './actions.ts'
import type { Drill, Health, JobKind, JobStep, PauseReason, Phase, ResyncWhy, State } from './states.ts'

/** What may be asked of a simulation. Instants and durations in ms, sizes in bytes, rates in bit/s. */
export interface PointView {
  stamp: number
  /** When it became recoverable. */
  at: number
  app: boolean
  hourly: boolean
  /** Bytes written by the machine up to the stamp, since its protection began. */
  written: number
}

export interface TransferView {
  kind: 'ir' | 'delta' | 'final' | 'resync' | 'failback'
  startedAt: number
  amountBytes: number
  /** Exact rest, in bytes rounded up. */
  remainingBytes: number
  rateBps: number
  /** At the present rate; null while the rate is 0. */
  completesAt: number | null
  /** What keeps the rate from being higher. */
  limit: 'threads' | 'host' | 'hostThrottle' | 'site' | 'siteThrottle' | 'down' | 'paused' | 'blocked'
}

export interface StepView {
  step: JobStep
  startedAt: number
  endedAt: number | null
  /** Planned end of a step with a time of its own. */
  endsAt: number | null
  failed: boolean
}

export interface JobView {
  kind: JobKind
  state: 'running' | 'suspended' | 'failed' | 'succeeded' | 'cancelled'
  startedAt: number
  endedAt: number | null
  steps: readonly StepView[]
  /** Steps still to come, in order. */
  ahead: readonly JobStep[]
  waitsFor: 'completeFailover' | 'cleanup' | 'planGroup' | null
}

export interface FailoverView {
  kind: 'planned' | 'unplanned'
  at: number
  point: PointChoice
  stopAt: number | null
  synced: boolean
  stamp: number | null
  lossMs: number | null
  lossBytes: number | null
  /** The machine stands before its boot. */
  readyAt: number | null
  upAt: number | null
  rtoMs: number | null
  failed: JobStep | null
}

export interface ResyncView {
  requiredAt: number
  why: ResyncWhy
  startedAt: number | null
  changedBytes: number | null
  endedAt: number | null
}

export interface DiskView {
  lun: number
  writtenBytes: number
  hrlBytes: number
  /** HRL at which a resynchronization becomes due. */
  hrlLimitBytes: number
}

/** Why no cycle runs although one might. */
export type IdleReason =
  | 'not-protected'
  | 'waiting-for-start-time'
  | 'between-cycles'
  | 'paused-by-user'
  | 'volume-full'
  | 'replication-error'
  | 'waiting-for-resync-window'
  | 'comparing'
  | 'failover'
  | 'job'

export interface ItemView {
  ordinal: number
  name: string
  host: string
  policy: string
  state: State
  phase: Phase | null
  pausedBy: PauseReason | null
  /** A pause leads to a resynchronization. */
  marked: boolean
  drill: Drill | null
  drillSince: number | null
  health: Health
  rpoMs: number | null
  rpoPeakMs: number | null
  cycles: number
  missed: number
  /** Ascending by stamp. */
  points: readonly PointView[]
  hrlBytes: number
  disks: readonly DiskView[]
  /** The ledger, written = sent + pending + superseded; all 0 where none is kept (M0, M12 and on). */
  written: number
  sent: number
  pending: number
  superseded: number
  irSent: number
  resyncSent: number
  failbackBytes: number
  protectedAt: number | null
  /** Whole percent of the initial replication; null outside M3 and its pause. */
  irPercent: number | null
  transfer: TransferView | null
  /** null while a transfer runs. */
  idle: IdleReason | null
  /** Next instant at which something is due by the clock; null = nothing is. */
  nextDue: number | null
  retry: { tries: number; nextAt: number } | null
  volumeRetry: { tries: number; nextAt: number } | null
  job: JobView | null
  failover: FailoverView | null
  resyncs: readonly ResyncView[]
}

/** Data of "why is the RPO what it is". */
export interface Explanation {
  at: number
  rpoMs: number | null
  newestStamp: number | null
  backlogBytes: number
  copyFrequencyMs: number
  /** Bytes per second that the machine writes now. */
  churnBytesPerSec: number
  item: ItemView
  shares: {
    transfersOfHost: number
    transfersOfSite: number
    threadsBps: number
    hostBps: number | null
    hostThrottleBps: number | null
    hostWindow: number | null
    siteBps: number
    siteThrottleBps: number | null
    siteWindow: number | null
    /** When a throttle window next begins or ends on this machine's way. */
    nextWindowChange: number | null
  }
  fault: { from: number; to: number } | null
  resyncWindowOpensAt: number | null
}

export interface PlanRunView {
  plan: string
  kind: PlanRunKind
  state: 'Running' | 'Succeeded' | 'Failed'
  startedAt: number
  readyAt: number | null
  endedAt: number | null
  rtoMs: number | null
  /** Machines and actions that failed. */
  failed: readonly string[]
  groups: readonly { startedAt: number | null; endedAt: number | null; rtoMs: number | null }[]
  /** Name of the manual action that waits. */
  waiting: string | null
  waitingSince: number | null
  /** Time that people took to confirm; part of the RTO. */
  waitedMs: number
  actions: readonly { group: number; part: 'pre' | 'post'; name: string; startedAt: number; endedAt: number | null; failed: boolean }[]
}

export interface LinkView {
  /** Delivered. */
  bytes: number
  /** Time with any rate above 0. */
  busyMs: number
  utilPermille: number
}

export interface Totals {
  written: number
  sent: number
  pending: number
  superseded: number
  irSent: number
  resyncSent: number
}
