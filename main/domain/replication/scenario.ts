/**
 * What a simulation starts from. Units: instants and durations in ms (instants since 1970, UTC), sizes in bytes, rates in bit/s unless a
 * name says otherwise. Every number is a whole number. Names are ids: unique within their list, and what the log calls the thing.
 */
export interface Zone {
  offsetMin: number
  /** Ascending; frozen when the lab is made, so a newer time zone table can't change a replayed lab. */
  transitions: readonly { at: number; offsetMin: number }[]
}

/** Local time; minutes after midnight, 0..1439. from < to: that day; from > to: past midnight; equal: the whole day. 1 = Monday. */
export interface LocalWindow {
  days: readonly number[]
  fromMin: number
  toMin: number
}

/** First window that matches wins; null = no limit. */
export interface Throttle {
  windows: readonly (LocalWindow & { bps: number })[]
  elseBps: number | null
}

/** 0 = down. */
export interface Site {
  upBps: number
  downBps: number
  throttle: Throttle | null
}

/** null = no cap of the host's own. */
export interface Host {
  name: string
  upBps: number | null
  downBps: number | null
  uploadThreads: number
  downloadThreads: number
  perThreadBps: number
  throttle: Throttle | null
}

/** Space for logs: an item's logs may take freeBytes - reserveBytes. */
export interface Volume {
  name: string
  freeBytes: number
  reserveBytes: number
}

export interface Policy {
  name: string
  copyFrequencyMs: number
  /** 0..24; 0 = the newest point only. */
  retentionHours: number
  /** 0..12; 0 = off. */
  appHours: number
  /** Local minutes after midnight; null = at once. */
  irStartMin: number | null
}

export type ChurnPart =
  | { type: 'constant'; bytesPerSec: number }
  | { type: 'burst'; from: number; to: number; bytesPerSec: number }
  /** hours[24] by local hour and weekdays[7] from Monday, in permille of the mean. */
  | { type: 'daily'; dailyBytes: number; hours: readonly number[]; weekdays: readonly number[] }
  | { type: 'series'; from: number; stepMs: number; bytes: readonly number[]; after: 'repeat' | 'zero' }

export interface Disk {
  lun: number
  sizeBytes: number
  usedBytes: number
  /** null = not followed. */
  volume: string | null
  churn: readonly ChurnPart[]
}

export interface Vm {
  name: string
  host: string
  policy: string
  phaseMs: number
  vssCapable: boolean
  /** protected: M5 from the first instant, with a point of that instant. */
  initial: 'unprotected' | 'protected'
  /** Failback needs disks that aren't managed disks (F10). Default false. */
  managedDisks?: boolean
  disks: readonly Disk[]
}

export type PlanAction =
  | { type: 'script' | 'runbook'; name: string; durationMs: number; timeoutMs: number; fail: boolean }
  | { type: 'manual'; name: string }

export interface PlanGroup {
  vms: readonly string[]
  pre: readonly PlanAction[]
  post: readonly PlanAction[]
}

export interface Plan {
  name: string
  groups: readonly PlanGroup[]
}

/** Why a step fails: a code and what its sentence names. It stands in the log, so that whoever reads it later can say it. */
export interface FaultReason {
  code: string
  facts: Readonly<Record<string, string | number>>
}

/** Half-open [from, to); brokenChain happens at `from`. A network fault without VM and host meets all. */
export type Fault =
  | { kind: 'network'; vm: string | null; host: string | null; from: number; to: number }
  | { kind: 'vss' | 'createFail' | 'shutdownFail' | 'brokenChain'; vm: string; from: number; to: number; reason?: FaultReason }

export interface Params {
  checksumBytesPerSec: number
  jitterPermille: number
  irAmount: 'used' | 'full'
  monitoringIntervalMs: number
  missedPermille: number
  warnRpoMs: number
  critRpoMs: number
  hrlPermille: number
  drillMaxMs: number
  /** null = always. */
  resyncWindow: LocalWindow | null
  autoResync: boolean
}

export const jobSteps = [
  'enable',
  'finalize',
  'prereq',
  'shutdown',
  'process',
  'createVm',
  'prepare',
  'boot',
  'cleanup',
  'commit',
  'reverse',
  'disable',
  'changePoint',
  'azShutdown',
  'onpremBoot',
] as const
/** A step that lasts its time in `jobs`. */
export type TimedStep = (typeof jobSteps)[number]

export interface Scenario {
  name: string
  /** A whole minute. */
  start: number
  seed: number
  zone: Zone
  params: Params
  jobs: Readonly<Record<TimedStep, number>>
  site: Site
  hosts: readonly Host[]
  volumes: readonly Volume[]
  policies: readonly Policy[]
  /** The place in this list is the VM's ordinal, the only tie-break there is. */
  vms: readonly Vm[]
  plans: readonly Plan[]
  faults: readonly Fault[]
}
