import { clockEvents } from '../../../preload/contract/plain.ts'
import { t } from '../../../preload/contract/words.ts'
import { branchesOf } from '../../services/replication/branches.ts'
import { previewRewind } from '../../services/replication/moments.ts'
import { type Command, labOption, type Outcome, oneOf, optional, required, UsageError, type Values, wholeNumber } from '../command.ts'
import type { CommandIo } from '../io.ts'
import { chosenItems } from '../item-choice.ts'
import { instantOf, iso, type LabTime, readingLabTime, withLabTime } from '../lab-time.ts'
import { labPath } from '../labs.ts'
import { tableText } from '../table.ts'
import { branchJson, branchLog, compared, previewed } from './clock-branches.ts'

type Deed = (args: { values: Values; rest: readonly string[]; file: string }, io: CommandIo) => Outcome | Promise<Outcome>

const alone = (rest: readonly string[], count: number, what: string): readonly string[] => {
  if (rest.length !== count) throw new UsageError(what)
  return rest
}
const branchOf = (text: string | undefined): number => wholeNumber(text ?? '', t('The branch'), 0, Number.MAX_SAFE_INTEGER)

/** Without a word it shows where the clock stands; --to and --rewind work there as well. */
const show: Deed = ({ values, file }, io) => {
  const to = optional(values, 'to')
  const rewind = optional(values, 'rewind')
  if (to !== undefined && rewind !== undefined) throw new UsageError(t('Use --to or --rewind, not both.'))
  if (to === undefined && rewind === undefined) return readingLabTime(file, io, told)
  const atMs = instantOf(to ?? rewind ?? '', to === undefined ? '--rewind' : '--to')
  return withLabTime(file, io, async (time) => {
    if (to === undefined) time.clock.rewind(atMs)
    else await time.clock.run({ atMs })
    return told(time)
  })
}

const deeds: Readonly<Record<string, Deed>> = {
  run: ({ values, rest, file }, io) => {
    alone(rest, 0, t('"run" takes --to or --until.'))
    const to = optional(values, 'to')
    const until = optional(values, 'until')
    if ((to === undefined) === (until === undefined)) throw new UsageError(t('Run --to an instant or --until an event.'))
    const event = until === undefined ? undefined : oneOf(until, clockEvents, '--until')
    const vm = optional(values, 'vm')
    if (vm !== undefined && event === undefined) throw new UsageError(t('--vm goes with --until.'))
    const atMs = to === undefined ? 0 : instantOf(to, '--to')
    return withLabTime(file, io, async (time) => {
      const item = vm === undefined ? undefined : chosenItems(time.store, { vm })[0]
      await time.clock.run(event === undefined ? { atMs } : { event, item })
      return told(time)
    })
  },
  rewind: ({ values, rest, file }, io) => {
    alone(rest, 0, t('"rewind" takes --to.'))
    const toMs = instantOf(required(values, 'to'), '--to')
    if (values['dry-run'] === true) return readingLabTime(file, io, ({ simulation }) => previewed(previewRewind(simulation, toMs)))
    return withLabTime(file, io, (time) => {
      time.clock.rewind(toMs)
      return told(time)
    })
  },
  branches: ({ rest, file }, io) => {
    alone(rest, 0, t('"branches" takes nothing but --lab; "branch N" shows one.'))
    return readingLabTime(file, io, told)
  },
  branch: ({ rest, file }, io) => {
    const branch = branchOf(alone(rest, 1, t('Say which branch: branch N.'))[0])
    return readingLabTime(file, io, ({ simulation }) => branchJson(simulation, branch))
  },
  compare: ({ rest, file }, io) => {
    const [a, b] = alone(rest, 2, t('Say which branches: compare A B.')).map(branchOf) as [number, number]
    return readingLabTime(file, io, ({ simulation }) => compared(simulation, a, b))
  },
  log: ({ values, rest, file }, io) => {
    alone(rest, 0, t('"log" takes --branch, --offset and --limit.'))
    const number = (name: string, least: number, otherwise: number): number => {
      const text = optional(values, name)
      return text === undefined ? otherwise : wholeNumber(text, `--${name}`, least, Number.MAX_SAFE_INTEGER)
    }
    const window = { offset: number('offset', 0, 0), limit: number('limit', 1, Number.MAX_SAFE_INTEGER) }
    const branch = optional(values, 'branch')
    return readingLabTime(file, io, ({ simulation, clock }) =>
      branchLog(simulation, { branch: branch === undefined ? clock.state().branch : branchOf(branch), ...window }),
    )
  },
}

export const clock: Command = {
  name: 'clock',
  summary: t('Shows where the clock of a lab stands; runs it on, goes back, and looks at branches that were left.'),
  usage: [
    t('clock --lab FILE [--to INSTANT | --rewind INSTANT] [--json]'),
    t('clock run --lab FILE --to INSTANT | --until {events} [--vm NAME] [--json]', { events: clockEvents.join('|') }),
    t('clock rewind --lab FILE --to INSTANT [--dry-run] [--json]'),
    t('clock branches | branch N | compare A B --lab FILE [--json]'),
    t('clock log --lab FILE [--branch N] [--offset N] [--limit N] [--json]'),
  ],
  options: {
    ...labOption,
    to: { type: 'string' },
    rewind: { type: 'string' },
    until: { type: 'string' },
    vm: { type: 'string' },
    'dry-run': { type: 'boolean' },
    branch: { type: 'string' },
    offset: { type: 'string' },
    limit: { type: 'string' },
  },
  run: ({ values, positionals }, io) => {
    const [word, ...rest] = positionals
    const deed = word === undefined ? show : deeds[word]
    if (deed === undefined)
      throw new UsageError(t('"{word}" is none of {deeds}.', { word: word ?? '', deeds: Object.keys(deeds).join(', ') }))
    return deed({ values, rest, file: labPath(values, io) }, io)
  },
}

const told = ({ simulation, clock: service }: LabTime): Outcome => {
  const branches = branchesOf(simulation).map((branch) => ({
    id: branch.id,
    parent: branch.parent,
    from: iso(branch.fromMs),
    to: iso(branch.toMs),
    events: branch.events,
    actions: branch.actions,
    current: branch.current,
    opened: iso(branch.openedWallMs),
    openedBy: branch.openedBy,
  }))
  const now = iso(simulation.nowMs)
  const { stopped, beginMs, branch } = service.state()
  return {
    code: 0,
    json: { now, begin: iso(beginMs), branch, stopped, branches },
    text: [
      t('The clock stands at {now}.', { now: now ?? '' }),
      ...(stopped === null ? [] : [stopped]),
      '',
      tableText(
        [t('Branch'), t('From'), t('To'), t('Events'), t('Actions'), t('Opened by'), ''],
        branches.map((each) => [each.id, each.from, each.to, each.events, each.actions, each.openedBy, each.current ? t('current') : '']),
      ),
    ].join('\n'),
  }
}
