import { basename } from 'node:path'
import { parseLine } from '../../../main/domain/collector/header.ts'
import { readLine } from '../../../main/domain/collector/read-line.ts'
import { DiskRowReader } from '../../../main/domain/importing/disk-rows.ts'
import { readPropertyRow } from '../../../main/domain/importing/property-rows.ts'
import { readLines, readRows, type SurveyedFile, surveyFile } from '../../../main/services/import/read-file.ts'
import { openDatabase } from '../../../native-db/database/open.ts'

interface TableRows {
  name: string
  columns: string[]
  rows: unknown[][]
}

/** Every row that an import left in `lab`, but those of the lab itself and its first branch, which are made with the file. */
export const rowsOfLab = (lab: string): TableRows[] => {
  const db = openDatabase(lab, { readOnly: true })
  try {
    const names = db
      .prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT IN ('lab', 'branch')",
      )
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

/** A file through the import's own parser, to records whose values are those of the rows; nothing is made of them. */
const parse = async (file: SurveyedFile): Promise<number> => {
  let records = 0
  if (file.collector !== null) {
    for await (const { lines } of readLines(file))
      for (const { text } of lines) {
        const object = parseLine(text)
        if (object !== null && readLine(object) !== null) records++
      }
    return records
  }
  const disks = file.format.format === 'vmm-disks' ? new DiskRowReader(file.format) : null
  for await (const { rows } of readRows(file)) {
    for (const { cells, raw, line } of rows) {
      if (disks === null) readPropertyRow(file.format, cells, line)
      else disks.read(cells, raw, line)
      records++
    }
  }
  return records
}

/** The least that an import has to do: parse the files, insert the rows, one transaction, the lab's own settings. */
export const floorImport = async (
  files: readonly string[],
  tables: readonly TableRows[],
  lab: string,
): Promise<{ ms: number; cpu: number; rows: number }> => {
  const db = openDatabase(lab)
  try {
    const surveyed: SurveyedFile[] = []
    for (const path of files) surveyed.push(await surveyFile({ path, name: basename(path) }))
    const [started, cpu] = [performance.now(), process.cpuUsage()]
    for (const file of surveyed) if ((await parse(file)) === 0) throw new Error(`${file.name} is empty`)
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
