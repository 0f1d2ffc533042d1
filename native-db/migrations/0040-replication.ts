import type { Database } from 'better-sqlite3'
import { labZone } from '../database/zone-table.ts'

/**
 * Replication on the lab's clock. `simulation_input` is what users did, in the order in which it was acknowledged; with the
 * checkpoints and the log it belongs to a branch of time. Everything below "shown" is worked out from them again at any time.
 * The zone of the lab is frozen here, so that new time zone rules of a computer cannot change what was played.
 */
const sql = `
ALTER TABLE lab ADD COLUMN zone TEXT;
ALTER TABLE protected_item ADD COLUMN availability_set TEXT;
ALTER TABLE recovery_plan ADD COLUMN target_rto_minutes INTEGER;

CREATE TABLE branch (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER REFERENCES branch(id),
  -- lab time and line of the event log at which it left its parent
  from_ms INTEGER NOT NULL,
  from_lines INTEGER NOT NULL,
  opened_wall_ms INTEGER NOT NULL,
  -- how far it was played when another branch took its place; NULL = the present one
  left_ms INTEGER,
  left_lines INTEGER,
  left_wall_ms INTEGER
) STRICT;

CREATE TABLE simulation (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  -- a whole minute
  started_ms INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  -- JSON: site, parameters and durations as they were when time began to count
  scenario TEXT NOT NULL,
  -- lines of the event log whose effect stands in the tables below
  shown_lines INTEGER NOT NULL
) STRICT;
CREATE TABLE simulation_input (
  id INTEGER PRIMARY KEY,
  branch_id INTEGER NOT NULL REFERENCES branch(id),
  at_ms INTEGER NOT NULL,
  job_id INTEGER REFERENCES job(id),
  wall_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  -- JSON: what is added to the estate, and the actions
  body TEXT NOT NULL
) STRICT;
CREATE INDEX simulation_input_branch ON simulation_input(branch_id, id);
-- Inputs as edited, shared by the checkpoints between two edits; compressed.
CREATE TABLE simulation_scenario (
  id INTEGER PRIMARY KEY,
  body BLOB NOT NULL
) STRICT;
CREATE TABLE simulation_checkpoint (
  id INTEGER PRIMARY KEY,
  branch_id INTEGER NOT NULL REFERENCES branch(id),
  at_ms INTEGER NOT NULL,
  -- inputs that it contains, counted from the beginning of time
  inputs INTEGER NOT NULL,
  lines INTEGER NOT NULL,
  scenario_id INTEGER NOT NULL REFERENCES simulation_scenario(id),
  -- compressed
  state BLOB NOT NULL
) STRICT;
CREATE INDEX simulation_checkpoint_branch ON simulation_checkpoint(branch_id, at_ms);
CREATE TABLE simulation_log (
  id INTEGER PRIMARY KEY,
  branch_id INTEGER NOT NULL REFERENCES branch(id),
  first_line INTEGER NOT NULL,
  lines INTEGER NOT NULL,
  -- compressed lines, each with its line end
  text BLOB NOT NULL
) STRICT;
CREATE INDEX simulation_log_branch ON simulation_log(branch_id, first_line);

-- ---------------------------------------------------------------- what users add (change log)
CREATE TABLE recovery_plan_action (
  id INTEGER PRIMARY KEY,
  recovery_plan_id INTEGER NOT NULL REFERENCES recovery_plan(id),
  group_number INTEGER NOT NULL CHECK (group_number BETWEEN 1 AND 7),
  place TEXT NOT NULL CHECK (place IN ('pre','post')),
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('script','runbook','manual')),
  name TEXT NOT NULL,
  -- path of a script below the library share, or the instruction of a manual action
  detail TEXT,
  duration_ms INTEGER NOT NULL CHECK (duration_ms >= 0),
  timeout_ms INTEGER NOT NULL CHECK (timeout_ms > 0),
  fails INTEGER NOT NULL DEFAULT 0 CHECK (fails IN (0,1)),
  -- JSON array of test, planned, unplanned
  runs_in TEXT NOT NULL DEFAULT '["test","planned","unplanned"]'
) STRICT;
CREATE INDEX recovery_plan_action_plan ON recovery_plan_action(recovery_plan_id, group_number);
CREATE TABLE drill_note (
  id INTEGER PRIMARY KEY,
  vm_name TEXT NOT NULL,
  protected_item_id INTEGER,
  noted_ms INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT;

-- ---------------------------------------------------------------- shown
CREATE TABLE replicated_item (
  protected_item_id INTEGER PRIMARY KEY REFERENCES protected_item(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  -- why it stands still, or what of the state it is in: user, volumeFull, error, required, running, waiting, commitPending, failed
  reason TEXT,
  drill TEXT NOT NULL CHECK (drill IN ('none','running','waiting','cleaning')),
  health TEXT NOT NULL CHECK (health IN ('not-applicable','normal','warning','critical')),
  active_location TEXT NOT NULL CHECK (active_location IN ('primary','recovery')),
  ir_percent INTEGER,
  -- of the newest point, in lab ms; NULL = there is none that counts
  stamp_ms INTEGER,
  backlog_bytes INTEGER,
  points INTEGER NOT NULL DEFAULT 0,
  resync_needed INTEGER NOT NULL DEFAULT 0 CHECK (resync_needed IN (0,1)),
  last_drill_ms INTEGER,
  -- network of the test failover; NULL = none, or no test yet
  test_network_id INTEGER REFERENCES azure_network(id)
) STRICT;
CREATE TABLE replication_job (
  job_id INTEGER PRIMARY KEY REFERENCES job(id) ON DELETE CASCADE,
  branch_id INTEGER NOT NULL REFERENCES branch(id),
  protected_item_id INTEGER,
  vm_name TEXT,
  -- of the model: enable, finalize, testFailover ...
  model TEXT NOT NULL,
  line INTEGER NOT NULL,
  ended_ms INTEGER,
  -- 1 = of a time that was taken back
  gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0,1))
) STRICT;
CREATE INDEX replication_job_item ON replication_job(protected_item_id);
CREATE TABLE replication_event (
  id INTEGER PRIMARY KEY,
  branch_id INTEGER NOT NULL REFERENCES branch(id),
  line INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('information','warning','critical')),
  protected_item_id INTEGER,
  object TEXT NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0,1))
) STRICT;
CREATE INDEX replication_event_time ON replication_event(at_ms);
CREATE INDEX replication_event_item ON replication_event(protected_item_id);
CREATE TABLE plan_run (
  id INTEGER PRIMARY KEY,
  branch_id INTEGER NOT NULL REFERENCES branch(id),
  recovery_plan_id INTEGER,
  plan_name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('test','planned','unplanned')),
  status TEXT NOT NULL CHECK (status IN ('running','waiting','completed','failed')),
  started_ms INTEGER NOT NULL,
  ended_ms INTEGER,
  rto_ms INTEGER,
  target_ms INTEGER,
  -- JSON: groups, machines, actions with their instants
  detail TEXT NOT NULL,
  gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0,1))
) STRICT;
CREATE INDEX plan_run_plan ON plan_run(recovery_plan_id);
CREATE TABLE azure_vm (
  id INTEGER PRIMARY KEY,
  protected_item_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  size TEXT NOT NULL,
  resource_group TEXT NOT NULL,
  network TEXT,
  -- JSON: name, subnet, address of each adapter
  adapters TEXT NOT NULL,
  created_by TEXT NOT NULL CHECK (created_by IN ('test','planned','unplanned')),
  created_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('creating','running','stopped')),
  UNIQUE (protected_item_id, created_by)
) STRICT;
`

export const replication = {
  version: 40,
  up: (db: Database): void => {
    db.exec(sql)
    const lab = db.prepare('SELECT time_zone, clock_ms, branch, created_wall_ms FROM lab').get() as
      | { time_zone: string; clock_ms: number; branch: number; created_wall_ms: number }
      | undefined
    if (lab === undefined) return
    let zone = null
    try {
      zone = JSON.stringify(labZone(lab.time_zone, lab.clock_ms))
    } catch (error) {
      // A zone that this computer doesn't know counts as UTC.
      if (!(error instanceof RangeError)) throw error
    }
    db.prepare('UPDATE lab SET zone = ?').run(zone)
    db.prepare('INSERT INTO branch (id, from_ms, from_lines, opened_wall_ms) VALUES (?, ?, 0, ?)').run(
      lab.branch,
      lab.clock_ms,
      lab.created_wall_ms,
    )
  },
}
