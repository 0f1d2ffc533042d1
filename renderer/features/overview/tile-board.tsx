import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react'
import type { TileFigure } from '../../../preload/contract/dashboard.ts'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { keyName } from '../../app/keys.ts'
import type { DashboardStore, ShownTile } from './dashboard-store.ts'
import { TileFigures } from './tile-figures.tsx'
import { type Direction, neighbour, pack, slotsOf } from './tile-grid.ts'
import { TileMenu } from './tile-menu.tsx'
import { gap, rowHeight, useTileDrag } from './use-tile-drag.ts'

const useStyles = makeStyles({
  board: { display: 'grid', gap: `${gap}px`, gridAutoRows: `${rowHeight}px`, minWidth: 0, flexShrink: 0 },
  tile: {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    padding: '4px 8px 4px 12px',
    boxSizing: 'border-box',
    minWidth: 0,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  dragged: { boxShadow: tokens.shadow16, border: `1px dashed ${tokens.colorBrandStroke1}` },
  head: { display: 'flex', alignItems: 'center', gap: '4px', minHeight: '24px', flexShrink: 0, touchAction: 'none' },
  handle: { cursor: 'grab' },
  title: {
    ...typographyStyles.caption1Strong,
    margin: 0,
    color: tokens.colorNeutralForeground2,
    flexGrow: 1,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    userSelect: 'none',
  },
  corner: {
    position: 'absolute',
    right: 0,
    bottom: 0,
    width: '16px',
    height: '16px',
    cursor: 'nwse-resize',
    touchAction: 'none',
    '::after': {
      content: '""',
      position: 'absolute',
      right: '3px',
      bottom: '3px',
      width: '6px',
      height: '6px',
      borderRight: `2px solid ${tokens.colorNeutralStroke1}`,
      borderBottom: `2px solid ${tokens.colorNeutralStroke1}`,
    },
  },
})

const directions: Record<string, Direction> = { Left: 'left', Right: 'right', Up: 'up', Down: 'down' }

const stopOf = (board: HTMLElement | null, id: string): HTMLElement | null =>
  board?.querySelector<HTMLElement>(`[data-tile="${CSS.escape(id)}"]`) ?? null

/** The tiles: one Tab stop, arrows walk, Ctrl moves, Ctrl+Shift resizes; by pointer the title moves and the corner resizes. */
export const TileBoard = observer(function TileBoard({ store }: { store: DashboardStore }) {
  const root = useRoot()
  const styles = useStyles()
  const board = useRef<HTMLDivElement>(null)
  const moved = useRef<HTMLElement | null>(null)
  const { dragged, press } = useTileDrag(store, board)
  const { shown, slots } = store
  const places = pack(shown, slots)

  useLayoutEffect(() => {
    const element = board.current
    if (!element) return
    store.setSlots(slotsOf(element.clientWidth))
    const watch = new ResizeObserver(() => store.setSlots(slotsOf(element.clientWidth)))
    watch.observe(element)
    return () => watch.disconnect()
  }, [store])

  // An element that changes its place among the others loses the focus: it gets it back.
  useEffect(() => {
    moved.current?.focus()
    moved.current?.closest('[data-tile]')?.scrollIntoView({ block: 'nearest' })
    moved.current = null
  })
  // Back from a list: to the number that opened it.
  const back = useRef(root.navigation.current.type === 'page' ? root.navigation.current.at : undefined)
  useEffect(() => {
    const [tile = '', figure = ''] = back.current?.split('/') ?? []
    back.current = undefined
    if (tile === '' || !store.layout.some(({ id }) => id === tile)) return
    store.activate(tile)
    const stop = stopOf(board.current, tile)
    ;(stop?.querySelector<HTMLElement>(`[data-figure="${CSS.escape(figure)}"]`) ?? stop)?.focus()
  }, [store])
  // A dialog of a tile has closed: its button is gone with the menu, so the tile takes the focus.
  const dialog = root.dialog?.name
  const before = useRef(dialog)
  useEffect(() => {
    const was = before.current
    before.current = dialog
    if (dialog !== undefined || !was?.startsWith('tile-') || store.activeId === null) return
    const stop = stopOf(board.current, store.activeId)
    requestAnimationFrame(() => stop?.focus())
  }, [dialog, store])

  const openFigure = (id: string, figure: TileFigure): void => {
    root.navigation.mark(`${id}/${figure.id}`)
    if (figure.opens.type === 'page') root.navigation.openPage('recovery', figure.opens.page)
    else root.openList(figure.opens.kind, figure.opens.where)
  }
  const openTile = ({ id, tile }: ShownTile): void => {
    const [first] = tile.figures
    if (tile.page) {
      root.navigation.mark(id)
      root.navigation.openPage('recovery', tile.page)
    } else if (first) openFigure(id, first)
  }
  const about = ({ caption, tile }: ShownTile): void =>
    root.openDialog({
      name: 'tile-about',
      title: caption,
      about: tile.about,
      figures: tile.figures,
    })
  const rename = ({ id, caption, tile }: ShownTile): void => {
    if (!store.mayArrange()) return
    root.openDialog({ name: 'tile-rename', title: tile.title, value: caption, save: (name) => void store.rename(id, name) })
  }

  const walk = (id: string | null | undefined): void => {
    if (!id) return
    const stop = stopOf(board.current, id)
    stop?.focus()
    stop?.scrollIntoView({ block: 'nearest' })
  }
  const move = (id: string, direction: Direction, focused: Element | null): void => {
    moved.current = focused instanceof HTMLElement ? focused : null
    void store.move(id, direction)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, each: ShownTile): void => {
    const key = keyName(event, root.info.platform === 'darwin')
    const direction = directions[key.replace(/^.*\+/, '')]
    const onTile = event.target === event.currentTarget
    // A menu and its items stand inside of the tile for React, not on screen.
    if (!event.currentTarget.contains(event.target as Node)) return
    if (direction && key.startsWith('Ctrl+Shift+')) void store.resize(each.id, direction)
    else if (direction && key.startsWith('Ctrl+')) move(each.id, direction, document.activeElement)
    else if (direction && !key.includes('+')) walk(neighbour(places, each.id, direction))
    else if (key === 'Home') walk(shown[0]?.id)
    else if (key === 'End') walk(shown.at(-1)?.id)
    else if (key === 'Delete') {
      void store.hide(each.id)
      walk(store.activeId)
    } else if (key === 'F2') rename(each)
    else if (key === 'Enter' && onTile) openTile(each)
    else if (key === 'Shift+F10' || key === 'ContextMenu') event.currentTarget.querySelector<HTMLElement>('[data-tile-menu]')?.click()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <>
      <p id="tile-keys" className="visually-hidden">
        {t('Arrows walk between tiles. Enter opens, Ctrl and an arrow moves, Ctrl, Shift and an arrow resizes, Delete hides, F2 renames.')}
      </p>
      <div
        ref={board}
        role="group"
        aria-label={t('Tiles')}
        aria-describedby="tile-keys"
        className={styles.board}
        style={{ gridTemplateColumns: `repeat(${slots}, minmax(0, 1fr))` }}
        data-slots={slots}
      >
        {shown.map((each, index) => {
          const { id, size, caption, tile } = each
          const place = places[index]!
          const active = store.activeId === id
          const arranged = store.canArrange === true
          return (
            <div
              key={id}
              role="group"
              aria-labelledby={`tile-${id}`}
              tabIndex={active ? 0 : -1}
              className={mergeClasses(styles.tile, dragged === id && styles.dragged)}
              style={{
                gridColumn: `${place.column + 1} / span ${place.width}`,
                gridRow: `${place.row + 1} / span ${place.height}`,
              }}
              data-tile={id}
              data-size={size}
              data-place={`${place.column},${place.row}`}
              onFocus={() => store.activate(id)}
              onKeyDown={(event) => onKeyDown(event, each)}
            >
              <div className={styles.head}>
                <h2
                  className={mergeClasses(styles.title, arranged && styles.handle)}
                  id={`tile-${id}`}
                  title={caption}
                  onPointerDown={press(id, 'move')}
                >
                  {caption}
                </h2>
                <TileMenu
                  store={store}
                  shown={each}
                  tabbable={active}
                  onOpen={tile.page || tile.figures.length > 0 ? () => openTile(each) : null}
                  onMove={(direction) => move(id, direction, stopOf(board.current, id)?.querySelector('[data-tile-menu]') ?? null)}
                  onRename={() => rename(each)}
                  onAbout={() => about(each)}
                />
              </div>
              <TileFigures
                tile={tile}
                size={size}
                narrow={slots === 1}
                tabbable={active}
                onOpen={(figure) => openFigure(id, figure)}
                onEvent={(event) => {
                  root.navigation.mark(`${id}/`)
                  root.openObject({ kind: 'events', id: event.id })
                }}
                onMore={tile.page ? () => openTile(each) : null}
              />
              {arranged && tile.sizes.length > 1 && (
                <span aria-hidden className={styles.corner} data-corner onPointerDown={press(id, 'resize')} />
              )}
            </div>
          )
        })}
      </div>
    </>
  )
})
