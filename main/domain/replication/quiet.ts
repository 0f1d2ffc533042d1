import { moveTo } from './churn.ts'
import { hourMs, nextLocalHour } from './clock.ts'
import { armHrl, nextAppDue } from './cycles.ts'
import { healthWake } from './health.ts'
import { drillEnd, jobRunning, networkFaultOf, nextWake, touch } from './items.ts'
import { hrlOfDisk } from './ledger.ts'
import { ceilDiv } from './numbers.ts'
import { addPoint } from './points.ts'
import { proveRoom, type QuietPlan } from './quiet-proof.ts'
import { KIND, S, type World } from './world.ts'

/**
 * The shortcut. Over a span in which no rate of churn, window, fault or link changes, an item whose cycles never wait for each other needs no events:
 * if even the greatest possible demand of every moment fits its host and the site, each transfer runs at its host's own cap, and ticks,
 * completions, points and sums follow in closed form. Such items sleep until the span ends; all others go on event by event beside them.
 * Between calls of the simulation no item sleeps.
 */

/** Shorter spans aren't worth planning. */
const leastSpanMs = 600_000

/** Plans a span that starts after the ms that has just ended. */
export const fallQuiet = (w: World, to: number): void => {
  if (w.now < w.quietTry) return
  const { zone, params } = w.scenario
  const end = Math.min(
    to,
    nextLocalHour(zone, w.now),
    (Math.floor(w.now / hourMs) + 1) * hourMs,
    w.windowWake,
    w.faultWake,
    w.monitorAt,
    w.digestAt,
  )
  const short = end - w.now < leastSpanMs
  if (short || w.now % 1000 !== 0) {
    // A span has to begin at a whole second: the next ms that does may try.
    if (short) w.quietTry = end
    flush(w)
    return
  }
  w.quietTry = end
  if (w.quiet === null || w.quiet.slot.length < w.n) w.quiet = newPlan(w)
  const plan = w.quiet
  plan.from = w.now
  plan.end = end
  const vssFaults = new Set(
    w.scenario.faults.flatMap((fault) => (fault.kind === 'vss' && fault.from < end && fault.to > w.now ? [w.index.get(fault.vm)!] : [])),
  )
  const worry = Math.min(params.warnRpoMs, params.critRpoMs)
  for (let i = 0; i < w.n; i++) if (eligible(w, plan, i, vssFaults, worry)) plan.mode[i] = sleeping
  keepVolumes(w, plan)
  proveRoom(w, plan)
  commit(w, plan)
  plan.woken = false
}

const awake = 0
const sleeping = 1
/** Woken, and not yet in the heap again. */
const pending = 2

const newPlan = (w: World): QuietPlan => ({
  from: 0,
  end: 0,
  active: false,
  woken: false,
  mode: new Uint8Array(Math.ceil(w.n * 1.25)),
  slot: new Int32Array(Math.ceil(w.n * 1.25)),
  first: new Float64Array(Math.ceil(w.n * 1.25)),
  rest: new Float64Array(Math.ceil(w.n * 1.25)),
  flightEnd: new Float64Array(Math.ceil(w.n * 1.25)),
  flightMb: new Float64Array(Math.ceil(w.n * 1.25)),
  firstMs: new Int32Array(Math.ceil(w.n * 1.25)),
  restMs: new Int32Array(Math.ceil(w.n * 1.25)),
  safeVolume: new Uint8Array(w.volumeWake.length),
})

/** Could the item's cycles of the span be computed at once, given room on the links? Fills its amounts. */
const eligible = (w: World, plan: QuietPlan, i: number, vssFaults: ReadonlySet<number>, worry: number): boolean => {
  const { it, dk } = w
  if (it.state[i] !== S.M5 || jobRunning(w, i) || drillEnd(w, i) <= plan.end) return false
  const f = w.scenario.policies[it.policy[i]!]!.copyFrequencyMs
  const due = it.due[i]!
  if (due <= w.now || due > w.now + f || f % 1000 !== 0 || due % 1000 !== 0) return false
  const appLate = it.appDue[i]! < plan.end
  if (appLate && (it.vss[i] === 0 || vssFaults.has(i))) return false
  if (w.network.length > 0 && networkFaultOf(w, i) !== null) return false
  const h = it.host[i]!
  const cap = w.up.threads[h]!
  if (cap <= 0 || it.trHold[i] !== 0) return false
  const inFlight = it.trKind[i] === KIND.delta
  if (inFlight) {
    if (it.trRest[i]! > 0) return false
    const mb = w.up.left(i, h, w.now)
    const flightEnd = w.now + ceilDiv(mb, cap)
    if (flightEnd > due || flightEnd - it.newest[i]! > worry) return false
    plan.flightMb[i] = mb
    plan.flightEnd[i] = flightEnd
  } else plan.flightEnd[i] = -1
  let rate = 0
  let first = 0
  for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) {
    first += dk.offset[d]! - (inFlight ? dk.w[d]! : dk.base[d]!)
    for (const cursor of w.cursors[d]!) {
      if (w.now >= cursor.end) moveTo(w.place, cursor, w.now)
      if (cursor.num === 0) {
        if (cursor.end < plan.end) return false
        first += cursor.base
        continue
      }
      if (cursor.den !== 1000 || cursor.end < plan.end || (due - cursor.t0) % 1000 !== 0) return false
      rate += cursor.num
      first += cursor.base + ((due - cursor.t0) / 1000) * cursor.num
    }
  }
  const rest = (rate * f) / 1000
  if (first > 1e11 || rest > 1e11) return false
  const firstMs = ceilDiv(first * 8000, cap)
  const restMs = ceilDiv(rest * 8000, cap)
  if (firstMs > f || restMs > f || f + restMs > worry) return false
  const before = inFlight ? it.trStart[i]! : it.newest[i]!
  if (due + firstMs - before > worry) return false
  if (it.hrlWake[i]! <= plan.end) {
    armHrl(w, i)
    if (it.hrlWake[i]! <= plan.end) return false
  }
  plan.slot[i] = (due - w.now) / 1000
  plan.first[i] = first
  plan.rest[i] = rest
  plan.firstMs[i] = firstMs
  plan.restMs[i] = restMs
  return true
}

/** Volumes that can't fill in the span, whatever their items do, needn't be looked at; items on the others stay awake. */
const keepVolumes = (w: World, plan: QuietPlan): void => {
  if (plan.safeVolume.length < w.volumeWake.length) plan.safeVolume = new Uint8Array(w.volumeWake.length)
  for (let v = 0; v < w.volumeWake.length; v++) {
    if (!(w.volumeSafe[v]! > plan.end)) w.volumeSafe[v] = safeUntil(w, v)
    plan.safeVolume[v] = w.volumeSafe[v]! > plan.end ? 1 : 0
    if (plan.safeVolume[v] === 0)
      for (const d of w.disksOfVolume[v]!) if (plan.mode[w.owner[d]!] === sleeping) plan.mode[w.owner[d]!] = pending
  }
}

/** Until when the volume can't fill, even if nothing is ever sent, every disk writes its most and all of it counts twice. */
const safeUntil = (w: World, v: number): number => {
  const { freeBytes, reserveBytes } = w.scenario.volumes[v]!
  let use = 0
  let greatest = 0
  for (const d of w.disksOfVolume[v]!) {
    use += 2 * hrlOfDisk(w, w.owner[d]!, d)
    greatest += 2 * w.dk.greatest[d]!
  }
  const room = freeBytes - reserveBytes - use
  if (room <= 0) return w.now
  return greatest === 0 ? Infinity : w.now + Math.floor(room / greatest) * 1000
}

const commit = (w: World, plan: QuietPlan): void => {
  const { it } = w
  let count = 0
  for (let i = 0; i < w.n; i++) {
    if (plan.mode[i] === pending) {
      plan.mode[i] = awake
      w.heap.set(i, Math.min(nextWake(w, i), healthWake(w, i)))
    } else if (plan.mode[i] === sleeping) {
      count++
      w.heap.set(i, Infinity)
      if (plan.flightEnd[i]! >= 0) w.up.remove(i, it.host[i]!, w.now)
    }
  }
  plan.active = count > 0
  if (!plan.active) return
  for (let v = 0; v < w.volumeWake.length; v++) if (plan.safeVolume[v] === 1) w.volumeWake[v] = Math.max(w.volumeWake[v]!, plan.end)
  w.up.share(w.now)
  w.up.cut(w.now)
  w.up.spans = []
}

/** Puts woken items back into the heap. */
const flush = (w: World): void => {
  const plan = w.quiet
  if (plan === null || !plan.woken) return
  plan.woken = false
  for (let i = 0; i < Math.min(w.n, plan.mode.length); i++)
    if (plan.mode[i] === pending) {
      plan.mode[i] = awake
      w.heap.set(i, Math.min(nextWake(w, i), healthWake(w, i)))
    }
}

/** Wakes all sleepers at now; they stand as if they had been played to it, ticks of now still to come. */
export const wakeAll = (w: World): void => {
  const plan = w.quiet
  if (plan === null || !plan.active) return
  plan.active = false
  plan.woken = true
  mergeBusy(w, plan)
  for (let i = 0; i < w.n; i++) {
    if (plan.mode[i] !== sleeping) continue
    wake(w, plan, i)
    plan.mode[i] = pending
    if (w.it.due[i]! <= w.now) touch(w, i)
  }
}

/** After the last ms of a play: every item is in the heap again. */
export const endQuiet = (w: World): void => {
  wakeAll(w)
  flush(w)
}

/** Written at a whole number of seconds after the segments' beginnings. */
const writtenThen = (w: World, d: number, t: number): number => {
  let sum = w.dk.offset[d]!
  for (const cursor of w.cursors[d]!) sum += cursor.base + (cursor.num === 0 ? 0 : ((t - cursor.t0) / 1000) * cursor.num)
  return sum
}

const wake = (w: World, plan: QuietPlan, i: number): void => {
  const { it, dk } = w
  const { now } = w
  const h = it.host[i]!
  const cap = w.up.threads[h]!
  const { appHours, copyFrequencyMs: f } = w.scenario.policies[it.policy[i]!]!
  if (plan.flightEnd[i]! >= 0) {
    if (plan.flightEnd[i]! > now) {
      w.up.add(i, h, now, 0, plan.flightMb[i]! - cap * (now - plan.from))
      return
    }
    delivered(w, i, plan.flightEnd[i]!, it.trAmount[i]!)
    for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) {
      dk.base[d] = dk.w[d]!
      dk.log0[d] = dk.w[d]!
    }
    point(w, i, it.trStart[i]!, plan.flightEnd[i]!, it.trApp[i] === 1, dk.base)
    it.trKind[i] = KIND.null
    it.trFinish[i] = 0
  }
  const s1 = it.due[i]!
  if (s1 >= now) return
  const n = Math.ceil((now - s1) / f)
  it.due[i] = s1 + n * f
  it.expI[i]! += n
  const last = s1 + (n - 1) * f
  const lastMs = n === 1 ? plan.firstMs[i]! : plan.restMs[i]!
  const lastAmount = n === 1 ? plan.first[i]! : plan.rest[i]!
  const done = last + lastMs <= now ? n : n - 1
  const first = plan.first[i]!
  const newest = it.newest[i]!
  if (done > 0) {
    it.rpoPeak[i] = Math.max(it.rpoPeak[i]!, s1 + plan.firstMs[i]! - newest, done > 1 ? f + plan.restMs[i]! : -1)
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
    pointAt(w, i, s1, s1 + plan.firstMs[i]!, app)
  }
  let lastApp = false
  while (it.appDue[i]! <= last) {
    const at = it.appDue[i]! <= s1 ? s1 : s1 + Math.ceil((it.appDue[i]! - s1) / f) * f
    it.appDue[i] = nextAppDue(w, i, appHours * hourMs, at)
    if (at > doneLast) lastApp = true
    else {
      pointAt(w, i, at, at + (at === s1 ? plan.firstMs[i]! : plan.restMs[i]!), true)
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
    if (marked !== doneLast) point(w, i, doneLast, doneLast + (done === 1 ? plan.firstMs[i]! : plan.restMs[i]!), false, dk.base)
  }
  if (done === n) return
  for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) dk.w[d] = writtenThen(w, d, last)
  it.trKind[i] = KIND.delta
  it.trHold[i] = 0
  it.trDown[i] = 0
  it.trApp[i] = lastApp ? 1 : 0
  it.trAmount[i] = lastAmount
  it.trStart[i] = last
  w.up.add(i, h, now, 0, lastAmount * 8000 - cap * (now - last))
}

const delivered = (w: World, i: number, at: number, amount: number): void => {
  const { it } = w
  it.rpoPeak[i] = Math.max(it.rpoPeak[i]!, at - it.newest[i]!)
  it.sent[i]! += amount
  it.cycles[i]!++
  w.up.count(amount, 0)
}

const point = (w: World, i: number, stamp: number, at: number, app: boolean, column: Float64Array): void => {
  let sum = 0
  for (let d = w.it.dFrom[i]!; d < w.it.dTo[i]!; d++) sum += column[d]!
  addPoint(w, i, stamp, at, app, sum)
}

const pointAt = (w: World, i: number, stamp: number, at: number, app: boolean): void => {
  let sum = 0
  for (let d = w.it.dFrom[i]!; d < w.it.dTo[i]!; d++) sum += writtenThen(w, d, stamp)
  addPoint(w, i, stamp, at, app, sum)
}

/** Time in which anything flowed: sleepers and the others together. */
const mergeBusy = (w: World, plan: QuietPlan): void => {
  const pool = w.up
  pool.cut(w.now)
  const others = pool.spans ?? []
  pool.spans = null
  const { from } = plan
  const seconds = Math.ceil((w.now - from) / 1000)
  const longest = new Int32Array(seconds + 1)
  let flights = from
  const f = new Map<number, { first: Int32Array; rest: Int32Array }>()
  for (let i = 0; i < w.n; i++) {
    if (plan.mode[i] !== sleeping) continue
    if (plan.flightEnd[i]! > flights) flights = plan.flightEnd[i]!
    const every = w.scenario.policies[w.it.policy[i]!]!.copyFrequencyMs / 1000
    let slots = f.get(every)
    if (slots === undefined) {
      slots = { first: new Int32Array(every + 1), rest: new Int32Array(every + 1) }
      f.set(every, slots)
    }
    const s = plan.slot[i]!
    if (plan.firstMs[i]! > slots.first[s]!) slots.first[s] = plan.firstMs[i]!
    if (plan.restMs[i]! > slots.rest[s]!) slots.rest[s] = plan.restMs[i]!
  }
  for (const [every, { first, rest }] of f)
    for (let s = 1; s <= every; s++) {
      if (s < seconds && first[s]! > longest[s]!) longest[s] = first[s]!
      if (rest[s]! > 0) for (let at = s + every; at < seconds; at += every) if (rest[s]! > longest[at]!) longest[at] = rest[s]!
    }
  let busy = 0
  let until = from
  let k = 0
  const take = (a: number, b: number): void => {
    const end = Math.min(b, w.now)
    if (end <= until) return
    busy += end - Math.max(a, until)
    until = end
  }
  const takeOthers = (before: number): void => {
    while (k < others.length && others[k]! <= before) {
      take(others[k]!, others[k + 1]!)
      k += 2
    }
  }
  takeOthers(from)
  take(from, flights)
  for (let s = 0; s < seconds; s++) {
    const at = from + s * 1000
    takeOthers(at)
    if (longest[s]! > 0) take(at, at + longest[s]!)
  }
  takeOthers(w.now)
  pool.addBusy(busy)
}
