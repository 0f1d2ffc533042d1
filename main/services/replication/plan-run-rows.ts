import type { Database } from 'better-sqlite3'
import { t } from '../../../preload/contract/words.ts'
import type { Simulation } from '../../domain/replication/simulation.ts'
import type { JobView, PlanRunView } from '../../domain/replication/views.ts'
import { showPlanJob } from './plan-jobs.ts'
import type { RunDetail } from './plan-run-detail.ts'

const statusWord = { Running: 'running', Waiting: 'waiting', Succeeded: 'completed', Failed: 'failed' } as const

/** Runs of plans, told by their plan and the instant of their start; one that has ended is not looked at again. */
export const showPlanRuns = (db: Database, sim: Simulation, { branch, wallMs }: { branch: number; wallMs: number }): void => {
  const runs = sim.planRuns()
  if (runs.length === 0) return
  const find = db.prepare(
    `SELECT id, ended_ms, recovery_plan_id AS planId FROM plan_run WHERE plan_name = ? AND started_ms = ? AND gone = 0`,
  )
  for (const run of runs) {
    const known = find.get(run.plan, run.startedAt) as { id: number; ended_ms: number | null; planId: number | null } | undefined
    if (known !== undefined && known.ended_ms !== null) {
      // The line that makes its job may be shown later than the run.
      showPlanJob(db, sim, run, { planId: known.planId, wallMs, branch })
      continue
    }
    const detail = detailOf(sim, run)
    // A run that stands at a manual action is running for the model.
    const status = run.state === 'Running' && detail.waitingFor !== null ? 'waiting' : statusWord[run.state]
    const values = [status, run.endedAt, run.rtoMs, JSON.stringify(detail)]
    if (known !== undefined) {
      db.prepare('UPDATE plan_run SET status = ?, ended_ms = ?, rto_ms = ?, detail = ? WHERE id = ?').run(...values, known.id)
      showPlanJob(db, sim, run, { planId: known.planId, wallMs, branch })
      continue
    }
    // A plan that was renamed since is known by the row that the run had before time was taken back.
    const plan = db
      .prepare(
        `SELECT id, target_rto_minutes FROM recovery_plan
         WHERE id = coalesce((SELECT recovery_plan_id FROM plan_run WHERE plan_name = @name AND started_ms = @at ORDER BY id DESC LIMIT 1),
           (SELECT id FROM recovery_plan WHERE name = @name))`,
      )
      .get({ name: run.plan, at: run.startedAt }) as { id: number; target_rto_minutes: number | null } | undefined
    const target = plan?.target_rto_minutes ?? null
    db.prepare(
      `INSERT INTO plan_run (status, ended_ms, rto_ms, detail, branch_id, recovery_plan_id, plan_name, kind, started_ms, target_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(...values, branch, plan?.id ?? null, run.plan, run.kind, run.startedAt, target === null ? null : target * 60_000)
    showPlanJob(db, sim, run, { planId: plan?.id ?? null, wallMs, branch })
  }
}

/** What starts a machine: in Azure, or on its host again. */
const starts: ReadonlySet<string> = new Set(['boot', 'onpremBoot'])

/** Machines of a failback whose data is copied, so that somebody may complete it (F7); none while another still copies. */
export const toComplete = (sim: Simulation, run: PlanRunView): string[] => {
  if (run.kind !== 'failback' || run.state !== 'Running') return []
  const names = sim.scenario.plans.find((each) => each.name === run.plan)?.groups.flatMap((group) => group.vms) ?? []
  const jobs = names.map((name) => ({ name, job: sim.item(sim.indexOf(name) ?? 0).job }))
  if (jobs.some(({ job }) => job?.kind === 'failback' && job.state === 'running' && job.waitsFor === null)) return []
  return jobs.filter(({ job }) => job?.waitsFor === 'completeFailover').map(({ name }) => name)
}

const completionOf = (sim: Simulation, run: PlanRunView): string | null => (toComplete(sim, run).length > 0 ? t('Complete Failover') : null)

/** A job that a person cancelled, or that the plan did not let start; a fault of its own is neither. */
const stoppedBy = (job: JobView | null): 'cancelled' | 'plan' | null => {
  if (job?.state === 'cancelled') return 'cancelled'
  return job?.state === 'failed' && job.steps.at(-1)?.failed === false ? 'plan' : null
}

const detailOf = (sim: Simulation, run: PlanRunView): RunDetail => {
  const plan = sim.scenario.plans.find((each) => each.name === run.plan)
  return {
    readyMs: run.readyAt,
    waitedMs: run.waitedMs,
    waitingFor: run.waiting ?? completionOf(sim, run),
    failed: [...run.failed],
    groups: run.groups.map((group) => ({ startedMs: group.startedAt, endedMs: group.endedAt, rtoMs: group.rtoMs })),
    machines: (plan?.groups ?? []).flatMap((group, n) =>
      group.vms.map((name) => {
        const index = sim.indexOf(name)
        const job = index === undefined ? null : sim.item(index).job
        const own = job !== null && job.startedAt >= run.startedAt && job.kind.startsWith(run.kind) ? job : null
        const boot = own?.steps.find((step) => starts.has(step.step))
        // Before the start there is a gate, at which the machine stands until it is the turn of its group.
        const ready = own?.steps.filter((step) => !starts.has(step.step)).at(-1)
        const over =
          own?.waitsFor === 'planGroup' ||
          boot !== undefined ||
          (own !== null && own.state !== 'running' && own.waitsFor !== 'completeFailover')
        return {
          name,
          group: n + 1,
          startedMs: own?.startedAt ?? null,
          readyMs: over ? (ready?.endedAt ?? null) : null,
          bootMs: boot?.startedAt ?? null,
          endedMs: own?.steps.at(-1)?.endedAt ?? null,
          failed: run.failed.includes(name),
          stopped: stoppedBy(own),
        }
      }),
    ),
    actions: run.actions.map((action) => ({
      group: action.group + 1,
      part: action.part,
      kind: plan?.groups[action.group]?.[action.part].find((each) => each.name === action.name)?.type ?? 'script',
      name: action.name,
      startedMs: action.startedAt,
      endedMs: action.endedAt,
      failed: action.failed,
    })),
  }
}
