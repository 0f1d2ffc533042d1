import type { Database } from 'better-sqlite3'
import { defaultHost, defaultJobs, defaultParams } from '../../domain/replication/defaults.ts'
import type { Params, TimedStep } from '../../domain/replication/scenario.ts'
import { labJitterPermille } from './assumptions.ts'

export interface Model {
  params: Params
  jobs: Readonly<Record<TimedStep, number>>
  perThreadBps: number
}

/** What somebody changed, by the name of the setting. */
export const changedSettings = (db: Database): Map<string, number> =>
  new Map(
    (db.prepare('SELECT name, value FROM model_setting').all() as { name: string; value: number }[]).map((row) => [row.name, row.value]),
  )

export const jobPrefix = 'job.'
export const irAmounts = ['used', 'full'] as const

/** The model of this lab: the defaults, and over them what somebody changed. */
export const modelOf = (db: Database): Model => {
  const set = changedSettings(db)
  const number = (name: string, otherwise: number): number => set.get(name) ?? otherwise
  const window = defaultParams.resyncWindow
  const params: Params = {
    ...defaultParams,
    jitterPermille: number('jitterPermille', labJitterPermille),
    checksumBytesPerSec: number('checksumBytesPerSec', defaultParams.checksumBytesPerSec),
    monitoringIntervalMs: number('monitoringIntervalMs', defaultParams.monitoringIntervalMs),
    missedPermille: number('missedPermille', defaultParams.missedPermille),
    warnRpoMs: number('warnRpoMs', defaultParams.warnRpoMs),
    critRpoMs: number('critRpoMs', defaultParams.critRpoMs),
    irAmount: irAmounts[number('irAmount', irAmounts.indexOf(defaultParams.irAmount))] ?? defaultParams.irAmount,
    autoResync: number('autoResync', defaultParams.autoResync ? 1 : 0) === 1,
    resyncWindow: window && {
      ...window,
      fromMin: number('resyncFrom', window.fromMin),
      toMin: number('resyncTo', window.toMin),
    },
  }
  const jobs = Object.fromEntries(
    Object.entries(defaultJobs).map(([step, ms]) => [step, number(`${jobPrefix}${step}`, ms)]),
  ) as Model['jobs']
  return { params, jobs, perThreadBps: number('perThreadBps', defaultHost.perThreadBps) }
}
