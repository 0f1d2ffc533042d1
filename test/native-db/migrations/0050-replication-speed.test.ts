import { expect, test } from 'vitest'
import { connect } from '../../../native-db/database/open.ts'
import { replicationSpeed } from '../../../native-db/migrations/0050-replication-speed.ts'
import { migrations } from '../../../native-db/migrations/registry.ts'

test('keeps checkpoints, and finds jobs and events of the log by index', () => {
  const db = connect(':memory:')
  for (const step of migrations) if (step.version < replicationSpeed.version) step.up(db)
  db.pragma('foreign_keys = OFF')
  db.exec("INSERT INTO simulation_checkpoint (branch_id, at_ms, inputs, lines, scenario_id, state) VALUES (0, 5, 1, 3, 1, x'00')")
  replicationSpeed.up(db)
  expect(db.prepare('SELECT at_ms, work_ms FROM simulation_checkpoint').all()).toEqual([{ at_ms: 5, work_ms: 0 }])
  const plan = (sql: string): string =>
    (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map(({ detail }) => detail).join('; ')
  expect(plan("SELECT max(job_id) FROM replication_job WHERE vm_name = 'A' AND model = 'enable' AND gone = 0")).toMatch(
    /SEARCH replication_job USING COVERING INDEX replication_job_vm/,
  )
  expect(plan('UPDATE replication_event SET gone = 1 WHERE gone = 0 AND line >= 7')).toMatch(/INDEX replication_event_line/)
  expect(plan('UPDATE replication_job SET gone = 1 WHERE gone = 0 AND line >= 7')).toMatch(/INDEX replication_job_line/)
})
