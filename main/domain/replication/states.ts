/** States of a replicated item. M6 (M5 with a drill) and M8 (health) are overlays, not states. */
export const states = [
  'M0',
  'M1',
  'M1E',
  'M2',
  'M3',
  'M3P',
  'M4',
  'M5',
  'M9',
  'M10',
  'M11',
  'M12',
  'M13',
  'M14',
  'M15',
  'M16',
  'M17',
] as const
export type State = (typeof states)[number]

export type Drill = 'running' | 'waiting' | 'cleaning'
export const healths = ['None', 'Normal', 'Warning', 'Critical'] as const
export type Health = (typeof healths)[number]

/** Finer parts of a state. pausedBy: M3P. phase: M9, M10, M11, M14, M15. */
export type PauseReason = 'user' | 'volumeFull' | 'error'
export type Phase = 'required' | 'running' | 'failed' | 'waiting' | 'commitPending'
export type ResyncWhy = 'hrl' | 'user' | 'volumeFull' | 'brokenChain'

export const jobKinds = [
  'enable',
  'finalize',
  'testFailover',
  'cleanup',
  'planned',
  'unplanned',
  'commit',
  'changePoint',
  'failback',
  'reverse',
  'disable',
] as const
export type JobKind = (typeof jobKinds)[number]

/** Steps without a time of their own last as long as the network needs. */
export type JobStep =
  | 'enable'
  | 'finalize'
  | 'prereq'
  | 'shutdown'
  | 'sync'
  | 'select'
  | 'process'
  | 'createVm'
  | 'prepare'
  | 'boot'
  | 'cleanup'
  | 'commit'
  | 'changePoint'
  | 'compare'
  | 'copy'
  | 'azShutdown'
  | 'download'
  | 'onpremBoot'
  | 'reverse'
  | 'disable'
