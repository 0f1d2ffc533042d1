import { MODE, type QuietPlan } from './quiet-plan.ts'
import type { World } from './world.ts'

/**
 * Items that use a full link beside others, or whose cycles may wait for each other: their transfers are played one by one among all others', because
 * each changes the rate of all. But nothing else of them is: a sorted list has their ticks, and what a cycle leaves behind is its end. The rest follows from
 * the ends when the span is over. An item whose tick finds the cycle before it still on its way leaves the ride there, and goes on event by event.
 */
export class Ride {
  private riders = 0
  private readonly gone: number[] = []
  private flying = new Uint8Array(0)
  /** The cycle that began last, from 0; -1 = none yet. */
  private cycle = new Int32Array(0)
  private row = new Int32Array(0)
  /** From an item's row on, by cycle: when it is done, ms after the plan's beginning; -1 = not yet. */
  private ends = new Int32Array(0)
  /** Who ticks in a second after the plan's beginning: from `first` of it to that of the next. */
  private items = new Int32Array(0)
  private first = new Int32Array(0)
  private second = 0

  /** Takes those of the plan that ride. */
  open(w: World, plan: QuietPlan): void {
    this.riders = 0
    const seconds = Math.ceil((plan.end - plan.from) / 1000)
    this.first = new Int32Array(seconds + 2)
    if (this.row.length < w.n) {
      this.flying = new Uint8Array(plan.mode.length)
      this.cycle = new Int32Array(plan.mode.length)
      this.row = new Int32Array(plan.mode.length)
    }
    const { first, row } = this
    const { mode } = plan
    let ticks = 0
    for (let i = 0; i < w.n; i++) {
      if (mode[i] !== MODE.riding) continue
      this.riders++
      this.cycle[i] = -1
      this.flying[i] = w.it.trKind[i] === 0 ? 0 : 1
      plan.flightEnd[i] = this.flying[i] === 1 ? Infinity : -1
      row[i] = ticks
      const f = plan.everyMs[w.it.policy[i]!]! / 1000
      for (let s = plan.slot[i]!; s < seconds; s += f) {
        first[s + 1]!++
        ticks++
      }
    }
    if (this.riders === 0) return
    for (let s = 1; s < first.length; s++) first[s]! += first[s - 1]!
    this.items = new Int32Array(ticks)
    this.ends = new Int32Array(ticks).fill(-1)
    const place = first.slice()
    for (let i = 0; i < w.n; i++) {
      if (mode[i] !== MODE.riding) continue
      const f = plan.everyMs[w.it.policy[i]!]! / 1000
      for (let s = plan.slot[i]!; s < seconds; s += f) this.items[place[s]!++] = i
    }
    this.second = 0
    this.seek()
  }

  private seek(): void {
    const { first } = this
    while (this.second < first.length - 1 && first[this.second] === first[this.second + 1]) this.second++
  }

  /** The next instant at which a rider ticks; Infinity = none in this span. */
  nextTick(plan: QuietPlan): number {
    return this.riders > 0 && this.second < this.first.length - 1 ? plan.from + this.second * 1000 : Infinity
  }

  /** True when the item rides: it lands at now. To be followed by `leavePool`. */
  lands(plan: QuietPlan, i: number): boolean {
    if (this.riders === 0 || plan.mode[i] !== MODE.riding) return false
    this.gone.push(i)
    return true
  }

  leavePool(w: World, plan: QuietPlan): void {
    if (this.gone.length === 0) return
    for (const i of this.gone) {
      w.up.remove(i, w.it.host[i]!, w.now)
      this.done(w, plan, i)
    }
    this.gone.length = 0
  }

  private done(w: World, plan: QuietPlan, i: number): void {
    this.flying[i] = 0
    const n = this.cycle[i]!
    if (n < 0) plan.flightEnd[i] = w.now
    else this.ends[this.row[i]! + n] = w.now - plan.from
  }

  /** The ticks of now. `leave` is given those whose cycle is late; they must not ride any more. */
  tick(w: World, plan: QuietPlan, leave: (i: number) => void): void {
    if (this.nextTick(plan) !== w.now) return
    const to = this.first[this.second + 1]!
    for (let k = this.first[this.second]!; k < to; k++) {
      const i = this.items[k]!
      if (plan.mode[i] !== MODE.riding) continue
      if (this.flying[i] === 1) {
        leave(i)
        continue
      }
      this.flying[i] = 1
      const amount = ++this.cycle[i]! === 0 ? plan.first[i]! : plan.rest[i]!
      if (amount > 0) w.up.add(i, w.it.host[i]!, w.now, amount, 0)
      else this.done(w, plan, i)
    }
    this.second++
    this.seek()
  }

  /** When the n-th cycle of the span (from 0) is done; Infinity = it isn't yet. */
  endOf(plan: QuietPlan, i: number, n: number): number {
    const end = n > this.cycle[i]! ? -1 : this.ends[this.row[i]! + n]!
    return end < 0 ? Infinity : plan.from + end
  }

  /** How long the cycles from the second one on, up to this many, took at most. */
  longest(plan: QuietPlan, i: number, cycles: number, f: number): number {
    const s1 = plan.from + plan.slot[i]! * 1000
    let most = 0
    for (let n = 1; n < cycles; n++) most = Math.max(most, this.endOf(plan, i, n) - s1 - n * f)
    return most
  }
}
