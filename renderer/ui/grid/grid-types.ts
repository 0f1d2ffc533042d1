import type { CellFormat, ListRow } from '../../../preload/contract/inventory.ts'
import type { FormatContext } from '../format.ts'

export interface GridColumn {
  field: string
  label: string
  format: CellFormat
  /** Pixels at 100 %. */
  width: number
  sortable: boolean
  /** Left out while the columns together are wider than the grid; the highest number goes first. */
  yields?: number
}

export interface GridSort {
  field: string
  descending: boolean
}

/** How a move changes the selection: a click selects, Ctrl toggles, Shift extends, Ctrl+arrow only moves. */
export type MoveMode = 'select' | 'toggle' | 'extend' | 'move'

/** What the grid shows and tells; it keeps no rows and no selection of its own. */
export interface GridProps {
  label: string
  columns: readonly GridColumn[]
  sort: readonly GridSort[]
  rowCount: number
  /** What the rows are: with another text here the grid goes to its active row, or without one to the top. */
  content: string
  rowHeight: number
  context: FormatContext
  /** The row, or undefined while it is being read. */
  rowAt: (index: number) => ListRow | undefined
  isSelected: (id: number) => boolean
  selectionState: 'none' | 'some' | 'all'
  /** -1 = no row. */
  activeIndex: number
  /** Told whenever other rows come into sight, so that they can be read. */
  onVisible: (first: number, last: number) => void
  onMove: (index: number, mode: MoveMode) => void
  onToggleAll: () => void
  onSort: (field: string, add: boolean) => void
  onOpen: (index: number) => void
  onCopy: () => void
  onSelectAll: () => void
  /** Right button or Shift+F10: where the menu goes, in pixels of the window. */
  onMenu: (point: { x: number; y: number }) => void
}
