import { MODE, type QuietPlan } from './quiet-plan.ts'
import type { World } from './world.ts'

/** Two lists of intervals, each in order: from, to, from, to … */
const inOrder = (a: readonly number[], b: readonly number[]): number[] => {
  const all: number[] = []
  let k = 0
  for (let n = 0; n < a.length; n += 2) {
    for (; k < b.length && b[k]! < a[n]!; k += 2) all.push(b[k]!, b[k + 1]!)
    all.push(a[n]!, a[n + 1]!)
  }
  for (; k < b.length; k++) all.push(b[k]!)
  return all
}

/** Time in which anything flowed: sleepers, those in a rhythm and the others together. */
export const mergeBusy = (w: World, plan: QuietPlan): void => {
  const pool = w.up
  pool.cut(w.now)
  const others = inOrder(pool.spans ?? [], plan.together.length > 0 ? plan.rhythm!.spans : [])
  pool.spans = null
  const { from } = plan
  const seconds = Math.ceil((w.now - from) / 1000)
  const longest = new Int32Array(seconds + 1)
  let flights = from
  const f = Array.from(plan.everyMs, (ms) => {
    const every = ms > 0 ? ms / 1000 : 0
    return { every, first: new Int32Array(every + 1), rest: new Int32Array(every + 1) }
  })
  const { mode, flightEnd, slot, firstMs, restMs } = plan
  const { policy } = w.it
  for (let i = 0; i < w.n; i++) {
    if (mode[i] !== MODE.sleeping) continue
    if (flightEnd[i]! > flights) flights = flightEnd[i]!
    const { first, rest } = f[policy[i]!]!
    const s = slot[i]!
    if (firstMs[i]! > first[s]!) first[s] = firstMs[i]!
    if (restMs[i]! > rest[s]!) rest[s] = restMs[i]!
  }
  for (const { every, first, rest } of f)
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
