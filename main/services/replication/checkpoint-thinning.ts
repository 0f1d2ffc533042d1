import type { Database } from 'better-sqlite3'

/** Bytes that all checkpoints of a lab may take together. */
const checkpointBudget = 280 * 2 ** 20

interface Thinned {
  id: number
  bytes: number
  workMs: number
}

/**
 * Removes checkpoints of a branch while those of the lab take more than the budget: each time the one without which a step back costs least
 * more. The newest is what a crash starts from; it stays.
 */
export const thinCheckpoints = (db: Database, branch: number, budget = checkpointBudget): void => {
  let total = db.prepare('SELECT sum(length(state)) FROM simulation_checkpoint').pluck().get() as number
  if (total <= budget) return
  const rows = db
    .prepare('SELECT id, length(state) AS bytes, work_ms AS workMs FROM simulation_checkpoint WHERE branch_id = ? ORDER BY at_ms, id')
    .all(branch) as Thinned[]
  const remove = db.prepare('DELETE FROM simulation_checkpoint WHERE id = ?')
  const longer = db.prepare('UPDATE simulation_checkpoint SET work_ms = ? WHERE id = ?')
  while (total > budget && rows.length > 1) {
    let at = 0
    for (let n = 1; n < rows.length - 1; n++) if (costWithout(rows, n) < costWithout(rows, at)) at = n
    const [gone, next] = [rows[at] as Thinned, rows[at + 1] as Thinned]
    next.workMs += gone.workMs
    remove.run(gone.id)
    longer.run(next.workMs, next.id)
    total -= gone.bytes
    rows.splice(at, 1)
  }
  dropScenarios(db)
}

/** What is played from the checkpoint before to the next one, in ms, when this one is gone. */
const costWithout = (rows: readonly Thinned[], n: number): number => (rows[n]?.workMs ?? 0) + (rows[n + 1]?.workMs ?? 0)

/** A time that is left is not gone back to: of its checkpoints only the last stays, to look at its end, and those that the new branch may begin with. */
export const dropCheckpointsAfter = (db: Database, atMs: number): void => {
  db.prepare(
    'DELETE FROM simulation_checkpoint WHERE at_ms > ? AND id NOT IN (SELECT max(id) FROM simulation_checkpoint GROUP BY branch_id)',
  ).run(atMs)
  dropScenarios(db)
}

const dropScenarios = (db: Database): void =>
  void db.prepare('DELETE FROM simulation_scenario WHERE id NOT IN (SELECT scenario_id FROM simulation_checkpoint)').run()
