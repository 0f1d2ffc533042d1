import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import { minuteMs } from './clock.ts'

const refuse = (place: string, problem: string): never => {
  throw new AppError({
    code: 'case-invalid',
    message: place === '' ? t('The case {problem}.', { problem }) : `"${place}" ${problem}.`,
    ...(place === '' ? {} : { field: place }),
    remedy: t('Correct the file and try again.'),
  })
}

/** ISO with Z, or whole ms after `start`. */
export const instant = (value: unknown, start: number, place: string): number => {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return start + value
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(value)) {
    const t = Date.parse(value)
    if (!Number.isNaN(t)) return t
  }
  return refuse(place, t('is not an instant: write it as 2016-05-02T00:00:00Z, or as whole ms after the start'))
}

/** Reads an object of a case and remembers what it was asked for, so that a misspelt key doesn't pass unseen. */
export class Reader {
  private readonly value: Readonly<Record<string, unknown>>
  private readonly place: string
  private readonly asked = new Set<string>()
  private readonly children = new Map<string, Reader>()

  constructor(value: unknown, place: string) {
    this.place = place
    if (value === null || typeof value !== 'object' || Array.isArray(value)) refuse(place, t('is not an object'))
    this.value = value as Readonly<Record<string, unknown>>
  }

  at(key: string): string {
    return this.place === '' ? key : `${this.place}.${key}`
  }

  refuse(key: string, problem: string): never {
    return refuse(this.at(key), problem)
  }

  has(key: string): boolean {
    this.asked.add(key)
    return this.value[key] !== undefined
  }

  raw(key: string): unknown {
    return this.has(key) ? this.value[key] : this.refuse(key, t('is missing'))
  }

  /** null stays null. */
  orNull<T>(key: string, read: () => T): T | null {
    return this.raw(key) === null ? null : read()
  }

  checkWhole(value: unknown, key: string, least = 0, most = Number.MAX_SAFE_INTEGER): number {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most) return value
    const range = most === Number.MAX_SAFE_INTEGER ? t('from {least}', { least }) : t('from {least} to {most}', { least, most })
    return this.refuse(key, Number.isFinite(least) ? t('is not a whole number {range}', { range }) : t('is not a whole number'))
  }

  whole(key: string, fallback?: number, least = 0, most = Number.MAX_SAFE_INTEGER): number {
    if (!this.has(key) && fallback !== undefined) return fallback
    return this.checkWhole(this.raw(key), key, least, most)
  }

  checkText(value: unknown, key: string): string {
    return typeof value === 'string' && value !== '' ? value : this.refuse(key, t('is not a name'))
  }

  text(key: string): string {
    return this.checkText(this.raw(key), key)
  }

  flag(key: string, fallback: boolean): boolean {
    if (!this.has(key)) return fallback
    const value = this.value[key]
    return typeof value === 'boolean' ? value : this.refuse(key, t('is neither true nor false'))
  }

  word<T extends string>(key: string, words: readonly T[], fallback?: T): T {
    if (!this.has(key) && fallback !== undefined) return fallback
    return words.find((each) => each === this.raw(key)) ?? this.refuse(key, t('is none of {words}', { words: words.join(', ') }))
  }

  /** "HH:MM" as minutes after midnight. */
  timeOfDay(key: string): number {
    const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(String(this.raw(key)))
    return match === null ? this.refuse(key, t('is not a time of day as HH:MM')) : Number(match[1]) * 60 + Number(match[2])
  }

  items(key: string): readonly unknown[] {
    if (!this.has(key)) return []
    const value = this.value[key]
    return Array.isArray(value) ? value : this.refuse(key, t('is not a list'))
  }

  /** Objects of a list, each read whole. */
  list<T>(key: string, read: (reader: Reader) => T): T[] {
    return this.items(key).map((each, n) => {
      const reader = new Reader(each, `${this.at(key)}[${n}]`)
      const made = read(reader)
      reader.close([])
      return made
    })
  }

  /** An object that may be left out. */
  child(key: string): Reader {
    const known = this.children.get(key)
    if (known !== undefined) return known
    const made = new Reader(this.has(key) ? this.value[key] : {}, this.at(key))
    this.children.set(key, made)
    return made
  }

  /** Refuses keys that nobody asked for. */
  close(others: readonly Reader[]): void {
    for (const key of Object.keys(this.value)) if (!this.asked.has(key)) this.refuse(key, t('is not known'))
    for (const each of others) each.close([])
  }

  wholeMinute(key: string, instant: number): number {
    return instant % minuteMs === 0 ? instant : this.refuse(key, t('is not a whole minute'))
  }
}
