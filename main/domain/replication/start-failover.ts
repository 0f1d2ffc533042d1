import type { PointChoice } from './actions.ts'
import { loseSource } from './failover-points.ts'
import { setState } from './items.ts'
import { dropResync } from './resync.ts'
import { failbackSteps, runJob, unplannedSteps } from './steps.ts'
import { DRILL, S, type World } from './world.ts'

export const startTest = (w: World, i: number, gate: 'closed' | null): void => {
  w.it.drill[i] = DRILL.running!
  w.it.drillSince[i] = w.now
  runJob(w, i, 'testFailover', { gate })
}

export const startCleanup = (w: World, i: number): void => {
  w.it.drill[i] = DRILL.cleaning!
  runJob(w, i, 'cleanup')
}

const newFailover = (w: World, i: number, kind: 'planned' | 'unplanned', point: PointChoice, shutdown: boolean): void => {
  // Its logs no longer count on the volume.
  w.it.logOn[i] = 0
  const before = w.failovers[i]
  const again = before != null && (w.it.state[i] === S.M10 || w.it.state[i] === S.M11) ? before : null
  w.failovers[i] = {
    kind,
    at: w.now,
    point,
    shutdown,
    stopAt: again?.stopAt ?? null,
    synced: false,
    stamp: null,
    lossMs: null,
    lossBytes: null,
    readyAt: null,
    upAt: null,
    rtoMs: null,
    failed: null,
    stopWritten: again?.stopWritten ?? -1,
  }
}

export const startPlanned = (w: World, i: number, gate: 'closed' | null): void => {
  newFailover(w, i, 'planned', 'latest', true)
  setState(w, i, S.M10)
  runJob(w, i, 'planned', { gate })
}

export const startUnplanned = (w: World, i: number, point: PointChoice, shutdown: boolean, gate: 'closed' | null): void => {
  const { it } = w
  newFailover(w, i, 'unplanned', point, shutdown)
  const sync = shutdown && it.state[i] === S.M5
  if (it.state[i] === S.M9) dropResync(w, i)
  it.pausedBy[i] = 0
  it.marked[i] = 0
  it.volNext[i] = Infinity
  if (!sync) loseSource(w, i)
  setState(w, i, S.M11)
  runJob(w, i, 'unplanned', { steps: unplannedSteps(sync, sync, point === 'latest'), point, gate })
}

export const startFailback = (w: World, i: number, mode: 'delta' | 'full', gate: 'closed' | null): void => {
  setState(w, i, mode === 'delta' ? S.M14 : S.M15)
  runJob(w, i, 'failback', { steps: failbackSteps(mode), mode, gate })
}

/** After a failure, from the beginning. */
export const restart = (w: World, i: number): void => {
  const before = w.failovers[i]
  if (w.it.state[i] === S.M1E) {
    setState(w, i, S.M1)
    runJob(w, i, 'enable')
  } else if (w.it.state[i] === S.M10) {
    newFailover(w, i, 'planned', 'latest', true)
    setState(w, i, S.M10)
    runJob(w, i, 'planned')
  } else {
    // A source that was taken as lost can't be shut down any more.
    const sync = before?.shutdown ?? false
    const point = before?.point ?? 'latest'
    newFailover(w, i, 'unplanned', point, sync)
    setState(w, i, S.M11)
    runJob(w, i, 'unplanned', { steps: unplannedSteps(sync, sync, point === 'latest'), point })
  }
}
