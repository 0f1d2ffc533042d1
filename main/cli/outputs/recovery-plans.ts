import * as z from 'zod'

/** Instants as ISO 8601 in UTC. */
export const planRunShape = z
  .object({
    plan: z.string(),
    kind: z.enum(['test', 'planned', 'unplanned', 'failback']),
    status: z.enum(['running', 'waiting', 'completed', 'failed', 'cancelled']),
    started: z.string().nullable(),
    ended: z.string().nullable(),
    rtoSeconds: z.int().nullable(),
    targetSeconds: z.int().nullable(),
    /** Time that people took, part of the RTO, and the manual action that waits for one now. */
    waitedSeconds: z.int().nullable(),
    waitingFor: z.string().nullable(),
    failed: z.array(z.string()),
    groups: z.array(
      z.object({ group: z.int(), started: z.string().nullable(), ended: z.string().nullable(), rtoSeconds: z.int().nullable() }).strict(),
    ),
  })
  .strict()

const planStep = z
  .object({
    actionName: z.string(),
    failoverTypes: z.array(z.enum(['TestFailover', 'PlannedFailover', 'UnplannedFailover'])),
    failoverDirections: z.array(z.enum(['PrimaryToRecovery', 'RecoveryToPrimary'])),
    customDetails: z.discriminatedUnion('instanceType', [
      z.object({ instanceType: z.literal('ManualActionDetails'), description: z.string() }).strict(),
      z
        .object({
          instanceType: z.literal('ScriptActionDetails'),
          path: z.string(),
          timeout: z.string(),
          fabricLocation: z.literal('Primary'),
        })
        .strict(),
      z
        .object({
          instanceType: z.literal('AutomationRunbookActionDetails'),
          automationAccount: z.string(),
          runbook: z.string(),
          timeout: z.string(),
          fabricLocation: z.literal('Recovery'),
        })
        .strict(),
    ]),
  })
  .strict()

/** Recovery plans, their runs and their export. */
export const recoveryPlanOutputs = {
  'plan-run': z.union([planRunShape, z.object({ plan: z.string(), runs: z.array(planRunShape) }).strict()]),
  'plan-export': z.object({ plan: z.string(), as: z.enum(['powershell', 'json']), file: z.string(), bytes: z.int() }).strict(),
  /** What `plan-export --as json` writes. */
  'recovery-plan': z
    .object({
      schema: z.literal('offsite-recovery-plan/1'),
      name: z.string(),
      properties: z
        .object({
          primaryFabricFriendlyName: z.string(),
          recoveryFabricId: z.literal('Microsoft Azure'),
          failoverDeploymentModel: z.enum(['ResourceManager', 'Classic']),
          groups: z.array(
            z
              .object({
                groupType: z.enum(['Shutdown', 'Failover', 'Boot']),
                replicationProtectedItems: z.array(z.object({ friendlyName: z.string(), protectionContainer: z.string() }).strict()),
                startGroupActions: z.array(planStep),
                endGroupActions: z.array(planStep),
              })
              .strict(),
          ),
        })
        .strict(),
    })
    .strict(),
} as const
