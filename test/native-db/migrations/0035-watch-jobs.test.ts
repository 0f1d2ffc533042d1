import { expect, test } from 'vitest'
import { connect } from '../../../native-db/database/open.ts'
import { firstLab } from '../../../native-db/migrations/0010-first-lab.ts'
import { runAsRestart } from '../../../native-db/migrations/0020-run-as-restart.ts'
import { diskWrites } from '../../../native-db/migrations/0030-disk-writes.ts'
import { watchJobs } from '../../../native-db/migrations/0035-watch-jobs.ts'

const before = () => {
  const db = connect(':memory:')
  // As the runner of the steps has it: the step rebuilds a table that others refer to.
  db.pragma('foreign_keys = OFF')
  firstLab.up(db)
  runAsRestart.up(db)
  diskWrites.up(db)
  db.exec(`INSERT INTO job (id, kind, name, status, progress_percent, owner, target_kind, target_id, target_name, started_wall_ms, ended_wall_ms,
      started_lab_ms, branch, steps, error_code, error_message, error_remedy) VALUES
    (1, 'import', 'Import a.csv, b.csv', 'completed-info', 100, 'anna', NULL, NULL, NULL, 10, 30, 5, 0, '[]', NULL, NULL, NULL),
    (2, 'import', 'Import lost.csv', 'interrupted', 0, 'anna', NULL, NULL, NULL, 10, 30, 5, 0, '[]', 'engine-restarted', 'Cut off.', 'Again.'),
    (7, 'inventory.edit', 'Größe "数据"', 'completed', 100, 'LAB\\anna', 'vm', 3, 'SQL01', 40, 41, 6, 1, '[{"name":"x","wallMs":40}]', NULL, NULL, NULL),
    (9, 'setup.finish', 'Set up', 'running', 50, '', 'vault', NULL, 'DR-West', 50, NULL, 7, 0, '["old"]', NULL, NULL, NULL);
    INSERT INTO import_batch VALUES (4, 1, 'anna', 10, '[]', '{}', 0, '[]');
    INSERT INTO change_log VALUES (1, 7, NULL, 'anna', 40, 6, 1, 'update', 'vm', 3, '{}', '{}', '', '')`)
  return db
}

test('jobs keep every value and their numbers, gain a lab time that they took none of, and imports name their batch', () => {
  const db = before()
  const old = db.prepare('SELECT * FROM job ORDER BY id').all() as Record<string, unknown>[]
  expect(watchJobs.version).toBe(35)
  watchJobs.up(db)
  const added = { error_causes: null, clock: 'wall', parameters: null }
  expect(db.prepare('SELECT * FROM job ORDER BY id').all()).toEqual([
    { ...old[0], ...added, ended_lab_ms: 5, target_kind: 'import', target_id: 4, target_name: 'a.csv, b.csv' },
    { ...old[1], ...added, ended_lab_ms: 5 },
    { ...old[2], ...added, ended_lab_ms: 6 },
    { ...old[3], ...added, ended_lab_ms: null },
  ])
  expect(db.pragma('foreign_key_check')).toEqual([])
  expect(db.prepare("SELECT strict FROM pragma_table_list WHERE name = 'job'").pluck().get()).toBe(1)
  db.pragma('foreign_keys = ON')
  // Rows that refer to a job still hold it.
  expect(() => db.exec('DELETE FROM job WHERE id = 7')).toThrow(/FOREIGN KEY/)
})

test('a job may wait, and run on the lab clock; other words are refused', () => {
  const db = before()
  watchJobs.up(db)
  db.exec("UPDATE job SET status = 'waiting', clock = 'lab', error_causes = '[]', parameters = '{}' WHERE id = 9")
  expect(() => db.exec("UPDATE job SET status = 'lost'")).toThrow(/CHECK/)
  expect(() => db.exec("UPDATE job SET clock = 'moon'")).toThrow(/CHECK/)
})

test.each([
  ['SELECT count(*) FROM change_log WHERE job_id = 1 AND table_name = ?', /COVERING INDEX change_log_job_table/],
  ['SELECT table_name, count(*) FROM change_log WHERE job_id = ? GROUP BY table_name', /COVERING INDEX change_log_job_table/],
  ['SELECT id FROM change_log WHERE job_id = ? ORDER BY id LIMIT 100 OFFSET 90000', /COVERING INDEX change_log_job/],
  ["SELECT * FROM change_log WHERE table_name = 'vm' AND row_id = ?", /INDEX change_log_row/],
  ["SELECT * FROM import_change WHERE table_name = 'vm' AND row_id = ?", /INDEX import_change_row/],
  ['SELECT table_name, count(*) FROM import_change WHERE batch_id = ? GROUP BY table_name', /COVERING INDEX import_change_table/],
  ['SELECT * FROM import_change WHERE batch_id = ? AND ordinal >= 90000 AND ordinal < 90100', /USING PRIMARY KEY/],
  ["SELECT * FROM job WHERE status IN ('running', 'waiting') ORDER BY id DESC LIMIT ?", /INDEX job_status/],
])('%s reads an index', (sql, plan) => {
  const db = before()
  watchJobs.up(db)
  const lines = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(1) as { detail: string }[]
  const text = lines.map(({ detail }) => detail).join('\n')
  expect(text).toMatch(plan)
  expect(text).not.toMatch(/SCAN|TEMP B-TREE FOR GROUP/)
})
