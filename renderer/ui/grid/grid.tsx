import { useVirtualizer } from '@tanstack/react-virtual'
import { observer } from 'mobx-react-lite'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { checkWidth, columnsFor, fitColumns, narrowest, templateOf } from './grid-columns.ts'
import { GridHead } from './grid-head.tsx'
import { type GridCursor, gridKey } from './grid-keys.ts'
import { GridRow } from './grid-row.tsx'
import { useGridStyles } from './grid-styles.ts'
import type { GridProps } from './grid-types.ts'

const headHeight = 32

/**
 * A virtualised grid with one Tab stop. The element itself keeps the focus; `aria-activedescendant` names the cell
 * under the cursor, so that rows can come and go while scrolling without the focus getting lost.
 */
export const Grid = observer(function Grid(props: GridProps) {
  const { rowCount, rowHeight, activeIndex } = props
  const styles = useGridStyles()
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [focused, setFocused] = useState(false)
  /** The ring shows only while keys are used. */
  const [keyed, setKeyed] = useState(false)
  const [room, setRoom] = useState(0)
  const [cursor, setCursor] = useState<GridCursor>({ row: activeIndex, column: 1 })
  const [widths, setWidths] = useState<Readonly<Record<string, number>>>({})
  const rows = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    paddingStart: 0,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    useFlushSync: false,
  })
  const visible = rows.getVirtualItems()
  const first = visible[0]?.index ?? 0
  const last = visible.at(-1)?.index ?? 0
  const { onVisible } = props

  useEffect(() => {
    if (rowCount > 0) onVisible(first, last)
  }, [first, last, rowCount, onVisible])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another row height means measuring all rows again
  useEffect(() => rows.measure(), [rowHeight])

  // The active row may be moved from outside: after a sort, or on coming back to a list.
  useEffect(() => {
    setCursor((now) => (now.row === -1 && focused ? now : { ...now, row: activeIndex }))
    if (activeIndex >= 0) rows.scrollToIndex(activeIndex, { align: 'auto' })
  }, [activeIndex, focused, rows])

  useEffect(() => {
    const box = scroller.current
    if (!box) return
    const observer = new ResizeObserver(() => setRoom(box.clientWidth))
    observer.observe(box)
    return () => observer.disconnect()
  }, [])

  const columns = useMemo(() => columnsFor(props.columns, widths, room), [props.columns, widths, room])
  const fitted = fitColumns(columns, widths, room)
  const template = templateOf(fitted)
  const width = fitted.reduce((sum, one) => sum + one, checkWidth)
  const cursorRow = Math.min(cursor.row, rowCount - 1)
  const cellId = cursorRow < 0 ? `${id}-h${cursor.column}` : `${id}-r${cursorRow}c${cursor.column}`

  const resize = (field: string, to: number): void => setWidths((now) => ({ ...now, [field]: Math.max(narrowest, to) }))
  const menuPoint = (): { x: number; y: number } => {
    const cell = document.getElementById(cellId) ?? scroller.current
    const box = cell?.getBoundingClientRect()
    return box ? { x: box.left + 16, y: box.bottom } : { x: 0, y: 0 }
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey) return
    setKeyed(true)
    const ctrl = event.ctrlKey || event.metaKey
    const at = { row: cursorRow, column: cursor.column }
    const heading = columns[cursor.column - 1]
    if (ctrl && at.row < 0 && heading && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      event.preventDefault()
      resize(heading.field, (fitted[cursor.column - 1] ?? heading.width) + (event.key === 'ArrowLeft' ? -16 : 16))
      return
    }
    const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 320) - headHeight) / rowHeight) - 1)
    const action = gridKey({ key: event.key, ctrl, shift: event.shiftKey }, at, { rows: rowCount, columns: columns.length + 1, page })
    if (!action) return
    event.preventDefault()
    event.stopPropagation()
    switch (action.type) {
      case 'cursor':
        setCursor(action.cursor)
        break
      case 'row':
        setCursor((now) => ({ ...now, row: action.row }))
        props.onMove(action.row, action.mode)
        break
      case 'sort': {
        const column = columns[action.column - 1]
        if (column?.sortable) props.onSort(column.field, action.add)
        break
      }
      case 'toggle-all':
        props.onToggleAll()
        break
      case 'open':
        props.onOpen(cursorRow)
        break
      case 'copy':
        props.onCopy()
        break
      case 'select-all':
        props.onSelectAll()
        break
      case 'menu':
        props.onMenu(menuPoint())
        break
    }
  }

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-multiselectable
      aria-rowcount={rowCount + 1}
      aria-colcount={columns.length + 1}
      aria-activedescendant={cellId}
      tabIndex={0}
      className={styles.scroller}
      onFocus={() => {
        setFocused(true)
        setKeyed(scroller.current?.matches(':focus-visible') ?? true)
      }}
      onBlur={() => setFocused(false)}
      onKeyDown={onKeyDown}
      onMouseDown={(event) => {
        setKeyed(false)
        // Cells take no focus of their own; the grid does.
        if (event.target !== scroller.current) {
          event.preventDefault()
          scroller.current?.focus({ preventScroll: true })
        }
      }}
      onContextMenu={(event) => {
        const row = (event.target as HTMLElement).closest<HTMLElement>('[aria-rowindex]')
        const index = Number(row?.getAttribute('aria-rowindex') ?? 1) - 2
        if (index < 0) return
        event.preventDefault()
        const data = props.rowAt(index)
        if (data && !props.isSelected(data.id)) props.onMove(index, 'select')
        props.onMenu({ x: event.clientX, y: event.clientY })
      }}
    >
      <div role="rowgroup" style={{ minWidth: width, position: 'sticky', top: 0, zIndex: 2 }}>
        <GridHead
          id={id}
          columns={columns}
          sort={props.sort}
          selectionState={props.selectionState}
          template={template}
          cursorColumn={focused && keyed && cursorRow < 0 ? cursor.column : -1}
          onSort={props.onSort}
          onToggleAll={props.onToggleAll}
          onResize={resize}
        />
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: rows.getTotalSize(), minWidth: width }}>
        {visible.map((item) => (
          <GridRow
            key={item.key}
            id={id}
            index={item.index}
            top={item.start - headHeight}
            height={rowHeight}
            row={props.rowAt(item.index)}
            columns={columns}
            context={props.context}
            template={template}
            isSelected={props.isSelected}
            cursorColumn={focused && keyed && item.index === cursorRow ? cursor.column : -1}
            onMove={(index, mode) => {
              setCursor((now) => ({ ...now, row: index }))
              props.onMove(index, mode)
            }}
            onOpen={props.onOpen}
          />
        ))}
      </div>
    </div>
  )
})
