import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { compileFilter } from '../../../main/services/inventory/filter-sql.ts'
import { invertJob } from '../../../main/services/lab/invert.ts'
import { createReadinessService, deriveReadiness, readinessReport } from '../../../main/services/readiness-service.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import { readiness } from '../../../preload/contract/readiness.ts'
import { all, fill, newLab, seedsOf } from './inventory/estate.ts'

const store = newLab()
const service = createReadinessService({ store })
beforeAll(() => fill(store, seedsOf(150, 7)))

const stored = () => all(store.db, 'SELECT * FROM vm_readiness ORDER BY vm_id')
const count = (where: string) => {
  const { sql, params } = compileFilter('vms', where)
  return store.db
    .prepare(`SELECT count(*) FROM vm v WHERE ${sql}`)
    .pluck()
    .get(...params)
}

test('every machine has a verdict, and it follows from its findings', () => {
  expect(stored()).toHaveLength(150)
  for (const row of stored()) {
    const findings = JSON.parse(String(row.findings)) as { severity: string; rule: string }[]
    const has = (severity: string) => findings.some((finding) => finding.severity === severity)
    expect(row.verdict).toBe(has('blocker') ? 'not-ready' : has('unknown') ? 'unknown' : has('warning') ? 'warnings' : 'ready')
    expect(String(row.failing_rules).split(' ').filter(Boolean)).toEqual(
      findings.filter(({ severity }) => severity !== 'info').map(({ rule }) => rule),
    )
  }
})

test('judging the touched machines gives what judging all gives', () => {
  const tables: Record<string, Record<string, (string | number | null)[]>> = {
    vm: {
      name: ['a b', 'ok'],
      generation: [1, 2, null],
      os_family: ['linux', 'windows', null],
      cloud_id: [1, 2, null],
      host_id: [1, 3, null],
    },
    virtual_disk: { size_bytes: [2 ** 30, 2 ** 41, null], is_os: [0, 1, null] },
    network_adapter: { ip_mode: ['static', 'dhcp', null], vm_network_id: [1, 2, null] },
    host: { os_name: ['Windows Server 2012', 'Windows Server 2012 R2'], host_cluster_id: [1, null] },
    host_cluster: { has_replica_broker: [0, 1, null] },
    vm_network: { logical_network_id: [1, null] },
  }
  const change = fc.constantFrom(...Object.keys(tables)).chain((table) =>
    fc.record({
      table: fc.constant(table),
      row: fc.nat(400),
      patch: fc.constantFrom(...Object.entries(tables[table]!).flatMap(([column, values]) => values.map((value) => ({ [column]: value })))),
    }),
  )
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
      store.apply({ kind: 'test', name: 'Change', actor: 'test' }, (tx) => {
        for (const { table, row, patch } of changes) {
          const ids = tx.db.prepare(`SELECT id FROM ${table} ORDER BY id`).pluck().all() as number[]
          tx.update(table, ids[row % ids.length]!, patch)
        }
      })
      const after = stored()
      store.quiet((db) => deriveReadiness(db, new Map([['vm', 'all']])))
      expect(after).toEqual(stored())
    }),
    { numRuns: 40 },
  )
})

test('a removed disk is no longer judged', () => {
  const [disk] = all<{ id: number; vm_id: number }>(store.db, 'SELECT id, vm_id FROM virtual_disk WHERE size_bytes IS NULL LIMIT 1')
  store.apply({ kind: 'test', name: 'Remove', actor: 'test' }, (tx) => tx.remove('virtual_disk', disk!.id))
  const after = stored()
  store.quiet((db) => deriveReadiness(db, new Map([['vm', 'all']])))
  expect(after).toEqual(stored())
})

test('each figure of the summary is the length of its list', async () => {
  const summary = readiness.members.summary.output.parse(await service.summary(undefined))
  expect(summary.rulePack).toBe('2016-05')
  for (const part of [...summary.verdicts, ...summary.rules]) expect([part.where, part.count]).toEqual([part.where, count(part.where)])
  expect(summary.verdicts.reduce((sum, part) => sum + part.count, 0)).toBe(150)
})

test('the report holds every machine with findings, by name, and takes a filter', () => {
  const report = readinessReport(store.db)
  expect(report.rulePack).toBe('2016-05')
  expect(report.items).toHaveLength(150)
  for (const item of report.items) readiness.members.vm.output.parse(item)
  const blocked = readinessReport(store.db, { rules: '2016-05', where: 'readiness:not-ready' })
  expect(blocked.items).toHaveLength(count('readiness:not-ready') as number)
  expect(blocked.items.every((item) => item.verdict === 'not-ready')).toBe(true)
})

test('one machine, a machine that is gone, a pack that is not known', async () => {
  const [{ id }] = all<{ id: number }>(store.db, 'SELECT id FROM vm LIMIT 1') as [{ id: number }]
  expect(readiness.members.vm.output.parse(await service.vm({ id })).id).toBe(id)
  expect(() => service.vm({ id: 999_999 })).toThrowError(AppError)
  expect(() => readinessReport(store.db, { rules: '1999-01' })).toThrowError(expect.objectContaining({ code: 'rules-unknown' }))
})

test('the packs are told with their sources and disputes, and which one judges this lab', async () => {
  const packs = readiness.members.packs.output.parse(await service.packs(undefined))
  expect(packs.map(({ id, inUse }) => [id, inUse])).toEqual([
    ['2016-05', true],
    ['2020-01', false],
  ])
  const [pack] = packs
  expect(pack?.rules.map(({ id }) => id)).toEqual(expect.arrayContaining((await service.summary(undefined)).rules.map(({ rule }) => rule)))
  for (const rule of pack?.rules ?? []) expect(pack?.sources).toContain(rule.source)
  expect(pack?.disputes.map(({ id }) => id)).toContain('U3')
})

test('another pack is compared first, used in one job, and taken back with its verdicts', async () => {
  const before = stored()
  const comparison = readiness.members.compare.output.parse(await service.compare({ rulePack: '2020-01' }))
  expect(stored()).toEqual(before)
  expect(comparison.changed).toBeGreaterThan(0)
  expect(comparison.machines.length).toBe(Math.min(200, comparison.changed))
  const { jobId } = await service.usePack({ rulePack: '2020-01' })
  expect(jobId).not.toBeNull()
  for (const { verdict, after } of comparison.verdicts) expect([verdict, count(`readiness:${verdict}`)]).toEqual([verdict, after])
  expect((await service.summary(undefined)).rulePack).toBe('2020-01')
  expect(await service.usePack({ rulePack: '2020-01' })).toEqual({ jobId: null })
  invertJob(store, jobId ?? 0)
  expect(stored()).toEqual(before)
  expect((await service.summary(undefined)).rulePack).toBe('2016-05')
})
