import type { ModelSetting } from '../../../preload/contract/clock.ts'
import { t } from '../../../preload/contract/words.ts'
import { formatCount } from '../../ui/format.ts'

/** How a setting is typed: in minutes, per cent or Mbps rather than in the unit that the lab keeps. */
export interface TypedUnit {
  words: string
  /** One of what is typed, in the setting's own unit. */
  factor: number
}

export const typedUnit = ({ unit, group }: Pick<ModelSetting, 'unit' | 'group'>): TypedUnit => {
  switch (unit) {
    case 'ms':
      return group === 'jobs' ? { words: 's', factor: 1000 } : { words: 'min', factor: 60_000 }
    case 'bytesPerSecond':
      return { words: t('MB a second'), factor: 1_000_000 }
    case 'bitsPerSecond':
      return { words: 'Mbps', factor: 1_000_000 }
    case 'permille':
      return { words: '%', factor: 10 }
    default:
      return { words: '', factor: 1 }
  }
}

const twoDigits = (value: number): string => String(value).padStart(2, '0')
const timeOf = (minutes: number): string => `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`

/** What the field holds for a value. */
export const typedText = (setting: ModelSetting, value: number): string =>
  setting.unit === 'minuteOfDay' ? timeOf(value) : String(Number((value / typedUnit(setting).factor).toFixed(6)))

/** The value that a field's text means, in the setting's own unit; null = none. */
export const typedValue = (setting: ModelSetting, text: string): number | null => {
  if (setting.unit === 'minuteOfDay') {
    const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(text.trim()) ?? []
    return hours === undefined ? null : Number(hours) * 60 + Number(minutes)
  }
  if (!/^\d+([.,]\d+)?$/.test(text.trim())) return null
  return Math.round(Number(text.trim().replace(',', '.')) * typedUnit(setting).factor)
}

/** A value with its unit, to be read. */
export const shownValue = (setting: ModelSetting, value: number): string => {
  if (setting.unit === 'choice') return setting.choices[value] ?? String(value)
  if (setting.unit === 'minuteOfDay') return timeOf(value)
  const { words, factor } = typedUnit(setting)
  const number = value / factor
  const text = Number.isInteger(number) && setting.id !== 'seed' ? formatCount(number) : typedText(setting, value)
  return words === '' ? text : `${text} ${words}`
}
