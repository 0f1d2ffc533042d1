import { hourMs } from './clock.ts'
import type { QuietPlan } from './quiet-plan.ts'
import type { World } from './world.ts'

/** What a rhythm found. Instants are ms after the plan's beginning. */
export interface Found {
  ends: Int32Array[]
  longest: Int32Array
  steady: boolean
  /** Of the items in their order. */
  left: Float64Array
  flightEnd: Float64Array
  spans: number[]
}

interface Entry extends Found {
  items: Int32Array
  /** Five numbers an item: all on which its part depends. */
  inputs: Float64Array
  /** Length of the span, and caps of site and hosts. */
  limits: Float64Array
}

const width = 5
const hoursOfWeek = 168
/** Items of all entries together; an item takes some 60 bytes. */
const mostItems = 4_000_000

/**
 * The same hour of the next week often has the same amounts, ticks and links: then the rhythm found a week ago is right again. Inputs are compared one by one,
 * so what comes out never depends on what is remembered.
 */
export class RhythmMemory {
  private readonly entries = new Map<number, Entry>()
  private held = 0

  find(w: World, plan: QuietPlan, items: Int32Array, until: number): Found | null {
    const entry = this.entries.get(hourOf(plan))
    if (entry === undefined || entry.items.length !== items.length) return null
    const limits = limitsOf(w, until - plan.from)
    if (limits.length !== entry.limits.length || limits.some((each, k) => each !== entry.limits[k])) return null
    const { items: before, inputs } = entry
    const { first, rest, slot } = plan
    for (let k = 0; k < items.length; k++) {
      const i = items[k]!
      const at = k * width
      if (
        i !== before[k] ||
        first[i] !== inputs[at] ||
        rest[i] !== inputs[at + 1] ||
        slot[i] !== inputs[at + 2] ||
        flightOf(plan, i) !== inputs[at + 3] ||
        kindOf(w, plan, i) !== inputs[at + 4]
      )
        return null
    }
    return entry
  }

  keep(w: World, plan: QuietPlan, items: Int32Array, until: number, inputs: Float64Array, found: Found): void {
    const key = hourOf(plan)
    const before = this.entries.get(key)
    if (before !== undefined) this.held -= before.items.length
    this.entries.delete(key)
    if (this.held + items.length > mostItems) return
    this.held += items.length
    this.entries.set(key, { ...found, items, inputs, limits: limitsOf(w, until - plan.from) })
  }

  /** To be taken before the rhythm is played. */
  inputsOf(w: World, plan: QuietPlan, items: Int32Array): Float64Array {
    const inputs = new Float64Array(items.length * width)
    for (let k = 0; k < items.length; k++) {
      const i = items[k]!
      const at = k * width
      inputs[at] = plan.first[i]!
      inputs[at + 1] = plan.rest[i]!
      inputs[at + 2] = plan.slot[i]!
      inputs[at + 3] = flightOf(plan, i)
      inputs[at + 4] = kindOf(w, plan, i)
    }
    return inputs
  }
}

const hourOf = (plan: QuietPlan): number => Math.floor(plan.from / hourMs) % hoursOfWeek
const flightOf = (plan: QuietPlan, i: number): number => (plan.flightEnd[i]! < 0 ? -1 : plan.flightMb[i]!)
/** Host and copy frequency in one number. */
const kindOf = (w: World, plan: QuietPlan, i: number): number => w.it.host[i]! * 1e7 + plan.everyMs[w.it.policy[i]!]! / 1000
const limitsOf = (w: World, ms: number): Float64Array => Float64Array.from([ms, w.up.siteCap, ...w.up.threads, ...w.up.hostCap])
