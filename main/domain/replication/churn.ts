import { HourTable } from './hour-table.ts'
import { floorDiv, mulDivFloor } from './numbers.ts'
import type { ChurnPart, Zone } from './scenario.ts'

const million = 1_000_000

/** What machines do in a week, in millionths, by hour of the week; shared by all whose hours and weekdays are the same. */
type Shape = readonly number[]
const hoursOfWeek = 168

/**
 * Bytes that each part of each disk's churn has written since the start of the lab: W(t) = base + floor((t-t0)*num/den) inside a segment.
 * A part stands in one segment and only moves forward. Columns, a row is a part; whoever reads them moves the part first.
 */
export class Churn {
  size = 0
  t0 = new Float64Array(0)
  base = new Float64Array(0)
  num = new Float64Array(0)
  den = new Float64Array(0)
  /** First ms that is no longer in the segment. */
  end = new Float64Array(0)
  readonly parts: ChurnPart[] = []
  private readonly shapes = new Map<string, Shape>()
  private readonly shapeOf: (Shape | null)[] = []
  private daily = new Float64Array(0)
  private readonly start: number
  private readonly hours: HourTable

  constructor(zone: Zone, start: number) {
    this.hours = new HourTable(zone)
    this.start = start
  }

  add(part: ChurnPart): void {
    const c = this.size++
    if (c >= this.t0.length)
      for (const key of ['t0', 'base', 'num', 'den', 'end', 'daily'] as const) {
        const more = new Float64Array(Math.max(64, c * 2))
        more.set(this[key])
        this[key] = more
      }
    this.parts.push(part)
    this.shapeOf.push(part.type === 'daily' ? this.shape(part) : null)
    this.daily[c] = part.type === 'daily' ? part.dailyBytes : 0
    this.segment(c, this.start)
  }

  private shape({ hours, weekdays }: Extract<ChurnPart, { type: 'daily' }>): Shape {
    const key = `${hours.join()};${weekdays.join()}`
    let shape = this.shapes.get(key)
    if (shape === undefined) {
      shape = Array.from({ length: hoursOfWeek }, (_, hour) => hours[hour % 24]! * weekdays[Math.floor(hour / 24)]!)
      this.shapes.set(key, shape)
    }
    return shape
  }

  /** Byte/s in an hour of the week, of a part that is daily or constant. */
  rateIn(c: number, weekHour: number): number {
    const shape = this.shapeOf[c]!
    return shape === null ? this.num[c]! : mulDivFloor(this.daily[c]!, shape[weekHour]!, 86_400 * million)
  }

  /** Puts the part where a checkpoint saw it: in the segment that holds t0, with W(t0) = base. */
  put(c: number, t0: number, base: number): void {
    this.segment(c, t0)
    this.base[c] = base
  }

  /** Moves to the segment that holds t; t may not go back behind the segment. */
  moveTo(c: number, t: number): void {
    if (t < this.end[c]!) return
    if (this.shapeOf[c]! !== null) {
      this.moveDaily(c, t)
      return
    }
    while (t >= this.end[c]!) {
      const at = this.end[c]!
      this.base[c] = this.within(c, at)
      this.segment(c, at)
    }
  }

  private moveDaily(c: number, t: number): void {
    const { hours } = this
    const daily = this.daily[c]!
    const shape = this.shapeOf[c]!
    let t0 = this.t0[c]!
    let base = this.base[c]!
    let num = this.num[c]!
    let end = this.end[c]!
    for (let k = hours.find(end); ; k++) {
      const seconds = (end - t0) / 1000
      // Whole seconds at a rate a second need no division that rounds.
      if (Number.isInteger(seconds) && seconds * num <= Number.MAX_SAFE_INTEGER) base += seconds * num
      else base += mulDivFloor(end - t0, num, 1000)
      t0 = end
      if (k === hours.ends.length) hours.next()
      num = mulDivFloor(daily, shape[hours.weekHours[k]!]!, 86_400 * million)
      end = hours.ends[k]!
      if (t < end) break
    }
    this.t0[c] = t0
    this.base[c] = base
    this.num[c] = num
    this.end[c] = end
  }

  /** W(t), moving the part. */
  at(c: number, t: number): number {
    if (t >= this.end[c]!) this.moveTo(c, t)
    return this.within(c, t)
  }

  /** W(t) for t inside the segment, without moving. */
  within(c: number, t: number): number {
    const dt = t - this.t0[c]!
    const num = this.num[c]!
    const den = this.den[c]!
    if (num === 0) return this.base[c]!
    if (dt * num <= Number.MAX_SAFE_INTEGER) return this.base[c]! + mulDivFloor(dt, num, den)
    const whole = floorDiv(dt, den)
    return this.base[c]! + whole * num + mulDivFloor(dt - whole * den, num, den)
  }

  /** Sets the segment that holds t; `base` must be W(t). */
  private segment(c: number, t: number): void {
    const shape = this.shapeOf[c]!
    this.t0[c] = t
    if (shape !== null) {
      const hour = this.hours.find(t)
      this.num[c] = this.rateIn(c, this.hours.weekHours[hour]!)
      this.den[c] = 1000
      this.end[c] = this.hours.ends[hour]!
      return
    }
    const part = this.parts[c]!
    let num = 0
    let den = 1000
    let end = Infinity
    if (part.type === 'constant') num = part.bytesPerSec
    else if (part.type === 'burst') {
      if (t < part.from) end = part.from
      else if (t < part.to) {
        num = part.bytesPerSec
        end = part.to
      }
    } else if (part.type === 'series' && part.bytes.length > 0) {
      const k = t < part.from ? -1 : floorDiv(t - part.from, part.stepMs)
      if (k < 0) end = part.from
      else if (k < part.bytes.length || part.after === 'repeat') {
        num = part.bytes[k % part.bytes.length]!
        den = part.stepMs
        end = part.from + (k + 1) * part.stepMs
      }
    }
    this.num[c] = num
    this.den[c] = den
    this.end[c] = end
  }
}

/** A bound that the part's rate never passes, in byte/s. */
export const greatestRate = (part: ChurnPart): number => {
  if (part.type === 'constant' || part.type === 'burst') return part.bytesPerSec
  const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), 0)
  if (part.type === 'daily') return mulDivFloor(part.dailyBytes, most(part.hours) * most(part.weekdays), 86_400 * million)
  return Math.ceil((most(part.bytes) * 1000) / part.stepMs) + 1
}
