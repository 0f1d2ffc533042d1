import { expect, test } from 'vitest'
import { connect } from '../../../native-db/database/open.ts'
import { planFailback } from '../../../native-db/migrations/0090-plan-failback.ts'
import { migrations } from '../../../native-db/migrations/registry.ts'

test('runs keep what they are, and one may be a failback', () => {
  const db = connect(':memory:')
  for (const step of migrations) if (step.version < planFailback.version) step.up(db)
  db.pragma('foreign_keys = OFF')
  const add = () =>
    db.prepare(
      "INSERT INTO plan_run (id, branch_id, recovery_plan_id, plan_name, kind, status, started_ms, detail, gone) VALUES (?, 1, 3, 'Shop', ?, 'completed', 5, '{}', 1)",
    )
  add().run(8, 'test')
  expect(() => add().run(9, 'failback')).toThrow(/CHECK/)
  const before = db.prepare('SELECT * FROM plan_run').all()
  planFailback.up(db)
  expect(db.prepare('SELECT * FROM plan_run').all()).toEqual(before)
  add().run(9, 'failback')
  expect(() => add().run(10, 'other')).toThrow(/CHECK/)
  const plan = db.prepare('EXPLAIN QUERY PLAN SELECT * FROM plan_run WHERE recovery_plan_id = 3').all() as { detail: string }[]
  expect(plan[0]?.detail).toContain('plan_run_plan')
})
