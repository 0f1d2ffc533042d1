import type { Database } from 'better-sqlite3'
import type { SimulationMaker } from './lab-simulation.types.ts'
import { type Live, newLive } from './live.ts'
import { emptyScenario } from './scenario-builder.ts'

const minute = 60_000

/** Time begins to count with the first item, at a whole minute: inside a transaction, what the simulation starts from. */
export const beginTime = (db: Database, maker: SimulationMaker): Live => {
  const lab = db.prepare('SELECT clock_ms, seed FROM lab').get() as { clock_ms: number; seed: number }
  const startMs = Math.floor(lab.clock_ms / minute) * minute
  const fresh = emptyScenario(db, startMs, lab.seed)
  db.prepare(
    `INSERT INTO simulation (id, started_ms, seed, scenario, shown_lines) VALUES (1, ?, ?, ?, 0)
     ON CONFLICT (id) DO UPDATE SET started_ms = excluded.started_ms, seed = excluded.seed, scenario = excluded.scenario, shown_lines = 0`,
  ).run(startMs, lab.seed, JSON.stringify(fresh))
  const live = newLive(startMs, (listener) => maker.create(fresh, listener))
  live.sim.advance(lab.clock_ms)
  return live
}
