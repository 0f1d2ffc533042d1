import { t } from '../../../preload/contract/words.ts'
import { branchesOf } from '../../services/replication/branches.ts'
import { type Command, labOption, noPositionals, optional, UsageError } from '../command.ts'
import { instantOf, iso, type LabTime, readingLabTime, withLabTime } from '../lab-time.ts'
import { labPath } from '../labs.ts'
import { tableText } from '../table.ts'

export const clock: Command = {
  name: 'clock',
  summary: t('Shows where the clock of a lab stands and its branches; --to runs it on, --rewind goes back and opens a branch.'),
  usage: [t('clock --lab FILE [--to INSTANT | --rewind INSTANT] [--json]')],
  options: { ...labOption, to: { type: 'string' }, rewind: { type: 'string' } },
  run: (args, io) => {
    noPositionals(args)
    const to = optional(args.values, 'to')
    const rewind = optional(args.values, 'rewind')
    if (to !== undefined && rewind !== undefined) throw new UsageError(t('Use --to or --rewind, not both.'))
    const file = labPath(args.values, io)
    if (to === undefined && rewind === undefined) return readingLabTime(file, io, told)
    const atMs = instantOf(to ?? rewind ?? '', to === undefined ? '--rewind' : '--to')
    return withLabTime(file, io, async (time) => {
      if (to === undefined) time.clock.rewind(atMs)
      else await time.clock.run({ atMs })
      return told(time)
    })
  },
}

const told = ({ simulation, clock: service }: LabTime) => {
  const branches = branchesOf(simulation).map((branch) => ({
    id: branch.id,
    parent: branch.parent,
    from: iso(branch.fromMs),
    to: iso(branch.toMs),
    events: branch.events,
    current: branch.current,
  }))
  const now = iso(simulation.nowMs)
  return {
    code: 0 as const,
    json: { now, begin: iso(service.state().beginMs), branch: service.state().branch, branches },
    text: [
      t('The clock stands at {now}.', { now }),
      '',
      tableText(
        [t('Branch'), t('From'), t('To'), t('Events'), ''],
        branches.map((branch) => [branch.id, branch.from, branch.to, branch.events, branch.current ? 'current' : '']),
      ),
    ].join('\n'),
  }
}
