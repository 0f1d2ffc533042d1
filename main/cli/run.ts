import { parseArgs } from 'node:util'
import { AppError } from '../../preload/contract/errors.ts'
import { t } from '../../preload/contract/words.ts'
import { type Command, type Outcome, UsageError, type Values } from './command.ts'
import { azure } from './commands/azure.ts'
import { check } from './commands/check.ts'
import { clock } from './commands/clock.ts'
import { collector } from './commands/collector.ts'
import { connect } from './commands/connect.ts'
import { explain } from './commands/explain.ts'
import { failover } from './commands/failover.ts'
import { importFiles } from './commands/import.ts'
import { inventory } from './commands/inventory.ts'
import { model } from './commands/model.ts'
import { plan } from './commands/plan.ts'
import { planExport } from './commands/plan-export.ts'
import { planRun } from './commands/plan-run.ts'
import { readiness } from './commands/readiness.ts'
import { replicate } from './commands/replicate.ts'
import { sample } from './commands/sample.ts'
import { schema } from './commands/schema.ts'
import { scripts } from './commands/scripts.ts'
import { setup } from './commands/setup.ts'
import { simulate } from './commands/simulate.ts'
import type { CommandIo } from './io.ts'

export const commands: readonly Command[] = [
  sample,
  collector,
  importFiles,
  inventory,
  readiness,
  setup,
  plan,
  scripts,
  replicate,
  simulate,
  clock,
  model,
  failover,
  planRun,
  planExport,
  azure,
  connect,
  explain,
  check,
  schema,
]

export type ExitCode = 0 | 1 | 2

/** Runs one command line; never rejects. 0 done, 1 found problems or refused, 2 wrong usage. */
export const run = async (argv: readonly string[], io: CommandIo): Promise<ExitCode> => {
  const [name = 'help', ...rest] = argv
  if (name === '--version' || name === '-v') {
    io.out(`${io.version}\n`)
    return 0
  }
  const command = commands.find((each) => each.name === name)
  if (name === 'help' || name === '--help' || name === '-h') {
    const topic = commands.find((each) => each.name === rest[0])
    io.out(topic ? commandHelp(topic) : overview())
    return 0
  }
  if (!command) return wrongUsage(io, t('There is no command "{name}".', { name }), overview())
  if (rest.includes('--help') || rest.includes('-h')) {
    io.out(commandHelp(command))
    return 0
  }
  const json = rest.includes('--json')
  try {
    const outcome = await command.run(read(command, rest), io)
    io.out(json ? (outcome.raw ?? `${JSON.stringify(outcome.json)}\n`) : `${outcome.text}\n`)
    return outcome.code
  } catch (error) {
    if (error instanceof UsageError) return wrongUsage(io, error.message, usageOf(command))
    return failed(io, error, json)
  }
}

const read = (command: Command, rest: readonly string[]): { values: Values; positionals: readonly string[] } => {
  try {
    const { values, positionals } = parseArgs({
      args: [...rest],
      options: { ...command.options, json: { type: 'boolean' } },
      allowPositionals: true,
      strict: true,
    })
    return { values: values as Values, positionals }
  } catch (error) {
    throw new UsageError(misread(error))
  }
}

/** What is wrong with the options, by the code of Node's parser; its own words speak to programmers. */
const misread = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException
  const option = /'(?:-\w, )?(-{1,2}[^'\s=]+)/.exec(message)?.[1] ?? ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return t('There is no option {option} here.', { option })
  if (code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return message
  return /does not take/.test(message)
    ? t('{option} takes no value.', { option })
    : t('{option} needs a value. One that begins with a minus is written {option}=VALUE.', { option })
}

const wrongUsage = (io: CommandIo, message: string, usage: string): ExitCode => {
  io.err(`${message}\n\n${usage}`)
  return 2
}

/** A place that can't be read or written is the user's matter, not a fault of the console. */
const understood = (error: unknown): unknown => {
  const { code, path } = error as NodeJS.ErrnoException
  if (error instanceof AppError || typeof code !== 'string') return error
  if (code === 'ENOSPC')
    return new AppError(
      { code: 'disk-full', message: t('The disk is full.'), remedy: t('Free some space and try again.') },
      { cause: error },
    )
  if (!['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM', 'EROFS'].includes(code)) return error
  return new AppError(
    {
      code: 'folder-denied',
      message: t('"{path}" can\'t be read or written.', { path: path ?? t('A file') }),
      remedy: t('Check the path and its permissions.'),
    },
    { cause: error },
  )
}

const failed = (io: CommandIo, cause: unknown, json: boolean): ExitCode => {
  const error = understood(cause)
  if (error instanceof AppError) {
    if (json) io.out(`${JSON.stringify({ error: error.toShape() })}\n`)
    else io.err(`${[error.message, error.remedy].filter(Boolean).join(' ')} (${error.code})\n`)
    return 1
  }
  const message = error instanceof Error ? error.message : String(error)
  if (json) io.out(`${JSON.stringify({ error: { code: 'internal', message } })}\n`)
  io.err(`${error instanceof Error ? (error.stack ?? message) : message}\n`)
  return 1
}

const usageOf = (command: Command): string =>
  `${command.usage.map((line, n) => `${n === 0 ? t('Usage: ') : '       '}offsite ${line}`).join('\n')}\n`
const commandHelp = (command: Command): string => `${command.summary}\n\n${usageOf(command)}`

const overview = (): string =>
  [
    t('offsite: plans the replication of Hyper-V machines to Azure, without a window.'),
    '',
    t('Commands'),
    ...commands.map((command) => `  ${command.name.padEnd(Math.max(...commands.map(({ name }) => name.length)))}  ${command.summary}`),
    '',
    t('Every command takes --json. "offsite help COMMAND" shows its usage.'),
    t('Exit codes: 0 done, 1 found problems or refused, 2 wrong usage.'),
    '',
  ].join('\n')

export type { Outcome }
