import { randomUUID } from 'node:crypto'
import { chmodSync, existsSync, realpathSync, rmSync, statSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import type { Database } from 'better-sqlite3'
import { AppError } from '../../preload/contract/errors.ts'
import { t } from '../../preload/contract/words.ts'
import { toAppError } from './errors.ts'
import { connect } from './open.ts'
import { readOnlyPlace } from './place.ts'

export interface LabOwner {
  user: string
  machine: string
  /** Process id. */
  process: number
  /** Wall time in ms since 1970 at which it took the lab. */
  sinceMs: number
}

export interface LabLock {
  /** The lab's real path. */
  readonly labFile: string
  readonly owner: LabOwner
  /** False in a place where nothing can be written: there the lab opens for reading from a copy, and needs no lock. */
  readonly held: boolean
  /** Gives the lab free and removes the lock file; harmless when done already. */
  release(): void
}

/** "OFLK": the lock is a small database of its own, so that whoever is refused can read who holds it. */
const lockApplicationId = 0x4f464c4b

/** Locks of this process. SQLite must never meet the same lock file twice here: POSIX locks belong to the process. */
const held = new Map<string, LabOwner>()

export const thisProcess = (wallMs: number): LabOwner => ({ user: userName(), machine: hostname(), process: process.pid, sinceMs: wallMs })

const userName = (): string => {
  try {
    return userInfo().username
  } catch {
    // A user id without an entry in the system's user list.
    return process.env.USER ?? `uid ${process.getuid?.() ?? '?'}`
  }
}

/** Path of the lock of a lab that may not exist yet; links to one file give one path. */
export const lockPath = (labFile: string): string => {
  const full = resolve(labFile)
  try {
    return `${existsSync(full) ? realpathSync.native(full) : join(realpathSync.native(dirname(full)), basename(full))}-lock`
  } catch (error) {
    throw toAppError(error, { file: basename(full) })
  }
}

/**
 * Makes this process the one owner of a lab until `release` or its end, however it ends: a write transaction is held
 * open on `<lab>-lock`, whose committed row says who, where and since when. What a killed process left is taken over.
 * Throws AppError `lab-locked` with `at` = {user, machine, process, since (ms)}, `disk-full`.
 */
export const acquireLabLock = (labFile: string, owner: LabOwner = thisProcess(Date.now())): LabLock => {
  const file = lockPath(labFile)
  const lab = file.slice(0, -'-lock'.length)
  const mine = held.get(file)
  if (mine) throw locked(lab, mine)
  if (existsSync(lab) && readOnlyPlace(lab) !== null) return { labFile: lab, owner, held: false, release: () => {} }
  try {
    for (let attempt = 0; attempt < 10; attempt++) {
      const db = take(file, lab, owner)
      if (db !== null) return hold(db, file, lab, owner)
    }
  } catch (error) {
    throw toAppError(error, { file: basename(lab) })
  }
  throw locked(lab, null)
}

/** Null when the file was removed, or another process slipped in, between two steps: try again. */
const take = (file: string, lab: string, owner: LabOwner): Database | null => {
  const db = connect(file, { timeout: 0 })
  try {
    if (!begin(db)) throw locked(lab, readOwner(db))
    const foreign = db.pragma('application_id', { simple: true })
    if (foreign !== 0 && foreign !== lockApplicationId) throw notALock(file, lab)
    const token = randomUUID()
    db.pragma(`application_id = ${lockApplicationId}`)
    db.exec(
      'CREATE TABLE IF NOT EXISTS owner (token TEXT NOT NULL, user TEXT NOT NULL, machine TEXT NOT NULL, process INTEGER NOT NULL, since_ms INTEGER NOT NULL) STRICT; DELETE FROM owner',
    )
    db.prepare('INSERT INTO owner VALUES (?, ?, ?, ?, ?)').run(token, owner.user, owner.machine, owner.process, owner.sinceMs)
    // Somebody may be reading the last owner's name.
    db.pragma('busy_timeout = 2000')
    db.exec('COMMIT')
    db.pragma('busy_timeout = 0')
    if (!begin(db)) throw locked(lab, readOwner(db))
    const stillMine = db.prepare('SELECT token FROM owner').pluck().get() === token
    if (stillMine && existsSync(file)) return db
    db.close()
    return null
  } catch (error) {
    db.close()
    if ((error as { code?: string }).code === 'SQLITE_NOTADB') throw notALock(file, lab)
    // Removed by its last owner between opening and locking.
    if ((error as { code?: string }).code === 'SQLITE_READONLY_DBMOVED') return null
    throw error
  }
}

const hold = (db: Database, file: string, lab: string, owner: LabOwner): LabLock => {
  shareMode(file, lab)
  const inode = statSync(file).ino
  held.set(file, owner)
  const release = (): void => {
    if (!db.open) return
    held.delete(file)
    // Removed while it is still held, so that nobody can lock a file that is about to go; Windows needs it closed first.
    if (process.platform !== 'win32') remove(file, inode)
    db.close()
    if (process.platform === 'win32') remove(file, inode)
  }
  return { labFile: lab, owner, held: true, release }
}

const remove = (file: string, inode: number): void => {
  try {
    if (statSync(file).ino === inode) rmSync(file, { force: true })
  } catch {
    // Gone, or taken by the next owner already: either way no longer ours to remove.
  }
}

/** Whoever may write the lab may take over its lock. */
const shareMode = (file: string, lab: string): void => {
  try {
    chmodSync(file, existsSync(lab) ? statSync(lab).mode & 0o666 : 0o600)
  } catch {
    // The lock file belongs to another user: its mode was set when it was made.
  }
}

const begin = (db: Database): boolean => {
  try {
    db.exec('BEGIN IMMEDIATE')
    return true
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) return false
    throw error
  }
}

const readOwner = (db: Database): LabOwner | null => {
  try {
    db.pragma('busy_timeout = 2000')
    const row = db.prepare('SELECT user, machine, process, since_ms AS sinceMs FROM owner').get()
    return (row as LabOwner | undefined) ?? null
  } catch {
    // The other process is just writing its name for the first time.
    return null
  }
}

const locked = (lab: string, owner: LabOwner | null): AppError => {
  const name = basename(lab)
  if (owner === null) {
    return new AppError({
      code: 'lab-locked',
      message: t('"{name}" is open in another console.', { name }),
      remedy: t('Close it there, or open a copy.'),
    })
  }
  const { user, machine, process: pid, sinceMs } = owner
  const since = `${new Date(sinceMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return new AppError({
    code: 'lab-locked',
    message: t('"{name}" is open: {user} has been working with it on {machine} since {since}.', { name, user, machine, since }),
    remedy: t('Close it there, or open a copy.'),
    at: { user, machine, process: pid, since: sinceMs },
  })
}

const notALock = (file: string, lab: string): AppError =>
  new AppError({
    code: 'lab-locked',
    message: t('"{lab}" cannot be locked. "{file}" beside it is not a lock of this console.', { lab: basename(lab), file: basename(file) }),
    remedy: t('If no console has the lab open, delete that file and open the lab again.'),
  })
