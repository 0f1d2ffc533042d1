import { expect, it, vi } from 'vitest'
import { RootStore } from '../../../renderer/app/root-store.ts'
import { createFakeApi } from '../support/fake-api.ts'

it('tells what became critical once, one by one or all together, and nothing of what was there before', async () => {
  vi.stubGlobal('navigator', { language: 'en-GB' })
  const fake = createFakeApi({ vms: 1 })
  let last = 7
  const event = (item: number) => ({ atMs: 0, message: `WEB0${item} is Critical.`, item })
  let events = [event(1)]
  fake.answer('clock.news', ({ after }: { after: number | null }) => ({
    last,
    total: after === null || after === last ? 0 : events.length,
    events: after === null || after === last ? [] : events,
  }))
  const root = new RootStore(fake.api)
  await root.start()
  await vi.waitFor(() => expect(fake.callsTo('clock.news')).toMatchObject([{ input: { after: null } }]))
  expect(root.notifications.items).toEqual([])

  last = 8
  fake.emit('replication.onChanged', { nowMs: 1 })
  await vi.waitFor(() => expect(root.notifications.items).toMatchObject([{ title: 'WEB01 is Critical.', toast: false }]))
  expect(root.notifications.unread).toBe(1)
  root.notifications.items[0]?.actions[0]?.run()
  expect(root.navigation.current).toMatchObject({ page: 'page:item', at: '1 why' })

  last = 12
  events = [1, 2, 3, 4].map(event)
  fake.emit('inventory.onChanged', { revision: 2, played: true })
  await vi.waitFor(() => expect(root.notifications.items[0]).toMatchObject({ title: '4 critical events of replication.' }))
  expect(root.notifications.items).toHaveLength(2)
})
