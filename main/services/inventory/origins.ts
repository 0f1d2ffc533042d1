import type { Database } from 'better-sqlite3'
import { t } from '../../../preload/contract/words.ts'

interface OriginRow {
  origin_batch_id: number | null
  origin_file: number | null
  origin_line: number | null
  field_origins: string | null
}
type FieldOrigin = { batch?: number; file?: number | null; line?: number | null; job?: number }

const wallDate = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

/** Says where each field of one row came from: "vms.csv line 812, import 3" or "anna, 13 May 2026"; null = not recorded. */
export const originsOf = (db: Database, row: OriginRow): ((column: string) => string | null) => {
  const fields = row.field_origins === null ? {} : (JSON.parse(row.field_origins) as Record<string, FieldOrigin>)
  const names = new Map<number, string[]>()
  const filesOf = (batch: number): string[] => {
    let files = names.get(batch)
    if (!files) {
      const text = db.prepare('SELECT files FROM import_batch WHERE id = ?').pluck().get(batch) as string | undefined
      files = text === undefined ? [] : (JSON.parse(text) as { name: string }[]).map((file) => file.name)
      names.set(batch, files)
    }
    return files
  }
  const ofImport = (batch: number, file: number | null | undefined, line: number | null | undefined): string => {
    const name = file === null || file === undefined ? undefined : filesOf(batch)[file]
    return [
      name === undefined ? '' : line === null || line === undefined ? name : t('{name} line {line}', { name, line }),
      t('import {batch}', { batch }),
    ]
      .filter(Boolean)
      .join(', ')
  }
  const ofJob = (job: number): string | null => {
    const found = db.prepare('SELECT owner, started_wall_ms AS wall FROM job WHERE id = ?').get(job) as
      | { owner: string; wall: number }
      | undefined
    return found ? `${found.owner}, ${wallDate.format(found.wall)}` : null
  }
  return (column) => {
    const own = fields[column]
    if (own?.job !== undefined) return ofJob(own.job)
    if (own?.batch !== undefined) return ofImport(own.batch, own.file, own.line)
    return row.origin_batch_id === null ? null : ofImport(row.origin_batch_id, row.origin_file, row.origin_line)
  }
}
