import type { Database, Statement } from 'better-sqlite3'
import { t } from '../../../preload/contract/words.ts'
import type { LogEvent, Simulation } from '../../domain/replication/simulation.ts'
import { failureOf } from './failures.ts'
import { jobName, type StoredStep, stepsOf } from './job-texts.ts'
import { planJobName, planModel } from './plan-jobs.ts'
import { prepared } from './prepared.ts'

interface Open {
  jobId: number
  model: string
  startedMs: number
  status: string
}

/** How much of a job is done, in whole percents of its tasks. */
const doneOf = (steps: readonly StoredStep[]): number =>
  steps.length === 0 ? 0 : Math.floor((100 * steps.filter(({ status }) => status === 'completed').length) / steps.length)

/** Jobs of the simulation as rows of the jobs list, from their lines: started, waiting, ended. */
export class JobRows {
  readonly #db: Database
  readonly #moment: { branch: number; wallMs: number; actor: string }
  readonly #open = new Map<string, Open>()
  readonly #changed = new Set<string>()
  readonly #insert: Statement<unknown[], unknown>
  readonly #note: Statement<unknown[], unknown>
  readonly #find: Statement<unknown[], unknown>
  readonly #end: Statement<unknown[], unknown>
  readonly #ended: Statement<unknown[], unknown>
  readonly #steps: Statement<unknown[], unknown>
  readonly #waits: Statement<unknown[], unknown>

  constructor(db: Database, moment: { branch: number; wallMs: number; actor: string }) {
    this.#db = db
    this.#moment = moment
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
    this.#end = prepared(
      db,
      `UPDATE job SET status = ?, progress_percent = ?, ended_wall_ms = ?, error_code = ?, error_message = ?, error_remedy = ?, ended_lab_ms = ?,
         error_causes = ? WHERE id = ?`,
    )
    this.#ended = prepared(db, 'UPDATE replication_job SET ended_ms = ? WHERE job_id = ?')
    this.#steps = prepared(db, 'UPDATE job SET steps = ? WHERE id = ?')
    this.#waits = prepared(db, 'UPDATE job SET progress_percent = ? WHERE id = ?')
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
          t('{job}: {item}', { job: jobName(model), item: title }),
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
      return
    }
    const open = this.#get(vm, model)
    if (open === undefined) return
    this.#changed.add(`${model}\n${vm}`)
    if (event.s === 'suspended') this.#set(open, 'waiting', null)
    else if (event.s === 'cancelled') this.#set(open, 'cancelled', event.t)
    else if (event.s === 'failed') this.#fail(open, event)
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

  /** Writes the tasks of the jobs that something happened to. */
  finish(sim: Simulation): void {
    for (const key of this.#changed) {
      const open = this.#open.get(key)
      if (open === undefined) continue
      const index = sim.indexOf(key.slice(key.indexOf('\n') + 1))
      const view = index === undefined ? null : sim.item(index)
      const job = view?.job !== null && view?.job.kind === open.model && view.job.startedAt === open.startedMs ? view.job : null
      const steps = stepsOf(open.model, job, view?.drill ?? null, null)
      this.#steps.run(JSON.stringify(steps), open.jobId)
      if (open.status === 'waiting') this.#waits.run(doneOf(steps), open.jobId)
    }
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

  #set(open: Open, status: string, endedMs: number | null): void {
    open.status = status
    this.#ended.run(endedMs, open.jobId)
    const wall = endedMs === null ? null : this.#moment.wallMs
    this.#end.run(status, endedMs === null ? 0 : 100, wall, null, null, null, endedMs, null, open.jobId)
  }

  #fail(open: Open, event: LogEvent): void {
    open.status = 'failed'
    this.#ended.run(event.t, open.jobId)
    const text = failureOf(event)
    const causes = JSON.stringify(text.causes)
    this.#end.run('failed', 0, this.#moment.wallMs, text.code, text.message, text.remedy, event.t, causes, open.jobId)
  }
}
