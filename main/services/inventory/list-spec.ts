import type { CellFormat, ListKind, Scope } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import type { FieldType } from '../../domain/filter/bind.ts'

/** A column of a list: what it shows and the SQL that gives it, over the list's `from`. */
export interface ColumnSpec {
  field: string
  label: string
  format: CellFormat
  width: number
  /** Shown without the column chooser. */
  shown: boolean
  sql: string
  /** false where sorting would read another table once a row. */
  sortable: boolean
}

/** Where the values of a filter field are. `many` tests each value of a row: any disk, any address; `columns` each of some columns. */
export type FieldSource =
  | { in: 'row'; sql: string }
  | { in: 'columns'; sql: readonly string[] }
  | { in: 'many'; from: string; sql: string }
  /** A column of words with a blank before and after each; `values` are all that can stand there. */
  | { in: 'words'; sql: string }

export interface FieldSpec {
  name: string
  label: string
  type: FieldType
  values: readonly string[]
  aliases: readonly string[]
  loose?: boolean
  source: FieldSource
}

export interface ListSpec {
  kind: ListKind
  /** Tables with aliases, without FROM. */
  from: string
  /** The same for few rows, whose ids stand in the table `wanted`, column `id`. */
  fromWanted?: string
  id: string
  columns: readonly ColumnSpec[]
  fields: readonly FieldSpec[]
  /** Condition with one `?` for the scope's id; a scope that is absent cannot limit this list. */
  scopes: Readonly<Partial<Record<Exclude<Scope['kind'], 'all'>, string>>>
  defaultSort: readonly { field: string; descending: boolean }[]
  /** What passes a filter depends on the lab's clock, which moves without a change of the lab. */
  byClock?: true
}

export const col = (
  field: string,
  label: string,
  format: CellFormat,
  width: number,
  sql: string,
  extra: Partial<ColumnSpec> = {},
): ColumnSpec => ({
  field,
  label,
  format,
  width,
  sql,
  shown: true,
  sortable: true,
  ...extra,
})
export const more = { shown: false } as const

const field = (
  name: string,
  label: string,
  type: FieldType,
  source: FieldSource,
  values: readonly string[],
  aliases: readonly string[],
): FieldSpec => ({
  name,
  label,
  type,
  values,
  aliases,
  source,
})
const inRow = (sql: string): FieldSource => ({ in: 'row', sql })

export const text = (name: string, label: string, sql: string, values: readonly string[] = [], aliases: readonly string[] = []) =>
  field(name, label, 'text', inRow(sql), values, aliases)
export const figure = (name: string, label: string, sql: string, aliases: readonly string[] = []) =>
  field(name, label, 'number', inRow(sql), [], aliases)
export const size = (name: string, label: string, sql: string, aliases: readonly string[] = []) =>
  field(name, label, 'bytes', inRow(sql), [], aliases)
/** A length of time in ms; the language writes 30min, 24h, 7d. */
export const duration = (name: string, label: string, sql: string) => field(name, label, 'duration', inRow(sql), [], [])
export const flag = (name: string, label: string, sql: string) => field(name, label, 'flag', inRow(sql), ['yes', 'no'], [])
export const choice = (name: string, label: string, values: readonly string[], sql: string) =>
  field(name, label, 'choice', inRow(sql), values, [])
export const any = (
  name: string,
  label: string,
  type: FieldType,
  from: string,
  sql: string,
  values: readonly string[] = [],
  aliases: readonly string[] = [],
) => field(name, label, type, { in: 'many', from, sql }, values, aliases)
export const either = (name: string, label: string, type: FieldType, sql: readonly string[]) =>
  field(name, label, type, { in: 'columns', sql }, [], [])
export const words = (name: string, label: string, sql: string, values: readonly string[]): FieldSpec => ({
  ...field(name, label, 'choice', { in: 'words', sql }, values, []),
  loose: true,
})

/** A text for people as an SQL literal. */
export const sqlText = (words: string): string => `'${words.replaceAll("'", "''")}'`

const ages = new Map<string, string>()

/** How long ago an instant of lab time was, on the lab's clock. */
export const labAge = (sql: string): string => {
  const age = `((SELECT clock_ms FROM lab) - ${sql})`
  ages.set(age, sql)
  return age
}

/** The instant that `sql` is the age of; undefined = it is no age. */
export const instantOfAge = (sql: string): string | undefined => ages.get(sql)

/** Ids of a host group and everything below it; `root` is an SQL expression. */
export const groupsBelow = (root: string): string =>
  `(WITH RECURSIVE below(id) AS (SELECT ${root} UNION SELECT c.id FROM host_group c JOIN below ON c.parent_id = below.id) SELECT id FROM below)`

/** File and line that a row came from: "vms.csv line 812". */
export const lineage = (alias: string): string =>
  `(SELECT json_extract(b.files, '$[' || ${alias}.origin_file || '].name') || CASE WHEN ${alias}.origin_line IS NULL THEN '' ELSE ' line ' || ${alias}.origin_line END FROM import_batch b WHERE b.id = ${alias}.origin_batch_id)`
export const lineageColumns = (alias: string): ColumnSpec[] => [
  col('lineage', t('Lineage'), 'text', 200, lineage(alias), more),
  col('id', t('ID'), 'count', 80, `${alias}.id`, more),
]
export const idColumn = (alias: string): ColumnSpec => col('id', t('ID'), 'count', 80, `${alias}.id`, more)
