import { describe, expect, it, vi } from 'vitest'
import type { Candidate } from '../../../../../preload/contract/enable-replication.ts'
import { type EnableApi, EnableStore } from '../../../../../renderer/features/replication/enable/enable-store.ts'
import { held, settled } from '../../../support/held.ts'

interface Page {
  total: number
  eligible: number
  rows: Candidate[]
}
const machine = (vmId: number): Candidate => ({ vmId, name: `VM${vmId}`, eligible: true }) as unknown as Candidate
const page = (...rows: Candidate[]): Page => ({ total: rows.length, eligible: rows.length, rows })

const make = () => {
  const candidates = vi.fn<() => Promise<Page>>(async () => page())
  const choices = vi.fn<() => Promise<unknown>>(async () => ({ policies: [], networks: [] }))
  const api = { replication: { candidates, choices }, inventory: { window: async () => ({ rows: [] }) } }
  const store = new EnableStore(api as unknown as EnableApi, [{ id: 'source', title: 'Source', screen: 'x', Page: () => null }], {
    closed: vi.fn(),
    finished: vi.fn(),
  })
  return { candidates, choices, store }
}

describe('Enable replication', () => {
  it('machines of a cloud that is chosen no more are not selected when they come', async () => {
    const { candidates, store } = make()
    store.setCloud('Gold')
    const gold = held<Page>()
    candidates.mockImplementationOnce(gold.call)
    const selecting = store.selectAll()
    expect(store.selecting).toBe(true)
    store.setCloud('Silver')
    expect(store.selecting).toBe(false)
    gold.made[0]?.answer(page(machine(1)))
    await selecting
    expect(store.selected.size).toBe(0)
    candidates.mockResolvedValueOnce(page(machine(2), machine(3)))
    await store.selectAll()
    expect(store.chosen.map(({ vmId }) => vmId)).toEqual([2, 3])
    store.dispose()
  })

  it('that was closed before it began opens nothing', async () => {
    const { choices, store } = make()
    const late = held<unknown>()
    choices.mockImplementationOnce(late.call)
    const beginning = store.begin()
    store.dispose()
    late.made[0]?.answer({ policies: [], networks: [] })
    await beginning
    await settled()
    expect([store.begun, store.loadError]).toEqual([false, null])
  })
})
