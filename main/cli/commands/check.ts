import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import { checkLab, type LabCheck } from '../../services/lab/check.ts'
import { type Command, labOption, noPositionals } from '../command.ts'
import { labPath, reading } from '../labs.ts'
import { tableText } from '../table.ts'

export const check: Command = {
  name: 'check',
  summary: t('Reads the whole lab and tells what does not hold.'),
  usage: [t('check --lab FILE [--json]')],
  options: { ...labOption },
  run: async (args, io) => {
    noPositionals(args)
    const result = await readAll(labPath(args.values, io), io)
    return {
      code: result.ok ? 0 : 1,
      json: result,
      text: result.ok
        ? t('The lab is in order.')
        : tableText(
            [t('Code'), t('Table'), t('Row'), t('Problem')],
            result.problems.map((each) => [each.code, each.table, each.row, each.message]),
          ),
    }
  },
}

/** A lab too damaged to open is a found problem, not a refusal. */
const readAll = async (file: string, io: Parameters<Command['run']>[1]): Promise<LabCheck> => {
  try {
    return await reading(file, io, (store) => checkLab(store.db))
  } catch (error) {
    if (error instanceof AppError && error.code === 'lab-damaged')
      return { ok: false, problems: [{ code: error.code, table: 'lab', row: null, message: error.message }] }
    throw error
  }
}
