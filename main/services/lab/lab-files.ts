import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { Database } from 'better-sqlite3'
import { backupBeforeUpgrade, backupTo, copyFiles, discard, draftName, fileExists, publish } from '../../../native-db/database/backup.ts'
import { damaged, toAppError } from '../../../native-db/database/errors.ts'
import { inspectLab } from '../../../native-db/database/header.ts'
import { migrate, newestVersion } from '../../../native-db/database/migrate.ts'
import { connect, openDatabase } from '../../../native-db/database/open.ts'
import { onNetworkShare, readOnlyPlace } from '../../../native-db/database/place.ts'
import { labZone } from '../../../native-db/database/zone-table.ts'
import { type Migration, migrations } from '../../../native-db/migrations/registry.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import type { KnownLabs } from './known-labs.ts'
import { createLabStore } from './lab-store.ts'
import type { Derive, LabStore, WallClock } from './lab-store.types.ts'

export interface NewLab {
  name: string
  seed: number
  rulePack: string
  /** IANA name, 'Europe/Copenhagen'. */
  timeZone: string
  /** Where the lab's clock starts. */
  clockMs: number
  wallMs: number
  /** A GUID; made at random unless given. */
  labId?: string
}

export interface OpenLabOptions {
  wall: WallClock
  derive?: Derive
  /** Where copies of labs in read-only places may lie while they are open; made when missing. */
  workFolder: string
  /** Keep the file to one connection, as a network share needs; found out from the place unless given. */
  exclusive?: boolean
  /** Files whose pages need no reading, because this console closed them and nobody wrote them since. */
  known?: KnownLabs
  /** Called once after the store has closed its connections (to release a lock). */
  onClosed?: () => void
  /** Schema steps; other than the console's own only in tests. */
  steps?: readonly Migration[]
}

/**
 * Makes a new lab file, which appears under its name only when it is whole. Throws AppError `file-exists`,
 * `folder-denied`, `disk-full`.
 */
export const createLabFile = (file: string, lab: NewLab): void => {
  const target = checkedName(file)
  if (existsSync(target)) throw fileExists(target)
  const draft = draftName(target)
  try {
    const db = connect(draft, {})
    try {
      db.pragma('synchronous = FULL')
      migrate(db, { file: basename(target) })
      db.prepare(
        `INSERT INTO lab (id, lab_id, name, seed, clock_ms, time_zone, branch, rule_pack, created_wall_ms, zone)
         VALUES (1, ?, ?, ?, ?, ?, 0, ?, ?, ?)`,
      ).run(lab.labId ?? randomUUID(), lab.name, lab.seed, lab.clockMs, lab.timeZone, lab.rulePack, lab.wallMs, frozenZone(lab))
      db.prepare('INSERT INTO branch (id, from_ms, from_lines, opened_wall_ms) VALUES (0, ?, 0, ?)').run(lab.clockMs, lab.wallMs)
    } finally {
      db.close()
    }
    publish(draft, target)
  } catch (error) {
    const mapped = toAppError(error, { file: basename(target) })
    throw existsSync(dirname(target)) ? mapped : folderMissing(target)
  } finally {
    discard(draft)
  }
}

/**
 * Opens a lab for writing: header first, then recovery by SQLite of what a crash left, check of all pages, upgrade (after a copy),
 * jobs that a crash interrupted. A lab in a read-only place is copied to `workFolder` and opened for reading from there.
 * Does not lock: the caller holds `acquireLabLock` of the same file. Throws AppError `lab-missing`, `lab-not-sqlite`,
 * `lab-foreign`, `lab-newer`, `lab-damaged`, `lab-locked` (by another program), `disk-full`, `folder-denied`.
 */
export const openLab = (file: string, options: OpenLabOptions): LabStore => {
  const real = realLabPath(file)
  try {
    if (!openHere.has(real)) inspectLab(real, newestVersion(options.steps ?? migrations))
    const why = readOnlyPlace(real)
    if (why !== null) return openWorkCopy(real, why, options)
    try {
      return openForWriting(real, options)
    } catch (error) {
      // Rights that access(2) does not tell (ACLs, read-only shares) show only when SQLite writes.
      if (/^SQLITE_(READONLY|CANTOPEN)/.test((error as { code?: string }).code ?? ''))
        return openWorkCopy(real, t('Its place does not allow writing.'), options)
      throw error
    }
  } catch (error) {
    throw toAppError(error, { file: basename(real) })
  }
}

/**
 * Opens a lab for reading, also while another process has it open for writing; nothing in it changes. A lab of an older
 * version, or one in a read-only place, is read from a copy in `workFolder`. Errors as `openLab`.
 */
export const openLabForReading = (file: string, options: { workFolder: string; steps?: readonly Migration[] }): LabStore => {
  const real = realLabPath(file)
  const reason = t('It was opened for reading only.')
  const full = { ...options, wall: Date.now }
  try {
    const newest = newestVersion(options.steps ?? migrations)
    const older = !openHere.has(real) && inspectLab(real, newest).userVersion < newest
    if (older || readOnlyPlace(real) !== null) return openWorkCopy(real, reason, full)
    // Not a read-only connection: the last one to close must be able to remove the log beside the file.
    const db = openDatabase(real, { reader: true, exclusive: onNetworkShare(real) })
    return createLabStore({
      file: real,
      wall: full.wall,
      derive: undefined,
      write: null,
      read: db,
      readOnlyReason: reason,
      closed: noteOpen(real),
    })
  } catch (error) {
    throw toAppError(error, { file: basename(real) })
  }
}

/** A zone that this computer doesn't know counts as UTC. */
const frozenZone = ({ timeZone, clockMs }: NewLab): string | null => {
  try {
    return JSON.stringify(labZone(timeZone, clockMs))
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Copies a lab, open elsewhere or not, to a new file. Throws AppError `file-exists`, `disk-full`, `folder-denied` and those of the header check. */
export const copyLab = async (from: string | LabStore, to: string): Promise<void> => {
  const target = checkedName(to)
  try {
    if (typeof from !== 'string') return await backupTo(from.db, target)
    const real = realLabPath(from)
    if (!openHere.has(real)) inspectLab(real)
    if (readOnlyPlace(real) !== null) return copyFiles(real, target)
    const db = openDatabase(real, { reader: true })
    try {
      await backupTo(db, target)
    } finally {
      db.close()
    }
  } catch (error) {
    throw toAppError(error, { file: basename(target) })
  }
}

/**
 * Labs that this process has open, by real path. Their header is not read again: on POSIX, closing any handle of a file
 * drops all locks that the process has on it, SQLite's too.
 */
const openHere = new Map<string, number>()
const noteOpen = (real: string): (() => void) => {
  openHere.set(real, (openHere.get(real) ?? 0) + 1)
  return () => {
    const left = (openHere.get(real) ?? 1) - 1
    if (left > 0) openHere.set(real, left)
    else openHere.delete(real)
  }
}

const openForWriting = (real: string, options: OpenLabOptions, source?: { file: string; reason: string; closed: () => void }): LabStore => {
  const name = basename(source?.file ?? real)
  const exclusive = options.exclusive ?? onNetworkShare(real)
  const known = source || exclusive || openHere.has(real) ? undefined : options.known
  const sound = known?.isUnchanged(real) ?? false
  const write = openDatabase(real, { exclusive, check: (db) => sound || checkPages(db, name) })
  const forget = noteOpen(real)
  try {
    migrate(write, {
      file: name,
      ...(options.steps === undefined ? {} : { steps: options.steps }),
      ...(source ? {} : { beforeUpgrade: (version: number) => void backupBeforeUpgrade(write, real, version) }),
    })
    const closed = (): void => {
      forget()
      if (!openHere.has(real)) known?.noteClosed(real)
      source?.closed()
      options.onClosed?.()
    }
    const parts = { file: source?.file ?? real, wall: options.wall, derive: options.derive, closed }
    if (source) {
      write.pragma('query_only = ON')
      return createLabStore({ ...parts, write: null, read: write, readOnlyReason: source.reason })
    }
    interruptJobs(write, options.wall())
    if (exclusive) return createLabStore({ ...parts, write, read: write, readOnlyReason: null, snapshot })
    const read = openDatabase(real, { readOnly: true })
    return createLabStore({ ...parts, write, read, readOnlyReason: null })
  } catch (error) {
    write.close()
    forget()
    throw error
  }
}

/** Opens a private copy for reading; it goes when the store is closed. */
const openWorkCopy = (real: string, reason: string, options: OpenLabOptions): LabStore => {
  mkdirSync(options.workFolder, { recursive: true })
  const folder = mkdtempSync(join(options.workFolder, 'lab-'))
  const closed = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    const copy = join(folder, 'copy.offsite')
    copyFiles(real, copy)
    return openForWriting(copy, options, { file: real, reason, closed })
  } catch (error) {
    closed()
    throw error
  }
}

/** Reads every page once: about 0.1 s for the largest lab (46 MB). Left out where nothing can have happened to the file. */
const checkPages = (db: Database, name: string): void => {
  const found = db.pragma('quick_check(1)', { simple: true }) as string
  if (found !== 'ok')
    throw new AppError(
      damaged(`"${name}"`, t('Its pages do not fit together ({replaceAll}).', { replaceAll: found.replaceAll('\n', ' ').slice(0, 200) })),
    )
}

/** Jobs of the process that a crash cut off, with their changes; jobs of the lab's clock go on where it stands. */
const interruptJobs = (db: Database, wallMs: number): void => {
  const sql = `UPDATE job SET status = 'interrupted', ended_wall_ms = ?, ended_lab_ms = started_lab_ms, error_code = 'engine-restarted',
    error_message = 'The console ended before this job did. Nothing of it was kept.',
    error_remedy = CASE kind WHEN 'import' THEN 'Restart the job, or import the files again.' WHEN 'invert' THEN 'Restart the job.' ELSE 'Do it again.' END
    WHERE status = 'running' AND clock = 'wall'`
  db.prepare(sql).run(wallMs)
}

/** A picture in memory of a database that has only one connection, for readers during an import. */
const snapshot = (db: Database): Database => {
  const image = db.serialize()
  // A database in memory cannot use a write-ahead log: both version bytes of the header say "rollback journal" instead.
  image[18] = 1
  image[19] = 1
  const copy = connect(image)
  copy.pragma('query_only = ON')
  return copy
}

/** The real path, so that links to one file agree on its lock and log. */
const realLabPath = (file: string): string => {
  try {
    return realpathSync.native(checkedName(file))
  } catch (error) {
    throw toAppError(error, { file: basename(file) })
  }
}

/** The driver trims names; a file whose name begins or ends with a blank would be another one. */
const checkedName = (file: string): string => {
  const full = resolve(file)
  if (full === full.trim() && !file.includes('\0')) return full
  throw new AppError({ code: 'file-kind', message: t('The name of a lab cannot end with a blank.'), remedy: t('Rename the file.') })
}

const folderMissing = (file: string): AppError =>
  new AppError({
    code: 'folder-denied',
    message: t('The folder "{file}" is not there.', { file: dirname(file) }),
    remedy: t('Choose a folder that exists.'),
  })
