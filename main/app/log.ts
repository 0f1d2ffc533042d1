import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import logger from 'electron-log/node'
import { AppError } from '../../preload/contract/errors.ts'
import { t } from '../../preload/contract/words.ts'

export type LogLevel = 'info' | 'warn' | 'error'

export interface Log {
  write(level: LogLevel, text: string, data?: Record<string, unknown>): void
  /** Writes an unexpected error down and gives the page an error that names the line. */
  internal(error: unknown, name?: string): AppError
}

/** JSON lines in `file`, at most 5 MB and one older file; `redact` sees every line before it is written. */
export const openLog = (file: string, redact: (text: string) => string): Log => {
  mkdirSync(dirname(file), { recursive: true })
  const log = logger.create({ logId: 'offsite' })
  log.transports.console.level = false
  log.transports.file.level = 'silly'
  log.transports.file.maxSize = 5_000_000
  log.transports.file.resolvePathFn = () => file
  log.transports.file.format = ({ message }) => [
    redact(JSON.stringify({ at: message.date.toISOString(), level: message.level, ...message.data[0] })),
  ]

  const write: Log['write'] = (level, text, data = {}) => log[level]({ text, ...data })
  return {
    write,
    internal: (error, name) => {
      const logId = randomUUID().slice(0, 8)
      const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined }
      write('error', message, { logId, name, stack })
      return new AppError(
        {
          code: 'internal',
          message: t('The console met an error that it did not expect. What you did last has not been done.'),
          remedy: t('Try again. If it happens again, the log of this console has the details under {logId}.', { logId }),
          logId,
        },
        { cause: error },
      )
    },
  }
}
