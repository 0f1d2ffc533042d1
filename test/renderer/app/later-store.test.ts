import { expect, test } from 'vitest'
import { LaterStore } from '../../../renderer/app/later-store.ts'

type Parts = NonNullable<LaterStore['parts']>
const parts = { pages: {} } as unknown as Parts

test('the later part is read once, however often it is asked for', async () => {
  let reads = 0
  const later = new LaterStore({ fault: () => {} }, async () => {
    reads += 1
    return parts
  })
  expect([later.parts, reads]).toEqual([null, 0])
  await Promise.all([later.load(), later.load()])
  await later.load()
  expect([later.parts, reads]).toEqual([parts, 1])
})

test('what cannot be read is told, and tried again when it is next asked for', async () => {
  const faults: unknown[] = []
  const error = new TypeError('Failed to fetch dynamically imported module')
  const answers = [() => Promise.reject(error), () => Promise.resolve(parts)]
  const later = new LaterStore({ fault: (fault) => void faults.push(fault) }, () => (answers.shift() as () => Promise<Parts>)())
  await later.load()
  expect([later.parts, faults]).toEqual([null, [error]])
  await later.load()
  expect([later.parts, faults]).toEqual([parts, [error]])
})
