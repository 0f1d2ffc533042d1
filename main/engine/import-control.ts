import { basename } from 'node:path'
import type * as z from 'zod'
import { AppError } from '../../preload/contract/errors.ts'
import type { ImportResult, importProgress } from '../../preload/contract/imports.ts'
import { t } from '../../preload/contract/words.ts'
import { allowed, type JobRunner, refused } from '../services/jobs/job-runner.ts'
import type { FileTokens } from './file-tokens.ts'
import type { LabSession } from './lab-session.ts'

type Progress = z.infer<typeof importProgress>
type Run = LabSession['imports']['run']

interface Running {
  abort: AbortController
  /** Null for a preview, which is no job. */
  jobId: number | null
  progress: number | null
  step: string | null
}

export interface ImportTells {
  progressed(progress: Progress): void
  jobProgressed(job: { jobId: number; progress: number | null; step: string | null }): void
}

const steps: Readonly<Record<Progress['phase'], string>> = {
  reading: t('Read the files'),
  merging: t('Compare with the lab'),
  writing: t('Work out readiness and write the lab'),
  done: t('Finish'),
}

/** What a restart needs: the tokens of the files, which outlive the engine but not the console. */
const tokensOf = (parameters: unknown): string[] => {
  const files = typeof parameters === 'object' && parameters !== null ? (parameters as { files?: unknown }).files : undefined
  return Array.isArray(files) ? files.filter((token) => typeof token === 'string') : []
}

/** The one preview or import that runs: started by its dialog or by its job, stopped from either. */
export const createImportControl = (imports: () => LabSession['imports'], files: FileTokens, tell: ImportTells) => {
  let running: Running | null = null

  const start = async (run: Run, tokens: readonly string[], onJob?: (jobId: number) => void): Promise<ImportResult> => {
    if (running !== null)
      throw new AppError({
        code: 'lab-busy',
        message: t('Another import is under way.'),
        remedy: t('Wait until it is done, or cancel it.'),
      })
    const chosen = tokens.map((token) => files.resolve(token)).map((path) => ({ path, name: basename(path) }))
    const now: Running = { abort: new AbortController(), jobId: null, progress: null, step: null }
    running = now
    const onProgress = (progress: Progress): void => {
      now.progress = progress.bytesTotal === 0 ? null : Math.floor((100 * progress.bytes) / progress.bytesTotal)
      now.step = steps[progress.phase]
      tell.progressed(progress)
      if (now.jobId !== null && progress.phase !== 'done') tell.jobProgressed({ jobId: now.jobId, progress: now.progress, step: now.step })
    }
    try {
      return await run(chosen, {
        onProgress,
        signal: now.abort.signal,
        restart: { files: tokens },
        onJob: (jobId) => {
          now.jobId = jobId
          if (jobId !== null) onJob?.(jobId)
        },
      })
    } finally {
      running = null
    }
  }

  const runner: JobRunner = {
    runs: (kind) => kind === 'import',
    live: ({ id }) => (running?.jobId === id ? { progress: running.progress, step: running.step } : null),
    mayCancel: ({ id }) => (running?.jobId === id ? allowed : refused(t('Another program runs this import.'))),
    cancel: ({ id }) => {
      if (running?.jobId === id) running.abort.abort()
    },
    mayRestart: ({ parameters }) => {
      if (running !== null) return refused(t('Another import is under way.'))
      const tokens = tokensOf(parameters)
      try {
        for (const token of tokens) files.resolve(token)
      } catch {
        return refused(t('The console keeps no paths of files once it was closed. Import the files again.'))
      }
      return tokens.length > 0 ? allowed : refused(t('The console does not know its files. Import them again.'))
    },
    restart: ({ parameters }) =>
      new Promise((resolve, reject) => {
        // Told as soon as the new job stands; how it ends is told by its job.
        start(
          (chosen, options) => imports().run(chosen, options),
          tokensOf(parameters),
          (jobId) => resolve({ jobId }),
        ).catch(reject)
      }),
  }

  return { start, stop: () => running?.abort.abort(), runner }
}
export type ImportControl = ReturnType<typeof createImportControl>
