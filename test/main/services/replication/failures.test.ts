import { expect, test } from 'vitest'
import { checkLab } from '../../../../main/services/lab/check.ts'
import { replication as area } from '../../../../preload/contract/replication.ts'
import { day, enabled, hour, newTimeLab, type OpenedLab, openTimeLab, shownRows, startMs, stateOf } from './time-lab.ts'

const failedJobs = ({ store }: OpenedLab) =>
  store.db
    .prepare(
      "SELECT name, error_code AS code, error_message AS message, error_causes AS causes, error_remedy AS remedy FROM job WHERE status = 'failed' ORDER BY id",
    )
    .all() as { name: string; code: string; message: string; causes: string; remedy: string }[]

const addressOf = ({ store }: OpenedLab, item: number, by: string): string[] =>
  store.db
    .prepare(
      'SELECT a.address FROM azure_vm_adapter a JOIN azure_vm z ON z.id = a.azure_vm_id WHERE z.protected_item_id = ? AND z.created_by = ? ORDER BY a.ordinal',
    )
    .pluck()
    .all(item, by) as string[]

const tabOf = (lab: OpenedLab, id: number) => area.members.computeNetwork.output.parse(lab.replication.computeNetwork({ id }))
const ready = async (where?: string) => {
  const lab = newTimeLab()
  const ids = await enabled(lab, where)
  await lab.clock.run({ atMs: startMs + day })
  return { lab, ids }
}

test('S63: an address that is taken fails the failover; a test failover takes another; mended, the job runs again', async () => {
  const { lab, ids } = await ready('name:WEB01')
  const id = ids[0] as number
  const adapter = tabOf(lab, id).adapters[0]
  if (adapter === undefined) throw new Error('The sample has changed')
  const { networkAdapterId, subnet } = adapter
  const ip = '10.21.4.30'
  await lab.replication.setProperties({ id, adapters: [{ networkAdapterId, subnet, ip }] })
  lab.replication.setAzureLimits({ addresses: [{ network: 'DR-Net', address: ip, usedBy: 'FW01' }] })
  expect(lab.replication.checkProperties({ id })).toMatchObject({ issues: [{ field: 'adapters.0.ip', code: 'ip-taken' }] })

  const network = lab.store.db.prepare("SELECT id FROM azure_network WHERE name = 'DR-Net'").pluck().get() as number
  await lab.replication.testFailover({ ids: [id], networkId: network })
  await lab.clock.run({ event: 'waiting-job' })
  expect(addressOf(lab, id, 'test')[0]).not.toBe(ip)
  await lab.replication.cleanup({ ids: [id], notes: '' })
  await lab.clock.run({ event: 'job-end' })

  await lab.replication.unplanned({ ids: [id], point: 'latestProcessed', shutdown: false })
  await lab.clock.run({ event: 'job-end' })
  expect(failedJobs(lab)).toMatchObject([
    {
      code: 'ip-taken',
      message: expect.stringContaining('is invalid: 10.21.4.30 of Network Adapter 1 belongs to FW01'),
      remedy: expect.stringContaining('restart the job'),
    },
  ])
  expect(JSON.parse(failedJobs(lab)[0]?.causes ?? '[]')).toHaveLength(2)
  const failed = area.members.item.output.parse(lab.replication.item({ id }))
  expect(failed).toMatchObject({ state: 'M11', status: 'Failover failed', activeLocation: 'primary' })
  expect(addressOf(lab, id, 'unplanned')).toEqual([])

  // Nothing mended: the same again. Mended: it runs.
  await lab.replication.act({ ids: [id], verb: 'restart' })
  await lab.clock.run({ event: 'job-end' })
  expect(failedJobs(lab)).toHaveLength(2)
  expect(tabOf(lab, id).readOnly).toBeNull()
  await lab.replication.setProperties({ id, adapters: [{ networkAdapterId, subnet, ip: '10.21.4.31' }] })
  await lab.replication.act({ ids: [id], verb: 'restart' })
  await lab.clock.run({ event: 'job-end' })
  expect(stateOf(lab, id)).toBe('M12')
  expect(addressOf(lab, id, 'unplanned')[0]).toBe('10.21.4.31')
  expect(lab.simulation.live?.scenario.faults).toEqual([])
  const shown = shownRows(lab)
  const hash = lab.simulation.logHash()
  lab.close()
  const again = openTimeLab(lab.file)
  expect(again.simulation.logHash()).toBe(hash)
  expect(shownRows(again)).toEqual(shown)
  expect(checkLab(again.store.db).problems).toEqual([])
  // Back to where it had failed: it stands there again as it did.
  again.clock.rewind(startMs + day)
  expect(stateOf(again, id)).toBe('M5')
  again.close()
})

test('a quota that is short fails the rest of a plan, counts what stands, and is free again after cleanup', async () => {
  const { lab, ids } = await ready('name:WEB01 OR name:WEB02')
  const [one, two] = ids as [number, number]
  await lab.plans.save({ id: null, name: 'Shop', targetRtoMinutes: null, groups: [{ itemIds: ids, pre: [], post: [] }] })
  expect(lab.replication.setAzureLimits({ cores: 3 })).toMatchObject({ cores: 3, adapters: null, used: { cores: 0, adapters: 0 } })
  await lab.replication.testFailover({ ids, networkId: null })
  await lab.clock.step(hour)
  const states = ids.map((id) => area.members.item.output.parse(lab.replication.item({ id })).drill)
  expect(states).toEqual(['waiting', 'none'])
  expect(failedJobs(lab)).toMatchObject([{ code: '28031', message: expect.stringContaining('2 of 3 are in use') }])
  expect(lab.replication.azureLimits(undefined)).toMatchObject({ used: { cores: 2 } })
  await lab.replication.cleanup({ ids: [one], notes: '' })
  await lab.clock.step(hour)
  await lab.replication.planned({ ids: [two] })
  await lab.clock.step(hour)
  expect(stateOf(lab, two)).toBe('M12')
  await lab.replication.planned({ ids: [one] })
  await lab.clock.step(hour)
  expect([stateOf(lab, one), failedJobs(lab).length]).toEqual(['M10', 2])
  lab.replication.setAzureLimits({ cores: null, adapters: 2 })
  await lab.replication.act({ ids: [one], verb: 'restart' })
  await lab.clock.step(hour)
  expect(failedJobs(lab).at(-1)).toMatchObject({ code: '28092' })
  lab.replication.setAzureLimits({ adapters: null })
  await lab.replication.act({ ids: [one], verb: 'restart' })
  await lab.clock.step(hour)
  expect(stateOf(lab, one)).toBe('M12')
  expect(checkLab(lab.store.db).problems).toEqual([])
})

test('Azure limits are told at fault where they are', () => {
  const lab = newTimeLab()
  const told = (address: string, network = 'DR-Net', usedBy = 'FW01') => {
    try {
      lab.replication.setAzureLimits({ addresses: [{ network, address, usedBy }] })
    } catch (error) {
      return error as { field: string; message: string }
    }
    return null
  }
  expect(told('10.21.4.1')).toMatchObject({ field: 'addresses.0' })
  expect(told('10.21.4')?.message).toContain('no address')
  expect(told('10.21.4.9', 'Nowhere')?.message).toContain('no Azure network')
  expect(told('10.21.4.9', 'DR-Net', ' ')?.message).toContain('Say who')
  expect(told('10.21.4.9')).toBeNull()
  expect(lab.replication.azureLimits(undefined)).toMatchObject({ addresses: [{ network: 'DR-Net', address: '10.21.4.9', usedBy: 'FW01' }] })
  lab.replication.setAzureLimits({ addresses: [] })
  expect(lab.replication.azureLimits(undefined)).toMatchObject({ addresses: [] })
})
