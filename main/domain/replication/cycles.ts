import { hourMs } from './clock.ts'
import { gridFrom, hasFault } from './items.ts'
import { hrlOfDisk, writtenOfDisk } from './ledger.ts'
import { log } from './log.ts'
import { mulDivFloor } from './numbers.ts'
import { addPoint } from './points.ts'
import { abortTransfer, finishTransfer, startTransfer } from './transfers.ts'
import { KIND, type World } from './world.ts'

/** Seals the logs: w = written now. Returns the bytes since the last completed capture. */
export const capture = (w: World, i: number): number => {
  const { it, dk } = w
  let amount = 0
  for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) {
    dk.w[d] = writtenOfDisk(w, i, d)
    amount += dk.w[d]! - dk.base[d]!
  }
  return amount
}

const sumOf = (w: World, i: number, column: Float64Array): number => {
  let sum = 0
  for (let d = w.it.dFrom[i]!; d < w.it.dTo[i]!; d++) sum += column[d]!
  return sum
}

/** The capture w is recoverable: base = w, and the log counts from there. */
export const recoverable = (w: World, i: number, stamp: number, app: boolean): void => {
  const { it, dk } = w
  for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) {
    dk.base[d] = dk.w[d]!
    dk.log0[d] = dk.w[d]!
  }
  if (it.newest[i]! >= 0) it.rpoPeak[i] = Math.max(it.rpoPeak[i]!, w.now - it.newest[i]!)
  addPoint(w, i, stamp, w.now, app, sumOf(w, i, dk.w))
}

/** Class 5: a tick of an item in M5 with nothing in flight. */
export const startCycle = (w: World, i: number): void => {
  const { it } = w
  const policy = w.scenario.policies[it.policy[i]!]!
  const f = policy.copyFrequencyMs
  const n = Math.floor((w.now - it.due[i]!) / f) + 1
  it.due[i]! += n * f
  it.missed[i]! += n - 1
  it.expI[i]! += n
  it.missI[i]! += n - 1
  const app = it.appDue[i]! <= w.now && askVss(w, i, policy.appHours * hourMs)
  const amount = capture(w, i)
  it.trApp[i] = app ? 1 : 0
  if (amount > 0) startTransfer(w, i, 'delta', amount)
  else completeCycle(w, i, w.now, 0, app)
}

/** One try for all app-consistent points that are due; taking the snapshot takes no time (ours). */
const askVss = (w: World, i: number, everyMs: number): boolean => {
  w.it.appDue[i] = nextAppDue(w, i, everyMs, w.now)
  const works = w.it.vss[i] === 1 && !hasFault(w, i, 'vss')
  if (!works) log(w, 'vssFailed', { vm: w.names[i]! })
  return works
}

/** First protectedAt + k * everyMs (k >= 1) after t; Infinity = off. */
export const nextAppDue = (w: World, i: number, everyMs: number, t: number): number => {
  if (everyMs === 0) return Infinity
  const from = w.it.protectedAt[i]!
  return from + Math.max(1, Math.floor((t - from) / everyMs) + 1) * everyMs
}

const completeCycle = (w: World, i: number, stamp: number, amount: number, app: boolean): void => {
  w.it.sent[i]! += amount
  w.it.cycles[i]!++
  recoverable(w, i, stamp, app)
}

/** Class 1: a delta, or the final cycle of a failover, is delivered. */
export const deltaDone = (w: World, i: number): void => {
  const { it } = w
  const amount = it.trAmount[i]!
  const stamp = it.trStart[i]!
  const app = it.trApp[i] === 1
  finishTransfer(w, i)
  completeCycle(w, i, stamp, amount, app)
}

/**
 * The last cycle of a failover: all that the stopped machine has written, less what a cancelled try has delivered already.
 * True when it is delivered at once.
 */
export const startFinal = (w: World, i: number): boolean => {
  capture(w, i)
  const amount = sumOf(w, i, w.dk.w) - w.it.sent[i]! - w.it.superseded[i]!
  w.it.trApp[i] = 0
  if (amount > 0) {
    startTransfer(w, i, 'final', amount)
    return false
  }
  completeCycle(w, i, w.now, 0, false)
  return true
}

/** Takes the cycle in flight away; what was delivered counts as sent. */
export const dropFlight = (w: World, i: number): void => {
  const { it } = w
  const kind = it.trKind[i]!
  const delivered = abortTransfer(w, i)
  if (kind === KIND.ir) it.irSent[i]! += delivered
  else if (kind === KIND.resync) it.resyncSent[i]! += delivered
  else if (kind === KIND.failback) it.fbSent[i]! += delivered
  else it.sent[i]! += delivered
}

/** An item has become protected, or its resynchronization is done. */
export const armCycles = (w: World, i: number): void => {
  w.it.due[i] = gridFrom(w, i, w.now)
  armHrl(w, i)
}

/**
 * Finds when a disk's log may reach the limit: the exact ms when that lies in the present segments of its churn, otherwise an instant
 * before which it can't. A completion only moves it later, so nothing needs to look again before.
 */
export const armHrl = (w: World, i: number): void => {
  const { it, dk } = w
  let at = Infinity
  if (it.logOn[i] === 1 && it.running[i] === 1)
    for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) {
      const need = hrlLimit(w, d) - hrlOfDisk(w, i, d)
      if (need <= 0) at = w.now
      else if (dk.greatest[d]! > 0) {
        let end = Infinity
        for (let c = dk.cFrom[d]!; c < dk.cTo[d]!; c++) end = Math.min(end, w.churn.end[c]!)
        at = Math.min(at, reach(w, [d], need, dk.greatest[d]!, end))
      }
    }
  it.hrlWake[i] = at
}

/** Bytes of log at which the 50 % rule holds. */
export const hrlLimit = (w: World, d: number): number => {
  const { hrlPermille } = w.scenario.params
  const size = w.dk.size[d]!
  return mulDivFloor(size, hrlPermille, 1000) + (((size % 1000) * hrlPermille) % 1000 === 0 ? 0 : 1)
}

/**
 * First ms after now at which these disks have written `need` bytes more, if before `end` (until when their segments hold); else a later
 * instant, not after the one looked for. `greatest`: a bound of their rates, byte/s.
 */
export const reach = (w: World, disks: readonly number[], need: number, greatest: number, end: number): number => {
  const sum = (t: number): number => {
    let bytes = 0
    for (const d of disks) for (let c = w.dk.cFrom[d]!; c < w.dk.cTo[d]!; c++) bytes += w.churn.within(c, t)
    return bytes
  }
  const earliest = w.now + Math.max(1, Math.floor(need / greatest) * 1000)
  if (earliest >= end) return earliest
  const target = sum(w.now) + need
  let high = Math.min(end, w.now + 4e9)
  // At `end` itself the present segments are still right: the next ones begin there.
  if (sum(high) < target) return Math.max(high, earliest)
  let low = w.now
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (sum(middle) >= target) high = middle
    else low = middle
  }
  return high
}

/** Class 3: true when the rule holds now; otherwise the wake is set anew. */
export const hrlReached = (w: World, i: number): boolean => {
  for (let d = w.it.dFrom[i]!; d < w.it.dTo[i]!; d++) if (hrlOfDisk(w, i, d) >= hrlLimit(w, d) && w.it.logOn[i] === 1) return true
  armHrl(w, i)
  return false
}
