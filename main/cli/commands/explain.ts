import { t } from '../../../preload/contract/words.ts'
import { type Command, labOption, optional, required, UsageError } from '../command.ts'
import { chosenItems } from '../item-choice.ts'
import { instantOf, iso, readingLabTime } from '../lab-time.ts'
import { labPath } from '../labs.ts'

export const explain: Command = {
  name: 'explain',
  summary: t('Says why the RPO of a machine is what it is, now or at an instant of the past.'),
  usage: [t('explain rpo --vm NAME --lab FILE [--at INSTANT] [--json]')],
  options: { ...labOption, vm: { type: 'string' }, at: { type: 'string' } },
  run: ({ values, positionals }, io) => {
    if (positionals.length !== 1 || positionals[0] !== 'rpo') throw new UsageError(t('Say what to explain: rpo.'))
    const vm = required(values, 'vm')
    if (vm.includes(',')) throw new UsageError(t('--vm names one machine.'))
    const at = optional(values, 'at')
    const atMs = at === undefined ? undefined : instantOf(at, '--at')
    return readingLabTime(labPath(values, io), io, async ({ store, replication }) => {
      const id = chosenItems(store, { vm })[0] as number
      const told = await replication.explain({ id, ...(atMs === undefined ? {} : { atMs }) })
      return {
        code: 0,
        json: {
          vm: told.vm,
          at: iso(told.atMs),
          rpoSeconds: told.rpoMs === null ? null : Math.floor(told.rpoMs / 1000),
          summary: told.summary,
          chain: told.chain,
        },
        text: [told.summary, ...told.chain.map((line) => `- ${line.text}`)].join('\n'),
      }
    })
  },
}
