import { afterAll, expect, test } from 'vitest'
import { verifyChangeLog } from '../../../../main/services/lab/change-log.ts'
import { atOnce, inTurns } from '../../../../main/services/lab/in-turns.ts'
import { deriveReadiness } from '../../../../main/services/readiness-service.ts'
import { breathless } from '../../../support/breathless.ts'
import { anna, labFolder, oneFile } from '../../../support/lab.ts'

const labs = labFolder()
afterAll(() => labs.drop())
const at = (line: number) => ({ file: 0, line })
const result = { counts: {}, rejectedRows: 0, rejects: [], info: false }
const machines = 500

const filled = () => {
  const store = labs.open(undefined, { derive: deriveReadiness })
  store.apply(anna, (tx) => tx.insert('host', { name: 'h0', memory_bytes: 1 }))
  const batch = store.beginBatch({ actor: 'anna', files: oneFile })
  for (let n = 0; n < machines; n++) batch.insert('vm', { name: `vm${n}`, host_id: 1 }, at(n))
  batch.update('host', 1, { memory_bytes: 2 }, at(machines))
  return { store, batch }
}

test('an import that ends in turns is the same entry as one that ends at once, and is seen by nobody before', async () => {
  const once = filled()
  once.batch.commit(result)
  const { store, batch } = filled()
  let breaths = 0
  const count = () => store.db.prepare('SELECT count(*) FROM vm').pluck().get()
  await breathless(() =>
    batch.commitInTurns(result, async () => {
      breaths += 1
      expect(count()).toBe(0)
      expect(() => store.apply(anna, (tx) => tx.insert('host', { name: 'h1' }))).toThrow(expect.objectContaining({ code: 'lab-busy' }))
    }),
  )
  expect(breaths).toBeGreaterThan(10)
  expect(count()).toBe(machines)
  const told = ({ store: { db } }: { store: typeof store }): unknown => [
    (JSON.parse(db.prepare("SELECT after FROM change_log WHERE op = 'import'").pluck().get() as string) as { rows: string }).rows,
    db.prepare('SELECT * FROM vm_readiness ORDER BY vm_id').all(),
  ]
  expect(told({ store })).toEqual(told(once))
  expect(verifyChangeLog(store.db)).toEqual([])
})

test('cancelled in a breath, nothing is left of it but its job', async () => {
  const { store, batch } = filled()
  const stop = async (): Promise<void> => batch.rollback({ status: 'cancelled' })
  await expect(breathless(() => batch.commitInTurns(result, stop))).rejects.toThrow()
  expect(store.db.prepare('SELECT count(*) FROM vm').pluck().get()).toBe(0)
  expect(store.db.prepare('SELECT status FROM job WHERE id = ?').pluck().get(batch.jobId)).toBe('cancelled')
  store.apply(anna, (tx) => tx.insert('host', { name: 'h1' }))
  expect(verifyChangeLog(store.db)).toEqual([])
})

test('work in turns gives what it gives at once', async () => {
  function* work(): Generator<void, number, void> {
    let sum = 0
    for (let n = 1; n <= 5; n++) {
      sum += n
      yield
    }
    return sum
  }
  let breaths = 0
  expect(atOnce(work())).toBe(15)
  const breath = async (): Promise<void> => {
    breaths += 1
  }
  expect(await inTurns(work(), breath, 0)).toBe(15)
  expect(breaths).toBe(5)
})
