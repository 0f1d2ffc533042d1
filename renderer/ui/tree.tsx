import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { ChevronDown16Regular, ChevronRight16Regular } from '@fluentui/react-icons'
import { type KeyboardEvent, memo, useEffect, useMemo, useRef, useState } from 'react'
import { formatCount } from './format.ts'
import { ObjectIcon } from './icons.tsx'

export interface TreeItem {
  id: string
  label: string
  icon: string
  count: number | null
  children: readonly TreeItem[]
}
interface Line {
  item: TreeItem
  level: number
  open: boolean
  position: number
  siblings: number
  parent: string | null
}

const useStyles = makeStyles({
  tree: { fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, outlineStyle: 'none' },
  line: {
    display: 'flex',
    alignItems: 'center',
    gap: '4px',
    height: '28px',
    paddingRight: '12px',
    cursor: 'pointer',
    position: 'relative',
    userSelect: 'none',
    borderLeft: '3px solid transparent',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  selected: {
    backgroundColor: tokens.colorSubtleBackgroundSelected,
    borderLeftColor: tokens.colorBrandStroke1,
    fontWeight: tokens.fontWeightSemibold,
  },
  twist: { width: '16px', height: '24px', flexShrink: 0, display: 'flex', alignItems: 'center', color: tokens.colorNeutralForeground2 },
  icon: { width: '16px', height: '16px', flexShrink: 0, color: tokens.colorNeutralForeground2 },
  label: { flexGrow: 1, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  count: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums', fontWeight: tokens.fontWeightRegular },
})

const flatten = (items: readonly TreeItem[], isOpen: (item: TreeItem, level: number) => boolean): Line[] => {
  const lines: Line[] = []
  const add = (list: readonly TreeItem[], level: number, parent: string | null): void =>
    list.forEach((item, i) => {
      const open = item.children.length > 0 && isOpen(item, level)
      lines.push({ item, level, open, position: i + 1, siblings: list.length, parent })
      if (open) add(item.children, level + 1, item.id)
    })
  add(items, 1, null)
  return lines
}

/** A tree with one Tab stop: arrows walk, right and left open and close, letters find, * opens everything. */
export const Tree = memo(function Tree({
  label,
  items,
  selected,
  isOpen,
  onToggle,
  onSelect,
}: {
  label: string
  items: readonly TreeItem[]
  selected: string | null
  isOpen: (item: TreeItem, level: number) => boolean
  onToggle: (id: string, open: boolean) => void
  /** Told with whether its children are shown. */
  onSelect: (item: TreeItem, open: boolean) => void
}) {
  const styles = useStyles()
  const root = useRef<HTMLDivElement>(null)
  const typed = useRef({ text: '', at: 0 })
  const lines = useMemo(() => flatten(items, isOpen), [items, isOpen])
  const [focused, setFocused] = useState<string | null>(null)
  const moved = useRef(false)
  const stop = lines.find((line) => line.item.id === focused) ?? lines.find((line) => line.item.id === selected) ?? lines[0]

  useEffect(() => {
    if (!moved.current || focused === null) return
    moved.current = false
    root.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(focused)}"]`)?.focus()
  }, [focused])

  const move = (line: Line | undefined): void => {
    if (!line) return
    moved.current = true
    setFocused(line.item.id)
  }
  const openAll = (list: readonly TreeItem[]): void => {
    for (const item of list) {
      if (item.children.length > 0) onToggle(item.id, true)
      openAll(item.children)
    }
  }
  const find = (letter: string, from: number): void => {
    const now = performance.now()
    typed.current = { text: (now - typed.current.at < 700 ? typed.current.text : '') + letter.toLowerCase(), at: now }
    const { text } = typed.current
    const start = text.length > 1 ? from : from + 1
    move([...lines.slice(start), ...lines.slice(0, start)].find((line) => line.item.label.toLowerCase().startsWith(text)))
  }
  const onKeyDown = (event: KeyboardEvent, line: Line, i: number): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const { item } = line
    if (event.key === 'ArrowDown') move(lines[i + 1])
    else if (event.key === 'ArrowUp') move(lines[i - 1])
    else if (event.key === 'Home') move(lines[0])
    else if (event.key === 'End') move(lines.at(-1))
    else if (event.key === 'ArrowRight') {
      if (line.open) move(lines[i + 1])
      else if (item.children.length > 0) onToggle(item.id, true)
    } else if (event.key === 'ArrowLeft') {
      if (line.open) onToggle(item.id, false)
      else move(lines.find((other) => other.item.id === line.parent))
    } else if (event.key === 'Enter' || event.key === ' ') onSelect(item, line.open)
    else if (event.key === '*') openAll(items)
    else if (event.key.length === 1) find(event.key, i)
    else return
    event.preventDefault()
  }

  return (
    <div ref={root} role="tree" aria-label={label} className={styles.tree}>
      {lines.map((line, i) => {
        const { item, level } = line
        return (
          <div
            key={item.id}
            role="treeitem"
            data-node={item.id}
            aria-level={level}
            aria-setsize={line.siblings}
            aria-posinset={line.position}
            aria-selected={item.id === selected}
            {...(item.children.length > 0 ? { 'aria-expanded': line.open } : {})}
            tabIndex={line === stop ? 0 : -1}
            className={mergeClasses(styles.line, item.id === selected && styles.selected)}
            style={{ paddingLeft: 4 + (level - 1) * 16 }}
            onClick={() => {
              setFocused(item.id)
              onSelect(item, line.open)
            }}
            onFocus={() => setFocused(item.id)}
            onKeyDown={(event) => onKeyDown(event, line, i)}
          >
            <span
              className={styles.twist}
              aria-hidden
              onClick={(event) => {
                if (item.children.length === 0) return
                event.stopPropagation()
                onToggle(item.id, !line.open)
              }}
            >
              {item.children.length > 0 && (line.open ? <ChevronDown16Regular /> : <ChevronRight16Regular />)}
            </span>
            <ObjectIcon name={item.icon} className={styles.icon} />
            <span className={styles.label} title={item.label}>
              {item.label}
            </span>{' '}
            {item.count !== null && <span className={styles.count}>{formatCount(item.count)}</span>}
          </div>
        )
      })}
    </div>
  )
})
