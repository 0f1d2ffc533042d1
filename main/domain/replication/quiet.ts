import { hourMs, nextLocalHour } from './clock.ts'
import { armHrl } from './cycles.ts'
import { healthWake } from './health.ts'
import { drillEnd, jobRunning, networkFaultOf, nextWake, touch } from './items.ts'
import { hrlOfDisk } from './ledger.ts'
import { ceilDiv } from './numbers.ts'
import { mergeBusy } from './quiet-busy.ts'
import { MODE, proveRoom, type QuietPlan } from './quiet-proof.ts'
import { wake } from './quiet-wake.ts'
import { Rhythm } from './rhythm.ts'
import { KIND, S, type World } from './world.ts'

/**
 * The shortcuts. Over a span in which no rate of churn, window, fault or link changes, an item whose cycles never wait for each other needs no events.
 * If even the greatest possible demand of every moment fits its host and the site, each transfer runs at its host's own cap, and ticks,
 * completions, points and sums follow in closed form: it sleeps until the span ends. If a link is full, but all that use it are such items, they
 * run in a rhythm: a few periods are played, the others repeat them. All others go on event by event beside them.
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
  plan.worry = Math.min(params.warnRpoMs, params.critRpoMs)
  for (let i = 0; i < w.n; i++) if (eligible(w, plan, i, vssFaults, plan.worry)) plan.mode[i] = MODE.sleeping
  keepVolumes(w, plan)
  proveRoom(w, plan)
  findRhythm(w, plan)
  commit(w, plan)
  plan.woken = false
}

/** Items of full links: either all of them run in a rhythm, or none. */
const findRhythm = (w: World, plan: QuietPlan): void => {
  const together: number[] = []
  for (let i = 0; i < w.n; i++) if (plan.mode[i] === MODE.rhythmic) together.push(i)
  plan.together = together
  if (together.length === 0) return
  plan.rhythm ??= new Rhythm()
  if (plan.rhythm.play(w, plan, together, plan.end)) return
  for (const i of together) plan.mode[i] = MODE.pending
  plan.together = []
}

const newPlan = (w: World): QuietPlan => ({
  from: 0,
  end: 0,
  active: false,
  woken: false,
  worry: 0,
  together: [],
  rhythm: null,
  mode: new Uint8Array(Math.ceil(w.n * 1.25)),
  slot: new Int32Array(Math.ceil(w.n * 1.25)),
  first: new Float64Array(Math.ceil(w.n * 1.25)),
  written: new Float64Array(Math.ceil(w.n * 1.25)),
  rest: new Float64Array(Math.ceil(w.n * 1.25)),
  flightEnd: new Float64Array(Math.ceil(w.n * 1.25)),
  flightMb: new Float64Array(Math.ceil(w.n * 1.25)),
  firstMs: new Int32Array(Math.ceil(w.n * 1.25)),
  restMs: new Int32Array(Math.ceil(w.n * 1.25)),
  safeVolume: new Uint8Array(w.volumeWake.length),
})

/** Could the item's cycles of the span be computed at once, given room on the links? Fills its amounts. */
const eligible = (w: World, plan: QuietPlan, i: number, vssFaults: ReadonlySet<number>, worry: number): boolean => {
  const { it, dk, churn } = w
  if (i === w.watched || it.state[i] !== S.M5 || jobRunning(w, i) || drillEnd(w, i) <= plan.end) return false
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
  let written = 0
  let captured = 0
  for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) {
    written += dk.offset[d]!
    captured += inFlight ? dk.w[d]! : dk.base[d]!
    for (let c = dk.cFrom[d]!; c < dk.cTo[d]!; c++) {
      if (w.now >= churn.end[c]!) churn.moveTo(c, w.now)
      if (churn.end[c]! < plan.end) return false
      const num = churn.num[c]!
      written += churn.base[c]!
      if (num === 0) continue
      const dt = due - churn.t0[c]!
      if (churn.den[c] !== 1000 || dt % 1000 !== 0) return false
      rate += num
      written += (dt / 1000) * num
    }
  }
  const first = written - captured
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
  plan.written[i] = written
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
      for (const d of w.disksOfVolume[v]!) if (plan.mode[w.owner[d]!] === MODE.sleeping) plan.mode[w.owner[d]!] = MODE.pending
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
    if (plan.mode[i] === MODE.pending) {
      plan.mode[i] = MODE.awake
      w.heap.set(i, Math.min(nextWake(w, i), healthWake(w, i)))
    } else if (plan.mode[i] === MODE.sleeping || plan.mode[i] === MODE.rhythmic) {
      count++
      w.heap.set(i, Infinity)
      if (it.trKind[i] === KIND.delta) w.up.remove(i, it.host[i]!, w.now)
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
    if (plan.mode[i] === MODE.pending) {
      plan.mode[i] = MODE.awake
      w.heap.set(i, Math.min(nextWake(w, i), healthWake(w, i)))
    }
}

/** Wakes all sleepers at now; they stand as if they had been played to it, ticks of now still to come. */
export const wakeAll = (w: World): void => {
  const plan = w.quiet
  if (plan === null || !plan.active) return
  plan.active = false
  plan.woken = true
  // Play was stopped within the span: what is in flight now is found anew.
  if (plan.together.length > 0 && w.now < plan.end) plan.rhythm!.play(w, plan, plan.together, w.now)
  mergeBusy(w, plan)
  for (let i = 0; i < w.n; i++) {
    const mode = plan.mode[i]
    if (mode !== MODE.sleeping && mode !== MODE.rhythmic) continue
    const cycles = wake(w, plan, i)
    if (mode === MODE.sleeping) w.slept.quiet += cycles
    else w.slept.rhythmic += cycles
    plan.mode[i] = MODE.pending
    if (w.it.due[i]! <= w.now) touch(w, i)
  }
}

/** After the last ms of a play: every item is in the heap again. */
export const endQuiet = (w: World): void => {
  wakeAll(w)
  flush(w)
}
