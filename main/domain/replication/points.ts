import { hourMs } from './clock.ts'
import { pointSlots, type World } from './world.ts'

const appBit = 1
const hourlyBit = 2
const slot = (w: World, i: number, k: number): number => i * pointSlots + ((w.it.pHead[i]! + k) % pointSlots)

export const retentionMs = (w: World, i: number): number => w.scenario.policies[w.it.policy[i]!]!.retentionHours * hourMs

/** Drops marked points whose time is up; the newest always stays. Marked points ascend by stamp. */
export const prune = (w: World, i: number): void => {
  const { it, pt } = w
  const kept = retentionMs(w, i)
  while (it.pCount[i]! > 1 && w.now >= pt.stamp[slot(w, i, 0)]! + kept) {
    it.pHead[i] = (it.pHead[i]! + 1) % pointSlots
    it.pCount[i]!--
  }
}

/** A capture became recoverable. `writtenBytes`: of the machine at the stamp. */
export const addPoint = (w: World, i: number, stamp: number, at: number, app: boolean, writtenBytes: number): void => {
  const { it, pt } = w
  if (it.pCount[i]! > 0) {
    const last = slot(w, i, it.pCount[i]! - 1)
    const gone = pt.kind[last] === 0 || at >= pt.stamp[last]! + retentionMs(w, i)
    if (gone) it.pCount[i]!--
  }
  const hour = Math.floor(stamp / hourMs)
  const hourly = hour > it.hourly[i]!
  if (hourly) it.hourly[i] = hour
  if (it.pCount[i]! > 0) prune(w, i)
  // What prune leaves as "the newest" is older than the one that comes.
  if (it.pCount[i] === 1 && at >= pt.stamp[slot(w, i, 0)]! + retentionMs(w, i)) it.pCount[i] = 0
  const s = slot(w, i, it.pCount[i]!)
  it.pCount[i]!++
  pt.stamp[s] = stamp
  pt.at[s] = at
  pt.written[s] = writtenBytes
  pt.kind[s] = (app ? appBit : 0) | (hourly ? hourlyBit : 0)
  it.newest[i] = stamp
  w.onPoint?.(i)
}

export interface Point {
  stamp: number
  at: number
  app: boolean
  hourly: boolean
  written: number
}

/** Kept points, ascending. */
export const points = (w: World, i: number): Point[] => {
  prune(w, i)
  const { pt } = w
  return Array.from({ length: w.it.pCount[i]! }, (_, k) => {
    const s = slot(w, i, k)
    return {
      stamp: pt.stamp[s]!,
      at: pt.at[s]!,
      app: (pt.kind[s]! & appBit) !== 0,
      hourly: (pt.kind[s]! & hourlyBit) !== 0,
      written: pt.written[s]!,
    }
  })
}

export const clearPoints = (w: World, i: number): void => {
  w.it.pCount[i] = 0
  w.it.pHead[i] = 0
  w.it.newest[i] = -1
  w.it.hourly[i] = -1
}

/** Commit keeps only the point in use. */
export const keepOnly = (w: World, i: number, point: Point | undefined): void => {
  const newest = w.it.newest[i]!
  const hourly = w.it.hourly[i]!
  w.it.pCount[i] = 0
  if (point === undefined) return
  const s = slot(w, i, 0)
  w.it.pCount[i] = 1
  w.pt.stamp[s] = point.stamp
  w.pt.at[s] = point.at
  w.pt.written[s] = point.written
  w.pt.kind[s] = (point.app ? appBit : 0) | (point.hourly ? hourlyBit : 0)
  w.it.newest[i] = newest
  w.it.hourly[i] = hourly
}

/** For checkpoints. */
export const rawPoints = (w: World, i: number, each: (slot: number) => void): void => {
  for (let k = 0; k < w.it.pCount[i]!; k++) each(slot(w, i, k))
}
