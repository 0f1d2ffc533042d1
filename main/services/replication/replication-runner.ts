import type { Database } from 'better-sqlite3'
import type { HandlersFor } from '../../../preload/contract/area.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import type { Allowance } from '../../../preload/contract/jobs.ts'
import type { replication } from '../../../preload/contract/replication.ts'
import { t } from '../../../preload/contract/words.ts'
import { allowed, type JobRecord, type JobRunner, refused } from '../jobs/job-runner.ts'

type Service = Pick<HandlersFor<typeof replication>, 'allowed' | 'act'>

/** Jobs of the lab's clock are cancelled and started again through their replicated item; the lab tells their progress by itself. */
export const createReplicationRunner = (db: () => Database, service: Service): JobRunner => {
  const newest = (item: number): number | undefined =>
    (db().prepare('SELECT max(job_id) FROM replication_job WHERE protected_item_id = ? AND gone = 0').pluck().get(item) as number | null) ??
    undefined
  const may = (job: JobRecord, verb: 'cancel' | 'restart'): Allowance => {
    const item = itemOf(job)
    if (item === null) return refused(t('Its replicated item is gone.'))
    if (newest(item) !== job.id) return refused(t('Another job of its replicated item came after it.'))
    const answer = service.allowed({ ids: [item] })
    if (answer instanceof Promise) throw new Error('The simulation answers at once')
    const found = answer.find((one) => one.verb === verb)
    return found && found.count > 0 ? allowed : refused(found?.reason ?? t('Its state does not allow it.'))
  }
  return {
    runs: (kind) => kind.startsWith('replication.'),
    live: () => null,
    mayCancel: (job) => may(job, 'cancel'),
    cancel: (job) => void service.act({ ids: [itemOf(job) ?? 0], verb: 'cancel' }),
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

const itemOf = ({ target }: JobRecord): number | null => (target.kind === 'protectedItem' ? target.id : null)
