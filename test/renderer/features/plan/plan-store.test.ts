import { describe, expect, it, vi } from 'vitest'
import { AppError } from '../../../../preload/contract/errors.ts'
import type { PlanDocument } from '../../../../preload/contract/plan.ts'
import { type PlanApi, PlanStore } from '../../../../renderer/features/plan/plan-store.ts'

const document = (part: Partial<PlanDocument> = {}): PlanDocument => ({
  schema: 'offsite-plan/1',
  lab: { id: '1', name: 'Harbour Clinic', seed: 1, clock: '2026-05-12T14:05:00Z', branch: 1, timeZone: 'UTC' },
  rulePack: '2016-05',
  vault: null,
  source: null,
  target: null,
  networkMappings: [],
  policies: [],
  capacity: null,
  machines: [],
  notProtected: [],
  recoveryPlans: [],
  prerequisites: [],
  nextSteps: [],
  ...part,
})

const make = () => {
  const picked = { token: 'token-00000001', name: 'harbour-clinic-plan.html', bytes: 0 }
  const api = {
    plan: {
      get: vi.fn<PlanApi['plan']['get']>(async () => document()),
      scripts: vi.fn<PlanApi['plan']['scripts']>(async () => [
        { name: '01.ps1', language: 'powershell', runOn: 'VMM01', text: 'Get-Date' },
      ]),
      export: vi.fn<PlanApi['plan']['export']>(async () => ({ bytes: 10 })),
      exportScripts: vi.fn<PlanApi['plan']['exportScripts']>(async () => ({ files: ['01.ps1'] })),
    },
    shell: {
      pickSave: vi.fn<PlanApi['shell']['pickSave']>(async () => picked),
      pickFolder: vi.fn<PlanApi['shell']['pickFolder']>(async () => ({ token: 'token-00000002', name: 'scripts', bytes: 0 })),
      reveal: vi.fn<PlanApi['shell']['reveal']>(async () => null),
      copy: vi.fn<PlanApi['shell']['copy']>(async () => null),
    },
  } satisfies PlanApi
  return { api, store: new PlanStore(api) }
}

describe('the plan', () => {
  it('is empty before Getting Started', async () => {
    const { store, api } = make()
    await store.load()
    expect(store.empty).toBe(true)
    api.plan.get.mockResolvedValueOnce(
      document({ vault: { name: 'DR-West', subscription: 'Lab', resourceGroup: 'rg-dr', region: 'West Europe' } }),
    )
    await store.load()
    expect(store.empty).toBe(false)
  })

  it('a plan that arrives late is dropped', async () => {
    const { store, api } = make()
    const replies: ((pack: string) => void)[] = []
    api.plan.get.mockImplementation(() => new Promise((resolve) => replies.push((rulePack) => resolve(document({ rulePack })))))
    const first = store.load()
    const second = store.load()
    replies[1]?.('new')
    replies[0]?.('old')
    await Promise.all([first, second])
    expect(store.plan?.rulePack).toBe('new')
  })

  it('saves under a name of the lab, and can show the file', async () => {
    const { store, api } = make()
    await store.load()
    await store.save('html')
    expect(api.shell.pickSave.mock.calls[0]?.[0].suggestedName).toBe('harbour-clinic-plan.html')
    expect(api.plan.export).toHaveBeenCalledExactlyOnceWith({ format: 'html', target: 'token-00000001' })
    expect(store.saved?.text).toBe('harbour-clinic-plan.html is saved.')
    await store.reveal()
    expect(api.shell.reveal).toHaveBeenCalledExactlyOnceWith({ token: 'token-00000001' })
  })

  it('a place that was not chosen saves nothing', async () => {
    const { store, api } = make()
    await store.load()
    api.shell.pickSave.mockResolvedValueOnce(null)
    await store.save('json')
    expect(api.plan.export).not.toHaveBeenCalled()
    expect(store.saved).toBeNull()
    expect(store.busy).toBe(false)
  })

  it('says why nothing was saved', async () => {
    const { store, api } = make()
    await store.load()
    api.plan.export.mockRejectedValueOnce(new AppError({ code: 'folder-denied', message: "You can't write to this folder." }))
    await store.save('json')
    expect(store.saveError?.code).toBe('folder-denied')
    expect(store.plan).not.toBeNull()
  })

  it('shows the scripts and saves them to a folder', async () => {
    const { store } = make()
    await store.openScripts()
    expect(store.scripts).toHaveLength(1)
    await store.saveScripts()
    expect(store.saved?.text).toBe('1 script saved in scripts.')
  })
})
