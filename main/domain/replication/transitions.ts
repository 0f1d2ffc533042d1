import type { ItemVerb, Refusal } from './actions.ts'
import type { Drill, PauseReason, Phase, State } from './states.ts'

/** What the guards of the state table look at. */
export interface Standing {
  state: State
  phase: Phase | null
  pausedBy: PauseReason | null
  drill: Drill | null
  /** A job of the item is under way; one that waits for a person isn't. */
  jobRunning: boolean
  hasPoint: boolean
  failover: 'planned' | 'unplanned' | null
  managedDisks: boolean
}

type Guard = (item: Standing) => true | Refusal
const noJob: Guard = (item) => !item.jobRunning || 'job-running'
const noDrill: Guard = (item) => item.drill === null || 'drill-running'
const hasPoint: Guard = (item) => item.hasPoint || 'no-recovery-point'
const failed: Guard = (item) => item.phase === 'failed' || 'job-running'
const notCommitPending: Guard = (item) => item.phase === 'commitPending' || 'job-running'
const all =
  (...guards: readonly Guard[]): Guard =>
  (item) => {
    for (const guard of guards) {
      const verdict = guard(item)
      if (verdict !== true) return verdict
    }
    return true
  }

type Rows = Partial<Record<State, Guard>>

/**
 * The user's part of the state table: which action is allowed in which state, under which guard. What isn't here is refused. Rows without a
 * source in the table of 6.5 of the fact base (guards of pause and disable, unplanned from a pause) are ours.
 */
export const transitions: Readonly<Record<ItemVerb, Rows>> = {
  enable: { M0: noJob },
  disable: { M1E: noJob, M2: noJob, M3: noJob, M3P: noJob, M5: noJob, M9: noJob, M10: failed, M11: failed, M16: noJob },
  pause: { M3: noJob, M5: noJob },
  resume: { M3P: () => true },
  resync: { M5: noJob, M9: (item) => item.phase === 'required' || 'not-in-this-state' },
  testFailover: { M5: all(noDrill, noJob) },
  // In any state in which a drill can stand: the failover states need it gone first.
  cleanup: Object.fromEntries(
    (['M5', 'M9', 'M3P'] as const).map((state) => [
      state,
      all(
        (item) => item.drill !== null || 'no-drill',
        (item) => item.drill === 'waiting' || 'job-running',
        noJob,
      ),
    ]),
  ),
  planned: { M5: all(noDrill, noJob) },
  unplanned: { M5: all(noDrill, noJob, hasPoint), M9: all(noDrill, noJob, hasPoint), M3P: all(noDrill, noJob, hasPoint) },
  commit: { M12: noJob, M15: all(notCommitPending, noJob) },
  changePoint: { M12: all(noJob, (item) => item.failover === 'unplanned' || 'planned-keeps-its-point') },
  changePolicy: Object.fromEntries(
    (['M0', 'M1', 'M1E', 'M2', 'M3', 'M3P', 'M4', 'M5', 'M9'] as const).map((state) => [state, () => true as const]),
  ),
  failback: { M13: all(noJob, (item) => !item.managedDisks || 'managed-disks') },
  completeFailover: { M14: (item) => item.phase === 'waiting' || 'not-suspended' },
  reverse: { M16: noJob },
  cancel: {
    M1: () => true,
    M10: (item) => item.phase !== 'failed' || 'nothing-to-cancel',
    M11: (item) => item.phase !== 'failed' || 'nothing-to-cancel',
    M14: () => true,
  },
  restart: {
    M1E: noJob,
    M10: (item) => item.phase === 'failed' || 'nothing-to-restart',
    M11: (item) => item.phase === 'failed' || 'nothing-to-restart',
  },
}

/** May the action be done to an item that stands like this? The reason otherwise. */
export const allowed = (verb: ItemVerb, item: Standing): true | Refusal => transitions[verb][item.state]?.(item) ?? 'not-in-this-state'

/** Every edge of the state table, those that the simulation takes by itself included. */
export const edges: Readonly<Record<State, readonly State[]>> = {
  // M5: a machine that a scenario gives as protected.
  M0: ['M1', 'M5'],
  M1: ['M2', 'M3', 'M1E'],
  M1E: ['M1', 'M17'],
  M2: ['M3', 'M17'],
  M3: ['M4', 'M3P', 'M17'],
  M3P: ['M3', 'M5', 'M9', 'M17', 'M11'],
  M4: ['M5', 'M3P'],
  M5: ['M3P', 'M9', 'M10', 'M11', 'M17'],
  M9: ['M5', 'M3P', 'M17', 'M11'],
  M10: ['M12', 'M17'],
  M11: ['M12', 'M17'],
  M12: ['M13'],
  M13: ['M14', 'M15'],
  M14: ['M15', 'M13'],
  M15: ['M16'],
  M16: ['M3', 'M17'],
  M17: ['M0'],
}
