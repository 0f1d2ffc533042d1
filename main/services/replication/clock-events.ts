import type { ClockEvent } from '../../../preload/contract/clock.ts'
import { t } from '../../../preload/contract/words.ts'
import type { LogEvent, Simulation } from '../../domain/replication/simulation.ts'
import { jobName } from './job-texts.ts'

const quietKinds = new Set(['digest', 'action', 'rejected'])

/** Which line of the log a run waits for; the last of all initial replications needs a look at the others as well. */
export const waitsFor: Readonly<Record<ClockEvent, (event: LogEvent) => boolean>> = {
  'next-event': (event) => !quietKinds.has(event.e),
  'job-end': (event) =>
    (event.e === 'job' && event.s !== 'start') ||
    (event.e === 'state' && event.from === 'M4' && event.to === 'M5') ||
    (event.e === 'plan' && event.s === 'end'),
  'waiting-job': (event) =>
    (event.e === 'job' && (event.s === 'suspended' || (event.job === 'testFailover' && event.s === 'end'))) ||
    (event.e === 'plan' && event.s === 'waiting'),
  warning: (event) => event.e === 'health' && event.to === 'Warning',
  critical: (event) => event.e === 'health' && event.to === 'Critical',
  protected: (event) => event.e === 'state' && event.to === 'M5' && event.from === 'M4',
  'all-protected': (event) => event.e === 'state' && initialStates.has(String(event.from)),
  point: (event) => event.e === 'point',
}

const initialStates: ReadonlySet<string> = new Set(['M1', 'M2', 'M3', 'M4'])

/**
 * Whether an item sends its data to Azure for the first time, or is about to: enabled and not yet protected, or reverse replicated after a
 * failback, which begins with a job in M16.
 */
const onItsWay = (sim: Simulation, at: number): boolean => {
  const state = sim.stateOf(at)
  if (state !== 'M16') return initialStates.has(state)
  const { job } = sim.item(at)
  return job?.kind === 'reverse' && job.state === 'running'
}

/** Whether an item is still on its way to protection. Asked after each change of a state, it goes on where it found the last one. */
export const initialWatch = (sim: Simulation): (() => boolean) => {
  let at = 0
  return () => {
    for (let left = sim.size; left > 0; left -= 1) {
      if (at >= sim.size) at = 0
      if (onItsWay(sim, at)) return true
      at += 1
    }
    return false
  }
}

const kinds: Readonly<Record<string, string>> = {
  state: t('changed its state'),
  job: t('has news of a job'),
  resyncRequired: t('needs a resynchronization'),
  vssFailed: t('has no application-consistent point: VSS failed'),
  retry: t('tries again after an error'),
  retryOk: t('replicates again'),
  shutdownFailed: t('could not be shut down'),
  drillForced: t('had its test failover closed after two weeks'),
  drillCleaned: t('is clean after its test failover'),
}

/** Why the clock stands still, for the strip. */
export const eventText = (event: LogEvent, name?: string): string => {
  const object = name ?? event.vm ?? String(event.plan ?? t('The lab'))
  if (event.e === 'health') return t('{object}: Replication health is {to}.', { object, to: String(event.to) })
  if (event.e === 'point') return t('{object} has a new recovery point.', { object })
  if (event.e === 'state' && event.to === 'M5') return t('{object} is protected.', { object })
  if (event.e === 'job') {
    const told = { object, job: jobName(String(event.job)) }
    if (event.s === 'start') return t('{object}: {job} started.', told)
    if (event.s === 'failed') return t('{object}: {job} failed.', told)
    if (event.s === 'cancelled') return t('{object}: {job} was cancelled.', told)
    // A test failover is done when somebody completes it.
    return event.s === 'suspended' || event.job === 'testFailover'
      ? t('{object}: {job} waits for you.', told)
      : t('{object}: {job} ended.', told)
  }
  if (event.e === 'plan' && event.s === 'end') return t('The run of the recovery plan {object} ended.', { object })
  if (event.e === 'plan' && event.s === 'waiting')
    return t('The recovery plan {object} waits for you: {action}.', { object, action: String(event.action) })
  if (event.e === 'plan') return t('The recovery plan {object} goes on.', { object })
  return `${object} ${kinds[event.e] ?? t('has news')}.`
}
