import type { Database } from 'better-sqlite3'

/**
 * The id that Hyper-V gives a machine: VMM tells it beside its own, Hyper-V hosts tell nothing else that stays when a machine moves.
 * NULL = no source told it. Several machines may have one: a machine and its replica on another host.
 */
const sql = 'ALTER TABLE vm ADD COLUMN hyper_v_id TEXT;'

export const hyperVId = { version: 96, up: (db: Database): void => void db.exec(sql) }
