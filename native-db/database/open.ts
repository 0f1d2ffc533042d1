import { resolve } from 'node:path'
import Database from 'better-sqlite3'
import { sqliteBinding } from './binding.ts'

export interface OpenOptions {
  readOnly?: boolean
  /** Only query, but with a handle that may tidy up the log when it is the last to close. */
  reader?: boolean
  /** Keep the file to this connection (network shares, where shared memory beside the file does not work). */
  exclusive?: boolean
  /** Looks at the database before anything in the file may change; throws to refuse it. */
  check?: (db: Database.Database) => void
  /** How long to wait for another connection's lock, in ms. */
  timeoutMs?: number
}

/**
 * Opens an existing database with the settings every lab connection has: WAL, `synchronous=FULL` (a committed action
 * survives a power cut), foreign keys on. Throws SqliteError; callers map it with `toAppError`.
 */
export const openDatabase = (file: string, options: OpenOptions = {}): Database.Database => {
  const db = connect(resolve(file), { readonly: options.readOnly ?? false, fileMustExist: true, timeout: options.timeoutMs ?? 5000 })
  try {
    if (options.exclusive) db.pragma('locking_mode = EXCLUSIVE')
    db.pragma('cell_size_check = ON')
    options.check?.(db)
    if (!options.readOnly && !options.reader) db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    db.pragma('trusted_schema = OFF')
    // An import may leave a log of some hundred MB; once checkpointed it shrinks to this.
    db.pragma('journal_size_limit = 16777216')
    db.pragma('temp_store = MEMORY')
    if (options.reader) db.pragma('query_only = ON')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** A connection with no settings applied yet; creates the file unless `fileMustExist`. */
export const connect = (file: string | Buffer, options: Database.Options = {}): Database.Database => {
  const nativeBinding = sqliteBinding()
  return new Database(file, nativeBinding === undefined ? options : { ...options, nativeBinding })
}

/** Copies what is in the write-ahead log into the file and closes; the last one to close leaves a single file. */
export const closeDatabase = (db: Database.Database): void => {
  if (!db.open) return
  if (!db.readonly && !db.inTransaction) emptyLog(db)
  db.close()
}

/** Copies the log into the file and empties it. On a full disk the log stays: it is as safe there, and the next opening reads it. */
export const emptyLog = (db: Database.Database): void => {
  // A reader in another process may hold the log for a moment; it is not worth waiting long for.
  const timeout = db.pragma('busy_timeout', { simple: true })
  db.pragma('busy_timeout = 250')
  try {
    db.pragma('wal_checkpoint(TRUNCATE)')
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
  } finally {
    db.pragma(`busy_timeout = ${timeout}`)
  }
}

/** Whether a commit that leaves a long log (1000 pages, SQLite's own measure) also copies it into the file, as it does by default. */
export const copyLogAtCommit = (db: Database.Database, on: boolean): void => void db.pragma(`wal_autocheckpoint = ${on ? 1000 : 0}`)

/** Copies into the file what no reader still needs of the log; never waits. What fails is done by a later commit. */
export const copyLog = (db: Database.Database): void => {
  try {
    db.pragma('wal_checkpoint(PASSIVE)')
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
  }
}
