import { expect, test } from 'vitest'
import type { DashboardState, PlacedTile, Tile } from '../../../../preload/contract/dashboard.ts'
import { AppError } from '../../../../preload/contract/errors.ts'
import { NotificationsStore } from '../../../../renderer/app/notifications-store.ts'
import { DashboardStore } from '../../../../renderer/features/overview/dashboard-store.ts'
import { createFakeApi } from '../../support/fake-api.ts'

const tile = (id: string, sizes: Tile['sizes'] = ['S', 'M']): Tile => ({
  id,
  title: `The ${id}`,
  sizes,
  about: 'What it counts.',
  empty: null,
  page: null,
  figures: [{ id: 'all', label: id, count: 3, of: null, tone: null, opens: { type: 'list', kind: 'vms', where: '' } }],
})
const tiles = [tile('a'), tile('b', ['M', 'L']), tile('c'), tile('d')]
const own: PlacedTile[] = tiles.map(({ id, sizes }) => ({ id, size: sizes[0]!, name: null }))

/** An engine that keeps one layout. */
const setUp = async ({ canWrite = true as true | string } = {}) => {
  const fake = createFakeApi()
  let kept: PlacedTile[] | null = null
  const state = (): DashboardState => ({ tiles, layout: kept ?? own, changed: kept !== null, clockMs: 1, wallMs: 2, rulePack: '2016-05' })
  fake.answer('dashboard.read', () => state())
  fake.answer('dashboard.saveLayout', ({ layout }: { layout: PlacedTile[] }) => {
    kept = layout
    return null
  })
  fake.answer('dashboard.resetLayout', () => {
    kept = null
    return null
  })
  const notifications = new NotificationsStore()
  const store = new DashboardStore(fake.api, notifications, { canWrite })
  await store.load()
  return { fake, notifications, store, kept: () => kept }
}
const order = (store: DashboardStore): string => store.shown.map(({ id }) => id).join('')

test('what is told last is of the key that was pressed last, however slow the lab is', async () => {
  const { fake, store, notifications } = await setUp()
  let save = (_: null): void => {}
  fake.answer('dashboard.saveLayout', () => new Promise<null>((done) => (save = done)))
  const moved = store.move('b', 'left')
  expect(order(store)).toBe('bacd')
  await store.move('b', 'left')
  save(null)
  await moved
  expect(notifications.polite).toBe('The b is at the edge.')
})

test('moves, resizes, hides, shows, renames; each is kept and told', async () => {
  const { store, notifications, kept } = await setUp()
  expect(order(store)).toBe('abcd')
  await store.move('a', 'right')
  expect(order(store)).toBe('bacd')
  expect(kept()?.map(({ id }) => id)).toEqual(['b', 'a', 'c', 'd'])
  expect(notifications.polite).toBe('The a moved to place 2 of 4.')
  await store.move('b', 'left')
  expect(notifications.polite).toBe('The b is at the edge.')
  await store.resize('a', 'right')
  expect(store.shown[1]).toMatchObject({ id: 'a', size: 'M' })
  expect(notifications.polite).toBe('The a: Medium')
  await store.resize('a', 'down')
  expect(notifications.polite).toBe('The a has no larger size.')
  await store.rename('a', '  Mine  ')
  expect(store.captionOf('a')).toBe('Mine')
  store.activate('c')
  await store.hide('c')
  expect(order(store)).toBe('bad')
  expect(store.activeId).toBe('d')
  await store.hide('d')
  expect(store.activeId).toBe('a')
  expect(store.choices.filter(({ shown }) => !shown).map(({ id }) => id)).toEqual(['c', 'd'])
  await store.show('c')
  expect(order(store)).toBe('bac')
  expect(store.activeId).toBe('c')
  expect(kept()).toEqual([
    { id: 'b', size: 'M', name: null },
    { id: 'a', size: 'M', name: 'Mine' },
    { id: 'c', size: 'S', name: null },
  ])
  for (const name of ['', 'The a']) {
    await store.rename('a', name)
    expect(kept()?.[1]?.name).toBeNull()
  }
  await store.reset()
  expect(kept()).toBeNull()
  expect(order(store)).toBe('abcd')
})

test('a drag is shown before it is kept, and kept only when it changed something', async () => {
  const { store, fake } = await setUp()
  store.setPreview([own[1]!, own[0]!, own[2]!, own[3]!])
  expect(order(store)).toBe('bacd')
  store.setPreview(null)
  expect(order(store)).toBe('abcd')
  store.setPreview([...own])
  await store.drop('a')
  expect(fake.callsTo('dashboard.saveLayout')).toHaveLength(0)
  store.setPreview([own[1]!, own[0]!, own[2]!, own[3]!])
  await store.drop('a')
  expect(order(store)).toBe('bacd')
  expect(fake.callsTo('dashboard.saveLayout')).toHaveLength(1)
})

test('a read-only lab refuses every change and says why', async () => {
  const { store, notifications, fake } = await setUp({ canWrite: 'Its place does not allow writing.' })
  const attempts = [
    () => store.move('a', 'right'),
    () => store.resize('a', 'right'),
    () => store.hide('a'),
    () => store.rename('a', 'Mine'),
    () => store.reset(),
    () => store.show('a'),
  ]
  for (const attempt of attempts) {
    await attempt()
    expect(notifications.items[0]).toMatchObject({ title: 'Tiles stay as they are.', body: 'Its place does not allow writing.' })
  }
  expect(notifications.items).toHaveLength(attempts.length)
  expect(order(store)).toBe('abcd')
  expect(fake.calls.filter(({ name }) => /Layout$/.test(name))).toEqual([])
})

test('a change that the lab refuses is taken back and told', async () => {
  const { store, notifications, fake } = await setUp()
  fake.answer('dashboard.saveLayout', () => {
    throw new AppError({ code: 'lab-busy', message: 'Nothing was changed. An import is under way.', remedy: 'Wait until it has ended.' })
  })
  await store.move('a', 'right')
  expect(order(store)).toBe('abcd')
  expect(notifications.items[0]?.title).toBe('Nothing was changed. An import is under way.')
})

test('a reading that began before a change does not take it back', async () => {
  const { store, fake } = await setUp()
  const answers: ((state: DashboardState) => void)[] = []
  fake.answer('dashboard.read', () => new Promise((done) => answers.push(done)))
  const reading = store.load()
  await store.move('a', 'right')
  answers[0]?.({ tiles, layout: own, changed: false, clockMs: 1, wallMs: 2, rulePack: '2016-05' })
  await reading
  expect(order(store)).toBe('bacd')
})

test('a late answer is dropped, a fault is kept until the next reading', async () => {
  const { store, fake } = await setUp()
  fake.answer('dashboard.read', () => {
    throw new AppError({ code: 'no-lab', message: 'No lab is open.' })
  })
  await store.load()
  expect(store.error).toBeInstanceOf(AppError)
  expect(order(store)).toBe('abcd')
  fake.answer('dashboard.read', () => ({ tiles, layout: own, changed: false, clockMs: 5, wallMs: 6, rulePack: '2016-05' }))
  await store.load()
  expect(store.error).toBeNull()
  expect(store.state?.clockMs).toBe(5)
})
