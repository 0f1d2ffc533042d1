import { useEffect, useState } from 'react'
import type { Box } from './place-card.ts'

const same = (a: Box | null, b: Box | null): boolean =>
  a === b || (a !== null && b !== null && a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height)

/**
 * Where the first element of a selector stands in the window, in pixels; null while there is none. Read once a frame:
 * lists arrive late, and panes move with the window.
 */
export const useTargetBox = (selector: string): Box | null => {
  const [box, setBox] = useState<Box | null>(null)
  useEffect(() => {
    let frame = 0
    const read = (): void => {
      const found = document.querySelector(selector)?.getBoundingClientRect()
      const now = found ? { left: found.left, top: found.top, width: found.width, height: found.height } : null
      setBox((before) => (same(before, now) ? before : now))
      frame = requestAnimationFrame(read)
    }
    read()
    return () => cancelAnimationFrame(frame)
  }, [selector])
  return box
}
