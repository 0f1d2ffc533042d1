import type { Database } from 'better-sqlite3'

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
  /** Adds a line to the job's steps. */
  step(name: string): void
}

export interface BatchInfo {
  actor: string
  files: readonly { name: string; sha256: string; bytes: number; format: string; encoding: string; separator: string }[]
}

/** The open transaction of an import. Rows get their provenance from `at`. */
export interface BatchTx {
  readonly db: Database
  readonly batchId: number
  insert(table: string, row: Row, at: { file: number; line: number } | null): number
  update(table: string, id: number, patch: Row, at: { file: number; line: number } | null): boolean
  commit(result: { counts: unknown; rejectedRows: number; rejects: readonly unknown[]; info: boolean }): { jobId: number; batchId: number }
  rollback(): void
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
  beginBatch(info: BatchInfo): BatchTx
  /** The unlogged tables `wizard_draft` and `dashboard_layout`, the lab clock and nothing else. */
  quiet<T>(body: (db: Database) => T): T
  /**
   * Writes what the lab's clock brought (tables outside the change log), without a job, and tells listeners of `tables`. `within` gives a
   * transaction of a job for what belongs into the change log all the same; use one up before the next. Errors as `apply`.
   */
  shown<T>(tables: readonly string[], body: (db: Database, within: (jobId: number, actor: string, labMs: number) => Tx) => T): T
  onCommitted(listener: (change: { revision: number; tables: ReadonlySet<string> }) => void): () => void
  close(): void
}

/** Recomputes derived tables for the touched rows inside the same transaction (readiness). */
export type Derive = (db: Database, touched: Touched) => void
