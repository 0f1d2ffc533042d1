/** An instant as the fields of a form show it: "2026-05-12" and "14:05". */
export interface WallFields {
  date: string
  time: string
}

const formats = new Map<string, Intl.DateTimeFormat>()
const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
    formats.set(timeZone, format)
  }
  return format
}

const fieldsAt = (ms: number, timeZone: string): WallFields => {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  )
  return { date: `${parts.year}-${parts.month}-${parts.day}`, time: `${parts.hour}:${parts.minute}` }
}

/** Wall clock of a zone at an instant, to the minute. `timeZone` is an IANA name. */
export const wallFields = (ms: number, timeZone: string): WallFields => fieldsAt(ms, timeZone)

const minute = 60_000

/**
 * The instant of a wall clock in a zone. Of an hour that comes twice it is the first; null for one that the zone skips, and for fields that
 * are no date.
 */
export const instantOfFields = ({ date, time }: WallFields, timeZone: string): number | null => {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d:\d\d$/.test(time)) return null
  const asUtc = Date.parse(`${date}T${time}:00Z`)
  if (Number.isNaN(asUtc)) return null
  // The offset a day before and a day after holds on either side of any change.
  const found = [asUtc - 1440 * minute, asUtc + 1440 * minute].flatMap((near) => {
    const there = fieldsAt(near, timeZone)
    const at = asUtc - (Date.parse(`${there.date}T${there.time}:00Z`) - Math.floor(near / minute) * minute)
    const back = fieldsAt(at, timeZone)
    return back.date === date && back.time === time ? [at] : []
  })
  return found.length === 0 ? null : Math.min(...found)
}
