import type { ListKind, ListRow } from '../../preload/contract/inventory.ts'

/** What the frame may ask of the list on screen; the inventory feature implements it. */
export interface ActiveList {
  readonly kind: ListKind
  readonly title: string
  /** Its first rows are there, or it is known that there are none. */
  readonly loaded: boolean
  /** Rows that pass the filter. */
  readonly shown: number
  /** Rows without the filter. */
  readonly total: number
  readonly selectedCount: number
  /** Another value whenever other rows are selected. */
  readonly selection: unknown
  /** The row whose details are shown. */
  readonly activeRow: ListRow | null
  /** Whether a command can be run on the active row, by what its details say; else why not. */
  may(command: string): true | string
  reload(): Promise<void>
  copySelection(): Promise<void>
  selectedIds(): Promise<number[]>
  selectAll(): void
  focusFilter(): void
  /** Moves the details pane by whole tabs, or to the tab of that id. */
  stepTab(by: number): void
  openTab(id: string): void
}
