import type { PlanRunState } from './plan-run.ts'
import type { JobStep } from './states.ts'
import type { ResyncView } from './views.ts'
import type { Failover, World } from './world.ts'

type ItemColumn = keyof World['it']

/** Columns by how they are written; those that aren't here follow from others. */
export const smalls = [
  'state',
  'phase',
  'pausedBy',
  'marked',
  'before',
  'drill',
  'health',
  'flag',
  'running',
  'logOn',
  'asked',
  'host',
  'policy',
  'cycles',
  'missed',
  'expI',
  'missI',
  'irSent',
  'sent',
  'resyncSent',
  'superseded',
  'fbSent',
  'irDisk',
  'draws',
  'trKind',
  'trHold',
  'trDown',
  'trApp',
] as const satisfies readonly ItemColumn[]
export const signs = ['blockK', 'volK', 'hourly', 'rpoPeak'] as const satisfies readonly ItemColumn[]
export const instants = [
  'drillSince',
  'timer',
  'stepEnd',
  'due',
  'appDue',
  'protectedAt',
  'snapshot',
  'newest',
  'blockNext',
  'volNext',
  'hrlWake',
  'resyncStart',
] as const satisfies readonly ItemColumn[]
export const transferColumns = ['trAmount', 'trRest'] as const satisfies readonly ItemColumn[]
export const diskColumns = ['base', 'log0', 'w', 'irAmount'] as const

export const steps: readonly JobStep[] = [
  'enable',
  'finalize',
  'prereq',
  'shutdown',
  'sync',
  'select',
  'process',
  'createVm',
  'prepare',
  'boot',
  'cleanup',
  'commit',
  'changePoint',
  'compare',
  'copy',
  'azShutdown',
  'download',
  'onpremBoot',
  'reverse',
  'disable',
]
export const jobStates = ['running', 'suspended', 'failed', 'succeeded', 'cancelled'] as const
export const gates = [null, 'closed', 'open', 'stop'] as const
export const modes = [null, 'delta', 'full'] as const

/** What is one of a kind, as JSON. */
export interface Rest {
  settled: boolean
  monitorAt: number
  digestAt: number
  events: number
  couldUp: string
  couldDown: string
  couldSince: number
  retired: { up: number; down: number }
  aborts: number
  up: number[]
  down: number[]
  volumeWake: (number | null)[]
  failovers: [number, Failover][]
  resyncs: [number, ResyncView[]][]
  planRuns: (Omit<PlanRunState, 'actionEnd'> & { actionEnd: number | null })[]
}
