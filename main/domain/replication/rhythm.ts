import { Pool } from './bandwidth.ts'
import type { QuietPlan } from './quiet-plan.ts'
import { type Found, RhythmMemory } from './rhythm-memory.ts'
import type { World } from './world.ts'

/** Longest time after which all ticks repeat. */
const longestPeriodMs = 3_600_000
const spare = 1.25

/**
 * Hours in which a link is full, but every cycle is done before its item's next tick. The amounts of a period are those of the period before; so once a
 * period begins with the transfers in flight with which the one before it began, all later ones are alike. Only the periods up to there are played,
 * on a pool of their own and from a sorted list of ticks; the others follow.
 */
export class Rhythm {
  /** mb still to go at the instant to which it was played; -1 = nothing in flight. */
  left = new Float64Array(0)
  /** When anything flowed: from, to, from, to … */
  spans: number[] = []
  /** By period that was played: when its cycles are done, ms after the plan's beginning; -1 = later. */
  private ends: Int32Array[] = []
  private period = 0
  private steady = false
  /** By an item's place in a row of `ends`: how long its cycles took at most; -1 = not asked for yet. */
  private longestKnown: Int32Array = new Int32Array(0)
  /** Ticks of a period in their order: item, and ms after the period's beginning (above 0). */
  private tickItem = new Int32Array(0)
  private tickAt = new Int32Array(0)
  /** Ticks of an item in a period, and where its first one stands in a row of `ends`. */
  private perPeriod = new Int32Array(0)
  private row = new Int32Array(0)
  private ticks = 0
  private cycle = new Int32Array(0)
  private flying = new Uint8Array(0)
  private before = new Float64Array(0)
  private after = new Float64Array(0)
  private columns = { trFinish: this.left, trRest: this.left }
  private pool = new Pool(this.columns)
  private readonly gone: number[] = []
  private late = false
  private readonly memory = new RhythmMemory()

  /**
   * Plays these items of the plan to an instant, without the ticks of that ms. False when a cycle would wait for the one before it, or an RPO would
   * pass the plan's `worry`.
   */
  play(w: World, plan: QuietPlan, items: Int32Array, until: number): boolean {
    if (!this.lay(w, plan, items)) return false
    const whole = until === plan.end
    const known = whole ? this.memory.find(w, plan, items, until) : null
    if (known !== null) return this.recall(w, plan, items, known)
    const inputs = whole ? this.memory.inputsOf(w, plan, items) : null
    this.layTicks(w, plan, items)
    this.openPool(w, plan, items)
    if (!this.playOut(w, plan, items, until)) return false
    if (inputs !== null)
      this.memory.keep(w, plan, items, until, inputs, {
        ends: this.ends,
        longest: this.longestKnown,
        steady: this.steady,
        left: columnOf(items, this.left, 0),
        flightEnd: columnOf(items, plan.flightEnd, plan.from),
        spans: this.spans.map((t) => t - plan.from),
      })
    return this.agesFit(w, plan, items, until)
  }

  /** All is as it was in that hour of an earlier week; only the points before may be older. */
  private recall(w: World, plan: QuietPlan, items: Int32Array, known: Found): boolean {
    const { left } = this
    const { from, end, worry, flightEnd } = plan
    const { newest } = w.it
    this.ends = known.ends
    this.longestKnown = known.longest
    this.steady = known.steady
    this.spans = known.spans.map((t) => t + from)
    left.fill(-1)
    for (let k = 0; k < items.length; k++) {
      const i = items[k]!
      const flight = known.flightEnd[k]! < 0 ? -1 : known.flightEnd[k]! + from
      left[i] = known.left[k]!
      flightEnd[i] = flight
      if (flight >= 0 && flight <= end && flight - newest[i]! > worry) return false
      const first = this.endOf(plan, i, 0)
      if (first <= end && first - this.stampBefore(w, plan, i, 0) > worry) return false
    }
    return this.agesFit(w, plan, items, end)
  }

  private playOut(w: World, plan: QuietPlan, items: Int32Array, until: number): boolean {
    const { from } = plan
    const { pool, period, tickAt, tickItem } = this
    let at = from
    const done = (i: number): void => {
      this.gone.push(i)
      if (this.complete(w, plan, i, at) > plan.worry) this.late = true
    }
    let to = until
    let begin = from
    let next = 0
    let repeated: [number, number, number] | null = null
    let spansBefore = 0
    let alike = items.every((i) => plan.first[i] === plan.rest[i])
    for (;;) {
      const end = begin + period
      const tick = next < tickAt.length ? begin + tickAt[next]! : end
      at = Math.min(pool.nextTime(), tick, to)
      pool.done(at, done)
      for (const i of this.gone) pool.remove(i, w.it.host[i]!, at)
      this.gone.length = 0
      if (this.late) return false
      if (at === end || at === to) {
        pool.cut(at)
        this.look(this.left, at)
      }
      if (at === to) break
      for (; next < tickAt.length && begin + tickAt[next]! === at; next++) if (!this.start(w, plan, tickItem[next]!, at)) return false
      pool.share(at)
      if (at < end) continue
      const was = this.before
      this.before = this.after
      this.after = was
      this.look(this.after, at)
      if (alike && !this.steady && items.every((i) => this.after[i] === this.before[i])) {
        this.steady = true
        const ahead = Math.floor((until - end) / period)
        repeated = [spansBefore, pool.spans!.length, ahead]
        to = until - ahead * period
        if (to === end) break
      }
      alike = true
      begin = end
      next = 0
      spansBefore = pool.spans!.length
      this.ends.push(new Int32Array(tickAt.length).fill(-1))
    }
    const [first, last, ahead] = repeated ?? [0, pool.spans!.length, 0]
    this.joinSpans(first, last, ahead)
    return true
  }

  /** When the n-th cycle of the plan (from 0) is done; Infinity = after the instant played to. */
  endOf(plan: QuietPlan, i: number, n: number): number {
    const { ends, period, steady } = this
    const k = this.perPeriod[i]!
    const of = Math.floor(n / k)
    const place = this.row[i]! + n - of * k
    // Those of periods that weren't played come from the last one that was.
    const last = steady ? Math.min(of, ends.length - 1) : of
    for (let p = last; p >= 0; p--) {
      const at = p < ends.length ? ends[p]![place]! : -1
      if (at >= 0) return plan.from + at + (of - p) * period
      if (!steady) return Infinity
    }
    const flight = plan.flightEnd[i]!
    return flight < 0 ? Infinity : flight + (of + 1) * period
  }

  /** How long the cycles from the second one on, up to this many, took at most. */
  longest(plan: QuietPlan, i: number, cycles: number, f: number): number {
    // From here on they take as long as one before.
    const known = (this.ends.length + 1) * this.perPeriod[i]!
    if (cycles < known) return this.longestOf(plan, i, cycles, f)
    const { longestKnown } = this
    const row = this.row[i]!
    if (longestKnown[row]! < 0) longestKnown[row] = this.longestOf(plan, i, known, f)
    return longestKnown[row]!
  }

  private longestOf(plan: QuietPlan, i: number, cycles: number, f: number): number {
    const s1 = plan.from + plan.slot[i]! * 1000
    let most = 0
    for (let n = 1; n < cycles; n++) most = Math.max(most, this.endOf(plan, i, n) - s1 - n * f)
    return most
  }

  /** Prepares the tables. False when the ticks don't repeat soon enough. */
  private lay(w: World, plan: QuietPlan, items: Int32Array): boolean {
    let seconds = 1
    let before = 0
    for (const i of items) {
      const f = everyMs(w, plan, i)
      if (f === before) continue
      before = f
      seconds = lcm(seconds, f / 1000)
      if (seconds * 1000 > longestPeriodMs) return false
    }
    this.period = seconds * 1000
    this.room(w.n)
    const { row, perPeriod } = this
    const { policy } = w.it
    const ticksOf = plan.everyMs.map((f) => this.period / f)
    let ticks = 0
    for (const i of items) {
      const inPeriod = ticksOf[policy[i]!]!
      row[i] = ticks
      perPeriod[i] = inPeriod
      ticks += inPeriod
    }
    this.ticks = ticks
    return true
  }

  private layTicks(w: World, plan: QuietPlan, items: Int32Array): void {
    const seconds = this.period / 1000
    const counts = new Int32Array(seconds + 2)
    for (const i of items) {
      const f = everyMs(w, plan, i) / 1000
      for (let s = plan.slot[i]!; s <= seconds; s += f) counts[s + 1]!++
      this.cycle[i] = -1
      this.flying[i] = plan.flightEnd[i]! >= 0 ? 1 : 0
      if (this.flying[i] === 1) plan.flightEnd[i] = Infinity
    }
    for (let s = 1; s < counts.length; s++) counts[s]! += counts[s - 1]!
    this.tickItem = new Int32Array(this.ticks)
    this.tickAt = new Int32Array(this.ticks)
    for (const i of items)
      for (let s = plan.slot[i]!; s <= seconds; s += everyMs(w, plan, i) / 1000) {
        const place = counts[s]!++
        this.tickItem[place] = i
        this.tickAt[place] = s * 1000
      }
    this.ends = [new Int32Array(this.ticks).fill(-1)]
    this.longestKnown = new Int32Array(this.ticks).fill(-1)
    this.steady = false
    this.late = false
    this.gone.length = 0
  }

  private openPool(w: World, plan: QuietPlan, items: Int32Array): void {
    this.pool = new Pool(this.columns)
    this.pool.spans = []
    this.pool.setSite(w.up.siteCap)
    for (let h = 0; h < w.up.active.length; h++) {
      this.pool.addHost()
      this.pool.setHost(h, w.up.threads[h]!, w.up.hostCap[h]!)
    }
    for (const i of items) if (this.flying[i] === 1) this.pool.add(i, w.it.host[i]!, plan.from, 0, plan.flightMb[i]!)
    this.pool.share(plan.from)
    this.look(this.after, plan.from)
  }

  private room(n: number): void {
    if (this.left.length >= n) return
    const size = Math.ceil(n * spare)
    const numbers = (): Float64Array<ArrayBuffer> => new Float64Array(size)
    this.left = numbers()
    this.before = numbers()
    this.after = numbers()
    this.columns = { trFinish: numbers(), trRest: numbers() }
    this.flying = new Uint8Array(size)
    for (const key of ['perPeriod', 'row', 'cycle'] as const) this[key] = new Int32Array(size)
  }

  /** A tick; false when the cycle before it isn't done. */
  private start(w: World, plan: QuietPlan, i: number, at: number): boolean {
    if (this.flying[i] === 1) return false
    const n = ++this.cycle[i]!
    const amount = n === 0 ? plan.first[i]! : plan.rest[i]!
    this.flying[i] = 1
    if (amount > 0) this.pool.add(i, w.it.host[i]!, at, amount, 0)
    else if (this.complete(w, plan, i, at) > plan.worry) this.late = true
    return true
  }

  /** Notes the end of a cycle; returns how old the point before it has become, ms. */
  private complete(w: World, plan: QuietPlan, i: number, at: number): number {
    const n = this.cycle[i]!
    const k = this.perPeriod[i]!
    this.flying[i] = 0
    if (n < 0) plan.flightEnd[i] = at
    else {
      const p = Math.floor(n / k)
      this.ends[p]![this.row[i]! + n - p * k] = at - plan.from
    }
    return at - this.stampBefore(w, plan, i, n)
  }

  /** Stamp of the point before the n-th cycle. */
  private stampBefore(w: World, plan: QuietPlan, i: number, n: number): number {
    if (n > 0) return w.it.due[i]! + (n - 1) * everyMs(w, plan, i)
    return n === 0 && plan.flightEnd[i]! >= 0 ? w.it.trStart[i]! : w.it.newest[i]!
  }

  private agesFit(w: World, plan: QuietPlan, items: Int32Array, until: number): boolean {
    const { left } = this
    for (const i of items) {
      if (left[i]! < 0) continue
      const last = Math.ceil((until - w.it.due[i]!) / everyMs(w, plan, i)) - 1
      if (until - this.stampBefore(w, plan, i, Math.max(-1, last)) > plan.worry) return false
    }
    return true
  }

  private look(into: Float64Array, at: number): void {
    into.fill(-1)
    const { active } = this.pool
    for (let h = 0; h < active.length; h++) for (const i of active[h]!) into[i] = this.pool.left(i, h, at)
  }

  /** The spans of the periods that weren't played, and of what was played after them. */
  private joinSpans(from: number, to: number, ahead: number): void {
    const played = this.pool.spans!
    this.spans = played.slice(0, to)
    for (let n = 1; n <= ahead; n++) for (let k = from; k < to; k++) this.spans.push(played[k]! + n * this.period)
    for (let k = to; k < played.length; k++) this.spans.push(played[k]! + ahead * this.period)
  }
}

/** Numbers of these items, less `from`; -1 stays -1. */
const columnOf = (items: Int32Array, column: Float64Array, from: number): Float64Array => {
  const taken = new Float64Array(items.length)
  for (let k = 0; k < items.length; k++) {
    const value = column[items[k]!]!
    taken[k] = value < 0 ? -1 : value - from
  }
  return taken
}

const everyMs = (w: World, plan: QuietPlan, i: number): number => plan.everyMs[w.it.policy[i]!]!

const lcm = (a: number, b: number): number => {
  let [x, y] = [a, b]
  while (y > 0) [x, y] = [y, x % y]
  return (a / x) * b
}
