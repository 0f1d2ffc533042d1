import * as z from 'zod'
import { area, call, event } from './area.ts'
import { instantMs, rowId } from './common.ts'
import { clockEvents, clockSpeeds } from './plain.ts'

export const clockSpeed = z.union(clockSpeeds.map((speed) => z.literal(speed)) as unknown as [z.ZodLiteral<1>, z.ZodLiteral<10>])

export const clockEvent = z.enum(clockEvents)
export type ClockEvent = z.infer<typeof clockEvent>

export const clockState = z.object({
  nowMs: instantMs,
  /** Where the lab's time begins: nothing before it can be gone back to. */
  beginMs: instantMs,
  branch: z.int(),
  /** `running` = on the way to an instant or event, as fast as it goes. */
  mode: z.enum(['paused', 'playing', 'running']),
  /** The speed asked for, also while paused. */
  speed: z.int(),
  /** Lab time over wall time in the last second; null while paused. */
  achieved: z.number().nullable(),
  /** Where the run began and is going; null = it just plays. `item` = the one machine that it waits for. */
  target: z.object({ fromMs: instantMs, atMs: instantMs.nullable(), event: clockEvent.nullable(), item: z.string().nullable() }).nullable(),
  /** Why it stood still last: "APP02: Replication health is Critical." */
  stopped: z.string().nullable(),
  /** The machine that this is about. */
  met: z.object({ id: rowId, name: z.string() }).nullable(),
  /** Machines that the clock moves; 0 = time passes and nothing happens. */
  items: z.int(),
})
export type ClockState = z.infer<typeof clockState>

export const branchInfo = z.object({
  id: z.int(),
  parent: z.int().nullable(),
  /** Lab time at which it left its parent, or at which the lab began. */
  fromMs: instantMs,
  /** How far it has been played. */
  toMs: instantMs,
  /** Lines of its event log, those that it shares with its parents included. */
  events: z.int(),
  /** What people did on it, its parents' part not included. */
  actions: z.int(),
  current: z.boolean(),
  openedWallMs: instantMs,
  /** Who opened it by going back; null for the first. */
  openedBy: z.string().nullable(),
  /** When another took its place; null = it is the present one. */
  leftWallMs: instantMs.nullable(),
})
export type BranchInfo = z.infer<typeof branchInfo>

/** Something of this branch's past that the clock can go back to. */
export const labMoment = z.object({
  atMs: instantMs,
  /** action = what a person did, job = a job of replication that began, event = what befell. */
  kind: z.enum(['action', 'job', 'event']),
  text: z.string(),
  object: z.string().nullable(),
  who: z.string().nullable(),
  severity: z.enum(['information', 'warning', 'critical']).nullable(),
})
export type LabMoment = z.infer<typeof labMoment>

/** Critical events after one that is known; `last` is the newest of all. */
export const labNews = z.object({
  last: z.int().nonnegative(),
  total: z.int(),
  events: z.array(z.object({ atMs: instantMs, message: z.string(), item: rowId.nullable() })),
})
export type LabNews = z.infer<typeof labNews>

/** Names, as many as a dialog shows, and how many there are. */
const named = z.object({ total: z.int(), names: z.array(z.string()) })

/** What a rewind would do, told before it does it. */
export const rewindPreview = z.object({
  nowMs: instantMs,
  toMs: instantMs,
  /** What people did since then that is taken back, newest first; as many as a dialog shows. */
  actions: z.object({ total: z.int(), rows: z.array(labMoment) }),
  /** Machines whose protection began since then and ends again, and those that come back. */
  itemsGone: named,
  itemsBack: named,
  plansGone: named,
  plansBack: named,
  plansChanged: named,
  notes: z.int(),
  jobs: z.int(),
  events: z.int(),
  planRuns: z.int(),
  /** Changes of inventory, imports and settings since then, which stay; newest first. */
  stays: z.object({ total: z.int(), rows: z.array(labMoment) }),
  /** The stored instant from which that time is played again; null = from the beginning. */
  fromMs: instantMs.nullable(),
})
export type RewindPreview = z.infer<typeof rewindPreview>

/** A machine as a branch left it. */
export const branchItem = z.object({
  name: z.string(),
  state: z.string(),
  status: z.string(),
  health: z.enum(['not-applicable', 'normal', 'warning', 'critical']),
  rpoMs: z.int().nullable(),
  points: z.int(),
  pendingBytes: z.number(),
  activeLocation: z.enum(['primary', 'recovery']),
  lossMs: z.int().nullable(),
  lossBytes: z.number().nullable(),
  rtoMs: z.int().nullable(),
})
export type BranchItem = z.infer<typeof branchItem>

export const branchEnd = z.object({
  branch: z.int(),
  endMs: instantMs,
  items: z.int(),
  normal: z.int(),
  warning: z.int(),
  critical: z.int(),
  notApplicable: z.int(),
  protected: z.int(),
  failedOver: z.int(),
  /** Over the items that have an RPO; null = none has. */
  worstRpoMs: z.int().nullable(),
  medianRpoMs: z.int().nullable(),
  pendingBytes: z.number(),
  /** Of failovers that stand at the end. */
  worstLossMs: z.int().nullable(),
  lossBytes: z.number(),
})
export type BranchEnd = z.infer<typeof branchEnd>

export const branchJob = z.object({
  id: rowId,
  name: z.string(),
  status: z.string(),
  owner: z.string(),
  startedMs: instantMs,
  /** null = it had not ended when the branch was left. */
  endedMs: instantMs.nullable(),
})

/** One number of the simulation's model. */
export const modelSetting = z.object({
  id: z.string(),
  group: z.enum(['seed', 'health', 'rates', 'initial', 'resync', 'jobs', 'fixed']),
  label: z.string(),
  /** How `value`, `initial`, `min` and `max` are to be read; a choice and yes/no by their place in `choices`. */
  unit: z.enum(['number', 'ms', 'bytesPerSecond', 'bitsPerSecond', 'permille', 'minuteOfDay', 'choice']),
  value: z.number(),
  /** What it is unless somebody changes it. */
  initial: z.number(),
  source: z.enum(['documented', 'community', 'ours']),
  /** Ids of the fact base and of the model that say so: "S70", "model 5". */
  refs: z.string(),
  /** What it decides. */
  note: z.string(),
  min: z.number(),
  max: z.number(),
  choices: z.array(z.string()),
  /** Why it can't be changed here; null = it can. */
  locked: z.string().nullable(),
})
export type ModelSetting = z.infer<typeof modelSetting>

/** Something that the model takes for granted. */
export const modelAssumption = z.object({
  id: z.string(),
  text: z.string(),
  source: z.enum(['documented', 'community', 'ours']),
  refs: z.string(),
})
export type ModelAssumption = z.infer<typeof modelAssumption>

export const labModel = z.object({ settings: z.array(modelSetting), assumptions: z.array(modelAssumption) })

const page = { offset: z.int().nonnegative(), limit: z.int().min(1).max(500) }
const branchId = z.int().nonnegative()
const day = 86_400_000

/** The lab's clock. Every call that moves it rejects with `lab-read-only`, `lab-busy` and `clock-back`; where it stands is kept at least once a second. */
export const clock = area('engine', 'clock', {
  state: call(z.undefined(), clockState),
  /** Plays until it is paused; while it plays, again sets the speed. */
  play: call(z.object({ speed: z.int().min(1).max(100_000) }), clockState),
  pause: call(z.undefined(), clockState),
  /** Moves on by whole milliseconds and stands still. */
  step: call(
    z.object({
      byMs: z
        .int()
        .positive()
        .max(31 * day),
    }),
    clockState,
  ),
  /**
   * Runs as fast as it goes and answers at once; `changed` tells when it has arrived. An event of one machine, or of any. Rejects with
   * `nothing-awaited` where nothing is under way that could bring the event.
   */
  runTo: call(z.union([z.object({ atMs: instantMs }), z.object({ event: clockEvent, item: rowId.optional() })]), clockState),
  /**
   * Takes back simulated time and what was done to protected items, jobs and plans since then, and opens a branch. Inventory, imports and
   * settings stay. Rejects with `clock-forward` for an instant that is not in the past of this branch.
   */
  rewind: call(z.object({ toMs: instantMs }), clockState),
  /** What `rewind` would take back and what stays. Rejects as it does. */
  rewindPreview: call(z.object({ toMs: instantMs }), rewindPreview),
  /** What happened on this branch up to now, newest first; `filter` is part of the text or of the object's name. */
  moments: call(
    z.object({ filter: z.string().max(200).default(''), kinds: z.array(labMoment.shape.kind).default([]), ...page }),
    z.object({ total: z.int(), rows: z.array(labMoment) }),
  ),
  /** What became critical since event `after`; null asks only which is the newest. */
  news: call(z.object({ after: z.int().nonnegative().nullable() }), labNews),
  /** Instants of this branch that can be gone back to at once; any other takes a moment longer. Newest first. */
  checkpoints: call(z.undefined(), z.array(z.object({ atMs: instantMs, bytes: z.int() }))),
  branches: call(z.undefined(), z.array(branchInfo)),
  /** How a branch stands at its end, and the sha256 of its event log. These and the next reject with `not-found`. */
  branch: call(z.object({ branch: branchId }), z.object({ info: branchInfo, end: branchEnd, sha256: z.string() })),
  branchItems: call(
    z.object({ branch: branchId, filter: z.string().max(200).default(''), ...page }),
    z.object({ total: z.int(), rows: z.array(branchItem) }),
  ),
  /** Newest first. */
  branchJobs: call(z.object({ branch: branchId, ...page }), z.object({ total: z.int(), rows: z.array(branchJob) })),
  /** Two branches at their ends, and the machines that stand otherwise. */
  compareBranches: call(
    z.object({ a: branchId, b: branchId, ...page }),
    z.object({
      a: branchEnd,
      b: branchEnd,
      same: z.int(),
      total: z.int(),
      rows: z.array(z.object({ name: z.string(), a: branchItem.nullable(), b: branchItem.nullable() })),
    }),
  ),
  /** Lines of the event log of a branch, as text. */
  log: call(
    z.object({ branch: branchId, offset: z.int().nonnegative(), limit: z.int().min(1).max(1000) }),
    z.object({ total: z.int(), lines: z.array(z.string()) }),
  ),
  /** What the simulation counts with, where each number comes from, and what it takes for granted. */
  model: call(z.undefined(), labModel),
  /**
   * Changes numbers of the model, from now on; one action of the lab's history. null = back to the default. Rejects with `model-range`
   * (the field is the setting), `seed-fixed`, `lab-read-only`, `lab-busy`.
   */
  setModel: call(z.object({ values: z.record(z.string(), z.number().nullable()) }), labModel),
  changed: event(clockState),
})
