import type { Database } from 'better-sqlite3'
import { t } from '../../../preload/contract/words.ts'
import type { Simulation } from '../../domain/replication/simulation.ts'
import type { PlanRunView } from '../../domain/replication/views.ts'
import type { StoredStep } from './job-steps.ts'
import { type RunDetail, wasCancelled } from './plan-run-detail.ts'
import { WhoActed } from './who-acted.ts'

/** What the model of a plan's own job is called in `replication_job`. */
export const planModel = 'planRun'

const names: Readonly<Record<string, (plan: string) => string>> = {
  test: (plan) => t('Test failover of recovery plan: {plan}', { plan }),
  planned: (plan) => t('Planned failover of recovery plan: {plan}', { plan }),
  unplanned: (plan) => t('Unplanned failover of recovery plan: {plan}', { plan }),
  failback: (plan) => t('Failback of recovery plan: {plan}', { plan }),
}
export const planJobName = (kind: string, plan: string): string => names[kind]?.(plan) ?? plan

type Status = StoredStep['status']
interface Part {
  name: string
  status: Status
  from: number | null
  to: number | null
}
type Phase = Part & { parts: Part[] }

const since = (from: number | null, to: number | null, failed: boolean, waits = false, cancelled = false): Status => {
  if (cancelled) return 'cancelled'
  if (failed) return 'failed'
  if (to !== null) return 'completed'
  if (from === null) return 'not-started'
  return waits ? 'waiting' : 'running'
}

/** The failover of all machines side by side, then each group with its actions and the start of its machines (R5, R6). */
const phasesOf = (sim: Simulation, run: PlanRunView, detail: RunDetail): Phase[] => {
  const plan = sim.scenario.plans.find((each) => each.name === run.plan)
  const over = run.endedAt !== null
  const machines: Part[] = detail.machines.map(({ name, startedMs, readyMs = null, failed, stopped = null }) => {
    // A machine that some other plan has started already takes no part (R3).
    const status =
      startedMs === null && !failed
        ? over || readyMs !== null
          ? 'completed'
          : 'not-started'
        : since(startedMs, readyMs, failed, false, stopped === 'cancelled' && readyMs === null)
    return { name, status, from: startedMs, to: readyMs }
  })
  const phases: Phase[] = [
    {
      name: run.kind === 'failback' ? t('All groups failback') : t('All groups failover'),
      status: over && run.readyAt === null ? (wasCancelled(detail) ? 'cancelled' : 'failed') : since(run.startedAt, run.readyAt, false),
      from: run.startedAt,
      to: run.readyAt,
      parts: machines,
    },
  ]
  const actions = (group: number, part: 'pre' | 'post'): Part[] =>
    (plan?.groups[group]?.[part] ?? []).map((action, n) => {
      const record = run.actions.filter((each) => each.group === group && each.part === part)[n]
      const name = part === 'pre' ? t('Pre-action: {name}', { name: action.name }) : t('Post-action: {name}', { name: action.name })
      if (record === undefined) return { name, status: 'not-started', from: null, to: null }
      const { startedAt, endedAt, failed } = record
      return { name, status: since(startedAt, endedAt, failed, action.type === 'manual'), from: startedAt, to: endedAt }
    })
  run.groups.forEach(({ startedAt, endedAt }, group) => {
    const starts: Part[] = detail.machines
      .filter((machine) => machine.group === group + 1 && machine.startedMs !== null)
      .map(({ name, bootMs = null, endedMs, failed, stopped = null }) => ({
        name: t('Start {name}', { name }),
        status:
          bootMs !== null
            ? since(bootMs, endedMs, failed, false, stopped === 'cancelled')
            : failed || stopped !== null
              ? 'skipped'
              : 'not-started',
        from: bootMs,
        to: bootMs === null ? null : endedMs,
      }))
    const parts = [...actions(group, 'pre'), ...starts, ...actions(group, 'post')]
    // A machine that was not made has nothing to start: its group did not come up.
    const failed = parts.some((part) => part.status === 'failed') || detail.machines.some((each) => each.group === group + 1 && each.failed)
    const status = since(startedAt, endedAt, startedAt !== null && failed && (over || endedAt !== null))
    phases.push({ name: t('Group {n}', { n: group + 1 }), status, from: startedAt, to: endedAt, parts })
  })
  return phases
}

/** Tasks of a plan's job as they stand, numbered 1, 1.1, 1.2, 2 ... */
export const planSteps = (sim: Simulation, run: PlanRunView, detail: RunDetail): StoredStep[] =>
  phasesOf(sim, run, detail).flatMap((phase, n) =>
    [phase, ...phase.parts].map(({ name, status, from, to }, k) => ({
      number: k === 0 ? String(n + 1) : `${n + 1}.${k}`,
      name,
      // What was under way when the plan stopped: a machine may still go on up to its start, the plan no longer waits for it.
      status: run.endedAt !== null && (status === 'running' || status === 'waiting') ? 'cancelled' : status,
      labMs: from,
      endLabMs: to,
    })),
  )

const over: ReadonlySet<Status> = new Set(['completed', 'failed', 'cancelled', 'skipped'])

/** Whole percents of the tasks that are over; groups are what their tasks are. */
const progressOf = (steps: readonly StoredStep[]): number => {
  const tasks = steps.filter(({ number }) => number.includes('.'))
  const done = tasks.filter(({ status }) => over.has(status)).length
  return tasks.length === 0 ? 0 : Math.floor((100 * done) / tasks.length)
}

interface Stop {
  code: string
  message: string
  causes: string[]
  /** Who cancelled it; absent where it failed. */
  by?: string | null
}

const failureOfPlan = ({ failed }: PlanRunView, { machines }: RunDetail): Stop => {
  const unready = machines.filter((each) => each.failed && each.startedMs === null).map(({ name }) => name)
  return {
    code: 'plan-run-failed',
    message: t('The recovery plan did not go through: {names} failed.', { names: failed.join(', ') }),
    causes:
      unready.length === 0
        ? []
        : [t('{names} could not begin: a machine must be protected, with no other job or test under way.', { names: unready.join(', ') })],
  }
}

const cancelOfPlan = (db: Database, branch: number, { failed, endedAt }: PlanRunView, { machines }: RunDetail): Stop => {
  const names = failed.join(', ')
  const last = failed.at(-1) ?? ''
  const who = new WhoActed(db, branch)
  // A planned run ends with the cancel, an unplanned one goes on without the machine.
  const instants = [endedAt, machines.find(({ name }) => name === last)?.endedMs ?? null]
  const by = instants.flatMap((atMs) => (atMs === null ? [] : (who.of('cancel', last, atMs)?.actor ?? [])))[0] ?? null
  return {
    code: 'cancelled',
    by,
    causes: [],
    message:
      by === null
        ? t('The recovery plan stopped: jobs of {names} were cancelled.', { names })
        : t('The recovery plan stopped: {by} cancelled jobs of {names}.', { by, names }),
  }
}

/** Brings the job of a run up to how it stands; its row was made from the line of the log that began it. */
export const showPlanJob = (
  db: Database,
  sim: Simulation,
  run: PlanRunView,
  { planId, wallMs, branch }: { planId: number | null; wallMs: number; branch: number },
): void => {
  const job = db
    .prepare(
      `SELECT j.id FROM replication_job r JOIN job j ON j.id = r.job_id
       WHERE r.vm_name = ? AND r.model = '${planModel}' AND r.gone = 0 AND j.started_lab_ms = ? AND j.ended_lab_ms IS NULL`,
    )
    .pluck()
    .get(run.plan, run.startedAt) as number | undefined
  if (job === undefined) return
  const stored = db
    .prepare('SELECT detail FROM plan_run WHERE plan_name = ? AND started_ms = ? AND gone = 0')
    .pluck()
    .get(run.plan, run.startedAt) as string
  const detail = JSON.parse(stored) as RunDetail
  const steps = planSteps(sim, run, detail)
  const over = run.endedAt !== null
  const failed = run.state === 'Failed'
  const cancelled = failed && wasCancelled(detail)
  const stop = !failed || run.endedAt === null ? null : cancelled ? cancelOfPlan(db, branch, run, detail) : failureOfPlan(run, detail)
  const status = !over ? (detail.waitingFor === null ? 'running' : 'waiting') : cancelled ? 'cancelled' : failed ? 'failed' : 'completed'
  db.prepare(
    `UPDATE job SET status = ?, progress_percent = ?, steps = ?, target_id = ?, ended_lab_ms = ?, ended_wall_ms = ?, error_code = ?,
       error_message = ?, error_remedy = ?, error_causes = ?, parameters = ? WHERE id = ?`,
  ).run(
    status,
    over ? (failed ? progressOf(steps) : 100) : progressOf(steps),
    JSON.stringify(steps),
    planId,
    run.endedAt,
    over ? wallMs : null,
    stop?.code ?? null,
    stop?.message ?? null,
    stop === null
      ? null
      : t('Open the jobs of its machines for how they stand. Then run the plan again, or act on the machines one by one.'),
    stop === null ? null : JSON.stringify(stop.causes),
    stop?.by === undefined ? null : JSON.stringify({ cancelledBy: stop.by }),
    job,
  )
  if (over) db.prepare('UPDATE replication_job SET ended_ms = ? WHERE job_id = ?').run(run.endedAt, job)
}

interface RunRow {
  planId: number | null
  plan: string
  startedMs: number
  machines: string
}

/** Machines of the run that a plan's job is of, or that started the job of a machine. */
const runBeside = (db: Database, jobId: number): (RunRow & { model: string; vm: string }) | undefined =>
  db
    .prepare(
      `SELECT x.recovery_plan_id AS planId, x.plan_name AS plan, x.started_ms AS startedMs, r.model, r.vm_name AS vm,
         (SELECT json_group_array(json_extract(m.value, '$.name')) FROM json_each(x.detail, '$.machines') m) AS machines
       FROM replication_job r JOIN job j ON j.id = r.job_id JOIN plan_run x ON x.started_ms = j.started_lab_ms AND x.gone = 0
       WHERE r.job_id = ? AND r.gone = 0 AND CASE r.model WHEN '${planModel}' THEN x.plan_name = r.vm_name
         ELSE EXISTS (SELECT 1 FROM json_each(x.detail, '$.machines') m WHERE json_extract(m.value, '$.name') = r.vm_name)
           AND r.model = CASE x.kind WHEN 'test' THEN 'testFailover' ELSE x.kind END END
       ORDER BY x.id DESC LIMIT 1`,
    )
    .get(jobId) as (RunRow & { model: string; vm: string }) | undefined

/** Jobs of the machines that a plan's job started, in the order in which they began; null of any other job. */
export const machineJobsOf = (
  db: Database,
  jobId: number,
): { id: number; name: string; status: string; started: number; ended: number | null }[] | null => {
  const run = runBeside(db, jobId)
  if (run === undefined || run.model !== planModel) return null
  return db
    .prepare(
      `SELECT j.id, j.name, j.status, j.started_lab_ms AS started, j.ended_lab_ms AS ended FROM replication_job r JOIN job j ON j.id = r.job_id
       WHERE r.gone = 0 AND r.model <> '${planModel}' AND r.vm_name IN (SELECT value FROM json_each(?)) AND j.started_lab_ms = ? ORDER BY j.id`,
    )
    .all(run.machines, run.startedMs) as { id: number; name: string; status: string; started: number; ended: number | null }[]
}

/** The plan's job that started the job of a machine; null when it was started alone. */
export const planJobOf = (db: Database, jobId: number): { id: number; name: string } | null => {
  const run = runBeside(db, jobId)
  if (run === undefined || run.model === planModel) return null
  return (db
    .prepare(
      `SELECT j.id, j.name FROM replication_job r JOIN job j ON j.id = r.job_id
       WHERE r.vm_name = ? AND r.model = '${planModel}' AND r.gone = 0 AND j.started_lab_ms = ?`,
    )
    .get(run.plan, run.startedMs) ?? null) as { id: number; name: string } | null
}

/** Whether the run that a plan's job is of is still under way, and its machines; null of any other job. */
export const planRunOfJob = (db: Database, jobId: number): { planId: number | null; machines: string[] } | null => {
  const run = runBeside(db, jobId)
  return run === undefined || run.model !== planModel ? null : { planId: run.planId, machines: JSON.parse(run.machines) as string[] }
}
