import type { ChurnPart, LocalWindow, Scenario, Throttle, Zone } from '../../../main/domain/replication/scenario.ts'

/** Sections 1.6, 1.7, 2.1 and 8.1 of the model, word by word: local time, windows, what a disk writes, jitter. */
const hourMs = 3_600_000
const dayMs = 24 * hourMs
const minuteMs = 60_000

const offsetAt = (zone: Zone, t: number): number => {
  let offset = zone.offsetMin
  for (const each of zone.transitions) if (t >= each.at) offset = each.offsetMin
  return offset * minuteMs
}

/** Minutes after local midnight and the weekday, 1 = Monday. 1970-01-01 was a Thursday. */
export const localAt = (zone: Zone, t: number): { minute: number; weekday: number; ms: number } => {
  const local = t + offsetAt(zone, t)
  const days = Math.floor(local / dayMs)
  return { ms: local, minute: Math.floor((local - days * dayMs) / minuteMs), weekday: ((((days + 3) % 7) + 7) % 7) + 1 }
}

export const inWindow = (zone: Zone, { days, fromMin, toMin }: LocalWindow, t: number): boolean => {
  const { minute, weekday } = localAt(zone, t)
  const dayBefore = weekday === 1 ? 7 : weekday - 1
  if (fromMin === toMin) return days.includes(weekday)
  if (fromMin < toMin) return days.includes(weekday) && minute >= fromMin && minute < toMin
  return (days.includes(weekday) && minute >= fromMin) || (days.includes(dayBefore) && minute < toMin)
}

export const throttleAt = (zone: Zone, throttle: Throttle | null, t: number): number => {
  if (throttle === null) return Number.POSITIVE_INFINITY
  const first = throttle.windows.find((window) => inWindow(zone, window, t))
  return first?.bps ?? throttle.elseBps ?? Number.POSITIVE_INFINITY
}

interface Segment {
  from: number
  before: number
  num: number
  den: number
}

/** Segments of one part from the lab's start to `end`; each begins with what the ones before it wrote. */
const segmentsOf = (part: ChurnPart, { zone, start }: Scenario, end: number): Segment[] => {
  const list: Segment[] = [{ from: start, before: 0, num: 0, den: 1 }]
  const begin = (from: number, num: number, den: number): void => {
    const last = list.at(-1) as Segment
    const before = last.before + Math.floor(((from - last.from) * last.num) / last.den)
    if (from === last.from) list.pop()
    list.push({ from, before, num, den })
  }
  if (part.type === 'constant') begin(start, part.bytesPerSec, 1000)
  if (part.type === 'burst' && part.to > start && part.to > part.from) {
    begin(Math.max(start, part.from), part.bytesPerSec, 1000)
    begin(part.to, 0, 1)
  }
  if (part.type === 'daily') {
    let value = -1
    for (let t = start; t <= end; t += minuteMs) {
      const { minute, weekday } = localAt(zone, t)
      const permille = (part.hours[Math.floor(minute / 60)] as number) * (part.weekdays[weekday - 1] as number)
      const rate = Number((BigInt(part.dailyBytes) * BigInt(permille)) / (86_400n * 1_000_000n))
      if (rate !== value) begin(t, rate, 1000)
      value = rate
    }
  }
  if (part.type === 'series') {
    for (let k = 0; part.from + k * part.stepMs <= end; k++) {
      if (k === part.bytes.length && part.after === 'zero') {
        begin(part.from + k * part.stepMs, 0, 1)
        break
      }
      if (part.from + k * part.stepMs < start) throw new Error('A series that begins before the lab is outside of what this stepper plays.')
      begin(part.from + k * part.stepMs, part.bytes[k % part.bytes.length] ?? 0, part.stepMs)
    }
  }
  return list
}

/** W(t) of a disk: bytes written since the lab's start. */
export const writerOf = (churn: readonly ChurnPart[], scenario: Scenario, end: number): ((t: number) => number) => {
  const parts = churn.map((part) => segmentsOf(part, scenario, end))
  return (t) => {
    let sum = 0
    for (const segments of parts) {
      let n = segments.length - 1
      while ((segments[n] as Segment).from > t) n--
      const { from, before, num, den } = segments[n] as Segment
      sum += before + Math.floor(((t - from) * num) / den)
    }
    return sum
  }
}

const fmix32 = (value: number): number => {
  let h = value >>> 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

export const rand32 = (seed: number, stream: number, n: number): number =>
  fmix32(fmix32(fmix32(seed) ^ Math.imul(stream, 0x9e3779b1)) ^ Math.imul(n, 0x85ebca77))
