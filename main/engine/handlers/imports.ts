import { basename } from 'node:path'
import type * as z from 'zod'
import type { HandlersFor } from '../../../preload/contract/area.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import type { importProgress, imports } from '../../../preload/contract/imports.ts'
import { writeCollector } from '../../services/collector-script.ts'
import type { FileTokens } from '../file-tokens.ts'
import type { LabSession } from '../lab-session.ts'

type Progress = z.infer<typeof importProgress>
type Run = LabSession['imports']['run']

/** One preview or import at a time; `cancel` stops it and leaves nothing changed. */
export const importsHandlers = (
  current: () => LabSession,
  files: FileTokens,
  progressed: (progress: Progress) => void,
): HandlersFor<typeof imports> => {
  let running: AbortController | null = null

  const start = async (run: Run, tokens: readonly string[]): ReturnType<Run> => {
    if (running !== null)
      throw new AppError({
        code: 'lab-busy',
        message: 'Another import is under way.',
        remedy: 'Wait until it is done, or cancel it.',
      })
    const chosen = tokens.map((token) => files.resolve(token)).map((path) => ({ path, name: basename(path) }))
    const abort = new AbortController()
    running = abort
    try {
      return await run(chosen, { onProgress: progressed, signal: abort.signal })
    } finally {
      running = null
    }
  }

  return {
    preview: ({ files: tokens }) => {
      const { imports: service } = current()
      return start((chosen, options) => service.preview(chosen, options), tokens)
    },
    run: ({ files: tokens }) => {
      const { imports: service } = current()
      return start((chosen, options) => service.run(chosen, options), tokens)
    },
    cancel: () => {
      running?.abort()
      return null
    },
    saveRejects: ({ batchId, target }) => current().imports.saveRejects(batchId, files.resolve(target)),
    saveCollector: ({ target }) => writeCollector(files.resolve(target), { replace: true }),
    history: () => current().imports.history(),
  }
}
