import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../../../preload/contract/errors.ts'
import { setupAnswers } from '../../../../preload/contract/setup.ts'
import { MachineListStore } from '../../../../renderer/features/getting-started/machine-list-store.ts'
import { fakeSetupApi, machine } from './fake-setup-api.ts'

const make = (total = 250) => {
  const api = fakeSetupApi()
  api.setup.machines.mockImplementation(async ({ offset, limit }) => ({
    total,
    eligible: total,
    rows: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, i) => machine(offset + i + 1)),
  }))
  return { api, list: new MachineListStore(api, () => setupAnswers.parse({})) }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the window over the machines', () => {
  it('reads the first rows, then those that come into view, each once', async () => {
    const { list, api } = make()
    await list.reload()
    expect(list.total).toBe(250)
    expect(list.at(0)?.name).toBe('VM1')
    expect(list.at(150)).toBeUndefined()
    list.ensure(140, 160)
    list.ensure(150, 170)
    await vi.runAllTimersAsync()
    expect(list.at(150)?.name).toBe('VM151')
    expect(api.setup.machines).toHaveBeenCalledTimes(2)
  })

  it('drops rows that arrive for an older filter', async () => {
    const { list, api } = make()
    const replies: ((name: string) => void)[] = []
    api.setup.machines.mockImplementation(
      () => new Promise((resolve) => replies.push((name) => resolve({ total: 1, eligible: 1, rows: [machine(1, { name })] }))),
    )
    const first = list.reload()
    const second = list.reload()
    replies[1]?.('new')
    await second
    replies[0]?.('old')
    await first
    expect(list.at(0)?.name).toBe('new')
  })

  it('filters a little after the last key, and keeps the rows when the filter has a fault', async () => {
    const { list, api } = make()
    await list.reload()
    api.setup.machines.mockClear()
    api.setup.machines.mockRejectedValueOnce(
      new AppError({ code: 'filter-syntax', message: 'A value is missing after ":".', at: { character: 5 } }),
    )
    list.setWhere('n')
    list.setWhere('name:')
    await vi.runAllTimersAsync()
    expect(api.setup.machines).toHaveBeenCalledTimes(1)
    expect(list.filterError?.code).toBe('filter-syntax')
    expect(list.at(0)?.name).toBe('VM1')
  })

  it('asks again for rows whose reading failed', async () => {
    const { list, api } = make()
    await list.reload()
    api.setup.machines.mockRejectedValueOnce(new AppError({ code: 'engine-restarted', message: 'The engine stopped.' }))
    list.ensure(100, 120)
    await vi.runAllTimersAsync()
    expect(list.error?.code).toBe('engine-restarted')
    list.ensure(100, 120)
    await vi.runAllTimersAsync()
    expect(list.at(100)?.name).toBe('VM101')
    expect(list.error).toBeNull()
  })
})
