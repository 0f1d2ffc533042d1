import { afterAll, expect, test } from 'vitest'
import { openLabForReading } from '../../../main/services/lab/lab-files.ts'
import type { LabStore } from '../../../main/services/lab/lab-store.types.ts'
import { createSessionService } from '../../../main/services/session-service.ts'
import { session } from '../../../preload/contract/session.ts'
import { deriveReady, labFolder } from '../../support/lab.ts'

const labs = labFolder()
afterAll(() => labs.drop())

const clockMs = 1_462_870_800_000

const serviceOf = (store: LabStore, fileName: string, actor?: string) =>
  createSessionService({ store, fileName, nowMs: () => clockMs, ...(actor === undefined ? {} : { actor }) })

test('tells what lab is open, in the shape of the contract', async () => {
  const store = labs.open(undefined, { derive: deriveReady })
  const service = serviceOf(store, 'Test.offsite', 'anna')
  const info = await service.lab(undefined)
  expect(session.members.lab.output.parse(info)).toEqual(info)
  expect(info).toMatchObject({
    name: 'Test lab',
    fileName: 'Test.offsite',
    readOnly: false,
    readOnlyReason: null,
    seed: 1,
    branch: 0,
    rulePack: '2016-05',
    timeZone: 'UTC',
    revision: 0,
  })
})

test('renames through the change log; the same name, or none, changes nothing', async () => {
  const store = labs.open()
  const service = serviceOf(store, 'x', 'anna')
  expect(await service.rename({ name: '  Harbour  ' })).toMatchObject({ name: 'Harbour', revision: 1 })
  expect(await service.rename({ name: 'Harbour' })).toMatchObject({ name: 'Harbour', revision: 1 })
  expect(await service.rename({ name: '   ' })).toMatchObject({ name: 'Harbour', revision: 1 })
  expect(store.db.prepare('SELECT table_name, before, after, actor FROM change_log').all()).toEqual([
    { table_name: 'lab', before: '{"name":"Test lab"}', after: '{"name":"Harbour"}', actor: 'anna' },
  ])
  expect(store.db.prepare('SELECT name, kind FROM job').get()).toEqual({ name: 'Rename lab to Harbour', kind: 'lab.rename' })
})

test('checks the lab, and reads but never writes where it may not', async () => {
  const file = labs.create()
  const store = openLabForReading(file, labs.options())
  const service = serviceOf(store, 'x')
  expect(await service.check(undefined)).toEqual({ ok: true, problems: [] })
  expect(await service.lab(undefined)).toMatchObject({ readOnly: true, readOnlyReason: expect.any(String) })
  expect(() => service.rename({ name: 'y' })).toThrow(expect.objectContaining({ code: 'lab-read-only' }))
  store.close()
})
