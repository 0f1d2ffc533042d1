import type { Database } from 'better-sqlite3'

/**
 * After a new password of a proxy account the VMM service must be restarted (S30): when that became due, in wall time;
 * NULL = nothing is due. Accounts of older labs have nothing due.
 */
const sql = 'ALTER TABLE run_as_account ADD COLUMN restart_pending_wall_ms INTEGER'

export const runAsRestart = { version: 20, up: (db: Database): void => void db.exec(sql) }
