import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import { readCase } from '../../domain/replication/case-file.ts'
import { runCase } from '../../domain/replication/case-run.ts'
import type { Sha256 } from '../../domain/replication/simulation.ts'
import { type Command, labOption, noPositionals, type Outcome, pathOf, required, UsageError, type Values } from '../command.ts'
import type { CommandIo } from '../io.ts'
import { tableText } from '../table.ts'
import { simulateLab } from './simulate-lab.ts'

const sha256: Sha256 = () => {
  const hash = createHash('sha256')
  return {
    update: (text) => {
      hash.update(text)
    },
    digest: () => hash.digest('hex'),
  }
}

const parsed = (file: string): unknown => {
  if (!existsSync(file))
    throw new AppError({
      code: 'file-missing',
      message: t('"{file}" is not there.', { file: basename(file) }),
      remedy: t('Check its name and place.'),
      field: 'case',
      at: { file },
    })
  const text = readFileSync(file, 'utf8')
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new AppError(
      { code: 'case-invalid', message: t('"{file}" is not a JSON file.', { file }), remedy: t('Choose a case file.'), at: { file } },
      { cause: error },
    )
  }
}

const simulateCase = (values: Values, io: CommandIo): Outcome => {
  const result = runCase(readCase(parsed(pathOf(io, required(values, 'case')))), sha256)
  const rows = Object.entries(result.vms).map(([name, vm]) => {
    const { state, health, rpoMs, cycles, missed } = vm as Record<string, string | number | null>
    return [name, state ?? null, health ?? null, rpoMs === null ? null : Math.floor(Number(rpoMs) / 1000), cycles ?? null, missed ?? null]
  })
  return {
    code: 0,
    json: result,
    text: [
      tableText([t('Machine'), t('State'), t('Health'), t('RPO (s)'), t('Cycles'), t('Missed')], rows),
      '',
      t('{events} events, sha256 {sha256}', { events: result.events, sha256: result.sha256 }),
    ].join('\n'),
  }
}

export const simulate: Command = {
  name: 'simulate',
  summary: t('Plays the clock of a lab, or one case of replication and failover without a lab.'),
  usage: [t('simulate --lab FILE --for 30d [--seed N] [--json]'), t('simulate --case FILE [--json]')],
  options: { ...labOption, case: { type: 'string' }, for: { type: 'string' }, seed: { type: 'string' } },
  run: (args, io) => {
    noPositionals(args)
    const { values } = args
    if (values.case === undefined) return simulateLab(values, io)
    if (values.lab !== undefined || values.for !== undefined || values.seed !== undefined)
      throw new UsageError(t('A case has its own beginning, end and seed: use --case alone.'))
    return simulateCase(values, io)
  },
}
