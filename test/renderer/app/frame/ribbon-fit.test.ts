import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitGroups, type Shrink } from '../../../../renderer/app/frame/ribbon-fit.ts'

/** Draws and measures until all that matters is known, as the ribbon does. */
const fitted = (widths: readonly (readonly [number, number, number])[], room: number): { levels: Shrink[]; drawn: number } => {
  const measured = new Map<string, number>()
  for (let drawn = 0; ; drawn++) {
    const { levels, known } = fitGroups(widths.length, room, (index, level) => measured.get(`${index} ${level}`))
    if (known) return { levels, drawn }
    for (const [index, level] of levels.entries()) measured.set(`${index} ${level}`, widths[index]?.[level] ?? 0)
  }
}
const widthAt = (widths: readonly (readonly [number, number, number])[], levels: readonly Shrink[]): number =>
  levels.reduce<number>((sum, level, i) => sum + (widths[i]?.[level] ?? 0), 0)

const item = [
  [130, 110, 70],
  [420, 380, 90],
  [200, 190, 80],
  [330, 300, 96],
  [105, 105, 60],
  [80, 150, 90],
] as const

describe('groups of the ribbon', () => {
  it.each([
    { room: 1280, levels: [0, 0, 0, 0, 0, 0] },
    { room: 1264, levels: [0, 0, 0, 1, 0, 0] },
    { room: 1200, levels: [0, 1, 1, 1, 0, 0] },
    { room: 1170, levels: [1, 1, 1, 1, 0, 0] },
    { room: 1150, levels: [1, 1, 1, 1, 2, 0] },
    { room: 900, levels: [1, 1, 2, 2, 2, 0] },
    { room: 700, levels: [1, 2, 2, 2, 2, 0] },
    { room: 500, levels: [2, 2, 2, 2, 2, 0] },
    { room: 300, levels: [2, 2, 2, 2, 2, 0] },
  ])('in $room pixels: $levels', ({ room, levels }) => {
    expect(fitted(item, room).levels).toEqual(levels)
  })

  it('stand in the room wherever any way of drawing them does that shrinks from the right', () => {
    const group = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }))
    fc.assert(
      fc.property(fc.array(group, { maxLength: 8 }), fc.integer({ min: 0, max: 3000 }), (widths, room) => {
        const { levels, drawn } = fitted(widths, room)
        const narrowest = widths.map(([full, small, menu]) => {
          const compact = Math.min(full, small)
          return Math.min(compact, menu)
        })
        if (narrowest.reduce((a, b) => a + b, 0) <= room) expect(widthAt(widths, levels)).toBeLessThanOrEqual(room)
        for (const [i, level] of levels.entries()) expect(widths[i]?.[level]).toBeLessThanOrEqual(widths[i]?.[0] ?? 0)
        expect(drawn).toBeLessThanOrEqual(1 + 2 * widths.length)
      }),
    )
  })
})
