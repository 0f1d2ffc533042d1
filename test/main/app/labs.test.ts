import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Dialogs } from '../../../main/app/dialogs.ts'
import { Labs } from '../../../main/app/labs.ts'
import { PickedFiles } from '../../../main/app/picked-files.ts'
import { RecentLabs } from '../../../main/app/recent-labs.ts'
import { acquireLabLock } from '../../../native-db/database/lock.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import type { LabInfo } from '../../../preload/contract/lab.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offsite-labs-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const infoOf = (file: string, name = basename(file, '.offsite')) => ({ labId: file, name, fileName: basename(file) }) as LabInfo

/** An engine that keeps lab files as plain text, with real locks around it. */
const start = () => {
  const calls: [string, unknown][] = []
  const answers: { newLab: string | null; openLab: string | null; copyOfLab: string | null } = {
    newLab: null,
    openLab: null,
    copyOfLab: null,
  }
  const changed: (string | null)[] = []
  let kept: string | null = null
  const engine = {
    call: (async (name: string, argument: { file: string; to: string; from: string; name: string }) => {
      calls.push([name, argument])
      if (name === 'open') {
        const text = readFileSync(argument.file, 'utf8')
        if (text === 'foreign') throw new AppError({ code: 'lab-foreign', message: 'Not a lab.' })
        return infoOf(argument.file)
      }
      if (name === 'create') writeFileSync(argument.file, 'lab', { flag: 'wx' })
      if (name === 'saveCopy' || name === 'copyFile') writeFileSync(argument.to, 'lab', { flag: 'wx' })
      return name === 'create' ? infoOf(argument.file, argument.name) : null
    }) as never,
    keepOpen: (file: string | null) => {
      kept = file
    },
  }
  const dialogs = {
    newLab: async () => answers.newLab,
    openLab: async () => answers.openLab,
    copyOfLab: async () => answers.copyOfLab,
  } as unknown as Dialogs
  const picked = new PickedFiles(async () => {})
  const labs = new Labs({
    engine,
    dialogs,
    picked,
    recent: new RecentLabs(join(folder, 'recent.json')),
    labsFolder: () => folder,
    lock: (file) => acquireLabLock(file),
    onChanged: (lab) => changed.push(lab?.name ?? null),
  })
  return { labs, call: labs.handlers(), calls, answers, changed, picked, kept: () => kept }
}

const code = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: AppError) => error.code,
  )
const newLab = { name: 'One', rulePack: '2016-05' as const, seed: 1 }
const locks = () => readdirSync(folder).filter((name) => name.endsWith('-lock'))

describe('labs', () => {
  test('a new lab is made where the user says, locked, remembered and told', async () => {
    const { call, answers, changed, kept } = start()
    answers.newLab = join(folder, 'mine')
    expect(await call.create(newLab)).toMatchObject({ name: 'One', fileName: 'mine.offsite' })
    expect(locks()).toEqual(['mine.offsite-lock'])
    expect(kept()).toBe(join(folder, 'mine.offsite'))
    expect(await call.recent(undefined)).toMatchObject([{ name: 'One', folder, missing: false }])
    expect(changed).toEqual(['One'])
  })

  test('a cancelled dialog changes nothing', async () => {
    const { call, calls } = start()
    expect([await call.create(newLab), await call.open({ ask: true })]).toEqual([null, null])
    expect(calls).toEqual([])
  })

  test('the sample lab never takes the place of another', async () => {
    const { call } = start()
    writeFileSync(join(folder, 'Harbour Clinic.offsite'), 'mine')
    expect(await call.openSample(undefined)).toMatchObject({ fileName: 'Harbour Clinic 2.offsite' })
    expect(readFileSync(join(folder, 'Harbour Clinic.offsite'), 'utf8')).toBe('mine')
  })

  test('a lab that cannot be opened leaves the present one open', async () => {
    const { labs, call, kept } = start()
    await call.openSample(undefined)
    writeFileSync(join(folder, 'x.offsite'), 'foreign')
    expect(await code(labs.openPath(join(folder, 'x.offsite')))).toBe('lab-foreign')
    expect(await code(labs.openPath(join(folder, 'y.offsite')))).toBe('lab-missing')
    expect(labs.current?.name).toBe('Harbour Clinic')
    expect(kept()).toContain('Harbour Clinic')
    expect(locks()).toEqual(['Harbour Clinic.offsite-lock'])
  })

  test('the lab before is let go when the next one is open', async () => {
    const { labs, call } = start()
    await call.openSample(undefined)
    writeFileSync(join(folder, 'x.offsite'), 'lab')
    await labs.openPath(join(folder, 'x.offsite'))
    expect(locks()).toEqual(['x.offsite-lock'])
    await call.close(undefined)
    expect(locks()).toEqual([])
    expect(await call.current(undefined)).toBeNull()
  })

  test('opening the open lab again is nothing', async () => {
    const { labs, call, calls } = start()
    await call.openSample(undefined)
    await labs.openPath(join(folder, 'Harbour Clinic.offsite'))
    expect(calls.map(([name]) => name)).toEqual(['create'])
  })

  test('two changes at once take turns', async () => {
    const { labs, call } = start()
    writeFileSync(join(folder, 'x.offsite'), 'lab')
    await Promise.all([call.openSample(undefined), labs.openPath(join(folder, 'x.offsite'))])
    expect(labs.current?.fileName).toBe('x.offsite')
    expect(locks()).toEqual(['x.offsite-lock'])
  })

  test('a lab of somebody else is refused, and a copy of it opens', async () => {
    const owner = start()
    await owner.call.openSample(undefined)
    const other = start()
    const path = join(folder, 'Harbour Clinic.offsite')
    expect(await code(other.labs.openPath(path))).toBe('lab-locked')
    expect(await other.call.openCopy({ last: true })).toMatchObject({ fileName: 'Harbour Clinic - copy.offsite' })
    expect(owner.labs.current?.fileName).toBe('Harbour Clinic.offsite')
  })

  test('a replaced file is one that nobody has open', async () => {
    const owner = start()
    await owner.call.openSample(undefined)
    const other = start()
    other.answers.newLab = join(folder, 'Harbour Clinic.offsite')
    expect(await code(other.call.create(newLab) as Promise<unknown>)).toBe('lab-locked')
    writeFileSync(join(folder, 'free.offsite'), 'old')
    other.answers.newLab = join(folder, 'free.offsite')
    expect(await other.call.create(newLab)).toMatchObject({ fileName: 'free.offsite' })
    expect(readFileSync(join(folder, 'free.offsite'), 'utf8')).toBe('lab')
  })

  test('a lab is not copied onto itself, and not without a lab', async () => {
    const { call, answers } = start()
    expect(await code(call.saveCopy(undefined) as Promise<unknown>)).toBe('no-lab')
    await call.openSample(undefined)
    answers.copyOfLab = join(folder, 'Harbour Clinic.offsite')
    expect(await code(call.saveCopy(undefined) as Promise<unknown>)).toBe('file-exists')
    answers.copyOfLab = join(folder, 'backup')
    expect(await call.saveCopy(undefined)).toEqual({ name: 'backup.offsite' })
  })

  test('a dropped lab opens by its token, and a missing recent one says so', async () => {
    const { call, picked } = start()
    writeFileSync(join(folder, 'x.offsite'), 'lab')
    const { token } = await picked.addExisting(join(folder, 'x.offsite'))
    expect(await call.open({ token })).toMatchObject({ name: 'x' })
    const [recent] = await call.recent(undefined)
    await call.close(undefined)
    rmSync(join(folder, 'x.offsite'))
    expect(await call.recent(undefined)).toMatchObject([{ missing: true }])
    expect(await code(call.open({ recent: recent?.id ?? '' }) as Promise<unknown>)).toBe('lab-missing')
    expect(await code(call.open({ recent: 'unknown' }) as Promise<unknown>)).toBe('lab-missing')
    expect(await code(picked.addExisting(folder))).toBe('file-kind')
    expect(await code(picked.addExisting(join(folder, 'gone.csv')))).toBe('file-missing')
  })
})
