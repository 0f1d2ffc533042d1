import * as z from 'zod'
import { area, call } from './area.ts'
import { instantMs, rowId } from './common.ts'
import { pointChoice } from './replication.ts'

export const failoverKinds = ['test', 'planned', 'unplanned'] as const
export const failoverKind = z.enum(failoverKinds)
export type FailoverKind = z.infer<typeof failoverKind>

/** A step before or after a group's machines start (R6). Durations in ms; a manual action waits for a person instead. */
export const planAction = z.object({
  kind: z.enum(['script', 'runbook', 'manual']),
  name: z.string().min(1).max(80),
  /** Path of a script (R8), or what the person is to do. */
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
})
export type PlanDraft = z.infer<typeof planDraft>

export const runSpan = z.object({
  name: z.string(),
  kind: z.enum(['failover', 'machine', 'script', 'runbook', 'manual']),
  group: z.int().nullable(),
  startedMs: instantMs.nullable(),
  endedMs: instantMs.nullable(),
  failed: z.boolean(),
  /** On the way that decides how long the run takes. */
  critical: z.boolean(),
})

export const planRun = z.object({
  id: rowId,
  planId: rowId.nullable(),
  plan: z.string(),
  kind: failoverKind,
  status: z.enum(['running', 'waiting', 'completed', 'failed']),
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

export const recoveryPlans = area('engine', 'recoveryPlans', {
  get: call(
    z.object({ id: rowId }),
    planDraft.extend({
      id: rowId,
      source: z.string(),
      target: z.string(),
      members: z.array(z.object({ id: rowId, name: z.string(), group: z.int(), status: z.string() })),
      /** Machines that a plan may hold, and groups (R2, R3). */
      limits: z.object({ machines: z.int(), groups: z.int() }),
    }),
  ),
  /** Makes a plan, or changes one. Rejects with `name-taken`, `plan-size`, `not-found`, `plan-running`. */
  save: call(planDraft, z.object({ id: rowId, jobId: rowId.nullable() })),
  remove: call(z.object({ id: rowId }), z.object({ jobId: rowId })),
  /** Order by tiers, tags and names: domain controllers and DNS first, then databases, then the rest. Saves nothing. */
  suggestOrder: call(
    z.object({ itemIds: z.array(rowId).max(1000) }),
    z.object({ groups: z.array(z.object({ itemIds: z.array(rowId), why: z.string() })) }),
  ),
  /** Rejects with `action-refused` and the reason. The clock must play for it to go on. */
  run: call(z.object({ id: rowId, kind: failoverKind, point: pointChoice, shutdown: z.boolean() }), z.object({ runId: rowId })),
  /** The manual action that waits is done. */
  confirm: call(z.object({ runId: rowId }), z.null()),
  /** Newest first. */
  runs: call(z.object({ id: rowId }), z.array(planRun)),
  runDetails: call(z.object({ runId: rowId }), planRun),
})
