import { hourMs } from './clock.ts'

/** RPO within one hour of UTC, in ms; null = none counted. */
export interface RpoHour {
  startMs: number
  minMs: number | null
  maxMs: number | null
  /** At the end of the hour, or where the time told of ends. */
  lastMs: number | null
  /** The last ms in which the greatest stood. */
  whyMs: number | null
}

/**
 * Follows RPO(t) = t - stamp of the newest point (model 3.18) and keeps min, max and last of each hour. It rises with time and only falls or
 * vanishes at an event, so that its values at events and at the ends of hours are all that is needed.
 */
export class RpoHours {
  readonly hours: RpoHour[] = []
  #stamp: number | null
  #now: number

  constructor(fromMs: number, stamp: number | null) {
    this.#now = fromMs
    this.#stamp = stamp
    this.#open(Math.floor(fromMs / hourMs) * hourMs)
    this.#look(fromMs)
  }

  /** Time passes to `toMs` without an event. */
  pass(toMs: number): void {
    for (;;) {
      const end = (this.#hour?.startMs ?? 0) + hourMs
      if (toMs < end) break
      this.#look(end, end - 1)
      this.#now = end
      this.#open(end)
      this.#look(end)
    }
    if (toMs > this.#now) this.#look(toMs, toMs - 1)
    this.#now = toMs
  }

  /** From `atMs` on the newest point is another one; null = no RPO counts. */
  change(atMs: number, stamp: number | null): void {
    this.pass(atMs)
    this.#stamp = stamp
    const hour = this.#hour
    if (hour !== undefined && stamp === null) hour.lastMs = null
    this.#look(atMs)
  }

  get #hour(): RpoHour | undefined {
    return this.hours.at(-1)
  }

  #open(startMs: number): void {
    this.hours.push({ startMs, minMs: null, maxMs: null, lastMs: null, whyMs: null })
  }

  #look(atMs: number, whyMs = atMs): void {
    const hour = this.#hour
    if (hour === undefined || this.#stamp === null) return
    const rpo = atMs - this.#stamp
    hour.minMs = Math.min(hour.minMs ?? rpo, rpo)
    if (hour.maxMs === null || rpo > hour.maxMs) {
      hour.maxMs = rpo
      hour.whyMs = whyMs
    }
    hour.lastMs = rpo
  }
}
