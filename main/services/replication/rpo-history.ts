import { AppError } from '../../../preload/contract/errors.ts'
import type { RpoHistory } from '../../../preload/contract/replication.ts'
import { t } from '../../../preload/contract/words.ts'
import { hourMs } from '../../domain/replication/clock.ts'
import { RpoHours } from '../../domain/replication/rpo-hours.ts'
import type { LogEvent, Simulation } from '../../domain/replication/simulation.ts'
import type { LabSimulation } from './lab-simulation.ts'

/** As long as one turn may take, in wall ms: playing the hours of thousands of machines again takes seconds, in which others get answers. */
const turnMs = 12

const others = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Plays the last hours once more, in turns, and follows the RPO of one machine to the ms (model 12.4). Rejects with AppError `not-found`. */
export const rpoHistoryOf = async (simulation: LabSimulation, id: number, hours: number): Promise<RpoHistory> => {
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
  let follower = null as RpoHours | null
  for (const { sim, toMs: until, counts } of simulation.time.replay(fromMs, toMs)) {
    // An action may have changed what counts.
    if (counts && follower === null) follower = new RpoHours(sim.now, stampOf(sim))
    else follower?.change(sim.now, stampOf(sim))
    const of = follower
    const stopWhen = (event: LogEvent): boolean => {
      if (event.vm !== vm) return false
      if (event.e === 'point') of?.change(event.t, event.stamp as number)
      return event.e === 'state'
    }
    while (sim.now < until) {
      const began = performance.now()
      const late = (): boolean => performance.now() - began > turnMs
      while (sim.now < until && !late()) {
        if (of === null) sim.advance(until, undefined, late)
        else {
          sim.advance(until, stopWhen, late, { points: true, vm })
          of.change(sim.now, stampOf(sim))
        }
      }
      await others()
    }
  }
  const told = follower?.hours ?? []
  return { fromMs, toMs, warnMs, critMs, hours: told.filter((each) => each.startMs < toMs || told.length === 1) }
}
