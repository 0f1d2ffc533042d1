import { observer } from 'mobx-react-lite'
import { type KeyboardEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import { GridBody, rowIndexOf } from './grid-body.tsx'
import { checkWidth, columnsFor, fitColumns, narrowest, templateOf } from './grid-columns.ts'
import { GridHead } from './grid-head.tsx'
import { type GridCursor, gridKey } from './grid-keys.ts'
import { useGridStyles } from './grid-styles.ts'
import type { GridProps, MoveMode } from './grid-types.ts'
import { scrollTopFor, useRowWindow } from './row-window.ts'

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
  const [cursor, setCursor] = useState<GridCursor>({ row: activeIndex, column: 1 })
  const [widths, setWidths] = useState<Readonly<Record<string, number>>>({})
  const { room, ...rows } = useRowWindow(scroller, headHeight, rowHeight, rowCount)
  const first = rows.first
  const last = rows.first + rows.count - 1
  const { onVisible } = props

  useEffect(() => {
    if (last >= first) onVisible(first, last)
  }, [first, last, onVisible])

  const show = useCallback(
    (index: number): void => {
      const box = scroller.current
      const to = box && scrollTopFor(index, rowHeight, headHeight, box)
      if (box && to !== null) box.scrollTop = to
    },
    [rowHeight],
  )

  // The active row may be moved from outside: after a sort, or on coming back to a list.
  useEffect(() => {
    setCursor((now) => (now.row === -1 && focused ? now : { ...now, row: activeIndex }))
    if (activeIndex >= 0) show(activeIndex)
  }, [activeIndex, focused, show])

  const { content } = props
  const shownContent = useRef(content)
  useEffect(() => {
    if (shownContent.current === content) return
    shownContent.current = content
    if (activeIndex >= 0) show(activeIndex)
    else if (scroller.current) scroller.current.scrollTop = 0
  }, [content, activeIndex, show])

  const columns = useMemo(() => columnsFor(props.columns, widths, room), [props.columns, widths, room])
  const fitted = useMemo(() => fitColumns(columns, widths, room), [columns, widths, room])
  const template = templateOf(fitted)
  const width = fitted.reduce((sum, one) => sum + one, checkWidth)
  const cursorRow = Math.min(cursor.row, rowCount - 1)
  const cellId = cursorRow < 0 ? `${id}-h${cursor.column}` : `${id}-r${cursorRow}c${cursor.column}`

  const resize = (field: string, to: number): void => setWidths((now) => ({ ...now, [field]: Math.max(narrowest, to) }))
  const moveTo = (index: number, mode: MoveMode): void => {
    setCursor((now) => ({ ...now, row: index }))
    props.onMove(index, mode)
  }
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
        moveTo(action.row, action.mode)
        show(action.row)
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
        const index = rowIndexOf(event.target)
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
      <GridBody
        id={id}
        rows={rows}
        rowCount={rowCount}
        rowHeight={rowHeight}
        columns={columns}
        widths={fitted}
        context={props.context}
        template={template}
        width={Math.max(width, room)}
        rowAt={props.rowAt}
        isSelected={props.isSelected}
        cursor={{ row: cursorRow, column: cursor.column }}
        ring={focused && keyed}
        onMove={moveTo}
        onOpen={props.onOpen}
      />
    </div>
  )
})
