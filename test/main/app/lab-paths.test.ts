import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fileNameOf, freeLabPath, labInArguments, withExtension } from '../../../main/app/lab-paths.ts'

test.each([
  ['Harbour Clinic', 'Harbour Clinic'],
  ['a/b\\c:d*e?f"g<h>i|j', 'a-b-c-d-e-f-g-h-i-j'],
  ['  dots... ', 'dots'],
  ['CON', 'Lab CON'],
  ['...', 'Lab'],
  ['\u0007bell', '-bell'],
  ['Z\u00fcrich 2', 'Z\u00fcrich 2'],
])('lab %j becomes the file %j', (name, file) => expect(fileNameOf(name)).toBe(file))

test('a file name never leaves its folder', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 80, unit: 'binary' }), (name) => {
      const path = freeLabPath('/labs', name, () => false)
      expect(path.startsWith('/labs/')).toBe(true)
      expect(path.slice('/labs/'.length)).not.toMatch(/[/\\]/)
      expect(path.endsWith('.offsite')).toBe(true)
    }),
  )
})

test('a taken name counts on', () => {
  const taken = new Set([join('/labs', 'A.offsite'), join('/labs', 'A 2.offsite')])
  expect(freeLabPath('/labs', 'A', (path) => taken.has(path))).toBe(join('/labs', 'A 3.offsite'))
})

test('the extension is added once', () => {
  expect([withExtension('/a'), withExtension('/a.offsite'), withExtension('/a.OFFSITE')]).toEqual([
    '/a.offsite',
    '/a.offsite',
    '/a.OFFSITE',
  ])
})

test.each([
  [['.', 'labs/a.offsite'], '/work/labs/a.offsite'],
  [['/app', '--flag', '/b.offsite'], '/b.offsite'],
  [['/app', '--lab=x.offsite'], null],
  [['/app'], null],
])('the arguments %j open %s', (args, expected) => {
  expect(labInArguments(args, '/work')).toBe(expected === null ? null : resolve(expected))
})
