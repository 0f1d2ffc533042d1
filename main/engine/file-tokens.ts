import { AppError } from '../../preload/contract/errors.ts'
import { t } from '../../preload/contract/words.ts'

/** What the page's tokens stand for; main grants them, the page never sees a path. */
export interface FileTokens {
  grant(token: string, path: string): void
  /** Throws `file-missing` for a token that was never granted, or before the engine was restarted. */
  resolve(token: string): string
}

/** A token of another run of the console, or of a process that was started again. */
export const forgottenFile = (): AppError =>
  new AppError({
    code: 'file-missing',
    message: t('The console no longer knows the file that was chosen.'),
    remedy: t('Choose it again.'),
  })

export const createFileTokens = (): FileTokens => {
  const paths = new Map<string, string>()
  return {
    grant: (token, path) => {
      paths.set(token, path)
    },
    resolve: (token) => {
      const path = paths.get(token)
      if (path === undefined) throw forgottenFile()
      return path
    },
  }
}
