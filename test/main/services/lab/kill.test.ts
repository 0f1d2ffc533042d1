import { copyFileSync, readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { checkLab } from '../../../../main/services/lab/check.ts'
import { openOwnedLab } from '../../../../main/services/lab/owned-lab.ts'
import { killAtRandomInstants } from '../../../support/kill.ts'
import { anna, deriveReady, labFolder, noRejects, oneFile } from '../../../support/lab.ts'

const labs = labFolder()
afterAll(() => labs.drop())
const script = 'test/main/services/lab/kill-subject.ts'

test.each([
  ['an import', 'import', 4000, 2],
  ['an action', 'action', 2000, 2],
])(
  'kill -9 in the middle of %s leaves all or nothing, and a lab that opens without help',
  async (_, what, rows, kills) => {
    const start = labs.create()
    const first = labs.open(start, { derive: deriveReady })
    first.apply(anna, (tx) => tx.insert('vm', { name: 'first' }))
    first.close()
    const file = (index: number) => labs.path(`${what}-${index}.offsite`)
    const caught = await killAtRandomInstants({
      script,
      kills,
      seed: 20160510,
      args: (index) => {
        copyFileSync(start, file(index))
        return [what, file(index), labs.workFolder]
      },
      verify: (index, afterMs) => {
        const store = openOwnedLab(file(index), labs.options({ derive: deriveReady }))
        try {
          expect(checkLab(store.db), `killed after ${afterMs} ms`).toEqual({ ok: true, problems: [] })
          const count = (table: string) => store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
          const seen = [count('vm'), count('virtual_disk'), count('job'), count('vm_readiness')]
          expect([
            [1, 0, 1, 1],
            // An import stands in the history before its transaction begins, and is found cut off.
            ...(what === 'import' ? [[1, 0, 2, 1]] : []),
            [rows + 1, rows, 2, rows + 1],
          ]).toContainEqual(seen)
          expect(store.db.prepare("SELECT count(*) FROM job WHERE status = 'running'").pluck().get()).toBe(0)
          if (count('vm') === 1 && count('job') === 2)
            expect(store.db.prepare('SELECT status, error_remedy FROM job WHERE id = 2').get()).toEqual({
              status: 'interrupted',
              error_remedy: 'Restart the job, or import the files again.',
            })
          store.apply(anna, (tx) => tx.insert('vm', { name: 'afterwards' }))
        } finally {
          store.close()
        }
        // One file again: no log, no lock.
        expect(readdirSync(labs.folder).filter((name) => name.startsWith(basename(file(index))))).toEqual([basename(file(index))])
      },
    })
    expect(caught).toBeGreaterThan(0)
  },
  120_000,
)

test('kill -9 while a large import is taken back leaves the import or what was before it, never a part', async () => {
  const machines = 1500
  const start = labs.create()
  const first = labs.open(start, { derive: deriveReady })
  const batch = first.beginBatch({ actor: 'anna', files: oneFile })
  for (let line = 2; line < machines + 2; line++) {
    const vm = batch.insert('vm', { name: `vm${line}` }, { file: 0, line })
    batch.insert('virtual_disk', { vm_id: vm, ordinal: 0, name: 'os' }, { file: 0, line })
  }
  batch.commit(noRejects)
  first.close()
  const file = (index: number) => labs.path(`back-${index}.offsite`)
  const caught = await killAtRandomInstants({
    script,
    kills: 2,
    seed: 20160510,
    args: (index) => {
      copyFileSync(start, file(index))
      return ['taking back', file(index), labs.workFolder]
    },
    verify: (index, afterMs) => {
      const store = openOwnedLab(file(index), labs.options({ derive: deriveReady }))
      try {
        expect(checkLab(store.db), `killed after ${afterMs} ms`).toEqual({ ok: true, problems: [] })
        const count = (table: string) => store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
        const back = store.db.prepare("SELECT status FROM job WHERE kind = 'invert'").pluck().all()
        expect([
          [machines, machines, machines, []],
          // Its job stands before its transaction, and is found cut off.
          [machines, machines, machines, ['interrupted']],
          [0, 0, 0, ['completed']],
        ]).toContainEqual([count('vm'), count('virtual_disk'), count('vm_readiness'), back])
        store.apply(anna, (tx) => tx.insert('vm', { name: 'afterwards' }))
      } finally {
        store.close()
      }
      expect(readdirSync(labs.folder).filter((name) => name.startsWith(basename(file(index))))).toEqual([basename(file(index))])
    },
  })
  expect(caught).toBeGreaterThan(0)
}, 120_000)
