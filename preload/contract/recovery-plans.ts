import * as z from 'zod'
import { area, call } from './area.ts'
import { fileToken, instantMs, rowId } from './common.ts'
import { failoverKinds, runKinds } from './plain.ts'
import { itemVerb, pointChoice } from './replication.ts'

export const failoverKind = z.enum(failoverKinds)
export type FailoverKind = z.infer<typeof failoverKind>

export const runKind = z.enum(runKinds)
export type RunKind = z.infer<typeof runKind>

/**
 * A step before or after a group's machines start (R6). Durations in ms. A manual action waits for a person instead: its duration counts
 * in the estimate only.
 */
export const planAction = z.object({
  kind: z.enum(['script', 'runbook', 'manual']),
  name: z.string().min(1).max(80),
  /** Path of a script below the library share (R8), "account/runbook" (R7, R9), or what the person is to do. */
  detail: z.string().max(2000).nullable(),
  durationMs: z.int().min(0).max(86_400_000),
  timeoutMs: z.int().min(1000).max(86_400_000).default(600_000),
  /** For practice: it ends with an error. */
  fails: z.boolean().default(false),
  runsIn: z.array(failoverKind).min(1).default(['test', 'planned', 'unplanned']),
})
export type PlanAction = z.infer<typeof planAction>

export const planGroup = z.object({
  itemIds: z.array(rowId).max(1000),
  pre: z.array(planAction).max(20).default([]),
  post: z.array(planAction).max(20).default([]),
})
export type PlanGroup = z.infer<typeof planGroup>

export const planDraft = z.object({
  id: rowId.nullable(),
  name: z.string().min(1).max(80),
  targetRtoMinutes: z.int().min(1).max(100_000).nullable(),
  groups: z.array(planGroup).min(1).max(7),
  /** Of a new plan, later unchanged: VMM server and deployment model that all its machines share (R1); absent = the first, the vault's. */
  sourceId: rowId.optional(),
  deploymentModel: z.enum(['resource-manager', 'classic']).optional(),
})
export type PlanDraft = z.infer<typeof planDraft>

/** A bar of the Gantt. A machine has two pieces: its failover up to `readyMs`, its start from `bootMs` to `endedMs`. */
export const runSpan = z.object({
  name: z.string(),
  kind: z.enum(['failover', 'machine', 'script', 'runbook', 'manual']),
  group: z.int().nullable(),
  startedMs: instantMs.nullable(),
  endedMs: instantMs.nullable(),
  failed: z.boolean(),
  /** On the way that decides how long the run takes; of a machine its start. */
  critical: z.boolean(),
  readyMs: instantMs.nullable(),
  bootMs: instantMs.nullable(),
  criticalFailover: z.boolean(),
  /** How much longer failover and start could take without the run taking longer. */
  failoverSlackMs: z.int().nullable(),
  bootSlackMs: z.int().nullable(),
})

export const planRun = z.object({
  id: rowId,
  planId: rowId.nullable(),
  plan: z.string(),
  kind: runKind,
  /** cancelled = a person cancelled jobs of its machines, and nothing else failed. */
  status: z.enum(['running', 'waiting', 'completed', 'failed', 'cancelled']),
  startedMs: instantMs,
  readyMs: instantMs.nullable(),
  endedMs: instantMs.nullable(),
  rtoMs: z.int().nullable(),
  targetMs: z.int().nullable(),
  /** Time that people took to confirm; part of the RTO. */
  waitedMs: z.int(),
  waitingFor: z.string().nullable(),
  failed: z.array(z.string()),
  groups: z.array(z.object({ startedMs: instantMs.nullable(), endedMs: instantMs.nullable(), rtoMs: z.int().nullable() })),
  spans: z.array(runSpan),
})
export type PlanRun = z.infer<typeof planRun>

export const orderPlace = z.object({
  id: rowId,
  /** From 1. */
  group: z.int(),
  by: z.enum(['tag', 'name', 'none']),
  why: z.string(),
})
export type OrderPlace = z.infer<typeof orderPlace>

/** A machine that a plan may take. */
export const planCandidate = z.object({
  id: rowId,
  name: z.string(),
  cloud: z.string(),
  status: z.string(),
  /** Plans that hold it already; a later one skips what has been started (R3). */
  plans: z.array(z.string()),
})
export type PlanCandidate = z.infer<typeof planCandidate>

/** Null = it may be done. */
const reason = z.string().nullable()

export const planReady = z.object({
  name: z.string(),
  ids: z.array(rowId),
  machines: z.int(),
  running: z.boolean(),
  lastTestMs: instantMs.nullable(),
  /** How many machines a failover would take along, what it would last by the durations of its steps, and what stands against it. */
  kinds: z.array(z.object({ kind: runKind, count: z.int(), reason, rtoMs: z.int(), groupRtoMs: z.array(z.int()) })),
  /** What may follow a failover, for how many machines. */
  verbs: z.array(z.object({ verb: itemVerb, count: z.int(), reason })),
})
export type PlanReady = z.infer<typeof planReady>

export const planFormats = ['powershell', 'json'] as const
export const planFormat = z.enum(planFormats)
export type PlanFormat = z.infer<typeof planFormat>

export const recoveryPlans = area('engine', 'recoveryPlans', {
  get: call(
    z.object({ id: rowId }),
    planDraft.extend({
      id: rowId,
      source: z.string(),
      sourceId: rowId,
      target: z.string(),
      vault: z.string(),
      deploymentModel: z.enum(['resource-manager', 'classic']),
      members: z.array(z.object({ id: rowId, name: z.string(), group: z.int(), status: z.string() })),
      /** Machines that a plan may hold, and groups (R2, R3). */
      limits: z.object({ machines: z.int(), groups: z.int() }),
    }),
  ),
  /** What a new plan may choose from. */
  choices: call(
    z.undefined(),
    z.object({
      name: z.string(),
      sources: z.array(z.object({ id: rowId, name: z.string() })),
      models: z.array(z.enum(['resource-manager', 'classic'])),
      limits: z.object({ machines: z.int(), groups: z.int() }),
    }),
  ),
  /** Machines of one source and model by name; `search` is a part of the name, cloud or tag. At most 200 of `total`. */
  candidates: call(
    z.object({
      sourceId: rowId,
      deploymentModel: z.enum(['resource-manager', 'classic']),
      search: z.string().max(200).default(''),
      without: z.array(rowId).max(1000).default([]),
    }),
    z.object({ total: z.int(), rows: z.array(planCandidate) }),
  ),
  /**
   * Makes a plan, or changes one. Rejects with `name-taken`, `plan-size`, `not-found`, `plan-running`, `plan-source` (a machine of another
   * source or model) and `plan-action` (a script without a path of R8, a runbook without its account).
   */
  save: call(planDraft, z.object({ id: rowId, jobId: rowId.nullable() })),
  rename: call(z.object({ id: rowId, name: z.string().min(1).max(80) }), z.object({ jobId: rowId })),
  remove: call(z.object({ id: rowId }), z.object({ jobId: rowId })),
  /** Order by tiers, tags and names, with the reason for every machine. Saves nothing. */
  suggestOrder: call(
    z.object({ itemIds: z.array(rowId).max(1000) }),
    z.object({ groups: z.array(z.object({ itemIds: z.array(rowId), why: z.string() })), machines: z.array(orderPlace) }),
  ),
  /** What may be done with the plan now. */
  ready: call(z.object({ id: rowId }), planReady),
  /**
   * Starts a failover of the whole plan, or its failback. `networkId` is for a test: null = none. `mode` is for a failback, delta by default.
   * Rejects with `action-refused` and the reason, and with `setup-invalid` for a machine that is gone from its host. The clock must play for
   * it to go on.
   */
  run: call(
    z.object({
      id: rowId,
      kind: runKind,
      point: pointChoice,
      shutdown: z.boolean(),
      networkId: rowId.nullable().optional(),
      mode: z.enum(['delta', 'full']).optional(),
    }),
    z.object({ runId: rowId }),
  ),
  /** The manual action that waits is done; of a failback whose data is copied: complete it. */
  confirm: call(z.object({ runId: rowId }), z.null()),
  /** Newest first. */
  runs: call(z.object({ id: rowId }), z.array(planRun)),
  runDetails: call(z.object({ runId: rowId }), planRun),
  /** The plan as an Az PowerShell script that makes it, or as the definition that the script sends; neither holds a password. */
  exportText: call(z.object({ id: rowId, as: planFormat }), z.object({ fileName: z.string(), text: z.string() })),
  /** Writes it to a file that the user chose, over one that is there. Rejects with `folder-denied`, `disk-full`. */
  export: call(z.object({ id: rowId, as: planFormat, target: fileToken }), z.object({ bytes: z.int() })),
})
