import { jobRunning } from './items.ts'
import { MODE, type QuietPlan } from './quiet-plan.ts'
import { KIND, S, type World } from './world.ts'

interface Demand {
  every: number
  /** Transfers that begin less those that end, by host with a cap of its own and slot of the period. */
  change: Float64Array
  /** bit/s of those that begin less those that end, of all other hosts together, by slot. */
  others: Float64Array
}

/** Of the proof's grid, ms: the finer, the less is counted twice. Ticks are at whole seconds. */
const slotMs = 250

const idle = new Set<number>([S.M0, S.M12, S.M13, S.M14, S.M15, S.M17])
/** Those that stay as they are while no job runs. */
const resting = new Set<number>([S.M1E, S.M10, S.M11, S.M16])

/** May an item that is awake upload before the span ends? Nobody acts in a span. */
const mayUpload = (w: World, i: number, end: number): boolean => {
  const { it } = w
  const state = it.state[i]!
  if (idle.has(state)) return false
  if (jobRunning(w, i)) return true
  if (state === S.M2) return it.timer[i]! <= end
  if (state === S.M3P) return it.volNext[i]! <= end
  return !resting.has(state)
}

/**
 * Proves that demand fits at every moment, counting each transfer from the slot in which it begins to the slot in which it ends, and each awake
 * item as if it always uploaded. Where a host or the site doesn't fit, its items can't sleep: they are marked as candidates for a rhythm, if nothing that
 * is awake may use the same link, or else to ride.
 */
export const proveRoom = (w: World, plan: QuietPlan): void => {
  const hosts = w.scenario.hosts.length
  const kinds = new Map<number, Demand>()
  const awake = new Int32Array(hosts)
  const rowOf = new Int32Array(hosts)
  let rows = 0
  for (let h = 0; h < hosts; h++) rowOf[h] = w.up.hostCap[h] === Infinity ? -1 : rows++
  const kindOf = Array.from(plan.everyMs, (ms): Demand | undefined => {
    if (ms <= 0) return undefined
    const every = ms / slotMs
    const kind = kinds.get(every) ?? { every, change: new Float64Array(rows * every), others: new Float64Array(every) }
    kinds.set(every, kind)
    return kind
  })
  const { host, policy } = w.it
  const { mode, slot, firstMs, restMs, flightEnd, from } = plan
  const { threads } = w.up
  for (let i = 0; i < w.n; i++) {
    const h = host[i]!
    if (mode[i] !== MODE.sleeping) {
      if (mayUpload(w, i, plan.end)) awake[h]!++
      continue
    }
    const kind = kindOf[policy[i]!]!
    const { every } = kind
    // The first tick comes within one period.
    const tick = slot[i]! * (1000 / slotMs)
    const begin = tick === every ? 0 : tick
    const longest = Math.max(firstMs[i]!, restMs[i]!)
    const flight = flightEnd[i]! >= 0 ? flightEnd[i]! - from : 0
    // An item has one transfer at a time: the one in flight and a tick a whole period later are never both there.
    const row = rowOf[h]!
    const list = row < 0 ? kind.others : kind.change
    const first = row < 0 ? 0 : row * every
    const by = row < 0 ? threads[h]! : 1
    occupy(list, first, every, begin, begin === 0 ? Math.max(longest, flight) : longest, by)
    if (begin !== 0) occupy(list, first, every, 0, flight, by)
  }
  const peak = new Int32Array(hosts)
  for (const { every, change } of kinds.values())
    for (let h = 0; h < hosts; h++) {
      if (rowOf[h]! < 0) continue
      let count = 0
      let most = 0
      for (let s = 0; s < every; s++) {
        count += change[rowOf[h]! * every + s]!
        if (count > most) most = count
      }
      peak[h]! += most
    }
  let site = 0
  const crowded = new Uint8Array(hosts)
  for (let h = 0; h < hosts; h++) {
    const cap = w.up.threads[h]!
    const own = w.up.hostCap[h]!
    if (peak[h]! > 0 && (peak[h]! + awake[h]!) * cap > own) {
      crowded[h] = 1
      site += own
    } else site += Math.min(awake[h]! * cap, own)
  }
  for (const demand of kinds.values()) site += sitePeak(w, demand, rowOf, crowded)
  const none = site > w.up.siteCap
  const alone = awake.every((count) => count === 0)
  for (let i = 0; i < w.n; i++) {
    const h = host[i]!
    if (mode[i] !== MODE.sleeping || !(none || crowded[h] === 1)) continue
    mode[i] = (none ? alone : awake[h] === 0) ? MODE.rhythmic : rideable(w, plan, i)
  }
}

/** Rides when its RPO can't pass the plan's `worry` before a tick finds its cycle late. */
export const rideable = (w: World, plan: QuietPlan, i: number): number => {
  const { it } = w
  const f = plan.everyMs[it.policy[i]!]!
  const due = it.due[i]!
  const before = it.trKind[i] === KIND.null ? it.newest[i]! : it.trStart[i]!
  return due - it.newest[i]! <= plan.worry && due + f - before <= plan.worry && 2 * f <= plan.worry ? MODE.riding : MODE.pending
}

const occupy = (list: Float64Array, row: number, every: number, slot: number, ms: number, by: number): void => {
  if (ms === 0) return
  const slots = Math.ceil(ms / slotMs)
  if (slots >= every) {
    list[row]! += by
    return
  }
  list[row + slot]! += by
  const end = slot + slots
  if (end < every) list[row + end]! -= by
  else {
    // Past the end of the period: its beginning is taken too.
    list[row]! += by
    list[row + end - every]! -= by
  }
}

/** The greatest sum of caps in any slot of the period, in bit/s. */
const sitePeak = (w: World, { every, change, others }: Demand, rowOf: Int32Array, crowded: Uint8Array): number => {
  const sums = Float64Array.from(others)
  for (let h = 0; h < crowded.length; h++) {
    if (crowded[h] === 1 || rowOf[h]! < 0) continue
    for (let s = 0; s < every; s++) sums[s]! += change[rowOf[h]! * every + s]! * w.up.threads[h]!
  }
  let most = 0
  let now = 0
  for (const each of sums) {
    now += each
    if (now > most) most = now
  }
  return most
}
