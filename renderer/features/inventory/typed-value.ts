import type { Cell, DetailBlock } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'

export type Fact = Extract<DetailBlock, { kind: 'facts' }>['facts'][number]

const GIB = 1024 ** 3

/** A value as people type it, or why it is none. */
export type Typed = { readonly value: Cell } | { readonly fault: string }

/** How a value is typed: sizes in GiB, figures as figures, yes or no in words or as 1 and 0, everything else as text; empty = unknown. */
export const typedValue = (text: string, format: Fact['format']): Typed => {
  const trimmed = text.trim()
  if (trimmed === '') return { value: null }
  if (format === 'yesNo') {
    const word = trimmed.toLowerCase()
    if ([t('Yes').toLowerCase(), 'yes', 'true', '1'].includes(word)) return { value: 1 }
    if ([t('No').toLowerCase(), 'no', 'false', '0'].includes(word)) return { value: 0 }
    return { fault: t('Enter Yes or No.') }
  }
  if (format !== 'bytes' && format !== 'count' && format !== 'percent') return { value: trimmed }
  const figure = Number((format === 'bytes' ? trimmed.replace(/\s*GiB$/i, '') : trimmed).replace(',', '.'))
  if (!Number.isFinite(figure)) return { fault: t('Enter a number.') }
  return { value: format === 'bytes' ? Math.round(figure * GIB) : figure }
}

/** The value as it stands in the field when the change begins: what `typedValue` reads back. */
export const typedText = ({ value, format }: Pick<Fact, 'value' | 'format'>): string => {
  if (value === null) return ''
  if (format === 'bytes' && typeof value === 'number') return String(value / GIB)
  if (format === 'yesNo') return value === 1 ? t('Yes') : t('No')
  return String(value)
}
