import type { HandlersFor } from '../../../preload/contract/area.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import type { Allowance, Job, JobBrief, jobs } from '../../../preload/contract/jobs.ts'
import { t } from '../../../preload/contract/words.ts'
import type { LabStore } from '../lab/lab-store.types.ts'
import { countChanges, readChanges } from './change-reader.ts'
import { briefOf, cancellerOf, isOpen, type JobRow, recordOf, stepsOf } from './job-reader.ts'
import { allowed, type JobRunner, refused } from './job-runner.ts'
import { createTakeBacks, type TakeBackParts } from './take-backs.ts'

export interface JobsParts extends Partial<Pick<TakeBackParts, 'progressed' | 'failed'>> {
  store: LabStore
  actor: string
  runners?: readonly JobRunner[]
}

export type JobsService = HandlersFor<typeof jobs> & {
  /** What is told when a job begins or ends; null when it is forgotten. */
  brief(id: number): JobBrief | null
}

/** Jobs of a time that was taken back never end: they are in no list. */
const present = 'NOT EXISTS (SELECT 1 FROM replication_job r WHERE r.job_id = job.id AND r.gone = 1)'

/** The history of the open lab's jobs and what can be done with one. Throws AppError `not-found` for a job that is gone. */
export const createJobsService = ({ store, actor, runners: others = [], progressed, failed }: JobsParts): JobsService => {
  const find = (id: number): JobRow | undefined => store.db.prepare('SELECT * FROM job WHERE id = ?').get(id) as JobRow | undefined
  const row = (id: number): JobRow => {
    const found = find(id)
    if (found === undefined)
      throw new AppError({ code: 'not-found', field: 'id', message: t('This job is not in the lab.'), remedy: t('Refresh the list.') })
    return found
  }
  const takeBacks = createTakeBacks({
    store,
    actor,
    mayTakeBack: (id) => mayTakeBack(row(id), countChanges(store.db, id)),
    progressed: progressed ?? (() => undefined),
    failed: failed ?? ((error) => process.emitWarning(error instanceof Error ? error : String(error))),
  })
  const runners = [takeBacks.runner, ...others]
  const runnerOf = (kind: string): JobRunner | undefined => runners.find((runner) => runner.runs(kind))
  const live = (job: JobRow) => (isOpen(job.status) ? (runnerOf(job.kind)?.live(recordOf(job)) ?? null) : null)
  const brief = (job: JobRow): JobBrief => briefOf(store.db, job, live(job))

  const mayWrite = (): Allowance => (store.readOnly ? refused(store.readOnlyReason ?? t('The lab is open for reading only.')) : allowed)
  const mayCancel = (job: JobRow): Allowance => {
    if (!isOpen(job.status)) return refused(t('The job has ended.'))
    return runnerOf(job.kind)?.mayCancel(recordOf(job)) ?? refused(t('Another program runs this job.'))
  }
  const mayRestart = (job: JobRow): Allowance => {
    if (isOpen(job.status)) return refused(t('The job has not ended.'))
    if (!['failed', 'cancelled', 'interrupted'].includes(job.status)) return refused(t('The job has done its work.'))
    const may = mayWrite()
    if (!may.allowed) return may
    return runnerOf(job.kind)?.mayRestart(recordOf(job)) ?? refused(t('Do it again where you began it.'))
  }
  const isTakenBack = (id: number): boolean =>
    (
      store.db.prepare("SELECT id FROM job WHERE kind = 'invert' AND target_id = ? AND status = 'completed'").pluck().all(id) as number[]
    ).some((later) => !isTakenBack(later))
  const mayTakeBack = (job: JobRow, changes: number): Allowance => {
    if (isOpen(job.status)) return refused(t('The job has not ended.'))
    if (changes === 0) return refused(t('The job changed nothing.'))
    if (job.kind.startsWith('runas.')) return refused(t('Passwords are not in the lab. Change the account under Run As Accounts.'))
    if (isTakenBack(job.id)) return refused(t('It was taken back already.'))
    return mayWrite()
  }
  const insist = (may: Allowance, code: 'job-not-running' | 'job-not-restartable', remedy?: string): void => {
    if (!may.allowed) throw new AppError({ code, field: 'id', message: may.reason ?? '', ...(remedy === undefined ? {} : { remedy }) })
  }
  /** Those under way are found by an index, whatever the history holds. */
  const briefs = (where: string, limit: number): JobBrief[] =>
    (store.db.prepare(`SELECT * FROM job ${where} ORDER BY id DESC LIMIT ?`).all(limit) as JobRow[]).map(brief)

  return {
    brief: (id) => {
      const found = find(id)
      return found === undefined ? null : brief(found)
    },
    get: ({ id }): Job => {
      const job = row(id)
      const changes = countChanges(store.db, id)
      return {
        ...brief(job),
        startWallMs: job.started_wall_ms,
        endWallMs: job.ended_wall_ms,
        endMs: job.ended_lab_ms,
        steps: stepsOf(job, live(job)),
        cancelled: job.status === 'cancelled' ? { by: cancellerOf(job) } : null,
        changes,
        cancel: mayCancel(job),
        restart: mayRestart(job),
        takeBack: mayTakeBack(job, changes),
      }
    },
    running: () => briefs(`WHERE status IN ('running', 'waiting') AND ${present}`, 200),
    recent: ({ limit }) => briefs(`WHERE ${present}`, limit),
    changes: (query) => {
      row(query.id)
      return readChanges(store.db, query)
    },
    cancel: ({ id }) => {
      const job = row(id)
      insist(mayCancel(job), 'job-not-running')
      runnerOf(job.kind)?.cancel(recordOf(job))
      return null
    },
    restart: async ({ id }) => {
      const job = row(id)
      insist(mayRestart(job), 'job-not-restartable')
      const runner = runnerOf(job.kind)
      if (runner === undefined) throw new Error(`Nobody runs jobs of the kind ${job.kind}`)
      return runner.restart(recordOf(job))
    },
    takeBack: ({ id }) => {
      insist(mayTakeBack(row(id), countChanges(store.db, id)), 'job-not-restartable')
      return takeBacks.start(id)
    },
  }
}
