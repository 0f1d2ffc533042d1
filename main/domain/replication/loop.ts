import { begins, resume } from './act.ts'
import { dayMs } from './clock.ts'
import { deltaDone, hrlReached, startCycle } from './cycles.ts'
import { digestOf } from './digest.ts'
import { environment } from './environment.ts'
import { healthWake, judgeInterval, observeHealth } from './health.ts'
import { beginInitial, diskSent, nextDisk } from './initial.ts'
import { checkRates } from './invariants.ts'
import { drillEnd, dueMask, jobRunning, networkFaultOf, nextWake, setWake, touch } from './items.ts'
import { log } from './log.ts'
import { stepPlan } from './plan-run.ts'
import { endQuiet, fallQuiet, landAt, nextRide, tickRiders, wakeAll } from './quiet.ts'
import { breakChain, hrlTrigger, resyncDelivered, sendDifferences, startResync } from './resync.ts'
import { startCleanup } from './start-failover.ts'
import { downloadDone, endStep, finalDelivered, syncStep } from './steps.ts'
import { retry, seize } from './transfers.ts'
import { fillVolume, spaceAgain, volumeReached } from './volumes.ts'
import { KIND, S, type World } from './world.ts'

/** The next ms after now at which anything happens. */
const nextTime = (w: World): number => {
  let at = Math.min(
    w.heap.min(),
    w.up.nextTime(),
    w.down.nextTime(),
    w.windowWake,
    w.faultWake,
    w.monitorAt,
    w.digestAt,
    w.volumeWakes.min(),
    nextRide(w),
  )
  for (const run of w.planRuns) if (run.state === 'Running' && run.actionEnd < at) at = run.actionEnd
  return at
}

/** Stands at t, with everything done that precedes the user's actions of that ms. */
export const openInstant = (w: World, t: number): void => {
  w.now = t
  w.settled = false
  const meet = (i: number): void => touch(w, i)
  if (environment(w)) for (let i = 0; i < w.n; i++) if (w.it.trKind[i] !== KIND.null) touch(w, i)
  while (w.heap.min() <= t) {
    const i = w.heap.top()
    w.heap.set(i, Infinity)
    touch(w, i)
  }
  landAt(w, meet)
  w.down.done(t, meet)
  runQueues(w, false)
  share(w)
}

/** After something was done to an open instant from outside: what follows from it, up to the user's next action. */
export const goOn = (w: World): void => {
  w.up.done(w.now, (i) => touch(w, i))
  runQueues(w, false)
  share(w)
}

/** Shares the links anew; after every ms, and after a restore. */
export const share = (w: World): void => {
  w.up.share(w.now)
  w.down.share(w.now)
  if (w.check !== null) checkRates(w)
}

/** Fires events in the order of their classes until none is due; ticks and resync starts only when the ms ends. */
const runQueues = (w: World, ticks: boolean): void => {
  w.usesAt++
  const [environments, completions, timers, thresholds, , starts] = w.queues as [Q, Q, Q, Q, Q, Q]
  for (;;) {
    if (environments.length > 0) fire(w, environments.pop(), 0)
    else if (completions.length > 0) fire(w, completions.pop(), 1)
    else if (timers.length > 0) fire(w, timers.pop(), 2)
    else if (plans(w) || chains(w)) continue
    else if (thresholds.length > 0) fire(w, thresholds.pop(), 3)
    else if (volumes(w)) continue
    else if (ticks && starts.length > 0) fire(w, starts.pop(), 5)
    else return
  }
}
type Q = World['queues'][number]

const fire = (w: World, i: number, of: number): void => {
  if ((dueMask(w, i) & (1 << of)) === 0) return
  if (of !== 2 || !triesSpace(w, i)) w.usesAt++
  if (of === 0) onEnvironment(w, i)
  else if (of === 1) onCompletion(w, i)
  else if (of === 2) onTimer(w, i)
  else if (of === 3) {
    if (hrlReached(w, i)) hrlTrigger(w, i)
  } else if (w.it.state[i] === S.M5) startCycle(w, i)
  else startResync(w, i)
  touch(w, i)
}

const onEnvironment = (w: World, i: number): void => {
  const covered = networkFaultOf(w, i) !== null
  if ((w.it.trHold[i]! & 2) !== 0) retry(w, i, covered)
  else seize(w, i)
}

const onCompletion = (w: World, i: number): void => {
  switch (w.it.trKind[i]) {
    case KIND.ir:
      diskSent(w, i)
      return
    case KIND.resync:
      resyncDelivered(w, i)
      return
    case KIND.failback:
      downloadDone(w, i)
      return
    case KIND.final:
      deltaDone(w, i)
      finalDelivered(w, i)
      return
    default:
      deltaDone(w, i)
  }
}

/** Of the timers of an item the last in order: nothing that comes before it is due. */
const triesSpace = (w: World, i: number): boolean =>
  w.it.timer[i]! > w.now && w.it.stepEnd[i]! > w.now && w.it.volNext[i]! <= w.now && w.it.state[i] === S.M3P && drillEnd(w, i) > w.now

const onTimer = (w: World, i: number): void => {
  const { it, now } = w
  if (it.timer[i]! <= now) {
    if (it.state[i] === S.M9) sendDifferences(w, i)
    else beginInitial(w, i)
  } else if (it.stepEnd[i]! <= now) endStep(w, i)
  else if (jobRunning(w, i) && w.jobs[i]!.steps[w.jobs[i]!.index] === 'sync' && it.trKind[i] === KIND.null) syncStep(w, i)
  else if (drillEnd(w, i) <= now) {
    log(w, 'drillForced', { vm: w.names[i]! })
    startCleanup(w, i)
  } else if (spaceAgain(w, i)) {
    resume(w, i)
    if (begins(w, i)) nextDisk(w, i)
  }
}

const plans = (w: World): boolean => {
  if (w.planRuns.length === 0) return false
  for (const run of w.planRuns) {
    if (run.state !== 'Running' || (!w.planDirty && run.actionEnd > w.now)) continue
    if (stepPlan(w, run)) {
      w.planDirty = true
      w.usesAt++
      for (const member of run.members) if (member.status === 'running' || run.state !== 'Running') touch(w, member.vm)
      return true
    }
  }
  w.planDirty = false
  return false
}

const chains = (w: World): boolean => {
  const fault = w.broken.shift()
  if (fault === undefined) return false
  const i = w.index.get(fault)
  w.usesAt++
  if (i !== undefined) {
    breakChain(w, i)
    touch(w, i)
  }
  return true
}

/** A volume that can't fill yet waits until it might. */
const safe = (w: World, v: number): boolean => {
  if (!(w.volumeSafe[v]! > w.now)) return false
  w.volumeWakes.set(v, w.volumeSafe[v]!)
  return true
}

const volumes = (w: World): boolean => {
  const { volumeWakes, now } = w
  if (volumeWakes.min() > now) return false
  for (let v = 0; v < volumeWakes.length; v++)
    if (volumeWakes.at[v]! <= now && !safe(w, v) && volumeReached(w, v)) {
      fillVolume(w, v)
      w.usesAt++
      return true
    }
  return false
}

/** Ends the ms: ticks, then the look at it. */
export const settle = (w: World): void => {
  if (w.settled) return
  tickRiders(w)
  runQueues(w, true)
  w.settled = true
  observe(w)
  share(w)
}

const see = (w: World, i: number): void => {
  if (w.seenFlag[i] === 1) return
  w.seenFlag[i] = 1
  w.seen.push(i)
}

const observe = (w: World): void => {
  if (w.now >= w.monitorAt) {
    for (let i = 0; i < w.n; i++) if ((w.it.expI[i]! > 0 || w.it.flag[i] === 1) && judgeInterval(w, i)) see(w, i)
    const every = w.scenario.params.monitoringIntervalMs
    w.monitorAt = (Math.floor(w.now / every) + 1) * every
  }
  const seen = w.seen.length > 1 ? w.seen.sort((a, b) => a - b) : w.seen
  for (const i of seen) {
    observeHealth(w, i)
    w.seenFlag[i] = 0
    setWake(w, i, Math.min(nextWake(w, i), healthWake(w, i)))
  }
  w.check?.(w, seen)
  w.seen = []
  if (w.now >= w.digestAt) {
    log(w, 'digest', { sha: digestOf(w) })
    w.digestAt = (Math.floor(w.now / dayMs) + 1) * dayMs
  }
}

/** Plays to an instant; `stop` is asked after each ms. Returns the instant reached. */
export const play = (w: World, to: number, stop: () => boolean): number => {
  if (w.plain) w.quietTry = Infinity
  while (w.now < to) {
    settle(w)
    const stopping = stop()
    if (!stopping && !(w.quiet?.active ?? false)) fallQuiet(w, to)
    const end = w.quiet?.active ? w.quiet.end : to
    const next = Math.min(stopping ? w.now + 1 : nextTime(w), to, end)
    if (w.quiet?.active && next >= w.quiet.end) {
      w.now = next
      wakeAll(w)
    }
    openInstant(w, next)
    if (stopping || stop()) break
  }
  // A span that was cut is tried again at once; one that nobody could sleep through is over before the next try, however often it is cut.
  if (w.quiet?.active) w.quietTry = w.now
  endQuiet(w)
  goOn(w)
  return w.now
}
