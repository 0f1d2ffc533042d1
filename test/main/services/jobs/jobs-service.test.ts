import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { readChanges } from '../../../../main/services/jobs/change-reader.ts'
import type { JobRunner } from '../../../../main/services/jobs/job-runner.ts'
import { createJobsService } from '../../../../main/services/jobs/jobs-service.ts'
import { invertJob } from '../../../../main/services/lab/invert.ts'
import type { LabStore, Row } from '../../../../main/services/lab/lab-store.types.ts'
import { job as jobShape } from '../../../../preload/contract/jobs.ts'
import { breathless } from '../../../support/breathless.ts'
import { anna, labFolder, noRejects, oneFile } from '../../../support/lab.ts'

const labs = labFolder()
afterAll(() => labs.drop())
const serviceOf = (store: LabStore, runners: JobRunner[] = []) => createJobsService({ store, actor: 'anna', runners })
const changes = (store: LabStore, id: number, more: { type?: string; offset?: number; limit?: number } = {}) =>
  serviceOf(store).changes({ id, type: more.type ?? null, offset: more.offset ?? 0, limit: more.limit ?? 100 }) as {
    total: number
    types: { type: string; count: number }[]
    rows: { what: string; type: string; name: string; link: unknown; properties: { label: string; old: unknown; new: unknown }[] }[]
  }

test('change tracking names objects, properties and values in the words of the product', () => {
  const store = labs.open()
  const { value: vm, jobId: made } = store.apply(anna, (tx) => {
    const host = tx.insert('host', { name: 'HV01' })
    const id = tx.insert('vm', { name: 'SQL01', host_id: host, memory_bytes: 2 ** 30, secure_boot: 1, os_family: 'windows' })
    tx.insert('virtual_disk', { vm_id: id, ordinal: 0, name: 'os.vhdx', size_bytes: 127 * 2 ** 30, vhd_format: 'vhdx' })
    tx.insert('network_adapter', { vm_id: id, ordinal: 0, name: 'NIC 1', ip_addresses: '["10.1.1.5","fe80::1"]' })
    return id
  })
  const window = changes(store, made)
  expect(window.total).toBe(4)
  expect(window.types).toEqual([
    { type: 'Host', count: 1 },
    { type: 'Virtual machine', count: 1 },
    { type: 'Virtual disk', count: 1 },
    { type: 'Network adapter', count: 1 },
  ])
  const [, machine, disk, adapter] = window.rows
  expect(machine).toMatchObject({ what: 'created', type: 'Virtual machine', name: 'SQL01', link: { kind: 'vms', id: vm } })
  expect(machine?.properties).toEqual([
    { label: 'Name', format: 'text', old: null, new: 'SQL01' },
    { label: 'Host', format: 'text', old: null, new: 'HV01' },
    { label: 'Secure boot', format: 'yesNo', old: null, new: 1 },
    { label: 'OS family', format: 'text', old: null, new: 'Windows' },
    { label: 'Memory', format: 'bytes', old: null, new: 2 ** 30 },
  ])
  expect(disk).toMatchObject({ type: 'Virtual disk', name: 'os.vhdx of SQL01', link: { kind: 'vms', id: vm } })
  expect(adapter?.properties).toContainEqual({ label: 'IP addresses', format: 'text', old: null, new: '10.1.1.5, fe80::1' })
  const { jobId: renamed } = store.apply({ ...anna, byUser: true }, (tx) => tx.update('vm', vm, { name: 'SQL02', host_id: null }))
  expect(changes(store, renamed).rows).toEqual([
    {
      index: 0,
      what: 'changed',
      type: 'Virtual machine',
      name: 'SQL02',
      link: { kind: 'vms', id: vm },
      properties: [
        { label: 'Name', format: 'text', old: 'SQL01', new: 'SQL02' },
        { label: 'Host', format: 'text', old: 'HV01', new: null },
      ],
    },
  ])
  // What is gone is named as it was, and is opened no more.
  const { jobId: removed } = store.apply(anna, (tx) => {
    tx.remove('network_adapter', 1)
    tx.remove('virtual_disk', 1)
    tx.remove('vm', vm)
    tx.remove('host', 1)
  })
  expect(changes(store, removed).rows.map(({ what, name, link }) => [what, name, link])).toEqual([
    ['removed', 'NIC 1 of SQL02', null],
    ['removed', 'os.vhdx of SQL02', null],
    ['removed', 'SQL02', null],
    ['removed', 'HV01', null],
  ])
  expect(changes(store, renamed).rows[0]?.properties[1]).toMatchObject({ label: 'Host', old: 'HV01' })
  expect(JSON.stringify(changes(store, made))).not.toMatch(/host_id|virtual_disk|field_origins|_bytes/)
})

test('an import is told object by object, as it left them, whatever came later', () => {
  const store = labs.open()
  store.apply(anna, (tx) => tx.insert('host', { name: 'old', memory_bytes: 1 }))
  const at = (line: number) => ({ file: 0, line })
  const batch = store.beginBatch({ actor: 'anna', files: oneFile })
  for (let n = 1; n <= 30; n++) {
    const vm = batch.insert('vm', { name: `vm${n}`, memory_bytes: n * 1024 }, at(n))
    batch.insert('virtual_disk', { vm_id: vm, ordinal: 0, name: `d${n}` }, at(n))
  }
  batch.update('host', 1, { memory_bytes: 4096 }, at(40))
  const { jobId } = batch.commit(noRejects)
  const first = changes(store, jobId)
  expect(first.total).toBe(61)
  expect(first.types).toEqual([
    { type: 'Virtual machine', count: 30 },
    { type: 'Virtual disk', count: 30 },
    { type: 'Host', count: 1 },
  ])
  expect(changes(store, jobId, { type: 'Host' }).rows).toMatchObject([
    { what: 'changed', name: 'old', properties: [{ label: 'Total memory', old: 1, new: 4096 }] },
  ])
  // Every window is a part of the whole.
  const whole = first.rows
  for (const [offset, limit] of [
    [0, 7],
    [25, 10],
    [29, 2],
    [58, 3],
    [60, 100],
    [61, 5],
  ] as const)
    expect(changes(store, jobId, { offset, limit }).rows).toEqual(whole.slice(offset, offset + limit))
  const disks = changes(store, jobId, { type: 'Virtual disk', offset: 28, limit: 100 })
  expect([disks.total, disks.rows.map(({ name }) => name)]).toEqual([30, ['d29 of vm29', 'd30 of vm30']])
  // A later import and later actions change, remove and bring back.
  const again = store.beginBatch({ actor: 'anna', files: oneFile })
  again.update('vm', 1, { memory_bytes: 9, owner: 'x' }, at(2))
  again.commit(noRejects)
  store.apply(anna, (tx) => tx.update('vm', 1, { memory_bytes: 10 }))
  const { jobId: removed } = store.apply(anna, (tx) => {
    tx.remove('virtual_disk', 1)
    tx.remove('vm', 1)
  })
  const memory = () => changes(store, jobId).rows.find(({ name }) => name === 'vm1')
  expect(memory()?.properties).toEqual(whole[0]?.properties)
  expect(memory()?.link).toBeNull()
  invertJob(store, removed)
  expect(memory()).toEqual(whole[0])
})

test('an import read by windows gives what the log of single actions gives, however rows lie', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ table: fc.constantFrom('cloud', 'logical_network', 'host_group'), edit: fc.boolean() }), {
        minLength: 1,
        maxLength: 25,
      }),
      fc.integer({ min: 1, max: 9 }),
      (steps, limit) => {
        const store = labs.open()
        const batch = store.beginBatch({ actor: 'anna', files: oneFile })
        steps.forEach(({ table }, n) => {
          batch.insert(table, { name: `n${n}`, ...(table === 'host_group' ? { path: `/n${n}` } : {}) } as Row, { file: 0, line: n })
        })
        const { jobId } = batch.commit(noRejects)
        const seen: string[] = []
        for (let offset = 0; ; offset += limit) {
          const { rows, total } = changes(store, jobId, { offset, limit })
          expect(total).toBe(steps.length)
          if (rows.length === 0) break
          seen.push(...rows.map(({ name }) => name))
        }
        store.close()
        expect([...seen].sort()).toEqual(steps.map((_, n) => `n${n}`).sort())
      },
    ),
    { numRuns: 25 },
  )
})

test('the change tracking of an import never reads a table from end to end', () => {
  const store = labs.open()
  const batch = store.beginBatch({ actor: 'anna', files: oneFile })
  const vm = batch.insert('vm', { name: 'a', host_id: batch.insert('host', { name: 'h' }, null) }, { file: 0, line: 2 })
  batch.insert('virtual_disk', { vm_id: vm, ordinal: 0, name: 'd' }, { file: 0, line: 2 })
  batch.commit(noRejects)
  const second = store.beginBatch({ actor: 'anna', files: oneFile })
  second.update('vm', vm, { owner: 'x' }, { file: 0, line: 2 })
  const { jobId } = second.commit(noRejects)
  const asked = new Set<string>()
  const db = new Proxy(store.db, {
    get: (target, key) => {
      if (key === 'prepare')
        return (sql: string) => {
          asked.add(sql)
          return target.prepare(sql)
        }
      const value = Reflect.get(target, key) as unknown
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  for (const id of [1, jobId]) for (const type of [null, 'Virtual machine']) readChanges(db, { id, type, offset: 0, limit: 25 })
  expect(asked.size).toBeGreaterThan(8)
  for (const sql of asked) {
    // Ranges of an import are a few dozen rows, the schema as many tables.
    if (/import_insert|sqlite_schema|pragma_/.test(sql)) continue
    const plan = store.db.prepare(`EXPLAIN QUERY PLAN ${sql.replace(/\?|@\w+/g, '1')}`).all() as { detail: string }[]
    for (const { detail } of plan) expect(detail, sql).not.toMatch(/^SCAN (?!CONSTANT|\(subquery)/)
  }
})

test('a job tells steps, times in both clocks, its target, and what may be done with it', async () => {
  const store = labs.open()
  const { value: id } = store.apply(anna, (tx) => tx.insert('cloud', { name: 'Gold' }))
  const { jobId } = store.apply({ ...anna, target: { kind: 'cloud', name: 'Gold' } }, (tx) => {
    tx.step('First')
    tx.update('cloud', id, { description: 'x' })
    tx.step('Second')
  })
  const service = serviceOf(store)
  const job = jobShape.parse(service.get({ id: jobId }))
  expect(job).toMatchObject({
    status: 'completed',
    progress: 100,
    changes: 1,
    link: { kind: 'clouds', id },
    cancel: { allowed: false, reason: 'The job has ended.' },
    restart: { allowed: false, reason: 'The job has done its work.' },
    takeBack: { allowed: true, reason: null },
  })
  // Configuration takes no lab time; every step has a beginning and an end of wall time.
  expect([job.startedMs, job.steps.map((step) => (step.endLabMs ?? 0) - (step.startLabMs ?? 0))]).toEqual([job.endMs, [0, 0]])
  expect(job.steps.map(({ number, name, status }) => [number, name, status])).toEqual([
    ['1', 'First', 'completed'],
    ['2', 'Second', 'completed'],
  ])
  for (const step of job.steps) expect(step.endWallMs).toBeGreaterThan(step.startWallMs ?? Number.NaN)
  const { jobId: back } = await service.takeBack({ id: jobId })
  expect(store.db.prepare('SELECT description FROM cloud').pluck().get()).toBeNull()
  expect(service.get({ id: jobId })).toMatchObject({ takeBack: { allowed: false, reason: 'It was taken back already.' } })
  expect(service.get({ id: back })).toMatchObject({ link: { kind: 'jobs', id: jobId }, takeBack: { allowed: true } })
  // Taking the taking back back does it again, and then it may be taken back again.
  await service.takeBack({ id: back })
  expect(store.db.prepare('SELECT description FROM cloud').pluck().get()).toBe('x')
  expect(service.get({ id: jobId })).toMatchObject({ takeBack: { allowed: true } })
  expect(() => service.get({ id: 999 })).toThrow(expect.objectContaining({ code: 'not-found' }))
})

test('a job of the lab clock keeps its own steps, causes and times, and goes on when the lab is opened again', () => {
  const file = labs.create()
  const store = labs.open(file)
  const steps = [
    { number: '1', name: 'Prerequisites check', status: 'completed', labMs: 100, endLabMs: 160, wallMs: 5, endWallMs: 6 },
    { number: '2', name: 'Enable replication', status: 'waiting', labMs: 160, wallMs: 6, progress: 40 },
    { number: '2.1', name: 'Create the replica', status: 'not-started' },
  ]
  store.quiet((db) =>
    db
      .prepare(
        `INSERT INTO job (kind, name, status, progress_percent, owner, started_wall_ms, started_lab_ms, branch, steps, error_code, error_message,
          error_remedy, error_causes, clock) VALUES ('replication.enable', 'Enable protection', 'waiting', 40, 'anna', 5, 100, 0, ?, '70094',
          'Protection couldn''t be enabled.', 'Install it.', '["The agent isn''t installed."]', 'lab')`,
      )
      .run(JSON.stringify(steps)),
  )
  store.close()
  const again = labs.open(file)
  const calls: string[] = []
  const runner: JobRunner = {
    runs: (kind) => kind.startsWith('replication.'),
    live: () => null,
    mayCancel: () => ({ allowed: true, reason: null }),
    cancel: ({ name }) => void calls.push(name),
    mayRestart: () => ({ allowed: true, reason: null }),
    restart: async () => ({ jobId: 1 }),
  }
  const service = serviceOf(again, [runner])
  expect(jobShape.parse(service.get({ id: 1 }))).toMatchObject({
    status: 'waiting',
    step: 'Enable replication',
    progress: 40,
    endMs: null,
    error: { code: '70094', causes: ["The agent isn't installed."], recommendation: 'Install it.' },
    cancel: { allowed: true },
    restart: { allowed: false, reason: 'The job has not ended.' },
    steps: [
      { number: '1', status: 'completed', startLabMs: 100, endLabMs: 160, progress: null },
      { number: '2', status: 'waiting', startLabMs: 160, endLabMs: null, progress: 40 },
      { number: '2.1', status: 'not-started', startLabMs: null, endLabMs: null },
    ],
  })
  expect(service.running(undefined)).toMatchObject([{ id: 1, status: 'waiting' }])
  service.cancel({ id: 1 })
  expect(calls).toEqual(['Enable protection'])
})

test('a job that was cut off says so, and who cannot act is told why', async () => {
  const file = labs.create()
  const store = labs.open(file)
  store.quiet((db) =>
    db.exec(`INSERT INTO job (kind, name, status, owner, started_wall_ms, started_lab_ms, branch, target_kind, target_name) VALUES
      ('import', 'Import a.csv', 'running', 'anna', 5, 100, 0, 'import', 'a.csv')`),
  )
  store.close()
  const service = serviceOf(labs.open(file))
  expect(service.get({ id: 1 })).toMatchObject({
    status: 'interrupted',
    link: null,
    steps: [{ number: '1', name: 'Import a.csv', status: 'interrupted' }],
    error: {
      code: 'engine-restarted',
      message: 'The console ended before this job did. Nothing of it was kept.',
      recommendation: 'Restart the job, or import the files again.',
    },
    restart: { allowed: false },
    takeBack: { allowed: false, reason: 'The job changed nothing.' },
  })
  expect(() => service.cancel({ id: 1 })).toThrow(expect.objectContaining({ code: 'job-not-running' }))
  await expect(service.restart({ id: 1 })).rejects.toMatchObject({ code: 'job-not-restartable' })
})

test('a large job is taken back by a job that runs: told as it goes, cancelled, started again', async () => {
  const store = labs.open()
  const { jobId } = store.apply(anna, (tx) => {
    for (let n = 0; n < 600; n++) tx.insert('vm', { name: `vm${n}` })
  })
  const machines = () => store.db.prepare('SELECT count(*) FROM vm').pluck().get()
  const told: { progress: number | null; step: string | null }[] = []
  const service = createJobsService({ store, actor: 'anna', progressed: (job) => void told.push(job) })
  /** The job as it is once the work of its turns is over. */
  const ended = async (id: number) => {
    while ((await service.get({ id })).status === 'running') await new Promise((next) => setImmediate(next))
    return service.get({ id })
  }
  // A clock that makes every turn short, so that there is time to look, and to cancel.
  const first = await breathless(async () => {
    const { jobId: back } = await service.takeBack({ id: jobId })
    const running = jobShape.parse(service.get({ id: back }))
    expect(running).toMatchObject({ status: 'running', cancel: { allowed: true }, step: 'Set back what it changed', error: null })
    await expect(service.takeBack({ id: jobId })).rejects.toMatchObject({ code: 'lab-busy' })
    service.cancel({ id: back })
    return ended(back)
  })
  expect(first).toMatchObject({ status: 'cancelled', restart: { allowed: true }, error: { code: 'cancelled' } })
  expect(machines()).toBe(600)
  expect(service.get({ id: jobId })).toMatchObject({ takeBack: { allowed: true } })
  const again = await breathless(async () => ended((await service.restart({ id: first.id })).jobId))
  expect(again).toMatchObject({ status: 'completed', progress: 100, changes: 600 })
  expect(again.steps.map(({ name, status }) => [name, status])).toEqual([
    ['Set back what it changed', 'completed'],
    ['Work out readiness and write the lab', 'completed'],
  ])
  expect(machines()).toBe(0)
  expect(new Set(told.map(({ progress }) => progress)).size).toBeGreaterThan(50)
  expect(service.get({ id: first.id })).toMatchObject({ restart: { allowed: false, reason: 'It was taken back already.' } })
})
