import { AppError } from '../../../preload/contract/errors.ts'
import type { RpoHistory } from '../../../preload/contract/replication.ts'
import { t } from '../../../preload/contract/words.ts'
import { hourMs } from '../../domain/replication/clock.ts'
import { RpoHours } from '../../domain/replication/rpo-hours.ts'
import type { Simulation } from '../../domain/replication/simulation.ts'
import type { LabSimulation } from './lab-simulation.ts'

/** Plays the last hours once more and follows the RPO of one machine to the ms (model 12.4). Throws AppError `not-found`. */
export const rpoHistoryOf = (simulation: LabSimulation, id: number, hours: number): RpoHistory => {
  const vm = simulation.nameOf(id)
  const { live } = simulation
  if (vm === undefined || live === null)
    throw new AppError({
      code: 'not-found',
      message: t('There is no RPO yet. Replication begins when the clock moves.'),
      remedy: t('Let the clock move.'),
    })
  const { warnRpoMs: warnMs, critRpoMs: critMs } = live.scenario.params
  const toMs = live.now
  const first = Math.floor(toMs / hourMs) * hourMs - (hours - 1) * hourMs
  const fromMs = Math.max(first, live.scenario.start)
  const stampOf = (sim: Simulation): number | null => {
    const index = sim.indexOf(vm)
    const rpo = index === undefined ? null : sim.rpoOf(index)
    return rpo === null ? null : sim.now - rpo
  }
  let follower: RpoHours | null = null
  const known = simulation.replay(fromMs, toMs, (sim, until) => {
    // An action may have changed what counts.
    if (follower === null) follower = new RpoHours(sim.now, stampOf(sim))
    else follower.change(sim.now, stampOf(sim))
    const of = follower
    while (sim.now < until) {
      sim.advance(
        until,
        (event) => {
          if (event.vm !== vm) return false
          if (event.e === 'point') of.change(event.t, event.stamp as number)
          return event.e === 'state'
        },
        undefined,
        { points: true, vm },
      )
      of.change(sim.now, stampOf(sim))
    }
  })
  const told = (follower as RpoHours | null)?.hours ?? []
  return { fromMs, toMs, warnMs, critMs, hours: known ? told.filter((each) => each.startMs < toMs || told.length === 1) : [] }
}
