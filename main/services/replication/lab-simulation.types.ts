import type { Scenario, Vm } from '../../domain/replication/scenario.ts'
import type { Listener, Saved, Simulation } from '../../domain/replication/simulation.ts'
import type { LabStore } from '../lab/lab-store.types.ts'

/** The domain's two ways to a simulation; given from outside, so that tests can bring their own. */
export interface SimulationMaker {
  create(scenario: Scenario, listener: Listener): Simulation
  restore(saved: Saved, vms: readonly Vm[], listener: Listener): Simulation
  /** The same with pauses. */
  restoring(saved: Saved, vms: readonly Vm[], listener: Listener): Generator<void, Simulation>
}

export interface LabSimulationParts {
  store: LabStore
  maker: SimulationMaker
  actor: string
  wall: () => number
  /** Milliseconds that only ever rise, to measure work. */
  stopwatch?: () => number
}
