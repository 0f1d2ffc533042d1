import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { labApplicationId, migrate, newestVersion, userVersion } from '../../../native-db/database/migrate.ts'
import { connect } from '../../../native-db/database/open.ts'
import { type Migration, migrations } from '../../../native-db/migrations/registry.ts'
import { anna, labFolder } from '../../support/lab.ts'

const labs = labFolder()
afterAll(() => labs.drop())
const memory = () => connect(':memory:')

const next = newestVersion() + 10
const addColumn: Migration = { version: next, up: (db) => void db.exec('ALTER TABLE cloud ADD COLUMN colour TEXT') }
const fails: Migration = {
  version: next + 10,
  up: (db) => {
    db.exec('CREATE TABLE half_done (id INTEGER PRIMARY KEY) STRICT')
    throw new Error('step failed')
  },
}
const orphans: Migration = {
  version: next,
  up: (db) => {
    db.exec("INSERT INTO virtual_disk (vm_id, ordinal, name) VALUES (999, 0, 'x')")
  },
}

test('versions rise and every step is listed once', () => {
  const versions = migrations.map((step) => step.version)
  expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b))
  expect(versions[0]).toBe(10)
})

test('a new file gets every step and says what it is', () => {
  const db = memory()
  expect(migrate(db, { file: 'x' })).toEqual(migrations.map((step) => step.version))
  expect(userVersion(db)).toBe(newestVersion())
  expect(db.pragma('application_id', { simple: true })).toBe(labApplicationId)
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
  expect(migrate(db, { file: 'x' })).toEqual([])
})

test('the first failure stops: the good steps stay, the failed one leaves nothing', () => {
  const db = memory()
  migrate(db, { file: 'x' })
  expect(() => migrate(db, { file: 'x', steps: [...migrations, addColumn, fails] })).toThrow('step failed')
  expect(userVersion(db)).toBe(next)
  expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half_done'").pluck().get()).toBe(0)
  expect(db.prepare("SELECT count(*) FROM pragma_table_info('cloud') WHERE name = 'colour'").pluck().get()).toBe(1)
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
})

test('a step that leaves broken references is taken back', () => {
  const db = memory()
  migrate(db, { file: 'x' })
  expect(() => migrate(db, { file: 'x', steps: [...migrations, orphans] })).toThrow(/1 broken references, first in virtual_disk/)
  expect(userVersion(db)).toBe(newestVersion())
  expect(db.prepare('SELECT count(*) FROM virtual_disk').pluck().get()).toBe(0)
})

test('a file from the future is refused', () => {
  const db = memory()
  db.pragma('user_version = 5000')
  expect(() => migrate(db, { file: 'x.offsite' })).toThrow(
    expect.objectContaining({ code: 'lab-newer', at: { version: 5000, supported: newestVersion() } }),
  )
})

test('opening an older lab copies it first, then upgrades it; the copy is the old lab', () => {
  const file = labs.create(labs.path('Harbour.offsite'))
  const store = labs.open(file)
  store.apply(anna, (tx) => tx.insert('cloud', { name: 'Gold' }))
  store.close()
  const before = readFileSync(file)
  const upgraded = labs.open(file, { steps: [...migrations, addColumn] })
  expect(upgraded.db.prepare('SELECT name, colour FROM cloud').all()).toEqual([{ name: 'Gold', colour: null }])
  upgraded.close()
  const copy = join(labs.folder, `Harbour (format ${newestVersion()}).offsite`)
  expect(existsSync(copy)).toBe(true)
  const old = labs.open(copy)
  expect(userVersion(old.db)).toBe(newestVersion())
  expect(old.db.prepare('SELECT name FROM cloud').pluck().all()).toEqual(['Gold'])
  old.close()
  expect(before.length).toBeGreaterThan(0)

  // What it is now, this console cannot read any more.
  expect(() => labs.open(file)).toThrow(expect.objectContaining({ code: 'lab-newer' }))
})

test('an upgrade that fails leaves the lab as it was and can be tried again', () => {
  const file = labs.create(labs.path('Twice.offsite'))
  for (let round = 0; round < 2; round++) {
    expect(() => labs.open(file, { steps: [...migrations, { ...fails, version: next }] })).toThrow('step failed')
  }
  expect(
    readdirSync(labs.folder)
      .filter((name) => name.startsWith('Twice'))
      .sort(),
  ).toEqual([`Twice (format ${newestVersion()}).offsite`, `Twice (format ${newestVersion()}, 2).offsite`, basename(file)].sort())
  expect(userVersion(labs.open(file).db)).toBe(newestVersion())
})
