import { describe, expect, it, vi } from 'vitest'
import { AppError } from '../../../../preload/contract/errors.ts'
import type { RpoExplanation, RpoHistory } from '../../../../preload/contract/replication.ts'
import { type ItemPageApi, ItemPageStore } from '../../../../renderer/features/replication/item-page-store.ts'
import { held, settled } from '../../support/held.ts'

const told = (summary: string): RpoExplanation => ({ summary }) as unknown as RpoExplanation
const history = (hours: number, done = true): RpoHistory => ({ hours: new Array(hours).fill({}), done }) as unknown as RpoHistory

const make = () => {
  const calls = {
    item: vi.fn<() => Promise<unknown>>(async () => ({ name: 'WEB01', notes: [] })),
    explain: vi.fn<(input: { id: number; atMs?: number }) => Promise<RpoExplanation>>(async ({ atMs }) => told(String(atMs ?? 'now'))),
    addNote: vi.fn<() => Promise<unknown>>(async () => null),
    rpoHistory: vi.fn<(input: { id: number; hours: number }) => Promise<RpoHistory>>(async ({ hours }) => history(hours)),
  }
  const api = { replication: calls, inventory: { details: async () => ({}), window: async () => ({ rows: [] }) } }
  return { calls, store: new ItemPageStore(api as unknown as ItemPageApi, 3) }
}

describe('the page of an item', () => {
  it('explains the instant that was wanted last, also when the page is being read meanwhile', async () => {
    const { calls, store } = make()
    const first = held<RpoExplanation>()
    calls.explain.mockImplementationOnce(first.call)
    const reading = store.load()
    await settled()
    await store.explainAt(5000)
    first.made[0]?.answer(told('now'))
    await reading
    expect(store.why?.summary).toBe('5000')
    expect(store.item?.name).toBe('WEB01')
  })

  it('what cannot be explained is told in the place of the explanation', async () => {
    const { calls, store } = make()
    await store.load()
    calls.explain.mockRejectedValueOnce(new AppError({ code: 'not-found', message: 'There is no point.' }))
    await store.explainAt(1)
    expect([store.why, store.whyError?.message, store.error]).toEqual([null, 'There is no point.', null])
  })

  it('a fault of the history goes with the next history', async () => {
    const { calls, store } = make()
    calls.rpoHistory.mockRejectedValueOnce(new AppError({ code: 'engine-restarted', message: 'The engine restarts.' }))
    await store.loadHistory(24)
    expect(store.error?.code).toBe('engine-restarted')
    await store.loadHistory(24)
    expect([store.error, store.history?.hours.length]).toEqual([null, 24])
  })

  it('a history grows until all of it is known, and nobody asks for the rest of one that was left', async () => {
    const { calls, store } = make()
    const asked = held<RpoHistory>()
    calls.rpoHistory.mockImplementation(asked.call)
    const shown = (): number | undefined => store.history?.hours.length
    const loading = store.loadHistory(24)
    asked.made[0]?.answer(history(3, false))
    await settled()
    expect([shown(), asked.made.length]).toEqual([3, 2])
    asked.made[1]?.answer(history(24))
    await loading
    expect([shown(), asked.made.length]).toEqual([24, 2])
    // What is shown stays until at least as much is known anew.
    const again = store.loadHistory(72)
    asked.made[2]?.answer(history(9, false))
    await settled()
    expect([shown(), asked.made.length]).toEqual([24, 4])
    store.leaveHistory()
    asked.made[3]?.answer(history(30, false))
    await again
    expect([shown(), asked.made.length]).toEqual([24, 4])
  })

  it('a note is kept once', async () => {
    const { calls, store } = make()
    const keeping = held<unknown>()
    calls.addNote.mockImplementation(keeping.call)
    const first = store.note('seen')
    expect(await store.note('seen')).toBe(false)
    expect(store.busy).toBe(true)
    keeping.made[0]?.answer(null)
    expect(await first).toBe(true)
    expect(calls.addNote).toHaveBeenCalledTimes(1)
  })
})
