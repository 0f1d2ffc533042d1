import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { AppError } from '../../preload/contract/errors.ts'
import { t } from '../../preload/contract/words.ts'
import { collectorScript } from '../domain/collector/script.ts'
import { writeWhole } from './plan-files.ts'

/**
 * Writes the collector script. An existing file is left alone unless the user agreed to replace it. Throws AppError
 * `file-exists`, `folder-denied`, `disk-full`.
 */
export const writeCollector = (file: string, { replace = false } = {}): { bytes: number } => {
  if (!replace && existsSync(file))
    throw new AppError({
      code: 'file-exists',
      message: t('"{file}" exists already.', { file: basename(file) }),
      remedy: t('Choose another file.'),
      at: { file },
    })
  return { bytes: writeWhole(file, collectorScript()) }
}
