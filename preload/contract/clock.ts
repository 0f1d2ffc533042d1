import * as z from 'zod'
import { area, call, event } from './area.ts'
import { instantMs } from './common.ts'

/** Speeds of the clock strip: lab time over wall time. */
export const clockSpeeds = [1, 10, 60, 600, 3_600, 10_000, 100_000] as const
export const clockSpeed = z.union(clockSpeeds.map((speed) => z.literal(speed)) as unknown as [z.ZodLiteral<1>, z.ZodLiteral<10>])

/** What a run can wait for. */
export const clockEvents = ['next-event', 'job-end', 'waiting-job', 'critical', 'protected'] as const
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
  /** Where the run is going; null = it just plays. */
  target: z.object({ atMs: instantMs.nullable(), event: clockEvent.nullable() }).nullable(),
  /** Why it stood still last: "APP02: Replication health is Critical." */
  stopped: z.string().nullable(),
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
  current: z.boolean(),
  openedWallMs: instantMs,
})
export type BranchInfo = z.infer<typeof branchInfo>

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
  /** Runs as fast as it goes and answers at once; `changed` tells when it has arrived. */
  runTo: call(z.union([z.object({ atMs: instantMs }), z.object({ event: clockEvent })]), clockState),
  /**
   * Takes back simulated time and what was done to protected items, jobs and plans since then, and opens a branch. Inventory, imports and
   * settings stay. Rejects with `clock-forward` for an instant that is not in the past of this branch.
   */
  rewind: call(z.object({ toMs: instantMs }), clockState),
  /** Instants of this branch that can be gone back to at once; any other takes a moment longer. Newest first. */
  checkpoints: call(z.undefined(), z.array(z.object({ atMs: instantMs, bytes: z.int() }))),
  branches: call(z.undefined(), z.array(branchInfo)),
  /** Lines of the event log of a branch, as text. */
  log: call(
    z.object({ branch: z.int().nonnegative(), offset: z.int().nonnegative(), limit: z.int().min(1).max(1000) }),
    z.object({ total: z.int(), lines: z.array(z.string()) }),
  ),
  changed: event(clockState),
})
