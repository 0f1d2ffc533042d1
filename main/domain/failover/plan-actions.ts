import type { PlanAction, RunKind } from '../../../preload/contract/recovery-plans.ts'

/** Whether an action belongs to this kind of run (R6). A failback is a planned failover; what it runs are scripts of VMM, no runbooks (R7). */
export const runsIn = (action: Pick<PlanAction, 'kind' | 'runsIn'>, kind: RunKind): boolean =>
  kind === 'failback' ? action.kind !== 'runbook' && action.runsIn.includes('planned') : action.runsIn.includes(kind)
