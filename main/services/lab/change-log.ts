import { createHash, type Hash } from 'node:crypto'
import type { Database, Statement } from 'better-sqlite3'
import { t } from '../../../preload/contract/words.ts'
import { atOnce, type Turns } from './in-turns.ts'
import type { Row } from './lab-store.types.ts'
import { quoted } from './lab-tables.ts'

/**
 * The change log is a chain. The hash of an entry is SHA-256, in lower-case hex, over
 *   <hash of the entry before> LF <canonical JSON of [id, job_id, batch_id, actor, wall_ms, lab_ms, branch, op, table_name, row_id, before, after]>
 * in UTF-8; the first entry follows 64 zeros. `before` and `after` are the stored texts: JSON objects with sorted keys,
 * whole rows for insert and delete, only the changed columns for update.
 * An import is one entry: `after` = {"changes":N,"digest":HEX,"inserts":N}, the digest taken by `batchDigest`.
 */
export interface LogEntry {
  job_id: number
  batch_id: number | null
  actor: string
  wall_ms: number
  lab_ms: number
  branch: number
  op: 'insert' | 'update' | 'delete' | 'import'
  table_name: string
  row_id: number
  before: string | null
  after: string | null
}
export interface StoredEntry extends LogEntry {
  id: number
  previous_hash: string
  hash: string
}

/** Rows that are hashed in one go; of a table they are put into one text by SQLite first. */
const rowsAtOnce = 256

export const firstHash = '0'.repeat(64)

/** JSON with sorted keys, so that equal rows give equal texts. */
export const canonical = (row: Row): string => JSON.stringify(row, Object.keys(row).sort())

export const entryHash = (previous: string, id: number, e: LogEntry): string =>
  createHash('sha256')
    .update(`${previous}\n`)
    .update(
      JSON.stringify([id, e.job_id, e.batch_id, e.actor, e.wall_ms, e.lab_ms, e.branch, e.op, e.table_name, e.row_id, e.before, e.after]),
    )
    .digest('hex')

/** Appends entries; made anew for every transaction, so that a rollback leaves nothing behind in memory. */
export class ChangeLogWriter {
  #previous: string
  #id: number
  readonly #insert: Statement<unknown[], unknown>

  constructor(prepare: (sql: string) => Statement<unknown[], unknown>) {
    const last = prepare('SELECT id, hash FROM change_log ORDER BY id DESC LIMIT 1').get() as { id: number; hash: string } | undefined
    this.#previous = last?.hash ?? firstHash
    this.#id = last?.id ?? 0
    this.#insert = prepare('INSERT INTO change_log VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  }

  append(e: LogEntry): void {
    const id = this.#id + 1
    const hash = entryHash(this.#previous, id, e)
    this.#insert.run(
      id,
      e.job_id,
      e.batch_id,
      e.actor,
      e.wall_ms,
      e.lab_ms,
      e.branch,
      e.op,
      e.table_name,
      e.row_id,
      e.before,
      e.after,
      this.#previous,
      hash,
    )
    this.#id = id
    this.#previous = hash
  }
}

/** SHA-256 over an import's record: its own row, the ranges of new rows and every changed row, one JSON array a line. */
export const batchDigest = (db: Database, batchId: number): string => atOnce(batchDigestInTurns(db, batchId))

export function* batchDigestInTurns(db: Database, batchId: number): Turns<string> {
  const hash = createHash('sha256')
  feed(hash, db.prepare('SELECT id, job_id, actor, wall_ms, files, counts, rejected_rows, rejects FROM import_batch WHERE id = ?'), batchId)
  feed(
    hash,
    db.prepare('SELECT ordinal, table_name, first_row_id, last_row_id FROM import_insert WHERE batch_id = ? ORDER BY ordinal'),
    batchId,
  )
  // No query stays open where another has its turn.
  const changes = db.prepare(
    `SELECT ordinal, table_name, row_id, before, after FROM import_change WHERE batch_id = ? AND ordinal > ? ORDER BY ordinal LIMIT ${rowsAtOnce}`,
  )
  for (let last = -1; ; yield) {
    const rows = changes.raw().all(batchId, last) as [ordinal: number, ...unknown[]][]
    for (const row of rows) hash.update(`${JSON.stringify(row)}\n`)
    last = rows.at(-1)?.[0] ?? last
    if (rows.length < rowsAtOnce) break
  }
  return hash.digest('hex')
}

const feed = (hash: Hash, statement: Statement<unknown[], unknown>, ...values: unknown[]): void => {
  for (const row of statement.raw().iterate(...values)) hash.update(`${JSON.stringify(row)}\n`)
}

export interface LogProblem {
  row: number
  message: string
}

/** Walks the whole chain; returns the first `limit` faults, in order. */
export const verifyChangeLog = (db: Database, limit = 20): LogProblem[] => {
  const problems: LogProblem[] = []
  let previous = firstHash
  let expected = 1
  for (const entry of db.prepare('SELECT * FROM change_log ORDER BY id').iterate() as IterableIterator<StoredEntry>) {
    if (problems.length >= limit) return problems
    if (entry.id !== expected) problems.push({ row: entry.id, message: t('Entry {expected} of the change log is missing.', { expected }) })
    if (entry.previous_hash !== previous)
      problems.push({ row: entry.id, message: t('Entry {id} of the change log does not follow the one before it.', { id: entry.id }) })
    if (entry.hash !== entryHash(entry.previous_hash, entry.id, entry)) {
      problems.push({ row: entry.id, message: t('Entry {id} of the change log was altered after it was written.', { id: entry.id }) })
    }
    previous = entry.hash
    expected = entry.id + 1
  }
  for (const batch of importEntries(db)) {
    if (problems.length >= limit) return problems
    if (batch.log_id === null || batch.after === null)
      problems.push({ row: batch.id, message: t('Import {id} has no entry in the change log.', { id: batch.id }) })
    else if ((JSON.parse(batch.after) as { digest?: string }).digest !== batchDigest(db, batch.id)) {
      problems.push({ row: batch.log_id, message: t('The record of import {id} was altered after it was written.', { id: batch.id }) })
    }
  }
  return problems
}

const importEntries = (db: Database): { id: number; log_id: number | null; after: string | null }[] =>
  db
    .prepare(
      `SELECT b.id, l.id AS log_id, l.after FROM import_batch b
       LEFT JOIN change_log l ON l.batch_id = b.id AND l.op = 'import' ORDER BY b.id`,
    )
    .all() as { id: number; log_id: number | null; after: string | null }[]

/** Columns of each table at the time of a digest; a migration adds columns at the end. */
export type TableWidths = Readonly<Record<string, number>>

/** Entries of imports made before the widths were kept with them: the tables that have grown since, as they were. */
const firstWidths: TableWidths = { virtual_disk: 20 }

interface Column {
  name: string
  standard: string | null
}

const columnsOf = (db: Database, table: string): Column[] =>
  db.prepare('SELECT name, dflt_value AS standard FROM pragma_table_info(?)').all(table) as Column[]

export const tableWidths = (db: Database, tables: Iterable<string>): TableWidths =>
  Object.fromEntries([...new Set(tables)].sort().map((table) => [table, columnsOf(db, table).length]))

/**
 * Content of the rows that an import brought, as a digest: tells later whether they are still what it wrote. SHA-256 over
 * one JSON array a row, in the order of `ranges`. SQLite writes the arrays: a row need not become objects here.
 * A column that joined its table after `widths` counts only in a row where it holds more than its default.
 */
export const rowsDigest = (db: Database, ranges: readonly RowRange[], widths?: TableWidths): string =>
  atOnce(rowsDigestInTurns(db, ranges, widths))

interface RowRange {
  table: string
  first: number
  last: number
}

export function* rowsDigestInTurns(db: Database, ranges: readonly RowRange[], widths: TableWidths = firstWidths): Turns<string> {
  const hash = createHash('sha256')
  for (const { table, first, last } of ranges) {
    const columns = columnsOf(db, table)
    const width = widths[table] ?? columns.length
    const row = columns.slice(0, width).map(({ name }) => quoted(name))
    const later = columns
      .slice(width)
      .map(({ name, standard }) => `iif(${quoted(name)} IS ${standard ?? 'NULL'}, '', char(1) || quote(${quoted(name)}))`)
    const line = [`json_array(${row.join(', ')})`, ...later, 'char(10)'].join(' || ')
    const lines = db
      .prepare(`SELECT group_concat(${line}, '') FROM (SELECT * FROM ${quoted(table)} WHERE id BETWEEN ? AND ? ORDER BY id)`)
      .pluck()
    for (let from = first; from <= last; from += rowsAtOnce) {
      hash.update((lines.get(from, Math.min(last, from + rowsAtOnce - 1)) as string | null) ?? '')
      yield
    }
  }
  return hash.digest('hex')
}
