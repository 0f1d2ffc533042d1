import type { Database, Statement } from 'better-sqlite3'
import type { ColumnValue, Row } from './lab-store.types.ts'

/** What the console keeps about itself: written by the store, by `derive` or by `quiet`, never through the change log. */
const unlogged = new Set([
  ...['job', 'change_log', 'import_batch', 'import_insert', 'import_change', 'vm_readiness', 'wizard_draft', 'dashboard_layout'],
  ...['branch', 'simulation', 'simulation_input', 'simulation_scenario', 'simulation_checkpoint', 'simulation_log'],
  ...['replicated_item', 'replication_job', 'replication_event', 'plan_run', 'azure_vm', 'azure_vm_adapter', 'azure_vm_disk'],
  'test_failover_choice',
])

/** Inserts whole rows: a value for every column, in the table's own order. */
export interface WholeInsert {
  /** Where a column stands. */
  readonly places: ReadonlyMap<string, number>
  /** What a row has where it tells nothing: the column's default. */
  readonly blank: readonly (string | number | null)[]
  readonly statement: Statement<unknown[], unknown>
}

export interface LabTable {
  readonly name: string
  readonly columns: ReadonlySet<string>
  /** Rows say which import brought them (`origin_*`, `field_origins`). */
  readonly hasOrigin: boolean
}

/** The tables that the change log covers, read from the schema itself. */
export const loggedTables = (db: Database): Map<string, LabTable> => {
  const tables = new Map<string, LabTable>()
  const names = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    .pluck()
    .all() as string[]
  for (const name of names.filter((found) => !unlogged.has(found))) {
    const columns = new Set(db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(name) as string[])
    tables.set(name, { name, columns, hasOrigin: columns.has('field_origins') })
  }
  return tables
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Prepared statements of one connection; names of tables and columns are checked against the schema before they reach SQL. */
export class TableWriter {
  readonly db: Database
  readonly #tables: ReadonlyMap<string, LabTable>
  readonly #statements = new Map<string, Statement<unknown[], unknown>>()
  readonly #wholes = new Map<LabTable, WholeInsert>()

  constructor(db: Database) {
    this.db = db
    this.#tables = loggedTables(db)
  }

  table(name: string): LabTable {
    const table = this.#tables.get(name)
    if (table === undefined) throw new Error(`"${name}" is not a table of the change log`)
    return table
  }

  read(table: LabTable, id: number): Row | undefined {
    return this.prepare(`SELECT * FROM ${quoted(table.name)} WHERE id = ?`).get(id) as Row | undefined
  }

  insert(table: LabTable, columns: readonly string[], values: readonly ColumnValue[]): number {
    const key = `+${table.name} ${columns.join(' ')}`
    let statement = this.#statements.get(key)
    if (statement === undefined) {
      this.#check(table, columns)
      const sql =
        columns.length === 0
          ? `INSERT INTO ${quoted(table.name)} DEFAULT VALUES`
          : `INSERT INTO ${quoted(table.name)} (${columns.map(quoted).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`
      statement = this.db.prepare(sql)
      this.#statements.set(key, statement)
    }
    return Number(statement.run(...values).lastInsertRowid)
  }

  /** For many rows: one statement a table, whatever columns a row tells. */
  wholeInsert(table: LabTable): WholeInsert {
    let whole = this.#wholes.get(table)
    if (whole === undefined) {
      const columns = this.db.prepare('SELECT name, dflt_value FROM pragma_table_info(?)').all(table.name) as {
        name: string
        dflt_value: string | null
      }[]
      whole = {
        places: new Map(columns.map(({ name }, place) => [name, place])),
        blank: columns.map(({ dflt_value: text }) =>
          text === null ? null : (this.db.prepare(`SELECT ${text}`).pluck().get() as string | number | null),
        ),
        statement: this.db.prepare(`INSERT INTO ${quoted(table.name)} VALUES (${columns.map(() => '?').join(', ')})`),
      }
      this.#wholes.set(table, whole)
    }
    return whole
  }

  update(table: LabTable, id: number, columns: readonly string[], values: readonly ColumnValue[]): void {
    const key = `=${table.name} ${columns.join(' ')}`
    let statement = this.#statements.get(key)
    if (statement === undefined) {
      this.#check(table, columns)
      statement = this.db.prepare(
        `UPDATE ${quoted(table.name)} SET ${columns.map((column) => `${quoted(column)} = ?`).join(', ')} WHERE id = ?`,
      )
      this.#statements.set(key, statement)
    }
    statement.run(...values, id)
  }

  remove(table: LabTable, id: number): void {
    this.prepare(`DELETE FROM ${quoted(table.name)} WHERE id = ?`).run(id)
  }

  prepare(sql: string): Statement<unknown[], unknown> {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = this.db.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }

  #check(table: LabTable, columns: readonly string[]): void {
    const unknown = columns.find((column) => !table.columns.has(column))
    if (unknown !== undefined) throw new Error(`Table "${table.name}" has no column "${unknown}"`)
  }
}

/** Values as the database gives them back: a bigint becomes a number, which holds every size and instant of a lab exactly. */
export const plainValue = (value: ColumnValue): string | number | null => {
  if (typeof value !== 'bigint') return value
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is too large for a lab`)
  return number
}
