import { rise, sink, WakeHeap } from './heaps.ts'
import { Meter } from './meter.ts'
import { ceilDiv } from './numbers.ts'

/** Transfers longer than this hold the rest apart: 8000 mb a byte must stay far below 2^53. */
const chunkBytes = 1e11
const rebaseAt = 4e15

/** Where a transfer's progress is kept: see the item columns of the same names. */
export interface TransferColumns {
  trFinish: Float64Array
  trRest: Float64Array
}

/**
 * One direction of the network: transfers of hosts that share a site link, max-min fairly, in whole bit/s.
 * All transfers of a host have the same rate, so a host keeps one counter V of mb given to each of them since it became busy, and a transfer
 * completes when V reaches its own V at the start plus its size. 1 mb = 1 bit/s for 1 ms; 1 byte = 8000 mb.
 * A host below an equal share of the site has its own rate (`wish`). The others are held by the site alone: they have one rate (`level`)
 * and one counter for all of them, so a change of one transfer costs no look at the other hosts.
 */
export class Pool extends Meter {
  columns: TransferColumns
  /** Of each host, as a heap: the transfer that is done first stands first. */
  readonly active: number[][] = []
  /** bit/s. Infinity = no cap. */
  readonly threads: number[] = []
  readonly hostCap: number[] = []
  siteCap = 0
  /** Where an item stands in its host's heap. */
  private slot = new Int32Array(0)
  /** Counter of a host with a rate of its own, as of `last`. */
  private readonly v: number[] = []
  private readonly last: number[] = []
  private readonly own: number[] = []
  /** Of a host held by the site: the shared counter less its own. */
  private readonly behind: number[] = []
  private readonly held: boolean[] = []
  /** Rate of a transfer of the host if the site had room; transfers, as shared last. */
  private readonly wish: number[] = []
  private readonly n: number[] = []
  private ownGiven = 0
  private heldCount = 0
  private level = 0
  private shared = 0
  private sharedAt = 0
  /** Hosts by the instant, or by the shared counter, at which their first transfer is done; and by wish. */
  private readonly ends = new WakeHeap()
  private readonly heldEnds = new WakeHeap()
  private readonly greatestOwn = new WakeHeap()
  private readonly leastHeld = new WakeHeap()
  private readonly changed: number[] = []
  private readonly changedFlag: boolean[] = []
  private anew = true
  private readonly met: number[] = []
  private nextAt = Infinity

  constructor(columns: TransferColumns) {
    super()
    this.columns = columns
  }

  addHost(): void {
    for (const list of [this.v, this.last, this.own, this.behind, this.wish, this.n, this.threads]) list.push(0)
    this.hostCap.push(Infinity)
    this.active.push([])
    this.held.push(false)
    this.changedFlag.push(false)
    for (const heap of [this.ends, this.heldEnds, this.greatestOwn, this.leastHeld]) heap.setSize(this.active.length)
  }

  setSite(bps: number): void {
    if (bps !== this.siteCap) this.anew = true
    this.siteCap = bps
  }

  setHost(h: number, threads: number, cap: number): void {
    if (this.threads[h] === threads && this.hostCap[h] === cap) return
    this.threads[h] = threads
    this.hostCap[h] = cap
    this.mark(h)
  }

  private mark(h: number): void {
    if (this.changedFlag[h]) return
    this.changedFlag[h] = true
    this.changed.push(h)
  }

  /** bit/s of each transfer of the host. */
  rateOf(h: number): number {
    return this.held[h] ? this.level : this.own[h]!
  }

  private sharedNow(t: number): number {
    return this.shared + this.level * (t - this.sharedAt)
  }

  /** The host's counter at t, not before the last change of rates. */
  private counter(h: number, t: number): number {
    return this.held[h] ? this.sharedNow(t) - this.behind[h]! : this.v[h]! + this.own[h]! * (t - this.last[h]!)
  }

  /** A transfer of so many bytes, or the rest of a held one. */
  add(i: number, h: number, t: number, bytes: number, mb: number): void {
    const { trFinish, trRest } = this.columns
    const list = this.active[h]!
    if (list.length === 0 && !this.held[h]) {
      this.v[h] = 0
      this.last[h] = t
      this.own[h] = 0
    }
    let v = this.counter(h, t)
    if (v > rebaseAt) v = this.rebase(h, t)
    const chunk = Math.min(bytes, chunkBytes)
    trRest[i] = bytes - chunk
    trFinish[i] = v + chunk * 8000 + mb
    if (i >= this.slot.length) {
      const slot = new Int32Array(Math.max(i + 1, this.slot.length * 2, trFinish.length))
      slot.set(this.slot)
      this.slot = slot
    }
    rise(list, list.push(i) - 1, trFinish, this.slot)
    this.mark(h)
  }

  /** Starts the host's counter at 0 again. */
  private rebase(h: number, t: number): number {
    const v = this.counter(h, t)
    for (const i of this.active[h]!) this.columns.trFinish[i]! -= v
    if (this.held[h]) this.behind[h]! += v
    else {
      this.v[h] = 0
      this.last[h] = t
    }
    return 0
  }

  /** Takes a transfer out; returns the mb still to go, without trRest. */
  remove(i: number, h: number, t: number): number {
    const left = this.left(i, h, t)
    const list = this.active[h]!
    const at = this.slot[i]!
    const last = list.pop()!
    if (last !== i) {
      list[at] = last
      rise(list, at, this.columns.trFinish, this.slot)
      sink(list, this.slot[last]!, this.columns.trFinish, this.slot)
    }
    this.mark(h)
    return left
  }

  /** mb still to go at t, without trRest. t is not before the last change of rates. */
  left(i: number, h: number, t: number): number {
    return Math.max(0, this.columns.trFinish[i]! - this.counter(h, t))
  }

  /** The next ms at which a transfer is done, as rates are now. */
  nextTime(): number {
    return this.nextAt
  }

  /** Transfers that are done at t, in no order. */
  done(t: number, each: (i: number) => void): void {
    if (this.nextAt > t) return
    const { ends, heldEnds } = this
    while (ends.min() <= t) this.doneOf(ends.top(), ends, t, each)
    const shared = this.sharedNow(t)
    while (heldEnds.min() <= shared) this.doneOf(heldEnds.top(), heldEnds, t, each)
  }

  private doneOf(h: number, from: WakeHeap, t: number, each: (i: number) => void): void {
    from.set(h, Infinity)
    this.mark(h)
    const { trFinish, trRest } = this.columns
    const list = this.active[h]!
    let v = this.counter(h, t)
    if (v > rebaseAt) v = this.rebase(h, t)
    // Those that are done stand at the top of the heap: a done one below one that isn't is not possible.
    const { met } = this
    met.length = 0
    if (list.length > 0 && trFinish[list[0]!]! <= v) met.push(list[0]!)
    for (let k = 0; k < met.length; k++) {
      const child = 2 * this.slot[met[k]!]! + 1
      if (child < list.length && trFinish[list[child]!]! <= v) met.push(list[child]!)
      if (child + 1 < list.length && trFinish[list[child + 1]!]! <= v) met.push(list[child + 1]!)
    }
    for (const i of met) {
      const before = trFinish[i]!
      while (trFinish[i]! <= v && trRest[i]! > 0) {
        const chunk = Math.min(trRest[i]!, chunkBytes)
        trRest[i]! -= chunk
        trFinish[i]! += chunk * 8000
      }
      if (trFinish[i]! > before) sink(list, this.slot[i]!, trFinish, this.slot)
      if (trFinish[i]! <= v) each(i)
    }
  }

  /** Shares the links anew; rates hold from t on. */
  share(t: number): void {
    if (this.changed.length === 0 && !this.anew) return
    this.shared = this.heldCount === 0 ? 0 : this.sharedNow(t)
    this.sharedAt = t
    if (this.shared > rebaseAt) this.rebaseShared()
    for (const h of this.changed) this.refresh(h, t)
    this.balance(t)
    this.anew = false
    for (const h of this.changed) this.changedFlag[h] = false
    this.changed.length = 0
    this.nextAt = this.ends.min()
    const first = this.heldEnds.min()
    if (first !== Infinity && this.level > 0) this.nextAt = Math.min(this.nextAt, t + ceilDiv(Math.max(0, first - this.shared), this.level))
    this.flow(this.inUse > 0, t)
  }

  private rebaseShared(): void {
    for (let h = 0; h < this.active.length; h++) {
      if (!this.held[h]) continue
      this.behind[h]! -= this.shared
      if (this.active[h]!.length > 0) this.wakeHeld(h)
    }
    this.shared = 0
  }

  private wakeHeld(h: number): void {
    this.heldEnds.set(h, this.columns.trFinish[this.active[h]![0]!]! + this.behind[h]!)
  }

  private wakeOwn(h: number, t: number): void {
    const left = this.columns.trFinish[this.active[h]![0]!]! - this.v[h]!
    this.ends.set(h, this.own[h] === 0 ? Infinity : t + ceilDiv(Math.max(0, left), this.own[h]!))
  }

  /** The host's transfers or caps changed: counts it anew, on the side where it stands. */
  private refresh(h: number, t: number): void {
    const n = this.active[h]!.length
    if (this.held[h]) this.heldCount -= this.n[h]!
    else this.ownGiven -= this.n[h]! * this.wish[h]!
    this.n[h] = n
    if (n === 0) {
      if (this.held[h]) {
        this.leastHeld.set(h, Infinity)
        this.heldEnds.set(h, Infinity)
        this.held[h] = false
      } else {
        this.greatestOwn.set(h, Infinity)
        this.ends.set(h, Infinity)
      }
      this.own[h] = 0
      return
    }
    const cap = this.hostCap[h]!
    const wish = Math.min(this.threads[h]!, cap === Infinity ? cap : Math.floor(cap / n))
    if (this.held[h]) {
      this.wish[h] = wish
      this.heldCount += n
      this.leastHeld.set(h, wish)
      this.wakeHeld(h)
    } else this.takeOwn(h, n, wish, t)
  }

  private takeOwn(h: number, n: number, wish: number, t: number): void {
    this.v[h] = this.counter(h, t)
    this.last[h] = t
    this.held[h] = false
    this.own[h] = wish
    this.wish[h] = wish
    this.ownGiven += n * wish
    this.greatestOwn.set(h, -wish)
    this.wakeOwn(h, t)
  }

  private takeHeld(h: number, n: number, t: number): void {
    this.behind[h] = this.shared - this.counter(h, t)
    this.held[h] = true
    this.ownGiven -= n * this.wish[h]!
    this.heldCount += n
    this.greatestOwn.set(h, Infinity)
    this.ends.set(h, Infinity)
    this.leastHeld.set(h, this.wish[h]!)
    this.wakeHeld(h)
  }

  /**
   * Moves hosts between the two sides until each stands where its wish puts it. Either move only raises the level, so none moves more than twice;
   * the result doesn't depend on what came before.
   */
  private balance(t: number): void {
    for (;;) {
      if (this.heldCount === 0 && this.ownGiven <= this.siteCap) {
        this.level = 0
        return
      }
      const level = this.heldCount === 0 ? -1 : Math.floor((this.siteCap - this.ownGiven) / this.heldCount)
      if (this.leastHeld.min() <= level) {
        const h = this.leastHeld.top()
        this.heldCount -= this.n[h]!
        this.leastHeld.set(h, Infinity)
        this.heldEnds.set(h, Infinity)
        this.takeOwn(h, this.n[h]!, this.wish[h]!, t)
      } else if (-this.greatestOwn.min() > level) {
        const h = this.greatestOwn.top()
        this.takeHeld(h, this.n[h]!, t)
      } else {
        this.level = level
        return
      }
    }
  }

  get inUse(): number {
    return this.ownGiven + this.heldCount * this.level
  }

  override restore(saved: readonly number[]): void {
    super.restore(saved)
    this.anew = true
  }
}
