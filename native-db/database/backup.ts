import { randomBytes } from 'node:crypto'
import { chmodSync, copyFileSync, existsSync, linkSync, renameSync, rmSync, unlinkSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { AppError } from '../../preload/contract/errors.ts'
import { t } from '../../preload/contract/words.ts'
import { connect, openDatabase } from './open.ts'

/** A name beside `file` that nobody uses yet, for a file that is being made. */
export const draftName = (file: string): string => join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}.new`)

/** Gives a finished draft its name; never over a file that is there (`file-exists`). */
export const publish = (draft: string, file: string): void => {
  try {
    linkSync(draft, file)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EEXIST' || existsSync(file)) throw fileExists(file)
    if (
      code !== 'EPERM' &&
      code !== 'ENOTSUP' &&
      code !== 'EOPNOTSUPP' &&
      code !== 'ENOSYS' &&
      code !== 'EMLINK' &&
      code !== 'UNKNOWN' &&
      code !== 'EISDIR'
    )
      throw error
    // A file system without hard links (exFAT, some shares).
    renameSync(draft, file)
    return
  }
  unlinkSync(draft)
}

export const fileExists = (file: string): AppError =>
  new AppError({
    code: 'file-exists',
    message: t('"{file}" is there already and was left as it is.', { file: basename(file) }),
    remedy: t('Choose another name.'),
  })

export const discard = (draft: string): void => {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(draft + end, { force: true })
}

/** "Harbour.offsite" at version 10 -> "Harbour (format 10).offsite", or the first free name after it. */
export const backupName = (file: string, version: number): string => {
  const end = extname(file)
  const start = file.slice(0, file.length - end.length)
  for (let number = 1; ; number++) {
    const name = `${start} (format ${version}${number === 1 ? '' : `, ${number}`})${end}`
    if (!existsSync(name)) return name
  }
}

/** Copies the whole database beside its file before it is upgraded; returns where. Nothing is left when it fails. */
export const backupBeforeUpgrade = (db: Database, file: string, version: number): string => {
  const draft = draftName(file)
  try {
    db.prepare('VACUUM INTO ?').run(draft)
    const target = backupName(file, version)
    publish(draft, target)
    return target
  } finally {
    discard(draft)
  }
}

/**
 * Copies a database, also one that another process is writing to, through SQLite's backup: the copy is one committed
 * state. It appears under its name only when it is whole; an existing file is never replaced.
 */
export const backupTo = async (db: Database, target: string): Promise<void> => {
  if (existsSync(target)) throw fileExists(target)
  const draft = draftName(target)
  try {
    await db.backup(draft, { progress: () => 2000 })
    // The copy says "WAL" in its header; opening and closing it once proves it and leaves a single file.
    recover(draft)
    publish(draft, target)
  } finally {
    discard(draft)
  }
}

/**
 * Copies a database from a place where nothing can be written. While a log lies beside it somebody may be writing, so
 * SQLite copies one committed state; if it cannot read there, file and log are copied and SQLite recovers the copy.
 */
export const copyFiles = (file: string, target: string): void => {
  if (existsSync(target)) throw fileExists(target)
  const draft = draftName(target)
  try {
    if (!existsSync(`${file}-wal`) || !vacuumInto(file, draft)) {
      for (const end of ['', '-wal']) {
        if (end !== '' && !existsSync(file + end)) continue
        copyFileSync(file + end, draft + end)
        chmodSync(draft + end, 0o600)
      }
      // Recovers what the log holds into the one file.
      recover(draft)
    }
    publish(draft, target)
  } finally {
    discard(draft)
  }
}

const vacuumInto = (file: string, target: string): boolean => {
  let db: Database | undefined
  try {
    db = openDatabase(file, { readOnly: true })
    db.prepare('VACUUM INTO ?').run(target)
    return true
  } catch (error) {
    if ((error as { code?: string }).code === 'SQLITE_FULL') throw error
    discard(target)
    return false
  } finally {
    db?.close()
  }
}

/** Brings what the log beside a private copy holds into its one file. */
const recover = (draft: string): void => {
  const copy = connect(draft, { fileMustExist: true })
  try {
    copy.pragma('synchronous = FULL')
    copy.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    copy.close()
  }
}
