import { type RefCallback, useCallback, useLayoutEffect, useReducer, useRef, useState } from 'react'
import { fitGroups, type Shrink } from './ribbon-fit.ts'

/**
 * How far each group of the ribbon shrinks so that all stand in the strip, whose children of role group they are, in this order. A group
 * that was never drawn at a level is drawn so once to be measured, before anything is painted. `groups` tell what is in each.
 */
export const useFittedGroups = (groups: readonly string[]): { strip: RefCallback<HTMLElement>; levels: readonly Shrink[] } => {
  const [room, setRoom] = useState(Number.POSITIVE_INFINITY)
  const [, again] = useReducer((n: number) => n + 1, 0)
  const widths = useRef(new Map<string, number>())
  const shown = useRef<HTMLElement | null>(null)
  const keyOf = (index: number, level: Shrink): string => `${level} ${groups[index]}`
  const { levels, known } = fitGroups(groups.length, room, (index, level) => widths.current.get(keyOf(index, level)))
  useLayoutEffect(() => {
    const strip = shown.current
    if (known || !strip) return
    // Fluent puts stops for the focus beside them.
    const drawn = strip.querySelectorAll(':scope > [role="group"]')
    levels.forEach((level, index) => {
      const group = drawn[index]
      if (group) widths.current.set(keyOf(index, level), group.getBoundingClientRect().width)
    })
    again()
  })
  const strip = useCallback((element: HTMLElement | null) => {
    shown.current = element
    if (!element) return
    setRoom(element.clientWidth)
    const watch = new ResizeObserver(() => setRoom(element.clientWidth))
    watch.observe(element)
    return () => {
      shown.current = null
      watch.disconnect()
    }
  }, [])
  return { strip, levels }
}
