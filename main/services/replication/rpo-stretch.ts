import { type RpoHour, RpoHours } from '../../domain/replication/rpo-hours.ts'
import type { LogEvent, Simulation } from '../../domain/replication/simulation.ts'
import type { LabSimulation } from './lab-simulation.ts'
import type { Leg } from './time-line.ts'

/** A stretch of time whose RPO is followed, from `fromMs` to `toMs`. */
export interface Stretch {
  fromMs: number
  toMs: number
}

/**
 * What is to be played for the RPO between two instants, the latest first: each stretch begins at a checkpoint, so that the newest hours are known after
 * little work. `checkpoints`: instants, newest first.
 */
export const stretchesOf = (fromMs: number, toMs: number, checkpoints: readonly number[]): Stretch[] => {
  const stretches: Stretch[] = []
  let end = toMs
  for (const atMs of checkpoints) {
    if (end <= fromMs) break
    if (atMs >= end) continue
    stretches.push({ fromMs: Math.max(atMs, fromMs), toMs: end })
    end = atMs
  }
  if (end > fromMs) stretches.push({ fromMs, toMs: end })
  return stretches
}

/** Plays one stretch again and follows the RPO of one machine to the ms (model 12.4). */
export class StretchPlay {
  readonly stretch: Stretch
  readonly #legs: Generator<Leg | null>
  readonly #vm: string
  #leg: Leg | null = null
  #follower: RpoHours | null = null

  constructor(simulation: LabSimulation, live: Simulation, vm: string, stretch: Stretch) {
    this.stretch = stretch
    this.#vm = vm
    this.#legs = simulation.time.replay(live, stretch.fromMs, stretch.toMs)
  }

  /** Hours that it has come to, each as far as it is known. */
  get hours(): readonly RpoHour[] {
    return this.#follower?.hours ?? []
  }

  /** Works until it is late; true when all is played. */
  work(late: () => boolean): boolean {
    do {
      if (this.#leg === null || this.#leg.sim.now >= this.#leg.toMs) {
        const { done, value } = this.#legs.next()
        if (done) return true
        this.#leg = value
        if (value !== null) this.#begin(value)
      } else this.#play(this.#leg, late)
    } while (!late())
    return false
  }

  #begin({ sim, counts }: Leg): void {
    // An action may have changed what counts.
    if (this.#follower !== null) this.#follower.change(sim.now, this.#stamp(sim))
    else if (counts) this.#follower = new RpoHours(sim.now, this.#stamp(sim))
  }

  #play({ sim, toMs }: Leg, late: () => boolean): void {
    const follower = this.#follower
    const vm = this.#vm
    if (follower === null) {
      sim.advance(toMs, undefined, late)
      return
    }
    const stopWhen = (event: LogEvent): boolean => {
      if (event.vm !== vm) return false
      if (event.e === 'point') follower.change(event.t, event.stamp as number)
      return event.e === 'state'
    }
    sim.advance(toMs, stopWhen, late, { points: true, vm })
    follower.change(sim.now, this.#stamp(sim))
  }

  #stamp(sim: Simulation): number | null {
    const index = sim.indexOf(this.#vm)
    const rpo = index === undefined ? null : sim.rpoOf(index)
    return rpo === null ? null : sim.now - rpo
  }
}

/** One hour of which two stretches tell, `before` and `after` in time. */
export const joined = (before: RpoHour, after: RpoHour): RpoHour => {
  const least = [before.minMs, after.minMs].filter((each) => each !== null)
  const greatest = before.maxMs !== null && (after.maxMs === null || before.maxMs >= after.maxMs) ? before : after
  return {
    startMs: before.startMs,
    minMs: least.length === 0 ? null : Math.min(...least),
    maxMs: greatest.maxMs,
    lastMs: after.lastMs,
    whyMs: greatest.whyMs,
  }
}
