import { type RefCallback, useLayoutEffect, useReducer, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { fitGroups, type Shrink } from './ribbon-fit.ts'

/**
 * How far each group of the ribbon shrinks so that all stand in the strip, whose children of role group they are, in this
 * order; `groups` tell what is in each. A group that was never drawn at a level is drawn so once to be measured. That is
 * done when the browser tells the strip's size, after layout and before it paints: to ask for sizes earlier would make it
 * lay out the whole window once more, at every start.
 */
export const useFittedGroups = (groups: readonly string[]): { strip: RefCallback<HTMLElement>; levels: readonly Shrink[] } => {
  const [element, setElement] = useState<HTMLElement | null>(null)
  const [, again] = useReducer((n: number) => n + 1, 0)
  const widths = useRef(new Map<string, number>())
  const room = useRef(Number.POSITIVE_INFINITY)
  const key = (index: number, level: Shrink): string => `${level} ${groups[index]}`
  const fitted = (): Shrink[] => fitGroups(groups.length, room.current, (index, level) => widths.current.get(key(index, level))).levels
  const levels = fitted()

  const contents = groups.join(', ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the contents say all that is used of the groups
  useLayoutEffect(() => {
    if (!element) return
    let drawn = levels
    const measure = (): void => {
      const shown = element.querySelectorAll(':scope > [role="group"]')
      for (const [i, level] of drawn.entries()) widths.current.set(key(i, level), shown[i]?.getBoundingClientRect().width ?? 0)
    }
    const watch = new ResizeObserver(([entry]) => {
      room.current = entry?.contentRect.width ?? room.current
      measure()
      for (let next = fitted(); next.join() !== drawn.join(); next = fitted()) {
        drawn = next
        flushSync(again)
        measure()
      }
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [element, contents])

  return { strip: setElement, levels }
}
