/** Offsets of one time zone: `offsetMin` holds before the first transition. All instants in ms since 1970. */
export interface ZoneTable {
  offsetMin: number
  transitions: { at: number; offsetMin: number }[]
}

const week = 7 * 86_400_000

/**
 * The table of an IANA zone between two instants, as this computer knows it today. A lab keeps the table that it was made
 * with, so that a later change of the zone's rules cannot change what was played. Throws RangeError for a zone that isn't known.
 */
export const zoneTable = (timeZone: string, fromMs: number, toMs: number): ZoneTable => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  const offsetAt = (ms: number): number => {
    const minute = Math.floor(ms / 60_000) * 60_000
    const part: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(minute)) part[type] = Number(value)
    const local = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute)
    return (local - minute) / 60_000
  }
  const first = offsetAt(fromMs)
  const transitions: ZoneTable['transitions'] = []
  let before = first
  for (let at = fromMs; at < toMs; at += week) {
    const after = offsetAt(Math.min(at + week, toMs))
    if (after === before) continue
    // Zones change their clocks at whole minutes.
    let low = Math.floor(at / 60_000)
    let high = Math.ceil(Math.min(at + week, toMs) / 60_000)
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (offsetAt(middle * 60_000) === before) low = middle
      else high = middle
    }
    transitions.push({ at: high * 60_000, offsetMin: after })
    before = after
  }
  return { offsetMin: first, transitions }
}

/** The years that a lab's table covers: one before the clock's start, twenty after it. */
export const labZone = (timeZone: string, clockMs: number): ZoneTable => {
  const year = new Date(clockMs).getUTCFullYear()
  return zoneTable(timeZone, Date.UTC(year - 1, 0, 1), Date.UTC(year + 20, 0, 1))
}
