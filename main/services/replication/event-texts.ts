import { t } from '../../../preload/contract/words.ts'
import type { LogEvent } from '../../domain/replication/simulation.ts'

import { failureOf } from './failures.ts'
import { jobName } from './job-texts.ts'

export interface EventText {
  severity: 'information' | 'warning' | 'critical'
  object: string
  code: string
  message: string
}

const why: Readonly<Record<string, string>> = {
  hrl: t('The replication log reached half of a disk.'),
  user: t('You asked for it.'),
  volumeFull: t('The volume of the logs was full.'),
  brokenChain: t('The chain of virtual disks is broken.'),
}

/** What an admin has to know of a line of the log; null for what goes its way. */
export const eventOf = (event: LogEvent): EventText | null => {
  const object = event.vm ?? String(event.plan ?? '')
  const told = (severity: EventText['severity'], code: string, message: string): EventText => ({ severity, object, code, message })
  switch (event.e) {
    case 'health':
      if (event.to === 'Critical') return told('critical', 'health-critical', t('Replication health of {object} is Critical.', { object }))
      if (event.to === 'Warning') return told('warning', 'health-warning', t('Replication health of {object} is Warning.', { object }))
      if (event.to === 'Normal' && event.from !== 'None')
        return told('information', 'health-normal', t('Replication health of {object} is Normal again.', { object }))
      return null
    case 'resyncRequired':
      return told(
        'critical',
        'resync-required',
        t('{object} needs a resynchronization. {why}', { object, why: why[String(event.why)] ?? '' }).trim(),
      )
    case 'vssFailed':
      return told(
        'warning',
        'vss-failed',
        t('No application-consistent point of {object}: VSS failed. The point is crash-consistent.', { object }),
      )
    case 'retry':
      return told('warning', 'replication-retry', t('Replication of {object} failed and is tried again.', { object }))
    case 'shutdownFailed':
      return told('warning', 'shutdown-failed', t('{object} could not be shut down.', { object }))
    case 'drillForced':
      return told('warning', 'drill-forced', t('The test failover of {object} ran for two weeks and is closed.', { object }))
    case 'job':
      if (event.s === 'failed')
        return told(
          'critical',
          'job-failed',
          t('{job} of {object} failed. {why}', { object, job: jobName(String(event.job)), why: failureOf(event).message }),
        )
      if (event.s === 'cancelled')
        return told('warning', 'job-cancelled', t('{job} of {object} was cancelled.', { object, job: jobName(String(event.job)) }))
      return null
    case 'state':
      if (event.to === 'M5' && event.from === 'M4') return told('information', 'protected', t('{object} is protected.', { object }))
      if (event.to === 'M3P' && event.reason === 'volumeFull')
        return told('critical', 'volume-full', t('Replication of {object} paused: the volume of its logs is full.', { object }))
      return null
    default:
      return null
  }
}
