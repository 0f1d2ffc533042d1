import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chosenFigures, figureSpecs } from '../bench/figures.ts'
import { markdownOf } from '../bench/report.ts'
import { compare, type FigureSpec, figureOf, median, percentile, withRatios } from '../bench/statistics.ts'

const spec: FigureSpec = {
  name: 'thing',
  group: 'import',
  what: 'A thing',
  against: 'the least',
  unit: 'ms',
  goals: [{ kind: 'ratio', atMost: 2 }],
}
const baseline = { figures: { thing: { ratio: 2, tolerance: 0.25 } } }

describe('statistics', () => {
  test.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[7], 7],
  ])('median of %j is %d', (values, expected) => expect(median(values)).toBe(expected))

  test.each([
    [Array.from({ length: 100 }, (_, i) => i + 1), 0.95, 95],
    [[5, 1], 0.95, 5],
    [[5, 1], 0, 1],
    [[5, 1], 1, 5],
  ])('percentile', (values, share, expected) => expect(percentile(values, share)).toBe(expected))

  test('do not depend on the order and stay between the extremes', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 }), (values) => {
        const middle = median(values)
        expect(median([...values].reverse())).toBe(middle)
        expect(middle).toBeGreaterThanOrEqual(Math.min(...values))
        expect(middle).toBeLessThanOrEqual(Math.max(...values))
        expect(values).toContain(percentile(values, 0.95))
      }),
    )
  })

  test('of nothing are an error', () => {
    expect(() => median([])).toThrow(RangeError)
    expect(() => percentile([], 0.5)).toThrow(RangeError)
  })
})

describe('figures', () => {
  test('compare medians with their floor and mark a goal that is missed', () => {
    expect(figureOf(spec, [10, 40, 20], [9, 10, 11])).toMatchObject({ value: 20, floor: 10, ratio: 2, goalsMet: true })
    expect(figureOf(spec, [21], [10]).goalsMet).toBe(false)
    expect(figureOf({ ...spec, goals: [{ kind: 'value', atMost: 20 }] }, [21], [100]).goalsMet).toBe(false)
    // nothing to divide by: no ratio, and a goal of ratio is not met by that
    expect(figureOf(spec, [1], [0])).toMatchObject({ ratio: null, goalsMet: false })
  })

  test.each([
    [25, false],
    [26, true],
    [1, false],
  ])('%d against 10 is worse than 2 x and a quarter: %s', (value, worse) => {
    expect(compare([figureOf(spec, [value], [10])], baseline)).toEqual([
      { name: 'thing', ratio: value / 10, baseline: 2, limit: 2.5, worse },
    ])
  })

  test('that the baseline does not know, or that have no ratio, are not compared', () => {
    expect(compare([figureOf({ ...spec, name: 'new' }, [1], [1]), figureOf(spec, [1], [0])], baseline)).toEqual([])
  })

  test('a new baseline keeps what was not measured, and tolerances', () => {
    const before = { figures: { other: { ratio: 1, tolerance: 1 }, ...baseline.figures } }
    const measured = [figureOf(spec, [15], [10]), figureOf({ ...spec, name: 'new' }, [1], [3])]
    expect(withRatios(before, measured, { import: 0.3, lists: 0.4, replication: 0.4, window: 0.5 })).toEqual({
      figures: { other: { ratio: 1, tolerance: 1 }, thing: { ratio: 1.5, tolerance: 0.25 }, new: { ratio: 0.333, tolerance: 0.3 } },
    })
  })

  test('are chosen by name or group', () => {
    expect(chosenFigures([])).toEqual(figureSpecs)
    const importing = figureSpecs.filter(({ group }) => group === 'import').map(({ name }) => name)
    expect(importing).toEqual(['import-time', 'import-memory', 'collector-time', 'collector-memory'])
    expect(chosenFigures(['import', 'scroll-frame']).map(({ name }) => name)).toEqual([...importing, 'scroll-frame'])
    expect(() => chosenFigures(['imports'])).toThrow('There is no figure "imports".')
    expect(new Set(figureSpecs.map(({ name }) => name)).size).toBe(figureSpecs.length)
  })
})

test('the table marks goals that are missed and ratios that are worse', () => {
  const figures = [figureOf(spec, [30], [10])]
  expect(markdownOf(figures, compare(figures, baseline)).split('\n').at(-1)).toBe(
    '| A thing (`thing`) | 30.0 ms | 10.0 ms: the least | 3.00 x | <= 2.0 x **missed** | 2.00 x **worse** |',
  )
  expect(markdownOf(figures, [])).toContain('| - |')
})
