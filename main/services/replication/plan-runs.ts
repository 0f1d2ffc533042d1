import type { Database } from 'better-sqlite3'
import { AppError } from '../../../preload/contract/errors.ts'
import type { PlanRun } from '../../../preload/contract/recovery-plans.ts'
import { t } from '../../../preload/contract/words.ts'
import { weighMachines } from '../../domain/failover/critical-path.ts'
import { type RunDetail, wasCancelled } from './plan-run-detail.ts'

interface Row {
  id: number
  recovery_plan_id: number | null
  plan_name: string
  kind: PlanRun['kind']
  status: PlanRun['status']
  started_ms: number
  ended_ms: number | null
  rto_ms: number | null
  target_ms: number | null
  detail: string
}

/** Runs of a plan in the present time line, newest first. */
export const runsOf = (db: Database, planId: number): PlanRun[] =>
  (db.prepare('SELECT * FROM plan_run WHERE recovery_plan_id = ? AND gone = 0 ORDER BY started_ms DESC, id DESC').all(planId) as Row[]).map(
    shape,
  )

/** One run, also of a time that was taken back. Throws AppError `not-found`. */
export const runOf = (db: Database, runId: number): PlanRun => {
  const row = db.prepare('SELECT * FROM plan_run WHERE id = ?').get(runId) as Row | undefined
  if (row === undefined)
    throw new AppError({ code: 'not-found', message: t('This run is not in the lab.'), remedy: t('Choose one of the list.') })
  return shape(row)
}

type Span = PlanRun['spans'][number]

const shape = (row: Row): PlanRun => {
  const detail = JSON.parse(row.detail) as RunDetail
  return {
    id: row.id,
    planId: row.recovery_plan_id,
    plan: row.plan_name,
    kind: row.kind,
    status: row.status === 'failed' && wasCancelled(detail) ? 'cancelled' : row.status,
    startedMs: row.started_ms,
    readyMs: detail.readyMs,
    endedMs: row.ended_ms,
    rtoMs: row.rto_ms,
    targetMs: row.target_ms,
    waitedMs: detail.waitedMs,
    waitingFor: detail.waitingFor,
    failed: detail.failed,
    groups: detail.groups,
    spans: spansOf(row.kind, row.started_ms, detail),
  }
}

const noPieces = { readyMs: null, bootMs: null, criticalFailover: false, failoverSlackMs: null, bootSlackMs: null }

/** Bars of the Gantt in the order of the run: the failover of all, then in each group pre-actions, machines with two pieces, post-actions. */
const spansOf = (kind: PlanRun['kind'], startedMs: number, detail: RunDetail): Span[] => {
  const spans: Span[] = [
    {
      name: kind === 'failback' ? t('All groups failback') : t('All groups failover'),
      kind: 'failover',
      group: null,
      startedMs,
      endedMs: detail.readyMs,
      failed: false,
      critical: true,
      ...noPieces,
    },
  ]
  const machines = detail.machines.map((machine) => ({ ...machine, readyMs: machine.readyMs ?? null, bootMs: machine.bootMs ?? null }))
  const weights = weighMachines({ startedMs, readyMs: detail.readyMs, machines })
  const ofMachines = machines.map((machine, n): Span => {
    const weight = weights[n]
    return {
      name: machine.name,
      kind: 'machine',
      group: machine.group,
      startedMs: machine.startedMs,
      readyMs: machine.readyMs,
      bootMs: machine.bootMs,
      endedMs: machine.endedMs,
      failed: machine.failed,
      critical: weight?.criticalBoot ?? false,
      criticalFailover: weight?.criticalFailover ?? false,
      failoverSlackMs: weight?.failoverSlackMs ?? null,
      bootSlackMs: weight?.bootSlackMs ?? null,
    }
  })
  const ofActions = (group: number, part: 'pre' | 'post'): Span[] =>
    detail.actions
      .filter((action) => action.group === group && action.part === part)
      .map(({ name, kind, startedMs: from, endedMs, failed }) => ({
        name,
        kind,
        group,
        startedMs: from,
        endedMs,
        failed,
        critical: true,
        ...noPieces,
      }))
  detail.groups.forEach((_, n) => {
    const group = n + 1
    spans.push(...ofActions(group, 'pre'), ...ofMachines.filter((span) => span.group === group), ...ofActions(group, 'post'))
  })
  return spans
}
