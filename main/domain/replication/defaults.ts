import type { Params, TimedStep, Zone } from './scenario.ts'

/** Defaults of the model; the README says which are documented and which are ours. */
export const defaultParams: Params = {
  checksumBytesPerSec: 50_000_000,
  jitterPermille: 0,
  irAmount: 'used',
  monitoringIntervalMs: 3_600_000,
  missedPermille: 200,
  warnRpoMs: 3_600_000,
  critRpoMs: 14_400_000,
  hrlPermille: 500,
  drillMaxMs: 14 * 86_400_000,
  resyncWindow: { days: [1, 2, 3, 4, 5, 6, 7], fromMin: 18 * 60 + 30, toMin: 6 * 60 },
  autoResync: true,
}

/** Of a host: threads a machine (S52), and what one thread carries. */
export const defaultHost = { uploadThreads: 4, downloadThreads: 4, perThreadBps: 25_000_000 }

export const defaultJobs: Readonly<Record<TimedStep, number>> = {
  enable: 60_000,
  finalize: 60_000,
  prereq: 30_000,
  shutdown: 120_000,
  process: 60_000,
  createVm: 180_000,
  prepare: 30_000,
  boot: 120_000,
  cleanup: 120_000,
  commit: 30_000,
  reverse: 60_000,
  disable: 30_000,
  changePoint: 240_000,
  azShutdown: 60_000,
  onpremBoot: 120_000,
}

export const defaultScriptTimeoutMs = 600_000
export const utc: Zone = { offsetMin: 0, transitions: [] }

/** Spreads the instants of capture over the copy frequency. `ordinal` is the VM's place in the list. */
export const phaseOf = (ordinal: number, copyFrequencyMs: number): number => ((ordinal * 37) % (copyFrequencyMs / 1000)) * 1000
