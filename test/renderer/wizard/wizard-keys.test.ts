import { expect, it } from 'vitest'
import { type KeyPress, wizardKey } from '../../../renderer/wizard/wizard-keys.ts'

const press = (part: Partial<KeyPress>): KeyPress => ({
  key: '',
  code: '',
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...part,
})
const at = (owns: boolean) => ({ matches: () => owns })

it.each([
  { name: 'Alt+N', part: { altKey: true, code: 'KeyN', key: 'ñ' }, means: 'next' },
  { name: 'Alt+B', part: { altKey: true, code: 'KeyB' }, means: 'previous' },
  { name: 'Alt+F', part: { altKey: true, code: 'KeyF' }, means: 'finish' },
  { name: 'Ctrl+S', part: { ctrlKey: true, code: 'KeyS' }, means: 'save' },
  { name: 'Cmd+S', part: { metaKey: true, code: 'KeyS' }, means: 'save' },
  { name: 'Ctrl+Shift+V', part: { ctrlKey: true, shiftKey: true, code: 'KeyV' }, means: 'script' },
  { name: 'Ctrl+V', part: { ctrlKey: true, code: 'KeyV' }, means: null },
  { name: 'Ctrl+Alt+N (AltGr)', part: { ctrlKey: true, altKey: true, code: 'KeyN' }, means: null },
  { name: 'N', part: { code: 'KeyN', key: 'n' }, means: null },
])('$name', ({ part, means }) => {
  expect(wizardKey(press(part), at(false))).toBe(means)
})

it('Enter is Next, except where an element answers Enter itself', () => {
  expect(wizardKey(press({ key: 'Enter' }), at(false))).toBe('next')
  expect(wizardKey(press({ key: 'Enter' }), at(true))).toBeNull()
  expect(wizardKey(press({ key: 'Enter', shiftKey: true }), at(false))).toBeNull()
})
