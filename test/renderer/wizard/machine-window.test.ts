import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../../preload/contract/errors.ts'
import { type MachinePage, type MachineQuery, MachineWindow } from '../../../renderer/wizard/machine-window.ts'

interface Machine {
  name: string
}
const machine = (n: number): Machine => ({ name: `VM${n}` })

const make = (total = 250) => {
  const read = vi.fn(
    async ({ offset, limit }: MachineQuery): Promise<MachinePage<Machine>> => ({
      total,
      eligible: total,
      rows: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, i) => machine(offset + i + 1)),
    }),
  )
  return { read, list: new MachineWindow<Machine>(read) }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the window over the machines', () => {
  it('reads the first rows, then those that come into view, each once', async () => {
    const { list, read } = make()
    await list.reload()
    expect(list.total).toBe(250)
    expect(list.at(0)?.name).toBe('VM1')
    expect(list.at(150)).toBeUndefined()
    list.ensure(140, 160)
    list.ensure(150, 170)
    await vi.runAllTimersAsync()
    expect(list.at(150)?.name).toBe('VM151')
    expect(read).toHaveBeenCalledTimes(2)
  })

  it('drops rows that arrive for an older filter', async () => {
    const { list, read } = make()
    const replies: ((name: string) => void)[] = []
    read.mockImplementation(() => new Promise((resolve) => replies.push((name) => resolve({ total: 1, eligible: 1, rows: [{ name }] }))))
    const first = list.reload()
    const second = list.reload()
    replies[1]?.('new')
    await second
    replies[0]?.('old')
    await first
    expect(list.at(0)?.name).toBe('new')
  })

  it('filters a little after the last key, and keeps the rows when the filter has a fault', async () => {
    const { list, read } = make()
    await list.reload()
    read.mockClear()
    read.mockRejectedValueOnce(new AppError({ code: 'filter-syntax', message: 'A value is missing after ":".', at: { character: 5 } }))
    list.setWhere('n')
    list.setWhere('name:')
    await vi.runAllTimersAsync()
    expect(read).toHaveBeenCalledTimes(1)
    expect(list.filterError?.code).toBe('filter-syntax')
    expect(list.at(0)?.name).toBe('VM1')
  })

  it('asks again for rows whose reading failed', async () => {
    const { list, read } = make()
    await list.reload()
    read.mockRejectedValueOnce(new AppError({ code: 'engine-restarted', message: 'The engine stopped.' }))
    list.ensure(100, 120)
    await vi.runAllTimersAsync()
    expect(list.error?.code).toBe('engine-restarted')
    list.ensure(100, 120)
    await vi.runAllTimersAsync()
    expect(list.at(100)?.name).toBe('VM101')
    expect(list.error).toBeNull()
  })
})
