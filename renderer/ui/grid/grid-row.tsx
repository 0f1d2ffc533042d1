import { memo } from 'react'
import type { Cell, ListRow } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import { type FormatContext, formatCell, isFigure, unknown } from '../format.ts'
import { StatusWord, toneOf } from '../status-word.tsx'
import type { GridColumn } from './grid-types.ts'

/** No letter at 12 px is wider; with the padding of a cell, and of a state with its icon. */
const widest = 12
const padding = 16
const iconWidth = 20

/** Whether a text may need more than its column: only then the cell cuts it off, because each cut costs a step of painting. */
const isLong = (text: string, tone: unknown, width: number): boolean =>
  text.length * widest + padding + (tone === null ? 0 : iconWidth) > width

interface GridRowProps {
  id: string
  index: number
  /** Pixels from the first row, and of its own. */
  top: number
  height: number
  row: ListRow | undefined
  columns: readonly GridColumn[]
  /** Of the columns, in pixels. */
  widths: readonly number[]
  context: FormatContext
  template: string
  selected: boolean
  /** Column that the grid's cursor is in, or -1 when the cursor is in another row. */
  cursorColumn: number
  /** Whether the cursor is drawn: only while keys are used. */
  ring: boolean
}

const titleOf = (value: Cell | undefined, text: string): string | undefined =>
  text === unknown ? t('Not in the import') : typeof value === 'string' ? text : undefined

/**
 * One line of the grid; grey bars stand for a row that is still being read. Drawn again only when one of its own values
 * changes, and made of as few elements as its cells, because four of them come into sight with every picture of a scrolling
 * list. The grid listens for them all.
 */
export const GridRow = memo(function GridRow({
  id,
  index,
  top,
  height,
  row,
  columns,
  widths,
  context,
  template,
  selected,
  cursorColumn,
  ring,
}: GridRowProps) {
  // Only the cell under the cursor is named, by aria-activedescendant of the grid.
  const named = (column: number) => (cursorColumn === column ? { id: `${id}-r${index}c${column}` } : null)
  const at = (column: number): string => (ring && cursorColumn === column ? ' grid-cursor' : '')
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-row={row?.id}
      className={`grid-row${selected ? ' grid-selected' : ''}${ring && cursorColumn >= 0 ? ' grid-cursor-row' : ''}`}
      style={{ height, top, gridTemplateColumns: template }}
    >
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus */}
      <div
        role="gridcell"
        {...named(0)}
        aria-colindex={1}
        aria-label={selected ? t('Selected') : t('Not selected')}
        className={`grid-cell grid-check${at(0)}`}
      >
        <span className="grid-box" />
      </div>
      {columns.map((column, i) => {
        const { field, format } = column
        const value = row?.cells[field]
        const text = row ? formatCell(value, format, context) : ''
        const tone = row ? toneOf(value, format) : null
        return (
          // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus
          <div
            key={field}
            role="gridcell"
            {...named(i + 1)}
            aria-colindex={i + 2}
            data-field={field}
            className={`grid-cell${isFigure(format) ? ' grid-figure' : ''}${isLong(text, tone, widths[i] ?? 0) ? ' grid-long' : ''}${at(i + 1)}`}
            title={row && titleOf(value, text)}
          >
            {row === undefined ? <span className="grid-wait" /> : tone ? <StatusWord tone={tone}>{text}</StatusWord> : text}
          </div>
        )
      })}
    </div>
  )
})
