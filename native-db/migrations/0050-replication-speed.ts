import type { Database } from 'better-sqlite3'

/**
 * What a clock over many thousand machines needs: the newest job of a machine is found for every line of the log about it, the events and jobs
 * of a time that is taken back by their line. `work_ms` is how long it took to play up to a checkpoint from the one before: what may be thinned
 * out without making a step back slow. Checkpoints from before count as quickly played. A branch that was left is never gone back to: it keeps
 * its log, and of its checkpoints those that a later branch begins with.
 */
const sql = `
ALTER TABLE simulation_checkpoint ADD COLUMN work_ms INTEGER NOT NULL DEFAULT 0;
CREATE INDEX replication_job_vm ON replication_job(vm_name, model, job_id) WHERE gone = 0;
CREATE INDEX replication_job_line ON replication_job(line) WHERE gone = 0;
CREATE INDEX replication_event_line ON replication_event(line) WHERE gone = 0;
`

export const replicationSpeed = { version: 50, up: (db: Database): void => void db.exec(sql) }
