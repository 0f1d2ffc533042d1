import { dropFlight, reach } from './cycles.ts'
import { touch } from './items.ts'
import { leaveStep } from './jobs.ts'
import { hrlOfDisk, logCounts, logFactor } from './ledger.ts'
import { pauseMarked, requireResync } from './resync.ts'
import { backOffMs } from './transfers.ts'
import { PAUSE, S, type World } from './world.ts'

const limitOf = (w: World, v: number): number => w.scenario.volumes[v]!.freeBytes - w.scenario.volumes[v]!.reserveBytes

/** Bytes of logs on a volume; those of an initial replication count twice. */
export const logBytesOf = (w: World, v: number): number => {
  let use = 0
  for (const d of w.disksOfVolume[v]!) {
    const i = w.owner[d]!
    if (logCounts(w, i)) use += hrlOfDisk(w, i, d) * logFactor(w, i)
  }
  return use
}

/** Class 3: true when the volume is full now; otherwise its wake is set anew. */
export const volumeReached = (w: World, v: number): boolean => {
  const use = logBytesOf(w, v)
  const limit = limitOf(w, v)
  if (use >= limit && use > 0) return true
  const grow = w.disksOfVolume[v]!.filter((d) => logCounts(w, w.owner[d]!) && w.it.running[w.owner[d]!] === 1 && w.dk.greatest[d]! > 0)
  if (grow.length === 0) {
    w.volumeWakes.set(v, Infinity)
    return false
  }
  // A disk that counts twice is listed twice.
  const counted = grow.flatMap((d) => (logFactor(w, w.owner[d]!) === 2 ? [d, d] : [d]))
  let end = Infinity
  let greatest = 0
  for (const d of counted) {
    greatest += w.dk.greatest[d]!
    for (let c = w.dk.cFrom[d]!; c < w.dk.cTo[d]!; c++) end = Math.min(end, w.churn.end[c]!)
  }
  w.volumeWakes.set(v, reach(w, counted, Math.max(1, limit - use), greatest, end))
  return false
}

/** Class 3: every item with log on it pauses, and is to be resynchronized or to begin anew. */
export const fillVolume = (w: World, v: number): void => {
  const full = new Set<number>()
  for (const d of w.disksOfVolume[v]!) {
    const i = w.owner[d]!
    if (hrlOfDisk(w, i, d) > 0) full.add(i)
  }
  for (const i of [...full].sort((a, b) => a - b)) pauseForSpace(w, i)
  w.volumeWakes.set(v, w.now)
}

const pauseForSpace = (w: World, i: number): void => {
  const { it } = w
  const state = it.state[i] === S.M3P ? it.before[i]! : it.state[i]!
  if (state === S.M3 || state === S.M4) {
    dropFlight(w, i)
    it.logOn[i] = 0
    if (it.state[i] === S.M4) {
      leaveStep(w, i, w.jobs[i]!, true)
      w.jobs[i] = null
    }
  } else requireResync(w, i, 'volumeFull')
  const before = state === S.M4 ? S.M3 : state
  pauseMarked(w, i, PAUSE.volumeFull)
  it.before[i] = before
  it.volK[i] = 0
  it.volNext[i] = w.now + backOffMs(0)
  touch(w, i)
}

/** Whoever finds space goes on with empty logs or none, or as it was: the next one who tries finds the same use. */
const bytesNow = (w: World, v: number): number => {
  const known = w.uses[v]!
  if (known.countedAt !== w.usesAt) {
    known.bytes = logBytesOf(w, v)
    known.countedAt = w.usesAt
  }
  return known.bytes
}

/** Class 2: is there space on all of its volumes? Otherwise the next try is set. */
export const spaceAgain = (w: World, i: number): boolean => {
  const { it } = w
  for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) {
    const v = w.dk.volume[d]!
    if (v >= 0 && bytesNow(w, v) >= limitOf(w, v)) {
      it.volK[i]!++
      it.volNext[i] = w.now + backOffMs(it.volK[i]!)
      return false
    }
  }
  return true
}
