import type { Database } from 'better-sqlite3'

/** Runs of a plan back to the site stand beside its failovers. */
const sql = `
CREATE TABLE plan_run_next (
  id INTEGER PRIMARY KEY,
  branch_id INTEGER NOT NULL REFERENCES branch(id),
  recovery_plan_id INTEGER,
  plan_name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('test','planned','unplanned','failback')),
  status TEXT NOT NULL CHECK (status IN ('running','waiting','completed','failed')),
  started_ms INTEGER NOT NULL,
  ended_ms INTEGER,
  rto_ms INTEGER,
  target_ms INTEGER,
  -- JSON: groups, machines, actions with their instants
  detail TEXT NOT NULL,
  gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0,1))
) STRICT;
INSERT INTO plan_run_next (id, branch_id, recovery_plan_id, plan_name, kind, status, started_ms, ended_ms, rto_ms, target_ms, detail, gone)
  SELECT id, branch_id, recovery_plan_id, plan_name, kind, status, started_ms, ended_ms, rto_ms, target_ms, detail, gone FROM plan_run;
DROP TABLE plan_run;
ALTER TABLE plan_run_next RENAME TO plan_run;
CREATE INDEX plan_run_plan ON plan_run(recovery_plan_id);
`

export const planFailback = { version: 90, up: (db: Database): void => void db.exec(sql) }
