import { createReadStream } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'
import { CsvReader } from '../../../main/domain/importing/csv-reader.ts'
import { openDatabase } from '../../../native-db/database/open.ts'

interface TableRows {
  name: string
  columns: string[]
  rows: unknown[][]
}

/** Every row that an import left in `lab`, but the one of the lab itself, which is made with the file. */
export const rowsOfLab = (lab: string): TableRows[] => {
  const db = openDatabase(lab, { readOnly: true })
  try {
    const names = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'lab'")
      .pluck()
      .all() as string[]
    return names.map((name) => {
      const statement = db.prepare(`SELECT * FROM "${name}"`).raw()
      return { name, columns: statement.columns().map((column) => column.name), rows: statement.all() as unknown[][] }
    })
  } finally {
    db.close()
  }
}

/** What the processor spent since, in ms: tells work from waiting for other processes. */
export const cpuMs = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}

const parse = async (path: string): Promise<number> => {
  const decoder = new StringDecoder('utf8')
  const reader = new CsvReader(',', 1, 16 * 2 ** 20)
  let cells = 0
  const take = (records: ReturnType<CsvReader['write']>): void => {
    for (const record of records) cells += record.cells.length
  }
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    take(reader.write(decoder.write(chunk)))
  }
  take(reader.finish())
  return cells
}

/** The least that an import has to do: parse the files, insert the rows, one transaction, the lab's own settings. */
export const floorImport = async (
  files: readonly string[],
  tables: readonly TableRows[],
  lab: string,
): Promise<{ ms: number; cpu: number; rows: number }> => {
  const db = openDatabase(lab)
  try {
    const [started, cpu] = [performance.now(), process.cpuUsage()]
    for (const file of files) if ((await parse(file)) === 0) throw new Error(`${file} is empty`)
    db.exec('BEGIN IMMEDIATE')
    // Rows come table by table: what they refer to may come later.
    db.pragma('defer_foreign_keys = ON')
    let rows = 0
    for (const { name, columns, rows: all } of tables) {
      const insert = db.prepare(`INSERT INTO "${name}" VALUES (${columns.map(() => '?').join(', ')})`)
      for (const row of all) insert.run(row)
      rows += all.length
    }
    db.exec('COMMIT')
    return { ms: performance.now() - started, cpu: cpuMs(cpu), rows }
  } finally {
    db.close()
  }
}
