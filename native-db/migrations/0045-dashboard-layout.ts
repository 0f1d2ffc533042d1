import type { Database } from 'better-sqlite3'

/**
 * How the tiles of a dashboard lie, kept in the lab. Like a wizard's draft it belongs to the window: it is not part of the change log,
 * and undo does not touch it.
 */
const sql = `
CREATE TABLE dashboard_layout (
  dashboard TEXT PRIMARY KEY,
  -- JSON: tiles shown in order with size and name, and the tiles that there were to choose from
  layout TEXT NOT NULL,
  saved_wall_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`

export const dashboardLayout = { version: 45, up: (db: Database): void => void db.exec(sql) }
