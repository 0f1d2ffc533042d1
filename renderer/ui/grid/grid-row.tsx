import { mergeClasses } from '@fluentui/react-components'
import { CheckboxChecked20Filled, CheckboxUnchecked20Regular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import type { ListRow } from '../../../preload/contract/inventory.ts'
import { isFigure } from '../format.ts'
import { CellValue } from '../status-word.tsx'
import { useGridStyles } from './grid-styles.ts'
import type { GridProps, MoveMode } from './grid-types.ts'

/** One line of the grid; grey bars stand for a row that is still being read. */
export const GridRow = observer(function GridRow({
  id,
  index,
  top,
  height,
  row,
  columns,
  context,
  template,
  isSelected,
  cursorColumn,
  onMove,
  onOpen,
}: Pick<GridProps, 'columns' | 'context' | 'isSelected' | 'onMove' | 'onOpen'> & {
  id: string
  index: number
  top: number
  height: number
  row: ListRow | undefined
  template: string
  /** Column under the cursor, or -1 when the cursor is in another row or the grid has no focus. */
  cursorColumn: number
}) {
  const styles = useGridStyles()
  const selected = row !== undefined && isSelected(row.id)
  const at = (column: number): string | false => cursorColumn === column && styles.cursor
  const mode = (event: React.MouseEvent): MoveMode => (event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'toggle' : 'select')
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid holds the focus and handles the keys
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-row={row?.id}
      className={mergeClasses(styles.row, selected && styles.selected, cursorColumn >= 0 && styles.cursorRow)}
      style={{ height, transform: `translateY(${top}px)`, gridTemplateColumns: template }}
      onClick={(event) => onMove(index, mode(event))}
      onDoubleClick={() => onOpen(index)}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Space does the same */}
      <div
        role="gridcell"
        tabIndex={-1}
        id={`${id}-r${index}c0`}
        aria-colindex={1}
        aria-label={selected ? 'Selected' : 'Not selected'}
        className={mergeClasses(styles.cell, styles.check, selected && styles.checked, at(0))}
        onClick={(event) => {
          event.stopPropagation()
          onMove(index, event.shiftKey ? 'extend' : 'toggle')
        }}
      >
        {selected ? <CheckboxChecked20Filled aria-hidden /> : <CheckboxUnchecked20Regular aria-hidden />}
      </div>
      {columns.map((column, i) => (
        <div
          key={column.field}
          role="gridcell"
          tabIndex={-1}
          id={`${id}-r${index}c${i + 1}`}
          aria-colindex={i + 2}
          data-field={column.field}
          className={mergeClasses(styles.cell, isFigure(column.format) && styles.figure, at(i + 1))}
        >
          {row ? (
            <span
              className={styles.text}
              {...(typeof row.cells[column.field] === 'string' ? { title: String(row.cells[column.field]) } : {})}
            >
              <CellValue value={row.cells[column.field]} format={column.format} context={context} />
            </span>
          ) : (
            <span className={styles.skeleton} />
          )}
        </div>
      ))}
    </div>
  )
})
