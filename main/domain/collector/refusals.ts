import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import { collectorVersion } from './header.ts'

const again = t('Run the collector again and choose its file; nothing was imported.')

export const refuseHeader = (file: string, line: number, why: string): AppError =>
  new AppError({
    code: 'collector-header',
    message: t("{file} isn't a whole collector file. {why}", { file, why }),
    remedy: again,
    at: { file, line },
  })

export const refuseVersion = (file: string, version: number): AppError =>
  new AppError({
    code: 'collector-version',
    message: t("{file} is of version {version} of the collector's format. This console reads version {collectorVersion}.", {
      file,
      version,
      collectorVersion,
    }),
    remedy:
      version > collectorVersion
        ? t('Open it with a newer console, or save the collector script of this one and run it again.')
        : t('Save the collector script of this console and run it again.'),
    at: { file, line: 1 },
  })

export const refuseNoEnd = (file: string, line: number, half: boolean): AppError =>
  new AppError({
    code: 'import-truncated',
    message: half
      ? t('{file} ends inside line {line}. It was cut off.', { file, line })
      : t('{file} has no end line after line {line}. It was cut off.', { file, line }),
    remedy: again,
    at: { file, line },
  })

export const refuseEnd = (file: string, line: number, why: string): AppError =>
  new AppError({
    code: 'collector-end',
    message: t("{file} isn't as the collector wrote it. {why}", { file, why }),
    remedy: again,
    at: { file, line },
  })
