import { basename } from 'node:path'
import type { Database } from 'better-sqlite3'
import { toAppError } from '../../../native-db/database/errors.ts'
import { closeDatabase, copyLog, copyLogAtCommit, emptyLog } from '../../../native-db/database/open.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import { guarded } from './guarded-batch.ts'
import { inTurns, type Turns } from './in-turns.ts'
import { completeJob, endJob, failedWith, importAction, openJob } from './job-rows.ts'
import { LabBatch } from './lab-batch.ts'
import type {
  ActionInfo,
  BatchInfo,
  BatchTx,
  Committed,
  Derive,
  JobEnd,
  LabStore,
  Touched,
  TurnsWatch,
  Tx,
  WallClock,
} from './lab-store.types.ts'
import { TableWriter } from './lab-tables.ts'
import { LabTransaction, type Moment, type StepLog } from './lab-transaction.ts'

export interface StoreParts {
  file: string
  wall: WallClock
  derive: Derive | undefined
  /** Null when the lab is open for reading only. */
  write: Database | null
  /** The same connection as `write` where the file allows only one. */
  read: Database
  readOnlyReason: string | null
  /** A picture of the database for readers while an import holds the only connection. */
  snapshot?: (db: Database) => Database
  /** Removes work files and the like, after both connections are closed. */
  closed?: () => void
}

/** Whether commits wait until the disk has them. In WAL mode only the newest transactions are lost without it, never the file. */
const waitForDisk = (db: Database | null): ((on: boolean) => void) | null =>
  db === null || db.inTransaction ? null : (on) => void db.pragma(on ? 'synchronous = FULL' : 'synchronous = NORMAL')

/** What holds the lab: an import, a job that takes its turns, or an action that is over when its call returns. */
type Work = 'import' | 'turns' | 'action'

/** Puts the store over its open connections. */
export const createLabStore = (parts: StoreParts): LabStore => new OpenLab(parts)

class OpenLab implements LabStore {
  readonly file: string
  readonly readOnlyReason: string | null
  readonly #parts: StoreParts
  readonly #writer: TableWriter | null
  readonly #listeners = new Set<(change: Committed) => void>()
  #revision = 0
  #busy: Work | null = null
  #snapshot: Database | null = null

  constructor(parts: StoreParts) {
    this.#parts = parts
    this.file = parts.file
    this.readOnlyReason = parts.readOnlyReason
    this.#writer = parts.write === null ? null : new TableWriter(parts.write)
  }

  get readOnly(): boolean {
    return this.#writer === null
  }
  get db(): Database {
    return this.#snapshot ?? this.#parts.read
  }
  get revision(): number {
    return this.#revision
  }

  apply<T>(action: ActionInfo, body: (tx: Tx) => T): { value: T; jobId: number } {
    const writer = this.#begin('action')
    try {
      const moment = this.#moment(writer.db)
      const jobId = openJob(writer, action, moment)
      const tx = new LabTransaction(writer, jobId, action, moment, this.#parts.wall)
      const value = body(tx)
      if (value instanceof Promise) throw new Error('An action must not wait: its transaction holds the lab')
      this.#parts.derive?.(writer.db, tx.touched)
      completeJob(writer, jobId, tx.steps, this.#parts.wall())
      this.#commit(writer, tx.touched, jobId)
      return { value, jobId }
    } catch (error) {
      this.#rollback(writer, error)
      throw this.#mapped(error)
    }
  }

  async applyInTurns<T>(action: ActionInfo, body: (tx: Tx) => Turns<T>, watch: TurnsWatch): Promise<{ value: T; jobId: number }> {
    const jobId = this.#announceJob(action)
    let writer: TableWriter
    try {
      writer = this.#begin('turns')
    } catch (error) {
      this.#endJob(this.#writer as TableWriter, jobId, failedWith(error), null)
      throw error
    }
    const { db } = writer
    let steps: StepLog | null = null
    let done: { value: T; jobId: number }
    try {
      const tx = new LabTransaction(writer, jobId, action, this.#moment(db), this.#parts.wall)
      steps = tx.steps
      watch.began(jobId)
      const value = await inTurns(this.#changing(tx, body), async () => {
        await watch.breath()
        // The lab may have been closed meanwhile: what follows must not be written alone.
        if (!db.inTransaction)
          throw new AppError({ code: 'cancelled', message: t('The lab was closed meanwhile.'), remedy: t('Open it and do it again.') })
      })
      completeJob(writer, jobId, steps, this.#parts.wall())
      copyLogAtCommit(db, false)
      this.#commit(writer, tx.touched, jobId)
      done = { value, jobId }
    } catch (error) {
      const told = watch.explain?.(error) ?? this.#mapped(error)
      this.#rollback(writer)
      if (db.open) {
        copyLogAtCommit(db, true)
        // What was written so far fills the disk: the log gives its space back at once.
        emptyLog(db)
        this.#endJob(writer, jobId, failedWith(told), steps)
      }
      throw told
    }
    // Copying the log into the file takes as long again as the commit, so it has a turn of its own.
    await new Promise((next) => setImmediate(next))
    if (db.open) {
      copyLogAtCommit(db, true)
      if (!db.inTransaction) copyLog(db)
    }
    return done
  }

  *#changing<T>(tx: LabTransaction, body: (tx: Tx) => Turns<T>): Turns<T> {
    const value = yield* body(tx)
    const { derive } = this.#parts
    if (derive?.inTurns === undefined) derive?.(tx.db, tx.touched)
    else yield* derive.inTurns(tx.db, tx.touched)
    return value
  }

  beginBatch(info: BatchInfo): BatchTx {
    const announced = info.trial ? null : this.#announceJob(importAction(info))
    const writer = this.#begin('import')
    try {
      const moment = this.#moment(writer.db)
      const jobId = announced ?? openJob(writer, importAction(info), moment)
      return guarded(
        new LabBatch(writer, info, {
          moment,
          jobId,
          wall: this.#parts.wall,
          derive: (touched) => {
            const { derive } = this.#parts
            if (derive?.inTurns !== undefined) return derive.inTurns(writer.db, touched)
            derive?.(writer.db, touched)
            return []
          },
          commit: (touched, last) => {
            last()
            this.#commit(writer, touched, jobId)
          },
          rollback: (end, steps) => {
            this.#rollback(writer)
            if (!writer.db.open) return
            // A cancelled import, or one that filled the disk, gives the space of its log back at once.
            emptyLog(writer.db)
            if (announced !== null) this.#endJob(writer, announced, end, steps)
          },
        }),
        (error) => this.#mapped(error),
      )
    } catch (error) {
      this.#rollback(writer, error)
      if (announced !== null) this.#endJob(writer, announced, undefined, null)
      throw this.#mapped(error)
    }
  }

  /** The job of what takes its turns stands before its transaction begins, so that it is seen running, and found cut off after a crash. */
  #announceJob(action: ActionInfo): number {
    const writer = this.#begin('action')
    try {
      const jobId = openJob(writer, action, this.#moment(writer.db))
      this.#commit(writer, new Map(), jobId)
      return jobId
    } catch (error) {
      this.#rollback(writer, error)
      throw this.#mapped(error)
    }
  }

  /** Writes how a job ended whose own changes are taken back; without a word it is removed. */
  #endJob(writer: TableWriter, jobId: number, end: JobEnd | undefined, steps: StepLog | null): void {
    try {
      endJob(writer, jobId, end, steps, this.#parts.wall())
      this.#tell(new Map(), jobId)
    } catch (error) {
      // Not even this fits on the disk: the next opening finds the job cut off. What failed before matters more.
      process.emitWarning(error instanceof Error ? error : String(error))
    }
  }

  quiet<T>(body: (db: Database) => T): T {
    const writer = this.#begin('action')
    try {
      const value = body(writer.db)
      writer.db.exec('COMMIT')
      this.#busy = null
      return value
    } catch (error) {
      this.#rollback(writer, error)
      throw this.#mapped(error)
    }
  }

  shown<T>(
    tables: readonly string[],
    body: (db: Database, within: (jobId: number, actor: string, labMs: number) => Tx) => T,
    lasting = true,
  ): T {
    const sync = lasting ? null : waitForDisk(this.#parts.write)
    try {
      sync?.(false)
      return this.#showIn(tables, body)
    } finally {
      sync?.(true)
    }
  }

  #showIn<T>(tables: readonly string[], body: (db: Database, within: (jobId: number, actor: string, labMs: number) => Tx) => T): T {
    const writer = this.#begin('action')
    try {
      const touched: Touched = new Map(tables.map((table) => [table, 'all']))
      const moment = this.#moment(writer.db)
      const within: LabTransaction[] = []
      const value = body(writer.db, (jobId, actor, labMs) => {
        const tx = new LabTransaction(writer, jobId, { kind: 'lab', name: '', actor }, { ...moment, labMs }, this.#parts.wall)
        within.push(tx)
        return tx
      })
      for (const tx of within) for (const table of tx.touched.keys()) touched.set(table, 'all')
      this.#commit(writer, touched, null)
      return value
    } catch (error) {
      this.#rollback(writer, error)
      throw this.#mapped(error)
    }
  }

  onCommitted(listener: (change: Committed) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    const { write, read, closed } = this.#parts
    if (!read.open) return
    this.#listeners.clear()
    if (write?.inTransaction) this.#rollback(this.#writer as TableWriter)
    try {
      if (write !== read) read.close()
      if (write !== null) closeDatabase(write)
    } catch (error) {
      throw this.#mapped(error)
    } finally {
      write?.close()
      closed?.()
    }
  }

  #begin(what: Work): TableWriter {
    const writer = this.#writer
    if (!this.#parts.read.open) throw new AppError({ code: 'no-lab', message: t('The lab is closed.'), remedy: t('Open it again.') })
    if (writer === null) {
      const why = this.readOnlyReason ?? t('It is open for reading only.')
      throw new AppError({
        code: 'lab-read-only',
        message: t('Nothing was changed. {why}', { why }),
        remedy: t('Save a copy in a folder where you can write.'),
      })
    }
    if (this.#busy !== null) {
      const why = { import: t('An import is under way.'), turns: t('Another job is under way.'), action: t('Another change is under way.') }
      throw new AppError({
        code: 'lab-busy',
        message: t('Nothing was changed. {why}', { why: why[this.#busy] }),
        remedy: t('Wait until it has ended, or cancel it.'),
      })
    }
    try {
      if (what !== 'action' && this.#parts.snapshot) this.#snapshot = this.#parts.snapshot(writer.db)
      writer.db.exec('BEGIN IMMEDIATE')
    } catch (error) {
      this.#dropSnapshot()
      throw this.#mapped(error)
    }
    this.#busy = what
    return writer
  }

  #moment(db: Database): Moment {
    const lab = db.prepare('SELECT clock_ms, branch FROM lab').get() as { clock_ms: number; branch: number }
    return { wallMs: this.#parts.wall(), labMs: lab.clock_ms, branch: lab.branch }
  }

  #commit(writer: TableWriter, touched: Touched, jobId: number | null): void {
    writer.db.exec('COMMIT')
    this.#busy = null
    this.#dropSnapshot()
    this.#tell(touched, jobId)
  }

  #tell(touched: Touched, jobId: number | null): void {
    this.#revision++
    const change = { revision: this.#revision, tables: new Set(['job', 'change_log', ...touched.keys()]), jobId }
    for (const listener of [...this.#listeners]) {
      try {
        listener(change)
      } catch (error) {
        // The change stands; a listener's fault must not look like a failed action.
        process.emitWarning(error instanceof Error ? error : String(error))
      }
    }
  }

  /** Takes everything back; after some errors (a full disk) SQLite has done so itself. */
  #rollback(writer: TableWriter, cause?: unknown): void {
    this.#busy = null
    try {
      if (writer.db.inTransaction) writer.db.exec('ROLLBACK')
      // What was taken back fills the disk: the log gives its space back at once.
      if ((toAppError(cause) as { code?: string } | undefined)?.code === 'disk-full') emptyLog(writer.db)
    } finally {
      this.#dropSnapshot()
    }
  }

  #dropSnapshot(): void {
    this.#snapshot?.close()
    this.#snapshot = null
  }

  #mapped(error: unknown): unknown {
    return toAppError(error, { file: basename(this.file) })
  }
}
