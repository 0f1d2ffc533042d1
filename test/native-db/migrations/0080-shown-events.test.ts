import { expect, test } from 'vitest'
import { connect } from '../../../native-db/database/open.ts'
import { shownEvents } from '../../../native-db/migrations/0080-shown-events.ts'
import { migrations } from '../../../native-db/migrations/registry.ts'

test('events of the present time line are counted by an index that holds no others', () => {
  const db = connect(':memory:')
  db.pragma('foreign_keys = OFF')
  for (const step of migrations) if (step.version < shownEvents.version) step.up(db)
  const add = db.prepare(
    "INSERT INTO replication_event (branch_id, line, at_ms, severity, object, code, message, gone) VALUES (1, ?, ?, 'warning', 'x', 'x', 'x', ?)",
  )
  for (let n = 0; n < 20; n++) add.run(n, n * 1000, n % 2)
  shownEvents.up(db)
  const count = 'SELECT count(*) FROM replication_event WHERE gone = 0 AND at_ms >= ?'
  expect(db.prepare(count).pluck().get(10_000)).toBe(5)
  expect(db.prepare(`EXPLAIN QUERY PLAN ${count}`).all(10_000)).toMatchObject([
    { detail: expect.stringContaining('replication_event_shown') },
  ])
})
