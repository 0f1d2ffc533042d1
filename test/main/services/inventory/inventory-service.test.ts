import { beforeAll, describe, expect, test } from 'vitest'
import { createInventoryService, exportRows } from '../../../../main/services/inventory/inventory-service.ts'
import { lists } from '../../../../main/services/inventory/lists.ts'
import { AppError } from '../../../../preload/contract/errors.ts'
import { inventory, type ListKind, listKinds, type TreeNode } from '../../../../preload/contract/inventory.ts'
import { all, fill, newLab, seedsOf } from './estate.ts'

const store = newLab()
const service = createInventoryService({ store, actor: 'anna' })
beforeAll(() => fill(store, seedsOf(200)))

type Service = typeof service
/** Calls through the contract's own shapes, as the router does. */
const call = async <N extends keyof Service>(name: N, input: unknown) => {
  const member = inventory.members[name as 'window']
  return member.output.parse(await (service[name] as (value: unknown) => unknown)(member.input.parse(input))) as never
}
type Window = { total: number; scopeTotal: number; rows: { id: number; cells: Record<string, string | number | null> }[] }
const window = (query: object, offset = 0, limit = 500): Promise<Window> => call('window', { query, offset, limit })
const codeOf = async (body: () => unknown): Promise<string> => {
  try {
    await body()
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
  return 'none'
}

describe('lists', () => {
  test.each(listKinds)("%s: columns, fields and rows have the contract's shape and every column sorts", async (kind: ListKind) => {
    const columns: { field: string; sortable: boolean }[] = await call('columns', { kind })
    await call('filterFields', { kind })
    expect(new Set(columns.map(({ field }) => field)).size).toBe(columns.length)
    for (const { field, sortable } of columns)
      for (const descending of [false, true]) {
        const query = { kind, sort: [{ field, descending }] }
        if (!sortable) expect(await codeOf(() => window(query))).toBe('bad-request')
        else {
          const { rows, total } = await window(query)
          expect(rows.length).toBe(Math.min(total, 500))
          for (const row of rows) expect(Object.keys(row.cells).sort()).toEqual(columns.map((one) => one.field).sort())
        }
      }
  })

  test('missing values come last both ways and ties keep the order of ids', async () => {
    for (const descending of [false, true]) {
      const { rows } = await window({ kind: 'vms', sort: [{ field: 'memory', descending }] })
      const values = rows.map((row) => row.cells.memory as number | null)
      const known = values.filter((value) => value !== null) as number[]
      expect(known).toEqual([...known].sort((a, b) => (descending ? b - a : a - b)))
      expect(values.slice(known.length).every((value) => value === null)).toBe(true)
      rows.slice(1).forEach((row, index) => {
        if (row.cells.memory === values[index]) expect(row.id).toBeGreaterThan(rows[index]!.id)
      })
    }
  })

  test('windows tile the list, ids name its rows, and indexOf is the place in it', async () => {
    const query = { kind: 'vms', where: 'os:windows', sort: [{ field: 'name', descending: true }] }
    const whole = await window(query)
    const tiles = (await Promise.all([0, 17, 34, 51, 68, 85, 102].map((offset) => window(query, offset, 17)))).flatMap((tile) => tile.rows)
    expect(tiles.map(({ id }) => id)).toEqual(whole.rows.slice(0, tiles.length).map(({ id }) => id))
    expect(whole.scopeTotal).toBe(200)
    const ids = whole.rows.map(({ id }) => id)
    expect(await call('ids', { query, offset: 0, limit: 100_000 })).toEqual(ids)
    expect(await call('ids', { query, offset: 3, limit: 2 })).toEqual(ids.slice(3, 5))
    expect(await call('ids', { query, offset: whole.total, limit: 2 })).toEqual([])
    expect(await call('indexOf', { query, id: whole.rows[5]!.id })).toBe(5)
    const hidden = (await window({ kind: 'vms', where: '-os:windows' })).rows[0]!
    expect(await call('indexOf', { query, id: hidden.id })).toBeNull()
  })

  test('a change of the lab is seen at once', async () => {
    const { rows } = await window({ kind: 'vms', where: 'name="renamed here"' })
    expect(rows).toEqual([])
    const first = (await window({ kind: 'vms' })).rows[0]!
    const before = first.cells.name as string
    await call('edit', { kind: 'vms', id: first.id, field: 'name', value: 'renamed here' })
    expect((await window({ kind: 'vms', where: 'name="renamed here"' })).rows.map(({ id }) => id)).toEqual([first.id])
    expect((await window({ kind: 'vms', where: 'name="renamed here"' })).rows[0]!.cells.jobStatus).toBe('completed')
    await call('edit', { kind: 'vms', id: first.id, field: 'name', value: before })
  })

  test('rows are copied with headings, in the order of the list', async () => {
    const query = { kind: 'vms', where: '', sort: [{ field: 'name', descending: false }] }
    const { rows } = await window(query, 0, 3)
    const copied: { text: string; rows: number } = await call('copyRows', { query, ids: rows.map(({ id }) => id).reverse() })
    const lines = copied.text.split('\r\n').map((line) => line.split('\t'))
    expect(copied.rows).toBe(3)
    expect(lines[0]!.slice(0, 4)).toEqual(['Name', 'Status', 'Virtual Machine State', 'Host'])
    expect(lines[0]).toContain('Memory (bytes)')
    expect(lines.slice(1).map((line) => line[0])).toEqual(rows.map((row) => row.cells.name))
  })

  test('faults have codes', async () => {
    expect(await codeOf(() => window({ kind: 'vms', sort: [{ field: 'nosuch', descending: false }] }))).toBe('bad-request')
    expect(await codeOf(() => window({ kind: 'jobs', scope: { kind: 'host', id: 1 } }))).toBe('bad-request')
    expect(await codeOf(() => window({ kind: 'vms', where: '(' }))).toBe('filter-syntax')
    expect(await codeOf(() => call('details', { kind: 'vms', id: 999_999 }))).toBe('not-found')
  })

  test('terms of a filter for its chips', async () => {
    expect(await call('filterTerms', { kind: 'vms', where: 'memory >= 16 GB  -os:linux (a OR b)' })).toEqual([
      'memory>=16GB',
      '-os:linux',
      '(a OR b)',
    ])
    expect(await codeOf(() => call('filterTerms', { kind: 'vms', where: 'nosuch:1' }))).toBe('filter-syntax')
  })
})

describe('navigation trees', () => {
  const flatten = (nodes: TreeNode[]): TreeNode[] => nodes.flatMap((node) => [node, ...flatten(node.children)])

  test.each(['vms', 'fabric', 'jobs', 'settings', 'recovery'])(
    '%s: each count is the length of the list it opens, ids are unique',
    async (workspace) => {
      const nodes = flatten(await call('tree', { workspace }))
      expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length)
      for (const node of nodes) {
        if (!node.list) {
          expect(node.count).toBeNull()
          continue
        }
        expect([node.id, node.count]).toEqual([node.id, (await window(node.list, 0, 0)).total])
      }
    },
  )

  test("All Hosts holds groups, clusters and hosts, with VMM's root folded in", async () => {
    const tree: TreeNode[] = await call('tree', { workspace: 'vms' })
    const hosts = tree.at(-1)!
    expect(tree.map(({ label }) => label)).toEqual(['Clouds', 'VM Networks', 'All Hosts'])
    expect(hosts.children.map(({ label }) => label)).toEqual(['Berlin', 'Kiel', 'HV04'])
    expect(hosts.children[0]!.children.map(({ label }) => label)).toEqual(['Rack 1'])
    expect(hosts.children[0]!.children[0]!.children.map(({ label }) => label)).toEqual(['CLU1'])
    expect(hosts.count).toBe(200)
  })
})

describe('details', () => {
  test("every row of every kind has details of the contract's shape, and tab counts are their rows", async () => {
    for (const kind of listKinds)
      for (const { id } of (await window({ kind }, 0, 20)).rows) {
        const details: { title: string; tabs: { count: number | null; title: string; blocks: { kind: string; rows?: unknown[] }[] }[] } =
          await call('details', { kind, id })
        expect(details.title).not.toBe('')
        for (const { count, title, blocks } of details.tabs)
          if (count !== null && blocks[0]?.kind === 'table') expect([kind, title, count]).toEqual([kind, title, blocks[0].rows!.length])
      }
  })

  test('a field tells who set it', async () => {
    const { rows } = await window({ kind: 'vms' }, 3, 1)
    await call('edit', { kind: 'vms', id: rows[0]!.id, field: 'tag', value: 'drill' })
    const details: { tabs: { id: string; blocks: { facts?: { label: string; origin: string | null; value: unknown }[] }[] }[] } =
      await call('details', { kind: 'vms', id: rows[0]!.id })
    const lineage = details.tabs.find(({ id }) => id === 'lineage')!.blocks[0]!.facts!
    expect(lineage.find(({ label }) => label === 'Tag')).toMatchObject({ value: 'drill', origin: 'anna, 11 May 2016' })
  })
})

describe('edit', () => {
  const first = () => all<{ id: number }>(store.db, 'SELECT id FROM vm ORDER BY id LIMIT 1')[0]!.id

  test.each<[string, string, unknown, string]>([
    ['vms', 'name', '', 'name-length'],
    ['vms', 'name', 'x'.repeat(101), 'name-length'],
    ['vms', 'memory', 1024, 'bad-request'],
    ['vms', 'memory', 1.5, 'bad-request'],
    ['vms', 'cpu', 'many', 'bad-request'],
    ['vms', 'generation', 3, 'bad-request'],
    ['vms', 'osFamily', 'dos', 'bad-request'],
    ['vms', 'cloud', 'No such cloud', 'not-found'],
    ['vms', 'osDisk', 'No such disk', 'not-found'],
    ['vms', 'vmm_id', 'x', 'bad-request'],
    ['vms', 'constructor', 'x', 'bad-request'],
    ['clouds', 'name', 'silver', 'name-taken'],
  ])('%s.%s = %s is refused', async (kind, field, value, code) => {
    const id = kind === 'clouds' ? 1 : first()
    const jobs = all(store.db, 'SELECT id FROM job').length
    expect(await codeOf(() => call('edit', { kind, id, field, value }))).toBe(code)
    expect(all(store.db, 'SELECT id FROM job').length).toBe(jobs)
  })

  test('a row that is gone is told', async () => {
    expect(await codeOf(() => call('edit', { kind: 'vms', id: 999_999, field: 'name', value: 'x' }))).toBe('not-found')
  })

  test("the OS disk is one of the machine's, and readiness follows", async () => {
    const [vm] = all<{ id: number }>(
      store.db,
      `SELECT v.id FROM vm v JOIN vm_readiness r ON r.vm_id = v.id WHERE r.failing_rules LIKE '% OSDISK-KNOWN %' AND v.os_family IS NOT NULL
       AND (SELECT count(*) FROM virtual_disk d WHERE d.vm_id = v.id) > 1 LIMIT 1`,
    )
    const [disk] = all<{ name: string }>(store.db, 'SELECT name FROM virtual_disk WHERE vm_id = ? ORDER BY ordinal DESC', vm!.id)
    await call('edit', { kind: 'vms', id: vm!.id, field: 'osDisk', value: disk!.name })
    expect(all(store.db, 'SELECT name FROM virtual_disk WHERE vm_id = ? AND is_os = 1', vm!.id)).toEqual([disk])
    expect(
      all<{ failing_rules: string }>(store.db, 'SELECT failing_rules FROM vm_readiness WHERE vm_id = ?', vm!.id)[0]!.failing_rules,
    ).not.toContain('OSDISK-KNOWN')
  })
})

describe('export', () => {
  test('a machine has the public fields, null where nothing is known', () => {
    const rows = exportRows(store.db, 'vms')
    expect(rows).toHaveLength(200)
    for (const row of rows) {
      expect(Object.keys(row)).toEqual(
        expect.arrayContaining([
          'name',
          'host',
          'cloud',
          'hostGroup',
          'generation',
          'firmware',
          'osFamily',
          'osName',
          'cpuCount',
          'memoryMib',
          'disks',
          'nics',
          'lineage',
        ]),
      )
      expect(row.firmware).toBe(row.generation === 1 ? 'bios' : row.generation === 2 ? 'uefi' : null)
      for (const disk of row.disks) expect(Object.keys(disk)).toEqual(['name', 'sizeBytes', 'isOs'])
      for (const nic of row.nics) expect(Object.keys(nic)).toEqual(['name', 'network', 'ipMode'])
    }
    expect(rows.reduce((sum, row) => sum + row.disks.length, 0)).toBe(all(store.db, 'SELECT id FROM virtual_disk').length)
    expect(exportRows(store.db, 'vms', 'memory=16GB').every((row) => row.memoryMib === 16_384)).toBe(true)
  })

  test.each(listKinds.filter((kind) => kind !== 'vms'))('%s exports its list', (kind) => {
    const rows = exportRows(store.db, kind)
    expect(rows).toHaveLength(store.db.prepare(`SELECT count(*) FROM ${lists[kind].from}`).pluck().get() as number)
    for (const row of rows) expect(row).toHaveProperty('lineage')
  })
})

test("totals are the lists'", async () => {
  const totals: Record<string, number> = await call('totals', undefined)
  expect(totals.vms).toBe(200)
  for (const [name, where] of [
    ['ready', 'readiness:ready'],
    ['warnings', 'readiness:warnings'],
    ['notReady', 'readiness:not-ready'],
    ['unknown', 'readiness:unknown'],
  ] as const)
    expect([name, totals[name]]).toEqual([name, (await window({ kind: 'vms', where })).total])
})
