import * as z from 'zod'
import { area, call, event } from './area.ts'
import { instantMs, rowId } from './common.ts'
import { azureLimits, azureLimitsDraft, computeNetwork, propertiesDraft, propertyIssue } from './compute-network.ts'
import { candidate, enableDraft } from './enable-replication.ts'
import { policy } from './policy.ts'
import { scriptFile } from './setup.ts'

/** Verbs on replicated items, as buttons name them. */
export const itemVerbs = [
  'disable',
  'pause',
  'resume',
  'resync',
  'changePolicy',
  'testFailover',
  'cleanup',
  'planned',
  'unplanned',
  'commit',
  'changePoint',
  'failback',
  'completeFailover',
  'reverse',
  'cancel',
  'restart',
] as const
export const itemVerb = z.enum(itemVerbs)
export type ItemVerb = z.infer<typeof itemVerb>

export const itemIds = z.array(rowId).min(1).max(25_000)

/** Why an action is refused for one machine; the others of the same call are done. */
export const refusal = z.object({ id: rowId, name: z.string(), code: z.string(), message: z.string(), remedy: z.string().nullable() })
export type ItemRefusal = z.infer<typeof refusal>
export const actionOutcome = z.object({ done: z.int(), refused: z.array(refusal), jobId: rowId.nullable() })
export type ActionOutcome = z.infer<typeof actionOutcome>

/** Which recovery point a failover uses (P4). `atMs` = the newest one at or before that instant. */
export const pointChoice = z.union([z.enum(['latest', 'latestProcessed', 'app']), z.object({ atMs: instantMs })])
export type PointChoice = z.infer<typeof pointChoice>

export const recoveryPoint = z.object({
  stampMs: instantMs,
  /** When it could be used first. */
  readyMs: instantMs,
  appConsistent: z.boolean(),
  newest: z.boolean(),
})

export const jobStep = z.object({
  name: z.string(),
  state: z.enum(['pending', 'running', 'waiting', 'completed', 'failed', 'cancelled']),
  startedMs: instantMs.nullable(),
  endedMs: instantMs.nullable(),
})

export const failoverFacts = z.object({
  kind: z.enum(['planned', 'unplanned']),
  atMs: instantMs,
  stampMs: instantMs.nullable(),
  lossMs: z.int().nullable(),
  lossBytes: z.number().nullable(),
  rtoMs: z.int().nullable(),
})

export const lossFacts = z.object({
  /** Items that have a recovery point. */
  items: z.int(),
  without: z.int(),
  worstMs: z.int(),
  /** Of all items together. */
  bytes: z.number(),
  oldestStampMs: instantMs.nullable(),
  /** Items that have no application-consistent point, so that the newest one is used. */
  noApp: z.int(),
})
export type LossFacts = z.infer<typeof lossFacts>

export const itemDetails = z.object({
  id: rowId,
  vmId: rowId,
  name: z.string(),
  state: z.string(),
  status: z.string(),
  reason: z.string().nullable(),
  health: z.enum(['not-applicable', 'normal', 'warning', 'critical']),
  drill: z.enum(['none', 'running', 'waiting', 'cleaning']),
  /** When the rule of two weeks ends the test failover. */
  drillEndsMs: instantMs.nullable(),
  activeLocation: z.enum(['primary', 'recovery']),
  host: z.string().nullable(),
  /** VMM server, or the cloud where none is known: what the portal shows as the location of the site. */
  source: z.string(),
  ruleYear: z.int(),
  /** When a test failover was last cleaned up. */
  lastTestMs: instantMs.nullable(),
  /** What the last job failed of; empty once a later one went well. */
  errors: z.array(
    z.object({
      code: z.string(),
      message: z.string(),
      causes: z.array(z.string()),
      remedy: z.string().nullable(),
      atMs: instantMs.nullable(),
    }),
  ),
  /** Why a failover to Azure would fail now; null = nothing is known against it. */
  configurationIssue: z.object({ code: z.string(), message: z.string(), remedy: z.string() }).nullable(),
  policy: z.string(),
  rpoMs: z.int().nullable(),
  rpoPeakMs: z.int().nullable(),
  protectedMs: instantMs.nullable(),
  irPercent: z.int().nullable(),
  cycles: z.int(),
  missedCycles: z.int(),
  bytes: z.object({
    written: z.number(),
    sent: z.number(),
    pending: z.number(),
    superseded: z.number(),
    irSent: z.number(),
    resyncSent: z.number(),
    failbackSent: z.number(),
  }),
  disks: z.array(z.object({ name: z.string(), lun: z.int(), sizeBytes: z.number(), hrlBytes: z.number(), hrlLimitBytes: z.number() })),
  transfer: z
    .object({
      kind: z.enum(['ir', 'delta', 'final', 'resync', 'failback']),
      amountBytes: z.number(),
      remainingBytes: z.number(),
      bitsPerSecond: z.number(),
      completesMs: instantMs.nullable(),
    })
    .nullable(),
  job: z.object({ name: z.string(), state: z.string(), steps: z.array(jobStep) }).nullable(),
  points: z.array(recoveryPoint),
  failover: failoverFacts.nullable(),
  resyncs: z.array(
    z.object({
      requiredMs: instantMs,
      why: z.string(),
      startedMs: instantMs.nullable(),
      changedBytes: z.number().nullable(),
      endedMs: instantMs.nullable(),
    }),
  ),
  notes: z.array(z.object({ id: rowId, notedMs: instantMs, text: z.string() })),
})
export type ItemDetails = z.infer<typeof itemDetails>

/** The chain behind a figure: each line names what was found, from the symptom down to its cause. */
export const explanation = z.object({
  vm: z.string(),
  atMs: instantMs,
  rpoMs: z.int().nullable(),
  summary: z.string(),
  chain: z.array(z.object({ code: z.string(), text: z.string(), source: z.string().nullable() })),
})
export type RpoExplanation = z.infer<typeof explanation>

/**
 * RPO of one machine hour by hour; null where none counted. `whyMs` = when the greatest stood, for `explain`. Until it is `done` hours are missing, the
 * oldest mostly; each further call works on, and none is worked out that nobody asks for.
 */
export const rpoHistory = z.object({
  fromMs: instantMs,
  toMs: instantMs,
  /** Above these it is Warning and Critical. */
  warnMs: z.int(),
  critMs: z.int(),
  hours: z.array(
    z.object({
      startMs: instantMs,
      minMs: z.int().nullable(),
      maxMs: z.int().nullable(),
      lastMs: z.int().nullable(),
      whyMs: instantMs.nullable(),
    }),
  ),
  done: z.boolean(),
})
export type RpoHistory = z.infer<typeof rpoHistory>

export const replication = area('engine', 'replication', {
  /** Machines that could be added, eligible ones first; those that can't be say why. */
  candidates: call(
    z.object({ where: z.string().max(4000).default(''), offset: z.int().nonnegative(), limit: z.int().min(1).max(500) }),
    z.object({ total: z.int(), eligible: z.int(), rows: z.array(candidate) }),
  ),
  choices: call(
    z.undefined(),
    z.object({
      policies: z.array(policy.extend({ id: rowId })),
      networks: z.array(
        z.object({
          id: rowId,
          name: z.string(),
          region: z.string(),
          subnets: z.array(z.object({ name: z.string(), range: z.string() })),
          /** No VM network is mapped to it and no item fails over to it. */
          isolated: z.boolean(),
        }),
      ),
      sizes: z.array(z.object({ name: z.string(), cores: z.int(), memoryGib: z.number(), maxDataDisks: z.int(), maxNics: z.int() })),
      availabilitySets: z.array(z.string()),
    }),
  ),
  /** One transaction and one job. Machines that can't be protected are left out and told; rejects with `setup-unfinished`, `filter-syntax`, `vm-none`. */
  enable: call(enableDraft, z.object({ jobId: rowId.nullable(), enabled: z.array(rowId), refused: z.array(refusal) })),
  /** What `enable` would take and refuse, without doing it. */
  check: call(enableDraft, z.object({ enabled: z.int(), refused: z.array(refusal) })),
  /** What may be done now to these items; a reason where not one of them allows it. `back`: how many of them are on their way back to the site. */
  allowed: call(
    z.object({ ids: itemIds }),
    z.array(z.object({ verb: itemVerb, count: z.int(), back: z.int(), reason: z.string().nullable() })),
  ),
  /** Without a failover network the disks are prepared and the machine is reached by no one. */
  testFailover: call(z.object({ ids: itemIds, networkId: rowId.nullable(), point: pointChoice.optional() }), actionOutcome),
  /** Items without a test failover in the last 180 days, which rules of 2018 and later warn of before a failover; 0 under earlier rules. */
  untested: call(z.object({ ids: itemIds }), z.object({ items: z.int(), days: z.int() })),
  cleanup: call(z.object({ ids: itemIds, notes: z.string().max(4000) }), actionOutcome),
  planned: call(z.object({ ids: itemIds }), actionOutcome),
  /** What a failover to this point loses at most: now, or from where the source stopped when the item is failed over. */
  losses: call(z.object({ ids: itemIds, point: pointChoice }), lossFacts),
  unplanned: call(z.object({ ids: itemIds, point: pointChoice, shutdown: z.boolean() }), actionOutcome),
  changePoint: call(z.object({ ids: itemIds, point: pointChoice }), actionOutcome),
  /** `createVm`: makes the machine on `hostId`, or on its own host, where it is gone (F8); then there is nothing to compare with. */
  failback: call(
    z.object({ ids: itemIds, mode: z.enum(['delta', 'full']), createVm: z.boolean().optional(), hostId: rowId.optional() }),
    actionOutcome,
  ),
  /** Hosts of the machine's cloud. */
  failbackHosts: call(
    z.object({ id: rowId }),
    z.object({ present: z.boolean(), hosts: z.array(z.object({ id: rowId, name: z.string(), own: z.boolean() })) }),
  ),
  /** What is left on the hosts after a removal that only the vault knows of, as PowerShell. */
  cleanupScript: call(z.object({ ids: itemIds }), z.object({ files: z.array(scriptFile) })),
  changePolicy: call(z.object({ ids: itemIds, policyId: rowId }), actionOutcome),
  /** `removeOnly`: the source is lost, only the vault forgets the machine. */
  disable: call(z.object({ ids: itemIds, removeOnly: z.boolean() }), actionOutcome),
  /** Verbs that need no more than the items. */
  act: call(
    z.object({
      ids: itemIds,
      verb: z.enum(['pause', 'resume', 'resync', 'commit', 'completeFailover', 'reverse', 'cancel', 'restart']),
    }),
    actionOutcome,
  ),
  /** Compute and Network (S62-S64), with everything there is to choose from. */
  computeNetwork: call(z.object({ id: rowId }), computeNetwork),
  /** What `setProperties` would find at fault, without doing it. */
  checkProperties: call(propertiesDraft, z.object({ issues: z.array(propertyIssue) })),
  /** Rejects with `action-refused` where the state forbids it, and with `setup-invalid` and the first fault. */
  setProperties: call(propertiesDraft, z.object({ jobId: rowId.nullable() })),
  azureLimits: call(z.undefined(), azureLimits),
  /** Rejects with `setup-unfinished` without a vault, and with `setup-invalid` naming the address at fault. */
  setAzureLimits: call(azureLimitsDraft, azureLimits),
  item: call(z.object({ id: rowId }), itemDetails),
  /** At the present instant, or at one of this branch's past. */
  explain: call(z.object({ id: rowId, atMs: instantMs.optional() }), explanation),
  /** Of the last hours, whole hours of UTC and the present one; exact, worked out anew from the stored inputs. */
  rpoHistory: call(z.object({ id: rowId, hours: z.int().min(1).max(168) }), rpoHistory),
  addNote: call(z.object({ id: rowId, text: z.string().min(1).max(4000) }), z.object({ id: rowId })),
  /** Figures for the Overview. */
  summary: call(
    z.undefined(),
    z.object({
      items: z.int(),
      normal: z.int(),
      warning: z.int(),
      critical: z.int(),
      notApplicable: z.int(),
      initialReplication: z.int(),
      protected: z.int(),
      failedOver: z.int(),
      testsRecommended: z.int(),
      testsDone: z.int(),
      jobsRunning: z.int(),
      jobsWaiting: z.int(),
      jobsFailedToday: z.int(),
      eventsToday: z.int(),
    }),
  ),
  /** Items changed, at most once a second while the clock plays. */
  changed: event(z.object({ nowMs: instantMs })),
})
