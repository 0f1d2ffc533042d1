import type { Cell, ListRow } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import type { ColumnSpec } from './list-spec.ts'

const clean = (text: string): string => text.replace(/[\t\r\n]+/gu, ' ')

/** Cells as a spreadsheet takes them: bytes and counts as bare figures (the unit stands in the heading), times in ISO 8601. */
const cellText = (value: Cell, { format }: ColumnSpec): string => {
  if (value === null) return ''
  if (format === 'yesNo') return value ? t('Yes') : t('No')
  if (format === 'instantLab' || format === 'instantWall') return new Date(Number(value)).toISOString()
  return clean(String(value))
}

const heading = ({ label, format }: ColumnSpec): string =>
  format === 'bytes'
    ? `${label} (bytes)`
    : format === 'durationMs'
      ? `${label} (ms)`
      : format === 'percent' && !label.includes('%')
        ? `${label} (%)`
        : label

/** Tab-separated text with a heading line; lines end in CR LF, as Windows programs expect. */
export const toTsv = (columns: readonly ColumnSpec[], rows: readonly ListRow[]): string =>
  [
    columns.map((column) => clean(heading(column))).join('\t'),
    ...rows.map((row) => columns.map((column) => cellText(row.cells[column.field] ?? null, column)).join('\t')),
  ].join('\r\n')
