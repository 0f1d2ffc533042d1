import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { knownLabs } from '../../../../main/services/lab/known-labs.ts'

let folder = ''
let lab = ''
let list = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offsite-known-'))
  lab = join(folder, 'x.offsite')
  list = join(folder, 'settings', 'known.json')
  writeFileSync(lab, 'a'.repeat(200))
  utimesSync(lab, 1000, 1000)
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a file is known from its closing on, also to the next start', () => {
  expect(knownLabs(list).isUnchanged(lab)).toBe(false)
  knownLabs(list).noteClosed(lab)
  expect(knownLabs(list).isUnchanged(lab)).toBe(true)
  expect(knownLabs(list).isUnchanged(join(folder, 'other.offsite'))).toBe(false)
})

test.each<[what: string, change: () => void]>([
  ['other bytes, same length, later', () => writeFileSync(lab, 'b'.repeat(200))],
  ['only a later time', () => utimesSync(lab, 1000, 1001)],
  [
    'another length with the old time',
    () => {
      writeFileSync(lab, 'a'.repeat(201))
      utimesSync(lab, 1000, 1000)
    },
  ],
  [
    'another change counter with the old time and length',
    () => {
      writeFileSync(lab, 'a'.repeat(24) + 'b'.repeat(4) + 'a'.repeat(172))
      utimesSync(lab, 1000, 1000)
    },
  ],
  ['a log beside it', () => writeFileSync(`${lab}-wal`, '')],
  ['no file any more', () => rmSync(lab)],
  ['a broken list', () => writeFileSync(list, '[{"file":')],
])('not after %s', (_, change) => {
  knownLabs(list).noteClosed(lab)
  change()
  expect(knownLabs(list).isUnchanged(lab)).toBe(false)
})

test('a file that is closed with a log beside it is forgotten', () => {
  knownLabs(list).noteClosed(lab)
  writeFileSync(`${lab}-wal`, '')
  knownLabs(list).noteClosed(lab)
  rmSync(`${lab}-wal`)
  expect(knownLabs(list).isUnchanged(lab)).toBe(false)
})

test('the list holds the latest twenty', () => {
  const labs = Array.from({ length: 21 }, (_, i) => join(folder, `${i}.offsite`))
  for (const each of labs) {
    writeFileSync(each, 'x'.repeat(100))
    knownLabs(list).noteClosed(each)
  }
  const known = knownLabs(list)
  expect(labs.filter((each) => !known.isUnchanged(each))).toEqual([labs[0]])
})

test('a list that cannot be written is no reason to fail', () => {
  writeFileSync(join(folder, 'settings'), 'in the way')
  expect(() => knownLabs(list).noteClosed(lab)).not.toThrow()
})
