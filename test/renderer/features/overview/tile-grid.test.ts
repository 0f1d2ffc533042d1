import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type PlacedTile, type TileSize, tileSizes } from '../../../../preload/contract/dashboard.ts'
import {
  type Direction,
  droppedAt,
  movedTo,
  neighbour,
  pack,
  resized,
  shifted,
  sizeNear,
  slotsOf,
} from '../../../../renderer/features/overview/tile-grid.ts'

const at = (text: string): PlacedTile[] =>
  text.split(' ').map((word) => ({ id: word.slice(0, -1), size: word.at(-1) as TileSize, name: null }))
const ids = (layout: readonly PlacedTile[] | null): string | null => layout?.map(({ id }) => id).join(' ') ?? null
/** a M, b L, c M; d S, e S beside f L below. */
const layout = at('aM bL cM dS eS fL gW')
const layouts = fc
  .array(fc.constantFrom(...tileSizes), { minLength: 1, maxLength: 14 })
  .map((sizes) => sizes.map((size, n): PlacedTile => ({ id: `t${n}`, size, name: null })))
const slotCounts = fc.constantFrom(4, 2, 1)

test.each([
  [1008, 4],
  [840, 4],
  [839, 2],
  [460, 2],
  [459, 1],
  [0, 1],
])('%i pixels have %i slots', (width, slots) => expect(slotsOf(width)).toBe(slots))

describe('packing', () => {
  test('each takes the first free place', () => {
    expect(pack(layout, 4).map(({ id, column, row, width, height }) => [id, column, row, width, height])).toEqual([
      ['a', 0, 0, 1, 2],
      ['b', 1, 0, 2, 2],
      ['c', 3, 0, 1, 2],
      ['d', 0, 2, 1, 1],
      ['e', 1, 2, 1, 1],
      ['f', 2, 2, 2, 2],
      ['g', 0, 4, 4, 2],
    ])
  })

  test('nothing overlaps, nothing stands out, in any layout', () => {
    fc.assert(
      fc.property(layouts, slotCounts, (tiles, slots) => {
        const cells = pack(tiles, slots).flatMap(({ column, row, width, height }) => {
          expect(column + width).toBeLessThanOrEqual(slots)
          return Array.from({ length: width * height }, (_, n) => `${column + (n % width)},${row + Math.floor(n / width)}`)
        })
        expect(new Set(cells).size).toBe(cells.length)
      }),
    )
  })
})

describe('walking', () => {
  test.each([
    ['a', 'right', 'b'],
    ['b', 'right', 'c'],
    ['c', 'right', 'd'],
    ['d', 'left', 'c'],
    ['a', 'down', 'd'],
    ['b', 'down', 'e'],
    ['f', 'up', 'b'],
    ['g', 'up', 'f'],
    ['a', 'left', null],
    ['a', 'up', null],
    ['g', 'down', null],
    ['g', 'right', null],
    ['x', 'right', null],
  ] as [string, Direction, string | null][])('from %s %s to %s', (id, direction, to) =>
    expect(neighbour(pack(layout, 4), id, direction)).toBe(to),
  )

  test('right and down from the first tile reach every other', () => {
    fc.assert(
      fc.property(layouts, slotCounts, (tiles, slots) => {
        const places = pack(tiles, slots)
        const found = new Set([tiles[0]!.id])
        for (const id of found)
          for (const direction of ['left', 'right', 'up', 'down'] as const) {
            const next = neighbour(places, id, direction)
            if (next !== null) found.add(next)
          }
        expect(found.size).toBe(tiles.length)
      }),
    )
  })
})

describe('moving', () => {
  test.each([
    ['a', 'right', 'b a c d e f g'],
    ['c', 'left', 'a c b d e f g'],
    ['a', 'down', 'b c d a e f g'],
    ['f', 'up', 'a f b c d e g'],
    ['a', 'left', null],
    ['a', 'up', null],
    ['g', 'down', null],
    ['g', 'right', null],
  ] as [string, Direction, string | null][])('%s %s', (id, direction, expected) =>
    expect(ids(shifted(layout, 4, id, direction))).toBe(expected),
  )

  test('a move keeps every tile, and the moved one really lies elsewhere', () => {
    fc.assert(
      fc.property(layouts, slotCounts, fc.nat(13), fc.constantFrom('left', 'right', 'up', 'down'), (tiles, slots, n, direction) => {
        const { id } = tiles[n % tiles.length]!
        const next = shifted(tiles, slots, id, direction as Direction)
        if (!next) return
        expect([...next].sort((a, b) => a.id.localeCompare(b.id))).toEqual([...tiles].sort((a, b) => a.id.localeCompare(b.id)))
        const place = (of: readonly PlacedTile[]) => pack(of, slots).find((each) => each.id === id)
        expect(place(next)).not.toEqual(place(tiles))
      }),
    )
  })

  test('a tile that is not there moves nothing', () => expect(movedTo(layout, 'x', 0)).toEqual(layout))

  test.each([
    [3, 0, 'b c a d e f g'],
    [2, 1, 'b a c d e f g'],
    [0, 0, 'a b c d e f g'],
    [0, 9, 'b c d e f g a'],
    // Beside the two small ones nothing lies: it stays.
    [0, 3, 'a b c d e f g'],
  ])('dropped on slot %i, row %i', (column, row, expected) =>
    expect(ids(droppedAt(layout, pack(layout, 4), 'a', column, row))).toBe(expected),
  )
})

describe('sizes', () => {
  test.each([
    ['S', 'S M L', 'right', 'M'],
    ['M', 'S M L', 'down', 'L'],
    ['L', 'M L', 'left', 'M'],
    ['M', 'M S', 'up', 'S'],
    ['S', 'S M', 'left', null],
    ['W', 'L M W', 'right', null],
    ['S', 'S', 'right', null],
  ] as [TileSize, string, Direction, TileSize | null][])('%s of %s, %s', (size, sizes, direction, next) =>
    expect(resized(size, sizes.split(' ') as TileSize[], direction)).toBe(next),
  )

  test.each([
    ['S M', 1, 2, 'M'],
    ['S M', 1, 1, 'S'],
    ['L M', 3, 2, 'L'],
    ['L M W', 4, 2, 'W'],
    ['S', 4, 4, 'S'],
  ] as [string, number, number, TileSize][])('of %s near %i by %i', (sizes, width, height, size) =>
    expect(sizeNear(sizes.split(' ') as TileSize[], width, height)).toBe(size),
  )
})
