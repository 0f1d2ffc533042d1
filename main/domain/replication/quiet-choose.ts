import { armHrl } from './cycles.ts'
import { drillEnd, jobRunning, networkFaultOf } from './items.ts'
import { catchUp } from './lag.ts'
import { ceilDiv } from './numbers.ts'
import { MODE, type QuietPlan } from './quiet-plan.ts'
import { KIND, S, type World } from './world.ts'

/** Greatest cycle of a sleeper, bytes: its mb stay exact, and it takes one chunk. */
const mostBytes = 1e11

/** Marks the items whose cycles of the span could be computed at once, given room on the links. Fills their amounts. */
export const chooseSleepers = (w: World, plan: QuietPlan, weekHour: number): void => {
  const { from, end, worry, everyMs } = plan
  const { state, policy, drill, due, appDue, vss, trHold, trKind, trStart, newest, hrlWake, host, lag } = w.it
  const { mode, slot, first, rest, rate, written, captured, firstMs, restMs, flightEnd } = plan
  const { threads } = w.up
  const { jobs } = w
  const rates = w.weekRates.in(w, weekHour)
  const vssFaults = vssFaultsIn(w, from, end)
  const networkFaults = w.network.length > 0
  for (let i = 0; i < w.n; i++) {
    if (state[i] !== S.M5 || i === w.watched || (jobs[i] !== null && jobRunning(w, i)) || (drill[i] !== 0 && drillEnd(w, i) <= end))
      continue
    const f = everyMs[policy[i]!]!
    const s1 = due[i]!
    // A remainder of doubles is slow; a quotient that is rounded is never whole.
    const seconds = (s1 - from) / 1000
    if (!(seconds > 0) || s1 > from + f || seconds !== Math.floor(seconds)) continue
    if (appDue[i]! < end && (vss[i] === 0 || vssFaults?.has(i))) continue
    if (networkFaults && networkFaultOf(w, i) !== null) continue
    const cap = threads[host[i]!]!
    if (cap <= 0 || trHold[i] !== 0) continue
    let before = newest[i]!
    if (trKind[i] === KIND.delta) {
      if (!flightFits(w, plan, i, cap)) continue
      before = trStart[i]!
    } else flightEnd[i] = -1
    if (lag[i] === 1 && w.weekRates.isWeekly(w, i)) {
      const bytesPerSec = rates[i]!
      rate[i] = bytesPerSec
      // `written` is still what it had written at `from`, the end of the span before.
      written[i]! += seconds * bytesPerSec
    } else if (!countDisks(w, plan, i)) continue
    const a = written[i]! - captured[i]!
    const b = (rate[i]! * f) / 1000
    if (a > mostBytes || b > mostBytes) continue
    const aMs = ceilDiv(a * 8000, cap)
    const bMs = ceilDiv(b * 8000, cap)
    if (aMs > f || bMs > f || f + bMs > worry || s1 + aMs - before > worry) continue
    if (hrlWake[i]! <= end) {
      armHrl(w, i)
      if (hrlWake[i]! <= end) continue
    }
    slot[i] = seconds
    first[i] = a
    rest[i] = b
    firstMs[i] = aMs
    restMs[i] = bMs
    mode[i] = MODE.sleeping
  }
}

const vssFaultsIn = (w: World, from: number, end: number): ReadonlySet<number> | null => {
  const found = w.scenario.faults.flatMap((fault) =>
    fault.kind === 'vss' && fault.from < end && fault.to > from ? [w.index.get(fault.vm)!] : [],
  )
  return found.length === 0 ? null : new Set(found)
}

/** Is what is in flight done before the next tick, and soon enough, at the host's own cap? */
const flightFits = (w: World, plan: QuietPlan, i: number, cap: number): boolean => {
  const { it } = w
  if (it.trRest[i]! > 0) return false
  const mb = w.up.left(i, it.host[i]!, w.now)
  const done = w.now + ceilDiv(mb, cap)
  if (done > it.due[i]! || done - it.newest[i]! > plan.worry) return false
  plan.flightMb[i] = mb
  plan.flightEnd[i] = done
  return true
}

/** The same from the disks. False when a rate changes in the span, or a tick would have to round. */
const countDisks = (w: World, plan: QuietPlan, i: number): boolean => {
  const { it, dk, churn } = w
  if (it.lag[i] === 1) catchUp(w, i)
  const sealed = it.trKind[i] === KIND.delta ? dk.w : dk.base
  const due = it.due[i]!
  let rate = 0
  let written = 0
  let captured = 0
  for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) {
    written += dk.offset[d]!
    captured += sealed[d]!
    for (let c = dk.cFrom[d]!; c < dk.cTo[d]!; c++) {
      if (w.now >= churn.end[c]!) churn.moveTo(c, w.now)
      if (churn.end[c]! < plan.end) return false
      const num = churn.num[c]!
      written += churn.base[c]!
      if (num === 0) continue
      const seconds = (due - churn.t0[c]!) / 1000
      if (churn.den[c] !== 1000 || seconds !== Math.floor(seconds)) return false
      rate += num
      written += seconds * num
    }
  }
  plan.rate[i] = rate
  plan.written[i] = written
  plan.captured[i] = captured
  return true
}
