import { expect, it } from 'vitest'
import { ChangesStore, pageObjects } from '../../../../renderer/features/inventory/changes-store.ts'
import { createFakeApi } from '../../support/fake-api.ts'

const total = 104_250

it('reads one page of objects at a time, never past the end, and starts again for one kind of object', async () => {
  const fake = createFakeApi()
  fake.answer('jobs.changes', ({ type, offset, limit }: { type: string | null; offset: number; limit: number }) => {
    const all = type === null ? total : 3
    const rows = Array.from({ length: Math.max(0, Math.min(limit, all - offset)) }, (_, i) => ({ index: offset + i }))
    return { total: all, types: [], offset, rows }
  })
  const store = new ChangesStore(fake.api, 7)
  await store.load()
  expect(store.span).toEqual({ first: 1, last: pageObjects, total })
  await store.open(store.pages + 5)
  expect([store.page, store.span]).toEqual([4169, { first: 104_226, last: total, total }])
  await store.open(-1)
  expect(store.page).toBe(0)
  await store.only('Host')
  expect([store.pages, store.span]).toEqual([1, { first: 1, last: 3, total: 3 }])
  for (const { input } of fake.callsTo('jobs.changes')) expect((input as { limit: number }).limit).toBe(pageObjects)
})

it('drops a late answer of an earlier page', async () => {
  const fake = createFakeApi()
  const answers: ((value: unknown) => void)[] = []
  fake.answer('jobs.changes', () => new Promise((resolve) => answers.push(resolve)))
  const store = new ChangesStore(fake.api, 7)
  const early = store.load()
  const late = store.load()
  answers[1]?.({ total: 2, types: [], offset: 0, rows: [] })
  await late
  answers[0]?.({ total: 1, types: [], offset: 0, rows: [] })
  await early
  expect(store.window?.total).toBe(2)
})
