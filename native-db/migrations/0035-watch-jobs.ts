import type { Database } from 'better-sqlite3'

/**
 * What watching jobs needs. A job may wait for input; `clock` says which time it runs in: jobs of this process ('wall') end
 * with it, jobs of the lab's clock ('lab') go on when the lab is opened again. `parameters` (JSON) is what a restart needs,
 * `error_causes` a JSON array of texts. Jobs of older labs took no lab time.
 * The indexes serve a job's change tracking by kind of object, and the history of one object.
 */
const sql = `
CREATE TABLE job_35 (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('running','waiting','completed','completed-info','failed','cancelled','interrupted')),
  progress_percent INTEGER NOT NULL DEFAULT 0,
  owner TEXT NOT NULL,
  target_kind TEXT,
  target_id INTEGER,
  target_name TEXT,
  started_wall_ms INTEGER NOT NULL,
  ended_wall_ms INTEGER,
  started_lab_ms INTEGER NOT NULL,
  branch INTEGER NOT NULL,
  steps TEXT NOT NULL DEFAULT '[]',
  error_code TEXT,
  error_message TEXT,
  error_remedy TEXT,
  ended_lab_ms INTEGER,
  error_causes TEXT,
  clock TEXT NOT NULL DEFAULT 'wall' CHECK (clock IN ('wall','lab')),
  parameters TEXT
) STRICT;
INSERT INTO job_35 (id, kind, name, status, progress_percent, owner, target_kind, target_id, target_name, started_wall_ms, ended_wall_ms,
    started_lab_ms, branch, steps, error_code, error_message, error_remedy, ended_lab_ms)
  SELECT id, kind, name, status, progress_percent, owner, target_kind, target_id, target_name, started_wall_ms, ended_wall_ms,
    started_lab_ms, branch, steps, error_code, error_message, error_remedy, CASE WHEN ended_wall_ms IS NULL THEN NULL ELSE started_lab_ms END
  FROM job;
DROP TABLE job;
ALTER TABLE job_35 RENAME TO job;
CREATE INDEX job_started ON job(started_wall_ms);
CREATE INDEX job_status ON job(status);
CREATE INDEX change_log_job_table ON change_log(job_id, table_name);
CREATE INDEX change_log_row ON change_log(table_name, row_id);
CREATE INDEX import_change_table ON import_change(batch_id, table_name, ordinal);
CREATE INDEX import_change_row ON import_change(table_name, row_id);
UPDATE job SET target_kind = 'import', target_id = (SELECT b.id FROM import_batch b WHERE b.job_id = job.id),
    target_name = substr(name, length('Import ') + 1)
  WHERE kind = 'import' AND target_kind IS NULL AND EXISTS (SELECT 1 FROM import_batch b WHERE b.job_id = job.id);
CREATE INDEX import_batch_job ON import_batch(job_id);
`

export const watchJobs = { version: 35, up: (db: Database): void => void db.exec(sql) }
