import { expect, test } from 'vitest'
import { dropCheckpointsAfter, thinCheckpoints } from '../../../../main/services/replication/checkpoint-thinning.ts'
import { checkpointAt } from '../../../../main/services/replication/simulation-store.ts'
import { connect } from '../../../../native-db/database/open.ts'
import { migrations } from '../../../../native-db/migrations/registry.ts'

/** Checkpoints of 100 bytes each: branch, instant, work since the one before. */
const storeOf = (rows: readonly (readonly [branch: number, atMs: number, workMs: number])[]) => {
  const db = connect(':memory:')
  db.pragma('foreign_keys = OFF')
  for (const step of migrations) step.up(db)
  const state = Buffer.alloc(100)
  state[0] = 2
  for (const [branch, atMs, workMs] of rows) {
    db.prepare('INSERT INTO simulation_scenario (id, body) VALUES (?, ?)').run(atMs + 1000 * branch, state)
    db.prepare(
      'INSERT INTO simulation_checkpoint (branch_id, at_ms, inputs, lines, scenario_id, work_ms, state) VALUES (?, ?, 1, 0, ?, ?, ?)',
    ).run(branch, atMs, atMs + 1000 * branch, workMs, state)
  }
  const kept = () => db.prepare('SELECT branch_id, at_ms, work_ms FROM simulation_checkpoint ORDER BY branch_id, at_ms').raw().all()
  return { db, kept }
}

test('within the budget nothing goes; beyond it those that save least, and never the newest', () => {
  const { db, kept } = storeOf([
    [0, 1, 10],
    [0, 2, 900],
    [0, 3, 20],
    [0, 4, 30],
    [0, 5, 800],
  ])
  thinCheckpoints(db, 0, 500)
  expect(kept()).toHaveLength(5)
  thinCheckpoints(db, 0, 400)
  expect(kept()).toEqual([
    [0, 1, 10],
    [0, 2, 900],
    [0, 4, 50],
    [0, 5, 800],
  ])
  thinCheckpoints(db, 0, 100)
  expect(kept()).toEqual([[0, 5, 1760]])
  thinCheckpoints(db, 0, 0)
  expect(kept()).toHaveLength(1)
  // Inputs that no checkpoint shares any more go with them.
  expect(db.prepare('SELECT id FROM simulation_scenario').pluck().all()).toEqual([5])
})

test('time that is left keeps the last checkpoint of each branch, and those from before', () => {
  const { db, kept } = storeOf([
    [0, 1, 1],
    [0, 5, 1],
    [0, 9, 1],
    [1, 6, 1],
    [1, 7, 1],
  ])
  dropCheckpointsAfter(db, 5)
  expect(kept()).toEqual([
    [0, 1, 1],
    [0, 5, 1],
    [0, 9, 1],
    [1, 7, 1],
  ])
})

test('a state that was written in another form is passed over', () => {
  const { db } = storeOf([
    [0, 1, 1],
    [0, 2, 1],
  ])
  const stretches = [{ branch: 0, untilMs: Number.MAX_SAFE_INTEGER, lines: Number.MAX_SAFE_INTEGER }]
  const inputs = [{ atMs: 0, ops: [] }]
  expect(checkpointAt(db, stretches, 9, inputs)?.at_ms).toBe(2)
  db.prepare("UPDATE simulation_checkpoint SET state = x'01' WHERE at_ms = 2").run()
  expect(checkpointAt(db, stretches, 9, inputs)?.at_ms).toBe(1)
  expect(checkpointAt(db, stretches, 9, [])).toBeUndefined()
})
