import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../preload/contract/errors.ts'
import type { ImportResult } from '../../../../preload/contract/imports.ts'
import type { LabInfo } from '../../../../preload/contract/lab.ts'
import { ImportRunStore } from '../../../../renderer/app/import-run-store.ts'
import { ImportDialogStore, labNameOf } from '../../../../renderer/features/imports/import-dialog-store.ts'
import { createFakeApi, fakeLab } from '../../support/fake-api.ts'

const file = { token: 'token-0001', name: 'harbour.csv', bytes: 100 }
const result = (part: Partial<ImportResult> = {}): ImportResult => ({
  created: 3,
  updated: 0,
  unchanged: 0,
  parts: {},
  conflictsKept: [],
  rejected: [],
  rejectedRows: 0,
  rejectsFile: null,
  warnings: [],
  files: [],
  batchId: 1,
  jobId: 1,
  ms: 5,
  ...part,
})

const make = (lab: LabInfo | null = fakeLab) => {
  const fake = createFakeApi({ lab })
  const made: string[] = []
  const run = new ImportRunStore(fake.api)
  const store = new ImportDialogStore([file], {
    api: fake.api,
    run,
    lab: () => lab,
    createLab: async (name) => {
      made.push(name)
      return fakeLab
    },
  })
  return { ...fake, store, run, made }
}

describe('ImportDialogStore', () => {
  it('looks first, then imports the same files', async () => {
    const { store, answer, callsTo } = make()
    answer('imports.preview', () => result({ batchId: null }))
    answer('imports.run', () => result())
    await store.look()
    expect(store.step).toBe('preview')
    await store.start()
    expect(store.step).toBe('result')
    expect(callsTo('imports.run')[0]?.input).toEqual({ files: ['token-0001'] })
  })

  it('makes a lab named after the file when none is open', async () => {
    const { store, answer, made } = make(null)
    answer('imports.preview', () => result())
    await store.look()
    expect(made).toEqual(['harbour'])
  })

  it('stays with the files when a file is refused, and says why', async () => {
    const { store, answer } = make()
    answer('imports.preview', () => {
      throw new AppError({ code: 'file-kind', message: 'It is a ZIP renamed .csv.' })
    })
    await store.look()
    expect(store.step).toBe('files')
    expect((store.error as AppError).code).toBe('file-kind')
  })

  it('shows no fault when the user stopped it', async () => {
    const { store, answer } = make()
    answer('imports.preview', () => {
      throw new AppError({ code: 'cancelled', message: 'Stopped.' })
    })
    await store.look()
    expect(store.error).toBeNull()
    expect(store.busy).toBe(false)
  })

  it('knows that nothing would change', async () => {
    const { store, answer } = make()
    answer('imports.preview', () => result({ created: 0, unchanged: 3, parts: { hosts: { created: 0, updated: 0, unchanged: 2 } } }))
    await store.look()
    expect(store.changesNothing).toBe(true)
  })

  it('saves the rejects of the preview, then of the batch', async () => {
    const { store, answer, callsTo } = make()
    answer('imports.preview', () => result({ batchId: null, rejectedRows: 2 }))
    answer('imports.run', () => result({ batchId: 9, rejectedRows: 2 }))
    answer('shell.pickSave', () => ({ token: 'target-001', name: 'x.csv', bytes: 0 }))
    answer('imports.saveRejects', () => ({ rows: 2 }))
    await store.look()
    expect(await store.saveRejects()).toBe(2)
    await store.start()
    await store.saveRejects()
    expect(callsTo('imports.saveRejects').map((call) => (call.input as { batchId: number | null }).batchId)).toEqual([null, 9])
  })

  it('writes the rejects once, however often they are asked for, and again after a failure', async () => {
    const { store, answer, callsTo } = make()
    answer('imports.preview', () => result({ batchId: null, rejectedRows: 2 }))
    answer('shell.pickSave', () => ({ token: 'target-001', name: 'x.csv', bytes: 0 }))
    answer('imports.saveRejects', () => {
      throw new AppError({ code: 'disk-full', message: 'The disk is full.' })
    })
    await store.look()
    const first = store.saveRejects()
    expect(store.saving).toBe(true)
    expect(await store.saveRejects()).toBeNull()
    await expect(first).rejects.toThrow('The disk is full.')
    expect(callsTo('shell.pickSave')).toHaveLength(1)
    answer('imports.saveRejects', () => ({ rows: 2 }))
    expect(await store.saveRejects()).toBe(2)
    expect(store.saving).toBe(false)
  })

  it('shows progress only while it runs', async () => {
    const { store, run, answer, emit } = make()
    const progress = { phase: 'reading', rows: 10, bytes: 50, bytesTotal: 200, rowsPerSecond: 5 }
    emit('imports.onProgressed', progress)
    expect(run.progress).toBeNull()
    answer('imports.preview', () => {
      emit('imports.onProgressed', progress)
      expect(run.percent).toBe(25)
      return result()
    })
    await store.look()
    expect(run.running).toBeNull()
  })
})

it.each([
  ['harbour-vms.csv', 'harbour-vms'],
  ['.csv', 'Lab 1'],
  [`${'x'.repeat(120)}.csv`, 'x'.repeat(80)],
])('%s names the lab %s', (name, lab) => expect(labNameOf(name)).toBe(lab))
