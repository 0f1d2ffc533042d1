import { observer } from 'mobx-react-lite'
import type { MouseEvent } from 'react'
import { GridRow } from './grid-row.tsx'
import type { GridColumn, GridProps, MoveMode } from './grid-types.ts'
import type { RowWindow } from './row-window.ts'

const modeOf = (event: MouseEvent): MoveMode => (event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'toggle' : 'select')

/** The place in the list of the line that an event met, or -1: the heading line, or none. */
export const rowIndexOf = (target: EventTarget): number =>
  Number((target as Element).closest('[role="row"]')?.getAttribute('aria-rowindex') ?? 1) - 2

/** The lines in sight. They ask for nothing themselves: what changes in the stores is read here, once for all of them. */
export const GridBody = observer(function GridBody({
  id,
  rows,
  rowCount,
  rowHeight,
  columns,
  widths,
  context,
  template,
  width,
  rowAt,
  isSelected,
  cursor,
  ring,
  onMove,
  onOpen,
}: Pick<GridProps, 'rowCount' | 'rowHeight' | 'context' | 'rowAt' | 'isSelected' | 'onMove' | 'onOpen'> & {
  id: string
  rows: RowWindow
  columns: readonly GridColumn[]
  widths: readonly number[]
  template: string
  width: number
  cursor: { row: number; column: number }
  ring: boolean
}) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid holds the focus and handles the keys
    <div
      role="rowgroup"
      className="grid-body"
      style={{ height: rowCount * rowHeight, width, lineHeight: `${rowHeight - 1}px` }}
      onClick={(event) => {
        const index = rowIndexOf(event.target)
        if (index < 0) return
        const mode = modeOf(event)
        const inCheck = (event.target as Element).closest('[role="gridcell"]')?.getAttribute('aria-colindex') === '1'
        onMove(index, inCheck && mode === 'select' ? 'toggle' : mode)
      }}
      onDoubleClick={(event) => {
        const index = rowIndexOf(event.target)
        if (index >= 0) onOpen(index)
      }}
    >
      {Array.from({ length: rows.count }, (_, i) => {
        const index = rows.first + i
        const row = rowAt(index)
        return (
          <GridRow
            key={index}
            id={id}
            index={index}
            top={index * rowHeight}
            height={rowHeight}
            row={row}
            columns={columns}
            widths={widths}
            context={context}
            template={template}
            selected={row !== undefined && isSelected(row.id)}
            cursorColumn={index === cursor.row ? cursor.column : -1}
            ring={ring && index === cursor.row}
          />
        )
      })}
    </div>
  )
})
