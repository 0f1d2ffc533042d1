import type { ImportResult } from '../../../preload/contract/imports.ts'
import type { BatchTx, ColumnValue, Row } from '../lab/lab-store.types.ts'
import type { PartKind, Tally } from './tally.ts'

export interface At {
  readonly file: number
  readonly line: number
}
export type Stored = Row & { id: number; field_origins?: string | null }
type Show = (column: string, value: ColumnValue) => string | number | null
type Conflict = ImportResult['conflictsKept'][number]

/** Columns of `row` that a user set: they survive every import. */
const userFields = (row: Stored): ReadonlySet<string> | null => {
  const origins = row.field_origins
  if (typeof origins !== 'string' || !origins.includes('"job"')) return null
  const parsed = JSON.parse(origins) as Record<string, object>
  return new Set(Object.keys(parsed).filter((field) => 'job' in (parsed[field] ?? {})))
}

/** Writes what a file tells over what the lab knows: told values win, silence keeps, a user's own values stay. */
export class RowWriter {
  readonly conflicts: Conflict[] = []

  constructor(
    readonly tx: BatchTx,
    readonly tally: Tally,
    private readonly fileNames: readonly string[],
  ) {}

  insert(table: string, kind: PartKind, row: Row, at: At | null): number {
    const id = this.tx.insert(table, row, at)
    this.tally.note(kind, id, 'created')
    return id
  }

  /**
   * `show` turns a reference into the name that a conflict prints. With `onlyGaps` a value that the lab already has stays.
   * Returns the columns written.
   */
  merge(table: string, kind: PartKind, row: Stored, told: Row, at: At, options: { onlyGaps?: boolean; show?: Show } = {}): Row {
    const patch: Row = {}
    let own: ReadonlySet<string> | null | undefined
    for (const column in told) {
      const value = told[column]
      if (value === undefined || row[column] === value) continue
      if (options.onlyGaps && row[column] !== null && row[column] !== undefined) continue
      own ??= userFields(row)
      if (own?.has(column)) {
        this.conflict(kind, row, column, value, at, options.show)
        continue
      }
      patch[column] = value
    }
    const changed = Object.keys(patch).length > 0 && this.tx.update(table, row.id, patch, at)
    this.tally.note(kind, row.id, changed ? 'updated' : 'unchanged')
    Object.assign(row, patch)
    return patch
  }

  /** Leaves a row that is the user's alone, and reports every value that the file tells otherwise. */
  keep(kind: PartKind, row: Stored, told: Row, at: At): void {
    for (const column in told) {
      const value = told[column]
      if (value !== undefined && row[column] !== value) this.conflict(kind, row, column, value, at)
    }
    this.tally.note(kind, row.id, 'unchanged')
  }

  private conflict(kind: PartKind, row: Stored, column: string, value: ColumnValue, at: At, shower?: Show): void {
    const show = shower ?? ((_: string, shown: ColumnValue) => (typeof shown === 'bigint' ? Number(shown) : shown))
    this.conflicts.push({
      kind: conflictKinds[kind] ?? kind,
      name: String(row.name ?? ''),
      field: column,
      kept: show(column, row[column] ?? null),
      offered: show(column, value),
      file: this.fileNames[at.file] ?? '',
      line: at.line,
    })
  }
}

const conflictKinds: Partial<Record<PartKind, string>> = {
  vms: 'vm',
  disks: 'disk',
  adapters: 'adapter',
  hosts: 'host',
  clouds: 'cloud',
  runAsAccounts: 'runAsAccount',
}
