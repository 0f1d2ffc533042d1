import { describe, expect, it, vi } from 'vitest'
import { AppError } from '../../../../preload/contract/errors.ts'
import type { PlanDraft, PlanGroup } from '../../../../preload/contract/recovery-plans.ts'
import { type PlanPageApi, PlanPageStore } from '../../../../renderer/features/recovery-plans/plan-page-store.ts'
import { held, settled } from '../../support/held.ts'

type Calls = PlanPageApi['recoveryPlans']
type Plan = Awaited<ReturnType<Calls['get']>>

const groups = (...items: number[][]): PlanGroup[] => items.map((itemIds) => ({ itemIds, pre: [], post: [] }))
const plan = (part: Partial<Plan> = {}): Plan =>
  ({ id: 7, name: 'DR', targetRtoMinutes: null, groups: groups([1, 2]), members: [], ...part }) as unknown as Plan
const away = new AppError({ code: 'engine-restarted', message: 'The engine restarts.' })

const make = () => {
  const kept = { current: plan() }
  const calls = {
    get: vi.fn<() => Promise<Plan>>(async () => kept.current),
    runs: vi.fn(async () => []),
    ready: vi.fn(async () => ({})),
    save: vi.fn(async (draft: PlanDraft) => {
      kept.current = plan({ groups: draft.groups })
      return { id: 7 }
    }),
    confirm: vi.fn<() => Promise<unknown>>(async () => null),
    suggestOrder: vi.fn<() => Promise<unknown>>(async () => ({ machines: [], groups: [] })),
  }
  const store = new PlanPageStore({ recoveryPlans: calls as unknown as Calls }, 7)
  return { calls, kept, store }
}

describe('the page of a plan', () => {
  it('an answer from before the save does not bring the old order back', async () => {
    const { calls, store } = make()
    await store.load()
    const late = held<Plan>()
    calls.get.mockImplementationOnce(late.call)
    const reading = store.load()
    store.addGroup()
    expect(await store.save()).toBe(true)
    late.made[0]?.answer(plan())
    await reading
    expect(store.groups).toHaveLength(2)
    expect(store.dirty).toBe(false)
  })

  it('what is changed while it is saved stays, and is still to be saved', async () => {
    const { calls, kept, store } = make()
    await store.load()
    const saving = held<{ id: number }>()
    calls.save.mockImplementationOnce(async (draft) => {
      kept.current = plan({ groups: draft.groups })
      return saving.call()
    })
    store.addGroup()
    const saved = store.save()
    store.target(90)
    saving.made[0]?.answer({ id: 7 })
    expect(await saved).toBe(true)
    expect(store.plan?.groups).toHaveLength(2)
    expect(store.draft?.targetRtoMinutes).toBe(90)
    expect(store.dirty).toBe(true)
  })

  it('a fault of reading goes when it can be read again, one of saving stays till the next save', async () => {
    const { calls, store } = make()
    calls.get.mockRejectedValueOnce(away)
    await store.load()
    expect(store.error?.code).toBe('engine-restarted')
    await store.load()
    expect(store.error).toBeNull()
    store.addGroup()
    calls.save.mockRejectedValueOnce(new AppError({ code: 'lab-busy', message: 'An import runs.' }))
    expect(await store.save()).toBe(false)
    await store.load()
    expect(store.error?.code).toBe('lab-busy')
    expect(store.busy).toBe(false)
    expect(await store.save()).toBe(true)
    expect(store.error).toBeNull()
  })

  it('one word confirms one manual action, however often it is given', async () => {
    const { calls, store } = make()
    await store.load()
    const word = held<unknown>()
    calls.confirm.mockImplementation(word.call)
    const both = [store.confirm(3), store.confirm(3)]
    expect(store.confirms).toBe(true)
    word.made[0]?.answer(null)
    await Promise.all(both)
    expect(calls.confirm).toHaveBeenCalledTimes(1)
    expect(store.confirms).toBe(false)
    void store.confirm(3)
    await settled()
    expect(calls.confirm).toHaveBeenCalledTimes(2)
  })
})
