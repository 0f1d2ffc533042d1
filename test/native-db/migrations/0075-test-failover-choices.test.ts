import { expect, test } from 'vitest'
import { connect } from '../../../native-db/database/open.ts'
import { testFailoverChoices } from '../../../native-db/migrations/0075-test-failover-choices.ts'
import { migrations } from '../../../native-db/migrations/registry.ts'

test('networks of earlier tests count as chosen before everything else; choices are found by an index', () => {
  const db = connect(':memory:')
  for (const step of migrations) if (step.version < testFailoverChoices.version) step.up(db)
  db.pragma('foreign_keys = OFF')
  db.exec(`
    INSERT INTO branch (id, parent_id, from_ms, from_lines, opened_wall_ms) VALUES (1, NULL, 0, 0, 0), (2, 1, 5, 5, 5);
    INSERT INTO replicated_item (protected_item_id, name, state, drill, health, active_location, points, resync_needed, test_network_id)
      VALUES (7, 'a', 'M5', 'waiting', 'normal', 'primary', 1, 0, 3), (8, 'b', 'M5', 'none', 'normal', 'primary', 1, 0, NULL);
  `)
  testFailoverChoices.up(db)
  expect(db.prepare('SELECT branch_id, protected_item_id, at_ms, network_id, point FROM test_failover_choice').raw().all()).toEqual([
    [1, 7, 0, 3, null],
  ])
  expect(db.prepare('SELECT test_network_id FROM replicated_item').pluck().all()).toEqual([null, null])
  const add = db.prepare(
    'INSERT INTO test_failover_choice (branch_id, protected_item_id, at_ms, network_id, point, stamp_ms, app_consistent) VALUES (1, 7, 9, NULL, ?, 4, 1)',
  )
  add.run('app')
  expect(() => add.run('newest')).toThrow(/CHECK/)
  const plan = db
    .prepare('EXPLAIN QUERY PLAN SELECT * FROM test_failover_choice WHERE protected_item_id = 7 AND branch_id = 1 ORDER BY at_ms DESC')
    .all() as { detail: string }[]
  expect(plan[0]?.detail).toContain('test_failover_choice_item')
})
