import { t } from '../../../preload/contract/words.ts'
import { writeCollector } from '../../services/collector-script.ts'
import { type Command, noPositionals, pathOf, required } from '../command.ts'

export const collector: Command = {
  name: 'collector',
  summary: t('Writes the collector script, which gets the inventory out of VMM or Hyper-V hosts.'),
  usage: [t('collector --out FILE [--json]')],
  options: { out: { type: 'string' } },
  run: (args, io) => {
    noPositionals(args)
    const file = pathOf(io, required(args.values, 'out'))
    const { bytes } = writeCollector(file)
    return {
      code: 0,
      json: { file, bytes },
      text: t('Wrote {file}. Run it in Windows PowerShell where the VMM console or the Hyper-V module is; Get-Help shows its parameters.', {
        file,
      }),
    }
  },
}
