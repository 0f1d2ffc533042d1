import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkWidth, fitColumns } from '../../../../renderer/ui/grid/grid-columns.ts'

const column = (field: string, width: number, format: 'text' | 'bytes' | 'verdict' = 'text') => ({
  field,
  label: field,
  format,
  width,
  sortable: true,
})
const sum = (widths: readonly number[]) => widths.reduce((total, width) => total + width, checkWidth)

describe('fitColumns', () => {
  it('keeps the widths where there is room', () => {
    expect(fitColumns([column('name', 180), column('host', 120)], {}, 1000)).toEqual([180, 120])
  })
  it('gives a format what its values need', () => expect(fitColumns([column('readiness', 100, 'verdict')], {}, 1000)).toEqual([148]))
  it('shrinks to the room, but keeps what the user sized', () => {
    const fitted = fitColumns([column('name', 300), column('host', 300)], { name: 250 }, 500)
    expect(fitted[0]).toBe(250)
    expect(sum(fitted)).toBeLessThanOrEqual(500)
  })
  it('never goes below 55 % of a width, whatever the room', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 64, max: 400 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 0, max: 3000 }),
        (widths, room) => {
          const fitted = fitColumns(
            widths.map((width, i) => column(`f${i}`, width)),
            {},
            room,
          )
          return fitted.every((width, i) => width >= Math.floor(widths[i]! * 0.55) && width <= widths[i]!)
        },
      ),
    )
  })
})
