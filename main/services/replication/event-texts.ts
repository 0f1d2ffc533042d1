import type { LogEvent } from '../../domain/replication/simulation.ts'

export interface EventText {
  severity: 'information' | 'warning' | 'critical'
  object: string
  code: string
  message: string
}

const why: Readonly<Record<string, string>> = {
  hrl: 'The replication log reached half of a disk.',
  user: 'You asked for it.',
  volumeFull: 'The volume of the logs was full.',
  brokenChain: 'The chain of virtual disks is broken.',
}

/** What an admin has to know of a line of the log; null for what goes its way. */
export const eventOf = (event: LogEvent): EventText | null => {
  const object = event.vm ?? String(event.plan ?? '')
  const told = (severity: EventText['severity'], code: string, message: string): EventText => ({ severity, object, code, message })
  switch (event.e) {
    case 'health':
      if (event.to === 'Critical') return told('critical', 'health-critical', `Replication health of ${object} is Critical.`)
      if (event.to === 'Warning') return told('warning', 'health-warning', `Replication health of ${object} is Warning.`)
      if (event.to === 'Normal' && event.from !== 'None')
        return told('information', 'health-normal', `Replication health of ${object} is Normal again.`)
      return null
    case 'resyncRequired':
      return told('critical', 'resync-required', `${object} needs a resynchronization. ${why[String(event.why)] ?? ''}`.trim())
    case 'vssFailed':
      return told('warning', 'vss-failed', `No application-consistent point of ${object}: VSS failed. The point is crash-consistent.`)
    case 'retry':
      return told('warning', 'replication-retry', `Replication of ${object} failed and is tried again.`)
    case 'shutdownFailed':
      return told('warning', 'shutdown-failed', `${object} could not be shut down.`)
    case 'drillForced':
      return told('warning', 'drill-forced', `The test failover of ${object} ran for two weeks and is closed.`)
    case 'job':
      if (event.s === 'failed') return told('critical', 'job-failed', `A job of ${object} failed: ${String(event.job)}.`)
      return null
    case 'state':
      if (event.to === 'M5' && event.from === 'M4') return told('information', 'protected', `${object} is protected.`)
      if (event.to === 'M3P' && event.reason === 'volumeFull')
        return told('critical', 'volume-full', `Replication of ${object} paused: the volume of its logs is full.`)
      return null
    default:
      return null
  }
}
