import { t } from '../../../preload/contract/words.ts'
import type { Drill, Health, State } from '../../domain/replication/states.ts'
import type { ItemView } from '../../domain/replication/views.ts'

/** Labels of the states of the fact base, 6.5, in a language: filters compare the English ones. */
const labelsIn = (t: (text: string) => string): Readonly<Record<State, string>> => ({
  M0: t('Not protected'),
  M1: t('Enabling protection'),
  M1E: t('Enabling protection failed'),
  M2: t('Waiting for initial replication'),
  M3: t('Initial replication'),
  M3P: t('Replication paused'),
  M4: t('Finalizing protection'),
  M5: t('Protected'),
  M9: t('Resynchronization required'),
  M10: t('Planned failover in progress'),
  M11: t('Failover in progress'),
  M12: t('Failover completed, commit pending'),
  M13: t('Failover committed'),
  M14: t('Failback: synchronizing data'),
  M15: t('Failback: completing'),
  M16: t('Failed back, not protected'),
  M17: t('Disabling replication'),
})
const labels = labelsIn(t)

export interface StatusFacts {
  state: string
  reason: string | null
  drill: string
  irPercent: number | null
}

/** The Status column: what the item is in, with its finer part. */
export const statusText = ({ state, reason, drill, irPercent }: StatusFacts): string => {
  if (state === 'M3' && irPercent !== null) return t('{irPercent}% synchronized', { irPercent })
  if (state === 'M5' && drill === 'running') return t('Test failover in progress')
  if (state === 'M5' && drill === 'waiting') return t('Test failover: complete testing')
  if (state === 'M5' && drill === 'cleaning') return t('Cleaning up test failover')
  if (state === 'M3P' && reason === 'volumeFull') return t('Replication paused: volume is full')
  if (state === 'M3P' && reason === 'error') return t('Replication paused: error')
  if (state === 'M9' && reason === 'running') return t('Resynchronizing')
  if (state === 'M1E' && reason === 'cancelled') return t('Enabling protection cancelled')
  if (state === 'M10' && reason === 'cancelled') return t('Planned failover cancelled')
  if (state === 'M11' && reason === 'cancelled') return t('Failover cancelled')
  if (state === 'M10' && reason === 'failed') return t('Planned failover failed')
  if (state === 'M11' && reason === 'failed') return t('Failover failed')
  if (state === 'M14' && reason === 'waiting') return t('Failback: waiting for Complete Failover')
  if (state === 'M15' && reason === 'commitPending') return t('Failback completed, commit pending')
  return labels[state as State] ?? state
}

/**
 * The same in SQL over `replicated_item r` and `protected_item p`, which lists sort and filter by: in English whatever the console
 * speaks, since filters, kept ones too, and the command line name these words.
 */
export const statusSql = (p: string, r: string): string => {
  const state = `coalesce(${r}.state, ${p}.state)`
  const plain = (Object.entries(labelsIn((text) => text)) as [State, string][])
    .map(([key, label]) => `WHEN '${key}' THEN '${label}'`)
    .join(' ')
  return `CASE
    WHEN ${r}.state = 'M3' AND ${r}.ir_percent IS NOT NULL THEN ${r}.ir_percent || '% synchronized'
    WHEN ${r}.state = 'M5' AND ${r}.drill = 'running' THEN 'Test failover in progress'
    WHEN ${r}.state = 'M5' AND ${r}.drill = 'waiting' THEN 'Test failover: complete testing'
    WHEN ${r}.state = 'M5' AND ${r}.drill = 'cleaning' THEN 'Cleaning up test failover'
    WHEN ${r}.state = 'M3P' AND ${r}.reason = 'volumeFull' THEN 'Replication paused: volume is full'
    WHEN ${r}.state = 'M3P' AND ${r}.reason = 'error' THEN 'Replication paused: error'
    WHEN ${r}.state = 'M9' AND ${r}.reason = 'running' THEN 'Resynchronizing'
    WHEN ${r}.state = 'M1E' AND ${r}.reason = 'cancelled' THEN 'Enabling protection cancelled'
    WHEN ${r}.state = 'M10' AND ${r}.reason = 'cancelled' THEN 'Planned failover cancelled'
    WHEN ${r}.state = 'M11' AND ${r}.reason = 'cancelled' THEN 'Failover cancelled'
    WHEN ${r}.state = 'M10' AND ${r}.reason = 'failed' THEN 'Planned failover failed'
    WHEN ${r}.state = 'M11' AND ${r}.reason = 'failed' THEN 'Failover failed'
    WHEN ${r}.state = 'M14' AND ${r}.reason = 'waiting' THEN 'Failback: waiting for Complete Failover'
    WHEN ${r}.state = 'M15' AND ${r}.reason = 'commitPending' THEN 'Failback completed, commit pending'
    ELSE CASE ${state} ${plain} ELSE ${state} END END`
}

export const healthWord = (health: Health): 'not-applicable' | 'normal' | 'warning' | 'critical' =>
  health === 'None' ? 'not-applicable' : (health.toLowerCase() as 'normal')

/** Where the machine runs that users reach. */
export const activeLocation = (state: State): 'primary' | 'recovery' =>
  state === 'M12' || state === 'M13' || state === 'M14' ? 'recovery' : 'primary'

/** The finer part of a state; for the simulation a job that a person cancelled has failed. */
export const reasonOf = ({ state, phase, pausedBy, job }: Pick<ItemView, 'state' | 'phase' | 'pausedBy' | 'job'>): string | null =>
  pausedBy ?? (job?.state === 'cancelled' && (phase === 'failed' || state === 'M1E') ? 'cancelled' : phase)
export const drillWord = (drill: Drill | null): 'none' | Drill => drill ?? 'none'
