import { AppError } from '../../../preload/contract/errors.ts'
import { collectorVersion } from './header.ts'

const again = 'Run the collector again and choose its file; nothing was imported.'

export const refuseHeader = (file: string, line: number, why: string): AppError =>
  new AppError({
    code: 'collector-header',
    message: `${file} isn't a whole collector file. ${why}`,
    remedy: again,
    at: { file, line },
  })

export const refuseVersion = (file: string, version: number): AppError =>
  new AppError({
    code: 'collector-version',
    message: `${file} is of version ${version} of the collector's format. This console reads version ${collectorVersion}.`,
    remedy:
      version > collectorVersion
        ? 'Open it with a newer console, or save the collector script of this one and run it again.'
        : 'Save the collector script of this console and run it again.',
    at: { file, line: 1 },
  })

export const refuseNoEnd = (file: string, line: number, half: boolean): AppError =>
  new AppError({
    code: 'import-truncated',
    message: half ? `${file} ends inside line ${line}. It was cut off.` : `${file} has no end line after line ${line}. It was cut off.`,
    remedy: again,
    at: { file, line },
  })

export const refuseEnd = (file: string, line: number, why: string): AppError =>
  new AppError({
    code: 'collector-end',
    message: `${file} isn't as the collector wrote it. ${why}`,
    remedy: again,
    at: { file, line },
  })
