import { S, type World } from './world.ts'

/** A span in which some items sleep. Columns by ordinal. */
export interface QuietPlan {
  /** The ms that had ended when the span was planned; ticks after it belong to the span. */
  from: number
  /** The ms at which it ends; its ticks don't belong to the span. */
  end: number
  active: boolean
  /** Some are in mode 2. */
  woken: boolean
  /** 0 awake, 1 sleeping, 2 woken and not yet in the heap again. */
  mode: Uint8Array
  /** Seconds from `from` to the first tick. */
  slot: Int32Array
  /** Bytes of the first cycle and of each later one, and how long they take at the host's cap, ms. */
  first: Float64Array
  rest: Float64Array
  firstMs: Int32Array
  restMs: Int32Array
  /** When the transfer that is in flight at `from` is done, and its mb; -1 = none. */
  flightEnd: Float64Array
  flightMb: Float64Array
  safeVolume: Uint8Array
}

interface Demand {
  every: number
  /** Transfers that begin less those that end, by host and slot of the period. */
  change: Int32Array
}

/** Of the proof's grid, ms: the finer, the less is counted twice. Ticks are at whole seconds. */
const slotMs = 250

/** States in which an item may come to upload. */
const mayUpload = (state: number): boolean =>
  state !== S.M0 && state !== S.M12 && state !== S.M13 && state !== S.M14 && state !== S.M15 && state !== S.M17

/**
 * Proves that demand fits at every moment, counting each transfer from the slot in which it begins to the slot in which it ends, and each awake
 * item as if it always uploaded. Hosts that don't fit keep their items awake; if the site doesn't, nothing sleeps.
 */
export const proveRoom = (w: World, plan: QuietPlan): void => {
  const hosts = w.scenario.hosts.length
  const kinds = new Map<number, Demand>()
  const awake = new Int32Array(hosts)
  for (let i = 0; i < w.n; i++) {
    const h = w.it.host[i]!
    if (plan.mode[i] !== 1) {
      if (mayUpload(w.it.state[i]!)) awake[h]!++
      continue
    }
    const every = w.scenario.policies[w.it.policy[i]!]!.copyFrequencyMs / slotMs
    let kind = kinds.get(every)
    if (kind === undefined) {
      kind = { every, change: new Int32Array(hosts * every) }
      kinds.set(every, kind)
    }
    const slot = (plan.slot[i]! * (1000 / slotMs)) % every
    const longest = Math.max(plan.firstMs[i]!, plan.restMs[i]!)
    const flight = plan.flightEnd[i]! >= 0 ? plan.flightEnd[i]! - plan.from : 0
    // An item has one transfer at a time: the one in flight and a tick a whole period later are never both there.
    occupy(kind, h, slot, slot === 0 ? Math.max(longest, flight) : longest)
    if (slot !== 0) occupy(kind, h, 0, flight)
  }
  const peak = new Int32Array(hosts)
  for (const { every, change } of kinds.values())
    for (let h = 0; h < hosts; h++) {
      let count = 0
      let most = 0
      for (let s = 0; s < every; s++) {
        count += change[h * every + s]!
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
  for (const { every, change } of kinds.values()) site += sitePeak(w, every, change, crowded)
  const none = site > w.up.siteCap
  for (let i = 0; i < w.n; i++) if (plan.mode[i] === 1 && (none || crowded[w.it.host[i]!] === 1)) plan.mode[i] = 2
}

const occupy = ({ every, change }: Demand, h: number, slot: number, ms: number): void => {
  if (ms === 0) return
  const row = h * every
  const slots = Math.ceil(ms / slotMs)
  if (slots >= every) {
    change[row]!++
    return
  }
  change[row + slot]!++
  const end = slot + slots
  if (end < every) change[row + end]!--
  else {
    // Past the end of the period: its beginning is taken too.
    change[row]!++
    if (end > every) change[row + end - every]!--
    else change[row]!--
  }
}

/** The greatest sum of caps in any slot of the period, in bit/s. */
const sitePeak = (w: World, every: number, change: Int32Array, crowded: Uint8Array): number => {
  const sums = new Float64Array(every)
  for (let h = 0; h < crowded.length; h++) {
    if (crowded[h] === 1) continue
    const cap = w.up.threads[h]!
    let count = 0
    for (let s = 0; s < every; s++) {
      count += change[h * every + s]!
      sums[s]! += count * cap
    }
  }
  return sums.reduce((a, b) => Math.max(a, b), 0)
}
