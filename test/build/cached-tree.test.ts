import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cachedTree, faultOf, manifestName } from '../../build/support/cached-tree.ts'

let base = ''
let folder = ''
let made = 0
let faults: string[] = []

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'cache-'))
  folder = join(base, 'runtime', '1.0-abc')
  made = 0
  faults = []
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

const make = async (fresh: string): Promise<void> => {
  made += 1
  mkdirSync(join(fresh, 'lib'))
  writeFileSync(join(fresh, 'program'), 'the program')
  writeFileSync(join(fresh, 'lib', 'data'), 'some data')
}

const get = (): Promise<string> => cachedTree({ folder, hashed: ['program'], make, onFault: (fault) => faults.push(fault) })

test('an entry is made once and used again', async () => {
  expect(await get()).toBe(folder)
  expect(await get()).toBe(folder)
  expect(made).toBe(1)
  expect(faults).toEqual([])
  expect(readFileSync(join(folder, 'lib', 'data'), 'utf8')).toBe('some data')
})

test.each<[string, (folder: string) => void, RegExp]>([
  ['a file is missing', (at) => rmSync(join(at, 'lib', 'data')), /lib\/data is missing/],
  ['a file is cut short', (at) => truncateSync(join(at, 'lib', 'data'), 3), /lib\/data has 3 bytes instead of 9/],
  ['the program was changed at the same size', (at) => writeFileSync(join(at, 'program'), 'THE PROGRAM'), /content of program has changed/],
  ['the list was never written', (at) => rmSync(join(at, manifestName)), /never finished/],
  ['the list is half written', (at) => truncateSync(join(at, manifestName), 20), /never finished/],
  ['the list is not a list', (at) => writeFileSync(join(at, manifestName), '{}'), /never finished/],
])('an entry is made again when %s', async (_, damage, fault) => {
  await get()
  damage(folder)
  expect(await faultOf(folder)).toMatch(fault)
  await get()
  expect(made).toBe(2)
  expect(faults).toHaveLength(1)
  expect(faults[0]).toMatch(fault)
  expect(await faultOf(folder)).toBeUndefined()
})

test('an entry that fails to be made leaves nothing, and the next attempt makes it', async () => {
  await expect(cachedTree({ folder, hashed: [], make: () => Promise.reject(new Error('no network')) })).rejects.toThrow('no network')
  expect(existsSync(folder)).toBe(false)
  expect(readdirSync(dirname(folder))).toEqual([])
  await get()
  expect(await faultOf(folder)).toBeUndefined()
})

test('a damaged entry stays until a whole one can take its place', async () => {
  await get()
  truncateSync(join(folder, 'lib', 'data'), 1)
  await expect(cachedTree({ folder, hashed: [], make: () => Promise.reject(new Error('no network')) })).rejects.toThrow('no network')
  expect(existsSync(join(folder, 'program'))).toBe(true)
})

test('what a killed run left beside the entry is swept, what a live run makes is not', async () => {
  const dead = `${folder}.making-999999999`
  const live = `${folder}.making-${process.ppid}`
  for (const path of [dead, live]) mkdirSync(path, { recursive: true })
  await get()
  expect(existsSync(dead)).toBe(false)
  expect(existsSync(live)).toBe(true)
})

test('two runs at once both end with the same whole entry', async () => {
  const [one, two] = await Promise.all([get(), cachedTree({ folder: join(base, 'runtime', '1.0-abd'), hashed: ['program'], make })])
  expect(await faultOf(one)).toBeUndefined()
  expect(await faultOf(two)).toBeUndefined()
})
