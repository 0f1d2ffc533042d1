import type { PlanRun } from '../../preload/contract/recovery-plans.ts'
import type { PointChoice } from '../../preload/contract/replication.ts'
import { t } from '../../preload/contract/words.ts'
import type { LogEvent } from '../domain/replication/simulation.ts'
import type { Outcome } from './command.ts'
import { planIdOf } from './item-choice.ts'
import { iso, type LabTime } from './lab-time.ts'
import { tableText } from './table.ts'

export interface RunWish {
  plan: string
  kind: PlanRun['kind']
  point: PointChoice
  shutdown: boolean
  /** Of a failback. */
  mode: 'delta' | 'full'
  /** Azure network of a test. */
  networkId: number | null
}

/** Starts the run of a plan: whatever command asks for it, all groups with their actions. Throws AppError `not-found`, `action-refused`. */
export const startRun = async ({ plans, store }: LabTime, { plan, kind, mode, ...wish }: RunWish): Promise<number> => {
  const { runId } = await plans.run({ id: planIdOf(store, plan), kind, ...wish, ...(kind === 'failback' ? { mode } : {}) })
  return runId
}

/** What may end or halt a run: each of its stations, and a failback whose data is copied. */
const isStation = ({ e, s }: LogEvent): boolean => e === 'plan' || (e === 'job' && s === 'suspended')

/** Plays until the run has ended, or waits for a person: with `confirms`, nobody is there to measure and manual actions are done in the same ms. */
export const untilStill = async (
  { plans, clock, simulation }: Pick<LabTime, 'plans' | 'clock' | 'simulation'>,
  runId: number,
  withinMs: number,
  confirms: boolean,
): Promise<PlanRun> => {
  const last = simulation.nowMs + withinMs
  for (;;) {
    const run = await plans.runDetails({ runId })
    if (run.status === 'waiting' && confirms) await plans.confirm({ runId })
    else if (run.status !== 'running' || simulation.nowMs >= last) return run as PlanRun
    else await clock.runUntil(isStation, last)
  }
}

const seconds = (ms: number | null): number | null => (ms === null ? null : Math.floor(ms / 1000))

type Told = Pick<
  PlanRun,
  'plan' | 'kind' | 'status' | 'startedMs' | 'endedMs' | 'rtoMs' | 'targetMs' | 'waitedMs' | 'waitingFor' | 'failed' | 'groups'
>

export const runShape = (run: Told) => ({
  plan: run.plan,
  kind: run.kind,
  status: run.status,
  started: iso(run.startedMs),
  ended: iso(run.endedMs),
  rtoSeconds: seconds(run.rtoMs),
  targetSeconds: seconds(run.targetMs),
  waitedSeconds: seconds(run.waitedMs),
  waitingFor: run.waitingFor,
  failed: run.failed,
  groups: run.groups.map((group, n) => ({
    group: n + 1,
    started: iso(group.startedMs),
    ended: iso(group.endedMs),
    rtoSeconds: seconds(group.rtoMs),
  })),
})

/** A run that waits for a person is no fault. */
export const runTold = (run: PlanRun): Outcome => ({
  code: run.status === 'completed' || run.status === 'waiting' ? 0 : 1,
  json: runShape(run),
  text: runText(run),
})

export const runText = (run: Told): string => {
  const lines = runShape(run)
  const { plan, kind, status } = lines
  const what = kind === 'failback' ? t('{plan}, failback', { plan }) : t('{plan}, {kind} failover', { plan, kind })
  const n = lines.rtoSeconds ?? '-'
  return [
    // Not everything is up after a run that failed or was cancelled: how long it took is no RTO.
    status === 'failed' || status === 'cancelled'
      ? t('{what}, {status}, ended after {n} s.', { what, status, n })
      : t('{what}, {status}: RTO {n} s.', { what, status, n }),
    tableText(
      [t('Group'), t('Started'), t('Ended'), t('RTO (s)')],
      lines.groups.map((group) => [group.group, group.started, group.ended, group.rtoSeconds]),
    ),
    ...(lines.waitingFor === null
      ? []
      : [t('It waits for "{action}". Do it, then run "offsite plan-run confirm".', { action: lines.waitingFor })]),
    ...(lines.failed.length > 0 ? [t('Failed: {failed}', { failed: lines.failed.join(', ') })] : []),
  ].join('\n')
}
