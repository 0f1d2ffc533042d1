import { t } from '../../../preload/contract/words.ts'
import { type FilterNode, isPlain, type Operator, type Pieces, plainText } from './ast.ts'
import { filterError } from './filter-error.ts'
import { matches } from './pattern.ts'
import { parseDuration, parseNumber, parseSize } from './units.ts'

export type FieldType = 'text' | 'number' | 'bytes' | 'duration' | 'flag' | 'choice'

export interface FieldInfo {
  /** Lower case; the language takes any case. */
  name: string
  type: FieldType
  /** Of a choice: every value. Of text: suggestions. */
  values: readonly string[]
  aliases?: readonly string[]
  /** A choice whose `:` takes a part of a value too: `failing:DISK-SIZE` is every rule about the size of a disk. */
  loose?: boolean
}

export type Comparison = '=' | '>' | '<' | '>=' | '<='

/** What one field must meet. A missing value meets none of them. */
export type FieldTest =
  | { test: 'known' }
  | { test: 'text'; pieces: Pieces; whole: boolean }
  | { test: 'number'; comparison: Comparison; value: number }
  | { test: 'flag'; value: boolean }
  | { test: 'choice'; values: readonly string[] }

/** A filter whose fields exist and whose values fit them. */
export type BoundFilter =
  | { kind: 'all' }
  | { kind: 'and' | 'or'; terms: readonly BoundFilter[] }
  | { kind: 'not'; term: BoundFilter }
  | { kind: 'field'; field: string; test: FieldTest }

const flagWords: Record<string, boolean> = { yes: true, true: true, on: true, '1': true, no: false, false: false, off: false, '0': false }

/** Checks fields and values; throws AppError `filter-syntax` at the field or value at fault. */
export const bindFilter = (node: FilterNode, fields: readonly FieldInfo[]): BoundFilter => {
  switch (node.kind) {
    case 'all':
      return node
    case 'and':
    case 'or':
      return { kind: node.kind, terms: node.terms.map((term) => bindFilter(term, fields)) }
    case 'not':
      return { kind: 'not', term: bindFilter(node.term, fields) }
    case 'name':
      return { kind: 'field', field: 'name', test: { test: 'text', pieces: node.pieces, whole: !isPlain(node.pieces) } }
    case 'compare':
      return bindComparison(node, fields)
  }
}

/** A figure with its unit, as people write it. */
const examples: Partial<Record<FieldType, string>> = { bytes: '16GB', duration: '24h' }

const bindComparison = (node: Extract<FilterNode, { kind: 'compare' }>, fields: readonly FieldInfo[]): BoundFilter => {
  const wanted = node.field.toLowerCase()
  const field = fields.find(({ name, aliases }) => name === wanted || aliases?.includes(wanted))
  if (!field)
    throw filterError(
      node.at,
      t('There is no field "{field}" in this list.', { field: node.field }),
      t('Use one of {fields}; quote the text to search names for it.', { fields: fields.map(({ name }) => name).join(', ') }),
    )
  const leaf = (test: FieldTest): BoundFilter => ({ kind: 'field', field: field.name, test })
  const not = (term: BoundFilter): BoundFilter => ({ kind: 'not', term })
  const missing = node.pieces.length === 0
  const anything = node.pieces.length === 1 && node.pieces[0] === null
  if (missing || anything) {
    if ([':', '='].includes(node.operator)) return missing ? not(leaf({ test: 'known' })) : leaf({ test: 'known' })
    if (node.operator === '!=') return missing ? leaf({ test: 'known' }) : not(leaf({ test: 'known' }))
    throw filterError(
      node.valueAt,
      t('"{operator}" needs a figure.', { operator: node.operator }),
      t('Write {name}{operator}{examples}.', { name: field.name, operator: node.operator, examples: examples[field.type] ?? '2' }),
    )
  }
  if (node.operator === '!=') return not(leaf(testOf(field, '=', node.pieces, node.valueAt)))
  return leaf(testOf(field, node.operator, node.pieces, node.valueAt))
}

const testOf = (field: FieldInfo, operator: Exclude<Operator, '!='>, pieces: Pieces, at: number): FieldTest => {
  const text = plainText(pieces)
  if (field.type === 'number' || field.type === 'bytes' || field.type === 'duration') {
    const comparison: Comparison = operator === ':' ? '=' : operator
    return { test: 'number', comparison, value: isPlain(pieces) ? figureOf(field, text, at) : notAFigure(field, text, at) }
  }
  if (operator !== ':' && operator !== '=')
    throw filterError(
      at,
      t('"{name}" has no order, so "{operator}" can\'t compare it.', { name: field.name, operator }),
      t('Write {name}:value or {name}=value.', { name: field.name }),
    )
  if (field.type === 'text') return { test: 'text', pieces, whole: operator === '=' || !isPlain(pieces) }
  if (field.type === 'flag') {
    const value = flagWords[text.toLowerCase()]
    if (value === undefined)
      throw filterError(
        at,
        t('"{name}" is yes or no, not "{text}".', { name: field.name, text }),
        t('Write {name}:yes, {name}:no or {name}="" for not known.', { name: field.name }),
      )
    return { test: 'flag', value }
  }
  const whole = operator === '=' || !field.loose || !isPlain(pieces)
  const values = field.values.filter((value) => matches(pieces, whole, value))
  if (values.length === 0)
    throw filterError(
      at,
      t('"{text}" is no value of "{name}".', { text, name: field.name }),
      t('Use one of {values}.', { values: field.values.join(', ') }),
    )
  return { test: 'choice', values }
}

interface FigureWords {
  fault(of: { text: string; name: string }): string
  remedy: string
}
const numberWords: FigureWords = { fault: (of) => t('"{text}" is no number, and "{name}" is one.', of), remedy: t('Write a figure: 4.') }
const figureWords: Partial<Record<FieldType, FigureWords>> = {
  bytes: {
    fault: (of) => t('"{text}" is no size, and "{name}" is one.', of),
    remedy: t('Write a figure and a unit: 512MB, 16GB, 1.5TiB.'),
  },
  duration: {
    fault: (of) => t('"{text}" is no length of time, and "{name}" is one.', of),
    remedy: t('Write a figure and a unit: 30min, 24h, 7d.'),
  },
}

const notAFigure = (field: FieldInfo, text: string, at: number): never => {
  throw filterError(
    at,
    (figureWords[field.type] ?? numberWords).fault({ text, name: field.name }),
    (figureWords[field.type] ?? numberWords).remedy,
  )
}

const figureOf = (field: FieldInfo, text: string, at: number): number => {
  if (field.type === 'number') return parseNumber(text) ?? notAFigure(field, text, at)
  if (field.type === 'duration') {
    const duration = parseDuration(text) ?? notAFigure(field, text, at)
    if (!duration.unit)
      throw filterError(
        at,
        t('"{text}" has no unit, so its length isn\'t clear.', { text }),
        t('Write {text}h, {text}min or {text}d.', { text }),
      )
    return duration.ms
  }
  const size = parseSize(text) ?? notAFigure(field, text, at)
  if (!size.unit)
    throw filterError(
      at,
      t('"{text}" has no unit, so its size isn\'t clear.', { text }),
      t('Write {text}GB, {text}MB or {text}B.', { text }),
    )
  return size.bytes
}
