import { type PointerEvent as PressEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { DashboardStore } from './dashboard-store.ts'
import { droppedAt, pack, sizeNear } from './tile-grid.ts'

export const rowHeight = 96
export const gap = 12
/** Pixels that the pointer moves before a press becomes a drag. */
const threshold = 5

interface Drag {
  id: string
  what: 'move' | 'resize'
  x: number
  y: number
  begun: boolean
}

/** Moves a tile by its title and resizes it by its corner. The board shows where it would lie; Esc takes it back. */
export const useTileDrag = (store: DashboardStore, board: RefObject<HTMLElement | null>) => {
  const drag = useRef<Drag | null>(null)
  const [dragged, setDragged] = useState<string | null>(null)

  const end = (keep: boolean): void => {
    const now = drag.current
    drag.current = null
    setDragged(null)
    if (now?.begun && keep) void store.drop(now.id)
    else store.setPreview(null)
  }
  useEffect(() => {
    if (dragged === null) return
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      end(false)
    }
    window.addEventListener('keydown', onKeyDown, true)
    return () => window.removeEventListener('keydown', onKeyDown, true)
  })

  const show = ({ id, what }: Drag, event: PointerEvent): void => {
    const area = board.current?.getBoundingClientRect()
    if (!area) return
    const slot = (area.width + gap) / store.slots
    const { layout } = store
    const places = pack(layout, store.slots)
    const column = Math.min(store.slots - 1, Math.max(0, Math.floor((event.clientX - area.left) / slot)))
    const row = Math.max(0, Math.floor((event.clientY - area.top) / (rowHeight + gap)))
    if (what === 'move') {
      store.setPreview(droppedAt(layout, places, id, column, row))
      return
    }
    const place = places.find((each) => each.id === id)
    const sizes = store.shown.find((each) => each.id === id)?.tile.sizes
    if (!place || !sizes) return
    const width = (event.clientX - area.left) / slot - place.column
    const height = (event.clientY - area.top) / (rowHeight + gap) - place.row
    const size = sizeNear(sizes, Math.max(1, Math.round(width)), Math.max(1, Math.round(height)))
    store.setPreview(layout.map((placed) => (placed.id === id ? { ...placed, size } : placed)))
  }

  const onPointerMove = (event: PointerEvent): void => {
    const now = drag.current
    if (!now) return
    if (!now.begun) {
      if (Math.hypot(event.clientX - now.x, event.clientY - now.y) < threshold) return
      if (!store.mayArrange()) {
        drag.current = null
        return
      }
      now.begun = true
      setDragged(now.id)
    }
    show(now, event)
  }
  const latest = useRef({ onPointerMove, end })
  latest.current = { onPointerMove, end }
  // On the window: the board changes under the pointer, and an element that changes its place loses its capture.
  useEffect(() => {
    const move = (event: PointerEvent): void => latest.current.onPointerMove(event)
    const drop = (): void => {
      if (drag.current) latest.current.end(true)
    }
    const cancel = (): void => {
      if (drag.current) latest.current.end(false)
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', drop)
    window.addEventListener('pointercancel', cancel)
    return () => {
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', drop)
      window.removeEventListener('pointercancel', cancel)
    }
  }, [])

  const press = (id: string, what: Drag['what']) => (event: PressEvent<HTMLElement>) => {
    if (event.button !== 0) return
    // No text is selected while the pointer moves.
    event.preventDefault()
    drag.current = { id, what, x: event.clientX, y: event.clientY, begun: false }
  }
  return { dragged, press }
}
