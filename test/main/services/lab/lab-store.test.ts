import { afterAll, describe, expect, test, vi } from 'vitest'
import { verifyChangeLog } from '../../../../main/services/lab/change-log.ts'
import { AppError } from '../../../../preload/contract/errors.ts'
import { anna, deriveReady, labFolder, noRejects, oneFile } from '../../../support/lab.ts'

const labs = labFolder()
afterAll(() => labs.drop())
const byAnna = { ...anna, byUser: true }
const log = (store: ReturnType<typeof labs.open>) =>
  store.db.prepare('SELECT job_id, op, table_name, row_id, before, after FROM change_log ORDER BY id').all() as Record<string, unknown>[]

describe('apply', () => {
  test('opens one job, writes, logs whole new rows and only the changed columns of old ones', () => {
    const store = labs.open()
    const { value: id, jobId } = store.apply({ ...anna, target: { kind: 'cloud', name: 'Gold' } }, (tx) => {
      tx.step('Make the cloud')
      const cloud = tx.insert('cloud', { name: 'Gold' })
      expect(tx.update('cloud', cloud, { description: 'best', name: 'Gold' })).toBe(true)
      expect(tx.update('cloud', cloud, { description: 'best' })).toBe(false)
      return cloud
    })
    expect(store.db.prepare('SELECT id, name, description, sent_to_vault FROM cloud').all()).toEqual([
      { id, name: 'Gold', description: 'best', sent_to_vault: 0 },
    ])
    expect(store.db.prepare('SELECT * FROM job').all()).toMatchObject([
      {
        id: jobId,
        kind: 'test',
        name: 'Test action',
        status: 'completed',
        progress_percent: 100,
        owner: 'anna',
        target_kind: 'cloud',
        target_name: 'Gold',
        branch: 0,
      },
    ])
    const steps = JSON.parse(store.db.prepare('SELECT steps FROM job').pluck().get() as string)
    expect(steps).toEqual([{ name: 'Make the cloud', endWallMs: expect.any(Number), wallMs: expect.any(Number) }])
    const [insert, update] = log(store)
    expect(insert).toMatchObject({ job_id: jobId, op: 'insert', table_name: 'cloud', row_id: id, before: null })
    expect(JSON.parse(insert?.after as string)).toMatchObject({ id, name: 'Gold', sent_to_vault: 0, description: null })
    expect(update).toMatchObject({ op: 'update', before: '{"description":null}', after: '{"description":"best"}' })
    expect(log(store)).toHaveLength(2)
    store.apply(anna, (tx) => tx.remove('cloud', id))
    expect(JSON.parse(log(store)[2]?.before as string)).toMatchObject({ id, name: 'Gold', description: 'best' })
    expect(verifyChangeLog(store.db)).toEqual([])
  })

  test('leaves nothing of an action that fails, not even its job', () => {
    const store = labs.open()
    const listener = vi.fn()
    store.onCommitted(listener)
    expect(() =>
      store.apply(anna, (tx) => {
        tx.insert('cloud', { name: 'Gold' })
        throw new AppError({ code: 'setup-invalid', message: 'no' })
      }),
    ).toThrow('no')
    for (const table of ['cloud', 'job', 'change_log']) expect(store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0)
    expect(store.revision).toBe(0)
    expect(listener).not.toHaveBeenCalled()
    store.apply(anna, (tx) => tx.insert('cloud', { name: 'Gold' }))
    expect(store.revision).toBe(1)
  })

  test('tells listeners the revision and the tables, and a failing listener does not undo the change', () => {
    const store = labs.open()
    const seen: unknown[] = []
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    store.onCommitted(() => {
      throw new Error('listener')
    })
    const stop = store.onCommitted((change) => seen.push([change.revision, [...change.tables].sort()]))
    store.apply(anna, (tx) => tx.insert('cloud', { name: 'Gold' }))
    stop()
    store.apply(anna, (tx) => tx.insert('cloud', { name: 'Silver' }))
    expect(seen).toEqual([[1, ['change_log', 'cloud', 'job']]])
    expect(warned).toHaveBeenCalledTimes(2)
    warned.mockRestore()
  })

  test('marks what a user set, field by field, only where imports could overwrite it', () => {
    const store = labs.open()
    const one = store.apply(byAnna, (tx) => tx.insert('vm', { name: 'a', memory_bytes: null, cpu_count: 2 }))
    const origins = () => JSON.parse(store.db.prepare('SELECT field_origins FROM vm').pluck().get() as string)
    expect(origins()).toEqual({ cpu_count: { job: one.jobId }, name: { job: one.jobId } })
    const two = store.apply(byAnna, (tx) => tx.update('vm', one.value, { name: 'b', cpu_count: 2 }))
    expect(origins()).toEqual({ cpu_count: { job: one.jobId }, name: { job: two.jobId } })
    store.apply(anna, (tx) => tx.update('vm', one.value, { state: 'Running' }))
    expect(origins()).toEqual({ cpu_count: { job: one.jobId }, name: { job: two.jobId } })
    // A table without provenance takes the same action.
    store.apply(byAnna, (tx) => tx.insert('subscription', { name: 's' }))
  })

  test('derives inside the same transaction, from the rows that were touched', () => {
    const derive = vi.fn(deriveReady)
    const store = labs.open(undefined, { derive })
    const { value: id } = store.apply(anna, (tx) => tx.insert('vm', { name: 'a' }))
    expect(store.db.prepare('SELECT vm_id, verdict FROM vm_readiness').all()).toEqual([{ vm_id: id, verdict: 'ready' }])
    expect(derive.mock.calls[0]?.[1]).toEqual(new Map([['vm', new Set([id])]]))
    derive.mockImplementationOnce(() => {
      throw new Error('no rules')
    })
    expect(() => store.apply(anna, (tx) => tx.insert('vm', { name: 'b' }))).toThrow('no rules')
    expect(store.db.prepare('SELECT count(*) FROM vm').pluck().get()).toBe(1)
    store.apply(anna, (tx) => {
      for (let i = 0; i < 2001; i++) tx.insert('vm', { name: `many${i}` })
    })
    expect(derive.mock.lastCall?.[1]).toEqual(new Map([['vm', 'all']]))
  })

  test.each([
    ['the job table', 'job', { name: 'x' }, /not a table of the change log/],
    ['the log itself', 'change_log', {}, /not a table of the change log/],
    ['a derived table', 'vm_readiness', {}, /not a table of the change log/],
    ['a table that is not there', 'nothing', {}, /not a table of the change log/],
    ['a column that is not there', 'cloud', { name: 'x', 'name") --': 1 }, /no column/],
  ])('refuses %s', (_, table, row, message) => {
    const store = labs.open()
    expect(() => store.apply(anna, (tx) => tx.insert(table, row))).toThrow(message)
    expect(store.revision).toBe(0)
  })

  test('refuses a body that waits, an action inside an action, and a row that is gone', () => {
    const store = labs.open()
    expect(() => store.apply(anna, async () => {})).toThrow(/must not wait/)
    expect(() => store.apply(anna, () => store.apply(anna, () => 1))).toThrow(expect.objectContaining({ code: 'lab-busy' }))
    expect(() => store.apply(anna, (tx) => tx.update('cloud', 9, { name: 'x' }))).toThrow(expect.objectContaining({ code: 'not-found' }))
    expect(() => store.apply(anna, (tx) => tx.remove('cloud', 9))).toThrow(expect.objectContaining({ code: 'not-found' }))
    store.apply(anna, (tx) => tx.insert('cloud', { name: 'x' }))
    expect(() => store.apply(anna, (tx) => tx.insert('cloud', { name: 'x' }))).toThrow(
      expect.objectContaining({ code: 'name-taken', field: 'name' }),
    )
  })

  test('big integers come back as numbers, too big ones are refused', () => {
    const store = labs.open()
    const { value: id } = store.apply(anna, (tx) => tx.insert('vm', { name: 'a', memory_bytes: 68_719_476_736n }))
    expect(store.db.prepare('SELECT memory_bytes FROM vm').pluck().get()).toBe(68_719_476_736)
    store.apply(anna, (tx) => expect(tx.update('vm', id, { memory_bytes: 68_719_476_736n })).toBe(false))
    expect(() => store.apply(anna, (tx) => tx.insert('vm', { name: 'b', memory_bytes: 2n ** 62n }))).toThrow(RangeError)
  })

  test('after a full disk the rest of the body writes nothing by itself', () => {
    const store = labs.open()
    expect(() =>
      store.apply(anna, (tx) => {
        tx.db.pragma(`max_page_count = ${(tx.db.pragma('page_count', { simple: true }) as number) + 2}`)
        try {
          for (let i = 0; i < 500; i++) tx.insert('cloud', { name: `${i} ${'x'.repeat(2000)}` })
        } catch {
          tx.db.pragma('max_page_count = 1000000')
          tx.insert('cloud', { name: 'alone' })
        }
      }),
    ).toThrow()
    expect(store.db.prepare('SELECT count(*) FROM cloud').pluck().get()).toBe(0)
    store.apply(anna, (tx) => tx.insert('cloud', { name: 'later' }))
    expect(store.db.prepare('SELECT name FROM cloud').pluck().all()).toEqual(['later'])
  })
})

test('quiet keeps a draft without a job, and is taken back when it fails', () => {
  const store = labs.open()
  store.quiet((db) => db.prepare("INSERT INTO wizard_draft VALUES ('setup', 'vault', '{}', 1)").run())
  expect(() =>
    store.quiet((db) => {
      db.exec('DELETE FROM wizard_draft')
      throw new Error('no')
    }),
  ).toThrow('no')
  expect(store.db.prepare('SELECT count(*) FROM wizard_draft').pluck().get()).toBe(1)
  expect(store.db.prepare('SELECT count(*) FROM job').pluck().get()).toBe(0)
  expect(store.revision).toBe(0)
})

test('while an import is open, other writes are refused and readers see the lab before it', () => {
  const store = labs.open()
  const batch = store.beginBatch({ actor: 'anna', files: oneFile })
  batch.insert('cloud', { name: 'Gold' }, { file: 0, line: 2 })
  expect(() => store.apply(anna, () => 1)).toThrow(expect.objectContaining({ code: 'lab-busy' }))
  expect(() => store.quiet(() => 1)).toThrow(expect.objectContaining({ code: 'lab-busy' }))
  expect(() => store.beginBatch({ actor: 'anna', files: oneFile })).toThrow(expect.objectContaining({ code: 'lab-busy' }))
  expect(store.db.prepare('SELECT count(*) FROM cloud').pluck().get()).toBe(0)
  expect(batch.db.prepare('SELECT count(*) FROM cloud').pluck().get()).toBe(1)
  batch.commit(noRejects)
  expect(store.db.prepare('SELECT count(*) FROM cloud').pluck().get()).toBe(1)
  store.apply(anna, () => 1)
})

test('a closed lab says so', () => {
  const store = labs.open()
  store.close()
  store.close()
  expect(() => store.apply(anna, () => 1)).toThrow(expect.objectContaining({ code: 'no-lab' }))
})
