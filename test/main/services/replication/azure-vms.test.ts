import { expect, test } from 'vitest'
import { createInventoryService } from '../../../../main/services/inventory/inventory-service.ts'
import { checkLab } from '../../../../main/services/lab/check.ts'
import { inventory as area, type ListKind, type TreeNode } from '../../../../preload/contract/inventory.ts'
import { day, enabled, hour, newTimeLab, type OpenedLab, startMs } from './time-lab.ts'

const inventoryOf = (lab: OpenedLab) => createInventoryService({ store: lab.store, actor: 'anna' })
const rowsOf = (lab: OpenedLab, kind: ListKind, where = '') =>
  area.members.window.output
    .parse(inventoryOf(lab).window({ query: { kind, where, scope: { kind: 'all' }, sort: [] }, offset: 0, limit: 500 }))
    .rows.map(({ id, cells }) => ({ id, ...cells }))
const detailsOf = (lab: OpenedLab, kind: ListKind, id: number) => area.members.details.output.parse(inventoryOf(lab).details({ kind, id }))
const factsOf = (lab: OpenedLab, kind: ListKind, id: number) =>
  Object.fromEntries(
    detailsOf(lab, kind, id).tabs.flatMap((tab) =>
      tab.blocks.flatMap((block) => (block.kind === 'facts' ? block.facts.map((fact) => [fact.label, fact]) : [])),
    ),
  )
const countOf = (lab: OpenedLab, node: string): number | null | undefined => {
  const find = (nodes: readonly TreeNode[]): TreeNode | undefined =>
    nodes.map((each) => (each.id === node ? each : find(each.children))).find((each) => each !== undefined)
  return find(inventoryOf(lab).tree({ workspace: 'recovery' }) as TreeNode[])?.count
}
const networkOf = (lab: OpenedLab, name: string): number =>
  lab.store.db.prepare('SELECT id FROM azure_network WHERE name = ?').pluck().get(name) as number

/** A network apart from production, with a subnet of its own. */
const isolated = (lab: OpenedLab): number =>
  lab.store.apply({ kind: 'test', name: 'Network', actor: 'anna' }, (tx) => {
    const { id: _, ...like } = tx.db.prepare('SELECT * FROM azure_network LIMIT 1').get() as Record<string, string | number | null>
    const id = tx.insert('azure_network', { ...like, name: 'Test-Net', address_range: '10.99.0.0/16' })
    tx.insert('azure_subnet', { azure_network_id: id, ordinal: 0, name: 'zulu', address_range: '10.99.1.0/24' })
    tx.insert('azure_subnet', { azure_network_id: id, ordinal: 1, name: 'alpha', address_range: '10.99.2.0/24' })
    return id
  }).value

test('a test failover puts machine, adapters and disks into Azure, and its cleanup takes away just these', async () => {
  const lab = newTimeLab()
  const [one, two] = (await enabled(lab)) as [number, number]
  await lab.clock.run({ atMs: startMs + day })
  const before = rowsOf(lab, 'azureResources')
  expect(before.map((row) => (row as { type?: unknown }).type).sort()).toEqual([
    'Recovery Services vault',
    ...before.slice(0, -3).map(() => 'Storage account'),
    'Virtual network',
    'Virtual network',
  ])
  expect([countOf(lab, 'azureVms'), countOf(lab, 'azureResources')]).toEqual([0, before.length])

  await lab.replication.testFailover({ ids: [one, two], networkId: isolated(lab) })
  await lab.clock.step(4 * hour)
  const vms = rowsOf(lab, 'azureVms')
  expect(vms).toMatchObject([
    { name: 'WEB01-test', state: 'Running', network: 'Test-Net', subnets: 'alpha', createdBy: 'Test failover', test: 1, source: 'WEB01' },
    { name: 'WEB02-test', source: 'WEB02', plan: null },
  ])
  const addresses = vms.flatMap((row) => (row as { addresses?: string }).addresses?.split(', ') ?? [])
  expect(new Set(addresses).size).toBe(3)
  for (const address of addresses) expect(address).toMatch(/^10\.99\.2\.\d+$/)
  expect([countOf(lab, 'azureVms'), countOf(lab, 'azureResources')]).toEqual([2, rowsOf(lab, 'azureResources').length])
  expect(rowsOf(lab, 'azureResources', 'createdby:test').map((row) => (row as { name?: unknown }).name)).toEqual([
    'WEB01-test',
    'WEB01-test-nic1',
    'WEB01-test-nic2',
    'WEB02-test',
    'WEB02-test-nic1',
  ])

  const facts = factsOf(lab, 'azureVms', vms[0]!.id)
  expect(facts['Replicated item']).toMatchObject({ value: 'WEB01', link: { kind: 'protectedItems', id: one } })
  expect(facts.Job).toMatchObject({ value: expect.stringContaining('WEB01'), link: { kind: 'jobs' } })
  expect(facts.Network).toMatchObject({ link: { kind: 'azureNetworks' } })
  const disks = lab.store.db.prepare('SELECT count(*) FROM virtual_disk d JOIN vm v ON v.id = d.vm_id WHERE v.name = ?').pluck()
  expect(detailsOf(lab, 'azureVms', vms[0]!.id).tabs.map(({ id, count }) => [id, count])).toEqual(
    expect.arrayContaining([
      ['adapters', 2],
      ['disks', disks.get('WEB01')],
    ]),
  )
  for (const where of ['ip:10.99.2.*', 'subnet:alpha', 'test:yes', 'createdby:test', 'age<=5h', 'nics>=1 state:running source:WEB*'])
    expect(rowsOf(lab, 'azureVms', where)).toHaveLength(2)
  for (const where of ['test:no', 'subnet:zulu', 'plan:*', 'age>5h']) expect(rowsOf(lab, 'azureVms', where)).toEqual([])
  for (const row of rowsOf(lab, 'azureResources')) expect(factsOf(lab, 'azureResources', row.id).Type?.value).toBeTruthy()

  await lab.replication.cleanup({ ids: [one], notes: 'fine' })
  await lab.clock.step(hour)
  expect(rowsOf(lab, 'azureVms').map((row) => (row as { name?: unknown }).name)).toEqual(['WEB02-test'])
  await lab.replication.cleanup({ ids: [two], notes: '' })
  await lab.clock.step(hour)
  expect(rowsOf(lab, 'azureVms')).toEqual([])
  // The network that a person made for the test stays.
  expect(rowsOf(lab, 'azureResources')).toHaveLength(before.length + 1)
  expect(checkLab(lab.store.db).problems).toEqual([])
})

test('a failover by a plan says so; a machine keeps its availability set; the way back stops and deletes it', async () => {
  const lab = newTimeLab()
  const ids = (await enabled(lab)) as [number, number]
  await lab.clock.run({ atMs: startMs + day })
  for (const id of ids) await lab.replication.setProperties({ id, availabilitySet: 'as-web' })
  const { id } = await lab.plans.save({
    id: null,
    name: 'Shop',
    targetRtoMinutes: null,
    groups: [{ itemIds: ids, pre: [], post: [] }],
  })
  await lab.plans.run({ id, kind: 'unplanned', point: 'latestProcessed', shutdown: false })
  await lab.clock.step(6 * hour)
  const vms = rowsOf(lab, 'azureVms', 'plan:Shop')
  expect(vms).toMatchObject([
    { name: 'WEB01', createdBy: 'Unplanned failover', plan: 'Shop', availabilitySet: 'as-web', test: 0, network: 'DR-Net' },
    { name: 'WEB02' },
  ])
  expect(factsOf(lab, 'azureVms', vms[0]!.id)['Recovery plan']).toMatchObject({ value: 'Shop', link: { kind: 'recoveryPlans', id } })
  const [set] = rowsOf(lab, 'azureResources', 'kind:availability-set')
  expect(set).toMatchObject({ name: 'as-web', type: 'Availability set', madeBy: '2 machines' })
  expect(detailsOf(lab, 'azureResources', set!.id).tabs.find((tab) => tab.id === 'members')?.count).toBe(2)

  await lab.replication.act({ ids, verb: 'commit' })
  await lab.clock.step(hour)
  await lab.replication.failback({ ids: [ids[0]], mode: 'delta' })
  await lab.clock.run({ event: 'waiting-job' })
  expect(rowsOf(lab, 'azureVms', 'name:WEB01')).toMatchObject([{ state: 'Running' }])
  await lab.replication.act({ ids: [ids[0]], verb: 'completeFailover' })
  await lab.clock.step(6 * hour)
  expect(rowsOf(lab, 'azureVms', 'name:WEB01')).toMatchObject([{ state: 'Stopped' }])
  await lab.replication.act({ ids: [ids[0]], verb: 'commit' })
  await lab.clock.step(hour)
  expect(rowsOf(lab, 'azureVms').map((row) => (row as { name?: unknown }).name)).toEqual(['WEB02'])
  expect(rowsOf(lab, 'azureResources', 'kind:availability-set')).toMatchObject([{ madeBy: 'Unplanned failover · WEB02' }])
})

test('an address of Compute and Network is kept, and nobody else is given it', async () => {
  const lab = newTimeLab()
  const [one, two] = (await enabled(lab)) as [number, number]
  await lab.clock.run({ atMs: startMs + day })
  const choices = lab.replication.choices(undefined)
  if (choices instanceof Promise) throw new Error('Choices are told at once')
  const subnet = choices.networks.find((each) => each.id === networkOf(lab, 'DR-Net'))?.subnets[0]
  const range = subnet?.range.replace(/\d+\/\d+$/, '') ?? ''
  // The second machine would be given this one.
  const wanted = `${range}${4 + two}`
  const first = lab.store.db
    .prepare('SELECT network_adapter_id FROM protected_item_adapter WHERE protected_item_id = ? ORDER BY id')
    .pluck()
  for (const [id, ip] of [
    [one, wanted],
    [two, null],
  ] as const)
    await lab.replication.setProperties({ id, adapters: [{ networkAdapterId: first.get(id) as number, subnet: subnet?.name ?? null, ip }] })
  // An address that a machine of other making has is nobody's either.
  lab.store.apply({ kind: 'test', name: 'Address', actor: 'anna' }, (tx) => {
    tx.insert('azure_address', { azure_network_id: networkOf(lab, 'DR-Net'), address: `${range}${5 + two}`, used_by: 'jump box' })
    const second = tx.db.prepare('SELECT id FROM protected_item_adapter WHERE protected_item_id = ? ORDER BY id DESC').pluck().get(one)
    tx.update('protected_item_adapter', second as number, { nic_type: 'unused' })
  })
  await lab.replication.unplanned({ ids: [one, two], point: 'latestProcessed', shutdown: false })
  await lab.clock.step(4 * hour)
  const [web1, web2] = rowsOf(lab, 'azureVms') as unknown as { addresses: string }[]
  expect(web1?.addresses).toBe(wanted)
  expect(web2?.addresses).toBe(`${range}${6 + two}`)
})
