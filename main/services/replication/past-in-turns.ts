import type { Simulation } from '../../domain/replication/simulation.ts'
import type { LabSimulation } from './lab-simulation.ts'

/** As long as one turn may take, in wall ms. */
const turnMs = 12

const others = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Instants of the present time line played again for looking at: seconds of work in a large lab, so that others have their turns in between. */
export class PastInTurns {
  readonly #simulation: LabSimulation
  readonly #nowMs: () => number
  #before: Promise<unknown> = Promise.resolve()

  /** `nowMs`: milliseconds that only rise. */
  constructor(simulation: LabSimulation, nowMs = () => performance.now()) {
    this.#simulation = simulation
    this.#nowMs = nowMs
  }

  /** What `LabSimulation.at` gives. One after the other: each is as large as the lab's own. */
  at(atMs: number): Promise<Simulation | null> {
    const next = this.#before.then(() => this.#play(atMs))
    this.#before = next.catch(() => undefined)
    return next
  }

  async #play(atMs: number): Promise<Simulation | null> {
    const { live, time } = this.#simulation
    if (live === null) return null
    let found: Simulation | null = null
    let began = this.#nowMs()
    const late = (): boolean => this.#nowMs() - began >= turnMs
    const breath = async (): Promise<void> => {
      await others()
      began = this.#nowMs()
    }
    for (const leg of time.replay(live, atMs, atMs)) {
      if (late()) await breath()
      if (leg === null) continue
      found = leg.sim
      while (leg.sim.now < leg.toMs) {
        leg.sim.advance(leg.toMs, undefined, late)
        if (late()) await breath()
      }
    }
    return found
  }
}
