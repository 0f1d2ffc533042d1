import * as z from 'zod'
import { area, call } from './area.ts'
import { instantMs } from './common.ts'
import { listKind } from './inventory.ts'

/** Columns of twelve and rows of 96 pixels: S 3x1, M 3x2, L 6x2, W 12x2. */
export const tileSizes = ['S', 'M', 'L', 'W'] as const
export const tileSize = z.enum(tileSizes)
export type TileSize = z.infer<typeof tileSize>

/** How a figure is meant; the window draws an icon beside its words. */
export const figureTones = [
  'success',
  'warning',
  'critical',
  'blocked',
  'neutral',
  'progress',
  'unknown',
  'info',
  'cancelled',
  'waiting',
] as const

export const tileFigure = z.object({
  id: z.string(),
  /** What stands after the number: "failed in 24 h". */
  label: z.string(),
  count: z.int(),
  /** "3 of 10"; null where the number stands alone. */
  of: z.int().nullable(),
  tone: z.enum(figureTones).nullable(),
  /** The list that was counted, or the page that tells the same. */
  opens: z.discriminatedUnion('type', [
    z.object({ type: z.literal('list'), kind: listKind, where: z.string() }),
    z.object({ type: z.literal('page'), page: z.string() }),
  ]),
})
export type TileFigure = z.infer<typeof tileFigure>

/** A line of a tile of events; it opens that row of their list. */
export const tileEvent = z.object({
  id: z.int(),
  name: z.string(),
  severity: z.enum(['critical', 'warning', 'information']),
  atMs: instantMs,
})
export type TileEvent = z.infer<typeof tileEvent>

export const tile = z.object({
  id: z.string(),
  title: z.string(),
  /** The first is the one that it has by itself. */
  sizes: z.array(tileSize).min(1),
  /** What it counts, by which clock; for "About this figure". */
  about: z.string(),
  /** What stands there when every figure is 0; null = the zeros say it. */
  empty: z.string().nullable(),
  /** The page that tells more; null = the list of the first figure does. */
  page: z.string().nullable(),
  /** Empty for a tile that is hidden: it is not counted. */
  figures: z.array(tileFigure),
  /** The newest events behind the figures; absent where a tile shows none. */
  latest: z.array(tileEvent).optional(),
})
export type Tile = z.infer<typeof tile>

export const placedTile = z.object({
  id: z.string().max(40),
  size: tileSize,
  /** The user's own name; null = the title. */
  name: z.string().min(1).max(40).nullable(),
})
export type PlacedTile = z.infer<typeof placedTile>

export const dashboardState = z.object({
  /** Every tile there is, in the order of the catalogue. */
  tiles: z.array(tile),
  /** The tiles shown, in reading order; all others are hidden. */
  layout: z.array(placedTile),
  /** False while the layout is the one that a new lab has. */
  changed: z.boolean(),
  /** When it was counted, lab time and wall time. */
  clockMs: instantMs,
  wallMs: instantMs,
  rulePack: z.string(),
})
export type DashboardState = z.infer<typeof dashboardState>

/** The Site Recovery overview. Its layout is kept in the lab, beside drafts: it is no part of what undo takes back. */
export const dashboard = area('engine', 'dashboard', {
  read: call(z.undefined(), dashboardState),
  /** Rejects with `lab-read-only`, `lab-busy`, `bad-request` for a tile that stands there twice or does not exist. */
  saveLayout: call(z.object({ layout: z.array(placedTile).max(100) }), z.null()),
  /** Back to what a new lab has. Rejects as `saveLayout`. */
  resetLayout: call(z.undefined(), z.null()),
})
