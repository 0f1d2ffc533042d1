import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../../preload/contract/errors.ts'
import type { WizardHost, WizardIssue, WizardPage } from '../../../renderer/wizard/wizard-page.ts'
import { WizardStore } from '../../../renderer/wizard/wizard-store.ts'

const Nothing = () => null
const pages: WizardPage[] = ['one', 'two', 'three'].map((id) => ({ id, title: `Page ${id}`, screen: `T-${id}`, Page: Nothing }))

const issue = (page: string, field: string, severity: 'error' | 'warning' = 'error'): WizardIssue => ({
  page,
  field,
  code: 'required',
  severity,
  message: `Enter ${field}.`,
  remedy: null,
})

const make = (found: WizardIssue[] = [], extra: Partial<WizardHost> = {}) => {
  const host = {
    check: vi.fn(async (page?: string): Promise<readonly WizardIssue[]> => found.filter((i) => page === undefined || i.page === page)),
    saveDraft: vi.fn(async (_page: string) => ({ savedWallMs: 1000 })),
    discardDraft: vi.fn(async () => null),
    finish: vi.fn(async () => null),
    script: vi.fn(async () => []),
    closed: vi.fn(),
    reveal: vi.fn(),
    entered: vi.fn(),
    ...extra,
  } satisfies WizardHost
  const store = new WizardStore(pages, host)
  store.open('one', { savedWallMs: null, resumed: false })
  return { store, host, found }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('walking the pages', () => {
  it('opens at a page with its heading focused and announced', () => {
    const { store, host } = make()
    expect(store.announcement).toBe('Step 1 of 3, Page one')
    expect(store.focus.target).toEqual({ to: 'heading' })
    expect(host.entered).toHaveBeenCalledWith('one')
  })

  it('Next judges the page, then shows the following one and announces it', async () => {
    const { store, host } = make()
    const before = store.focus.n
    await store.next()
    expect(host.check).toHaveBeenCalledWith('one')
    expect(store.currentId).toBe('two')
    expect(store.announcement).toBe('Step 2 of 3, Page two')
    expect(store.focus).toEqual({ n: before + 1, target: { to: 'heading' } })
    expect(store.stepState('one')).toBe('done')
    expect(store.stepState('three')).toBe('todo')
  })

  it('a failed Next stays, shows every fault and focuses the first invalid field', async () => {
    const { store, host } = make([issue('one', 'b'), issue('one', 'a'), issue('one', 'c', 'warning')])
    expect(store.fieldIssue('one', 'a')).toBeUndefined()
    await store.next()
    expect(store.currentId).toBe('one')
    expect(store.focus.target).toEqual({ to: 'field', fields: ['b', 'a'] })
    expect(host.reveal).toHaveBeenCalledWith('one', 'b')
    expect(store.fieldIssue('one', 'a')?.message).toBe('Enter a.')
    expect(store.summaryIssues.map((i) => i.field)).toEqual(['b', 'a'])
    expect(store.busy).toBeNull()
  })

  it('a warning never holds Next back', async () => {
    const { store } = make([issue('one', 'a', 'warning')])
    await store.next()
    expect(store.currentId).toBe('two')
  })

  it('Back never judges', async () => {
    const { store, host } = make([issue('two', 'a')])
    await store.next()
    const judged = vi.mocked(host.check).mock.calls.length
    store.previous()
    await vi.runAllTimersAsync()
    expect(store.currentId).toBe('one')
    expect(host.check).toHaveBeenCalledTimes(judged)
  })

  it('pages that were seen can be opened from the rail, others not', async () => {
    const { store } = make()
    store.goTo('two')
    expect(store.currentId).toBe('one')
    await store.next()
    store.goTo('one')
    expect(store.currentId).toBe('one')
    store.goTo('two')
    expect(store.currentId).toBe('two')
  })

  it('a page with faults is marked in the rail once it was judged', async () => {
    const { store, found } = make([])
    await store.next()
    found.push(issue('one', 'a'))
    await store.checkAll()
    expect(store.stepState('one')).toBe('error')
  })

  it('pages can be left out by their own condition', async () => {
    const host: WizardHost = {
      check: async () => [],
      saveDraft: async () => ({ savedWallMs: 0 }),
      discardDraft: async () => null,
      finish: async () => null,
      script: async () => [],
      closed: () => undefined,
    }
    const [one, two, three] = pages as [WizardPage, WizardPage, WizardPage]
    const store = new WizardStore([one, { ...two, visible: () => false }, three], host)
    store.open('one', { savedWallMs: null, resumed: false })
    await store.next()
    expect(store.currentId).toBe('three')
    expect(store.announcement).toBe('Step 2 of 2, Page three')
  })

  it('a call that fails during Next is shown, and nothing moves', async () => {
    const { store } = make([], {
      check: async () => Promise.reject(new AppError({ code: 'engine-restarted', message: 'The engine stopped.' })),
    })
    await store.next()
    expect(store.currentId).toBe('one')
    expect(store.failure?.code).toBe('engine-restarted')
    expect(store.focus.target).toEqual({ to: 'failure' })
    expect(store.busy).toBeNull()
  })

  it('a second Next while the first is under way does nothing', async () => {
    const { store, host } = make()
    const first = store.next()
    const second = store.next()
    await Promise.all([first, second])
    expect(host.check).toHaveBeenCalledTimes(1)
    expect(store.currentId).toBe('two')
  })
})

describe('faults under fields', () => {
  it('show once the field was left, and follow the answers', async () => {
    const { store, found } = make([issue('one', 'a')])
    store.touch('a')
    await vi.runAllTimersAsync()
    expect(store.fieldIssue('one', 'a')?.code).toBe('required')
    found.length = 0
    store.changed()
    await vi.advanceTimersByTimeAsync(300)
    expect(store.fieldIssue('one', 'a')).toBeUndefined()
  })

  it('errors come before warnings, entries belong to their list on request', async () => {
    const { store } = make([issue('one', 'list.1', 'warning'), issue('one', 'list.2')])
    store.touch('list')
    await vi.runAllTimersAsync()
    expect(store.fieldIssue('one', 'list')).toBeUndefined()
    expect(store.fieldIssue('one', 'list', true)?.field).toBe('list.2')
  })

  it('an answer that arrives late does not replace a newer one', async () => {
    const answers: ((issues: WizardIssue[]) => void)[] = []
    const { store } = make([], { check: vi.fn(() => new Promise<WizardIssue[]>((resolve) => answers.push(resolve))) })
    store.touch('a')
    await vi.advanceTimersByTimeAsync(300)
    store.changed()
    await vi.advanceTimersByTimeAsync(300)
    answers[1]?.([])
    answers[0]?.([issue('one', 'a')])
    await vi.advanceTimersByTimeAsync(0)
    expect(store.fieldIssue('one', 'a')).toBeUndefined()
  })
})

describe('draft and leaving', () => {
  it('saves a while after the last change, once', async () => {
    const { store, host } = make()
    store.changed()
    await vi.advanceTimersByTimeAsync(1000)
    store.changed()
    await vi.advanceTimersByTimeAsync(1000)
    expect(host.saveDraft).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(600)
    expect(host.saveDraft).toHaveBeenCalledExactlyOnceWith('one')
    expect(store.savedWallMs).toBe(1000)
  })

  it.each(['lab-busy', 'engine-restarted'] as const)('keeps the draft later when it meets %s, and says nothing', async (code) => {
    let times = 0
    const { store, host } = make([], {
      saveDraft: async () => {
        if (times++ < 2) throw new AppError({ code, message: 'Later.' })
        return { savedWallMs: 1000 }
      },
    })
    store.changed()
    await vi.advanceTimersByTimeAsync(5000)
    expect(times).toBe(3)
    expect([store.savedWallMs, store.failure]).toEqual([1000, null])
    expect(host.closed).not.toHaveBeenCalled()
  })

  it('Save draft says that it is done', async () => {
    const { store } = make()
    await store.saveDraft()
    expect(store.announcement).toBe('Draft saved')
  })

  it.each([
    { how: 'keep', saved: 1, discarded: 0 },
    { how: 'discard', saved: 0, discarded: 1 },
  ] as const)('leaving with $how', async ({ how, saved, discarded }) => {
    const { store, host } = make()
    store.changed()
    store.requestClose()
    expect(store.dialog).toBe('leave')
    await store.leave(how)
    await vi.runAllTimersAsync()
    expect(host.saveDraft).toHaveBeenCalledTimes(saved)
    expect(host.discardDraft).toHaveBeenCalledTimes(discarded)
    expect(host.closed).toHaveBeenCalledExactlyOnceWith(how)
  })

  it('Stay closes only the question', async () => {
    const { store, host } = make()
    store.requestClose()
    await store.leave('stay')
    expect(store.dialog).toBe('none')
    expect(host.closed).not.toHaveBeenCalled()
  })

  it('stays open when the draft cannot be kept', async () => {
    const { store, host } = make([], {
      saveDraft: async () => Promise.reject(new AppError({ code: 'disk-full', message: 'The disk is full.' })),
    })
    store.requestClose()
    await store.leave('keep')
    expect(host.closed).not.toHaveBeenCalled()
    expect(store.failure?.code).toBe('disk-full')
  })
})

describe('Finish', () => {
  const toEnd = async (store: WizardStore) => {
    await store.next()
    await store.next()
  }

  it('is offered once every page was seen, and is one call', async () => {
    const { store, host } = make()
    expect(store.canFinish).toBe(false)
    await store.finish()
    expect(host.finish).not.toHaveBeenCalled()
    await toEnd(store)
    expect(store.canFinish).toBe(true)
    await store.finish()
    expect(host.finish).toHaveBeenCalledTimes(1)
    expect(host.closed).toHaveBeenCalledExactlyOnceWith('finish')
  })

  it('saves no draft after it', async () => {
    const { store, host } = make()
    await toEnd(store)
    store.changed()
    await store.finish()
    await vi.runAllTimersAsync()
    expect(host.saveDraft).not.toHaveBeenCalled()
  })

  it('its failure is kept and shown in place', async () => {
    const finish = vi.fn(async () =>
      Promise.reject(new AppError({ code: 'disk-full', message: 'The disk is full.', remedy: 'Free 200 MiB.' })),
    )
    const { store, host } = make([], { finish })
    await toEnd(store)
    await store.finish()
    expect(store.failure).toMatchObject({ code: 'disk-full', remedy: 'Free 200 MiB.' })
    expect(store.currentId).toBe('three')
    expect(store.busy).toBeNull()
    expect(host.closed).not.toHaveBeenCalled()
  })

  it('with a fault left on the last page calls nothing and points at the list', async () => {
    const { store, host, found } = make()
    await toEnd(store)
    found.push(issue('one', 'a'))
    await store.finish()
    expect(host.finish).not.toHaveBeenCalled()
    expect(store.currentId).toBe('three')
    expect(store.focus.target).toEqual({ to: 'summary' })
    expect(store.allIssues).toHaveLength(1)
  })

  it('from an earlier page goes to the first page with a fault', async () => {
    const { store, found } = make()
    await toEnd(store)
    store.goTo('one')
    found.push(issue('two', 'a'))
    await store.finish()
    expect(store.currentId).toBe('two')
    expect(store.focus.target).toEqual({ to: 'field', fields: ['a'] })
  })
})

it('View Script shows what the answers make, or why they make nothing', async () => {
  const files = [{ name: '01.ps1', language: 'powershell' as const, runOn: 'VMM01', text: 'Get-Date' }]
  const { store } = make([], { script: async () => files })
  await store.viewScript()
  expect(store.dialog).toBe('script')
  expect(store.scripts.files).toEqual(files)
  const failing = make([], { script: async () => Promise.reject(new Error('no')) })
  await failing.store.viewScript()
  expect(failing.store.scripts.error?.code).toBe('internal')
})

it('resuming opens at the kept page and marks those before it', async () => {
  const { store, host } = make([issue('one', 'a')])
  store.open('three', { savedWallMs: 7, resumed: true })
  await vi.runAllTimersAsync()
  expect(store.currentId).toBe('three')
  expect(store.stepState('one')).toBe('error')
  expect(store.stepState('two')).toBe('done')
  expect(store.savedWallMs).toBe(7)
  expect(host.check).toHaveBeenCalled()
})
