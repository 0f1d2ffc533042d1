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
 */
export class Pool {
  columns: TransferColumns
  active: number[][] = []
  /** bit/s. Infinity = no cap. */
  threads: number[] = []
  hostCap: number[] = []
  siteCap = 0
  private v: number[] = []
  private last: number[] = []
  rate: number[] = []
  private least: number[] = []
  private next: number[] = []
  /** Rate of a transfer of the host if the site had room, and the sum of all. */
  private wish: number[] = []
  private wished = 0
  private changed: number[] = []
  private changedFlag: boolean[] = []
  private all = true
  /** The site's link is what limits. */
  siteBound = false
  private nextAt = Infinity
  /** Delivered: whole bytes and mb below 8000. */
  bytes = 0
  mb = 0
  private flowing = 0
  private busySince = 0
  private busy = 0
  /** Intervals in which anything flowed, kept while someone wants them merged with others. */
  spans: number[] | null = null

  constructor(columns: TransferColumns) {
    this.columns = columns
  }

  addHost(): void {
    for (const list of [this.v, this.last, this.rate, this.wish]) list.push(0)
    this.threads.push(0)
    this.hostCap.push(Infinity)
    this.least.push(Infinity)
    this.next.push(Infinity)
    this.active.push([])
    this.changedFlag.push(false)
  }

  setSite(bps: number): void {
    if (bps !== this.siteCap) this.all = true
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

  private sync(h: number, t: number): void {
    const rate = this.rate[h]!
    if (rate > 0) this.v[h]! += rate * (t - this.last[h]!)
    this.last[h] = t
  }

  /** A transfer of so many bytes, or the rest of a held one. */
  add(i: number, h: number, t: number, bytes: number, mb: number): void {
    const { trFinish, trRest } = this.columns
    const list = this.active[h]!
    if (list.length === 0) {
      this.v[h] = 0
      this.last[h] = t
      this.rate[h] = 0
    } else {
      this.sync(h, t)
      if (this.v[h]! > rebaseAt) this.rebase(h)
    }
    const chunk = Math.min(bytes, chunkBytes)
    trRest[i] = bytes - chunk
    trFinish[i] = this.v[h]! + chunk * 8000 + mb
    list.push(i)
    if (trFinish[i]! < this.least[h]!) this.least[h] = trFinish[i]!
    this.mark(h)
  }

  private rebase(h: number): void {
    const v = this.v[h]!
    for (const i of this.active[h]!) this.columns.trFinish[i]! -= v
    this.least[h]! -= v
    this.v[h] = 0
  }

  /** Takes a transfer out; returns the mb still to go, without trRest. */
  remove(i: number, h: number, t: number): number {
    this.sync(h, t)
    const list = this.active[h]!
    const { trFinish } = this.columns
    list.splice(list.indexOf(i), 1)
    this.findLeast(h)
    this.mark(h)
    return Math.max(0, trFinish[i]! - this.v[h]!)
  }

  private findLeast(h: number): void {
    const { trFinish } = this.columns
    let least = Infinity
    for (const each of this.active[h]!) if (trFinish[each]! < least) least = trFinish[each]!
    this.least[h] = least
  }

  /** mb still to go at t, without trRest. t is not before the last change of rates. */
  left(i: number, h: number, t: number): number {
    return Math.max(0, this.columns.trFinish[i]! - this.v[h]! - this.rate[h]! * (t - this.last[h]!))
  }

  /** The next ms at which a transfer is done, as rates are now. */
  nextTime(): number {
    return this.nextAt
  }

  /** Transfers that are done at t, in no order. */
  done(t: number, each: (i: number) => void): void {
    if (this.nextAt > t) return
    const { trFinish, trRest } = this.columns
    for (let h = 0; h < this.active.length; h++) {
      if (this.next[h]! > t) continue
      this.sync(h, t)
      for (const i of this.active[h]!) {
        while (trFinish[i]! <= this.v[h]! && trRest[i]! > 0) {
          const chunk = Math.min(trRest[i]!, chunkBytes)
          trRest[i]! -= chunk
          trFinish[i]! += chunk * 8000
        }
        if (trFinish[i]! <= this.v[h]!) each(i)
      }
      this.findLeast(h)
      this.mark(h)
    }
  }

  /** Shares the links anew; rates hold from t on. */
  share(t: number): void {
    if (this.changed.length === 0 && !this.all) return
    for (const h of this.changed) {
      const n = this.active[h]!.length
      const wish = n === 0 ? 0 : Math.min(this.threads[h]!, this.hostCap[h] === Infinity ? Infinity : Math.floor(this.hostCap[h]! / n))
      this.counted[h] ??= 0
      this.wished += n * wish - this.counted[h]!
      this.counted[h] = n * wish
      this.wish[h] = wish
    }
    const bound = this.wished > this.siteCap
    if (bound) this.fill(t)
    else {
      if (this.siteBound || this.all) for (let h = 0; h < this.active.length; h++) this.setRate(h, this.wish[h]!, t)
      else for (const h of this.changed) this.setRate(h, this.wish[h]!, t)
      // Order of summing doesn't matter: whole numbers.
      this.given = this.wished
    }
    this.siteBound = bound
    this.all = false
    for (const h of this.changed) this.changedFlag[h] = false
    this.changed.length = 0
    let next = Infinity
    for (let h = 0; h < this.next.length; h++) if (this.next[h]! < next) next = this.next[h]!
    this.nextAt = next
    this.flow(this.given > 0, t)
  }
  private counted: number[] = []
  private given = 0

  /** Hosts whose own limit is below an equal share of the site keep it; the others share what is left. */
  private fill(t: number): void {
    const busy: number[] = []
    let open = 0
    for (let h = 0; h < this.active.length; h++) {
      const n = this.active[h]!.length
      if (n === 0) this.setRate(h, 0, t)
      else {
        busy.push(h)
        open += n
      }
    }
    busy.sort((a, b) => this.wish[a]! - this.wish[b]!)
    let left = this.siteCap
    let given = 0
    let share = -1
    for (const h of busy) {
      const n = this.active[h]!.length
      if (share < 0) {
        const equal = Math.floor(left / open)
        if (this.wish[h]! > equal) share = equal
      }
      const rate = share < 0 ? this.wish[h]! : share
      this.setRate(h, rate, t)
      given += rate * n
      left -= rate * n
      open -= n
    }
    this.given = given
  }

  private setRate(h: number, rate: number, t: number): void {
    if (this.active[h]!.length === 0) {
      this.rate[h] = 0
      this.next[h] = Infinity
      return
    }
    this.sync(h, t)
    this.rate[h] = rate
    this.next[h] = rate === 0 ? Infinity : t + ceilDiv(Math.max(0, this.least[h]! - this.v[h]!), rate)
  }

  private flow(on: boolean, t: number): void {
    const now = on ? 1 : 0
    if (now === this.flowing) return
    if (now === 1) this.busySince = t
    else this.close(t)
    this.flowing = now
  }

  private close(t: number): void {
    if (t === this.busySince) return
    if (this.spans !== null) this.spans.push(this.busySince, t)
    else this.busy += t - this.busySince
    this.busySince = t
  }

  /** ms with any rate above 0, up to t. */
  busyMs(t: number): number {
    return this.busy + (this.flowing === 1 ? t - this.busySince : 0)
  }

  addBusy(ms: number): void {
    this.busy += ms
  }

  /** Ends the interval that is open, for a merge; it goes on from t. */
  cut(t: number): void {
    if (this.flowing === 1) this.close(t)
  }

  count(bytes: number, mb: number): void {
    const sum = this.mb + mb
    const carry = Math.floor(sum / 8000)
    this.bytes += bytes + carry
    this.mb = sum - carry * 8000
  }

  get inUse(): number {
    return this.given
  }

  saved(): number[] {
    return [this.bytes, this.mb, this.busy, this.flowing, this.busySince]
  }

  restore([bytes, mb, busy, flowing, busySince]: readonly number[]): void {
    this.bytes = bytes!
    this.mb = mb!
    this.busy = busy!
    this.flowing = flowing!
    this.busySince = busySince!
    this.all = true
  }
}
