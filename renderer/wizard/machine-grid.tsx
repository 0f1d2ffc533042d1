import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useVirtualizer } from '@tanstack/react-virtual'
import { observer } from 'mobx-react-lite'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { t } from '../../preload/contract/words.ts'
import type { MachineWindow } from './machine-window.ts'

const ROW = 52

const useStyles = makeStyles({
  scroll: {
    position: 'relative',
    flexGrow: 1,
    minWidth: 0,
    overflowY: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  row: { position: 'absolute', top: 0, left: 0, width: '100%' },
  empty: { ...typographyStyles.body1, padding: '24px', textAlign: 'center', color: tokens.colorNeutralForeground2 },
})

/** What a row of the grid is given; `machine` is undefined while it is being read. */
export interface MachineRowProps<T> {
  id: string
  index: number
  machine: T | undefined
  active: boolean
  onActivate: () => void
  onToggle: () => void
}

interface Props<T> {
  list: MachineWindow<T>
  /** Where a fault of the selection leads to. */
  field: string
  onToggle: (machine: T) => void
  /** Enter on a row; null while the row is being read. */
  onOpen?: (machine: T | null) => void
  row: (props: MachineRowProps<T>) => ReactNode
}

/** One Tab stop: arrows walk, Space selects, Enter opens what the list has to open. Up to 25,000 rows; only those in view are drawn. */
export const MachineGrid = observer(function MachineGrid<T>({ list, field, onToggle, onOpen, row }: Props<T>) {
  const styles = useStyles()
  const id = useId()
  const scroll = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const { total } = list
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 6,
    useFlushSync: false,
  })
  const items = rows.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (total > 0) list.ensure(first, last)
  }, [list, first, last, total])
  const at = Math.min(active, Math.max(0, total - 1))
  const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? ROW) / ROW) - 1)

  const move = (to: number): void => {
    const next = Math.max(0, Math.min(total - 1, to))
    setActive(next)
    rows.scrollToIndex(next)
  }
  const toggle = (index: number): void => {
    const machine = list.at(index)
    if (machine) onToggle(machine)
  }
  const moves = new Map([
    ['ArrowDown', at + 1],
    ['ArrowUp', at - 1],
    ['PageDown', at + page],
    ['PageUp', at - page],
    ['Home', 0],
    ['End', total - 1],
  ])
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = moves.get(event.key)
    if (to !== undefined) move(to)
    else if (event.key === ' ') toggle(at)
    else if (event.key === 'Enter' && !event.altKey && onOpen) onOpen(list.at(at) ?? null)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      ref={scroll}
      className={styles.scroll}
      role="grid"
      aria-label={t('Virtual machines')}
      aria-rowcount={total}
      aria-multiselectable
      aria-activedescendant={total > 0 ? `${id}-${at}` : undefined}
      tabIndex={0}
      data-field={field}
      onKeyDown={onKeyDown}
    >
      {total === 0 && (
        <div className={styles.empty}>{list.where ? t('No machine matches this filter.') : t('This cloud has no machines.')}</div>
      )}
      <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
        {items.map((item) => (
          <div
            key={item.key}
            ref={rows.measureElement}
            data-index={item.index}
            className={styles.row}
            style={{ transform: `translateY(${item.start}px)` }}
            role="presentation"
          >
            {row({
              id: `${id}-${item.index}`,
              index: item.index,
              machine: list.at(item.index),
              active: item.index === at,
              onActivate: () => setActive(item.index),
              onToggle: () => toggle(item.index),
            })}
          </div>
        ))}
      </div>
    </div>
  )
})
