/** What a link has carried, and for how long anything flowed. */
export class Meter {
  /** Delivered: whole bytes and mb below 8000. */
  bytes = 0
  mb = 0
  /** Intervals in which anything flowed, kept while someone wants them merged with others. */
  spans: number[] | null = null
  private flowing = 0
  private busySince = 0
  private busy = 0

  protected flow(on: boolean, t: number): void {
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

  saved(): number[] {
    return [this.bytes, this.mb, this.busy, this.flowing, this.busySince]
  }

  restore([bytes, mb, busy, flowing, busySince]: readonly number[]): void {
    this.bytes = bytes!
    this.mb = mb!
    this.busy = busy!
    this.flowing = flowing!
    this.busySince = busySince!
  }
}
