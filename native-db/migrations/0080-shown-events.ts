import type { Database } from 'better-sqlite3'

/**
 * A lab whose clock has played for weeks holds many hundred thousand events. Those of the present time line are counted by their time, and
 * only those: the index leaves out what a rewind took away. A cleanup finds the row of its machine by the name that the log gives.
 */
const sql = `
DROP INDEX replication_event_time;
CREATE INDEX replication_event_shown ON replication_event(at_ms) WHERE gone = 0;
CREATE INDEX replicated_item_name ON replicated_item(name);
`

export const shownEvents = { version: 80, up: (db: Database): void => void db.exec(sql) }
