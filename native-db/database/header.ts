import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import { AppError } from '../../preload/contract/errors.ts'
import { t } from '../../preload/contract/words.ts'
import { damaged, toAppError } from './errors.ts'
import { labApplicationId, newerLab, newestVersion } from './migrate.ts'
import { lastCommittedFirstPage } from './wal.ts'

/** What the first 100 bytes of a database say (SQLite file format, section 1.3). */
export interface DatabaseHeader {
  /** Bytes. */
  pageSize: number
  pageCount: number
  /** False when an old writer left the count stale. */
  pageCountValid: boolean
  userVersion: number
  applicationId: number
}

const magic = Buffer.from('SQLite format 3\0', 'latin1')

/** Null when the bytes are no database header at all. */
export const parseHeader = (bytes: Buffer): DatabaseHeader | null => {
  if (bytes.length < 100 || !bytes.subarray(0, 16).equals(magic)) return null
  const size = bytes.readUInt16BE(16)
  return {
    pageSize: size === 1 ? 65_536 : size,
    pageCount: bytes.readUInt32BE(28),
    pageCountValid: bytes.readUInt32BE(24) === bytes.readUInt32BE(92),
    userVersion: bytes.readUInt32BE(60) | 0,
    applicationId: bytes.readUInt32BE(68),
  }
}

export const possiblePageSize = (bytes: number): boolean => bytes >= 512 && bytes <= 65_536 && (bytes & (bytes - 1)) === 0

/**
 * Looks at a file before SQLite may touch it, so that what is refused stays byte-identical and gets no file beside it.
 * A log left by a crash is read too: it may hold a newer header than the file.
 * Never call it for a file that this process has open: on POSIX closing any handle drops SQLite's locks on it.
 * Throws AppError `lab-missing`, `lab-not-sqlite`, `lab-foreign`, `lab-newer`, `lab-damaged`, `folder-denied`.
 */
export const inspectLab = (file: string, supported: number = newestVersion()): DatabaseHeader & { hasLog: boolean } => {
  const name = basename(file)
  const { bytes, size } = readStart(file)
  const start = Buffer.compare(bytes.subarray(0, magic.length), magic)
  if (start !== 0) {
    const why = size === 0 ? t('The file is empty.') : t('It does not hold a database.')
    throw new AppError({
      code: 'lab-not-sqlite',
      message: t('"{name}" is not a lab. {why}', { name, why }),
      remedy: t('Choose a file ending in .offsite.'),
    })
  }
  const own = parseHeader(bytes)
  if (own === null) throw new AppError(damaged(`"${name}"`, t('It ends inside its first page.')))
  if (!possiblePageSize(own.pageSize))
    throw new AppError(damaged(`"${name}"`, t('Its page size of {pageSize} bytes is not possible.', { pageSize: own.pageSize })))
  const logged = lastCommittedFirstPage(`${file}-wal`)
  const header = (logged && parseHeader(logged)) ?? own
  if (header.applicationId !== labApplicationId || header.userVersion < 1) {
    throw new AppError({
      code: 'lab-foreign',
      message: t('"{name}" is a database of another program, not a lab.', { name }),
      remedy: t('Choose a file ending in .offsite. The file was not changed.'),
    })
  }
  if (header.userVersion > supported) throw newerLab(name, header.userVersion, supported)
  if (!logged && size % own.pageSize !== 0) throw new AppError(damaged(`"${name}"`, t('It ends in the middle of a page.')))
  if (!logged && own.pageCountValid && size < own.pageCount * own.pageSize) {
    throw new AppError(
      damaged(
        `"${name}"`,
        t('Its end is missing: {size} of {pageCount} bytes are there.', { size, pageCount: own.pageCount * own.pageSize }),
      ),
    )
  }
  return { ...header, hasLog: logged !== null }
}

const readStart = (file: string): { bytes: Buffer; size: number } => {
  const bytes = Buffer.alloc(100)
  try {
    const handle = openSync(file, 'r')
    try {
      const stat = fstatSync(handle)
      if (!stat.isFile())
        throw new AppError({
          code: 'lab-not-sqlite',
          message: t('"{file}" is not a lab. It is not a file.', { file: basename(file) }),
          remedy: t('Choose a file ending in .offsite.'),
        })
      return { bytes: bytes.subarray(0, readSync(handle, bytes, 0, 100, 0)), size: stat.size }
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    throw toAppError(error, { file: basename(file) })
  }
}
