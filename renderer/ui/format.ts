import { observable } from 'mobx'
import type { Cell, CellFormat } from '../../preload/contract/inventory.ts'
import { t } from '../../preload/contract/words.ts'

export interface FormatContext {
  sizeSuffix: 'GiB' | 'GB'
  /** IANA zone of the lab, for lab times. */
  timeZone: string
  /** Of the operating system; names the months. */
  locale?: string
}

/** What an unknown value prints as; never 0. */
export const unknown = '-'

const KIB = 1024
const sizes = [
  { unit: 'M', bytes: KIB ** 2 },
  { unit: 'G', bytes: KIB ** 3 },
  { unit: 'T', bytes: KIB ** 4 },
] as const

// Made once for each kind: a formatter takes longer to make than to use for a whole screen of cells.
const numberFormats = new Map<number, Intl.NumberFormat>()
const grouped = (value: number, digits = 0): string => {
  let format = numberFormats.get(digits)
  if (format === undefined) {
    format = new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
    numberFormats.set(digits, format)
  }
  return format.format(value)
}

/** Bytes as MiB, GiB or TiB with one decimal. "GB" changes the suffix only: VMM counts in 1,024s too. */
export const formatBytes = (bytes: number, suffix: FormatContext['sizeSuffix'] = 'GiB'): string => {
  // A figure that would round up to 1,024.0 belongs to the next unit.
  const size = sizes.find(({ bytes: unit }, i) => i === sizes.length - 1 || Math.round((bytes / unit) * 10) < KIB * 10)!
  return `${grouped(bytes / size.bytes, 1)} ${size.unit}${suffix === 'GiB' ? 'iB' : 'B'}`
}

export const formatCount = (value: number): string => grouped(value)

/** Per cent with one decimal below 10. */
export const formatPercent = (value: number): string => {
  const digits = value !== 0 && Math.abs(value) < 9.95 && !Number.isInteger(value) ? 1 : 0
  return `${grouped(value, digits)} %`
}

const durationUnits = [
  { ms: 86_400_000, name: 'd' },
  { ms: 3_600_000, name: 'h' },
  { ms: 60_000, name: 'min' },
  { ms: 1000, name: 's' },
] as const

/** The two largest units: "2 h 05 min", "4 d 18 h", "42 s". */
export const formatDuration = (ms: number): string => {
  if (ms === 0) return '0 s'
  if (ms < 1000) return t('under 1 s')
  const i = durationUnits.findIndex((unit) => ms >= unit.ms)
  const large = durationUnits[i]!
  const small = durationUnits[i + 1]
  const whole = Math.floor(ms / large.ms)
  if (!small) return `${whole} ${large.name}`
  const rest = Math.floor((ms - whole * large.ms) / small.ms)
  if (rest === 0) return `${whole} ${large.name}`
  return `${whole} ${large.name} ${String(rest).padStart(2, '0')} ${small.name}`
}

/** All times in UTC instead of the lab's or this computer's zone; observable, so that what is on screen follows at once. */
export const times = observable({ utc: false })

const instantFormats = new Map<string, Intl.DateTimeFormat>()
const instantFormat = (timeZone: string | undefined, locale: string): Intl.DateTimeFormat => {
  const key = `${locale} ${timeZone}`
  let format = instantFormats.get(key)
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone,
    })
    // Without a zone the computer's own is meant, which may change while the console runs.
    if (timeZone !== undefined) instantFormats.set(key, format)
  }
  return format
}

const instant = (ms: number, timeZone: string | undefined, locale: string | undefined): { date: string; time: string } => {
  const parts = instantFormat(times.utc ? 'UTC' : timeZone, locale ?? 'en-GB').formatToParts(ms)
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((p) => p.type === type)?.value ?? ''
  return { date: `${part('day')} ${part('month')} ${part('year')}`, time: `${part('hour')}:${part('minute')}${times.utc ? ' UTC' : ''}` }
}

/** Lab time, in the lab's zone: "12 May 2026 14:05"; with `times.utc` "12 May 2026 12:05 UTC". */
export const formatLabTime = (ms: number, context: Pick<FormatContext, 'timeZone' | 'locale'>): string => {
  const { date, time } = instant(ms, context.timeZone, context.locale)
  return `${date} ${time}`
}

/** Wall time, in this computer's zone, and saying so: "12 May 2026 14:05 wall". */
export const formatWallTime = (ms: number, locale?: string, timeZone?: string): string => {
  const { date, time } = instant(ms, timeZone, locale)
  return t('{date} {time} wall', { date, time })
}

/** Hour and minute of a wall time: "14:05 wall". */
export const formatWallClock = (ms: number, locale?: string, timeZone?: string): string =>
  t('{time} wall', { time: instant(ms, timeZone, locale).time })

const words: Record<string, Record<string, string>> = {
  verdict: { ready: t('Ready'), warnings: t('Ready with warnings'), 'not-ready': t('Not ready'), unknown: t('Unknown') },
  jobStatus: {
    running: t('Running'),
    waiting: t('Waiting for input'),
    'not-started': t('Not started'),
    skipped: t('Skipped'),
    completed: t('Completed'),
    'completed-info': t('Completed w/ Info'),
    failed: t('Failed'),
    cancelled: t('Cancelled'),
    interrupted: t('Interrupted'),
  },
  severity: { critical: t('Critical'), warning: t('Warning'), information: t('Information') },
  health: { healthy: t('Healthy'), warning: t('Warning'), critical: t('Critical'), 'not-applicable': t('Not applicable') },
}

/** A cell as text; status formats print their word. */
export const formatCell = (value: Cell | undefined, format: CellFormat, context: FormatContext): string => {
  if (value === null || value === undefined || value === '') return unknown
  if (format === 'yesNo') return value === 1 || value === 'yes' || value === 'true' ? t('Yes') : t('No')
  // A running job carries its progress inside of its status, as VMM draws it.
  const running = format === 'jobStatus' && typeof value === 'string' ? /^(\w+) (\d+)$/u.exec(value) : null
  if (running) return `${words.jobStatus?.[running[1]!] ?? running[1]} ${running[2]} %`
  if (typeof value === 'string') return words[format]?.[value] ?? value
  switch (format) {
    case 'bytes':
      return formatBytes(value, context.sizeSuffix)
    case 'count':
      return formatCount(value)
    case 'percent':
      return formatPercent(value)
    case 'durationMs':
      return formatDuration(value)
    case 'instantLab':
      return formatLabTime(value, context)
    case 'instantWall':
      return formatWallTime(value, context.locale)
    default:
      return String(value)
  }
}

/** Figures stand right-aligned, under each other. */
export const isFigure = (format: CellFormat): boolean => ['bytes', 'count', 'percent', 'durationMs'].includes(format)

/** "1 row", "3 rows". */
export const plural = (count: number, one: string, many = `${one}s`): string => `${formatCount(count)} ${count === 1 ? one : many}`
