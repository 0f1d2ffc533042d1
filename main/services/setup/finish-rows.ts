import type { Row, Tx } from '../lab/lab-store.types.ts'

/** Id of the row with this name, whatever its case, as Azure and VMM compare names. */
export const idByName = (tx: Tx, table: string, name: string): number | null => {
  const id = tx.db.prepare(`SELECT id FROM ${table} WHERE name = ? COLLATE NOCASE ORDER BY name = ? DESC, id`).pluck().get(name, name)
  return typeof id === 'number' ? id : null
}

/** Keeps an existing row of that name and brings it up to date, or makes it: a name never stands twice. */
export const upsertNamed = (tx: Tx, table: string, name: string, values: Row): number => {
  const id = idByName(tx, table, name)
  if (id === null) return tx.insert(table, { name, ...values })
  tx.update(table, id, values)
  return id
}

/** The same for rows found by other columns. */
export const upsertBy = (tx: Tx, table: string, key: Row, values: Row): number => {
  const columns = Object.keys(key)
  const id = tx.db
    .prepare(`SELECT id FROM ${table} WHERE ${columns.map((column) => `${column} = ?`).join(' AND ')}`)
    .pluck()
    .get(...Object.values(key))
  if (typeof id !== 'number') return tx.insert(table, { ...key, ...values })
  if (Object.keys(values).length > 0) tx.update(table, id, values)
  return id
}

export const mustExist = (id: number | null, what: string): number => {
  if (id === null) throw new Error(`${what} is not in the lab`)
  return id
}
