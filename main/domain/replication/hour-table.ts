import { hourMs, hourOfWeek, nextLocalHour } from './clock.ts'
import type { Zone } from './scenario.ts'

const mostHours = 2000

/** The local hours that follow each other, for the many who ask for the same ones: when each ends, and which hour of the week it is (0 = Monday 00:00). */
export class HourTable {
  readonly ends: number[] = []
  readonly weekHours: number[] = []
  private from = Infinity
  private until = -Infinity
  private readonly zone: Zone

  constructor(zone: Zone) {
    this.zone = zone
  }

  /** Place of the hour that holds t. Places found before may hold other hours from now on. */
  find(t: number): number {
    if (t < this.from || t >= this.until + hourMs * 48 || this.ends.length > mostHours) {
      this.ends.length = 0
      this.weekHours.length = 0
      this.from = t
      this.until = t
    }
    while (this.until <= t) this.next()
    let k = Math.min(this.ends.length - 1, Math.floor((t - this.from) / hourMs))
    while (this.ends[k]! <= t) k++
    while (k > 0 && this.ends[k - 1]! > t) k--
    return k
  }

  /** Adds the hour after the last one. */
  next(): void {
    this.weekHours.push(hourOfWeek(this.zone, this.until))
    this.until = nextLocalHour(this.zone, this.until)
    this.ends.push(this.until)
  }
}
