import type { PlanDocument } from '../../preload/contract/plan.ts'
import { t } from '../../preload/contract/words.ts'

/** What is left to do on the real site and in Azure, from what this plan holds. */
export const nextSteps = (plan: PlanDocument): string[] => {
  if (!plan.vault) return [t('Finish Getting Started: nothing is set up yet.')]
  const steps: string[] = []
  const open = plan.prerequisites.filter((each) => each.state === 'open').map((each) => each.item)
  const missing = plan.prerequisites.filter((each) => each.state === 'not-met').map((each) => each.item)
  if (missing.length > 0) steps.push(t('Meet the prerequisites {missing}.', { missing: missing.join(', ') }))
  if (open.length > 0) steps.push(t('Check and confirm the prerequisites {open}.', { open: open.join(', ') }))
  steps.push(
    t('Run the scripts in their order: vault and target, Provider, agents, throttling, policy and mapping, replication, recovery plans.'),
  )
  if (plan.source?.proxy?.runAsAccount)
    steps.push(
      t('Let the proxy accept {userName}; after a new password restart the VMM service.', { userName: plan.source.proxy.userName }),
    )
  if (plan.policies.some((policy) => policy.encrypt)) steps.push(t('Keep the certificate of the Provider safe: a failover needs it.'))
  const fallback = plan.networkMappings.filter((mapping) => mapping.lands.some((landing) => landing.warning !== null))
  if (fallback.length > 0)
    steps.push(t('Check the subnets where machines of {fallback} land.', { fallback: fallback.map((each) => each.source).join(', ') }))
  if (plan.capacity?.plannerDone === 'later') steps.push(t('Run the Capacity Planner before you enable replication.'))
  if (plan.recoveryPlans.length > 0)
    steps.push(t('Run a test failover of each recovery plan into an isolated network when initial replication is done.'))
  const blocked = plan.notProtected.filter((each) => each.verdict === 'not-ready').length
  if (blocked > 0)
    steps.push(
      t('Remedy what keeps {n, plural, one {# machine out, then protect it} other {# machines out, then protect them}}.', { n: blocked }),
    )
  return steps
}
