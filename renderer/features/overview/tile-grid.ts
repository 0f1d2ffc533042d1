import type { PlacedTile, TileSize } from '../../../preload/contract/dashboard.ts'

/** The board counts in slots of three of its twelve columns; a narrow window has two slots or one. */
export const slotsOf = (width: number): 4 | 2 | 1 => (width >= 840 ? 4 : width >= 460 ? 2 : 1)

const extents: Record<TileSize, { width: number; height: number }> = {
  S: { width: 1, height: 1 },
  M: { width: 1, height: 2 },
  L: { width: 2, height: 2 },
  W: { width: 4, height: 2 },
}
const order: readonly TileSize[] = ['S', 'M', 'L', 'W']

export interface Place {
  id: string
  /** In slots and rows, from 0. */
  column: number
  row: number
  width: number
  height: number
}

export type Direction = 'left' | 'right' | 'up' | 'down'

/** Each tile in turn takes the first place that is free for it, so that nothing overlaps and the board stays dense. */
export const pack = (layout: readonly PlacedTile[], slots: number): Place[] => {
  const taken: boolean[][] = []
  const free = (row: number, column: number, width: number, height: number): boolean => {
    for (let y = row; y < row + height; y++) for (let x = column; x < column + width; x++) if (taken[y]?.[x]) return false
    return true
  }
  return layout.map(({ id, size }) => {
    const { height } = extents[size]
    const width = Math.min(slots, extents[size].width)
    for (let row = 0; ; row++)
      for (let column = 0; column + width <= slots; column++) {
        if (!free(row, column, width, height)) continue
        for (let y = row; y < row + height; y++) {
          taken[y] ??= []
          for (let x = column; x < column + width; x++) taken[y]![x] = true
        }
        return { id, column, row, width, height }
      }
  })
}

/** The layout with one tile at another index; what stood between moves up. */
export const movedTo = (layout: readonly PlacedTile[], id: string, index: number): PlacedTile[] => {
  const tile = layout.find((each) => each.id === id)
  const rest = layout.filter((each) => each.id !== id)
  return tile ? [...rest.slice(0, index), tile, ...rest.slice(index)] : [...layout]
}

/** How much two stretches have in common, in slots or rows. */
const overlap = (a: number, aLength: number, b: number, bLength: number): number => Math.min(a + aLength, b + bLength) - Math.max(a, b)

/** The tile that lies next in a direction; sideways, where a row ends, the one before or after it in the order. */
export const neighbour = (places: readonly Place[], id: string, direction: Direction): string | null => {
  const index = places.findIndex((place) => place.id === id)
  const here = places[index]
  if (!here) return null
  const sideways = direction === 'left' || direction === 'right'
  const beyond = (place: Place): number => {
    if (direction === 'left') return here.column - place.column - place.width
    if (direction === 'right') return place.column - here.column - here.width
    if (direction === 'up') return here.row - place.row - place.height
    return place.row - here.row - here.height
  }
  const shared = (place: Place): number =>
    sideways ? overlap(here.row, here.height, place.row, place.height) : overlap(here.column, here.width, place.column, place.width)
  const [nearest] = places
    .filter((place) => place.id !== id && beyond(place) >= 0 && shared(place) > 0)
    .sort((a, b) => beyond(a) - beyond(b) || (sideways ? a.row - b.row : a.column - b.column))
  if (nearest) return nearest.id
  return sideways ? (places[index + (direction === 'left' ? -1 : 1)]?.id ?? null) : null
}

/** The layout after a tile was moved by one place in a direction; null at the edge. Sideways it goes on until it really lies elsewhere. */
export const shifted = (layout: readonly PlacedTile[], slots: number, id: string, direction: Direction): PlacedTile[] | null => {
  const places = pack(layout, slots)
  const from = layout.findIndex((tile) => tile.id === id)
  const before = places[from]
  if (!before) return null
  const lies = (next: readonly PlacedTile[]): boolean => {
    const place = pack(next, slots).find((each) => each.id === id)
    return place?.column !== before.column || place.row !== before.row
  }
  if (direction === 'left' || direction === 'right') {
    const by = direction === 'left' ? -1 : 1
    for (let index = from + by; index >= 0 && index < layout.length; index += by) {
      const next = movedTo(layout, id, index)
      if (lies(next)) return next
    }
    return null
  }
  const target = neighbour(places, id, direction)
  const next =
    target === null
      ? null
      : movedTo(
          layout,
          id,
          layout.findIndex((tile) => tile.id === target),
        )
  return next && lies(next) ? next : null
}

/** The next size that a tile may have: right and down are larger. Null when it has none. */
export const resized = (size: TileSize, sizes: readonly TileSize[], direction: Direction): TileSize | null => {
  const larger = direction === 'right' || direction === 'down'
  const fitting = order.filter((each) => sizes.includes(each))
  return fitting[fitting.indexOf(size) + (larger ? 1 : -1)] ?? null
}

/** The allowed size nearest to a width and a height, in slots and rows. */
export const sizeNear = (sizes: readonly TileSize[], width: number, height: number): TileSize => {
  const far = (size: TileSize): number => Math.abs(extents[size].width - width) + Math.abs(extents[size].height - height)
  return [...sizes].sort((a, b) => far(a) - far(b) || order.indexOf(a) - order.indexOf(b))[0]!
}

/** Where a dragged tile would go when the pointer is over that slot and row of the board as it lay at first. */
export const droppedAt = (
  layout: readonly PlacedTile[],
  places: readonly Place[],
  id: string,
  column: number,
  row: number,
): PlacedTile[] => {
  const over = places.findIndex(
    (place) => column >= place.column && column < place.column + place.width && row >= place.row && row < place.row + place.height,
  )
  if (over >= 0) return movedTo(layout, id, over)
  const lowest = Math.max(0, ...places.map((place) => place.row + place.height))
  return row >= lowest ? movedTo(layout, id, layout.length - 1) : [...layout]
}
