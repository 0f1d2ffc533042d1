import type { ClockEvent } from '../../../preload/contract/clock.ts'
import type { LogEvent } from '../../domain/replication/simulation.ts'

const quietKinds = new Set(['digest', 'action', 'rejected'])

/** Which line of the log a run waits for. */
export const waitsFor: Readonly<Record<ClockEvent, (event: LogEvent) => boolean>> = {
  'next-event': (event) => !quietKinds.has(event.e),
  'job-end': (event) => (event.e === 'job' && event.s !== 'start') || (event.e === 'state' && event.from === 'M4' && event.to === 'M5'),
  'waiting-job': (event) =>
    (event.e === 'job' && (event.s === 'suspended' || (event.job === 'testFailover' && event.s === 'end'))) ||
    (event.e === 'plan' && event.s === 'waiting'),
  critical: (event) => event.e === 'health' && event.to === 'Critical',
  protected: (event) => event.e === 'state' && event.to === 'M5' && event.from === 'M4',
}

const kinds: Readonly<Record<string, string>> = {
  state: 'changed its state',
  job: 'has news of a job',
  resyncRequired: 'needs a resynchronization',
  vssFailed: 'has no application-consistent point: VSS failed',
  retry: 'tries again after an error',
  retryOk: 'replicates again',
  shutdownFailed: 'could not be shut down',
  drillForced: 'had its test failover closed after two weeks',
  drillCleaned: 'is clean after its test failover',
}

/** Why the clock stands still, for the strip. */
export const eventText = (event: LogEvent): string => {
  const object = event.vm ?? String(event.plan ?? 'The lab')
  if (event.e === 'health') return `${object}: Replication health is ${String(event.to)}.`
  if (event.e === 'state' && event.to === 'M5') return `${object} is protected.`
  if (event.e === 'job') {
    const words: Record<string, string> = { start: 'started', end: 'ended', failed: 'failed', suspended: 'waits for you' }
    return `${object}: a job ${words[String(event.s)] ?? 'changed'}.`
  }
  return `${object} ${kinds[event.e] ?? 'has news'}.`
}
