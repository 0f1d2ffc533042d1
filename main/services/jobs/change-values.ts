import type { Database } from 'better-sqlite3'
import type { Cell, ObjectLink } from '../../../preload/contract/inventory.ts'
import type { ObjectChange } from '../../../preload/contract/jobs.ts'
import { t } from '../../../preload/contract/words.ts'
import { columnWord, wordsOf } from '../../domain/jobs/words.ts'
import type { Row } from '../lab/lab-store.types.ts'
import { loggedTables, quoted } from '../lab/lab-tables.ts'

type Properties = ObjectChange['properties']

/** Objects whose names are kept while one window is put together. */
interface Named {
  row: Row | null
  there: boolean
}

/** Rows and values in the words of the console: references as names, codes as captions, lists as text. */
export class ChangeValues {
  readonly #db: Database
  readonly #tables: ReadonlySet<string>
  readonly #rows = new Map<string, Named>()

  constructor(db: Database) {
    this.#db = db
    this.#tables = new Set(loggedTables(db).keys())
  }

  /** The row as it stands, or as it was when it was removed. */
  row(table: string, id: number): Named {
    const key = `${table} ${id}`
    const known = this.#rows.get(key)
    if (known) return known
    const found = this.#read(table, id)
    this.#rows.set(key, found)
    return found
  }

  #read(table: string, id: number): Named {
    if (!this.#tables.has(table)) return { row: null, there: false }
    const now = this.#db.prepare(`SELECT * FROM ${quoted(table)} WHERE id = ?`).get(id) as Row | undefined
    if (now) return { row: now, there: true }
    const removed = this.#db
      .prepare("SELECT before FROM change_log WHERE table_name = ? AND row_id = ? AND op = 'delete' ORDER BY id DESC LIMIT 1")
      .pluck()
      .get(table, id) as string | undefined
    return { row: removed === undefined ? null : (JSON.parse(removed) as Row), there: false }
  }

  /** "SQL01", "Disk 1 of SQL01"; `told` are values that the change itself names. */
  name(table: string, id: number, told: Row = {}): string {
    const words = wordsOf(table)
    const row = { ...this.row(table, id).row, ...told }
    const own = words.name.map((column) => this.#nameOf(table, column, row[column] ?? null)).find((text) => text !== null)
    const name = own ?? (words.name.length === 0 ? words.type : t('Number {id}', { id }))
    const part = words.part
    const whole = part === undefined ? null : row[part.column]
    return part === undefined || typeof whole !== 'number' ? name : t('{name} of {table}', { name, table: this.name(part.table, whole) })
  }

  #nameOf(table: string, column: string, value: Row[string]): string | null {
    if (value === null || value === '') return null
    const refers = columnWord(table, column)?.refers
    return refers === undefined ? String(value) : this.name(refers, Number(value))
  }

  /** Where the object, or the one that it is a part of, is opened; null when it is gone. */
  link(table: string, id: number, told: Row = {}): ObjectLink | null {
    const words = wordsOf(table)
    const { row, there } = this.row(table, id)
    if (words.list !== null) return there ? { kind: words.list, id } : null
    const whole = words.part && ({ ...row, ...told }[words.part.column] ?? null)
    return words.part && typeof whole === 'number' ? this.link(words.part.table, whole) : null
  }

  /** The columns that a person knows, with their values before and after. */
  properties(table: string, before: Row | null, after: Row | null): Properties {
    const known = Object.keys(wordsOf(table).columns)
    const place = (column: string): number => (known.includes(column) ? known.indexOf(column) : known.length)
    const columns = [...new Set([...Object.keys(after ?? {}), ...Object.keys(before ?? {})])].sort((a, b) => place(a) - place(b))
    const properties: Properties = []
    for (const column of columns) {
      const word = columnWord(table, column)
      const [old, now] = [before?.[column] ?? null, after?.[column] ?? null]
      if (word === null || old === now) continue
      const show = (value: Row[string]): Cell => this.#shown(value, word)
      properties.push({ label: word.label, format: word.format ?? 'text', old: show(old), new: show(now) })
    }
    return properties
  }

  #shown(value: Row[string], word: NonNullable<ReturnType<typeof columnWord>>): Cell {
    if (value === null || value === '' || value === '[]') return null
    if (word.refers !== undefined) return this.name(word.refers, Number(value))
    if (word.words !== undefined) return word.words[String(value)] ?? String(value)
    if (typeof value === 'string' && value.startsWith('[')) return listText(value)
    return typeof value === 'bigint' ? Number(value) : value
  }
}

const listText = (text: string): string => {
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list.map(String).join(', ') : text
  } catch {
    return text
  }
}
