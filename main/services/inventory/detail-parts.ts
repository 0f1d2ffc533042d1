import type { Database } from 'better-sqlite3'
import type { Cell, CellFormat, DetailBlock, Details, ListKind } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import type { JobsService } from '../jobs/jobs-service.ts'

export type Tab = Details['tabs'][number]
export type Fact = Extract<DetailBlock, { kind: 'facts' }>['facts'][number]
export type TableColumn = readonly [field: string, label: string, format: CellFormat]
export type Row = Record<string, Cell>

export const fact = (label: string, value: Cell | undefined, format: CellFormat = 'text', extra: Partial<Fact> = {}): Fact => ({
  label,
  value: value ?? null,
  format,
  origin: null,
  edit: null,
  ...extra,
})

export const facts = (title: string | null, list: Fact[]): DetailBlock => ({ kind: 'facts', title, facts: list })

/** Rows need an `id`; cells are the fields named by the columns. */
export const table = (
  title: string | null,
  columns: readonly TableColumn[],
  rows: readonly Row[],
  empty: string,
  opens?: ListKind,
): DetailBlock => ({
  kind: 'table',
  title,
  columns: columns.map(([field, label, format]) => ({ field, label, format })),
  rows: rows.map((row) => ({ id: row.id as number, cells: Object.fromEntries(columns.map(([field]) => [field, row[field] ?? null])) })),
  empty,
  ...(opens === undefined ? {} : { opens }),
})

export const tab = (id: string, title: string, blocks: DetailBlock[], count: number | null = null): Tab => ({ id, title, count, blocks })

/** A tab that holds one table; its title carries the number of rows. */
export const tableTab = (
  id: string,
  title: string,
  columns: readonly TableColumn[],
  rows: readonly Row[],
  empty: string,
  opens?: ListKind,
): Tab => tab(id, title, [table(null, columns, rows, empty, opens)], rows.length)

export const jobColumns: readonly TableColumn[] = [
  ['name', t('Name'), 'text'],
  ['status', t('Status'), 'jobStatus'],
  ['started', t('Start Time'), 'instantLab'],
  ['owner', t('Owner'), 'text'],
]

/** Jobs whose change log, import or target names this row, newest first. Bounded: a details pane is no job list. */
export const jobsOf = (db: Database, target: string, tables: Readonly<Record<string, readonly number[]>>, id: number): Row[] => {
  const parts = Object.entries(tables).flatMap(([name, ids]) => {
    const rows = `table_name = '${name}' AND row_id IN (${ids.map(Number).join(',')})`
    return [
      `SELECT job_id FROM change_log WHERE ${rows}`,
      `SELECT b.job_id FROM import_change c JOIN import_batch b ON b.id = c.batch_id WHERE c.${rows}`,
    ]
  })
  return db
    .prepare(
      `SELECT id, name, status, started_lab_ms AS started, owner FROM job
       WHERE (target_kind = ? AND target_id = ?) OR id IN (${parts.join(' UNION ALL ')}) ORDER BY id DESC LIMIT 100`,
    )
    .all(target, id) as Row[]
}

export interface DetailSource {
  db: Database
  rulePack: string
  /** Jobs as those who run them tell them. */
  jobs: Pick<JobsService, 'get'>
}
/** Builds the details of one row; undefined when the row is gone. */
export type DetailBuilder = (
  source: DetailSource,
  id: number,
) => { title: string; icon: string; tabs: Tab[]; actions?: { command: string; reason: string | null }[] } | undefined
export type DetailBuilders = Readonly<Record<ListKind, DetailBuilder>>
