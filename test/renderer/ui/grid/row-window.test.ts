import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowWindow, scrollTopFor } from '../../../../renderer/ui/grid/row-window.ts'

describe('the rows that are drawn', () => {
  const places = fc.record({
    scrollTop: fc.integer({ min: 0, max: 1_000_000 }),
    height: fc.integer({ min: 1, max: 4000 }),
    rowHeight: fc.constantFrom(28, 32),
    rowCount: fc.integer({ min: 0, max: 30_000 }),
  })

  it('hold every row in sight, and none that the list does not have', () => {
    fc.assert(
      fc.property(places, ({ scrollTop, height, rowHeight, rowCount }) => {
        const { first, count } = rowWindow(scrollTop, height, rowHeight, rowCount)
        expect(first).toBeGreaterThanOrEqual(0)
        expect(first + count).toBeLessThanOrEqual(rowCount)
        const top = Math.min(scrollTop, Math.max(0, rowCount * rowHeight - height))
        for (const y of [top, top + height - 1]) {
          const row = Math.floor(y / rowHeight)
          if (row < rowCount) expect(row >= first && row < first + count).toBe(true)
        }
      }),
    )
  })

  it('are as many at every place of the scroll bar', () => {
    const counts = [0, 27, 28, 5000, 699_000, 9_000_000].map((top) => rowWindow(top, 500, 28, 25_000).count)
    expect(new Set(counts).size).toBe(1)
    expect(rowWindow(0, 500, 28, 25_000).count).toBeLessThan(40)
  })

  it('are none before the grid has a height', () => {
    expect(rowWindow(0, -32, 28, 25_000)).toEqual({ first: 0, count: 0 })
  })
})

describe('bringing a row into sight', () => {
  const box = { scrollTop: 280, clientHeight: 312 }
  // 10 rows of 28 under a heading line of 32: rows 10 to 19.
  it.each([
    [10, null],
    [19, null],
    [9, 252],
    [0, 0],
    [20, 308],
    [100, 2548],
  ])('row %i scrolls to %s', (index, expected) => {
    expect(scrollTopFor(index, 28, 32, box)).toBe(expected)
  })
})
