import type { MoveMode } from './grid-types.ts'

/** Where the grid's cursor is: row -1 is the heading line, column 0 the check box. */
export interface GridCursor {
  row: number
  column: number
}

export type GridAction =
  | { type: 'cursor'; cursor: GridCursor }
  | { type: 'row'; row: number; mode: MoveMode }
  | { type: 'toggle-all' }
  | { type: 'sort'; column: number; add: boolean }
  | { type: 'open' }
  | { type: 'copy' }
  | { type: 'select-all' }
  | { type: 'menu' }

interface Press {
  key: string
  ctrl: boolean
  shift: boolean
}

const clamp = (value: number, min: number, max: number): number => Math.max(min, Math.min(max, value))

/** What a key means at a place; null = the grid leaves it alone. */
export const gridKey = (press: Press, at: GridCursor, size: { rows: number; columns: number; page: number }): GridAction | null => {
  const { key, ctrl, shift } = press
  const last = size.rows - 1
  const row = (to: number): GridAction | null => {
    if (to < 0 && at.row <= 0) return { type: 'cursor', cursor: { ...at, row: -1 } }
    if (size.rows === 0) return null
    return {
      type: 'row',
      row: clamp(to, 0, last),
      mode: shift ? 'extend' : ctrl && (key === 'ArrowUp' || key === 'ArrowDown') ? 'move' : 'select',
    }
  }
  const column = (to: number): GridAction => ({ type: 'cursor', cursor: { ...at, column: clamp(to, 0, size.columns - 1) } })
  switch (key) {
    case 'ArrowDown':
      return row(at.row + 1)
    case 'ArrowUp':
      return row(at.row - 1)
    case 'PageDown':
      return ctrl ? null : row(Math.max(at.row, 0) + size.page)
    case 'PageUp':
      return ctrl ? null : row(Math.max(0, at.row - size.page))
    case 'Home':
      return ctrl ? row(0) : column(0)
    case 'End':
      return ctrl ? row(last) : column(size.columns - 1)
    case 'ArrowLeft':
      return ctrl ? null : column(at.column - 1)
    case 'ArrowRight':
      return ctrl ? null : column(at.column + 1)
    case ' ':
      return at.row === -1 ? { type: 'toggle-all' } : { type: 'row', row: at.row, mode: shift ? 'extend' : 'toggle' }
    case 'Enter':
      if (at.row >= 0) return { type: 'open' }
      return at.column === 0 ? { type: 'toggle-all' } : { type: 'sort', column: at.column, add: shift }
    case 'F10':
      return shift && at.row >= 0 ? { type: 'menu' } : null
    case 'ContextMenu':
      return at.row >= 0 ? { type: 'menu' } : null
    case 'a':
    case 'A':
      return ctrl ? { type: 'select-all' } : null
    case 'c':
    case 'C':
      return ctrl ? { type: 'copy' } : null
    default:
      return null
  }
}
