import { t } from '../../../preload/contract/words.ts'
import { isTypeName } from './multi-value.ts'
import { parseNumber, parseSize, type Unit } from './numbers.ts'
import { ownText } from './own-text.ts'

export interface CellContext {
  readonly separator: string
  /** Unit told by the heading, for sizes. */
  readonly unit: Unit
}

/** A reason instead of a value; the text completes "«value»: …". */
export interface Bad {
  readonly reason: string
}
/** `undefined` = the cell tells nothing. */
export type Parsed<T> = T | undefined | Bad
export type CellParser<T> = (text: string, context: CellContext) => Parsed<T>

export const isBad = (value: unknown): value is Bad => typeof value === 'object' && value !== null && 'reason' in value
const bad = (reason: string): Bad => ({ reason })

const words = (list: string): Set<string> => new Set(list.split(' '))
/** .NET writes True/False; Excel and hand-made files write them in the user's language. */
const yes = words('true wahr vrai verdadero vero verdadeiro waar prawda sand sant yes ja oui si sí sim 1 -1')
const no = words('false falsch faux falso onwaar fałsz falsk no nein non nee não 0')

/** A type name is what Export-Csv prints for an object that it cannot show: it tells nothing. */
export const text: CellParser<string> = (value) => (isTypeName(value) ? undefined : value)
/** "SQL01" or "SQL01.corp.example": a name with the limits that every such name in VMM has. */
export const name: CellParser<string> = (value) => {
  if (isTypeName(value)) return undefined
  return value.length > 256 ? bad(t('Longer than 256 characters.')) : value
}
export const flag: CellParser<number> = (value) => {
  const word = value.toLowerCase()
  if (yes.has(word)) return 1
  if (no.has(word)) return 0
  return bad(t('Not True or False.'))
}

export const whole =
  (minimum: number, maximum: number): CellParser<number> =>
  (value, { separator }) => {
    const number = parseNumber(value, 'whole', separator)
    if (number === null || !Number.isInteger(number)) return bad(t('Not a whole number.'))
    return number >= minimum && number <= maximum ? number : bad(t('Outside {minimum} to {maximum}.', { minimum, maximum }))
  }

export const size: CellParser<number> = (value, { separator, unit }) =>
  parseSize(value, unit, separator) ??
  bad(unit === 'b' || unit === 'bytes' ? t('Not a size in bytes.') : t('Not a size in {unit}.', { unit: unit.toUpperCase() }))

export const sizeAboveZero: CellParser<number> = (value, context) => {
  const bytes = size(value, context)
  return bytes === 0 ? bad(t('The size is 0.')) : bytes
}
/** 0 stands for "not set". */
export const sizeOrNone: CellParser<number> = (value, context) => {
  const bytes = size(value, context)
  return bytes === 0 ? undefined : bytes
}

const guidPattern = /^\{?([0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12})\}?$/
const plainGuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
export const guid: CellParser<string> = (value) => {
  if (plainGuid.test(value) && !value.startsWith('00000000-0000')) return value
  const digits = guidPattern.exec(value.toLowerCase())?.[1]?.replaceAll('-', '')
  if (digits === undefined) return bad(t('Not a GUID.'))
  if (/^0+$/.test(digits)) return undefined
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** An id that is a GUID of Hyper-V only: machines of other platforms have ids of another kind, which tell nothing here. */
export const hyperVId: CellParser<string> = (value, context) => {
  const id = guid(value, context)
  return isBad(id) ? undefined : id
}

/** VirtualMachineState and Status are enums whose Running and PowerOff the console shows as VMM prints them. */
const states: Readonly<Record<string, string>> = {
  '0': 'Running',
  '1': 'Stopped',
  poweroff: 'Stopped',
  off: 'Stopped',
  poweredoff: 'Stopped',
}
export const state: CellParser<string> = (value) => states[value.toLowerCase()] ?? value

const from = <T extends string | number>(table: Readonly<Record<string, T>>, reason: string): CellParser<T> => {
  const seen = new Map<string, T>()
  return (value) => {
    const known = seen.get(value)
    if (known !== undefined) return known
    const word = table[value.toLowerCase().replaceAll(/[\s-]/g, '')]
    if (word === undefined) return bad(reason)
    if (seen.size < 100) seen.set(ownText(value), word)
    return word
  }
}
export const vhdType = from(
  {
    dynamicallyexpanding: 'dynamic',
    dynamic: 'dynamic',
    '1': 'dynamic',
    fixed: 'fixed',
    fixedsize: 'fixed',
    '2': 'fixed',
    differencing: 'differencing',
    '3': 'differencing',
  },
  t('Not DynamicallyExpanding, Fixed or Differencing.'),
)
export const vhdFormat = from({ vhd: 'vhd', '0': 'vhd', vhdx: 'vhdx', '2': 'vhdx' }, t('Not VHD or VHDX.'))
export const ipMode = from({ static: 'static', '1': 'static', dynamic: 'dhcp', dhcp: 'dhcp', '0': 'dhcp' }, t('Not Static or Dynamic.'))
/** IDE and SCSI as VMM spells them; others stay as they are. */
export const busType: CellParser<string> = (value) => ({ ide: 'IDE', scsi: 'SCSI', '0': 'IDE', '1': 'SCSI' })[value.toLowerCase()] ?? value

/** VolumeType of a virtual disk drive: only BootAndSystem (or one of its halves) marks the OS disk. */
export const volumeType = from({ none: 0, boot: 1, system: 1, bootandsystem: 1 }, t('Not None, Boot, System or BootAndSystem.'))

/**
 * Instants: ISO 8601, `/Date(ms)/`, day.month.year, and slashes. With AM or PM slashes are month first (en-US), with a
 * 24-hour clock day first (en-GB), unless one part is above 12. A time without a zone is taken as UTC.
 */
export const instant: CellParser<number> = (value) => {
  const json = /^\/?Date\((-?\d+)\)\/?$/i.exec(value)
  if (json) return Number(json[1])
  const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?\s*(Z|[+-]\d\d:?\d\d)?)?$/i.exec(value)
  if (iso) {
    const [, y, mo, d, h = '0', mi = '0', s = '0', f = '0', zone = 'Z'] = iso
    const ms = Math.floor(Number(`0.${f}`) * 1000)
    return utc(Number(y), Number(mo), Number(d), Number(h), Number(mi), Number(s), ms, zoneMinutes(zone))
  }
  const local = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:,?\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s*([AP]M)?)?$/i.exec(value)
  if (!local) return bad(t('Not a date.'))
  const [, a = '', mark, b = '', y, h = '0', mi = '0', s = '0', half] = local
  const monthFirst = mark === '/' && Number(a) <= 12 && (half !== undefined || Number(b) > 12)
  const hour = half === undefined ? Number(h) : (Number(h) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  const [day, month] = monthFirst ? [Number(b), Number(a)] : [Number(a), Number(b)]
  return utc(Number(y), month, day, hour, Number(mi), Number(s), 0, 0)
}

const zoneMinutes = (zone: string): number => {
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(zone)
  return match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) : 0
}

const utc = (y: number, mo: number, d: number, h: number, mi: number, s: number, ms: number, offset: number): number | Bad => {
  const at = Date.UTC(y, mo - 1, d, h, mi, s, ms)
  const back = new Date(at)
  const fits = back.getUTCFullYear() === y && back.getUTCMonth() === mo - 1 && back.getUTCDate() === d && h < 24 && mi < 60 && s < 60
  return fits ? at - offset * 60_000 : bad(t('Not a date.'))
}

/** Left for multi-value.ts. */
export const raw: CellParser<string> = (value) => value

/** 12 hexadecimal digits with or without marks, as VMM writes them: 00:15:5D:01:0A:2F. */
export const macAddress: CellParser<string> = (value) => {
  if (/^(?:[0-9A-F]{2}:){5}[0-9A-F]{2}$/.test(value) && value !== '00:00:00:00:00:00') return value
  const digits = value.replaceAll(/[:.\s-]/g, '').toUpperCase()
  if (!/^[0-9A-F]{12}$/.test(digits)) return bad(t('Not a MAC address.'))
  return digits === '000000000000' ? undefined : (digits.match(/../g) ?? []).join(':')
}

/** One or more IP addresses, as a JSON array. */
export const addresses: CellParser<string> = (value) => {
  if (isTypeName(value)) return undefined
  const list = value.split(/[\s,;{}]+/).filter((part) => part !== '')
  return list.every((part) =>
    /^((?:25[0-5]|2[0-4]\d|[01]?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|[01]?\d?\d)){3}|[0-9a-f:.]*:[0-9a-f:.]*(%\w+)?)$/i.test(part),
  )
    ? JSON.stringify(list)
    : bad(t('Not an IP address.'))
}

/** Several MAC addresses joined with `;`, as a JSON array. */
export const macAddresses: CellParser<string> = (value, context) => {
  const list = value.split(/[;,]/).map((part) => macAddress(part.trim(), context))
  return list.find(isBad) ?? JSON.stringify(list.filter((part) => part !== undefined))
}

export const architecture = from(
  {
    x64: 'x64',
    amd64: 'x64',
    x8664: 'x64',
    x86_64: 'x64',
    '64bit': 'x64',
    '64': 'x64',
    x86: 'x86',
    i386: 'x86',
    '32bit': 'x86',
    '32': 'x86',
  },
  t('Not x64 or x86.'),
)

/** A generation 1 machine starts by BIOS, a generation 2 machine by UEFI. */
export const bootType = from({ bios: 1, uefi: 2, efi: 2 }, t('Not BIOS or UEFI.'))

/** 0 to 100 with an optional sign, rounded. */
export const percent: CellParser<number> = (value, { separator }) => {
  const number = parseNumber(value.replace(/\s*%$/, ''), 'decimal', separator)
  if (number === null) return bad(t('Not a number.'))
  return number >= 0 && number <= 100 ? Math.round(number) : bad(t('Outside 0 to 100.'))
}
