import type { PlanAction } from '../../../preload/contract/recovery-plans.ts'
import { runsIn } from '../failover/plan-actions.ts'

export interface ExportedItem {
  name: string
  cloud: string
}
export interface ExportedPlan {
  name: string
  /** Name under which the VMM server is registered in the vault. */
  source: string
  deploymentModel: 'resource-manager' | 'classic'
  groups: readonly { items: readonly ExportedItem[]; pre: readonly PlanAction[]; post: readonly PlanAction[] }[]
}

const failoverTypes = { test: 'TestFailover', planned: 'PlannedFailover', unplanned: 'UnplannedFailover' } as const
const modelName = { 'resource-manager': 'ResourceManager', classic: 'Classic' } as const
/** R4: what REST calls Azure as the place to recover to. */
const azure = 'Microsoft Azure'

/** ISO 8601, as REST writes a time limit. Whole seconds, rounded up. */
const isoDuration = (ms: number): string => {
  const seconds = Math.ceil(ms / 1000)
  const parts = [
    [Math.floor(seconds / 3600), 'H'],
    [Math.floor(seconds / 60) % 60, 'M'],
    [seconds % 60, 'S'],
  ] as const
  return `PT${parts.map(([count, unit]) => (count > 0 ? `${count}${unit}` : '')).join('') || '0S'}`
}

export type ActionDetails =
  | { instanceType: 'ManualActionDetails'; description: string }
  | { instanceType: 'ScriptActionDetails'; path: string; timeout: string; fabricLocation: 'Primary' }
  | {
      instanceType: 'AutomationRunbookActionDetails'
      automationAccount: string
      runbook: string
      timeout: string
      fabricLocation: 'Recovery'
    }

const detailsOf = (action: PlanAction): ActionDetails => {
  const timeout = isoDuration(action.timeoutMs)
  if (action.kind === 'manual') return { instanceType: 'ManualActionDetails', description: action.detail ?? action.name }
  // R8: the VMM server runs scripts of its library, so their side is the site.
  if (action.kind === 'script')
    return { instanceType: 'ScriptActionDetails', path: action.detail ?? '', timeout, fabricLocation: 'Primary' }
  const [account = '', runbook = ''] = (action.detail ?? '').split('/')
  return {
    instanceType: 'AutomationRunbookActionDetails',
    automationAccount: account,
    runbook,
    timeout,
    fabricLocation: 'Recovery',
  }
}

/** R4. A plan has one list of actions for both ways, and each says which it takes. */
const directionsOf = (action: PlanAction): ('PrimaryToRecovery' | 'RecoveryToPrimary')[] =>
  runsIn(action, 'failback') ? ['PrimaryToRecovery', 'RecoveryToPrimary'] : ['PrimaryToRecovery']

const actionsOf = (actions: readonly PlanAction[]) =>
  actions.map((action) => ({
    actionName: action.name,
    failoverTypes: action.runsIn.map((kind) => failoverTypes[kind]),
    failoverDirections: directionsOf(action),
    customDetails: detailsOf(action),
  }))

const empty = (groupType: 'Shutdown' | 'Failover') => ({
  groupType,
  replicationProtectedItems: [] as { friendlyName: string; protectionContainer: string }[],
  startGroupActions: [] as ReturnType<typeof actionsOf>,
  endGroupActions: [] as ReturnType<typeof actionsOf>,
})

/**
 * The plan in the shape of REST (R4). Names stand where only the vault knows ids: of the VMM server, of replicated items with their cloud,
 * and of runbooks. Nothing of the simulation is in it.
 */
export const planDefinition = (plan: ExportedPlan) => ({
  schema: 'offsite-recovery-plan/1' as const,
  name: plan.name,
  properties: {
    primaryFabricFriendlyName: plan.source,
    recoveryFabricId: azure,
    failoverDeploymentModel: modelName[plan.deploymentModel],
    groups: [
      empty('Shutdown'),
      empty('Failover'),
      ...plan.groups.map((group) => ({
        groupType: 'Boot' as const,
        replicationProtectedItems: group.items.map((item) => ({ friendlyName: item.name, protectionContainer: item.cloud })),
        startGroupActions: actionsOf(group.pre),
        endGroupActions: actionsOf(group.post),
      })),
    ],
  },
})

export type PlanDefinition = ReturnType<typeof planDefinition>
