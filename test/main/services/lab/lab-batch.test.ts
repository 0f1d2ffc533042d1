import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { rowsDigest, verifyChangeLog } from '../../../../main/services/lab/change-log.ts'
import { anna, labFolder, noRejects, oneFile } from '../../../support/lab.ts'

const labs = labFolder()
afterAll(() => labs.drop())
const at = (line: number) => ({ file: 0, line })

test('an import is one entry of the log; new rows are ranges, changed ones stand with before and after', () => {
  const store = labs.open()
  const { value: old, jobId } = store.apply({ ...anna, byUser: true }, (tx) => tx.insert('host', { name: 'h0', memory_bytes: 1 }))
  const batch = store.beginBatch({ actor: 'anna', files: oneFile })
  const host = batch.insert('host', { name: 'h1' }, at(2))
  const vm1 = batch.insert('vm', { name: 'a', host_id: host }, at(2))
  batch.insert('virtual_disk', { vm_id: vm1, ordinal: 0, name: 'd' }, at(2))
  const vm2 = batch.insert('vm', { name: 'b', host_id: old }, at(3))
  expect(batch.update('host', old, { memory_bytes: 2, name: 'h0' }, at(3))).toBe(true)
  expect(batch.update('host', old, { memory_bytes: 2 }, at(4))).toBe(false)
  // A row of this import: its range says enough.
  expect(batch.update('vm', vm2, { state: 'Running' }, at(5))).toBe(true)
  const done = batch.commit({ counts: { created: 2 }, rejectedRows: 1, rejects: [{ line: 9 }], info: true })

  expect(store.db.prepare('SELECT op, table_name, row_id, batch_id FROM change_log WHERE job_id = ?').all(done.jobId)).toEqual([
    { op: 'import', table_name: 'import_batch', row_id: done.batchId, batch_id: done.batchId },
  ])
  expect(store.db.prepare('SELECT ordinal, table_name, first_row_id, last_row_id FROM import_insert').all()).toEqual([
    { ordinal: 0, table_name: 'host', first_row_id: host, last_row_id: host },
    { ordinal: 1, table_name: 'vm', first_row_id: vm1, last_row_id: vm2 },
    { ordinal: 2, table_name: 'virtual_disk', first_row_id: 1, last_row_id: 1 },
  ])
  const changes = store.db.prepare('SELECT table_name, row_id, before, after FROM import_change').all() as {
    before: string
    after: string
  }[]
  expect(changes).toHaveLength(1)
  expect(JSON.parse(changes[0]?.before ?? '')).toEqual({
    memory_bytes: 1,
    field_origins: JSON.stringify({ memory_bytes: { job: jobId }, name: { job: jobId } }),
  })
  expect(JSON.parse(changes[0]?.after ?? '')).toMatchObject({ memory_bytes: 2 })
  // Provenance: the row's own, and of the one field that this import overwrote.
  expect(store.db.prepare('SELECT origin_batch_id, origin_file, origin_line, field_origins FROM vm WHERE id = ?').get(vm1)).toEqual({
    origin_batch_id: done.batchId,
    origin_file: 0,
    origin_line: 2,
    field_origins: null,
  })
  expect(JSON.parse(store.db.prepare('SELECT field_origins FROM host WHERE id = ?').pluck().get(old) as string)).toEqual({
    memory_bytes: { batch: done.batchId, file: 0, line: 3 },
    name: { job: jobId },
  })
  expect(store.db.prepare('SELECT status, name FROM job WHERE id = ?').get(done.jobId)).toEqual({
    status: 'completed-info',
    name: 'Import vms.csv',
  })
  expect(store.db.prepare('SELECT counts, rejected_rows, rejects FROM import_batch').get()).toEqual({
    counts: '{"created":2}',
    rejected_rows: 1,
    rejects: '[{"line":9}]',
  })
  expect(verifyChangeLog(store.db)).toEqual([])
})

test('a cancelled import leaves nothing, ids included, and ends for good', () => {
  const store = labs.open()
  const batch = store.beginBatch({ actor: 'anna', files: oneFile })
  const id = batch.insert('vm', { name: 'a' }, at(2))
  batch.rollback()
  batch.rollback()
  expect(() => batch.insert('vm', { name: 'b' }, at(3))).toThrow(/ended already/)
  expect(() => batch.commit(noRejects)).toThrow(/ended already/)
  for (const table of ['vm', 'job', 'import_batch', 'change_log'])
    expect(store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0)
  const again = store.beginBatch({ actor: 'anna', files: oneFile })
  expect(again.insert('vm', { name: 'a' }, at(2))).toBe(id)
  again.commit(noRejects)
})

test('a commit that cannot judge the machines takes the import back', () => {
  const store = labs.open(undefined, {
    derive: () => {
      throw new Error('no rules')
    },
  })
  const batch = store.beginBatch({ actor: 'anna', files: oneFile })
  batch.insert('vm', { name: 'a' }, at(2))
  expect(() => batch.commit(noRejects)).toThrow('no rules')
  expect(store.db.prepare('SELECT count(*) FROM vm').pluck().get()).toBe(0)
  expect(() => store.apply(anna, () => 1)).toThrow('no rules')
})

test('after a full disk nothing more of the import is written', () => {
  const store = labs.open()
  const batch = store.beginBatch({ actor: 'anna', files: oneFile })
  batch.db.pragma(`max_page_count = ${(batch.db.pragma('page_count', { simple: true }) as number) + 2}`)
  const fill = () => {
    for (let i = 0; i < 500; i++) batch.insert('cloud', { name: `${i} ${'x'.repeat(2000)}` }, at(i))
  }
  expect(fill).toThrow(expect.objectContaining({ code: 'disk-full' }))
  batch.db.pragma('max_page_count = 1000000')
  if (!batch.db.inTransaction) expect(() => batch.insert('cloud', { name: 'alone' }, at(1))).toThrow(/ended already/)
  batch.rollback()
  expect(store.db.prepare('SELECT count(*) FROM cloud').pluck().get()).toBe(0)
  store.apply(anna, (tx) => tx.insert('cloud', { name: 'later' }))
})

test('what a row does not tell is the default of its column; a column that is not there is refused', () => {
  const store = labs.open()
  const batch = store.beginBatch({ actor: 'anna', files: oneFile })
  const vm = batch.insert('vm', { name: 'a' }, at(2))
  batch.insert('network_adapter', { vm_id: vm, ordinal: 0, name: 'n' }, at(2))
  expect(() => batch.insert('vm', { name: 'b', nothing: 1 }, at(3))).toThrow('Table "vm" has no column "nothing"')
  expect(() => batch.insert('job', { name: 'b' }, at(3))).toThrow('not a table of the change log')
  batch.commit(noRejects)
  expect(store.db.prepare('SELECT ip_addresses, vlan, origin_line FROM network_adapter').get()).toEqual({
    ip_addresses: '[]',
    vlan: null,
    origin_line: 2,
  })
})

test('the digest of rows is over their JSON, whatever they hold', () => {
  const store = labs.open()
  const batch = store.beginBatch({ actor: 'anna', files: oneFile })
  const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.constant(null))
  const texts = fc.sample(cell, 600).map((text) => text?.replaceAll('\u0000', '\u0001') ?? null)
  const ids = texts.map((text, i) => batch.insert('vm', { name: text ?? '', description: text, total_size_bytes: i * 2 ** 43 }, at(i)))
  batch.commit(noRejects)
  const range = { table: 'vm', first: ids[0] ?? 0, last: ids.at(-1) ?? 0 }
  const rows = store.db.prepare('SELECT * FROM vm ORDER BY id').raw().all()
  const expected = createHash('sha256').update(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  expect(rowsDigest(store.db, [range])).toBe(expected.digest('hex'))
})

test('an import that kept no widths is judged by the columns of its time', () => {
  const store = labs.open()
  const batch = store.beginBatch({ actor: 'anna', files: oneFile })
  const vm = batch.insert('vm', { name: 'a' }, at(2))
  const id = batch.insert('virtual_disk', { vm_id: vm, ordinal: 0, name: 'a.vhdx' }, at(2))
  batch.commit(noRejects)
  const row = store.db.prepare('SELECT * FROM virtual_disk').raw().get() as unknown[]
  const expected = createHash('sha256').update(`${JSON.stringify(row.slice(0, 20))}\n`)
  expect(rowsDigest(store.db, [{ table: 'virtual_disk', first: id, last: id }])).toBe(expected.digest('hex'))
})

test('rows of different shapes, and without a place in the file', () => {
  const store = labs.open()
  const batch = store.beginBatch({ actor: 'anna', files: oneFile })
  const one = batch.insert('vm', { name: 'a' }, null)
  const two = batch.insert('vm', { cpu_count: 2, name: 'b' }, at(7))
  const three = batch.insert('vm', { name: 'c' }, at(8))
  batch.insert('vm_subnet', { vm_network_id: batch.insert('vm_network', { name: 'n' }, at(8)), ordinal: 0, name: 's' }, at(8))
  batch.commit(noRejects)
  expect(store.db.prepare('SELECT id, name, cpu_count, origin_line FROM vm').all()).toEqual([
    { id: one, name: 'a', cpu_count: null, origin_line: null },
    { id: two, name: 'b', cpu_count: 2, origin_line: 7 },
    { id: three, name: 'c', cpu_count: null, origin_line: 8 },
  ])
})
