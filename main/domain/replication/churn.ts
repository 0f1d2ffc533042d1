import { hourOfWeek, nextLocalHour } from './clock.ts'
import { floorDiv, mulDivFloor } from './numbers.ts'
import type { ChurnPart, Zone } from './scenario.ts'

/**
 * Bytes that a part of a disk's churn has written since the start of the lab: W(t) = base + floor((t-t0)*num/den) inside a segment.
 * A cursor stands in one segment and only moves forward.
 */
export interface Cursor {
  part: ChurnPart
  t0: number
  base: number
  num: number
  den: number
  /** First ms that is no longer in the segment. */
  end: number
}

export interface ChurnPlace {
  zone: Zone
  start: number
  /** The local hour asked for last, for the many cursors that enter it together. */
  hourFrom: number
  hourEnd: number
  hour: number
}

const million = 1_000_000

/** Byte/s in a local hour of the week (0 = Monday 00:00). hours and weekdays are permille. */
export const dailyRate = (part: Extract<ChurnPart, { type: 'daily' }>, hourOfWeek: number): number =>
  mulDivFloor(part.dailyBytes, part.hours[hourOfWeek % 24]! * part.weekdays[Math.floor(hourOfWeek / 24)]!, 86_400 * million)

export const newCursor = (place: ChurnPlace, part: ChurnPart): Cursor => {
  const cursor: Cursor = { part, t0: place.start, base: 0, num: 0, den: 1000, end: place.start }
  segment(place, cursor, place.start)
  return cursor
}

/** Sets the segment that holds t; `base` must be W(t). */
const segment = (place: ChurnPlace, cursor: Cursor, t: number): void => {
  const { part } = cursor
  cursor.t0 = t
  cursor.den = 1000
  cursor.end = Infinity
  cursor.num = 0
  switch (part.type) {
    case 'constant':
      cursor.num = part.bytesPerSec
      return
    case 'burst':
      if (t < part.from) cursor.end = part.from
      else if (t < part.to) {
        cursor.num = part.bytesPerSec
        cursor.end = part.to
      }
      return
    case 'daily':
      if (t < place.hourFrom || t >= place.hourEnd) {
        place.hourFrom = t
        place.hourEnd = nextLocalHour(place.zone, t)
        place.hour = hourOfWeek(place.zone, t)
      }
      cursor.num = dailyRate(part, place.hour)
      cursor.end = place.hourEnd
      return
    case 'series': {
      const length = part.bytes.length
      if (length === 0) return
      if (t < part.from) {
        cursor.end = part.from
        return
      }
      const k = floorDiv(t - part.from, part.stepMs)
      if (k >= length && part.after === 'zero') return
      cursor.num = part.bytes[k % length]!
      cursor.den = part.stepMs
      cursor.end = part.from + (k + 1) * part.stepMs
    }
  }
}

const within = (cursor: Cursor, t: number): number => {
  const dt = t - cursor.t0
  const { num, den } = cursor
  if (num === 0) return cursor.base
  if (dt * num <= Number.MAX_SAFE_INTEGER) return cursor.base + mulDivFloor(dt, num, den)
  const whole = floorDiv(dt, den)
  return cursor.base + whole * num + mulDivFloor(dt - whole * den, num, den)
}

/** Puts the cursor where a checkpoint saw it: in the segment that holds t0, with W(t0) = base. */
export const place = (where: ChurnPlace, cursor: Cursor, t0: number, base: number): void => {
  segment(where, cursor, t0)
  cursor.base = base
}

/** Moves to the segment that holds t; t may not go back behind the segment. */
export const moveTo = (place: ChurnPlace, cursor: Cursor, t: number): void => {
  while (t >= cursor.end) {
    const at = cursor.end
    cursor.base = within(cursor, at)
    segment(place, cursor, at)
  }
}

/** W(t), moving the cursor. */
export const writtenAt = (place: ChurnPlace, cursor: Cursor, t: number): number => {
  if (t >= cursor.end) moveTo(place, cursor, t)
  return within(cursor, t)
}

/** W(t) for t inside the segment, without moving. */
export const writtenWithin = within

/** A bound that the part's rate never passes, in byte/s. */
export const greatestRate = (part: ChurnPart): number => {
  if (part.type === 'constant' || part.type === 'burst') return part.bytesPerSec
  const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), 0)
  if (part.type === 'daily') return mulDivFloor(part.dailyBytes, most(part.hours) * most(part.weekdays), 86_400 * million)
  return Math.ceil((most(part.bytes) * 1000) / part.stepMs) + 1
}
