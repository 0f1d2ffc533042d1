import type { ClockEvent, ClockState } from '../../../preload/contract/clock.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import type { LogEvent } from '../../domain/replication/simulation.ts'
import { eventText, initialWatch, waitsFor } from './clock-events.ts'
import type { LabSimulation } from './lab-simulation.ts'

/** What a run to an event looks for, of one machine or of any. Throws AppError `nothing-awaited`, `not-found`. */
export const awaitedOf = (
  simulation: LabSimulation,
  event: ClockEvent,
  item: number | undefined,
): { name: string | null; stopAt: (event: LogEvent) => boolean } => {
  simulation.follow()
  const { live } = simulation
  const vm = item === undefined ? undefined : simulation.nameOf(item)
  if (item !== undefined && vm === undefined)
    throw new AppError({
      code: 'not-found',
      message: t('This item is not replicated any more.'),
      remedy: t('Refresh the list.'),
      field: 'item',
    })
  if (live === null || live.size === 0)
    throw new AppError({
      code: 'nothing-awaited',
      message: t('Nothing is replicated, so nothing would happen.'),
      remedy: t('Enable replication first, or run to a date.'),
      field: 'event',
    })
  const isIt = waitsFor[event]
  if (event !== 'all-protected') return { name: vm ?? null, stopAt: (line) => isIt(line) && (vm === undefined || line.vm === vm) }
  const underWay = initialWatch(live)
  if (!underWay())
    throw new AppError({
      code: 'nothing-awaited',
      message: t('No initial replication is under way.'),
      remedy: t('Enable replication of a machine first.'),
      field: 'event',
    })
  return { name: null, stopAt: (line) => isIt(line) && !underWay() }
}

/** The line that a run waited for, in words, and its machine as the lists name it. */
export const metText = (
  simulation: LabSimulation,
  event: LogEvent,
  awaited: ClockEvent | null,
): { text: string; met: ClockState['met'] } => {
  const id = event.vm === undefined ? undefined : simulation.itemOf(event.vm)
  const name =
    id === undefined
      ? undefined
      : (simulation.store.db.prepare('SELECT v.name FROM protected_item p JOIN vm v ON v.id = p.vm_id WHERE p.id = ?').pluck().get(id) as
          | string
          | undefined)
  return {
    text: awaited === 'all-protected' ? t('Every initial replication has ended.') : eventText(event, name),
    met: id === undefined || name === undefined ? null : { id, name },
  }
}
