import { expect, test } from 'vitest'
import { checkLab } from '../../../../main/services/lab/check.ts'
import { enableDraft } from '../../../../preload/contract/enable-replication.ts'
import { replication as area } from '../../../../preload/contract/replication.ts'
import { day, enabled, hour, newTimeLab, type OpenedLab, openTimeLab, shownRows, startMs, stateOf } from './time-lab.ts'

const refusal = (work: () => unknown): { code: string; message: string } => {
  try {
    work()
  } catch (error) {
    return error as { code: string; message: string }
  }
  throw new Error('It was not refused')
}
const rows = ({ store }: OpenedLab, sql: string): unknown[] => store.db.prepare(sql).all()

test('enabling takes what is ready, says why not of the rest, and leaves one job', async () => {
  const lab = newTimeLab()
  const outcome = area.members.enable.output.parse(
    await lab.replication.enable(enableDraft.parse({ where: 'name:SQL01 OR name:WEB01 OR name:WEB02' })),
  )
  expect(outcome.enabled).toHaveLength(2)
  expect(outcome.refused).toMatchObject([{ name: 'SQL01', code: 'DATADISK-SIZE' }])
  expect(rows(lab, "SELECT status FROM job WHERE kind = 'replication.enableMachines'")).toEqual([{ status: 'completed' }])
  expect(outcome.enabled.map((id) => stateOf(lab, id))).toEqual(['M1', 'M1'])
  expect(checkLab(lab.store.db).problems).toEqual([])

  const again = await lab.replication.enable(enableDraft.parse({ where: 'name:WEB01' }))
  expect(again).toMatchObject({ enabled: [], jobId: null, refused: [{ name: 'WEB01', code: 'PROTECTED' }] })
  expect(rows(lab, "SELECT 1 FROM job WHERE kind = 'replication.enableMachines'")).toHaveLength(1)
  expect(refusal(() => lab.replication.enable(enableDraft.parse({ where: 'name:NOBODY' })))).toMatchObject({ code: 'vm-none' })
  expect(refusal(() => lab.replication.enable(enableDraft.parse({ where: 'memory>>3' })))).toMatchObject({ code: 'filter-syntax' })
  expect(refusal(() => lab.replication.enable(enableDraft.parse({})))).toMatchObject({ code: 'vm-none' })
})

test('disks write what an import measured, the others the daily change of their used bytes', async () => {
  const lab = newTimeLab()
  const disk = lab.store.db
    .prepare("SELECT d.id FROM virtual_disk d JOIN vm v ON v.id = d.vm_id WHERE v.name = 'WEB01' ORDER BY d.ordinal")
    .pluck()
    .get()
  lab.store.apply({ kind: 'test', name: 'Samples', actor: 'anna' }, (tx) =>
    tx.update('virtual_disk', Number(disk), { written_bytes_per_day: 86_400 * 5_000 + 1 }),
  )
  await lab.replication.enable(enableDraft.parse({ where: 'name:WEB01 OR name:WEB02' }))
  const ppm = lab.store.db.prepare<[], number>('SELECT daily_change_ppm FROM capacity_settings').pluck().get() ?? 0
  const rates = (lab.simulation.live?.scenario.vms ?? []).flatMap(({ name, disks }) =>
    disks.map((each) => ({ name, lun: each.lun, churn: each.churn, used: each.usedBytes })),
  )
  expect(rates.length).toBeGreaterThan(1)
  for (const { name, lun, churn, used } of rates)
    expect(churn).toEqual([
      { type: 'constant', bytesPerSec: name === 'WEB01' && lun === 0 ? 5_000 : Math.floor((used * ppm) / 1e6 / 86_400) },
    ])
})

test('properties of a machine: disk left out, size, network, address, availability set; faults are those of Getting Started', async () => {
  const lab = newTimeLab()
  const page = area.members.candidates.output.parse(lab.replication.candidates({ where: 'name:SQL01 OR name:WEB0*', offset: 0, limit: 50 }))
  expect(page.rows[0]?.eligible).toBe(true)
  expect(page.rows.at(-1)).toMatchObject({ name: 'SQL01', eligible: false })
  const choices = area.members.choices.output.parse(lab.replication.choices(undefined))
  const network = choices.networks[0]
  const [one, two] = page.rows
  if (!one || !two || !network) throw new Error('The sample has changed')
  const data = one.disks.find((disk) => disk.id !== one.osDiskId)
  const excludedDiskIds = data === undefined ? [] : [data.id]
  const { enabled: items, refused } = await lab.replication.enable(
    enableDraft.parse({
      machines: [
        {
          vmId: one.vmId,
          excludedDiskIds,
          azureName: 'web-azure',
          availabilitySet: 'as-web',
          networkId: network.id,
          subnet: 'default',
          ip: '10.21.0.40',
        },
        { vmId: two.vmId, networkId: network.id, subnet: 'default', ip: '10.21.0.40' },
      ],
    }),
  )
  expect(items).toHaveLength(1)
  expect(refused).toMatchObject([{ name: two.name, code: 'ip-taken' }])
  expect(rows(lab, 'SELECT azure_name, availability_set, azure_network_id FROM protected_item')).toEqual([
    { azure_name: 'web-azure', availability_set: 'as-web', azure_network_id: network.id },
  ])
  const [vm] = lab.simulation.live?.scenario.vms ?? []
  expect(vm?.disks).toHaveLength(one.disks.length - excludedDiskIds.length)

  const id = items[0] as number
  const early = area.members.computeNetwork.output.parse(lab.replication.computeNetwork({ id }))
  expect(early.readOnly).toContain('not protected yet')
  expect(refusal(() => lab.replication.setProperties({ id, azureName: 'web-new' }))).toMatchObject({ code: 'action-refused' })
  await lab.clock.run({ event: 'protected' })
  expect(refusal(() => lab.replication.setProperties({ id, size: 'Basic_A0' }))).toMatchObject({ code: 'setup-invalid', field: 'size' })
  expect(refusal(() => lab.replication.setProperties({ id, azureName: '-x-' }))).toMatchObject({
    code: 'setup-invalid',
    field: 'azureName',
  })
  await lab.replication.setProperties({ id, azureName: 'web-new', availabilitySet: null })
  expect(rows(lab, 'SELECT azure_name, availability_set FROM protected_item')).toEqual([{ azure_name: 'web-new', availability_set: null }])
  const tab = area.members.computeNetwork.output.parse(lab.replication.computeNetwork({ id }))
  expect(tab).toMatchObject({ readOnly: null, azureName: 'web-new', networkId: network.id })
  expect(tab.adapters[0]).toMatchObject({ subnet: 'default', ip: '10.21.0.40', type: null })
  const adapter = { networkAdapterId: tab.adapters[0]?.networkAdapterId ?? 0, subnet: 'default' }
  const at = 'adapters.0.ip'
  expect(lab.replication.checkProperties({ id, adapters: [{ ...adapter, ip: '10.21.0.2' }] })).toMatchObject({
    issues: [{ field: at, code: 'ip-reserved' }],
  })
  expect(refusal(() => lab.replication.setProperties({ id, adapters: [{ ...adapter, ip: '10.9.0.9' }] }))).toMatchObject({ field: at })
  await lab.replication.setProperties({ id, adapters: [{ ...adapter, ip: '10.21.0.41', type: 'primary' }] })
  expect(rows(lab, 'SELECT ip_address, nic_type FROM protected_item_adapter ORDER BY id')).toEqual([
    { ip_address: '10.21.0.41', nic_type: 'primary' },
    { ip_address: null, nic_type: null },
  ])
  expect(checkLab(lab.store.db).problems).toEqual([])
})

test('enabling is followed by its two jobs, with the tasks of the documents: Enable protection, and Finalize protection after initial replication', async () => {
  const lab = newTimeLab()
  await enabled(lab, 'name:WEB01')
  await lab.clock.run({ event: 'protected' })
  const jobs = (
    rows(lab, "SELECT kind, name, status, steps FROM job WHERE clock = 'lab' ORDER BY started_lab_ms, id") as Record<string, string>[]
  ).map(({ kind, name, status, steps }) => ({
    kind,
    name,
    status,
    steps: (JSON.parse(steps ?? '[]') as { name: string }[]).map((step) => step.name),
  }))
  expect(jobs).toEqual([
    {
      kind: 'replication.enable',
      name: 'Enable replication: WEB01',
      status: 'completed',
      steps: [
        'Prerequisites check for enabling protection',
        'Identifying replication target',
        'Enable replication',
        'Starting initial replication',
      ],
    },
    {
      kind: 'replication.finalize',
      name: 'Finalize protection on the virtual machine: WEB01',
      status: 'completed',
      steps: ['Merge the snapshot', 'Configure network and post-replication settings'],
    },
  ])
})

test('what Getting Started left is enabled when the clock first moves', async () => {
  const lab = newTimeLab()
  const id = (await enabled(lab, 'name:WEB01'))[0] as number
  lab.store.quiet((db) => {
    for (const table of ['simulation', 'simulation_input', 'simulation_checkpoint', 'simulation_log', 'replicated_item'])
      db.exec(`DELETE FROM ${table}`)
    db.exec('UPDATE replication_job SET gone = 1')
  })
  const lab2 = openTimeLab(lab.file)
  expect(stateOf(lab2, id)).toBe('M1')
  expect(lab2.simulation.live).toBeNull()
  await lab2.clock.step(hour)
  expect(lab2.simulation.live?.size).toBe(1)
  expect(['M3', 'M4', 'M5']).toContain(stateOf(lab2, id))
  lab2.store.close()
})

test('actions are done where the state table allows them, and refused with the reason elsewhere', async () => {
  const lab = newTimeLab()
  const ids = await enabled(lab)
  const [one, two] = ids as [number, number]
  const allowedNow = () =>
    new Map(area.members.allowed.output.parse(lab.replication.allowed({ ids: [one] })).map((each) => [each.verb, each]))
  expect(allowedNow().get('planned')).toMatchObject({ count: 0, reason: "Its state doesn't allow this." })
  expect(allowedNow().get('cancel')?.count).toBe(1)
  for (const work of [
    () => lab.replication.planned({ ids: [one] }),
    () => lab.replication.testFailover({ ids: [one], networkId: null }),
    () => lab.replication.act({ ids: [one], verb: 'commit' }),
    () => lab.replication.cleanup({ ids: [one], notes: '' }),
    () => lab.replication.failback({ ids: [one], mode: 'delta' }),
    () => lab.replication.changePoint({ ids: [one], point: 'latest' }),
  ])
    expect(refusal(work)).toMatchObject({ code: 'action-refused' })
  const before = lab.simulation.lines
  expect(refusal(() => lab.replication.act({ ids: [one], verb: 'resume' }))).toMatchObject({ code: 'action-refused' })
  expect(lab.simulation.lines).toBe(before)

  await lab.clock.run({ atMs: startMs + day })
  expect([stateOf(lab, one), stateOf(lab, two)]).toEqual(['M5', 'M5'])
  await lab.replication.act({ ids: [one], verb: 'pause' })
  const mixed = await lab.replication.act({ ids, verb: 'pause' })
  expect(mixed).toMatchObject({
    done: 1,
    refused: [
      { id: one, code: 'not-in-this-state', message: 'Its status is "Replication paused", which doesn\'t allow this.', remedy: null },
    ],
  })
  await lab.replication.act({ ids, verb: 'resume' })
  const policy = lab.store.apply({ kind: 'test', name: 'Policy', actor: 'anna' }, (tx) =>
    tx.insert('policy', {
      vault_id: 1,
      name: 'Slow',
      copy_frequency_seconds: 900,
      retention_hours: 4,
      app_consistent_hours: 0,
      initial_replication_start: 'immediately',
      encrypt: 0,
    }),
  ).value
  await lab.replication.changePolicy({ ids: [one], policyId: policy })
  expect(area.members.item.output.parse(lab.replication.item({ id: one }))).toMatchObject({ policy: 'Slow', state: 'M5', health: 'normal' })
  await lab.clock.step(2 * hour)
  expect(checkLab(lab.store.db).problems).toEqual([])
})

test('of many items is told what is told of each: how many may, and the first reason where none may', async () => {
  const lab = newTimeLab()
  const ids = await enabled(lab, 'readiness:ready')
  await lab.clock.run({ atMs: startMs + 2 * day })
  const [one, two, three, four] = ids as [number, number, number, number]
  await lab.replication.act({ ids: [one], verb: 'pause' })
  await lab.replication.testFailover({ ids: [two], networkId: null })
  await lab.replication.unplanned({ ids: [three, four], point: 'latest', shutdown: false })
  await lab.clock.step(hour)
  await lab.replication.act({ ids: [three, four], verb: 'commit' })
  await lab.clock.step(hour)
  await lab.replication.failback({ ids: [four], mode: 'full' })
  const answer = async (of: number[]) => area.members.allowed.output.parse(await lab.replication.allowed({ ids: of }))
  const each = await Promise.all(ids.map((id) => answer([id])))
  const all = await answer(ids)
  expect(new Set(each.map((verdicts) => JSON.stringify(verdicts))).size).toBeGreaterThanOrEqual(4)
  for (const [at, { verb, count, back, reason }] of all.entries()) {
    const single = each.map((verdicts) => verdicts[at])
    expect({ verb, count, back }).toEqual({
      verb: single[0]?.verb,
      count: single.reduce((sum, one) => sum + (one?.count ?? 0), 0),
      back: single.reduce((sum, one) => sum + (one?.back ?? 0), 0),
    })
    expect(reason).toBe(count > 0 ? null : single[0]?.reason)
  }
})

test('a drill from start to notes: machine in Azure while it waits, cleaned up by what made it, counted as done', async () => {
  const lab = newTimeLab()
  const [id] = (await enabled(lab, 'name:WEB01')) as [number]
  await lab.clock.run({ event: 'protected' })
  const network = lab.replication.choices(undefined)
  const networkId = network instanceof Promise ? null : (network.networks[0]?.id ?? null)
  await lab.replication.testFailover({ ids: [id], networkId })
  const state = await lab.clock.run({ event: 'waiting-job' })
  expect(state.stopped).toBe('WEB01: Test failover waits for you.')
  expect(rows(lab, 'SELECT created_by, state, network FROM azure_vm')).toEqual([
    { created_by: 'test', state: 'running', network: 'DR-Net' },
  ])
  const waiting = area.members.item.output.parse(lab.replication.item({ id }))
  expect(waiting).toMatchObject({ drill: 'waiting', state: 'M5', status: 'Test failover: complete testing' })
  expect(waiting.drillEndsMs).toBeGreaterThan(lab.simulation.nowMs + 13 * day)
  expect(waiting.job?.steps.at(-1)).toMatchObject({ name: 'Complete testing', state: 'waiting' })
  expect(refusal(() => lab.replication.planned({ ids: [id] }))).toMatchObject({
    code: 'action-refused',
    message: expect.stringContaining('test failover'),
  })
  await lab.replication.cleanup({ ids: [id], notes: 'RDP slow on first logon' })
  await lab.clock.step(hour)
  expect(rows(lab, 'SELECT 1 FROM azure_vm')).toEqual([])
  expect(area.members.item.output.parse(lab.replication.item({ id })).notes).toMatchObject([{ text: 'RDP slow on first logon' }])
  expect(area.members.summary.output.parse(lab.replication.summary(undefined))).toMatchObject({
    items: 1,
    protected: 1,
    testsDone: 1,
    testsRecommended: 0,
  })
  expect(rows(lab, "SELECT status FROM job WHERE kind = 'replication.testFailover'")).toEqual([{ status: 'completed' }])
})

test('a drill that nobody completes ends after two weeks: its machine goes, the list of events says so, and it can be done anew', async () => {
  const lab = newTimeLab()
  const [id] = (await enabled(lab, 'name:WEB01')) as [number]
  await lab.clock.run({ event: 'protected' })
  const item = () => area.members.item.output.parse(lab.replication.item({ id }))
  await lab.replication.testFailover({ ids: [id], networkId: null })
  await lab.clock.run({ event: 'waiting-job' })
  const endsMs = item().drillEndsMs ?? 0
  await lab.clock.step(endsMs - lab.simulation.nowMs - 1)
  expect(item()).toMatchObject({ drill: 'waiting', state: 'M5' })
  expect(rows(lab, 'SELECT created_by FROM azure_vm')).toEqual([{ created_by: 'test' }])
  await lab.clock.step(hour)
  expect(item()).toMatchObject({ drill: 'none', state: 'M5' })
  expect(rows(lab, 'SELECT 1 FROM azure_vm')).toEqual([])
  const forced = rows(lab, "SELECT message, at_ms FROM replication_event WHERE code = 'drill-forced'")
  expect(forced).toEqual([{ message: expect.stringContaining('two weeks'), at_ms: endsMs }])
  await lab.replication.testFailover({ ids: [id], networkId: null })
  expect(item().job?.name).toMatch(/test failover/i)
})

test('unplanned failover with its loss, commit, failback, commit, reverse replicate: back to protected', async () => {
  const lab = newTimeLab()
  const [id] = (await enabled(lab, 'name:WEB01')) as [number]
  await lab.clock.run({ event: 'protected' })
  await lab.clock.step(6 * hour)
  await lab.replication.unplanned({ ids: [id], point: 'latestProcessed', shutdown: false })
  await lab.clock.run({ event: 'job-end' })
  const failed = area.members.item.output.parse(lab.replication.item({ id }))
  expect(failed).toMatchObject({ state: 'M12', activeLocation: 'recovery', failover: { kind: 'unplanned' } })
  expect(failed.failover?.lossMs).toBeGreaterThan(0)
  expect(failed.failover?.rtoMs).toBeGreaterThan(0)
  expect(rows(lab, 'SELECT created_by, state FROM azure_vm')).toEqual([{ created_by: 'unplanned', state: 'running' }])
  expect(refusal(() => lab.replication.setProperties({ id, azureName: 'other' }))).toMatchObject({ code: 'action-refused' })
  await lab.replication.act({ ids: [id], verb: 'commit' })
  await lab.clock.run({ event: 'job-end' })
  expect(stateOf(lab, id)).toBe('M13')
  await lab.replication.failback({ ids: [id], mode: 'delta' })
  await lab.clock.run({ event: 'waiting-job' })
  expect(area.members.item.output.parse(lab.replication.item({ id })).status).toBe('Failback: waiting for Complete Failover')
  await lab.replication.act({ ids: [id], verb: 'completeFailover' })
  await lab.clock.run({ event: 'job-end' })
  await lab.replication.act({ ids: [id], verb: 'commit' })
  await lab.clock.run({ event: 'job-end' })
  expect(stateOf(lab, id)).toBe('M16')
  expect(rows(lab, 'SELECT 1 FROM azure_vm')).toEqual([])
  await lab.replication.act({ ids: [id], verb: 'reverse' })
  await lab.clock.run({ event: 'protected' })
  expect(stateOf(lab, id)).toBe('M5')
  const shown = shownRows(lab)
  lab.close()
  const again = openTimeLab(lab.file)
  expect(shownRows(again)).toEqual(shown)
  expect(checkLab(again.store.db).problems).toEqual([])
  again.close()
})

test('a disabled machine leaves the lists and its plans when the job has ended, and can be enabled anew', async () => {
  const lab = newTimeLab()
  const [id] = (await enabled(lab, 'name:WEB01')) as [number]
  await lab.clock.run({ event: 'protected' })
  const { id: plan } = await lab.plans.save({
    id: null,
    name: 'Plan',
    targetRtoMinutes: 60,
    groups: [{ itemIds: [id], pre: [], post: [] }],
  })
  await lab.clock.step(hour)
  await lab.replication.disable({ ids: [id], removeOnly: false })
  expect(stateOf(lab, id)).toBe('M17')
  const at = lab.simulation.nowMs
  await lab.clock.step(hour)
  expect(rows(lab, 'SELECT 1 FROM protected_item')).toEqual([])
  expect((await lab.plans.get({ id: plan })).members).toEqual([])
  expect(refusal(() => lab.replication.item({ id }))).toMatchObject({ code: 'not-found' })
  const [anew] = (await enabled(lab, 'name:WEB01')) as [number]
  await lab.clock.run({ event: 'protected' })
  expect(stateOf(lab, anew)).toBe('M5')
  expect(rows(lab, "SELECT DISTINCT target_name FROM job WHERE target_kind = 'protectedItem' AND kind LIKE 'replication.%'")).toEqual([
    { target_name: 'WEB01' },
  ])
  expect(checkLab(lab.store.db).problems).toEqual([])
  lab.close()
  const again = openTimeLab(lab.file)
  expect(stateOf(again, anew)).toBe('M5')
  again.clock.rewind(at)
  expect(stateOf(again, id)).toBe('M5')
  expect((await again.plans.get({ id: plan })).members).toMatchObject([{ id }])
  expect(checkLab(again.store.db).problems).toEqual([])
  again.close()
})

test('why the RPO is what it is, now and then', async () => {
  const lab = newTimeLab()
  const [id] = (await enabled(lab, 'name:WEB01')) as [number]
  const early = area.members.explain.output.parse(lab.replication.explain({ id }))
  expect(early).toMatchObject({ vm: 'WEB01', rpoMs: null, chain: [{ code: 'no-point' }, { code: 'idle-job' }] })
  await lab.clock.run({ event: 'protected' })
  const at = lab.simulation.nowMs
  await lab.replication.act({ ids: [id], verb: 'pause' })
  await lab.clock.step(3 * hour)
  const paused = area.members.explain.output.parse(lab.replication.explain({ id }))
  expect(paused.rpoMs).toBeGreaterThan(3 * hour)
  expect(paused.chain.map((line) => line.code)).toEqual(expect.arrayContaining(['newest-point', 'backlog', 'idle-paused-by-user']))
  const then = area.members.explain.output.parse(await lab.replication.explain({ id, atMs: at }))
  expect(then.atMs).toBe(at)
  await expect(lab.replication.explain({ id, atMs: startMs - day })).rejects.toMatchObject({ code: 'not-found' })
})
