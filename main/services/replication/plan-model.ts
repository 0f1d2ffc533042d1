import type { PlanAction, PlanGroup, RunKind } from '../../../preload/contract/recovery-plans.ts'
import { runsIn } from '../../domain/failover/plan-actions.ts'
import type { PlanAction as ModelAction, Plan } from '../../domain/replication/scenario.ts'

const actionOf = (action: PlanAction): ModelAction =>
  action.kind === 'manual'
    ? { type: 'manual', name: action.name }
    : { type: action.kind, name: action.name, durationMs: action.durationMs, timeoutMs: action.timeoutMs, fail: action.fails }

/** A plan as the simulation runs it: machines that it knows, and the actions that belong to this kind of failover (R6). */
export const modelPlan = (
  plan: { name: string; groups: readonly PlanGroup[] },
  kind: RunKind,
  nameOf: (item: number) => string | undefined,
): Plan => ({
  name: plan.name,
  groups: plan.groups.map((group) => ({
    vms: group.itemIds.flatMap((item) => nameOf(item) ?? []),
    pre: group.pre.filter((action) => runsIn(action, kind)).map(actionOf),
    post: group.post.filter((action) => runsIn(action, kind)).map(actionOf),
  })),
})
