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
  severity: 108,
  yesNo: 60,
}

/** What values and heading need; a heading's letters take about 6.6 px each, and very long headings may be cut. */
const needOf = (column: GridColumn): number => Math.max(needs[column.format], Math.min(140, Math.ceil(column.label.length * 6.6) + 20))

const ideal = (column: GridColumn): number => Math.max(column.width, needOf(column))

/** The columns that are shown: those that yield are left out while all together need more than the room. */
export const columnsFor = (
  columns: readonly GridColumn[],
  sized: Readonly<Record<string, number>>,
  room: number,
): readonly GridColumn[] => {
  let kept = columns
  const wanted = (): number => kept.reduce((sum, column) => sum + (sized[column.field] ?? ideal(column)), checkWidth)
  const leaving = columns.filter((column) => column.yields !== undefined).sort((a, b) => (b.yields ?? 0) - (a.yields ?? 0))
  for (const next of leaving) {
    if (room === 0 || wanted() <= room) break
    kept = kept.filter((column) => column !== next)
  }
  return kept
}

/** Narrower columns hold short words and figures: they give way before long names are cut. */
const isShort = (column: GridColumn): boolean => column.width < 150

/**
 * Widths in pixels. Columns that together are wider than the grid give way, down to 55 % and never below what their
 * values need, before the grid scrolls sideways; where there is room to spare, columns of text grow by up to a half.
 * A column that the user sized keeps its size.
 */
export const fitColumns = (columns: readonly GridColumn[], sized: Readonly<Record<string, number>>, room: number): number[] => {
  const first = columns[0]
  // The first column names the row and gives way least.
  const least = (column: GridColumn): number => Math.max(needOf(column), Math.floor(column.width * (column === first ? 0.7 : 0.55)))
  const widths = columns.map((column) => sized[column.field] ?? ideal(column))
  const free = columns.map((column, i) => ({ column, i })).filter(({ column }) => sized[column.field] === undefined)
  const total = (): number => widths.reduce((sum, width) => sum + width, checkWidth)
  if (room === 0) return widths
  const shrink = (group: typeof free): void => {
    const slack = group.reduce((sum, { column }) => sum + ideal(column) - least(column), 0)
    const share = slack === 0 ? 0 : Math.min(1, Math.max(0, total() - room) / slack)
    for (const { column, i } of group) widths[i] = Math.floor(ideal(column) - (ideal(column) - least(column)) * share)
  }
  shrink(free.filter(({ column }) => column !== first && isShort(column)))
  shrink(free.filter(({ column }) => column === first || !isShort(column)))
  const growing = free.filter(({ column }) => column.format === 'text')
  const spare = Math.max(0, room - total())
  const text = growing.reduce((sum, { column }) => sum + column.width, 0)
  for (const { column, i } of growing) widths[i] = Math.floor((widths[i] ?? 0) + column.width * Math.min(0.5, spare / text))
  return widths
}

/** The tracks of a row: the last one is empty and takes what is left over. */
export const templateOf = (widths: readonly number[]): string =>
  [`${checkWidth}px`, ...widths.map((width) => `${width}px`), '1fr'].join(' ')
