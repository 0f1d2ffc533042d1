import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { catalogue } from '../../../../main/services/dashboard/catalogue.ts'
import { createDashboardService } from '../../../../main/services/dashboard/dashboard-service.ts'
import { countFigures } from '../../../../main/services/dashboard/figures.ts'
import { createInventoryService } from '../../../../main/services/inventory/inventory-service.ts'
import { invertJob } from '../../../../main/services/lab/invert.ts'
import { openLabForReading } from '../../../../main/services/lab/lab-files.ts'
import type { LabStore } from '../../../../main/services/lab/lab-store.types.ts'
import { deriveReadiness } from '../../../../main/services/readiness-service.ts'
import { fillSample } from '../../../../main/services/sample-service.ts'
import { createSetupService } from '../../../../main/services/setup/setup-service.ts'
import { dashboard, dashboardState, type PlacedTile } from '../../../../preload/contract/dashboard.ts'
import { AppError } from '../../../../preload/contract/errors.ts'
import { inventory } from '../../../../preload/contract/inventory.ts'
import { setup } from '../../../../preload/contract/setup.ts'
import { type SetupAnswers, setupAnswers } from '../../../../preload/contract/setup-answers.ts'
import { anna, labFolder } from '../../../support/lab.ts'
import { fakeSecrets } from '../setup/lab-fixture.ts'

const labs = labFolder()
afterAll(() => labs.drop())
const wall = () => 1_463_000_000_000

const servicesOf = (store: LabStore) => {
  const setupService = createSetupService({ store, secrets: fakeSecrets(), wall, actor: 'anna' })
  return {
    store,
    setup: setupService,
    inventory: createInventoryService({ store, actor: 'anna' }),
    dashboard: createDashboardService({ store, wall, progress: () => setupService.progress(undefined) }),
  }
}
type Services = ReturnType<typeof servicesOf>

const sample = (size: 'S' | 'M'): Services => {
  const store = labs.open(labs.create(), { derive: deriveReadiness })
  fillSample(store, { size, seed: 1, actor: 'anna' })
  return servicesOf(store)
}

const read = async ({ dashboard: service }: Services) => dashboardState.parse(await service.read(undefined))

/** Every number of every tile beside the length of the list that it opens, read as the window reads it. */
const numbers = async (lab: Services) => {
  const { tiles } = await read(lab)
  const rows: { figure: string; count: number; opened: number }[] = []
  for (const { id, figures } of tiles)
    for (const figure of figures) {
      if (figure.opens.type === 'page') continue
      const { kind, where } = figure.opens
      const window = inventory.members.window.output.parse(
        await lab.inventory.window({ query: { kind, where, scope: { kind: 'all' }, sort: [] }, offset: 0, limit: 0 }),
      )
      rows.push({ figure: `${id}.${figure.id}`, count: figure.count, opened: window.total })
    }
  return rows
}
const expectEqual = async (lab: Services): Promise<void> => {
  const rows = await numbers(lab)
  expect(rows.length).toBeGreaterThan(25)
  expect(rows.map(({ figure, count }) => [figure, count])).toEqual(rows.map(({ figure, opened }) => [figure, opened]))
}

/** Getting Started from its own proposals, with every machine that leaves nothing to choose. */
const finish = async (lab: Services, change: (answers: SetupAnswers) => void = () => {}): Promise<void> => {
  const answers = setupAnswers.parse((await lab.setup.begin(undefined)).answers)
  const { items } = { items: await lab.setup.eligible({ answers, where: '' }) }
  const once = items.filter(({ name }) => items.filter((other) => other.name === name).length === 1)
  answers.machines.items = once.map(({ name }) => ({ name }))
  const faulty = new Set(
    setup.members.check.output.parse(await lab.setup.check({ answers, page: 'machines' })).map((issue) => issue.field.split('.')[1]),
  )
  answers.machines.items = answers.machines.items.filter((_, n) => !faulty.has(String(n)))
  change(answers)
  await lab.setup.finish({ answers: setupAnswers.parse(answers) })
}

/** Jobs of every end, one now and one three days ago, as this process and others leave them. */
const addJobs = (store: LabStore): void =>
  store.quiet((db) => {
    const insert = db.prepare(
      `INSERT INTO job (kind, name, status, owner, target_name, started_wall_ms, ended_wall_ms, started_lab_ms, branch, error_code, error_message)
       SELECT ?, 'A job', ?, 'anna', 'SQL01', 1, 2, clock_ms - ?, 0, ?, ? FROM lab`,
    )
    for (const kind of ['setup.finish', 'import', 'inventory.edit'])
      for (const status of ['running', 'completed', 'completed-info', 'failed', 'cancelled', 'interrupted'])
        for (const age of [0, 3 * 86_400_000]) insert.run(kind, status, age, status === 'failed' ? 'disk-full' : null, 'Why.')
  })

describe('every number is the length of the list that it opens', () => {
  test.each(['S', 'M'] as const)('sample %s, then set up, then with jobs and a moved clock', async (size) => {
    const lab = sample(size)
    await expectEqual(lab)
    await finish(lab)
    await expectEqual(lab)
    const items = (await numbers(lab)).find(({ figure }) => figure === 'items.all')
    expect(items?.count).toBeGreaterThan(10)
    addJobs(lab.store)
    lab.store.apply({ ...anna, name: 'Note' }, (tx) => tx.update('lab', 1, { name: 'Renamed' }))
    await expectEqual(lab)
    const at = async (figure: string) => (await numbers(lab)).find((one) => one.figure === figure)?.count
    const before = await at('jobs.failed')
    expect(before).toBe(2)
    lab.store.quiet((db) => db.exec('UPDATE lab SET clock_ms = clock_ms + 86400001'))
    // The clock moved without a change of the lab: what is 24 hours old is not.
    await expectEqual(lab)
    expect(await at('jobs.failed')).toBe(0)
    expect(await at('events.critical')).toBe(0)
  })

  test('the tile of events lists the newest five of the day, as the list has them', async () => {
    const lab = sample('S')
    const latest = async () => {
      const { tiles } = await read(lab)
      return tiles.find(({ id }) => id === 'events')?.latest
    }
    addJobs(lab.store)
    lab.store.quiet((db) => {
      db.exec('INSERT INTO branch (id, parent_id, from_ms, from_lines, opened_wall_ms) VALUES (1, NULL, 0, 0, 0)')
      const add = db.prepare(
        `INSERT INTO replication_event (branch_id, line, at_ms, severity, object, code, message, gone)
         SELECT 1, ?, clock_ms - ?, 'warning', 'WEB01', 'vss-failed', ?, ? FROM lab`,
      )
      add.run(1, 10, 'Newer', 0)
      add.run(2, 5, 'Taken back', 1)
      add.run(3, 86_400_001, 'Old', 0)
    })
    const { rows } = inventory.members.window.output.parse(
      lab.inventory.window({ query: { kind: 'events', scope: { kind: 'all' }, where: 'age<=24h', sort: [] }, offset: 0, limit: 5 }),
    )
    expect((await latest())?.map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
    expect(await latest()).toHaveLength(5)
    lab.store.quiet((db) => db.exec("DELETE FROM job WHERE name = 'A job'"))
    lab.store.apply({ ...anna, name: 'Note' }, (tx) => tx.update('lab', 1, { name: 'Renamed' }))
    expect((await latest())?.map(({ name }) => name)).toContain('Newer')
  })

  test('an empty lab', async () => {
    const lab = servicesOf(labs.open())
    const rows = await numbers(lab)
    expect(rows.filter(({ count }) => count !== 0)).toEqual([])
    expect(rows.every(({ opened }) => opened === 0)).toBe(true)
  })

  test('after random changes', async () => {
    const lab = sample('S')
    await finish(lab)
    const { store } = lab
    const pick = (table: string, at: number): number =>
      store.db.prepare(`SELECT id FROM ${table} ORDER BY id LIMIT 1 OFFSET ? % (SELECT count(*) FROM ${table})`).pluck().get(at) as number
    const change = fc.tuple(fc.constantFrom('memory', 'host', 'state', 'sent', 'map', 'item', 'clock', 'vm', 'server'), fc.nat(5000))
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        for (const [what, at] of changes) {
          if (what === 'clock') {
            store.quiet((db) => db.prepare('UPDATE lab SET clock_ms = clock_ms + ?').run(at * 20_000))
            continue
          }
          store.apply({ ...anna, kind: at % 2 ? 'setup.test' : 'test' }, (tx) => {
            if (what === 'memory')
              tx.update('vm', pick('vm', at), { memory_bytes: at % 3 ? 2 ** 30 * (at % 200) : null, os_family: at % 2 ? 'linux' : null })
            if (what === 'host') tx.update('host', pick('host', at), { status: ['OK', 'Needs Attention', null][at % 3]! })
            if (what === 'state') tx.update('protected_item', pick('protected_item', at), { state: ['M1', 'M1E', 'M5', 'M3'][at % 4]! })
            if (what === 'sent') tx.update('vmm_server', pick('vmm_server', at), { registered_lab_ms: at % 2 ? tx.labMs - at : null })
            if (what === 'server') tx.insert('vmm_server', { name: `VMM-${tx.jobId}` })
            if (what === 'map') tx.insert('vm_network', { name: `Net-${tx.jobId}` })
            if (what === 'vm') tx.insert('vm', { name: `NEW-${tx.jobId}`, generation: 1 + (at % 2) })
            if (what === 'item') {
              const item = store.db
                .prepare('SELECT id FROM recovery_plan_item ORDER BY id LIMIT 1 OFFSET ?')
                .pluck()
                .get(at % 7) as number | undefined
              if (item) tx.remove('recovery_plan_item', item)
            }
          })
        }
        await expectEqual(lab)
      }),
      { numRuns: 25 },
    )
  })
})

test('issues of servers and hosts are told by their lists too', async () => {
  const lab = sample('S')
  const { store } = lab
  store.apply(anna, (tx) => {
    const account = tx.insert('run_as_account', { name: 'DRAProxyAccount', user_name: 'LAB\\svc', restart_pending_wall_ms: 1 })
    tx.insert('vmm_server', { name: 'VMM09', proxy_run_as_account_id: account })
    tx.update('host', 1, { status: 'Needs Attention' })
  })
  const { tiles } = await read(lab)
  const counts = Object.fromEntries(tiles.find(({ id }) => id === 'health')!.figures.map(({ id, count }) => [id, count]))
  expect(counts).toMatchObject({ servers: 1, hosts: 1 })
  const { rows } = await lab.inventory.window({
    query: { kind: 'vmmServers', where: 'issue:*', scope: { kind: 'all' }, sort: [] },
    offset: 0,
    limit: 10,
  })
  expect(rows.map(({ cells }) => [cells.name, cells.issue])).toEqual([['VMM09', 'Restart of the VMM service is due']])
})

test('Getting Started counts the pages that its own page shows as done', async () => {
  const lab = sample('S')
  const done = async () => (await read(lab)).tiles.find(({ id }) => id === 'start')!.figures[0]
  expect(await done()).toMatchObject({ count: 0, of: 10, opens: { type: 'page', page: 'page:getting-started' } })
  const { answers } = setup.members.begin.output.parse(await lab.setup.begin(undefined))
  await lab.setup.saveDraft({ answers, page: 'target' })
  const progress = await lab.setup.progress(undefined)
  expect((await done())?.count).toBe(progress.pages.filter((page) => page.done).length)
  await finish(lab)
  expect(await done()).toMatchObject({ count: 10, of: 10 })
})

describe('layout', () => {
  const someTiles: PlacedTile[] = [
    { id: 'jobs', size: 'M', name: 'What runs' },
    { id: 'items', size: 'L', name: null },
  ]
  const save = (lab: Services, layout: PlacedTile[]) => lab.dashboard.saveLayout(dashboard.members.saveLayout.input.parse({ layout }))

  test('a new lab shows the whole catalogue; what is hidden is not counted; reset brings all back', async () => {
    const lab = sample('S')
    const first = await read(lab)
    expect(first.layout.map(({ id }) => id)).toEqual(catalogue().map(({ id }) => id))
    expect(first.changed).toBe(false)
    await save(lab, someTiles)
    const changed = await read(lab)
    expect(changed).toMatchObject({ changed: true, layout: someTiles })
    expect(changed.tiles.map(({ id }) => id)).toEqual(first.tiles.map(({ id }) => id))
    expect(changed.tiles.filter(({ figures }) => figures.length > 0).map(({ id }) => id)).toEqual(['items', 'jobs'])
    await lab.dashboard.resetLayout(undefined)
    expect(await read(lab)).toEqual(first)
  })

  test('survives reopening, and undo does not touch it', async () => {
    const file = labs.create()
    const store = labs.open(file, { derive: deriveReadiness })
    const lab = servicesOf(store)
    const { jobId } = store.apply(anna, (tx) => tx.insert('cloud', { name: 'Gold' }))
    const revision = store.revision
    await save(lab, someTiles)
    // No job, no line of the change log, no change of the lab.
    expect(store.revision).toBe(revision)
    expect(store.db.prepare('SELECT count(*) FROM change_log').pluck().get()).toBe(1)
    invertJob(store, jobId)
    expect((await read(lab)).layout).toEqual(someTiles)
    store.close()
    expect((await read(servicesOf(labs.open(file)))).layout).toEqual(someTiles)
  })

  test('a lab that can only be read says why, and so does one with an import under way', async () => {
    const file = labs.create()
    labs.open(file).close()
    const reading = openLabForReading(file, { workFolder: labs.workFolder })
    const lab = servicesOf(reading)
    for (const attempt of [() => save(lab, someTiles), () => lab.dashboard.resetLayout(undefined)])
      await expect(async () => attempt()).rejects.toMatchObject({ code: 'lab-read-only' })
    reading.close()
    const busy = servicesOf(labs.open())
    const batch = busy.store.beginBatch({ actor: 'anna', files: [] })
    await expect(async () => save(busy, someTiles)).rejects.toMatchObject({ code: 'lab-busy' })
    expect((await read(busy)).layout.length).toBe(catalogue().length)
    batch.rollback()
  })

  test('refuses a tile that does not exist, or twice', async () => {
    const lab = servicesOf(labs.open())
    for (const id of ['nothing', 'jobs'])
      await expect(async () => save(lab, [...someTiles, { id, size: 'S', name: null }])).rejects.toThrow(AppError)
  })

  test('a layout that cannot be read counts as none', async () => {
    const lab = servicesOf(labs.open())
    for (const text of ['{', '{"tiles":[{"id":"jobs","size":"XL","name":null}],"known":[]}', '[]']) {
      lab.store.quiet((db) => db.prepare("INSERT OR REPLACE INTO dashboard_layout VALUES ('overview', ?, 1)").run(text))
      expect(await read(lab)).toMatchObject({ changed: false })
    }
  })
})

test('every tile has a name, sizes and a text about it; every figure of a tile its own id', () => {
  const ids = catalogue().map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const { pack } = { pack: { rules: [] } as never }
  for (const spec of catalogue()) {
    expect(spec.about.length).toBeGreaterThan(30)
    expect(new Set(spec.sizes).size).toBe(spec.sizes.length)
    const figures = spec.figures({ pack }).map(({ id }) => id)
    expect(new Set(figures).size).toBe(figures.length)
  }
})

test('more figures of one list than one query takes', async () => {
  const { store } = sample('S')
  const figures = Array.from({ length: 30 }, (_, n) => ({ kind: 'vms' as const, where: `id<=${n}` }))
  expect(await countFigures(() => store.db, figures)).toEqual(figures.map((_, n) => n))
})
