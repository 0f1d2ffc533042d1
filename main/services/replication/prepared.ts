import type { Database, Statement } from 'better-sqlite3'

const kept = new WeakMap<Database, Map<string, Statement<unknown[], unknown>>>()

/** The statement of a text, compiled once a connection: for what runs for each of many thousand rows. Never use one while it iterates. */
export const prepared = (db: Database, sql: string): Statement<unknown[], unknown> => {
  const own = kept.get(db) ?? new Map<string, Statement<unknown[], unknown>>()
  kept.set(db, own)
  const known = own.get(sql)
  if (known !== undefined) return known
  const made = db.prepare(sql)
  own.set(sql, made)
  return made
}
