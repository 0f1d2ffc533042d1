import { t } from '../../../preload/contract/words.ts'
import { field, type ObjectRule } from './object-rule.ts'
import { type Line, readObject } from './read-object.ts'
import * as v from './values.ts'

export const collectorSchema = 'offsite-collector'
/** The version that this console writes and reads. */
export const collectorVersion = 1
export const collectorModes = ['vmm', 'hyper-v'] as const

const oneOf = (words: readonly string[]): v.ValueRule => ({
  schema: { type: 'string', enum: words },
  read: (value) => (words.includes(value as string) ? (value as string) : { reason: t('Not {words}.', { words: words.join(' or ') }) }),
})
const isoInstant: v.ValueRule = {
  schema: { type: 'string', format: 'date-time' },
  read: (value) => {
    const read = v.instant.read(value)
    return typeof read === 'number' ? (value as string) : (read ?? { reason: t('Not a date.') })
  },
}

export const headerRule: ObjectRule = {
  says: t('The first line.'),
  required: ['schema', 'version', 'mode', 'collectedAt', 'server'],
  fields: [
    field('schema', 'schema', oneOf([collectorSchema]), t('Name of the format.')),
    field('version', 'version', v.whole(1, 1_000_000), t('Version of the format; this one is {collectorVersion}.', { collectorVersion })),
    field('mode', 'mode', oneOf(collectorModes), t('What was asked: a VMM server, or Hyper-V hosts.')),
    field('collectedAt', 'collectedAt', isoInstant, t('When the collector started, ISO 8601 with zone.')),
    field('server', 'server', v.name, t('The VMM server; in mode hyper-v the computer on which the collector ran.')),
  ],
}

export const endRule: ObjectRule = {
  says: t('The last line. Without it the file was cut off.'),
  required: [],
  fields: [field('lines', 'lines', v.whole(1, 1_000_000_000), t('Lines before this one, the header among them.'))],
}

export interface CollectorHeader {
  readonly version: number
  readonly mode: (typeof collectorModes)[number]
  readonly collectedAt: string
  readonly server: string
}
export interface CollectorEnd {
  readonly lines: number | null
  readonly counts: Readonly<Record<string, number>>
}

/** The object of a line; null when it is none. */
export const parseLine = (text: string): Line | null => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Line) : null
  } catch {
    return null
  }
}

/** The header, or its first fault. Whether its version can be read is the caller's business. */
export const readHeader = (line: Line): CollectorHeader | { fault: string } => {
  if (line.kind !== 'header') return { fault: t('Its first line is not the header.') }
  const { values, faults } = readObject(headerRule, line)
  // The fields of a later version may differ: its number is all that counts.
  if (Number(values.version) > collectorVersion && values.schema === collectorSchema)
    return { version: Number(values.version), mode: 'vmm', collectedAt: '', server: '' }
  const [first] = faults
  if (first) return { fault: t("Its header can't be read. {column}: {reason}", { column: first.column, reason: first.reason }) }
  return values as unknown as CollectorHeader
}

/** Null when an end line has counts that are no whole numbers. */
export const readEnd = (line: Line): CollectorEnd | null => {
  const { values, faults } = readObject(endRule, line)
  const counts = line.counts ?? {}
  if (faults.length > 0 || typeof counts !== 'object' || !Object.values(counts as object).every(Number.isInteger)) return null
  return { lines: (values.lines as number | undefined) ?? null, counts: counts as Record<string, number> }
}

export const headerLine = (values: Omit<CollectorHeader, 'version'>): string =>
  JSON.stringify({ kind: 'header', schema: collectorSchema, version: collectorVersion, ...values })

/** `lines` counts the lines before this one, the header among them. */
export const endLine = (lines: number, counts: Readonly<Record<string, number>>): string => JSON.stringify({ kind: 'end', lines, counts })

/** Ends a file that people may edit: it has no counts that a removed line would belie. */
export const openEndLine = JSON.stringify({ kind: 'end' })
