import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { AppError } from '../../../preload/contract/errors.ts'
import { planFormats } from '../../../preload/contract/recovery-plans.ts'
import { t } from '../../../preload/contract/words.ts'
import { writePlanText } from '../../services/replication/plan-exports.ts'
import { type Command, labOption, noPositionals, oneOf, pathOf, required } from '../command.ts'
import { planIdOf } from '../item-choice.ts'
import { labPath, reading } from '../labs.ts'

export const planExport: Command = {
  name: 'plan-export',
  summary: t('Writes a recovery plan as an Az PowerShell script that makes it in the vault, or as JSON.'),
  usage: [t('plan-export --plan NAME --as powershell|json --out FILE --lab FILE [--json]')],
  options: { ...labOption, plan: { type: 'string' }, as: { type: 'string' }, out: { type: 'string' } },
  run: async (args, io) => {
    noPositionals(args)
    const plan = required(args.values, 'plan')
    const as = oneOf(required(args.values, 'as'), planFormats, '--as')
    const file = pathOf(io, required(args.values, 'out'))
    if (existsSync(file))
      throw new AppError({
        code: 'file-exists',
        message: t('"{file}" exists already.', { file: basename(file) }),
        remedy: t('Choose another file.'),
        at: { file },
      })
    const bytes = await reading(labPath(args.values, io), io, (store) => writePlanText(store, planIdOf(store, plan), as, file))
    return { code: 0, json: { plan, as, file, bytes }, text: t('Wrote {file}.', { file }) }
  },
}
