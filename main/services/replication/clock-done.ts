import type { LogEvent, Simulation } from '../../domain/replication/simulation.ts'
import type { LabSimulation } from './lab-simulation.ts'
import { readEvents } from './log-reading.ts'
import { linesOf } from './log-store.ts'

/** Plans that wait for a person at a manual action, told apart by when they began to. */
const waiting = (sim: Simulation | null): Map<string, LogEvent> =>
  new Map(
    (sim?.planRuns() ?? []).flatMap(({ plan, startedAt, waiting: action, waitingSince }) =>
      action === null || waitingSince === null
        ? []
        : [[JSON.stringify([plan, startedAt, waitingSince, action]), { e: 'plan', s: 'waiting', t: waitingSince, plan, action }] as const],
    ),
  )

/** What was done between the turns of a clock that runs: its own play tells its events by itself. */
export class DoneMeanwhile {
  readonly #simulation: LabSimulation
  #lines = 0
  #waiting: ReadonlyMap<string, LogEvent> = new Map()

  constructor(simulation: LabSimulation) {
    this.#simulation = simulation
  }

  /** Everything up to here has been told. */
  seen(): void {
    this.#lines = this.#simulation.lines
    this.#waiting = waiting(this.#simulation.live)
  }

  /** In their order; each once. */
  events(): LogEvent[] {
    if (this.#simulation.lines === this.#lines) return []
    const events = [...readEvents(linesOf(this.#simulation.logText(this.#lines)))]
    const before = this.#waiting
    this.seen()
    for (const [key, event] of this.#waiting) if (!before.has(key)) events.push(event)
    return events
  }
}
