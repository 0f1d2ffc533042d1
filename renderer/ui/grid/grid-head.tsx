import { mergeClasses } from '@fluentui/react-components'
import {
  ArrowSortDown16Regular,
  ArrowSortUp16Regular,
  CheckboxChecked20Regular,
  CheckboxIndeterminate20Regular,
  CheckboxUnchecked20Regular,
} from '@fluentui/react-icons'
import { t } from '../../../preload/contract/words.ts'
import { isFigure } from '../format.ts'
import { useGridStyles } from './grid-styles.ts'
import type { GridProps } from './grid-types.ts'

const checks = { none: CheckboxUnchecked20Regular, some: CheckboxIndeterminate20Regular, all: CheckboxChecked20Regular }

/** The heading line: sorts by click, Shift+click adds a second order; the grips at its right edges resize. */
export const GridHead = ({
  id,
  columns,
  sort,
  selectionState,
  template,
  cursorColumn,
  onSort,
  onToggleAll,
  onResize,
}: Pick<GridProps, 'columns' | 'sort' | 'selectionState' | 'onSort' | 'onToggleAll'> & {
  id: string
  template: string
  /** Column under the cursor, or -1. */
  cursorColumn: number
  onResize: (field: string, width: number) => void
}) => {
  const styles = useGridStyles()
  const Check = checks[selectionState]
  return (
    <div role="row" tabIndex={-1} aria-rowindex={1} className={styles.head} style={{ gridTemplateColumns: template }}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the grid holds the focus and handles the keys */}
      <div
        role="columnheader"
        tabIndex={-1}
        id={`${id}-h0`}
        aria-colindex={1}
        className={mergeClasses(styles.headCell, styles.check, cursorColumn === 0 && styles.cursor)}
        onClick={onToggleAll}
      >
        <span className="visually-hidden">{t('Select all rows')}</span>
        <Check aria-hidden className={selectionState === 'none' ? undefined : styles.checked} />
      </div>
      {columns.map((column, i) => {
        const key = sort.find((entry) => entry.field === column.field)
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the grid holds the focus and handles the keys
          <div
            key={column.field}
            role="columnheader"
            tabIndex={-1}
            id={`${id}-h${i + 1}`}
            aria-colindex={i + 2}
            {...(column.sortable ? { 'aria-sort': key ? (key.descending ? 'descending' : 'ascending') : 'none' } : {})}
            data-field={column.field}
            className={mergeClasses(
              styles.headCell,
              isFigure(column.format) && styles.figure,
              column.sortable && styles.sortable,
              cursorColumn === i + 1 && styles.cursor,
            )}
            style={{ position: 'relative' }}
            title={column.label}
            onClick={(event) => column.sortable && onSort(column.field, event.shiftKey)}
          >
            <span className={styles.headText}>{column.label}</span>
            {key && (key.descending ? <ArrowSortDown16Regular aria-hidden /> : <ArrowSortUp16Regular aria-hidden />)}
            <Grip label={column.label} width={column.width} onResize={(width) => onResize(column.field, width)} />
          </div>
        )
      })}
    </div>
  )
}

const Grip = ({ width, onResize }: { label: string; width: number; onResize: (width: number) => void }) => {
  const styles = useGridStyles()
  return (
    <span
      aria-hidden
      className={styles.grip}
      onClick={(event) => event.stopPropagation()}
      onPointerDown={(event) => {
        event.preventDefault()
        event.stopPropagation()
        const grip = event.currentTarget
        const from = event.clientX
        const start = grip.parentElement?.getBoundingClientRect().width ?? width
        grip.setPointerCapture(event.pointerId)
        const move = (moved: globalThis.PointerEvent): void => onResize(Math.round(start + moved.clientX - from))
        const stop = (): void => {
          grip.removeEventListener('pointermove', move)
          grip.removeEventListener('pointerup', stop)
        }
        grip.addEventListener('pointermove', move)
        grip.addEventListener('pointerup', stop)
      }}
    />
  )
}
