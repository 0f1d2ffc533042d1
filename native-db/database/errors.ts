import { AppError } from '../../preload/contract/errors.ts'
import { t } from '../../preload/contract/words.ts'

/** What was being done, for the message. */
export interface ErrorContext {
  /** Name of the file as the user knows it, without its folder. */
  file?: string
}

const codeOf = (error: unknown): string => {
  const code = error instanceof Error ? (error as Error & { code?: unknown }).code : undefined
  return typeof code === 'string' ? code : ''
}

/**
 * The one place where codes of SQLite and of the file system become errors that a person can act on. An AppError and
 * anything unknown come back as they are: an unknown error is a fault of the console and is logged as `internal`.
 */
export const toAppError = (error: unknown, context: ErrorContext = {}): unknown => {
  if (error instanceof AppError) return error
  const file = context.file === undefined ? t('the lab') : `"${context.file}"`
  const shape = shapeOf(codeOf(error), file, error)
  return shape === undefined ? error : new AppError(shape, { cause: error })
}

const shapeOf = (code: string, file: string, error: unknown): ConstructorParameters<typeof AppError>[0] | undefined => {
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return diskFull(file, t('The disk is full.'))
  if (/^SQLITE_IOERR_(WRITE|FSYNC|DIR_FSYNC|TRUNCATE|SHMSIZE|SHMMAP|SHMOPEN|GETTEMPPATH|DELETE|CLOSE)/.test(code)) {
    return diskFull(file, t('The disk is full or reports an error.'))
  }
  if (code === 'SQLITE_NOTADB') {
    return {
      code: 'lab-not-sqlite',
      message: t('{file} is not a lab. It does not hold a database.', { file: upper(file) }),
      remedy: t('Choose a file ending in .offsite.'),
    }
  }
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_IOERR')) return damaged(file, t('Parts of the file cannot be read.'))
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED') || code === 'SQLITE_PROTOCOL') {
    return {
      code: 'lab-locked',
      message: t('{file} is open in another window or program.', { file: upper(file) }),
      remedy: t('Close it there, or open a copy.'),
    }
  }
  if (code.startsWith('SQLITE_READONLY')) {
    return {
      code: 'lab-read-only',
      message: t('{file} is open for reading only, so nothing was changed.', { file: upper(file) }),
      remedy: t('Save a copy in a folder where you can write.'),
    }
  }
  if (code === 'SQLITE_CONSTRAINT_UNIQUE') return nameTaken(error)
  if (code.startsWith('SQLITE_CANTOPEN') || code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return {
      code: 'folder-denied',
      message: t('{file} cannot be opened or written. The folder or the file does not allow it.', { file: upper(file) }),
      remedy: t('Choose a folder where you can write, or ask its owner for access.'),
    }
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return {
      code: 'lab-missing',
      message: t('{file} is not there. It may have been moved or deleted.', { file: upper(file) }),
      remedy: t('Open the lab from where it is now.'),
    }
  }
  return undefined
}

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const diskFull = (file: string, why: string): ConstructorParameters<typeof AppError>[0] => ({
  code: 'disk-full',
  message: t('{file} could not be written. {why} Nothing was changed.', { file: upper(file), why }),
  remedy: t('Free some space on the disk and do it again.'),
})

export const damaged = (file: string, why: string): ConstructorParameters<typeof AppError>[0] => ({
  code: 'lab-damaged',
  message: t('{file} is damaged. {why}', { file: upper(file), why }),
  remedy: t('Open a copy or a backup of the lab.'),
})

/** "UNIQUE constraint failed: host.name" -> the field `name`; other unique keys are the console's own business. */
const nameTaken = (error: unknown): ConstructorParameters<typeof AppError>[0] | undefined => {
  const key = /UNIQUE constraint failed: (.+)$/.exec(error instanceof Error ? error.message : '')?.[1]
  const columns = key?.split(', ').map((part) => part.split('.')[1] ?? '')
  if (!columns?.includes('name')) return undefined
  return {
    code: 'name-taken',
    message: t('This name is in use already. Names of one kind must differ.'),
    field: 'name',
    remedy: t('Choose another name.'),
  }
}
