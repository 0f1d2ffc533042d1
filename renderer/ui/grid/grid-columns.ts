import type { CellFormat } from '../../../preload/contract/inventory.ts'
import type { GridColumn } from './grid-types.ts'

export const checkWidth = 36
export const narrowest = 48

/** What values of a format need at 12 px with their padding, so that figures and states are never cut off. */
const needs: Record<CellFormat, number> = {
  text: 64,
  count: 48,
  bytes: 78,
  percent: 60,
  instantLab: 132,
  instantWall: 156,
  durationMs: 84,
  verdict: 148,
  vmState: 86,
  jobStatus: 94,
  hostStatus: 92,
  health: 108,
  yesNo: 60,
}

/**
 * Widths in pixels. Columns that together are wider than the grid give way, down to 55 % and never below what their
 * values need, before the grid scrolls sideways; a column that the user sized keeps its size.
 */
export const fitColumns = (columns: readonly GridColumn[], sized: Readonly<Record<string, number>>, room: number): number[] => {
  const fixed = columns.reduce((sum, column) => sum + (sized[column.field] ?? 0), checkWidth)
  const free = columns.filter((column) => sized[column.field] === undefined)
  const ideal = (column: GridColumn): number => Math.max(column.width, needs[column.format])
  // The first column names the row and gives way least.
  const least = (column: GridColumn): number =>
    Math.max(needs[column.format], Math.floor(column.width * (column === columns[0] ? 0.7 : 0.55)))
  const wanted = free.reduce((sum, column) => sum + ideal(column), 0)
  const slack = free.reduce((sum, column) => sum + ideal(column) - least(column), 0)
  const over = Math.max(0, wanted + fixed - room)
  const share = room === 0 || slack === 0 ? 0 : Math.min(1, over / slack)
  return columns.map((column) => sized[column.field] ?? Math.floor(ideal(column) - (ideal(column) - least(column)) * share))
}

export const templateOf = (widths: readonly number[]): string =>
  [`${checkWidth}px`, ...widths.map((width, i) => (i === widths.length - 1 ? `minmax(${width}px, 1fr)` : `${width}px`))].join(' ')
