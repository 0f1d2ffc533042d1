import { runInAction, when } from 'mobx'
import { expect, test } from 'vitest'
import type { ItemVerb } from '../../../preload/contract/replication.ts'
import { RootStore } from '../../../renderer/app/root-store.ts'
import { createFakeApi, fakeLab } from '../support/fake-api.ts'

const start = async (lab = fakeLab) => {
  const fake = createFakeApi({ lab })
  let state: Partial<Record<ItemVerb, string | null>> = { testFailover: null, commit: "Its state doesn't allow this." }
  fake.answer('replication.allowed', () =>
    Object.entries(state).map(([verb, reason]) => ({ verb, count: reason === null ? 1 : 0, back: 0, reason })),
  )
  const root = new RootStore(fake.api)
  await root.start()
  return { ...fake, root, set: (next: typeof state) => (state = next) }
}

test('a command on items is allowed when the engine says so, else it says why not', async () => {
  const { root, set, emit } = await start()
  const command = (id: string) => root.commands.get(id)
  expect(command('item.testFailover')?.enabled()).toBe('Select a replicated item first.')
  root.items.openPage({ id: 7, name: 'WEB01' })
  expect(command('item.testFailover')?.enabled()).toBe('Its state is being read.')
  await when(() => root.items.may('testFailover') === true)
  expect(command('item.commit')?.enabled()).toBe("Its state doesn't allow this.")
  set({ commit: null, testFailover: 'Another job of it is under way.' })
  emit('replication.onChanged', { nowMs: 1 })
  await when(() => root.items.may('commit') === true)
  expect(command('item.testFailover')?.enabled()).toBe('Another job of it is under way.')
})

test('what needs an answer asks in a dialog about the items of the page; what does not is done at once', async () => {
  const { root, set, answer, callsTo } = await start()
  set({ unplanned: null, pause: null })
  root.items.openPage({ id: 7, name: 'WEB01' })
  await when(() => root.items.may('pause') === true)
  root.commands.run('item.unplanned')
  await when(() => root.dialog !== null)
  expect(root.dialog).toEqual({ name: 'item', verb: 'unplanned', ids: [7], title: 'WEB01' })
  root.closeDialog()
  answer('replication.act', () => ({
    done: 1,
    jobId: null,
    refused: [{ id: 8, name: 'SQL01', code: 'job-running', message: 'Another job of it is under way.', remedy: null }],
  }))
  root.commands.run('item.pause')
  await when(() => root.notifications.items.length > 0)
  expect(callsTo('replication.act')[0]?.input).toEqual({ ids: [7], verb: 'pause' })
  expect(root.notifications.items[0]).toMatchObject({ intent: 'warning', body: 'SQL01: Another job of it is under way.' })
})

test('an action with a job of its own is told once, and leads to its job', async () => {
  const { root, set, answer, emit } = await start()
  set({ pause: null })
  root.items.openPage({ id: 7, name: 'WEB01' })
  await when(() => root.items.may('pause') === true)
  answer('replication.act', () => {
    const job = { id: 12, kind: 'replication.pause', name: 'Pause replication of WEB01', status: 'completed' as const, progress: 100 }
    emit('jobs.onChanged', { ...job, step: null, owner: 'anna', target: 'WEB01', link: null, startedMs: 1, error: null })
    return { done: 1, jobId: 12, refused: [] }
  })
  root.commands.run('item.pause')
  await when(() => root.notifications.items.length > 0)
  expect(root.notifications.items.map(({ title }) => title)).toEqual(['WEB01: replication is paused.'])
  root.notifications.items[0]?.actions.find(({ label }) => label === 'Open job')?.run()
  expect(root.navigation.current).toMatchObject({ type: 'list', kind: 'jobs', selected: 12 })
})

test('the why of an event opens the page of its item at the instant of the event', async () => {
  const { root, answer } = await start()
  const link = { kind: 'protectedItems' as const, id: 7 }
  const fact = { label: 'Affected object', value: 'WEB01', format: 'text' as const, origin: null, edit: null, link }
  answer('inventory.details', () => ({
    kind: 'events',
    id: 26,
    title: '',
    icon: 'event',
    tabs: [{ id: 'summary', title: 'Summary', count: null, blocks: [{ kind: 'facts', title: null, facts: [fact] }] }],
  }))
  const list = { kind: 'events', selectedCount: 1, activeRow: { id: 26, cells: { time: 1_700_000 } }, may: () => true }
  runInAction(() => (root.activeList = list as never))
  expect(root.commands.get('event.why')?.enabled()).toBe(true)
  root.commands.run('event.why')
  await when(() => root.navigation.current.type === 'page')
  expect(root.navigation.current).toMatchObject({ page: 'page:item', at: '7 why 1700000' })
})

test('the end of a test failover has the name of its year', async () => {
  const { root } = await start()
  expect(root.commands.get('item.cleanup')?.caption).toBe('Complete the test')
  const later = await start({ ...fakeLab, rulePack: '2020-01' })
  expect(later.root.commands.get('item.cleanup')?.caption).toBe('Cleanup test failover')
})
