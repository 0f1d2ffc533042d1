import { describe, expect, it, vi } from 'vitest'
import type { ComputeNetwork, PropertiesDraft } from '../../../../preload/contract/compute-network.ts'
import { AppError } from '../../../../preload/contract/errors.ts'
import { type ComputeNetworkApi, ComputeNetworkStore } from '../../../../renderer/features/replication/compute-network-store.ts'
import { held } from '../../support/held.ts'

const stored = (part: Partial<ComputeNetwork> = {}): ComputeNetwork =>
  ({
    id: 3,
    azureName: 'WEB01',
    size: 'Standard_A2',
    networkId: 1,
    networks: [{ id: 1, name: 'DR-Net', subnets: [] }],
    adapters: [{ networkAdapterId: 11, subnet: 'App', ip: '10.0.0.4', type: null }],
    ...part,
  }) as unknown as ComputeNetwork

const make = () => {
  const calls = {
    computeNetwork: vi.fn(async () => stored()),
    checkProperties: vi.fn(async () => ({ issues: [] })),
    setProperties: vi.fn<(draft: PropertiesDraft) => Promise<unknown>>(async () => null),
  }
  return { calls, store: new ComputeNetworkStore({ replication: calls } as unknown as ComputeNetworkApi, 3) }
}

describe('Compute and Network', () => {
  it('what is changed while it is saved stays, and is still to be saved', async () => {
    const { calls, store } = make()
    await store.load()
    const saving = held<unknown>()
    calls.setProperties.mockImplementationOnce(saving.call)
    store.change({ azureName: 'WEB' })
    store.change({ size: 'Standard_A3' })
    store.changeAdapter(0, { ip: '10.0.0.5' })
    const saved = store.save()
    store.change({ azureName: 'WEB-DR' })
    store.changeAdapter(0, { ip: '10.0.0.6' })
    saving.made[0]?.answer(null)
    expect(await saved).toBe(true)
    expect(store.edits).toEqual({ azureName: 'WEB-DR' })
    expect(store.adapter(0).ip).toBe('10.0.0.6')
    expect(await store.save()).toBe(true)
    expect(store.dirty).toBe(false)
  })

  it('a fault of reading goes when it can be read again', async () => {
    const { calls, store } = make()
    calls.computeNetwork.mockRejectedValueOnce(new AppError({ code: 'engine-restarted', message: 'The engine restarts.' }))
    await store.load()
    expect(store.error?.code).toBe('engine-restarted')
    await store.load()
    expect([store.error, store.stored?.azureName]).toEqual([null, 'WEB01'])
  })

  it('is saved once, and a refusal keeps what was changed', async () => {
    const { calls, store } = make()
    await store.load()
    store.change({ azureName: 'x' })
    calls.setProperties.mockRejectedValueOnce(new AppError({ code: 'lab-busy', message: 'An import runs.' }))
    expect(await Promise.all([store.save(), store.save()])).toEqual([false, false])
    expect(calls.setProperties).toHaveBeenCalledTimes(1)
    expect([store.busy, store.error?.code, store.edits]).toEqual([false, 'lab-busy', { azureName: 'x' }])
  })
})
