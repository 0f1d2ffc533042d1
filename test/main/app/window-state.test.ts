import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { restoreWindow } from '../../../main/app/window-state.ts'

const folder = mkdtempSync(join(tmpdir(), 'offsite-window-'))
const file = join(folder, 'window.json')
const displays = [{ x: 0, y: 0, width: 1920, height: 1080 }]
const kept = { x: 10, y: 20, width: 1280, height: 800, maximized: false }
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a window opens where it was left', () => {
  writeFileSync(file, JSON.stringify(kept))
  expect(restoreWindow(file, displays)).toEqual(kept)
})

test.each([
  ['no file', null],
  ['half a file', '{"x":10,'],
  ['null', 'null'],
  ['a list', '[]'],
  ['a place that is no number', JSON.stringify({ ...kept, x: '10' })],
  ['half a pixel', JSON.stringify({ ...kept, y: 0.5 })],
  ['a size missing', JSON.stringify({ ...kept, width: undefined })],
  ['smaller than it may be', JSON.stringify({ ...kept, height: 639 })],
  ['no word on maximized', JSON.stringify({ ...kept, maximized: undefined })],
  ['a display that is gone', JSON.stringify({ ...kept, x: 5000 })],
])('%s: in the middle', (_, text) => {
  rmSync(file, { force: true })
  if (text !== null) writeFileSync(file, text)
  expect(restoreWindow(file, displays)).toBeNull()
})
