import { hourMs } from './clock.ts'
import { nextAppDue } from './cycles.ts'
import { touch } from './items.ts'
import { addPoint, putPoint } from './points.ts'
import { MODE, type QuietPlan } from './quiet-plan.ts'
import type { Rhythm } from './rhythm.ts'
import { Ride } from './ride.ts'
import { KIND, type World } from './world.ts'

/** When the cycles of an item that doesn't run at its host's own cap are done. */
type Ends = Rhythm | Ride | null

/** Puts one item of the span where it stands at now; its tick of now is still to come. */
export const wakeOne = (w: World, plan: QuietPlan, i: number): void => wakeSleepers(w, plan, i, i + 1)

/** Puts all items of the span where they stand at now. One loop over columns: of what it calls, only points are met by all. */
export const wakeSleepers = (w: World, plan: QuietPlan, begin = 0, end = w.n): void => {
  const { mode, written, captured, rate, flightEnd, first, rest, firstMs, restMs, everyMs, keptMs } = plan
  const { due, policy, newest, hourly, appDue, expI, rpoPeak, sent, cycles, lag } = w.it
  const { now, slept } = w
  // A span lies within an hour of UTC: so do its ticks.
  const hour = Math.floor(plan.from / hourMs)
  let bytes = 0
  for (let i = begin; i < end; i++) {
    const how = mode[i]!
    if (how === MODE.awake || how === MODE.pending) continue
    mode[i] = MODE.pending
    const s1 = due[i]!
    const atFirst = written[i]!
    const a = first[i]!
    captured[i] = atFirst - a
    written[i] = atFirst + ((now - s1) / 1000) * rate[i]!
    const ends: Ends = how === MODE.sleeping ? null : how === MODE.rhythmic ? plan.rhythm! : plan.ride
    if (flightEnd[i]! > now) {
      stillFlying(w, plan, i, ends)
      continue
    }
    if (flightEnd[i]! >= 0) landed(w, plan, i)
    if (s1 < now) {
      const p = policy[i]!
      const f = everyMs[p]!
      const b = rest[i]!
      const n = Math.ceil((now - s1) / f)
      const last = s1 + (n - 1) * f
      const lastEnd = ends !== null ? ends.endOf(plan, i, n - 1) : last + (n === 1 ? firstMs[i]! : restMs[i]!)
      const done = lastEnd <= now ? n : n - 1
      expI[i]! += n
      due[i] = s1 + n * f
      captured[i] = atFirst + (n - 1) * b
      if (how === MODE.sleeping) slept.quiet += n
      else if (how === MODE.rhythmic) slept.rhythmic += n
      else slept.riding += n
      if (done > 0) {
        const firstEnd = ends !== null ? ends.endOf(plan, i, 0) : s1 + firstMs[i]!
        let age = firstEnd - newest[i]!
        if (done > 1) age = Math.max(age, f + (ends !== null ? ends.longest(plan, i, done, f) : restMs[i]!))
        if (age > rpoPeak[i]!) rpoPeak[i] = age
        const amount = a + (done - 1) * b
        sent[i]! += amount
        cycles[i]! += done
        bytes += amount
        const doneLast = s1 + (done - 1) * f
        let marked = -1
        if (hour > hourly[i]!) {
          marked = s1
          putPoint(w, i, s1, firstEnd, appDue[i]! <= s1 && appTaken(w, plan, i, s1), atFirst, keptMs[p]!, hour)
        }
        if (appDue[i]! <= doneLast) marked = appPoints(w, plan, i, ends, s1, doneLast, atFirst)
        if (marked !== doneLast) {
          const at = done === n ? lastEnd : endOf(plan, i, ends, done - 1, f, s1)
          putPoint(w, i, doneLast, at, false, atFirst + (done - 1) * b, keptMs[p]!, hour)
        }
        lag[i] = 1
      }
      if (done < n) takesOff(w, plan, i, ends, last, n === 1 ? a : b)
    }
    if (due[i]! <= now) touch(w, i)
  }
  w.up.count(bytes, 0)
}

/** When the n-th cycle of the span (from 0) is done. */
const endOf = (plan: QuietPlan, i: number, ends: Ends, n: number, f: number, s1: number): number =>
  ends !== null ? ends.endOf(plan, i, n) : s1 + n * f + (n === 0 ? plan.firstMs[i]! : plan.restMs[i]!)

/** The app-consistent point is taken at t. */
const appTaken = (w: World, plan: QuietPlan, i: number, t: number): true => {
  const every = plan.appMs[w.it.policy[i]!]!
  const next = w.it.appDue[i]! + every
  // Mostly that is the next one after t; it may be passed already when there are several in a cycle.
  w.it.appDue[i] = next > t ? next : nextAppDue(w, i, every, t)
  return true
}

/** App-consistent points at ticks up to the last one that is done. Returns the last of them. */
const appPoints = (w: World, plan: QuietPlan, i: number, ends: Ends, s1: number, last: number, atFirst: number): number => {
  const f = plan.everyMs[w.it.policy[i]!]!
  let at = s1
  while (w.it.appDue[i]! <= last) {
    const k = Math.max(0, Math.ceil((w.it.appDue[i]! - s1) / f))
    at = s1 + k * f
    addPoint(w, i, at, endOf(plan, i, ends, k, f, s1), appTaken(w, plan, i, at), atFirst + k * plan.rest[i]!)
  }
  return at
}

/** mb that it has still to go: all it had less what it carried at the host's own cap, or what the rhythm tells. A rider's is where it was all the time. */
const stillFlying = (w: World, plan: QuietPlan, i: number, ends: Ends): void => {
  if (ends instanceof Ride) return
  const h = w.it.host[i]!
  w.up.add(i, h, w.now, 0, ends !== null ? ends.left[i]! : plan.flightMb[i]! - w.up.threads[h]! * (w.now - plan.from))
}

/** The transfer that was in flight when the span began is done. */
const landed = (w: World, plan: QuietPlan, i: number): void => {
  const { it, dk } = w
  const at = plan.flightEnd[i]!
  it.rpoPeak[i] = Math.max(it.rpoPeak[i]!, at - it.newest[i]!)
  it.sent[i]! += it.trAmount[i]!
  it.cycles[i]!++
  w.up.count(it.trAmount[i]!, 0)
  if (it.lag[i] === 0)
    for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) {
      dk.base[d] = dk.w[d]!
      dk.log0[d] = dk.w[d]!
    }
  addPoint(w, i, it.trStart[i]!, at, it.trApp[i] === 1, plan.captured[i]!)
  // A rider's next transfer may be in the pool already: where that ends stays.
  it.trKind[i] = KIND.null
}

/** The last cycle is still on its way. */
const takesOff = (w: World, plan: QuietPlan, i: number, ends: Ends, at: number, amount: number): void => {
  const { it, dk, churn } = w
  const h = it.host[i]!
  const app = it.appDue[i]! <= at && appTaken(w, plan, i, at)
  it.trKind[i] = KIND.delta
  it.trHold[i] = 0
  it.trDown[i] = 0
  it.trApp[i] = app ? 1 : 0
  it.trAmount[i] = amount
  it.trStart[i] = at
  if (!(ends instanceof Ride)) w.up.add(i, h, w.now, 0, ends !== null ? ends.left[i]! : amount * 8000 - w.up.threads[h]! * (w.now - at))
  if (it.lag[i] === 1) return
  for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) {
    dk.w[d] = dk.offset[d]!
    for (let c = dk.cFrom[d]!; c < dk.cTo[d]!; c++) dk.w[d]! += churn.at(c, at)
  }
}
