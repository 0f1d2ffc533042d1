import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { verifyChangeLog } from '../../../../main/services/lab/change-log.ts'
import { checkLab } from '../../../../main/services/lab/check.ts'
import { invertBatch, invertJob, invertJobInTurns } from '../../../../main/services/lab/invert.ts'
import type { LabStore, Row } from '../../../../main/services/lab/lab-store.types.ts'
import { deriveReadiness } from '../../../../main/services/readiness-service.ts'
import { openDatabase } from '../../../../native-db/database/open.ts'
import { AppError } from '../../../../preload/contract/errors.ts'
import { breathless } from '../../../support/breathless.ts'
import { anna, deriveReady, dump, labFolder, noRejects, oneFile } from '../../../support/lab.ts'

const labs = labFolder()
afterAll(() => labs.drop())

/** How the random actions meet the schema: children before parents when removing, parents found when inserting. */
const kinds = ['host_group', 'host', 'cloud', 'vm', 'virtual_disk', 'network_adapter', 'subscription', 'resource_group'] as const
type Kind = (typeof kinds)[number]
interface Change {
  kind: Kind
  op: 'insert' | 'update' | 'remove'
  pick: number
  text: string
  number: number
}
interface Action {
  import: boolean
  byUser: boolean
  changes: Change[]
}

const change = fc.record<Change>({
  kind: fc.constantFrom(...kinds),
  op: fc.constantFrom('insert', 'insert', 'update', 'update', 'remove'),
  pick: fc.nat(1_000_000),
  text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
  number: fc.integer({ min: 0, max: 2 ** 45 }),
})
const action = fc.record<Action>({ import: fc.boolean(), byUser: fc.boolean(), changes: fc.array(change, { minLength: 1, maxLength: 5 }) })

const ids = (db: LabStore['db'], table: string): number[] => db.prepare(`SELECT id FROM ${table} ORDER BY id`).pluck().all() as number[]
const one = (list: number[], pick: number): number | null => (list.length === 0 ? null : (list[pick % list.length] as number))

/** An import, then what a later version of the console does to the lab. */
const importThenGrow = (then = ''): { store: LabStore; batchId: number } => {
  const made = labs.open()
  const batch = made.beginBatch({ actor: 'anna', files: oneFile })
  const vm = batch.insert('vm', { name: 'a' }, { file: 0, line: 2 })
  batch.insert('virtual_disk', { vm_id: vm, ordinal: 0, name: 'a.vhdx' }, { file: 0, line: 2 })
  const { batchId } = batch.commit(noRejects)
  made.close()
  const later = openDatabase(made.file)
  later.exec(
    `ALTER TABLE virtual_disk ADD COLUMN tint TEXT; ALTER TABLE virtual_disk ADD COLUMN shade TEXT NOT NULL DEFAULT 'grey'; ${then}`,
  )
  later.close()
  return { store: labs.open(made.file), batchId }
}

const inTurnsOf = (store: LabStore, jobId: number, breath = async (): Promise<void> => undefined): Promise<{ jobId: number }> =>
  breathless(() => invertJobInTurns(store, jobId, 'anna', { breath, began: () => undefined, step: () => undefined, rows: () => undefined }))

let serial = 0
/** A row that the schema takes, or null when a parent is still missing. */
const newRow = (db: LabStore['db'], { kind, pick, text, number }: Change): Row | null => {
  const unique = `${text} ${serial++}`
  const vm = one(ids(db, 'vm'), pick)
  const parent = one(ids(db, 'subscription'), pick)
  switch (kind) {
    case 'host_group':
      return { name: unique, path: unique }
    case 'host':
      return { name: unique, host_group_id: one(ids(db, 'host_group'), pick), memory_bytes: number }
    case 'cloud':
      return { name: unique, description: text }
    case 'vm':
      return {
        name: text,
        vmm_id: unique,
        host_id: one(ids(db, 'host'), pick),
        cloud_id: one(ids(db, 'cloud'), pick),
        memory_bytes: number,
      }
    case 'virtual_disk':
      return vm === null ? null : { vm_id: vm, ordinal: serial, name: text, size_bytes: number }
    case 'network_adapter':
      return vm === null ? null : { vm_id: vm, ordinal: serial, name: text }
    case 'subscription':
      return { name: unique }
    case 'resource_group':
      return parent === null ? null : { subscription_id: parent, name: unique, region: 'West Europe' }
  }
}
const patchOf = ({ kind, text, number }: Change): Row => {
  if (kind === 'vm') return { name: text, memory_bytes: number, state: number % 2 === 0 ? 'Running' : null }
  if (kind === 'virtual_disk') return { size_bytes: number, path: text }
  if (kind === 'network_adapter') return { mac_address: text, ip_addresses: JSON.stringify([text]) }
  if (kind === 'host') return { memory_bytes: number, status: text }
  if (kind === 'cloud') return { description: text, sent_to_vault: number % 2 }
  if (kind === 'host_group') return { parent_id: null, name: `${text} ${serial++}` }
  return { name: `${text} ${serial++}` }
}
const inUse: Record<Kind, string> = {
  host_group: 'SELECT 1 FROM host WHERE host_group_id = ?',
  host: 'SELECT 1 FROM vm WHERE host_id = ?',
  cloud: 'SELECT 1 FROM vm WHERE cloud_id = ?',
  vm: 'SELECT 1 FROM (SELECT vm_id FROM virtual_disk UNION SELECT vm_id FROM network_adapter) WHERE vm_id = ?',
  virtual_disk: 'SELECT 1 WHERE ? < 0',
  network_adapter: 'SELECT 1 WHERE ? < 0',
  subscription: 'SELECT 1 FROM resource_group WHERE subscription_id = ?',
  resource_group: 'SELECT 1 WHERE ? < 0',
}

/** Does one random action; returns its job. */
const perform = (store: LabStore, { import: imported, byUser, changes }: Action): number => {
  if (imported) {
    const batch = store.beginBatch({ actor: 'anna', files: oneFile })
    changes.forEach((c, line) => {
      const id = one(ids(batch.db, c.kind), c.pick)
      const row = newRow(batch.db, c)
      if (c.op !== 'update' && row !== null) batch.insert(c.kind, row, line % 4 === 3 ? null : { file: 0, line })
      else if (id !== null) batch.update(c.kind, id, patchOf(c), { file: 0, line })
    })
    return batch.commit(noRejects).jobId
  }
  return store.apply({ ...anna, byUser }, (tx) => {
    for (const c of changes) {
      const id = one(ids(tx.db, c.kind), c.pick)
      const row = newRow(tx.db, c)
      if (c.op === 'insert' && row !== null) tx.insert(c.kind, row)
      else if (c.op === 'remove' && id !== null && tx.db.prepare(inUse[c.kind]).get(id) === undefined) tx.remove(c.kind, id)
      else if (id !== null) tx.update(c.kind, id, patchOf(c))
    }
  }).jobId
}

describe('applying and taking back', () => {
  test('1,000 random actions, taken back in reverse, at once or in turns, restore identical tables at every tenth step', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1000, maxLength: 1000, size: 'max' }), async (actions) => {
        const store = labs.open(undefined, { derive: deriveReady })
        // What was there before the first action must survive too.
        store.apply(anna, (tx) => tx.insert('vm', { name: 'first', host_id: tx.insert('host', { name: 'first' }) }))
        const pictures: string[] = []
        const jobs: number[] = []
        for (const [index, one] of actions.entries()) {
          if (index % 10 === 0) pictures.push(JSON.stringify(dump(store)))
          jobs.push(perform(store, one))
        }
        expect(JSON.stringify(dump(store))).not.toBe(pictures[0])
        for (let index = jobs.length - 1; index >= 0; index--) {
          if (index % 10 === 3) await inTurnsOf(store, jobs[index] as number)
          else invertJob(store, jobs[index] as number)
          if (index % 10 === 0) expect(JSON.stringify(dump(store)), `after taking back action ${index}`).toBe(pictures[index / 10])
        }
        expect(verifyChangeLog(store.db)).toEqual([])
        expect(checkLab(store.db)).toEqual({ ok: true, problems: [] })
        store.close()
      }),
      { numRuns: 1, seed: 20160510, endOnFailure: true },
    )
  }, 120_000)

  test('what was taken back can be taken back again', () => {
    const store = labs.open()
    const { jobId } = store.apply({ ...anna, byUser: true }, (tx) => tx.insert('cloud', { name: 'Gold' }))
    const with1 = dump(store)
    const back = invertJob(store, jobId)
    expect(store.db.prepare('SELECT count(*) FROM cloud').pluck().get()).toBe(0)
    invertJob(store, back.jobId)
    expect(dump(store)).toEqual(with1)
    expect(store.db.prepare('SELECT kind, name, target_id FROM job WHERE id = ?').get(back.jobId)).toEqual({
      kind: 'invert',
      name: 'Take back: Test action',
      target_id: jobId,
    })
  })

  test('an import that swapped names and references is taken back whole', () => {
    const store = labs.open()
    const { value } = store.apply(anna, (tx) => {
      const host = tx.insert('host', { name: 'a' })
      return { host, vm: tx.insert('vm', { name: 'v', host_id: host }) }
    })
    const before = dump(store)
    const batch = store.beginBatch({ actor: 'anna', files: oneFile })
    batch.update('host', value.host, { name: 'b' }, { file: 0, line: 2 })
    const taken = batch.insert('host', { name: 'a' }, { file: 0, line: 3 })
    batch.update('vm', value.vm, { host_id: taken }, { file: 0, line: 3 })
    batch.update('vm', value.vm, { host_id: taken, state: 'Running' }, { file: 0, line: 4 })
    const { batchId } = batch.commit(noRejects)
    invertBatch(store, batchId)
    expect(dump(store)).toEqual(before)
  })
})

describe('taking back is refused, and changes nothing, when', () => {
  const refused = (store: LabStore, work: () => unknown) => {
    const before = dump(store)
    expect(work).toThrow(expect.objectContaining({ code: 'changed-since' }))
    expect(dump(store)).toEqual(before)
  }

  test('a field was changed again', () => {
    const store = labs.open()
    const { value: id } = store.apply(anna, (tx) => tx.insert('cloud', { name: 'a' }))
    const { jobId } = store.apply(anna, (tx) => tx.update('cloud', id, { name: 'b' }))
    store.apply(anna, (tx) => tx.update('cloud', id, { name: 'c' }))
    refused(store, () => invertJob(store, jobId))
  })

  test('it was taken back already', () => {
    const store = labs.open()
    const { jobId } = store.apply(anna, (tx) => tx.insert('cloud', { name: 'a' }))
    invertJob(store, jobId)
    refused(store, () => invertJob(store, jobId))
  })

  test('a user has edited a machine that the import brought', () => {
    const store = labs.open()
    const batch = store.beginBatch({ actor: 'anna', files: oneFile })
    const id = batch.insert('vm', { name: 'a' }, { file: 0, line: 2 })
    const { batchId } = batch.commit(noRejects)
    const { jobId } = store.apply({ ...anna, byUser: true }, (tx) => tx.update('vm', id, { name: 'b' }))
    refused(store, () => invertBatch(store, batchId))
    invertJob(store, jobId)
    invertBatch(store, batchId)
    expect(store.db.prepare('SELECT count(*) FROM vm').pluck().get()).toBe(0)
  })

  test('something refers to a row that it made', () => {
    const store = labs.open()
    const { value: host, jobId } = store.apply(anna, (tx) => tx.insert('host', { name: 'h' }))
    store.apply(anna, (tx) => tx.insert('vm', { name: 'a', host_id: host }))
    refused(store, () => invertJob(store, jobId))
  })

  test('the name it would give back is taken by now', () => {
    const store = labs.open()
    const { value: id } = store.apply(anna, (tx) => tx.insert('cloud', { name: 'a' }))
    const { jobId } = store.apply(anna, (tx) => tx.update('cloud', id, { name: 'b' }))
    store.apply(anna, (tx) => tx.insert('cloud', { name: 'a' }))
    refused(store, () => invertJob(store, jobId))
  })

  test('a value in a column that joined the table after the import', () => {
    const { store, batchId } = importThenGrow()
    invertBatch(store, batchId)
    expect(store.db.prepare('SELECT count(*) FROM virtual_disk').pluck().get()).toBe(0)
    const changed = importThenGrow("UPDATE virtual_disk SET shade = 'blue'")
    refused(changed.store, () => invertBatch(changed.store, changed.batchId))
  })

  test('there is no such job or import', () => {
    const store = labs.open()
    for (const work of [() => invertJob(store, 99), () => invertBatch(store, 99)])
      expect(work).toThrow(expect.objectContaining({ code: 'not-found' }))
  })
})

describe('taken back in turns', () => {
  const machines = 300
  const imported = () => {
    const store = labs.open(undefined, { derive: deriveReadiness })
    const { value: host } = store.apply(anna, (tx) => tx.insert('host', { name: 'h', memory_bytes: 1 }))
    const before = dump(store)
    const batch = store.beginBatch({ actor: 'anna', files: oneFile })
    for (let line = 2; line < machines + 2; line++) batch.insert('vm', { name: `vm${line}`, host_id: host }, { file: 0, line })
    batch.update('host', host, { memory_bytes: 2 }, { file: 0, line: 2 })
    const { jobId } = batch.commit(noRejects)
    return { store, before, after: dump(store), jobId, host }
  }
  const statusOf = (store: LabStore) =>
    store.db.prepare("SELECT status, error_code AS code FROM job WHERE kind = 'invert' ORDER BY id DESC").get()

  test('an import is seen whole until its end, no other change comes between, and back it comes the same way', async () => {
    const { store, before, after, jobId } = imported()
    let breaths = 0
    const seen = JSON.stringify(after)
    const { jobId: back } = await inTurnsOf(store, jobId, async () => {
      if (breaths++ % 25 === 0) expect(JSON.stringify(dump(store))).toBe(seen)
      expect(() => store.apply(anna, (tx) => tx.insert('host', { name: 'h1' }))).toThrow(expect.objectContaining({ code: 'lab-busy' }))
      expect(statusOf(store)).toMatchObject({ status: 'running' })
    })
    expect(breaths).toBeGreaterThan(machines)
    expect(dump(store)).toEqual(before)
    await inTurnsOf(store, back)
    expect(dump(store)).toEqual(after)
    expect(checkLab(store.db)).toEqual({ ok: true, problems: [] })
  })

  test.each([1, 40, machines])('cancelled in breath %i, all is as it was, and the next change is taken', async (stop) => {
    const { store, after, jobId } = imported()
    let breaths = 0
    const breath = async (): Promise<void> => {
      if (++breaths === stop) throw new AppError({ code: 'cancelled', message: 'Stopped.' })
    }
    await expect(inTurnsOf(store, jobId, breath)).rejects.toMatchObject({ code: 'cancelled' })
    expect(dump(store)).toEqual(after)
    expect(statusOf(store)).toEqual({ status: 'cancelled', code: 'cancelled' })
    store.apply(anna, (tx) => tx.insert('host', { name: 'h1' }))
    expect(checkLab(store.db)).toEqual({ ok: true, problems: [] })
  })

  test('a lab that is closed meanwhile keeps the import, and finds the job cut off', async () => {
    const { store, after, jobId } = imported()
    await expect(inTurnsOf(store, jobId, async () => store.close())).rejects.toMatchObject({ code: 'cancelled' })
    const again = labs.open(store.file, { derive: deriveReadiness })
    expect(dump(again)).toEqual(after)
    expect(statusOf(again)).toEqual({ status: 'interrupted', code: 'engine-restarted' })
  })

  test('what was changed since is told by its job, and nothing is taken back', async () => {
    const { store, jobId, host } = imported()
    store.apply(anna, (tx) => tx.update('host', host, { memory_bytes: 3 }))
    const before = dump(store)
    await expect(inTurnsOf(store, jobId)).rejects.toMatchObject({ code: 'changed-since' })
    expect(dump(store)).toEqual(before)
    expect(statusOf(store)).toEqual({ status: 'failed', code: 'changed-since' })
    const used = imported()
    used.store.apply(anna, (tx) => tx.insert('virtual_disk', { vm_id: 1, ordinal: 0, name: 'os' }))
    await expect(inTurnsOf(used.store, used.jobId)).rejects.toMatchObject({ code: 'changed-since' })
    expect(statusOf(used.store)).toEqual({ status: 'failed', code: 'changed-since' })
  })
})
