import { describe, expect, it } from 'vitest'
import { gridKey } from '../../../../renderer/ui/grid/grid-keys.ts'

const size = { rows: 100, columns: 5, page: 10 }
const press = (key: string, part: { ctrl?: boolean; shift?: boolean } = {}) => ({ key, ctrl: false, shift: false, ...part })
const at = (row: number, column = 1) => ({ row, column })

describe('gridKey', () => {
  it.each([
    ['ArrowDown', {}, at(3), { type: 'row', row: 4, mode: 'select' }],
    ['ArrowDown', { shift: true }, at(3), { type: 'row', row: 4, mode: 'extend' }],
    ['ArrowDown', { ctrl: true }, at(3), { type: 'row', row: 4, mode: 'move' }],
    ['ArrowDown', {}, at(99), { type: 'row', row: 99, mode: 'select' }],
    ['ArrowDown', {}, at(-1), { type: 'row', row: 0, mode: 'select' }],
    ['ArrowUp', {}, at(0), { type: 'cursor', cursor: at(-1) }],
    ['PageDown', {}, at(95), { type: 'row', row: 99, mode: 'select' }],
    ['PageDown', { ctrl: true }, at(95), null],
    ['PageUp', {}, at(4), { type: 'row', row: 0, mode: 'select' }],
    ['Home', {}, at(4, 3), { type: 'cursor', cursor: at(4, 0) }],
    ['End', {}, at(4, 1), { type: 'cursor', cursor: at(4, 4) }],
    ['Home', { ctrl: true }, at(50), { type: 'row', row: 0, mode: 'select' }],
    ['End', { ctrl: true, shift: true }, at(50), { type: 'row', row: 99, mode: 'extend' }],
    ['ArrowLeft', {}, at(4, 0), { type: 'cursor', cursor: at(4, 0) }],
    [' ', {}, at(4), { type: 'row', row: 4, mode: 'toggle' }],
    [' ', {}, at(-1), { type: 'toggle-all' }],
    ['Enter', {}, at(4), { type: 'open' }],
    ['Enter', {}, at(-1, 2), { type: 'sort', column: 2, add: false }],
    ['Enter', { shift: true }, at(-1, 2), { type: 'sort', column: 2, add: true }],
    ['Enter', {}, at(-1, 0), { type: 'toggle-all' }],
    ['F10', { shift: true }, at(4), { type: 'menu' }],
    ['a', { ctrl: true }, at(4), { type: 'select-all' }],
    ['c', { ctrl: true }, at(4), { type: 'copy' }],
    ['c', {}, at(4), null],
  ] as const)('%s %o at %o', (key, part, cursor, action) => expect(gridKey(press(key, part), cursor, size)).toEqual(action))

  it('stays on the headings of an empty list', () => {
    expect(gridKey(press('ArrowDown'), at(-1), { ...size, rows: 0 })).toBeNull()
  })
})
