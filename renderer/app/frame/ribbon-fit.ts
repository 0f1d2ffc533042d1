/** How far a group of the ribbon is shrunk: 0 = as the registry has it, 1 = all its commands small, 2 = one button with a menu. */
export type Shrink = 0 | 1 | 2

/** CSS pixels that group `index` takes at `level`; undefined = it was never drawn so. */
export type WidthOf = (index: number, level: Shrink) => number | undefined

/**
 * How to draw the groups so that they stand in `room` CSS pixels: groups shrink from the right, first to small commands,
 * then to a menu, and none to what is no narrower. `known` = false asks to draw it so, to measure, and to ask again.
 */
export const fitGroups = (count: number, room: number, widthOf: WidthOf): { levels: Shrink[]; known: boolean } => {
  const levels = new Array<Shrink>(count).fill(0)
  let total = 0
  for (let i = 0; i < count; i++) {
    const width = widthOf(i, 0)
    if (width === undefined) return { levels, known: false }
    total += width
  }
  for (const level of [1, 2] as const)
    for (let i = count - 1; i >= 0 && total > room; i--) {
      const before = levels[i] ?? 0
      const now = widthOf(i, before) ?? 0
      const width = widthOf(i, level)
      levels[i] = level
      if (width === undefined) return { levels, known: false }
      if (width < now) total += width - now
      else levels[i] = before
    }
  return { levels, known: true }
}
