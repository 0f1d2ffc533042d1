import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkWidth, columnsFor, fitColumns } from '../../../../renderer/ui/grid/grid-columns.ts'

const column = (field: string, width: number, format: 'text' | 'bytes' | 'verdict' = 'text') => ({
  field,
  label: field,
  format,
  width,
  sortable: true,
})
const sum = (widths: readonly number[]) => widths.reduce((total, width) => total + width, checkWidth)

describe('fitColumns', () => {
  it('keeps the widths where they just fit', () => {
    expect(fitColumns([column('name', 180), column('host', 120)], {}, 300 + checkWidth)).toEqual([180, 120])
  })
  it('lets text grow by up to a half where there is room, and figures not', () => {
    expect(fitColumns([column('name', 180), column('memory', 90, 'bytes')], {}, 2000)).toEqual([270, 90])
    expect(fitColumns([column('name', 180), column('memory', 90, 'bytes')], {}, 300 + checkWidth)).toEqual([210, 90])
  })
  it('cuts short columns before long names', () => {
    expect(fitColumns([column('name', 180), column('host', 120), column('os', 200)], {}, 460 + checkWidth)).toEqual([180, 80, 200])
  })
  it('gives a format what its values need', () => expect(fitColumns([column('readiness', 100, 'verdict')], {}, 1000)).toEqual([148]))
  it('shrinks to the room, but keeps what the user sized', () => {
    const fitted = fitColumns([column('name', 300), column('host', 300)], { name: 250 }, 500)
    expect(fitted[0]).toBe(250)
    expect(sum(fitted)).toBeLessThanOrEqual(500)
  })
  it('never goes below 55 % of a width nor above one and a half, whatever the room', () => {
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
          return fitted.every((width, i) => width >= Math.floor(widths[i]! * 0.55) && width <= widths[i]! * 1.5)
        },
      ),
    )
  })
})

describe('columnsFor', () => {
  const columns = [column('name', 200), { ...column('state', 100), yields: 0 }, { ...column('job', 100), yields: 1 }, column('os', 200)]
  it.each([
    ['shows all where they fit', 600 + checkWidth, ['name', 'state', 'job', 'os']],
    ['leaves out the last to yield first', 599 + checkWidth, ['name', 'state', 'os']],
    ['leaves out no more than those that yield', 100, ['name', 'os']],
    ['waits for the first measure', 0, ['name', 'state', 'job', 'os']],
  ])('%s', (_, room, fields) => expect(columnsFor(columns, {}, room).map((one) => one.field)).toEqual(fields))
})
