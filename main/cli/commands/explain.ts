import type { RpoHistory } from '../../../preload/contract/replication.ts'
import { t } from '../../../preload/contract/words.ts'
import { type Command, labOption, type Outcome, oneOf, optional, required, UsageError, wholeNumber } from '../command.ts'
import { chosenItems } from '../item-choice.ts'
import { instantOf, iso, type LabTime, readingLabTime } from '../lab-time.ts'
import { labPath } from '../labs.ts'
import { tableText } from '../table.ts'

export const explain: Command = {
  name: 'explain',
  summary: t('Says why the RPO of a machine is what it is, now or at an instant of the past.'),
  usage: [
    t('explain rpo --vm NAME --lab FILE [--at INSTANT] [--json]'),
    t('explain history --vm NAME --lab FILE [--hours N] [--json]   RPO by hour, of the last 24 hours or N'),
  ],
  options: { ...labOption, vm: { type: 'string' }, at: { type: 'string' }, hours: { type: 'string' } },
  run: ({ values, positionals }, io) => {
    if (positionals.length !== 1) throw new UsageError(t('Say what to explain: rpo or history.'))
    const what = oneOf(positionals[0] ?? '', ['rpo', 'history'] as const, t('What to explain'))
    const hours = wholeNumber(optional(values, 'hours') ?? '24', '--hours', 1, 168)
    const vm = required(values, 'vm')
    if (vm.includes(',')) throw new UsageError(t('--vm names one machine.'))
    const at = optional(values, 'at')
    const atMs = at === undefined ? undefined : instantOf(at, '--at')
    return readingLabTime(labPath(values, io), io, async ({ store, replication }) => {
      const id = chosenItems(store, { vm })[0] as number
      if (what === 'history') return historyOf(vm, await wholeHistory(replication, id, hours))
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

const wholeHistory = async (replication: LabTime['replication'], id: number, hours: number): Promise<RpoHistory> => {
  for (;;) {
    const history = await replication.rpoHistory({ id, hours })
    if (history.done) return history
  }
}

const seconds = (ms: number | null): number | null => (ms === null ? null : Math.ceil(ms / 1000))

const historyOf = (vm: string, history: RpoHistory): Outcome => {
  const hours = history.hours.map((each) => ({
    start: iso(each.startMs),
    minSeconds: each.minMs === null ? null : Math.floor(each.minMs / 1000),
    maxSeconds: seconds(each.maxMs),
    lastSeconds: seconds(each.lastMs),
    why: iso(each.whyMs),
  }))
  const shown = (value: number | null): string => (value === null ? '-' : `${value.toLocaleString('en-US')} s`)
  return {
    code: 0,
    json: { vm, from: iso(history.fromMs), to: iso(history.toMs), hours },
    text: tableText(
      [t('Hour'), t('Least'), t('Greatest'), t('Last')],
      hours.map((each) => [each.start ?? '', shown(each.minSeconds), shown(each.maxSeconds), shown(each.lastSeconds)]),
    ),
  }
}
