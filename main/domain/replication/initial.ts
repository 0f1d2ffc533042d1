import { hourMs, nextLocalMinute } from './clock.ts'
import { armCycles, nextAppDue } from './cycles.ts'
import { setState } from './items.ts'
import { enterStep, openJob } from './jobs.ts'
import { countFromNow, openLog, writtenOfDisk } from './ledger.ts'
import { addPoint, clearPoints } from './points.ts'
import { finishTransfer, startTransfer } from './transfers.ts'
import { S, type World } from './world.ts'

/** The enable job is done: wait for the policy's time of day, or begin. */
export const enabled = (w: World, i: number): void => {
  const { irStartMin } = w.scenario.policies[w.it.policy[i]!]!
  if (irStartMin === null) {
    beginInitial(w, i)
    return
  }
  w.it.timer[i] = nextLocalMinute(w.scenario.zone, irStartMin, w.now)
  setState(w, i, S.M2)
}

/** Snapshot, logs on, disks one after the other in LUN order. */
export const beginInitial = (w: World, i: number): void => {
  openInitial(w, i)
  nextDisk(w, i)
}

/** The beginning without its first disk, for `nextDisk` to follow in the same ms. */
export const openInitial = (w: World, i: number): void => {
  const { it, dk } = w
  it.timer[i] = Infinity
  const full = w.scenario.params.irAmount === 'full'
  for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) dk.irAmount[d] = full ? dk.size[d]! : dk.used[d]!
  snapshot(w, i)
}

/** After a failback only what changed on-premises since goes up. */
export const beginReverse = (w: World, i: number): void => {
  const { it, dk } = w
  for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) dk.irAmount[d] = Math.min(dk.size[d]!, writtenOfDisk(w, i, d))
  w.retired.up += it.sent[i]!
  it.sent[i] = 0
  it.superseded[i] = 0
  it.protectedAt[i] = -1
  clearPoints(w, i)
  snapshot(w, i)
  nextDisk(w, i)
}

const snapshot = (w: World, i: number): void => {
  const { it, dk } = w
  countFromNow(w, i)
  for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) dk.base[d] = 0
  openLog(w, i)
  it.snapshot[i] = w.now
  it.irDisk[i] = 0
  setState(w, i, S.M3)
}

/** Sends the next disk that holds something; after the last one the initial replication is done. */
export const nextDisk = (w: World, i: number): void => {
  const { it, dk } = w
  for (let d = it.dFrom[i]! + it.irDisk[i]!; d < it.dTo[i]!; d++) {
    if (dk.irAmount[d]! > 0) {
      it.irDisk[i] = d - it.dFrom[i]!
      startTransfer(w, i, 'ir', dk.irAmount[d]!)
      return
    }
  }
  it.irDisk[i] = it.dTo[i]! - it.dFrom[i]!
  setState(w, i, S.M4)
  enterStep(w, i, openJob(w, i, 'finalize', ['finalize']))
}

/** Class 1: a disk is sent. */
export const diskSent = (w: World, i: number): void => {
  w.it.irSent[i]! += w.it.trAmount[i]!
  finishTransfer(w, i)
  w.it.irDisk[i]!++
  nextDisk(w, i)
}

/** Finalized: the snapshot of the beginning is the first point. */
export const becomeProtected = (w: World, i: number, stamp: number): void => {
  const { it } = w
  it.protectedAt[i] = w.now
  addPoint(w, i, stamp, w.now, false, 0)
  it.appDue[i] = nextAppDue(w, i, w.scenario.policies[it.policy[i]!]!.appHours * hourMs, w.now)
  setState(w, i, S.M5)
  armCycles(w, i)
}

/** A machine that the scenario gives as protected. */
export const startProtected = (w: World, i: number): void => {
  countFromNow(w, i)
  openLog(w, i)
  becomeProtected(w, i, w.now)
}
