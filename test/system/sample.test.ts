import { createHash } from 'node:crypto'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeAll, describe, expect, test } from 'vitest'
import { sqliteBinding } from '../../native-db/database/binding.ts'
import type { ImportResult } from '../../preload/contract/imports.ts'
import { offsiteJson, workFolder } from './cli.ts'

const folder = workFolder()
const open = (file: string) => {
  const nativeBinding = sqliteBinding()
  return new Database(file, { readonly: true, ...(nativeBinding === undefined ? {} : { nativeBinding }) })
}

/** A digest of every inventory row; jobs, logs, imports and branches hold wall times and are left out. */
const digest = (file: string): string => {
  const db = open(file)
  const hash = createHash('sha256')
  const left = new Set(['job', 'change_log', 'import_batch', 'import_insert', 'import_change', 'lab', 'branch'])
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as string[]
  for (const table of tables.filter((name) => !left.has(name)))
    for (const row of db.prepare(`SELECT * FROM "${table}" ORDER BY 1`).raw().iterate()) hash.update(JSON.stringify([table, row]))
  db.close()
  return hash.digest('hex')
}

const estates = [
  ['S', 2, 3, 40, 100, 50],
  ['M', 4, 16, 400, 1_100, 600],
  ['L', 10, 60, 1_500, 4_200, 2_400],
  ['XL', 40, 300, 8_000, 22_000, 13_000],
  ['MAX', 120, 1_000, 25_000, 70_000, 40_000],
] as const

test.each(estates)('sample %s holds the counts of its estate', (size, clouds, hosts, vms, disks, adapters) => {
  const lab = join(folder, `counts-${size}.offsite`)
  offsiteJson(0, 'sample', '--size', size, '--seed', '1', '--lab', lab)
  const db = open(lab)
  const count = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
  expect([count('cloud'), count('host'), count('vm'), count('virtual_disk'), count('network_adapter')]).toEqual([
    clouds,
    hosts,
    vms,
    disks,
    adapters,
  ])
  db.close()
  expect(offsiteJson(0, 'check', '--lab', lab)).toEqual({ ok: true, problems: [] })
})

test('the same seed gives the same rows, another seed others', () => {
  const [once, twice, other] = ['once', 'twice', 'other'].map((name) => join(folder, `${name}.offsite`)) as [string, string, string]
  offsiteJson(0, 'sample', '--size', 'M', '--seed', '1', '--lab', once)
  offsiteJson(0, 'sample', '--size', 'M', '--seed', '1', '--lab', twice)
  offsiteJson(0, 'sample', '--size', 'M', '--seed', '2', '--lab', other)
  expect(digest(twice)).toBe(digest(once))
  expect(digest(other)).not.toBe(digest(once))
})

describe('the largest estate as VMM exports', () => {
  const max = join(folder, 'counts-MAX.offsite')
  const again = join(folder, 'again.offsite')
  let files: string[] = []
  beforeAll(() => {
    files = offsiteJson<{ files: string[] }>(
      0,
      'sample',
      '--size',
      'MAX',
      '--seed',
      '1',
      '--lab',
      join(folder, 'exported.offsite'),
      '--as',
      'vmm-csv',
      join(folder, 'max.csv'),
    ).files
    const result = offsiteJson<ImportResult>(0, 'import', ...files, '--lab', again)
    expect(result.created).toBe(25_000)
    expect(result.rejected).toEqual([])
  }, 120_000)

  test('gives the same machines in every public field', () => {
    const rowsOf = (lab: string) => {
      const { rows } = offsiteJson<{ rows: Record<string, unknown>[] }>(0, 'inventory', '--lab', lab)
      return new Map(rows.map((row) => [`${row.name} @ ${row.host}`, row]))
    }
    const before = rowsOf(max)
    const after = rowsOf(again)
    expect(after.size).toBe(before.size)
    const compared = [
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
    ] as const
    const differing = [...before].flatMap(([key, row]) =>
      compared
        .filter((field) => JSON.stringify(after.get(key)?.[field]) !== JSON.stringify(row[field]))
        .map((field) => `${key}: ${field} ${JSON.stringify(row[field])} -> ${JSON.stringify(after.get(key)?.[field])}`),
    )
    expect(differing.slice(0, 10)).toEqual([])
  }, 60_000)

  test('imported once more changes nothing', () => {
    const result = offsiteJson<ImportResult>(0, 'import', ...files, '--lab', again)
    expect([result.created, result.updated, result.unchanged]).toEqual([0, 0, 25_000])
  }, 60_000)
})
