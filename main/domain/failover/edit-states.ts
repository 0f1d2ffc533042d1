import { t } from '../../../preload/contract/words.ts'
import type { Phase, State } from '../replication/states.ts'

export interface EditStanding {
  state: State
  phase: Phase | null
  jobRunning: boolean
}

const inAzure: readonly State[] = ['M12', 'M13', 'M14', 'M15']

/**
 * Why Compute and Network can't be edited now; null = it can. The state table (6.5) gives the edit to M5. A failover that failed may be
 * mended and restarted, so M10 and M11 take it once they stand still; that is ours.
 */
export const editReason = ({ state, phase, jobRunning }: EditStanding): string | null => {
  if (inAzure.includes(state)) return t('A machine that is failed over keeps its properties. Change them after failback.')
  if (state === 'M10' || state === 'M11')
    return phase === 'failed' ? null : t('A failover is under way. Its properties stay as they are until it has ended.')
  if (state === 'M5') return jobRunning ? t('A job of this machine is under way. Wait until it has ended.') : null
  if (state === 'M9') return t('It needs a resynchronization first. Properties are edited when it is protected again.')
  if (state === 'M3P') return t('Replication is paused. Resume it; properties are edited when the machine is protected.')
  if (state === 'M16') return t('It is failed back and not protected. Reverse replicate it first.')
  if (state === 'M0' || state === 'M17') return t('Its replication is disabled.')
  if (state === 'M1E') return t('Enabling protection failed. Restart that job first.')
  return t('It is not protected yet. Properties are edited once its initial replication is finalized.')
}
