import { t } from '../../../preload/contract/words.ts'
import type { CellContext, CellParser, Parsed } from '../importing/values.ts'
import * as v from '../importing/values.ts'

/** How one value of a line is read, and what its JSON Schema says. `undefined` = not told. */
export interface ValueRule {
  readonly schema: Readonly<Record<string, unknown>>
  read(value: unknown): Parsed<string | number>
}

const bad = (reason: string): { reason: string } => ({ reason })
const plain: CellContext = { separator: ',', unit: 'bytes' }

/** A text read by the parser of the same cell of a CSV, so that both formats take and refuse the same words. */
const word = (parse: CellParser<string | number>, schema: object = {}): ValueRule => ({
  schema: { type: 'string', ...schema },
  read: (value) => (typeof value === 'string' ? parse(value.trim(), plain) : bad(t('Not a text.'))),
})

export const text: ValueRule = {
  schema: { type: 'string' },
  read: (value) => (typeof value === 'string' ? value : bad(t('Not a text.'))),
}
export const name: ValueRule = {
  schema: { type: 'string', maxLength: 256 },
  read: (value) => {
    if (typeof value !== 'string') return bad(t('Not a text.'))
    return value.length > 256 ? bad(t('Longer than 256 characters.')) : value
  },
}
export const flag: ValueRule = {
  schema: { type: 'boolean' },
  read: (value) => (typeof value === 'boolean' ? Number(value) : bad(t('Not true or false.'))),
}
export const whole = (minimum: number, maximum: number): ValueRule => ({
  schema: { type: 'integer', minimum, maximum },
  read: (value) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) return bad(t('Not a whole number.'))
    return value >= minimum && value <= maximum ? value : bad(t('Outside {minimum} to {maximum}.', { minimum, maximum }))
  },
})
const bytesFrom = (minimum: number): ValueRule => ({
  schema: { type: 'integer', minimum, maximum: Number.MAX_SAFE_INTEGER },
  read: (value) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) return bad(t('Not a size in bytes.'))
    return value < minimum ? bad(t('The size is 0.')) : value
  },
})
export const bytes = bytesFrom(0)
export const bytesAboveZero = bytesFrom(1)

export const guid = word(v.guid, { format: 'uuid' })
export const hyperVId = word(v.hyperVId)
export const instant = word(v.instant, { format: 'date-time' })
export const state = word(v.state)
export const architecture = word(v.architecture, { enum: ['x64', 'x86', 'amd64'] })
export const vhdType = word(v.vhdType, { enum: ['Fixed', 'Dynamic', 'DynamicallyExpanding', 'Differencing'] })
export const vhdFormat = word(v.vhdFormat, { enum: ['VHD', 'VHDX'] })
export const busType = word(v.busType)
export const ipMode = word(v.ipMode, { enum: ['Static', 'Dynamic'] })
export const macAddress = word(v.macAddress)
export const osFamily = word(
  (value) => {
    const family = value.toLowerCase()
    if (family === 'windows' || family === 'linux') return family
    return family === 'other' ? undefined : bad(t('Not Windows, Linux or Other.'))
  },
  { enum: ['Windows', 'Linux', 'Other'] },
)

/** As the lab keeps them: a JSON array of texts. */
export const addresses: ValueRule = {
  schema: { type: 'array', items: { type: 'string' } },
  read: (value) => {
    if (!Array.isArray(value) || !value.every((each) => typeof each === 'string')) return bad(t('Not a list of IP addresses.'))
    return value.length === 0 ? '[]' : v.addresses(value.join(' '), plain)
  },
}
