import { describe, expect, it, vi } from 'vitest'
import type { BranchInfo } from '../../../../preload/contract/clock.ts'
import { AppError } from '../../../../preload/contract/errors.ts'
import { BranchesStore, type Comparison } from '../../../../renderer/features/clock/branches-store.ts'
import { held, settled } from '../../support/held.ts'

const away = new AppError({ code: 'engine-restarted', message: 'The engine restarts.' })
const comparison = (total: number): Comparison => ({ total, rows: [], a: {}, b: {} }) as unknown as Comparison

const make = () => {
  const list = [1, 2, 3].map((id) => ({ id, current: id === 3 }) as unknown as BranchInfo)
  const clock = {
    branches: vi.fn(async () => list),
    branch: vi.fn(async ({ branch }: { branch: number }) => ({ id: branch })),
    branchItems: vi.fn<() => Promise<unknown>>(async () => ({ total: 0, rows: [] })),
    branchJobs: vi.fn(async () => ({ total: 0, rows: [] })),
    log: vi.fn(async () => ({ total: 1, lines: ['line'] })),
    compareBranches: vi.fn<(of: { a: number; b: number }) => Promise<Comparison>>(async () => comparison(0)),
  }
  return { clock, store: new BranchesStore({ clock } as unknown as ConstructorParameters<typeof BranchesStore>[0]) }
}

describe('the branches', () => {
  it('stand with the newest first, and the present one is looked at', async () => {
    const { store } = make()
    await store.load()
    expect(store.branches.map(({ id }) => id)).toEqual([3, 2, 1])
    expect([store.chosen, store.loaded, store.details]).toEqual([3, true, { id: 3 }])
  })

  it('say why a list of theirs can not be read, and no longer when it can', async () => {
    const { clock, store } = make()
    await store.load()
    clock.branchItems.mockRejectedValueOnce(away)
    store.show('machines')
    await settled()
    expect(store.error?.code).toBe('engine-restarted')
    await store.load()
    expect(store.error).toBeNull()
  })

  it('a comparison that comes late is not taken for the one that was asked last', async () => {
    const { clock, store } = make()
    await store.load()
    const both = held<Comparison>()
    clock.compareBranches.mockImplementation(both.call)
    store.show('compare')
    store.compareWith(1)
    both.made[1]?.answer(comparison(11))
    await settled()
    both.made[0]?.answer(comparison(22))
    await settled()
    expect([store.other, store.comparison?.total, store.differences.total]).toEqual([1, 11, 11])
  })
})
