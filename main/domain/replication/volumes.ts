import { dropFlight, reach } from './cycles.ts'
import { touch } from './items.ts'
import { leaveStep } from './jobs.ts'
import { hrlOfDisk, logCounts, logFactor, writtenOfDisk } from './ledger.ts'
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

/**
 * Until when the volume can't fill, even if nothing is ever sent, every disk writes its most, all of it counts twice, and so do logs that don't count in
 * a failover. `logged`: bytes in all logs on it now.
 */
const safeFor = (w: World, v: number, logged: number): number => {
  let greatest = 0
  for (const d of w.disksOfVolume[v]!) greatest += 2 * w.dk.greatest[d]!
  const room = limitOf(w, v) - 2 * logged
  if (room <= 0) return w.now
  return greatest === 0 ? Infinity : w.now + Math.floor(room / greatest) * 1000
}

export const safeUntil = (w: World, v: number): number => {
  let logged = 0
  for (const d of w.disksOfVolume[v]!) {
    const i = w.owner[d]!
    if (w.it.logOn[i] === 1) logged += writtenOfDisk(w, i, d) - w.dk.log0[d]!
  }
  return safeFor(w, v, logged)
}

/**
 * Class 3: true when the volume is full now; otherwise its wake is set anew. Each item that changes its state asks for a look, thousands of them in one
 * ms when a window opens: so a look also finds until when there needn't be another.
 */
export const volumeReached = (w: World, v: number): boolean => {
  const { dk, it, owner, churn } = w
  const limit = limitOf(w, v)
  let use = 0
  let logged = 0
  let greatest = 0
  let end = Infinity
  const grow: number[] = []
  for (const d of w.disksOfVolume[v]!) {
    const i = owner[d]!
    if (it.logOn[i] === 0) continue
    const bytes = writtenOfDisk(w, i, d) - dk.log0[d]!
    logged += bytes
    if (!logCounts(w, i)) continue
    const factor = logFactor(w, i)
    use += bytes * factor
    if (it.running[i] === 0 || dk.greatest[d] === 0) continue
    greatest += dk.greatest[d]! * factor
    for (let c = dk.cFrom[d]!; c < dk.cTo[d]!; c++) if (churn.end[c]! < end) end = churn.end[c]!
    grow.push(d)
    // A disk that counts twice is listed twice.
    if (factor === 2) grow.push(d)
  }
  if (use >= limit && use > 0) return true
  const safe = safeFor(w, v, logged)
  if (safe > w.now) w.volumeSafe[v] = safe
  if (grow.length === 0) w.volumeWakes.set(v, Infinity)
  else if (safe >= end) w.volumeWakes.set(v, safe)
  else w.volumeWakes.set(v, reach(w, grow, Math.max(1, limit - use), greatest, end))
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
