import { AppError } from '../../../preload/contract/errors.ts'
import type { Allowance } from '../../../preload/contract/jobs.ts'
import { t } from '../../../preload/contract/words.ts'
import { invertJob, invertJobInTurns } from '../lab/invert.ts'
import type { LabStore } from '../lab/lab-store.types.ts'
import { countChanges } from './change-reader.ts'
import { allowed, type JobRunner, refused } from './job-runner.ts'

export interface TakeBackParts {
  store: LabStore
  actor: string
  /** Whether a job may be taken back. */
  mayTakeBack: (jobId: number) => Allowance
  progressed: (job: { jobId: number; progress: number | null; step: string | null }) => void
  /** Told what no job can tell a person. */
  failed: (error: unknown) => void
}

interface Running {
  jobId: number
  /** Per cent. */
  progress: number
  step: string | null
  stopped: boolean
  toldMs: number
}

/** A job of more rows than this is taken back in turns, beside other calls: some 50 ms of work. */
const rowsAtOnce = 500
const tellEveryMs = 100

/** Takes jobs back: small ones at once, large ones as jobs that run, can be cancelled, and started again. */
export const createTakeBacks = ({ store, actor, mayTakeBack, progressed, failed }: TakeBackParts) => {
  let running: Running | null = null
  const tell = (now: Running): void => {
    now.toldMs = performance.now()
    progressed({ jobId: now.jobId, progress: now.progress, step: now.step })
  }

  /** Answers when a small job is taken back, or when the job stands that takes a large one back; how that ends is told by its job. */
  const start = (id: number): { jobId: number } | Promise<{ jobId: number }> => {
    const rows = countChanges(store.db, id)
    if (rows <= rowsAtOnce) return invertJob(store, id, actor)
    return new Promise((resolve, reject) => {
      const now: Running = { jobId: 0, progress: 0, step: null, stopped: false, toldMs: 0 }
      invertJobInTurns(store, id, actor, {
        began: (jobId) => {
          now.jobId = jobId
          running = now
          resolve({ jobId })
        },
        step: (name) => {
          now.step = name
          tell(now)
        },
        rows: (done) => {
          now.progress = Math.min(100, Math.floor((100 * done) / rows))
        },
        breath: async () => {
          if (performance.now() - now.toldMs > tellEveryMs) tell(now)
          await new Promise((done) => setImmediate(done))
          if (now.stopped) throw cancelled()
        },
      })
        .catch((error: unknown) => {
          if (now.jobId === 0) reject(error)
          else if (!(error instanceof AppError)) failed(error)
        })
        .finally(() => {
          if (running === now) running = null
        })
    })
  }

  const runner: JobRunner = {
    runs: (kind) => kind === 'invert',
    live: ({ id }) => (running?.jobId === id ? { progress: running.progress, step: running.step } : null),
    mayCancel: ({ id }) => (running?.jobId === id ? allowed : refused(t('Another program runs this job.'))),
    cancel: ({ id }) => {
      if (running?.jobId === id) running.stopped = true
    },
    mayRestart: ({ target }) => (target.id === null ? refused(t('Do it again where you began it.')) : mayTakeBack(target.id)),
    restart: async ({ target }) => start(target.id ?? 0),
  }
  return { start, runner }
}

const cancelled = (): AppError =>
  new AppError({ code: 'cancelled', message: t('Taking back was cancelled. Nothing was changed.'), remedy: t('Start it again.') })
