import { hourMs } from './clock.ts'
import { pointSlots, pointWidth, type World } from './world.ts'

const appBit = 1
const hourlyBit = 2
const slot = (w: World, i: number, k: number): number => ((w.it.pHead[i]! + k) % pointSlots) * w.pointStep + i * pointWidth

export const retentionMs = (w: World, i: number): number => w.scenario.policies[w.it.policy[i]!]!.retentionHours * hourMs

/** Drops marked points whose time is up; the newest always stays. Marked points ascend by stamp. */
export const prune = (w: World, i: number): void => {
  const { it, pt } = w
  const kept = retentionMs(w, i)
  while (it.pCount[i]! > 1 && w.now >= pt[slot(w, i, 0)]! + kept) {
    it.pHead[i] = (it.pHead[i]! + 1) % pointSlots
    it.pCount[i]!--
  }
}

/** A capture became recoverable. `writtenBytes`: of the machine at the stamp. */
export const addPoint = (w: World, i: number, stamp: number, at: number, app: boolean, writtenBytes: number): void => {
  putPoint(w, i, stamp, at, app, writtenBytes, retentionMs(w, i), Math.floor(stamp / hourMs))
  w.onPoint?.(i)
}

/** The same, not told to anyone. `kept`: the retention, ms; `hour`: that of UTC in which the stamp lies. Small, to be compiled into what calls it. */
export const putPoint = (
  w: World,
  i: number,
  stamp: number,
  at: number,
  app: boolean,
  writtenBytes: number,
  kept: number,
  hour: number,
): void => {
  const { it, pt, now, pointStep: step } = w
  const row = i * pointWidth
  let count = it.pCount[i]!
  let head = it.pHead[i]!
  let next = head + count
  if (next >= pointSlots) next -= pointSlots
  if (count > 0) {
    const last = next === 0 ? pointSlots - 1 : next - 1
    const s = row + last * step
    if (pt[s + 3] === 0 || at >= pt[s]! + kept) {
      count--
      next = last
    }
  }
  // The newest stays until here; what is older than the one that comes may go with it.
  while (count > 0 && (count > 1 ? now : at) >= pt[row + head * step]! + kept) {
    head = head === pointSlots - 1 ? 0 : head + 1
    count--
  }
  const hourly = hour > it.hourly[i]!
  if (hourly) it.hourly[i] = hour
  const s = row + next * step
  pt[s] = stamp
  pt[s + 1] = at
  pt[s + 2] = writtenBytes
  pt[s + 3] = (app ? appBit : 0) | (hourly ? hourlyBit : 0)
  it.pHead[i] = head
  it.pCount[i] = count + 1
  it.newest[i] = stamp
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
      stamp: pt[s]!,
      at: pt[s + 1]!,
      app: (pt[s + 3]! & appBit) !== 0,
      hourly: (pt[s + 3]! & hourlyBit) !== 0,
      written: pt[s + 2]!,
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
  w.pt[s] = point.stamp
  w.pt[s + 1] = point.at
  w.pt[s + 2] = point.written
  w.pt[s + 3] = (point.app ? appBit : 0) | (point.hourly ? hourlyBit : 0)
  w.it.newest[i] = newest
  w.it.hourly[i] = hourly
}

/** For checkpoints. */
export const rawPoints = (w: World, i: number, each: (slot: number) => void): void => {
  for (let k = 0; k < w.it.pCount[i]!; k++) each(slot(w, i, k))
}
