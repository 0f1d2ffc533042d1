import { runKinds } from '../../../preload/contract/plain.ts'
import type { PlanGroup, PlanReady } from '../../../preload/contract/recovery-plans.ts'
import { plural, t } from '../../../preload/contract/words.ts'
import { type Estimate, type EstimatedAction, estimateRto, type RunKind } from '../../domain/failover/estimate-rto.ts'
import { runsIn } from '../../domain/failover/plan-actions.ts'
import { defaultJobs } from '../../domain/replication/defaults.ts'
import { allowedVerbs } from './item-actions.ts'
import type { LabSimulation } from './lab-simulation.ts'
import type { PlanGot } from './plan-read.ts'

/** What may follow a failover of a plan, in the order of the portal's menu. */
const after = ['cleanup', 'changePoint', 'commit', 'failback', 'completeFailover', 'reverse'] as const

/** What a run of this kind would take by the durations of its steps and actions, in ms. */
export const estimateOf = (simulation: LabSimulation, groups: readonly PlanGroup[], kind: RunKind): Estimate => {
  const actions = (list: PlanGroup['pre']): EstimatedAction[] =>
    list
      .filter((action) => runsIn(action, kind))
      .map((action) => ({ durationMs: action.durationMs, timeoutMs: action.timeoutMs, manual: action.kind === 'manual' }))
  return estimateRto(
    kind,
    groups.map((group) => ({ machines: group.itemIds.length, pre: actions(group.pre), post: actions(group.post) })),
    simulation.live?.scenario.jobs ?? defaultJobs,
  )
}

/** What may be done with a plan now: its failovers, and what follows one. */
export const planReadyOf = (simulation: LabSimulation, plan: PlanGot): PlanReady => {
  const { db } = simulation.store
  const ids = plan.members.map((member) => member.id)
  const running =
    db.prepare("SELECT 1 FROM plan_run WHERE plan_name = ? AND gone = 0 AND status IN ('running', 'waiting')").get(plan.name) !== undefined
  const verdicts = new Map(allowedVerbs(simulation, ids).map((each) => [each.verb, each]))
  const against = (kind: RunKind, count: number): string | null => {
    if (ids.length === 0) return t('The plan holds no machine.')
    if (running) return t('The plan is running.')
    if (count === 0) return t('No machine of the plan is ready for it. The Status of each says what it waits for.')
    if (kind === 'planned' && count < ids.length)
      return t('{machines} of the plan is not ready. A planned failover takes all of them.', {
        machines: plural(ids.length - count, 'machine'),
      })
    return null
  }
  return {
    name: plan.name,
    ids,
    machines: ids.length,
    running,
    lastTestMs: db
      .prepare(
        "SELECT max(started_ms) FROM plan_run WHERE recovery_plan_id = ? AND gone = 0 AND kind = 'test' AND status IN ('completed', 'failed')",
      )
      .pluck()
      .get(plan.id) as number | null,
    kinds: runKinds.map((kind) => {
      const count = verdicts.get(kind === 'test' ? 'testFailover' : kind)?.count ?? 0
      const { rtoMs, groups } = estimateOf(simulation, plan.groups, kind)
      return { kind, count, reason: against(kind, count), rtoMs, groupRtoMs: groups.map((group) => group.rtoMs) }
    }),
    verbs: after.map((verb) => {
      const { count = 0, reason = null } = verdicts.get(verb) ?? {}
      // The one step that a run leaves to a person: a failback stands until its data is completed.
      const busy = running && verb !== 'completeFailover'
      return { verb, count, reason: busy ? t('The plan is running.') : count > 0 ? null : reason }
    }),
  }
}
