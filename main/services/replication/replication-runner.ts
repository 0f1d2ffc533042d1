import type { Database } from 'better-sqlite3'
import type { HandlersFor } from '../../../preload/contract/area.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import type { Allowance } from '../../../preload/contract/jobs.ts'
import type { replication } from '../../../preload/contract/replication.ts'
import { t } from '../../../preload/contract/words.ts'
import { allowed, type JobRecord, type JobRunner, refused } from '../jobs/job-runner.ts'
import { planModel, planRunOfJob } from './plan-jobs.ts'

type Service = Pick<HandlersFor<typeof replication>, 'allowed' | 'act'>

/** Jobs of the lab's clock are cancelled and started again through their replicated item; the lab tells their progress by itself. */
export const createReplicationRunner = (db: () => Database, service: Service): JobRunner => {
  const newest = (item: number): number | undefined =>
    (db().prepare('SELECT max(job_id) FROM replication_job WHERE protected_item_id = ? AND gone = 0').pluck().get(item) as number | null) ??
    undefined
  /** Machines of a plan's job whose own job may be cancelled now: with one of them a planned run stops. */
  const cancellable = (job: JobRecord): number[] => {
    const run = planRunOfJob(db(), job.id)
    const items = db()
      .prepare('SELECT protected_item_id FROM replicated_item WHERE name IN (SELECT value FROM json_each(?)) ORDER BY protected_item_id')
      .pluck()
      .all(JSON.stringify(run?.machines ?? [])) as number[]
    return items.filter((item) => count(item, 'cancel') > 0)
  }
  const count = (item: number, verb: 'cancel' | 'restart'): number => verdict(item, verb)?.count ?? 0
  const verdict = (item: number, verb: 'cancel' | 'restart') => {
    const answer = service.allowed({ ids: [item] })
    if (answer instanceof Promise) throw new Error('The simulation answers at once')
    return answer.find((one) => one.verb === verb)
  }
  const may = (job: JobRecord, verb: 'cancel' | 'restart'): Allowance => {
    if (ofPlan(job)) {
      if (verb === 'restart') return refused(t('Run the recovery plan again from its page.'))
      return cancellable(job).length > 0 ? allowed : refused(t('No job of its machines can be cancelled now.'))
    }
    const item = itemOf(job)
    if (item === null) return refused(t('Its replicated item is gone.'))
    if (newest(item) !== job.id) return refused(t('Another job of its replicated item came after it.'))
    const found = verdict(item, verb)
    return found && found.count > 0 ? allowed : refused(found?.reason ?? t('Its state does not allow it.'))
  }
  return {
    runs: (kind) => kind.startsWith('replication.'),
    live: () => null,
    mayCancel: (job) => may(job, 'cancel'),
    cancel: (job) => void service.act({ ids: ofPlan(job) ? cancellable(job) : [itemOf(job) ?? 0], verb: 'cancel' }),
    mayRestart: (job) => may(job, 'restart'),
    restart: async (job) => {
      const item = itemOf(job) ?? 0
      await service.act({ ids: [item], verb: 'restart' })
      const jobId = newest(item)
      if (jobId === undefined) throw new AppError({ code: 'not-found', field: 'id', message: t('This job is not in the lab.') })
      return { jobId }
    },
  }
}

const ofPlan = ({ kind }: JobRecord): boolean => kind === `replication.${planModel}`
const itemOf = ({ target }: JobRecord): number | null => (target.kind === 'protectedItem' ? target.id : null)
