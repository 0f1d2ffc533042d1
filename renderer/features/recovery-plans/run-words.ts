import type { PlanRun } from '../../../preload/contract/recovery-plans.ts'
import { t } from '../../../preload/contract/words.ts'
import type { Tone } from '../../ui/status-word.tsx'

export const kindWord = (kind: PlanRun['kind']): string =>
  ({ test: t('Test failover'), planned: t('Planned failover'), unplanned: t('Failover'), failback: t('Failback') })[kind]

export const runStates: Readonly<Record<PlanRun['status'], { tone: Tone; word: string }>> = {
  running: { tone: 'progress', word: t('In progress') },
  waiting: { tone: 'waiting', word: t('Waiting for input') },
  completed: { tone: 'success', word: t('Completed') },
  failed: { tone: 'critical', word: t('Failed') },
  cancelled: { tone: 'cancelled', word: t('Cancelled') },
}

/** The measured RTO of a run, ms. One that failed or was cancelled brought not everything up: how long it took is no RTO. */
export const rtoOf = ({ status, rtoMs }: Pick<PlanRun, 'status' | 'rtoMs'>): number | null => (status === 'completed' ? rtoMs : null)
