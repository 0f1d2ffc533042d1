import { armCycles, capture, dropFlight, recoverable } from './cycles.ts'
import { compareMs, setState } from './items.ts'
import { catchUp } from './lag.ts'
import { openLog } from './ledger.ts'
import { log } from './log.ts'
import type { ResyncWhy } from './states.ts'
import { finishTransfer, startTransfer } from './transfers.ts'
import { PAUSE, PHASE, S, type World } from './world.ts'

/** Logs are deleted and a resynchronization is due. The caller sets the state. */
export const requireResync = (w: World, i: number, why: ResyncWhy): void => {
  dropFlight(w, i)
  w.it.logOn[i] = 0
  w.it.timer[i] = Infinity
  // One that a failover dropped before it began stays in the list as it was: this is another.
  const list = w.resyncs[i] ?? []
  list.push({ requiredAt: w.now, why, startedAt: null, changedBytes: null, endedAt: null })
  w.resyncs[i] = list
  log(w, 'resyncRequired', { vm: w.names[i]!, why })
}

/** Class 3: the log of a disk reached its limit. */
export const hrlTrigger = (w: World, i: number): void => {
  requireResync(w, i, 'hrl')
  if (w.it.state[i] === S.M5) setState(w, i, S.M9, PHASE.required)
  else w.it.marked[i] = 1
}

/** Class 3: broken chain. Other states than M5 aren't met. */
export const breakChain = (w: World, i: number): void => {
  if (w.it.state[i] !== S.M5) return
  if (w.it.lag[i] === 1) catchUp(w, i)
  requireResync(w, i, 'brokenChain')
  pauseMarked(w, i, PAUSE.error)
}

export const pauseMarked = (w: World, i: number, by: number): void => {
  const { it } = w
  if (it.state[i] !== S.M3P) it.before[i] = it.state[i]!
  it.pausedBy[i] = by
  it.marked[i] = 1
  setState(w, i, S.M3P)
}

/** Class 5: the window is open, or the user asked. */
export const startResync = (w: World, i: number): void => {
  const { it } = w
  it.asked[i] = 0
  capture(w, i)
  openLog(w, i)
  it.resyncStart[i] = w.now
  it.timer[i] = w.now + compareMs(w, i)
  const open = w.resyncs[i]!.at(-1)!
  w.resyncs[i]![w.resyncs[i]!.length - 1] = { ...open, startedAt: w.now }
  setState(w, i, S.M9, PHASE.running)
}

/** Class 2: blocks are compared. */
export const sendDifferences = (w: World, i: number): void => {
  const { it, dk } = w
  it.timer[i] = Infinity
  let amount = 0
  for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) amount += Math.min(dk.size[d]!, dk.w[d]! - dk.base[d]!)
  const open = w.resyncs[i]!.at(-1)!
  w.resyncs[i]![w.resyncs[i]!.length - 1] = { ...open, changedBytes: amount }
  if (amount > 0) startTransfer(w, i, 'resync', amount)
  else resyncDone(w, i, 0)
}

/** Class 1. */
export const resyncDelivered = (w: World, i: number): void => {
  const amount = w.it.trAmount[i]!
  finishTransfer(w, i)
  resyncDone(w, i, amount)
}

const resyncDone = (w: World, i: number, amount: number): void => {
  const { it, dk } = w
  it.resyncSent[i]! += amount
  let captured = 0
  for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) captured += dk.w[d]!
  it.superseded[i] = captured - it.sent[i]!
  recoverable(w, i, it.resyncStart[i]!, false)
  const open = w.resyncs[i]!.at(-1)!
  w.resyncs[i]![w.resyncs[i]!.length - 1] = { ...open, endedAt: w.now }
  setState(w, i, S.M5)
  armCycles(w, i)
}

/** The item leaves M9 for good. */
export const dropResync = (w: World, i: number): void => {
  w.it.timer[i] = Infinity
  w.it.asked[i] = 0
}
