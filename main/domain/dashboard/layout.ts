import type { PlacedTile, TileSize } from '../../../preload/contract/dashboard.ts'

/** What a layout needs to know of a tile. */
export interface TileForm {
  id: string
  sizes: readonly TileSize[]
}

/** What is kept: the tiles shown, and every tile that there was to choose from. */
export interface KeptLayout {
  tiles: readonly PlacedTile[]
  known: readonly string[]
}

export const ownLayout = (catalogue: readonly TileForm[]): PlacedTile[] =>
  catalogue.map(({ id, sizes }) => ({ id, size: sizes[0]!, name: null }))

/**
 * The layout as it can be shown today: tiles that are gone are left out, a size that a tile no longer has becomes its own, and tiles
 * that came after the layout was kept stand at its end.
 */
export const presentLayout = (kept: KeptLayout | null, catalogue: readonly TileForm[]): PlacedTile[] => {
  if (kept === null) return ownLayout(catalogue)
  const forms = new Map(catalogue.map((form) => [form.id, form]))
  const seen = new Set<string>()
  const shown = kept.tiles.flatMap((tile) => {
    const form = forms.get(tile.id)
    if (!form || seen.has(tile.id)) return []
    seen.add(tile.id)
    return [{ ...tile, size: form.sizes.includes(tile.size) ? tile.size : form.sizes[0]! }]
  })
  return [...shown, ...ownLayout(catalogue.filter(({ id }) => !kept.known.includes(id) && !seen.has(id)))]
}
