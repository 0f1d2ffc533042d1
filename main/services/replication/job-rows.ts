import type { Database, Statement } from 'better-sqlite3'
import { t } from '../../../preload/contract/words.ts'
import type { LogEvent, Simulation } from '../../domain/replication/simulation.ts'
import type { JobView } from '../../domain/replication/views.ts'
import { cancelOf, drillGone, type FailureText, failureOf } from './failures.ts'
import { type EndedJobs, endedKey, progressOf, type StoredStep, stepsAfter, stepsOf } from './job-steps.ts'
import { jobName } from './job-texts.ts'
import { planJobName, planModel } from './plan-jobs.ts'
import { prepared } from './prepared.ts'
import { type Deed, WhoActed } from './who-acted.ts'

interface Open {
  jobId: number
  model: string
  startedMs: number
  status: string
  /** Of a job that is over, or waits. */
  endedMs?: number | null
  step?: string | null
}

/** Jobs of the simulation as rows of the jobs list, from their lines: started, waiting, ended. */
export class JobRows {
  readonly #db: Database
  readonly #moment: { branch: number; wallMs: number; actor: string }
  readonly #open = new Map<string, Open>()
  readonly #changed = new Set<string>()
  readonly #insert: Statement<unknown[], unknown>
  readonly #note: Statement<unknown[], unknown>
  readonly #find: Statement<unknown[], unknown>
  readonly #before: Statement<unknown[], unknown>
  readonly #end: Statement<unknown[], unknown>
  readonly #ended: Statement<unknown[], unknown>
  readonly #steps: Statement<unknown[], unknown>
  readonly #progress: Statement<unknown[], unknown>
  readonly #who: WhoActed

  constructor(db: Database, moment: { branch: number; wallMs: number; actor: string }) {
    this.#db = db
    this.#moment = moment
    this.#who = new WhoActed(db, moment.branch)
    this.#insert = prepared(
      db,
      `INSERT INTO job (kind, name, status, owner, target_kind, target_id, target_name, started_wall_ms, started_lab_ms, branch, clock)
       VALUES (?, ?, 'running', ?, 'protectedItem', ?, ?, ?, ?, ?, 'lab')`,
    )
    this.#note = prepared(
      db,
      'INSERT INTO replication_job (job_id, branch_id, protected_item_id, vm_name, model, line) VALUES (?, ?, ?, ?, ?, ?)',
    )
    this.#find = prepared(
      db,
      `SELECT j.id AS jobId, r.model, j.started_lab_ms AS startedMs, j.status FROM replication_job r JOIN job j ON j.id = r.job_id
       WHERE r.vm_name = ? AND r.model = ? AND r.gone = 0 ORDER BY r.job_id DESC LIMIT 1`,
    )
    this.#before = prepared(
      db,
      `SELECT model FROM replication_job WHERE vm_name = @vm AND gone = 0 AND model IN ('planned', 'unplanned', 'failback')
       AND (@before IS NULL OR job_id < @before) ORDER BY job_id DESC LIMIT 1`,
    )
    this.#end = prepared(
      db,
      `UPDATE job SET status = ?, progress_percent = ?, ended_wall_ms = ?, error_code = ?, error_message = ?, error_remedy = ?, ended_lab_ms = ?,
         error_causes = ?, parameters = ? WHERE id = ?`,
    )
    this.#ended = prepared(db, 'UPDATE replication_job SET ended_ms = ? WHERE job_id = ?')
    this.#steps = prepared(db, 'UPDATE job SET steps = ? WHERE id = ?')
    this.#progress = prepared(db, 'UPDATE job SET progress_percent = ? WHERE id = ?')
  }

  /** `title`: the machine's name as people know it. */
  take(event: LogEvent, { item, title, line }: { item: number | null; title: string; line: number }): void {
    const vm = event.vm ?? ''
    const model = String(event.job)
    if (event.s === 'start') {
      const { wallMs, branch, actor } = this.#moment
      const jobId = Number(
        this.#insert.run(
          `replication.${model}`,
          t('{job}: {item}', { job: jobName(model, this.#isBack(vm, model, null)), item: title }),
          actor,
          item,
          title,
          wallMs,
          event.t,
          branch,
        ).lastInsertRowid,
      )
      this.#note.run(jobId, branch, item, vm, model, line)
      this.#open.set(`${model}\n${vm}`, { jobId, model, startedMs: event.t, status: 'running' })
      this.#changed.add(`${model}\n${vm}`)
      if (model === 'disable') this.#drillForgotten(vm, event.t)
      if (model === 'cleanup') this.#drillCleaned(vm)
      return
    }
    const open = this.#get(vm, model)
    if (open === undefined) return
    this.#changed.add(`${model}\n${vm}`)
    open.step = typeof event.step === 'string' ? event.step : null
    if (event.s === 'suspended') this.#set(open, 'waiting', null)
    else if (event.s === 'cancelled') this.#cancel(open, vm, event.t)
    else if (event.s === 'failed') this.#stop(open, 'failed', event.t, failureOf(event))
    else if (event.s === 'end') {
      // The drill goes on until somebody completes it.
      if (model === 'testFailover') this.#set(open, 'waiting', null)
      else this.#set(open, 'completed', event.t)
      if (model === 'cleanup') this.#drillOver(vm, event.t)
    }
  }

  /** The job of a whole plan, from the line that begins its run; how it goes on is told with the run. */
  planStarts(event: LogEvent, line: number): void {
    const { wallMs, branch, actor } = this.#moment
    const plan = String(event.plan)
    const name = planJobName(String(event.kind), plan)
    const insert = this.#db.prepare(
      `INSERT INTO job (kind, name, status, owner, target_kind, target_name, started_wall_ms, started_lab_ms, branch, clock)
       VALUES (?, ?, 'running', ?, 'recoveryPlan', ?, ?, ?, ?, 'lab')`,
    )
    const jobId = Number(insert.run(`replication.${planModel}`, name, actor, plan, wallMs, event.t, branch).lastInsertRowid)
    this.#note.run(jobId, branch, null, plan, planModel, line)
  }

  /** Writes the tasks of the jobs that something happened to. `ended`: jobs that are over, as they ended. */
  finish(sim: Simulation, ended: EndedJobs): void {
    for (const key of this.#changed) {
      const open = this.#open.get(key)
      if (open === undefined) continue
      const steps = this.#stepsNow(open, sim, key.slice(key.indexOf('\n') + 1), ended)
      this.#steps.run(JSON.stringify(steps), open.jobId)
      if (open.status !== 'completed') this.#progress.run(progressOf(steps), open.jobId)
    }
  }

  #stepsNow(open: Open, sim: Simulation, vm: string, ended: EndedJobs): StoredStep[] {
    const over = open.endedMs ?? null
    const index = sim.indexOf(vm)
    const back = this.#isBack(vm, open.model, open.jobId)
    if (index !== undefined) {
      const view = sim.item(index)
      if (view.job !== null && isJob(open, view.job)) return stepsOf(view.job, view, sim.now)
      const was = ended.get(endedKey(index, { kind: open.model as JobView['kind'], startedAt: open.startedMs }))
      if (was !== undefined) {
        const steps = stepsOf(was, { state: back ? 'M16' : 'M13', drill: 'waiting', transfer: null }, over ?? sim.now)
        return open.model === 'testFailover' ? drillAs(steps, open.status, over) : steps
      }
    }
    const stored = JSON.parse(this.#db.prepare('SELECT steps FROM job WHERE id = ?').pluck().get(open.jobId) as string) as StoredStep[]
    if (open.model === 'testFailover' && stored.length > 0) return drillAs(stored, open.status, over)
    return stepsAfter(open.model, { status: open.status, atMs: over, step: open.step ?? null, back })
  }

  /** Whether a commit is that of a failback: the last way that the machine went before it. `jobId`: null of the newest. */
  #isBack(vm: string, model: string, jobId: number | null): boolean {
    if (model !== 'commit') return false
    const last = this.#before.get({ vm, before: jobId }) as { model: string } | undefined
    return last?.model === 'failback'
  }

  jobOf(vm: string, model: string): number | undefined {
    return this.#get(vm, model)?.jobId
  }

  anyJob(): number {
    return this.#db.prepare('SELECT max(id) FROM job').pluck().get() as number
  }

  #get(vm: string, model: string): Open | undefined {
    const key = `${model}\n${vm}`
    const known = this.#open.get(key) ?? (this.#find.get(vm, model) as Open | undefined)
    if (known !== undefined) this.#open.set(key, known)
    return known
  }

  #drillOver(vm: string, atMs: number): void {
    const drill = this.#get(vm, 'testFailover')
    if (drill === undefined || drill.status === 'completed') return
    this.#set(drill, 'completed', atMs)
    this.#changed.add(`testFailover\n${vm}`)
    prepared(this.#db, 'UPDATE replicated_item SET last_drill_ms = ? WHERE name = ?').run(atMs, vm)
  }

  /** Somebody has completed it: it no longer waits. */
  #drillCleaned(vm: string): void {
    const drill = this.#get(vm, 'testFailover')
    if (drill === undefined || drill.status !== 'waiting') return
    this.#set(drill, 'running', null)
    this.#changed.add(`testFailover\n${vm}`)
  }

  /** Nobody can complete a drill whose machine is not replicated any more. */
  #drillForgotten(vm: string, atMs: number): void {
    const drill = this.#get(vm, 'testFailover')
    if (drill === undefined || drill.endedMs != null || drill.status === 'completed') return
    const deed = this.#who.of('disable', vm, atMs)
    this.#stop(drill, 'cancelled', atMs, drillGone(deed?.actor ?? null), deed)
    this.#changed.add(`testFailover\n${vm}`)
  }

  #set(open: Open, status: string, endedMs: number | null): void {
    open.status = status
    open.endedMs = endedMs
    this.#ended.run(endedMs, open.jobId)
    const wall = endedMs === null ? null : this.#moment.wallMs
    this.#end.run(status, endedMs === null ? 0 : 100, wall, null, null, null, endedMs, null, null, open.jobId)
  }

  #cancel(open: Open, vm: string, atMs: number): void {
    const deed = this.#who.of('cancel', vm, atMs)
    this.#stop(open, 'cancelled', atMs, cancelOf(open.model, deed?.actor ?? null), deed)
  }

  #stop(open: Open, status: 'failed' | 'cancelled', atMs: number, text: FailureText, deed: Deed | null = null): void {
    open.status = status
    open.endedMs = atMs
    this.#ended.run(atMs, open.jobId)
    const by = status === 'cancelled' ? JSON.stringify({ cancelledBy: deed?.actor ?? null }) : null
    const wall = deed?.wallMs ?? this.#moment.wallMs
    this.#end.run(status, 0, wall, text.code, text.message, text.remedy, atMs, JSON.stringify(text.causes), by, open.jobId)
  }
}

const isJob = (open: Open, view: JobView): boolean => view.kind === open.model && view.startedAt === open.startedMs

/** The last task of a test failover, which people do, as its job says. */
const drillAs = (steps: readonly StoredStep[], status: string, endedMs: number | null): StoredStep[] =>
  status !== 'running' && status !== 'completed' && status !== 'cancelled'
    ? [...steps]
    : steps.map((step, n) =>
        n < steps.length - 1 || (step.status !== 'waiting' && step.status !== 'running') ? step : { ...step, status, endLabMs: endedMs },
      )
