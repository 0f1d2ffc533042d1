import { t } from '../../../preload/contract/words.ts'
import { writeScripts } from '../../services/plan-service.ts'
import { type Command, labOption, noPositionals, pathOf, required } from '../command.ts'
import { labPath, reading } from '../labs.ts'

export const scripts: Command = {
  name: 'scripts',
  summary: t('Writes the scripts of the plan, in run order.'),
  usage: [t('scripts --lab FILE --out FOLDER [--json]')],
  options: { ...labOption, out: { type: 'string' } },
  run: async (args, io) => {
    noPositionals(args)
    const folder = pathOf(io, required(args.values, 'out'))
    const files = await reading(labPath(args.values, io), io, (store) => writeScripts(store.db, folder))
    return { code: 0, json: { folder, files }, text: [...files, t('in {folder}', { folder })].join('\n') }
  },
}
