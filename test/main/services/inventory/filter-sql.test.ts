import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { BoundFilter } from '../../../../main/domain/filter/bind.ts'
import { bindFilter } from '../../../../main/domain/filter/bind.ts'
import { type FieldValue, passes } from '../../../../main/domain/filter/evaluate.ts'
import { parseFilter } from '../../../../main/domain/filter/parser.ts'
import { compileFilter } from '../../../../main/services/inventory/filter-sql.ts'
import { lists } from '../../../../main/services/inventory/lists.ts'
import { AppError } from '../../../../preload/contract/errors.ts'
import { type ListKind, listKinds } from '../../../../preload/contract/inventory.ts'
import { all, fill, names, newLab, seedsOf } from './estate.ts'

const store = newLab()
beforeAll(() => fill(store, seedsOf(120)))

const idsOf = (text: string): number[] => {
  const { sql, params } = compileFilter('vms', text)
  return store.db
    .prepare(`SELECT v.id FROM vm v WHERE ${sql} ORDER BY v.id`)
    .pluck()
    .all(...params) as number[]
}

interface Machine {
  id: number
  values: Record<string, FieldValue[]>
}
/** Every value the estate varies, read table by table with the simplest queries there are. */
const machines = (): Machine[] => {
  const db = store.db
  const pluck = (sql: string, id: unknown) => db.prepare(sql).pluck().all(id) as FieldValue[]
  return all(db, 'SELECT * FROM vm ORDER BY id').map((vm) => {
    const host = all(db, 'SELECT * FROM host WHERE id = ?', vm.host_id)[0]
    const readiness = all(db, 'SELECT * FROM vm_readiness WHERE vm_id = ?', vm.id)[0]
    const sizes = pluck('SELECT size_bytes FROM virtual_disk WHERE vm_id = ?', vm.id)
    const known = sizes.filter((size) => size !== null) as number[]
    return {
      id: vm.id as number,
      values: {
        name: [vm.name as string],
        host: [(host?.name as string | undefined) ?? null],
        cloud: pluck('SELECT name FROM cloud WHERE id = ?', vm.cloud_id),
        cluster: pluck('SELECT name FROM host_cluster WHERE id = ?', host?.host_cluster_id ?? null),
        hostgroup: pluck('SELECT path FROM host_group WHERE id = ?', host?.host_group_id ?? null),
        state: [vm.state as string],
        generation: [vm.generation as number],
        firmware: [vm.generation === 1 ? 'bios' : vm.generation === 2 ? 'uefi' : null],
        secureboot: [vm.secure_boot as number],
        os: [vm.os_name as string, vm.os_family as string],
        osfamily: [vm.os_family as string],
        cpu: [vm.cpu_count as number],
        memory: [vm.memory_bytes as number],
        tag: [vm.tag as string],
        disks: [known.length === 0 ? null : known.reduce((sum, size) => sum + size, 0)],
        diskcount: [sizes.length],
        disksize: sizes,
        nics: [pluck('SELECT id FROM network_adapter WHERE vm_id = ?', vm.id).length],
        network: pluck('SELECT n.name FROM vm_network n JOIN network_adapter a ON a.vm_network_id = n.id WHERE a.vm_id = ?', vm.id),
        ipmode: pluck('SELECT ip_mode FROM network_adapter WHERE vm_id = ?', vm.id),
        ip: pluck('SELECT ip_addresses FROM network_adapter WHERE vm_id = ?', vm.id).flatMap(
          (text) => JSON.parse(String(text)) as string[],
        ),
        readiness: [readiness!.verdict as string],
        failing: String(readiness!.failing_rules).split(' ').filter(Boolean),
        protected: [0],
      },
    }
  })
}

describe('compiled SQL finds what the filter says', () => {
  const texts = fc.constantFrom(
    'sql',
    'SQL01',
    'w*b*',
    '%',
    '_',
    '[',
    '"a*c"',
    'a*c',
    'über',
    'ÜBER*',
    '"""a"""',
    "o'n*",
    '東*',
    'straße',
    'gold',
    '"web[1]"',
    '*',
  )
  const term = fc.oneof(
    texts,
    fc
      .tuple(
        fc.constantFrom('name', 'host', 'cloud', 'cluster', 'hostgroup', 'state', 'os', 'network', 'ip', 'tag'),
        fc.constantFrom(':', '=', '!='),
        fc.oneof(texts, fc.constantFrom('""', 'prod', 'linux', '10.1.*', 'hv0', 'Berlin', 'running')),
      )
      .map((parts) => parts.join('')),
    fc
      .tuple(
        fc.constantFrom('cpu', 'generation', 'diskcount', 'nics'),
        fc.constantFrom(':', '=', '!=', '>', '<', '>=', '<='),
        fc.constantFrom('0', '1', '2', '4'),
      )
      .map((parts) => parts.join('')),
    fc
      .tuple(
        fc.constantFrom('memory', 'disks', 'disksize'),
        fc.constantFrom('=', '!=', '>', '<', '>=', '<='),
        fc.constantFrom('0', '4GB', '16GiB', '1023GB', '1TB', '0.3TiB'),
      )
      .map((parts) => parts.join('')),
    fc
      .tuple(fc.constantFrom('secureboot', 'protected'), fc.constantFrom(':', '!='), fc.constantFrom('yes', 'no', '""'))
      .map((parts) => parts.join('')),
    fc.constantFrom(
      'readiness:ready',
      'readiness!=not-ready',
      'readiness:*ready',
      'failing:DATADISK-SIZE',
      'failing:disk-size',
      'failing=OSDISK-KNOWN',
      'failing:*disk*',
      'failing:*',
      'failing=""',
      'firmware:uefi',
      'firmware=""',
      'osfamily!=linux',
      'ipmode:static',
      'cpu:*',
      'cpu=""',
    ),
  )
  const { filter } = fc.letrec<{ filter: string }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 3 },
      term,
      fc.tuple(fc.constantFrom('-', 'NOT '), tie('filter')).map(([not, inner]) => `${not}(${inner})`),
      fc.tuple(tie('filter'), fc.constantFrom(' ', ' AND ', ' OR '), tie('filter')).map(([a, joint, b]) => `(${a})${joint}${b}`),
    ),
  }))

  test('as the plain reading of the same filter does', () => {
    const estate = machines()
    fc.assert(
      fc.property(filter, (text) => {
        const bound: BoundFilter = bindFilter(parseFilter(text), lists.vms.fields)
        const expected = estate.filter(({ values }) => passes(bound, (field) => values[field]!)).map(({ id }) => id)
        expect(idsOf(text)).toEqual(expected)
      }),
      { numRuns: 300 },
    )
  })

  test('a name in quotes finds exactly the machines of that name', () => {
    for (const name of names) {
      const expected = machines().filter(({ values }) => String(values.name![0]).toLowerCase() === name.toLowerCase())
      expect([name, idsOf(`name="${name.replaceAll('"', '""')}"`)]).toEqual([name, expected.map(({ id }) => id)])
    }
  })

  test('upper and lower case beyond ASCII are alike', () => {
    expect(idsOf('ÜBER')).toEqual(idsOf('über'))
    expect(idsOf('ÜBER').length).toBeGreaterThan(0)
  })

  test('a long chain is not too deep for SQLite', () => {
    expect(idsOf(Array.from({ length: 600 }, () => 'zq').join(' OR '))).toEqual([])
    expect(idsOf('a '.repeat(1900))).toEqual(idsOf('a'))
    expect(idsOf(`${'('.repeat(39)}a${')'.repeat(39)}`)).toEqual(idsOf('a'))
    expect(idsOf(`${'-'.repeat(38)}a`)).toEqual(idsOf('a'))
  })
})

const sample: Record<string, string[]> = {
  text: [':x', '=x', '!="x y"', ':*', '=""', ':ä'],
  number: [':1', '>1', '<=2.5', '=""'],
  bytes: ['>1GB', '=0', '!=2MiB'],
  duration: ['<=24h', '>30min', '!=7d', '=0', '=""'],
  flag: [':yes', ':no', '=""'],
}
test.each(listKinds)('every field of %s compiles for every kind of value', (kind: ListKind) => {
  for (const field of lists[kind].fields)
    for (const value of field.type === 'choice' ? field.values.map((one) => `:${one}`) : sample[field.type]!) {
      const { sql, params } = compileFilter(kind, `${field.name}${value} OR -${field.name}${value}`)
      const total = store.db.prepare(`SELECT count(*) FROM ${lists[kind].from}`).pluck().get()
      const found = store.db
        .prepare(`SELECT count(*) FROM ${lists[kind].from} WHERE ${sql}`)
        .pluck()
        .get(...params)
      // a filter or its opposite holds for every row: no condition may be NULL
      expect([field.name, value, found]).toEqual([field.name, value, total])
    }
})

test('an unknown field names the fields there are', () => {
  try {
    compileFilter('clouds', 'x memory>1GB')
    expect.unreachable()
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
    expect((error as AppError).at).toEqual({ character: 2 })
    expect((error as AppError).remedy).toContain('name, vms, hosts')
  }
})
