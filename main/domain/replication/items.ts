import { inWindow, nextBoundary } from './clock.ts'
import { catchUp } from './lag.ts'
import { log } from './log.ts'
import { jittered, jitterOf, rand32 } from './numbers.ts'
import { asleep } from './quiet-plan.ts'
import type { FaultReason, TimedStep } from './scenario.ts'
import { states } from './states.ts'
import type { Standing } from './transitions.ts'
import { DRILL, drills, KIND, PHASE, pauseReasons, phases, S, type World } from './world.ts'

/** Classes of events within one ms, in their order. User actions (4) come from outside. */
export const classOf = { environment: 0, completion: 1, timer: 2, threshold: 3, tick: 5 } as const

export const jobRunning = (w: World, i: number): boolean => w.jobs[i]?.state === 'running'

export const networkFaultOf = (w: World, i: number): { from: number; to: number } | null =>
  w.network.find(
    (each) =>
      (each.vm === null && each.host === null) ||
      each.vm === w.names[i] ||
      (each.host !== null && w.hostIndex.get(each.host) === w.it.host[i]),
  ) ?? null

const transferDone = (w: World, i: number): boolean =>
  w.it.trRest[i] === 0 && (w.it.trDown[i] === 1 ? w.down : w.up).left(i, w.it.host[i]!, w.now) === 0

export const resyncMayStart = (w: World, i: number): boolean => {
  const { autoResync, resyncWindow } = w.scenario.params
  return w.it.asked[i] === 1 || (autoResync && (resyncWindow === null || inWindow(w.scenario.zone, resyncWindow, w.now)))
}

/** When a drill that waits is ended by force. */
export const drillEnd = (w: World, i: number): number =>
  w.it.drill[i] === DRILL.waiting && !jobRunning(w, i) ? w.it.drillSince[i]! + w.scenario.params.drillMaxMs : Infinity

const hrlArmed = (w: World, i: number): boolean =>
  w.it.state[i] === S.M5 || (w.it.state[i] === S.M3P && w.it.before[i] === S.M5 && w.it.marked[i] === 0)

/** Only a failover has such a step. */
const syncReady = (w: World, i: number): boolean => {
  if (w.it.state[i]! < S.M10) return false
  const job = w.jobs[i]
  return job?.state === 'running' && job.steps[job.index] === 'sync' && w.it.trKind[i] === KIND.null
}

/** Which classes have an event of this item at now, as bits. */
export const dueMask = (w: World, i: number): number => {
  const { it, now } = w
  let mask = 0
  if (it.trKind[i] !== KIND.null) {
    const hold = it.trHold[i]!
    if ((hold & 2) !== 0) {
      if (it.blockNext[i]! <= now) mask |= 1
    } else if (hold === 0) {
      if (transferDone(w, i)) mask |= 2
      else if (w.network.length > 0 && networkFaultOf(w, i) !== null) mask |= 1
    }
  }
  if (it.timer[i]! <= now || it.stepEnd[i]! <= now || it.volNext[i]! <= now || drillEnd(w, i) <= now || syncReady(w, i)) mask |= 4
  if (it.hrlWake[i]! <= now && hrlArmed(w, i)) mask |= 8
  if (it.state[i] === S.M5) {
    if (it.trKind[i] === KIND.null && it.due[i]! <= now) mask |= 32
  } else if (it.state[i] === S.M9 && it.phase[i] === PHASE.required && resyncMayStart(w, i)) mask |= 32
  return mask
}

/** The item changed: its events of this ms are looked for again, and it is looked at when the ms ends. One that sleeps has none. */
export const touch = (w: World, i: number): void => {
  if (w.quiet?.active && asleep(w.quiet, i)) return
  if (w.it.lag[i] === 1) catchUp(w, i)
  if (w.seenFlag[i] === 0) {
    w.seenFlag[i] = 1
    w.seen.push(i)
  }
  const mask = dueMask(w, i)
  if (mask === 0) return
  for (let rest = mask; rest !== 0; rest &= rest - 1) w.queues[31 - Math.clz32(rest & -rest)]!.push(i)
}

/** The next instant at which the item wants to be looked at, health apart. */
export const nextWake = (w: World, i: number): number => {
  const at = nextDue(w, i)
  return hrlArmed(w, i) ? Math.min(at, w.it.hrlWake[i]!) : at
}

/** The next instant that the clock has for the item. */
export const nextDue = (w: World, i: number): number => {
  const { it } = w
  let at = Math.min(it.timer[i]!, it.stepEnd[i]!, it.volNext[i]!, drillEnd(w, i))
  if ((it.trHold[i]! & 2) !== 0) at = Math.min(at, it.blockNext[i]!)
  if (it.state[i] === S.M5) {
    if (it.trKind[i] === KIND.null) at = Math.min(at, it.due[i]!)
  } else if (it.state[i] === S.M9 && it.phase[i] === PHASE.required) {
    const { autoResync, resyncWindow } = w.scenario.params
    if (autoResync && resyncWindow !== null) at = Math.min(at, nextBoundary(w.scenario.zone, [resyncWindow], w.now))
  }
  return at
}

/**
 * Puts the item into the heap. A look too early changes nothing, so one that is in it for an earlier instant stays there; and while a cycle is on its way
 * the next tick will mostly be the next thing: then its end needn't move it.
 */
export const setWake = (w: World, i: number, at: number): void => {
  const { heap, it } = w
  if (heap.at(i) <= at) return
  const due = it.due[i]!
  heap.set(i, it.trKind[i] === KIND.delta && due > w.now && due < at ? due : at)
}

/** `phase` or, in a pause, who paused is the line's reason. A change of phase alone is a line too. */
export const setState = (w: World, i: number, to: number, phase: number = PHASE.null): void => {
  const from = w.it.state[i]!
  w.it.state[i] = to
  w.it.phase[i] = phase
  w.onEdge?.(from, to)
  if (w.disksOfVolume.length > 0) wakeVolumesOf(w, i)
  const reason = to === S.M3P ? pauseReasons[w.it.pausedBy[i]!] : phases[phase]
  log(w, 'state', { from: states[from]!, reason: reason ?? undefined, to: states[to]!, vm: w.names[i]! })
}

/** The use of its volumes may grow faster now. */
export const wakeVolumesOf = (w: World, i: number): void => {
  for (let d = w.it.dFrom[i]!; d < w.it.dTo[i]!; d++) {
    const volume = w.dk.volume[d]!
    if (volume >= 0) w.volumeWakes.set(volume, w.now)
  }
}

/** Draws only when there is a spread. ms. */
export const durationOf = (w: World, i: number, step: TimedStep): number => {
  const base = w.scenario.jobs[step]
  const j = jitterOf(base, w.scenario.params.jitterPermille)
  if (j === 0) return base
  return jittered(base, j, rand32(w.scenario.seed, i, w.it.draws[i]!++))
}

export const hasFault = (w: World, i: number, kind: 'vss' | 'shutdownFail'): boolean =>
  w.scenario.faults.some((each) => each.kind === kind && each.vm === w.names[i] && each.from <= w.now && w.now < each.to)

/** Why the machine can't be created in Azure now; undefined = it can. Without a reason the scenario just says so. */
export const createFault = (w: World, i: number): { reason?: FaultReason } | undefined => {
  for (const each of w.scenario.faults)
    if (each.kind === 'createFail' && each.vm === w.names[i] && each.from <= w.now && w.now < each.to) return each
  return undefined
}

export const standing = (w: World, i: number): Standing => ({
  state: states[w.it.state[i]!]!,
  phase: phases[w.it.phase[i]!]!,
  pausedBy: pauseReasons[w.it.pausedBy[i]!]!,
  drill: drills[w.it.drill[i]!]!,
  jobRunning: jobRunning(w, i),
  hasPoint: w.it.pCount[i]! > 0,
  failover: w.failovers[i]?.kind ?? null,
  managedDisks: w.it.managed[i] === 1,
})

/** Time to compare all blocks of all disks, ms. */
export const compareMs = (w: World, i: number): number => {
  const rate = w.scenario.params.checksumBytesPerSec
  let sum = 0
  for (let d = w.it.dFrom[i]!; d < w.it.dTo[i]!; d++) {
    const size = w.dk.size[d]!
    const seconds = Math.floor(size / rate)
    sum += seconds * 1000 + Math.ceil(((size - seconds * rate) * 1000) / rate)
  }
  return sum
}

/** First instant of the item's grid at or after t. */
export const gridFrom = (w: World, i: number, t: number): number => {
  const f = w.scenario.policies[w.it.policy[i]!]!.copyFrequencyMs
  const first = w.scenario.start + (w.it.phaseMs[i]! % f)
  return t <= first ? first : first + Math.ceil((t - first) / f) * f
}
