import { expect, test } from 'vitest'
import type { PointChoice } from '../../../../preload/contract/replication.ts'
import { replication as area } from '../../../../preload/contract/replication.ts'
import { enabled, hour, newTimeLab } from './time-lab.ts'

test('what a failover is said to lose beforehand is what it loses, at first and after another point', async () => {
  const lab = newTimeLab()
  const ids = await enabled(lab)
  const [id] = ids as [number]
  const losses = (all: readonly number[], point: PointChoice) =>
    area.members.losses.output.parse(lab.replication.losses({ ids: [...all], point }))
  const item = () => area.members.item.output.parse(lab.replication.item({ id }))
  expect(losses(ids, 'latest')).toEqual({ items: 0, without: ids.length, worstMs: 0, bytes: 0, oldestStampMs: null, noApp: 0 })

  await lab.clock.run({ event: 'protected' })
  await lab.clock.step(6 * hour + 123_456)
  const each = ids.map((one) => losses([one], 'latestProcessed'))
  expect(losses(ids, 'latestProcessed')).toMatchObject({
    items: ids.length,
    worstMs: Math.max(...each.map((one) => one.worstMs)),
    bytes: each.reduce((sum, one) => sum + one.bytes, 0),
  })
  expect(losses([id], 'app').worstMs).toBeGreaterThanOrEqual(losses([id], 'latest').worstMs)

  const before = losses([id], 'latestProcessed')
  expect(before.bytes).toBeGreaterThan(0)
  await lab.replication.unplanned({ ids: [id], point: 'latestProcessed', shutdown: false })
  await lab.clock.run({ event: 'job-end' })
  expect(item().failover).toMatchObject({ lossMs: before.worstMs, lossBytes: before.bytes, stampMs: before.oldestStampMs })

  const oldest = item().points.at(-1)?.stampMs ?? 0
  const other = losses([id], { atMs: oldest })
  expect(other.worstMs).toBeGreaterThan(before.worstMs)
  await lab.replication.changePoint({ ids: [id], point: { atMs: oldest } })
  await lab.clock.run({ event: 'job-end' })
  expect(item().failover).toMatchObject({ lossMs: other.worstMs, lossBytes: other.bytes, stampMs: oldest })
})

test('a network that nothing fails over to is offered as isolated', async () => {
  const lab = newTimeLab()
  const choices = area.members.choices.output.parse(lab.replication.choices(undefined))
  // All VM networks of the ready sample are mapped to its first network.
  expect(choices.networks.map(({ name, isolated }) => [name, isolated])).toEqual([
    ['DR-Net', false],
    ['DR-Test', true],
  ])
  lab.store.apply({ kind: 'test', name: 'Network', actor: 'anna' }, (tx) => {
    const row = tx.db.prepare('SELECT * FROM azure_network').get() as Record<string, string | number | null>
    const { id: _, ...rest } = row
    const made = tx.insert('azure_network', { ...rest, name: 'Test-Net' })
    tx.insert('azure_subnet', { azure_network_id: made, ordinal: 0, name: 'default', address_range: '10.99.0.0/24' })
  })
  const after = area.members.choices.output.parse(lab.replication.choices(undefined))
  expect(after.networks.find(({ name }) => name === 'Test-Net')).toMatchObject({ isolated: true })
})
