import { machinesIn } from '../../domain/replication/restore.ts'
import type { Scenario } from '../../domain/replication/scenario.ts'
import type { Simulation } from '../../domain/replication/simulation.ts'
import type { LabStore } from '../lab/lab-store.types.ts'
import type { SimulationMaker } from './lab-simulation.types.ts'
import { join, type Live, newLive, perform, unheard } from './live.ts'
import { checkpointAt, inputBody, inputsOf, inputTimes, lineage, loadCheckpoint, machinesOf, type Stretch } from './simulation-store.ts'

interface TimeLineParts {
  store: LabStore
  maker: SimulationMaker
  stopwatch: () => number
}

export interface Leg {
  sim: Simulation
  toMs: number
  counts: boolean
}

function* pausing<T>(work: Generator<void, T>): Generator<null, T> {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
    yield null
  }
}

/** The time of a lab as it is stored: any instant of it can be built again, from the checkpoint before it and the inputs since. */
export class TimeLine {
  readonly #store: LabStore
  readonly #maker: SimulationMaker
  readonly #stopwatch: () => number

  constructor({ store, maker, stopwatch }: TimeLineParts) {
    this.#store = store
    this.#maker = maker
    this.#stopwatch = stopwatch
  }

  /** Where the clock stands, by what is stored. */
  lab(): { clock_ms: number; branch: number } {
    return this.#store.db.prepare('SELECT clock_ms, branch FROM lab').get() as { clock_ms: number; branch: number }
  }

  /** Of the present branch. */
  stretches(): Stretch[] {
    return lineage(this.#store.db, this.lab().branch)
  }

  /** Instants of the present branch up to `nowMs` that are stored whole, newest first. */
  checkpoints(nowMs: number): { atMs: number; bytes: number }[] {
    const read = this.#store.db.prepare(
      'SELECT at_ms AS atMs, length(state) AS bytes FROM simulation_checkpoint WHERE branch_id = ? AND at_ms <= ? ORDER BY at_ms DESC, id DESC',
    )
    const rows = this.stretches()
      .reverse()
      .flatMap(({ branch, untilMs }) => read.all(branch, Math.min(untilMs, nowMs)) as { atMs: number; bytes: number }[])
    return rows.filter((row, n) => row.atMs !== rows[n - 1]?.atMs)
  }

  /** The time line at an instant, from the newest checkpoint that fits, with the inputs before `inputsBefore`. Null where nothing was protected yet. */
  build(atMs: number, inputsBefore: number, stretches = this.stretches()): Live | null {
    const { db } = this.#store
    const row = db.prepare('SELECT started_ms, scenario FROM simulation WHERE id = 1').get() as
      | { started_ms: number; scenario: string }
      | undefined
    if (row === undefined || atMs < row.started_ms) return null
    const inputs = inputsOf(db, stretches, inputsBefore)
    if (inputs.length === 0) return null
    const found = checkpointAt(db, stretches, atMs, inputs)
    const live = newLive(row.started_ms, (listener) =>
      found === undefined
        ? this.#maker.create(JSON.parse(row.scenario) as Scenario, listener)
        : this.#maker.restore(loadCheckpoint(db, found), machinesOf(inputs.slice(0, found.inputs)), listener),
    )
    live.inputs = inputs.length
    if (found !== undefined) {
      live.tailFrom = found.lines
      live.checkpointMs = found.at_ms
      live.storedMs = found.at_ms
      live.checkpointInputs = found.inputs
      if (found.inputs === inputs.length) live.scenarioId = found.scenario_id
    }
    const began = this.#stopwatch()
    inputs.forEach((input, index) => {
      join(live, input)
      if (index < (found?.inputs ?? 0)) return
      live.sim.advance(input.atMs)
      perform(live.sim, input)
    })
    live.sim.advance(atMs)
    live.workMs = this.#stopwatch() - began
    return live
  }

  /**
   * A stretch of the present time line once more, apart from the live simulation: first a few pauses (null) while it is built, then leg by leg.
   * Whoever asks takes `sim` to `toMs` before asking for the next leg, in as many turns as wanted; inputs come in between. Legs up to `fromMs`
   * don't count. There is none where nothing was protected at `fromMs` yet. `live`: that of the present time line, whose machines it shares.
   */
  *replay(live: Simulation, fromMs: number, untilMs: number): Generator<Leg | null> {
    const { db } = this.#store
    const stretches = this.stretches()
    const inputs = inputTimes(db, stretches, untilMs + 1)
    const found = checkpointAt(db, stretches, fromMs, inputs)
    let sim: Simulation
    if (found === undefined) {
      const row = db.prepare('SELECT started_ms, scenario FROM simulation WHERE id = 1').get() as
        | { started_ms: number; scenario: string }
        | undefined
      if (row === undefined || fromMs < row.started_ms || inputs.length === 0) return
      sim = this.#maker.create(JSON.parse(row.scenario) as Scenario, unheard)
    } else {
      const saved = loadCheckpoint(db, found)
      yield null
      sim = yield* pausing(this.#maker.restoring(saved, live.scenario.vms.slice(0, machinesIn(saved)), unheard))
    }
    yield null
    for (const { id, atMs } of inputs.slice(found?.inputs ?? 0)) {
      if (sim.now < fromMs && atMs > fromMs) yield { sim, toMs: fromMs, counts: false }
      if (atMs > sim.now) yield { sim, toMs: atMs, counts: sim.now >= fromMs }
      perform(sim, inputBody(db, id))
    }
    if (sim.now < fromMs) yield { sim, toMs: fromMs, counts: false }
    yield { sim, toMs: untilMs, counts: true }
  }

  /** A branch that was left, at its end. Null where nothing was protected, and for one that goes on. */
  endOf(branch: number): Simulation | null {
    const leftMs = this.#store.db.prepare('SELECT left_ms FROM branch WHERE id = ?').pluck().get(branch) as number | null
    if (leftMs === null) return null
    return this.build(leftMs, Number.MAX_SAFE_INTEGER, lineage(this.#store.db, branch))?.sim ?? null
  }
}
