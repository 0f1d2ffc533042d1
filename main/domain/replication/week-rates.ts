import type { World } from './world.ts'

const hoursOfWeek = 168
const most = 2 ** 32 - 1

/**
 * Byte/s that a whole machine writes, by local hour of the week: only of machines whose churn changes with nothing else. Each disk's rate is
 * rounded by itself, so a machine's is the sum of theirs.
 */
export class WeekRates {
  private weekly = new Uint8Array(0)
  private known = 0
  private readonly hours: (Uint32Array | undefined)[] = Array.from({ length: hoursOfWeek })

  /** Does the machine's churn change only with the local hour, at whole seconds? */
  isWeekly(w: World, i: number): boolean {
    if (this.known < w.n) this.meet(w)
    return this.weekly[i] === 1
  }

  /** By ordinal; 0 for machines that aren't weekly. */
  in(w: World, weekHour: number): Uint32Array {
    if (this.known < w.n) this.meet(w)
    const held = this.hours[weekHour]
    if (held !== undefined) return held
    const rates = new Uint32Array(w.n)
    this.hours[weekHour] = rates
    const { dFrom, dTo } = w.it
    const { cFrom, cTo } = w.dk
    for (let i = 0; i < w.n; i++) {
      if (this.weekly[i] === 0) continue
      let sum = 0
      for (let d = dFrom[i]!; d < dTo[i]!; d++) for (let c = cFrom[d]!; c < cTo[d]!; c++) sum += w.churn.rateIn(c, weekHour)
      rates[i] = sum
    }
    return rates
  }

  /** Machines joined: what was known of the others is found anew. */
  private meet(w: World): void {
    this.known = w.n
    this.hours.fill(undefined)
    this.weekly = new Uint8Array(w.n)
    const { start, zone } = w.scenario
    if (start % 1000 !== 0 || zone.transitions.some(({ at }) => at % 1000 !== 0)) return
    for (let i = 0; i < w.n; i++) this.weekly[i] = this.fits(w, i) ? 1 : 0
  }

  private fits(w: World, i: number): boolean {
    let greatest = 0
    for (let d = w.it.dFrom[i]!; d < w.it.dTo[i]!; d++) {
      greatest += w.dk.greatest[d]!
      for (let c = w.dk.cFrom[d]!; c < w.dk.cTo[d]!; c++) {
        const { type } = w.churn.parts[c]!
        if (type !== 'daily' && type !== 'constant') return false
      }
    }
    return greatest <= most
  }
}
