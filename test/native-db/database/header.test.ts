import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { copyLab, openLab, openLabForReading } from '../../../main/services/lab/lab-files.ts'
import { inspectLab } from '../../../native-db/database/header.ts'
import { newestVersion } from '../../../native-db/database/migrate.ts'
import { connect } from '../../../native-db/database/open.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import { anna, labFolder } from '../../support/lab.ts'

const labs = labFolder()
afterAll(() => labs.drop())

const whole = labs.create()
const bytes = readFileSync(whole)
const patched = (patch: (copy: Buffer) => Buffer | undefined): Buffer => {
  const copy = Buffer.from(bytes)
  return patch(copy) ?? copy
}
const sqlite = (sql: string): Buffer => {
  const db = connect(':memory:')
  db.exec(sql)
  const image = db.serialize()
  db.close()
  return image
}

const refused: [string, string, Buffer, RegExp][] = [
  ['an empty file', 'lab-not-sqlite', Buffer.alloc(0), /is empty/],
  ['text', 'lab-not-sqlite', Buffer.from('Name,Memory\r\nvm1,4096\r\n'.repeat(500)), /does not hold a database/],
  ['one byte', 'lab-not-sqlite', Buffer.from('S'), /does not hold a database/],
  ['a ZIP', 'lab-not-sqlite', Buffer.from('PK\u0003\u0004'.repeat(3000), 'latin1'), /does not hold a database/],
  [
    'a database of another program',
    'lab-foreign',
    sqlite('CREATE TABLE t (a); PRAGMA application_id = 252006673; PRAGMA user_version = 10'),
    /another program/,
  ],
  ['a database without an application id', 'lab-foreign', sqlite('CREATE TABLE t (a)'), /another program/],
  ['a lab from the future', 'lab-newer', patched((copy) => void copy.writeUInt32BE(9990, 60)), /format 9990; this one reads up to \d+/],
  ['page size 0', 'lab-damaged', patched((copy) => void copy.writeUInt16BE(0, 16)), /page size of 0/],
  ['page size 1000', 'lab-damaged', patched((copy) => void copy.writeUInt16BE(1000, 16)), /page size of 1000/],
  ['page size 256', 'lab-damaged', patched((copy) => void copy.writeUInt16BE(256, 16)), /page size of 256/],
  ['a header cut off', 'lab-damaged', bytes.subarray(0, 60), /first page/],
  ['a file cut in a page', 'lab-damaged', bytes.subarray(0, 4096 * 3 + 100), /middle of a page/],
  ['a file without its end', 'lab-damaged', bytes.subarray(0, 4096 * 3), /end is missing/],
]

const codeOf = async (work: () => unknown): Promise<AppError> => {
  try {
    await work()
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
    return error as AppError
  }
  throw new Error('was not refused')
}

describe.each(refused)('%s', (name, code, content, message) => {
  const ways: [string, (file: string) => unknown][] = [
    ['inspectLab', (file) => inspectLab(file)],
    ['openLab', (file) => openLab(file, labs.options())],
    ['openLabForReading', (file) => openLabForReading(file, labs.options())],
    ['copyLab', (file) => copyLab(file, `${file}.copy`)],
  ]
  test.each(ways)(`is refused as ${code} by %s and stays as it is`, async (way, open) => {
    const folder = join(labs.folder, `${name} ${way}`.replaceAll(' ', '-'))
    mkdirSync(folder)
    const file = join(folder, 'x.offsite')
    writeFileSync(file, content)
    const error = await codeOf(() => open(file))
    expect(error.code).toBe(code)
    expect(error.message).toMatch(message)
    expect(error.remedy).toBeTruthy()
    expect(readFileSync(file).equals(content)).toBe(true)
    expect(readdirSync(folder)).toEqual(['x.offsite'])
  })
})

test('a missing file and a folder are refused', async () => {
  expect((await codeOf(() => openLab(labs.path('nowhere.offsite'), labs.options()))).code).toBe('lab-missing')
  expect((await codeOf(() => openLab(labs.folder, labs.options()))).code).toBe('lab-not-sqlite')
})

test('damaged pages are found on opening, before anything is written', async () => {
  const folder = join(labs.folder, 'damaged')
  mkdirSync(folder)
  const file = join(folder, 'x.offsite')
  const content = Buffer.from(bytes)
  content.fill(0xa5, 4096 * 4, 4096 * 6)
  writeFileSync(file, content)
  const error = await codeOf(() => openLab(file, labs.options()))
  expect(error.code).toBe('lab-damaged')
  expect(readFileSync(file).equals(content)).toBe(true)
  expect(readdirSync(folder)).toEqual(['x.offsite'])
})

test('a log left by a crash that brings a newer version is read before SQLite recovers it', async () => {
  const live = labs.create()
  const db = connect(live, { fileMustExist: true })
  db.pragma('journal_mode = WAL')
  db.pragma('wal_autocheckpoint = 0')
  db.exec('CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT')
  db.pragma('user_version = 4711')
  const folder = join(labs.folder, 'hot')
  mkdirSync(folder)
  const file = join(folder, 'x.offsite')
  copyFileSync(live, file)
  copyFileSync(`${live}-wal`, `${file}-wal`)
  db.close()
  const digest = () =>
    ['', '-wal'].map((end) =>
      createHash('sha256')
        .update(readFileSync(file + end))
        .digest('hex'),
    )
  const before = digest()
  for (const open of [() => openLab(file, labs.options()), () => openLabForReading(file, labs.options())]) {
    const error = await codeOf(open)
    expect(error.code).toBe('lab-newer')
    expect(error.at).toEqual({ version: 4711, supported: newestVersion() })
  }
  expect(digest()).toEqual(before)
  expect(readdirSync(folder).sort()).toEqual(['x.offsite', 'x.offsite-wal'])

  // Cut inside the commit that brought the version, the log holds only what came before it: the lab opens.
  truncateSync(`${file}-wal`, readFileSync(`${file}-wal`).length - 10)
  const store = openLab(file, labs.options())
  expect(store.db.pragma('user_version', { simple: true })).toBe(newestVersion())
  store.close()
  expect(readdirSync(dirname(file))).toEqual(['x.offsite'])
})

test('what a crash left in the log is recovered', () => {
  const live = labs.open()
  live.apply(anna, (tx) => tx.insert('cloud', { name: 'Gold' }))
  const file = labs.path('crashed.offsite')
  copyFileSync(live.file, file)
  copyFileSync(`${live.file}-wal`, `${file}-wal`)
  const again = labs.open(file)
  expect(again.db.prepare('SELECT name FROM cloud').pluck().all()).toEqual(['Gold'])
})
