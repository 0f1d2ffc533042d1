import type { Database } from 'better-sqlite3'

/**
 * What a disk was seen to write while the collector sampled it: the mean a day, the busiest sample, and how long it looked.
 * NULL = nobody sampled. Disks of older labs have no samples.
 */
const sql = `
ALTER TABLE virtual_disk ADD COLUMN written_bytes_per_day INTEGER;
ALTER TABLE virtual_disk ADD COLUMN peak_write_bytes_per_second INTEGER;
ALTER TABLE virtual_disk ADD COLUMN write_sampled_seconds INTEGER;
`

export const diskWrites = { version: 30, up: (db: Database): void => void db.exec(sql) }
