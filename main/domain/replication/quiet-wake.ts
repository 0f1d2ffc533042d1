import { hourMs } from './clock.ts'
import { nextAppDue } from './cycles.ts'
import { addPoint } from './points.ts'
import { MODE, type QuietPlan } from './quiet-proof.ts'
import { KIND, type World } from './world.ts'

/** Written at a whole number of seconds after the segments' beginnings. */
const writtenThen = (w: World, d: number, t: number): number => {
  let sum = w.dk.offset[d]!
  const { churn } = w
  for (let c = w.dk.cFrom[d]!; c < w.dk.cTo[d]!; c++)
    sum += churn.base[c]! + (churn.num[c] === 0 ? 0 : ((t - churn.t0[c]!) / 1000) * churn.num[c]!)
  return sum
}

/** What the machine has written at the n-th tick of the span (from 0). */
const writtenAtTick = (plan: QuietPlan, i: number, n: number): number => plan.written[i]! + n * plan.rest[i]!

/** When the n-th cycle of the span (from 0) is done; later than now when it isn't yet. */
const endOf = (w: World, plan: QuietPlan, i: number, n: number, f: number): number =>
  plan.mode[i] === MODE.rhythmic ? plan.rhythm!.endOf(plan, i, n) : w.it.due[i]! + n * f + (n === 0 ? plan.firstMs[i]! : plan.restMs[i]!)

/** How long the cycles from the second one on, up to this one, took at most. */
const longestRest = (w: World, plan: QuietPlan, i: number, done: number, f: number): number => {
  if (plan.mode[i] !== MODE.rhythmic) return plan.restMs[i]!
  let most = 0
  for (let n = 1; n < Math.min(done, plan.rhythm!.knownCycles(i)); n++)
    most = Math.max(most, plan.rhythm!.endOf(plan, i, n) - w.it.due[i]! - n * f)
  return most
}

/** mb that the transfer in flight has still to go; `sent`: what it would have carried at the host's own cap. */
const leftOf = (plan: QuietPlan, i: number, mb: number, sent: number): number =>
  plan.mode[i] === MODE.rhythmic ? plan.rhythm!.left[i]! : mb - sent

/** Puts the item where it stands at now. Returns the cycles that it slept through. */
export const wake = (w: World, plan: QuietPlan, i: number): number => {
  const { it, dk } = w
  const { now } = w
  const h = it.host[i]!
  const cap = w.up.threads[h]!
  const { appHours, copyFrequencyMs: f } = w.scenario.policies[it.policy[i]!]!
  if (plan.flightEnd[i]! >= 0) {
    if (plan.flightEnd[i]! > now) {
      w.up.add(i, h, now, 0, leftOf(plan, i, plan.flightMb[i]!, cap * (now - plan.from)))
      return 0
    }
    delivered(w, i, plan.flightEnd[i]!, it.trAmount[i]!)
    for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) {
      dk.base[d] = dk.w[d]!
      dk.log0[d] = dk.w[d]!
    }
    addPoint(w, i, it.trStart[i]!, plan.flightEnd[i]!, it.trApp[i] === 1, plan.written[i]! - plan.first[i]!)
    it.trKind[i] = KIND.null
    it.trFinish[i] = 0
  }
  const s1 = it.due[i]!
  if (s1 >= now) return 0
  const n = Math.ceil((now - s1) / f)
  const firstEnd = endOf(w, plan, i, 0, f)
  it.expI[i]! += n
  const last = s1 + (n - 1) * f
  const lastAmount = n === 1 ? plan.first[i]! : plan.rest[i]!
  const done = endOf(w, plan, i, n - 1, f) <= now ? n : n - 1
  const first = plan.first[i]!
  const newest = it.newest[i]!
  if (done > 0) {
    it.rpoPeak[i] = Math.max(it.rpoPeak[i]!, firstEnd - newest, done > 1 ? f + longestRest(w, plan, i, done, f) : -1)
    const amount = first + (done - 1) * plan.rest[i]!
    it.sent[i]! += amount
    it.cycles[i]! += done
    w.up.count(amount, 0)
  }
  const doneLast = s1 + (done - 1) * f
  let marked = -1
  if (done > 0 && Math.floor(s1 / hourMs) > it.hourly[i]!) {
    marked = s1
    const app = it.appDue[i]! <= s1
    if (app) it.appDue[i] = nextAppDue(w, i, appHours * hourMs, s1)
    addPoint(w, i, s1, firstEnd, app, writtenAtTick(plan, i, 0))
  }
  let lastApp = false
  while (it.appDue[i]! <= last) {
    const at = it.appDue[i]! <= s1 ? s1 : s1 + Math.ceil((it.appDue[i]! - s1) / f) * f
    it.appDue[i] = nextAppDue(w, i, appHours * hourMs, at)
    if (at > doneLast) lastApp = true
    else {
      const k = (at - s1) / f
      addPoint(w, i, at, endOf(w, plan, i, k, f), true, writtenAtTick(plan, i, k))
      marked = at
    }
  }
  if (done > 0) {
    for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) {
      const captured = writtenThen(w, d, doneLast)
      dk.base[d] = captured
      dk.log0[d] = captured
      dk.w[d] = captured
    }
    if (marked !== doneLast) addPoint(w, i, doneLast, endOf(w, plan, i, done - 1, f), false, writtenAtTick(plan, i, done - 1))
  }
  const lastLeft = done === n ? 0 : leftOf(plan, i, lastAmount * 8000, cap * (now - last))
  it.due[i] = s1 + n * f
  if (done === n) return n
  for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) dk.w[d] = writtenThen(w, d, last)
  it.trKind[i] = KIND.delta
  it.trHold[i] = 0
  it.trDown[i] = 0
  it.trApp[i] = lastApp ? 1 : 0
  it.trAmount[i] = lastAmount
  it.trStart[i] = last
  w.up.add(i, h, now, 0, lastLeft)
  return n
}

const delivered = (w: World, i: number, at: number, amount: number): void => {
  const { it } = w
  it.rpoPeak[i] = Math.max(it.rpoPeak[i]!, at - it.newest[i]!)
  it.sent[i]! += amount
  it.cycles[i]!++
  w.up.count(amount, 0)
}
