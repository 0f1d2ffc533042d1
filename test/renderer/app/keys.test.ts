import { describe, expect, it } from 'vitest'
import { keyName, printKey } from '../../../renderer/app/keys.ts'

const press = (key: string, code: string, part: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...part,
})

describe('keyName', () => {
  it.each([
    [press('i', 'KeyI', { ctrlKey: true }), 'Ctrl+I'],
    [press('S', 'KeyS', { ctrlKey: true, shiftKey: true }), 'Ctrl+Shift+S'],
    [press('&', 'Digit1', { ctrlKey: true }), 'Ctrl+1'],
    [press('/', 'Digit7', { ctrlKey: true, shiftKey: true }), 'Ctrl+Shift+7'],
    [press(',', 'Comma', { ctrlKey: true }), 'Ctrl+,'],
    [press('\\', 'Backslash', { ctrlKey: true }), 'Ctrl+\\'],
    [press('+', 'Equal', { ctrlKey: true, shiftKey: true }), 'Ctrl+='],
    [press('ArrowLeft', 'ArrowLeft', { altKey: true }), 'Alt+Left'],
    [press('F9', 'F9'), 'F9'],
    [press('F6', 'F6', { shiftKey: true }), 'Shift+F6'],
  ])('%o is %s', (event, name) => expect(keyName(event, false)).toBe(name))

  it('reads Cmd as Ctrl on macOS', () => {
    expect(keyName(press('k', 'KeyK', { metaKey: true }), true)).toBe('Ctrl+K')
    expect(printKey('Ctrl+Shift+S', true)).toBe('⌘⇧S')
  })
})
