import type { Database } from 'better-sqlite3'
import { labApplicationId } from '../../../native-db/database/migrate.ts'
import { t } from '../../../preload/contract/words.ts'
import { verifyChangeLog } from './change-log.ts'
import { type Invariant, invariants } from './invariants.ts'
import { loggedTables, quoted } from './lab-tables.ts'

export interface LabProblem {
  code: string
  table: string
  row: number | null
  message: string
}
export interface LabCheck {
  ok: boolean
  problems: LabProblem[]
}

/** As many problems of one kind are listed; more of the same say nothing new. */
const perKind = 20

/** Reads the whole lab and tells what does not hold. Damage that hides tables from SQL is itself a problem, not an error. */
export const checkLab = (db: Database): LabCheck => {
  const problems: LabProblem[] = []
  const pages = pageProblems(db)
  problems.push(...pages)
  const rest = [
    () => referenceProblems(db),
    () => labRow(db),
    () => chain(db),
    () => provenance(db),
    ...invariants.map((rule) => () => broken(db, rule)),
  ]
  for (const part of rest) {
    try {
      problems.push(...part())
    } catch (error) {
      // Damaged pages stop other checks half-way; they are reported once, above.
      if (pages.length === 0)
        problems.push({
          code: 'unreadable',
          table: 'lab',
          row: null,
          message: t('The lab could not be read to its end ({error}).', { error: message(error) }),
        })
    }
  }
  return { ok: problems.length === 0, problems }
}

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const pageProblems = (db: Database): LabProblem[] => {
  try {
    const found = db.prepare(`PRAGMA integrity_check(${perKind})`).pluck().all() as string[]
    return found.filter((line) => line !== 'ok').map((line) => ({ code: 'damaged-page', table: 'lab', row: null, message: line }))
  } catch (error) {
    return [{ code: 'damaged-page', table: 'lab', row: null, message: message(error) }]
  }
}

const referenceProblems = (db: Database): LabProblem[] =>
  (db.pragma('foreign_key_check') as { table: string; rowid: number | null; parent: string }[]).slice(0, perKind).map((found) => ({
    code: 'broken-reference',
    table: found.table,
    row: found.rowid,
    message: t('Refers to a row of {parent} that is not there.', { parent: found.parent }),
  }))

const labRow = (db: Database): LabProblem[] => {
  const problems: LabProblem[] = []
  const rows = db.prepare('SELECT count(*) FROM lab').pluck().get() as number
  if (rows !== 1)
    problems.push({
      code: 'lab-row',
      table: 'lab',
      row: null,
      message: t('The lab describes itself in {rows} rows; there must be exactly one.', { rows }),
    })
  if (db.pragma('application_id', { simple: true }) !== labApplicationId) {
    problems.push({ code: 'lab-foreign', table: 'lab', row: null, message: t('The file does not say that it is a lab of this console.') })
  }
  return problems
}

const chain = (db: Database): LabProblem[] =>
  verifyChangeLog(db, perKind).map((found) => ({ code: 'change-log', table: 'change_log', row: found.row, message: found.message }))

/** Every origin must name an import with that file, or a job. */
const provenance = (db: Database): LabProblem[] => {
  const problems: LabProblem[] = []
  for (const table of loggedTables(db).values()) {
    if (!table.hasOrigin) continue
    const name = quoted(table.name)
    const rows = db.prepare(
      `SELECT t.id FROM ${name} t LEFT JOIN import_batch b ON b.id = t.origin_batch_id
       WHERE t.origin_batch_id IS NOT NULL AND (t.origin_file IS NULL OR t.origin_line IS NULL OR t.origin_file NOT BETWEEN 0 AND json_array_length(b.files) - 1)
       LIMIT ${perKind}`,
    )
    for (const id of rows.pluck().all() as number[]) {
      problems.push({
        code: 'origin-row',
        table: table.name,
        row: id,
        message: t('Says that it came from a file that its import does not have.'),
      })
    }
    const fields = db.prepare(
      `SELECT DISTINCT t.id FROM ${name} t, json_each(CASE WHEN json_valid(t.field_origins) THEN t.field_origins ELSE '{"?":{}}' END) f
       WHERE t.field_origins IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM job j WHERE j.id = f.value ->> 'job')
         AND NOT EXISTS (SELECT 1 FROM import_batch b WHERE b.id = f.value ->> 'batch')
       LIMIT ${perKind}`,
    )
    for (const id of fields.pluck().all() as number[]) {
      problems.push({
        code: 'origin-field',
        table: table.name,
        row: id,
        message: t('Names a job or an import for one of its values that is not there.'),
      })
    }
  }
  return problems
}

const broken = (db: Database, rule: Invariant): LabProblem[] =>
  (db.prepare(`SELECT * FROM (${rule.sql}) LIMIT ${perKind}`).pluck().all() as (number | null)[]).map((row) => ({
    code: rule.code,
    table: rule.table,
    row,
    message: rule.message,
  }))
