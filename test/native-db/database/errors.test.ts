import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { toAppError } from '../../../native-db/database/errors.ts'
import { AppError } from '../../../preload/contract/errors.ts'

const sqlite = (code: string, message = 'text') => new Database.SqliteError(message, code)
const system = (code: string) => Object.assign(new Error(code), { code })

test.each([
  [sqlite('SQLITE_FULL'), 'disk-full'],
  [sqlite('SQLITE_IOERR_WRITE'), 'disk-full'],
  [sqlite('SQLITE_IOERR_FSYNC'), 'disk-full'],
  [sqlite('SQLITE_IOERR_SHMSIZE'), 'disk-full'],
  [sqlite('SQLITE_IOERR_READ'), 'lab-damaged'],
  [sqlite('SQLITE_IOERR_SHORT_READ'), 'lab-damaged'],
  [sqlite('SQLITE_CORRUPT'), 'lab-damaged'],
  [sqlite('SQLITE_CORRUPT_INDEX'), 'lab-damaged'],
  [sqlite('SQLITE_NOTADB'), 'lab-not-sqlite'],
  [sqlite('SQLITE_BUSY'), 'lab-locked'],
  [sqlite('SQLITE_BUSY_SNAPSHOT'), 'lab-locked'],
  [sqlite('SQLITE_LOCKED'), 'lab-locked'],
  [sqlite('SQLITE_READONLY'), 'lab-read-only'],
  [sqlite('SQLITE_READONLY_DIRECTORY'), 'lab-read-only'],
  [sqlite('SQLITE_CANTOPEN'), 'folder-denied'],
  [sqlite('SQLITE_CONSTRAINT_UNIQUE', 'UNIQUE constraint failed: host.name'), 'name-taken'],
  [sqlite('SQLITE_CONSTRAINT_UNIQUE', 'UNIQUE constraint failed: resource_group.subscription_id, resource_group.name'), 'name-taken'],
  [system('ENOSPC'), 'disk-full'],
  [system('EDQUOT'), 'disk-full'],
  [system('EACCES'), 'folder-denied'],
  [system('EROFS'), 'folder-denied'],
  [system('ENOENT'), 'lab-missing'],
])('%s becomes %s, with what to do', (error, code) => {
  const mapped = toAppError(error, { file: 'x.offsite' })
  expect(mapped).toBeInstanceOf(AppError)
  expect(mapped).toMatchObject({ code, cause: error })
  expect((mapped as AppError).remedy).toBeTruthy()
})

test('faults of the console itself stay as they are', () => {
  for (const error of [
    new TypeError('x'),
    sqlite('SQLITE_ERROR'),
    sqlite('SQLITE_CONSTRAINT_FOREIGNKEY'),
    sqlite('SQLITE_CONSTRAINT_UNIQUE', 'UNIQUE constraint failed: vm.vmm_id'),
    'text',
    undefined,
    new AppError({ code: 'cancelled', message: 'x' }),
  ]) {
    expect(toAppError(error)).toBe(error)
  }
})
