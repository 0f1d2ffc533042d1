import { hourMs, hourOfWeek, nextLocalHour } from './clock.ts'
import { healthWake } from './health.ts'
import { nextWake, touch } from './items.ts'
import { catchUp } from './lag.ts'
import { mergeBusy } from './quiet-busy.ts'
import { chooseSleepers } from './quiet-choose.ts'
import { MODE, newPlan, type QuietPlan, readPolicies } from './quiet-plan.ts'
import { proveRoom, rideable } from './quiet-proof.ts'
import { wakeOne, wakeSleepers } from './quiet-wake.ts'
import { Rhythm } from './rhythm.ts'
import { Ride } from './ride.ts'
import { safeUntil } from './volumes.ts'
import { KIND, type World } from './world.ts'

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
  if (w.quiet === null || w.quiet.mode.length < w.n) w.quiet = newPlan(w, new Ride())
  const plan = w.quiet
  plan.from = w.now
  plan.end = end
  plan.worry = Math.min(params.warnRpoMs, params.critRpoMs)
  readPolicies(w, plan)
  chooseSleepers(w, plan, hourOfWeek(zone, w.now))
  keepVolumes(w, plan)
  proveRoom(w, plan)
  findRhythm(w, plan)
  commit(w, plan)
  plan.woken = false
}

const none = new Int32Array(0)

/** Items of full links: either all of them run in a rhythm, or none. */
const findRhythm = (w: World, plan: QuietPlan): void => {
  const { mode } = plan
  let count = 0
  for (let i = 0; i < w.n; i++) if (mode[i] === MODE.rhythmic) count++
  const together = new Int32Array(count)
  for (let i = 0, k = 0; k < count; i++) if (mode[i] === MODE.rhythmic) together[k++] = i
  plan.together = together
  if (count === 0) return
  plan.rhythm ??= new Rhythm()
  if (plan.rhythm.play(w, plan, together, plan.end)) return
  for (const i of together) mode[i] = rideable(w, plan, i)
  plan.together = none
}

/** Volumes that can't fill in the span, whatever their items do, needn't be looked at; items on the others stay awake. */
const keepVolumes = (w: World, plan: QuietPlan): void => {
  const { volumeWakes } = w
  if (plan.safeVolume.length < volumeWakes.length) plan.safeVolume = new Uint8Array(volumeWakes.length)
  for (let v = 0; v < volumeWakes.length; v++) {
    if (!(w.volumeSafe[v]! > plan.end)) w.volumeSafe[v] = safeUntil(w, v)
    plan.safeVolume[v] = w.volumeSafe[v]! > plan.end ? 1 : 0
    if (plan.safeVolume[v] === 0)
      for (const d of w.disksOfVolume[v]!) if (plan.mode[w.owner[d]!] === MODE.sleeping) plan.mode[w.owner[d]!] = MODE.pending
  }
}

const commit = (w: World, plan: QuietPlan): void => {
  const { trKind, host } = w.it
  const { mode } = plan
  let count = 0
  for (let i = 0; i < w.n; i++) {
    if (mode[i] === MODE.pending) stayAwake(w, plan, i)
    else if (mode[i] !== MODE.awake) {
      count++
      w.heap.set(i, Infinity)
      if (mode[i] !== MODE.riding && trKind[i] === KIND.delta) w.up.remove(i, host[i]!, w.now)
    }
  }
  plan.active = count > 0
  if (!plan.active) return
  plan.ride.open(w, plan)
  const { volumeWakes } = w
  for (let v = 0; v < volumeWakes.length; v++) if (plan.safeVolume[v] === 1 && volumeWakes.at[v]! < plan.end) volumeWakes.set(v, plan.end)
  w.up.share(w.now)
  w.up.cut(w.now)
  w.up.spans = []
}

/** Puts a woken item back into the heap. */
const stayAwake = (w: World, plan: QuietPlan, i: number): void => {
  plan.mode[i] = MODE.awake
  if (w.it.lag[i] === 1) catchUp(w, i)
  w.heap.set(i, Math.min(nextWake(w, i), healthWake(w, i)))
}

const flush = (w: World): void => {
  const plan = w.quiet
  if (plan === null || !plan.woken) return
  plan.woken = false
  for (let i = 0; i < Math.min(w.n, plan.mode.length); i++) if (plan.mode[i] === MODE.pending) stayAwake(w, plan, i)
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
  wakeSleepers(w, plan)
  // A plan acts on its machines without a look at them before.
  if (w.planRuns.some((run) => run.state === 'Running')) for (let i = 0; i < w.n; i++) if (w.it.lag[i] === 1) catchUp(w, i)
}

/** The next tick of an item that rides. */
export const nextRide = (w: World): number => (w.quiet?.active ? w.quiet.ride.nextTick(w.quiet) : Infinity)

/** Transfers that are done at now: those of riders land, the others are told of. */
export const landAt = (w: World, others: (i: number) => void): void => {
  const plan = w.quiet
  if (!plan?.active) {
    w.up.done(w.now, others)
    return
  }
  w.up.done(w.now, (i) => {
    if (!plan.ride.lands(plan, i)) others(i)
  })
  plan.ride.leavePool(w, plan)
}

/** Ticks of riders at now; one that is late is awake from here on. */
export const tickRiders = (w: World): void => {
  const plan = w.quiet
  if (!plan?.active) return
  plan.ride.tick(w, plan, (i) => {
    wakeOne(w, plan, i)
    plan.mode[i] = MODE.awake
    touch(w, i)
  })
}

/** After the last ms of a play: every item is in the heap again. */
export const endQuiet = (w: World): void => {
  wakeAll(w)
  flush(w)
}
