import type { Database } from 'better-sqlite3'
import type { Turns } from './in-turns.ts'

export type ColumnValue = string | number | bigint | null
export type Row = Record<string, ColumnValue>

/** Wall clock in ms since 1970; injected so that tests and the demo can hold it still. */
export type WallClock = () => number

export interface ActionInfo {
  /** Machine-readable kind of the job: 'setup.finish', 'inventory.edit', 'import' … */
  kind: string
  /** Job name as shown: "Set up protection". */
  name: string
  /** Who: the OS user, or 'cli:<user>'. */
  actor: string
  target?: { kind: string; id?: number; name: string }
  /** True when the written values are a user's own choice and must survive re-import (inventory tables). */
  byUser?: boolean
  /** What a restart of the job needs. */
  parameters?: unknown
}

/** Rows touched in a transaction: table -> ids, or 'all' when there are too many to list. */
export type Touched = Map<string, Set<number> | 'all'>

export interface Tx {
  readonly db: Database
  readonly jobId: number
  readonly wallMs: number
  readonly labMs: number
  insert(table: string, row: Row): number
  /** Changes only what differs; false when nothing did. */
  update(table: string, id: number, patch: Row): boolean
  remove(table: string, id: number): void
  /** Begins the next step of the job; the one before has ended with it. */
  step(name: string): void
}

/** How a job ended that leaves nothing else behind. */
export interface JobEnd {
  status: 'completed' | 'failed' | 'cancelled'
  /** Why it failed, or what is worth knowing. */
  error?: { code: string; message: string; remedy?: string | undefined }
}

export interface BatchInfo {
  actor: string
  /** Only looks what an import would do: leaves no job, whatever comes. */
  trial?: boolean
  /** What a restart of the import needs. */
  parameters?: unknown
  files: readonly { name: string; sha256: string; bytes: number; format: string; encoding: string; separator: string }[]
}

export interface BatchResult {
  counts: unknown
  rejectedRows: number
  rejects: readonly unknown[]
  info: boolean
}

/** The open transaction of an import. Rows get their provenance from `at`. */
export interface BatchTx {
  readonly db: Database
  readonly batchId: number
  /** The job of the import, which other readers see running. */
  readonly jobId: number
  /** Begins the next step of the job. */
  step(name: string): void
  insert(table: string, row: Row, at: { file: number; line: number } | null): number
  update(table: string, id: number, patch: Row, at: { file: number; line: number } | null): boolean
  commit(result: BatchResult): { jobId: number; batchId: number }
  /** The same with a breath now and then, in which the lab still has the import under way. It may be rolled back there. */
  commitInTurns(result: BatchResult, breath: () => Promise<void>): Promise<{ jobId: number; batchId: number }>
  /** Takes everything back. The job stays in the history with its end; without one it is forgotten as well. */
  rollback(end?: JobEnd): void
}

/** Who watches over work in turns. */
export interface TurnsWatch {
  /** Lets other work through between two turns; what it throws ends the work, and everything is taken back. */
  breath(): Promise<void>
  /** Told the job before the first change. */
  began(jobId: number): void
  /** Says in words of the work why it failed; undefined for what needs no other words. */
  explain?(error: unknown): unknown
}

export interface Committed {
  revision: number
  tables: ReadonlySet<string>
  /** The job that began or ended with this change; null for what the lab's clock brought, which may be many. */
  jobId: number | null
}

/**
 * One open lab. Every logged write goes through `apply` or a batch; each opens a job, applies the change, derives
 * readiness and appends to the change log in one transaction.
 */
export interface LabStore {
  readonly file: string
  readonly readOnly: boolean
  readonly readOnlyReason: string | null
  /** For queries; never sees an unfinished import. */
  readonly db: Database
  readonly revision: number
  /** Throws AppError `lab-read-only`, `lab-busy` (an import is under way), `disk-full`. */
  apply<T>(action: ActionInfo, body: (tx: Tx) => T): { value: T; jobId: number }
  /**
   * As `apply`, for what would hold the process too long: other work has its turn in between and sees the lab as it was before. Writes
   * meet `lab-busy` meanwhile, as during an import. The job stands before the work begins, and stays when that fails or is cancelled.
   */
  applyInTurns<T>(action: ActionInfo, body: (tx: Tx) => Turns<T>, watch: TurnsWatch): Promise<{ value: T; jobId: number }>
  beginBatch(info: BatchInfo): BatchTx
  /** The unlogged tables `wizard_draft` and `dashboard_layout`, the lab clock and nothing else. */
  quiet<T>(body: (db: Database) => T): T
  /**
   * Writes what the lab's clock brought (tables outside the change log), without a job, and tells listeners of `tables`. `within` gives a
   * transaction of a job for what belongs into the change log all the same; use one up before the next. With `lasting` false a power cut may
   * take it back, up to the last transaction that lasts (a crash of the process never does): for what can be worked out again. Errors as `apply`.
   */
  shown<T>(
    tables: readonly string[],
    body: (db: Database, within: (jobId: number, actor: string, labMs: number) => Tx) => T,
    lasting?: boolean,
  ): T
  onCommitted(listener: (change: Committed) => void): () => void
  close(): void
}

/** Recomputes derived tables for the touched rows inside the same transaction (readiness). */
export interface Derive {
  (db: Database, touched: Touched): void
  /** The same, to be left in between. */
  inTurns?(db: Database, touched: Touched): Iterable<void>
}
