import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { scrollTopFor, useRowWindow } from './grid/row-window.ts'

const rowHeight = 28

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    minHeight: '120px',
    flexGrow: 1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    overflowX: 'auto',
    overflowY: 'hidden',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  head: {
    display: 'grid',
    height: '28px',
    alignItems: 'center',
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    flexShrink: 0,
    scrollbarGutter: 'stable',
    overflow: 'hidden',
  },
  scroll: {
    position: 'relative',
    overflowY: 'auto',
    overflowX: 'hidden',
    flexGrow: 1,
    scrollbarGutter: 'stable',
    outlineStyle: 'none',
  },
  row: {
    position: 'absolute',
    left: 0,
    right: 0,
    display: 'grid',
    alignItems: 'center',
    height: '28px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
  },
  pickable: { cursor: 'pointer' },
  chosen: {
    backgroundColor: tokens.colorSubtleBackgroundSelected,
    boxShadow: `inset 3px 0 0 ${tokens.colorBrandStroke1}`,
    '@media (forced-colors: active)': { outline: '2px solid Highlight', outlineOffset: '-2px' },
  },
  cursor: { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  cell: { padding: '0 8px', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
  figure: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
})

export interface PickColumn<T> {
  id: string
  label: string
  /** Of a CSS grid: "120px", "minmax(0, 1fr)". */
  width: string
  figure?: boolean
  cell: (row: T) => ReactNode
}

interface PickListProps<T> {
  label: string
  columns: readonly PickColumn<T>[]
  rowCount: number
  rowAt: (index: number) => T | undefined
  chosen?: number
  /** Pixels that the columns need; in less it scrolls sideways. */
  minWidth?: number
  /** Absent = the list is only to be looked at. */
  onChoose?: (index: number) => void
  onVisible?: (first: number, last: number) => void
}

/** A long list to look at or to choose one row of: one Tab stop, only the rows in sight are drawn. */
export const PickList = observer(function PickList<T>({
  label,
  columns,
  rowCount,
  rowAt,
  chosen = -1,
  minWidth = 0,
  onChoose,
  onVisible,
}: PickListProps<T>) {
  const styles = useStyles()
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [walked, setWalked] = useState(0)
  const [keyed, setKeyed] = useState(false)
  const { first, count } = useRowWindow(scroller, 0, rowHeight, rowCount)
  const last = first + count - 1
  const at = Math.min(onChoose && chosen >= 0 ? chosen : walked, rowCount - 1)
  useEffect(() => {
    if (last >= first) onVisible?.(first, last)
  }, [first, last, onVisible])
  const go = (to: number): void => {
    const index = Math.max(0, Math.min(rowCount - 1, to))
    setWalked(index)
    onChoose?.(index)
    const box = scroller.current
    const top = box && scrollTopFor(index, rowHeight, 0, box)
    if (box && top !== null) box.scrollTop = top
  }
  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 280) / rowHeight) - 1)
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = {
      ArrowDown: onChoose && chosen < 0 ? 0 : at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rowCount - 1,
    }[event.key]
    if (to === undefined || event.altKey || event.ctrlKey || rowCount === 0) return
    event.preventDefault()
    setKeyed(true)
    go(to)
  }
  const template = { gridTemplateColumns: columns.map(({ width }) => width).join(' ') }
  return (
    <div className={styles.root}>
      <div className={styles.head} style={{ ...template, minWidth }} aria-hidden>
        {columns.map((column) => (
          <span key={column.id} className={mergeClasses(styles.cell, column.figure && styles.figure)}>
            {column.label}
          </span>
        ))}
      </div>
      <div
        ref={scroller}
        className={styles.scroll}
        role="listbox"
        aria-label={label}
        tabIndex={0}
        data-rows={rowCount}
        style={{ minWidth }}
        {...(at >= 0 ? { 'aria-activedescendant': `${id}-${at}` } : {})}
        onKeyDown={onKeyDown}
        onFocus={(event) => setKeyed(event.currentTarget.matches(':focus-visible'))}
        onBlur={() => setKeyed(false)}
      >
        <div role="presentation" style={{ height: rowCount * rowHeight }}>
          {Array.from({ length: count }, (_, n) => first + n).map((index) => {
            const row = rowAt(index)
            return (
              // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the list has the focus and the keys
              <div
                key={index}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === chosen}
                aria-posinset={index + 1}
                aria-setsize={rowCount}
                data-row={index}
                className={mergeClasses(
                  styles.row,
                  onChoose && styles.pickable,
                  index === chosen && styles.chosen,
                  keyed && index === at && styles.cursor,
                )}
                style={{ ...template, top: index * rowHeight }}
                onClick={() => go(index)}
              >
                {columns.map((column) => (
                  <span key={column.id} className={mergeClasses(styles.cell, column.figure && styles.figure)}>
                    {row === undefined ? '' : column.cell(row)}
                  </span>
                ))}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}) as <T>(props: PickListProps<T>) => React.JSX.Element
