import { expect, test } from 'vitest'
import { createInventoryService } from '../../../../main/services/inventory/inventory-service.ts'
import { createJobsService } from '../../../../main/services/jobs/jobs-service.ts'
import { inventory, type ListKind } from '../../../../preload/contract/inventory.ts'
import { replication as area } from '../../../../preload/contract/replication.ts'
import { day, enabled, newTimeLab, type OpenedLab, startMs, stateOf } from './time-lab.ts'

const minute = 60_000
const ready = async (where = 'name:WEB01'): Promise<{ lab: OpenedLab; ids: number[]; id: number }> => {
  const lab = newTimeLab()
  const ids = await enabled(lab, where)
  await lab.clock.run({ atMs: startMs + day })
  return { lab, ids, id: ids[0] ?? 0 }
}
const detailsOf = (lab: OpenedLab, kind: ListKind, id: number) =>
  inventory.members.details.output.parse(createInventoryService({ store: lab.store, actor: 'anna' }).details({ kind, id }))
const factsOf = (lab: OpenedLab, kind: ListKind, id: number): Record<string, unknown> =>
  Object.fromEntries(
    detailsOf(lab, kind, id).tabs.flatMap((tab) =>
      tab.blocks.flatMap((block) => (block.kind === 'facts' ? block.facts.map((fact) => [fact.label, fact.value]) : [])),
    ),
  )
const networks = (lab: OpenedLab): Record<string, number> =>
  Object.fromEntries(lab.store.db.prepare('SELECT name, id FROM azure_network').raw().all() as [string, number][])
const vms = ({ store }: OpenedLab): unknown[] =>
  store.db.prepare('SELECT state, network, created_by FROM azure_vm ORDER BY name').raw().all()
const testJob = ({ store }: OpenedLab): number =>
  store.db.prepare("SELECT max(job_id) FROM replication_job WHERE model = 'testFailover' AND gone = 0").pluck().get() as number

test('a test failover keeps its network and recovery point: its job and its item tell them', async () => {
  const { lab, id } = await ready()
  const before = lab.store.db.prepare('SELECT count(*) FROM job').pluck().get() as number
  await lab.replication.testFailover({ ids: [id], networkId: networks(lab)['DR-Test'] ?? null, point: 'app' })
  await lab.clock.run({ event: 'waiting-job' })
  expect(lab.store.db.prepare('SELECT count(*) FROM job').pluck().get()).toBe(before + 1)
  const point = area.members.item.output.parse(lab.replication.item({ id })).points.find((each) => each.appConsistent)
  const told = {
    'Network of the test': 'DR-Test',
    'Recovery point': point?.stampMs,
    'Kind of recovery point': 'App-consistent (Latest app-consistent)',
  }
  expect(factsOf(lab, 'jobs', testJob(lab))).toMatchObject(told)
  expect(factsOf(lab, 'protectedItems', id)).toMatchObject({ ...told, 'Test failover started': startMs + day })
})

test('after a rewind into a test failover its network is that of the instant, whatever later ones had', async () => {
  const { lab, id } = await ready()
  const { 'DR-Net': production = 0, 'DR-Test': apart = 0 } = networks(lab)
  await lab.replication.testFailover({ ids: [id], networkId: apart, point: 'latest' })
  await lab.clock.run({ event: 'waiting-job' })
  const waiting = lab.simulation.nowMs + 5 * minute
  await lab.clock.run({ atMs: waiting + minute })
  await lab.replication.cleanup({ ids: [id], notes: '' })
  await lab.clock.step(10 * minute)
  await lab.replication.testFailover({ ids: [id], networkId: production, point: 'app' })
  await lab.clock.run({ event: 'waiting-job' })
  expect(vms(lab)).toEqual([['running', 'DR-Net', 'test']])
  await lab.clock.step(minute)
  lab.clock.rewind(waiting)
  expect(vms(lab)).toEqual([['running', 'DR-Test', 'test']])
  expect(factsOf(lab, 'jobs', testJob(lab))).toMatchObject({
    'Network of the test': 'DR-Test',
    'Kind of recovery point': 'Crash-consistent (Latest)',
  })
  expect(factsOf(lab, 'protectedItems', id)).toMatchObject({ 'Network of the test': 'DR-Test' })
})

test('a machine is Creating in Azure from the task that creates it until it has started; it stays the same row', async () => {
  const { lab, id } = await ready()
  await lab.replication.unplanned({ ids: [id], point: 'latestProcessed', shutdown: false })
  const states: string[] = []
  const rowIds = new Set<number>()
  for (let n = 0; n < 12; n++) {
    await lab.clock.step(minute)
    const row = lab.store.db.prepare('SELECT id, state, (SELECT count(*) FROM azure_vm_disk) AS disks FROM azure_vm').get() as
      | { id: number; state: string; disks: number }
      | undefined
    const now = row === undefined ? 'none' : `${row.state} ${row.disks > 0}`
    if (row) rowIds.add(row.id)
    if (states.at(-1) !== now) states.push(now)
  }
  expect(states).toEqual(['none', 'creating false', 'running true'].slice(states[0] === 'none' ? 0 : 1))
  expect(rowIds.size).toBe(1)
})

test('the jobs of a time that was taken back are under way no more', async () => {
  const { lab, id } = await ready()
  const jobs = createJobsService({ store: lab.store, actor: 'anna' })
  const running = (): string[] => (jobs.running(undefined) as { name: string }[]).map(({ name }) => name)
  const beginMs = lab.simulation.nowMs
  await lab.clock.step(minute)
  await lab.replication.testFailover({ ids: [id], networkId: null })
  await lab.clock.step(minute)
  expect(running()).toEqual(['Test failover: WEB01'])
  lab.clock.rewind(beginMs)
  expect(running()).toEqual([])
  expect((jobs.recent({ limit: 50 }) as { name: string }[]).map(({ name }) => name)).not.toContain('Test failover: WEB01')
})

test('commit tells the ways apart; a run to the last initial replication begins right after Reverse Replicate', async () => {
  const { lab, ids } = await ready('name:WEB01 OR name:WEB02')
  const [one = 0, two = 0] = ids
  const commit = () => area.members.allowed.output.parse(lab.replication.allowed({ ids })).find((each) => each.verb === 'commit')
  await lab.replication.planned({ ids: [one] })
  await lab.clock.run({ event: 'job-end' })
  await lab.replication.act({ ids: [one], verb: 'commit' })
  await lab.clock.run({ event: 'job-end' })
  await lab.replication.failback({ ids: [one], mode: 'full' })
  await lab.clock.run({ event: 'job-end' })
  await lab.replication.planned({ ids: [two] })
  await lab.clock.run({ event: 'job-end' })
  expect(commit()).toMatchObject({ count: 2, back: 1 })
  await lab.replication.act({ ids, verb: 'commit' })
  await lab.clock.step(10 * minute)
  expect(ids.map((id) => stateOf(lab, id))).toEqual(['M16', 'M13'])
  await lab.replication.act({ ids: [one], verb: 'reverse' })
  const state = await lab.clock.run({ event: 'all-protected' })
  expect(state.stopped).toBe('Every initial replication has ended.')
  expect(stateOf(lab, one)).toBe('M5')
})

test('an event of an item has a why, at its instant; others say that they have none', async () => {
  const { lab, id } = await ready()
  const event = lab.store.db.prepare("SELECT id FROM replication_event WHERE code = 'protected'").pluck().get() as number
  const details = detailsOf(lab, 'events', event * 8 + 2)
  expect(details.actions).toEqual([{ command: 'event.why', reason: null }])
  const link = details.tabs[0]?.blocks.flatMap((block) => (block.kind === 'facts' ? block.facts : [])).find((fact) => fact.link)?.link
  expect(link).toEqual({ kind: 'protectedItems', id })
  const setup = lab.store.db.prepare("SELECT id FROM job WHERE kind = 'setup.finish'").pluck().get() as number
  expect(detailsOf(lab, 'events', setup * 8).actions?.[0]?.reason).toMatch(/replicated item/)
})
