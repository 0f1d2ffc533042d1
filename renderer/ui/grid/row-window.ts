import { type RefObject, useLayoutEffect, useState } from 'react'

/** Rows drawn above and below those in sight: what a turn of the wheel uncovers before the next picture. */
const spare = 6

/** Rows `first` up to `first + count - 1` are drawn. */
export interface RowWindow {
  first: number
  count: number
}

/**
 * The rows to draw at a place of the scroll bar. Their number depends on the height alone, so that scrolling exchanges what
 * lines show instead of adding and removing them. All in pixels.
 */
export const rowWindow = (scrollTop: number, height: number, rowHeight: number, rowCount: number): RowWindow => {
  if (height <= 0) return { first: 0, count: 0 }
  const count = Math.min(rowCount, Math.ceil(height / rowHeight) + 1 + 2 * spare)
  return { first: Math.max(0, Math.min(Math.floor(scrollTop / rowHeight) - spare, rowCount - count)), count }
}

/** Where to scroll so that a row is in sight between the heading line and the lower edge; null = it is. */
export const scrollTopFor = (
  index: number,
  rowHeight: number,
  headHeight: number,
  box: { scrollTop: number; clientHeight: number },
): number | null => {
  const top = index * rowHeight
  if (top < box.scrollTop) return top
  const below = top + rowHeight + headHeight - box.clientHeight
  return below > box.scrollTop ? below : null
}

/** The rows in sight of a scrolling element and its inner width. Draws again only when other rows come into sight. */
export const useRowWindow = (
  scroller: RefObject<HTMLElement | null>,
  headHeight: number,
  rowHeight: number,
  rowCount: number,
): RowWindow & { room: number } => {
  const [room, setRoom] = useState({ width: 0, height: 0 })
  const [line, setLine] = useState(0)
  useLayoutEffect(() => {
    const box = scroller.current
    if (!box) return
    const measure = (): void =>
      setRoom((now) =>
        now.width === box.clientWidth && now.height === box.clientHeight ? now : { width: box.clientWidth, height: box.clientHeight },
      )
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(box)
    return () => observer.disconnect()
  }, [scroller])
  useLayoutEffect(() => {
    const box = scroller.current
    if (!box) return
    const onScroll = (): void => setLine(Math.floor(box.scrollTop / rowHeight))
    onScroll()
    box.addEventListener('scroll', onScroll, { passive: true })
    return () => box.removeEventListener('scroll', onScroll)
  }, [scroller, rowHeight])
  return { ...rowWindow(line * rowHeight, room.height - headHeight, rowHeight, rowCount), room: room.width }
}
