import { toJS } from 'mobx'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../../../preload/contract/errors.ts'
import { setupPages } from '../../../../preload/contract/plain.ts'
import { GettingStartedStore } from '../../../../renderer/features/getting-started/getting-started-store.ts'
import { held } from '../../support/held.ts'
import { emptyOptions, fakeSetupApi, machine } from './fake-setup-api.ts'

const Nothing = () => null
const pages = setupPages.map((id) => ({ id, title: id, screen: `W4-${id}`, Page: Nothing }))

const begin = async (api = fakeSetupApi()) => {
  const ending = { closed: vi.fn(), finished: vi.fn() }
  const store = new GettingStartedStore(api, pages, ending)
  await store.begin()
  await vi.runAllTimersAsync()
  return { api, store, ending }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the draft', () => {
  it('begins with what the service proposes and is ready once the options are here', async () => {
    const api = fakeSetupApi()
    const store = new GettingStartedStore(api, pages, { closed: vi.fn(), finished: vi.fn() })
    expect(store.ready).toBe(false)
    await store.begin()
    await vi.runAllTimersAsync()
    expect(store.ready).toBe(true)
    expect(store.confirmedBy).toBe('anna')
    expect(api.setup.options).toHaveBeenCalledTimes(1)
  })

  it('goes to the engine as it is, whole, a while after a change', async () => {
    const { store, api } = await begin()
    store.patch('vault', { name: 'DR-West' })
    await vi.runAllTimersAsync()
    expect(api.setup.saveDraft).toHaveBeenCalledTimes(1)
    const sent = api.setup.saveDraft.mock.calls[0]?.[0]
    expect(sent?.page).toBe('prerequisites')
    expect(sent?.answers?.vault?.name).toBe('DR-West')
    expect(structuredClone(sent)).toEqual(sent)
  })

  it('a tick records name and date, and is taken back', async () => {
    const { store } = await begin()
    store.setConfirmedBy('Anna Berg')
    store.tick('S2', true)
    expect(store.answers.prerequisites.ticks).toEqual([{ item: 'S2', by: 'Anna Berg', date: '2026-05-12' }])
    store.tick('S2', false)
    expect(store.answers.prerequisites.ticks).toEqual([])
  })

  it('is kept when the wizard is left midway', async () => {
    const { store, api, ending } = await begin()
    store.patch('vault', { name: 'DR-West' })
    await store.wizard.next()
    store.wizard.requestClose()
    await store.wizard.leave('keep')
    expect(api.setup.saveDraft.mock.calls.at(-1)?.[0]).toMatchObject({ page: 'vault', answers: { vault: { name: 'DR-West' } } })
    expect(ending.closed).toHaveBeenCalledTimes(1)
  })

  it('that cannot be read is said, and can be tried again', async () => {
    const api = fakeSetupApi()
    api.setup.begin.mockRejectedValueOnce(new AppError({ code: 'no-lab', message: 'No lab is open.' }))
    const { store } = await begin(api)
    expect(store.loadError?.code).toBe('no-lab')
    await store.begin()
    await vi.runAllTimersAsync()
    expect(store.ready).toBe(true)
    expect(store.loadError).toBeNull()
  })
})

describe('options', () => {
  it('are read again after changes that bear on them, once for several', async () => {
    const { store, api } = await begin()
    api.setup.options.mockClear()
    store.patch('target', { network: 'A' })
    store.patch('target', { network: 'B' })
    await vi.runAllTimersAsync()
    expect(api.setup.options).toHaveBeenCalledTimes(1)
    store.selection.set({ name: 'VM1', host: null }, true)
    store.patch('recoveryPlan', { name: 'Plan 2' })
    await vi.runAllTimersAsync()
    expect(api.setup.options).toHaveBeenCalledTimes(1)
  })

  it('that arrive late are dropped', async () => {
    const { store, api } = await begin()
    const replies: ((regions: string[]) => void)[] = []
    api.setup.options.mockImplementation(() => new Promise((resolve) => replies.push((regions) => resolve({ ...emptyOptions(), regions }))))
    const first = store.reloadOptions()
    const second = store.reloadOptions()
    replies[1]?.(['new'])
    await second
    replies[0]?.(['old'])
    await first
    expect(store.options?.regions).toEqual(['new'])
  })

  it('are asked for without the selection, except for the review', async () => {
    const { store, api } = await begin()
    store.selection.set({ name: 'VM1', host: null }, true)
    await store.reloadOptions()
    expect(api.setup.options.mock.calls.at(-1)?.[0].answers?.machines?.items).toEqual([])
    for (const _ of pages.slice(1)) await store.wizard.next()
    await vi.runAllTimersAsync()
    expect(store.wizard.currentId).toBe('review')
    expect(api.setup.options.mock.calls.at(-1)?.[0].answers?.machines?.items).toHaveLength(1)
  })
})

describe('the password', () => {
  const secret = 'Tr0ub4dor&3-unique'
  const holds = (value: unknown): boolean =>
    JSON.stringify(toJS(value), (_, v) => (typeof v === 'function' ? undefined : v)).includes(secret)

  it('is handed to main; neither store nor draft holds its value', async () => {
    const { store, api } = await begin()
    await store.password.stage(secret)
    expect(api.secrets.stage).toHaveBeenCalledExactlyOnceWith({ value: secret })
    expect(store.answers.source.proxy.password).toEqual({ handle: 'handle-00000001' })
    expect(store.password.held).toBe('Held until Finish, then saved in gnome-keyring (Secret Service).')
    const { handle, backend, problem, error, held } = store.password
    expect(holds({ handle, backend, problem, error, held })).toBe(false)
    expect(holds(store.answers)).toBe(false)
  })

  it('is not in a saved draft, not even as a handle', async () => {
    const { store, api } = await begin()
    await store.password.stage(secret)
    await vi.runAllTimersAsync()
    expect(api.setup.saveDraft.mock.calls.at(-1)?.[0].answers?.source?.proxy?.password).toBeNull()
  })

  it('entered again replaces the first, which main forgets', async () => {
    const { store, api } = await begin()
    await store.password.stage('first')
    api.secrets.stage.mockResolvedValueOnce({ handle: 'handle-00000002' })
    await store.password.stage('second')
    expect(api.secrets.drop).toHaveBeenCalledExactlyOnceWith({ handle: 'handle-00000001' })
    expect(store.answers.source.proxy.password).toEqual({ handle: 'handle-00000002' })
  })

  it('under way is waited for before Next judges the page', async () => {
    const { store, api } = await begin()
    let hand: (reply: { handle: string }) => void = () => undefined
    api.secrets.stage.mockReturnValueOnce(new Promise((resolve) => (hand = resolve)))
    void store.password.stage(secret)
    const next = store.wizard.next()
    await vi.advanceTimersByTimeAsync(0)
    expect(api.setup.check).not.toHaveBeenCalled()
    hand({ handle: 'handle-00000009' })
    await next
    expect(api.setup.check.mock.calls[0]?.[0].answers?.source?.proxy?.password).toEqual({ handle: 'handle-00000009' })
  })

  it('is forgotten when the wizard is left', async () => {
    const { store, api } = await begin()
    await store.password.stage(secret)
    await store.wizard.leave('discard')
    await vi.runAllTimersAsync()
    expect(api.secrets.drop).toHaveBeenCalledWith({ handle: 'handle-00000001' })
  })

  it('without a keychain says why, and the wizard goes on', async () => {
    const api = fakeSetupApi()
    api.secrets.state.mockResolvedValue({ backend: null, problem: 'No keychain service runs.' })
    const { store } = await begin(api)
    expect(store.password.problem).toBe('No keychain service runs.')
    await store.wizard.next()
    expect(store.wizard.currentId).toBe('vault')
  })

  it('that cannot be handed over is said', async () => {
    const { store, api } = await begin()
    api.secrets.stage.mockRejectedValueOnce(new AppError({ code: 'keychain-timeout', message: 'The keychain does not answer.' }))
    await store.password.stage(secret)
    expect(store.password.error?.code).toBe('keychain-timeout')
    expect(store.answers.source.proxy.password).toBeNull()
  })

  it('an old handle of a draft means nothing and is taken out', async () => {
    const api = fakeSetupApi()
    const state = await api.setup.begin()
    state.answers = {
      ...state.answers,
      source: { ...state.answers.source, proxy: { ...state.answers.source.proxy, password: { handle: 'handle-old-0001' } } },
    }
    api.setup.begin.mockResolvedValue(state)
    const { store } = await begin(api)
    expect(store.answers.source.proxy.password).toBeNull()
  })
})

describe('Finish', () => {
  const toReview = async (store: GettingStartedStore) => {
    for (const _ of pages.slice(1)) await store.wizard.next()
    await vi.runAllTimersAsync()
  }

  it('is one call with the whole draft, then leads on', async () => {
    const { store, api, ending } = await begin()
    await toReview(store)
    store.setOpenJobs(true)
    await store.wizard.finish()
    expect(api.setup.finish).toHaveBeenCalledTimes(1)
    expect(api.setup.finish.mock.calls[0]?.[0].answers).toEqual(store.answers)
    expect(ending.finished).toHaveBeenCalledExactlyOnceWith({ jobId: 1, protectedItems: 2, plans: ['Plan 1'] }, true)
  })

  it('that fails keeps its error and every entry', async () => {
    const { store, api, ending } = await begin()
    store.patch('vault', { name: 'DR-West' })
    await toReview(store)
    api.setup.finish.mockRejectedValueOnce(new AppError({ code: 'lab-read-only', message: 'The lab is read-only.' }))
    await store.wizard.finish()
    expect(store.wizard.failure?.code).toBe('lab-read-only')
    expect(store.answers.vault.name).toBe('DR-West')
    expect(ending.finished).not.toHaveBeenCalled()
    await store.wizard.finish()
    expect(ending.finished).toHaveBeenCalledTimes(1)
  })
})

it('a fault of one machine opens its properties', async () => {
  const { store } = await begin()
  store.selection.set({ name: 'VM1', host: 'HV01' }, true)
  store.selection.set({ name: 'VM2', host: 'HV01' }, true)
  for (const _ of pages.slice(2)) await store.wizard.next()
  expect(store.wizard.currentId).toBe('machines')
  store.wizard.fix('machines', 'items.1.osDisk')
  expect(store.openMachine).toEqual({ name: 'VM2', host: 'HV01' })
})

describe('the scripts of the draft', () => {
  it('are saved in a folder of the user, without the handle of a password', async () => {
    const { store, api } = await begin()
    await store.password.stage('x')
    await store.saveScripts()
    expect(api.setup.exportScripts.mock.calls[0]?.[0]).toMatchObject({
      folder: 'folder-00000001',
      answers: { source: { proxy: { password: null } } },
    })
    expect(store.wizard.scripts.saved).toBe('1 file saved in scripts.')
  })

  it('are not saved when no folder is chosen, or it cannot be written', async () => {
    const { store, api } = await begin()
    api.shell.pickFolder.mockResolvedValueOnce(null)
    await store.saveScripts()
    expect(api.setup.exportScripts).not.toHaveBeenCalled()
    api.setup.exportScripts.mockRejectedValueOnce(new AppError({ code: 'folder-denied', message: "You can't write there." }))
    await store.saveScripts()
    expect(store.wizard.scripts.error?.code).toBe('folder-denied')
  })
})

describe('selecting all', () => {
  it('adds nothing of a cloud that is chosen no more', async () => {
    const { store, api } = await begin()
    store.patch('machines', { cloud: 'Gold' })
    const gold = held<ReturnType<typeof machine>[]>()
    api.setup.eligible.mockImplementationOnce(gold.call)
    const selecting = store.selectAllEligible()
    store.patch('machines', { cloud: 'Silver' })
    gold.made[0]?.answer([machine(1)])
    await selecting
    expect(store.selection.count).toBe(0)
    api.setup.eligible.mockResolvedValueOnce([machine(2)])
    await store.selectAllEligible()
    expect(store.selection.count).toBe(1)
  })
})
