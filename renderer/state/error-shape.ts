import { AppError, type ErrorShape } from '../../preload/contract/errors.ts'
import { t } from '../../preload/contract/words.ts'

/** What a rejected call says, as plain data to hold and show; a stranger's error becomes `internal`. */
export const errorShapeOf = (error: unknown): ErrorShape => {
  if (error instanceof AppError) return error.toShape()
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'internal', message: message || t('Something unexpected happened.') }
}
