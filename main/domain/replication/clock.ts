import type { LocalWindow, Throttle, Zone } from './scenario.ts'

export const minuteMs = 60_000
export const hourMs = 3_600_000
export const dayMs = 86_400_000

/** Offset of local time from UTC, in ms. */
export const offsetAt = (zone: Zone, t: number): number => {
  let minutes = zone.offsetMin
  for (const each of zone.transitions) {
    if (each.at > t) break
    minutes = each.offsetMin
  }
  return minutes * minuteMs
}

/** 1 = Monday .. 7 = Sunday, of a local instant. 1970-01-01 was a Thursday. */
const weekdayOf = (local: number): number => ((((Math.floor(local / dayMs) + 3) % 7) + 7) % 7) + 1
const minuteOfDay = (local: number): number => Math.floor((((local % dayMs) + dayMs) % dayMs) / minuteMs)

export const inWindow = (zone: Zone, window: LocalWindow, t: number): boolean => {
  const local = t + offsetAt(zone, t)
  const day = weekdayOf(local)
  const minute = minuteOfDay(local)
  const { days, fromMin, toMin } = window
  if (fromMin < toMin) return days.includes(day) && minute >= fromMin && minute < toMin
  if (fromMin === toMin) return days.includes(day)
  return (days.includes(day) && minute >= fromMin) || (days.includes(day === 1 ? 7 : day - 1) && minute < toMin)
}

/** First window of a throttle that holds at t, or -1. */
export const windowAt = (zone: Zone, throttle: Throttle, t: number): number => throttle.windows.findIndex((each) => inWindow(zone, each, t))

/** null = no limit. */
export const throttleAt = (zone: Zone, throttle: Throttle | null, t: number): number | null => {
  if (throttle === null) return null
  const index = windowAt(zone, throttle, t)
  return index < 0 ? throttle.elseBps : throttle.windows[index]!.bps
}

export const nextTransition = (zone: Zone, t: number): number => zone.transitions.find((each) => each.at > t)?.at ?? Infinity

/** The next instant after t at which one of these windows may begin or end. Infinity = there are none. */
export const nextBoundary = (zone: Zone, windows: readonly LocalWindow[], t: number): number => {
  if (windows.length === 0) return Infinity
  const local = t + offsetAt(zone, t)
  const sinceMidnight = ((local % dayMs) + dayMs) % dayMs
  let next = nextTransition(zone, t)
  for (const { fromMin, toMin } of windows)
    for (const minute of fromMin === toMin ? [0] : [fromMin, toMin]) {
      const ahead = (minute * minuteMs - sinceMidnight + dayMs) % dayMs
      next = Math.min(next, t + (ahead === 0 ? dayMs : ahead))
    }
  return next
}

/** First whole minute >= t with this local time of day; a minute that a clock change skips means the next day. */
export const nextLocalMinute = (zone: Zone, minute: number, t: number): number => {
  let from = Math.ceil(t / minuteMs) * minuteMs
  for (;;) {
    const ahead = (minute - minuteOfDay(from + offsetAt(zone, from)) + 1440) % 1440
    const found = from + ahead * minuteMs
    const change = nextTransition(zone, from)
    if (found < change) return found
    from = Math.ceil(change / minuteMs) * minuteMs
  }
}

/** Local hour of the week, 0 = Monday 00:00, and the next instant at which it changes. */
export const hourOfWeek = (zone: Zone, t: number): number => {
  const local = t + offsetAt(zone, t)
  return (weekdayOf(local) - 1) * 24 + Math.floor(minuteOfDay(local) / 60)
}

export const nextLocalHour = (zone: Zone, t: number): number => {
  const local = t + offsetAt(zone, t)
  const into = ((local % hourMs) + hourMs) % hourMs
  return Math.min(t + hourMs - into, nextTransition(zone, t))
}
