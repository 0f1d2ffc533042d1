import { expect, test } from 'vitest'
import { checkLab } from '../../../../main/services/lab/check.ts'
import { testChoiceOf } from '../../../../main/services/replication/test-choices.ts'
import { replication as area } from '../../../../preload/contract/replication.ts'
import { day, enabled, hour, newTimeLab, type OpenedLab, startMs, stateOf } from './time-lab.ts'

const refusal = (work: () => unknown): { code: string; field?: string; message: string } | null => {
  try {
    work()
  } catch (error) {
    return error as { code: string; field?: string; message: string }
  }
  return null
}
const itemOf = (lab: OpenedLab, id: number) => area.members.item.output.parse(lab.replication.item({ id }))
const ready = async (): Promise<{ lab: OpenedLab; id: number }> => {
  const lab = newTimeLab()
  const [id] = (await enabled(lab, 'name:WEB01')) as [number]
  await lab.clock.run({ atMs: startMs + day })
  return { lab, id }
}

test('failback: to another host of the cloud only by creating the machine there, and then by full download', async () => {
  const { lab, id } = await ready()
  const { present, hosts } = area.members.failbackHosts.output.parse(lab.replication.failbackHosts({ id }))
  const [own, other] = hosts
  expect([present, own?.own, other?.own]).toEqual([true, true, false])
  await lab.replication.planned({ ids: [id] })
  await lab.clock.step(hour)
  await lab.replication.act({ ids: [id], verb: 'commit' })
  await lab.clock.step(hour)
  const back = { ids: [id], createVm: true, hostId: other?.id }
  expect(refusal(() => lab.replication.failback({ ...back, mode: 'delta' }))).toMatchObject({ field: 'mode' })
  expect(refusal(() => lab.replication.failback({ ...back, mode: 'full', hostId: 99_999 }))).toMatchObject({ field: 'hostId' })
  lab.store.apply({ kind: 'test', name: 'Gone', actor: 'anna' }, (tx) =>
    tx.update('vm', tx.db.prepare("SELECT id FROM vm WHERE name = 'WEB01'").pluck().get() as number, { state: 'Missing' }),
  )
  expect(refusal(() => lab.replication.failback({ ids: [id], mode: 'full' }))).toMatchObject({ field: 'createVm' })
  await lab.replication.failback({ ...back, mode: 'full' })
  await lab.clock.step(3 * hour)
  expect(itemOf(lab, id)).toMatchObject({ state: 'M15', host: other?.name })
  expect(lab.simulation.live?.scenario.vms.find((vm) => vm.name === 'WEB01')?.host).toBe(other?.name)
  await lab.replication.act({ ids: [id], verb: 'commit' })
  await lab.clock.step(hour)
  expect(stateOf(lab, id)).toBe('M16')
  expect(checkLab(lab.store.db).problems).toEqual([])
})

test('both ways of disabling end replication; what Remove leaves on the host is a script away', async () => {
  const { lab, id } = await ready()
  const { files } = area.members.cleanupScript.output.parse(lab.replication.cleanupScript({ ids: [id] }))
  expect(files).toHaveLength(1)
  expect(files[0]?.text).toContain("foreach ($name in @('WEB01'))")
  expect(files[0]?.text).toContain('Remove-VMReplication -VMName $name')
  expect(files[0]?.runOn).toBe(itemOf(lab, id).host)
  await lab.replication.disable({ ids: [id], removeOnly: true })
  await lab.clock.step(hour)
  expect(lab.store.db.prepare("SELECT name FROM job WHERE kind = 'replication.removeMachines'").pluck().all()).toEqual(['Remove WEB01'])
  expect(lab.store.db.prepare('SELECT 1 FROM protected_item').get()).toBeUndefined()
})

test('S65: the isolated network of the sample keeps the addresses of production; the point of a later test is kept, not noted', async () => {
  const { lab, id } = await ready()
  const choices = area.members.choices.output.parse(lab.replication.choices(undefined))
  expect(choices.networks.map(({ name, isolated }) => [name, isolated])).toEqual([
    ['DR-Net', false],
    ['DR-Test', true],
  ])
  const tab = area.members.computeNetwork.output.parse(lab.replication.computeNetwork({ id }))
  const { networkAdapterId = 0, subnet = null } = tab.adapters[0] ?? {}
  await lab.replication.setProperties({ id, adapters: [{ networkAdapterId, subnet, ip: '10.21.4.77' }] })
  await lab.replication.testFailover({ ids: [id], networkId: choices.networks[1]?.id ?? null, point: 'app' })
  await lab.clock.run({ event: 'waiting-job' })
  expect(lab.store.db.prepare('SELECT address FROM azure_vm_adapter ORDER BY ordinal').pluck().get()).toBe('10.21.4.77')
  expect(itemOf(lab, id).notes).toEqual([])
  expect(testChoiceOf(lab.store.db, id)?.point).toMatchObject({ choice: 'app', appConsistent: true })
})

test('rules of 2018 and later warn before a failover without a test in 180 days; a rewind remembers the test', async () => {
  const { lab, id } = await ready()
  const untested = () => area.members.untested.output.parse(lab.replication.untested({ ids: [id] }))
  expect(untested()).toEqual({ items: 0, days: 180 })
  lab.store.apply({ kind: 'test', name: 'Rules', actor: 'anna' }, (tx) => tx.update('lab', 1, { rule_pack: '2020-01' }))
  expect(untested().items).toBe(1)
  // The sizes of 2016 are not those of this year: a failover would fail, and says so beforehand.
  expect(itemOf(lab, id)).toMatchObject({
    ruleYear: 2020,
    configurationIssue: { code: '28031', message: expect.stringContaining('not offered') },
  })
  const size = area.members.choices.output
    .parse(lab.replication.choices(undefined))
    .sizes.find((each) => each.cores >= 2 && each.memoryGib >= 8)
  await lab.replication.setProperties({ id, size: size?.name })
  expect(itemOf(lab, id).configurationIssue).toBeNull()
  await lab.replication.testFailover({ ids: [id], networkId: null })
  await lab.clock.run({ event: 'waiting-job' })
  await lab.replication.cleanup({ ids: [id], notes: '' })
  await lab.clock.run({ event: 'job-end' })
  expect(untested().items).toBe(0)
  const at = lab.simulation.nowMs + hour
  await lab.clock.step(2 * hour)
  lab.clock.rewind(at)
  expect(untested().items).toBe(0)
  expect(itemOf(lab, id)).toMatchObject({ lastTestMs: expect.any(Number), source: expect.any(String), errors: [] })
})
