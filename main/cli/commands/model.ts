import type { ModelSetting } from '../../../preload/contract/clock.ts'
import { t } from '../../../preload/contract/words.ts'
import { type LabModel, readModel, setModel } from '../../services/replication/model-service.ts'
import { type Command, labOption, noPositionals, type Outcome, optional, UsageError } from '../command.ts'
import { readingLabTime, withLabTime } from '../lab-time.ts'
import { actorOf, labPath } from '../labs.ts'
import { tableText } from '../table.ts'

export const model: Command = {
  name: 'model',
  summary: t('Shows the numbers that the simulation counts with and whose word they are, and changes those that are ours.'),
  usage: [t('model --lab FILE [--set NAME=VALUE,…] [--reset NAME,…|all] [--json]')],
  options: { ...labOption, set: { type: 'string' }, reset: { type: 'string' } },
  run: (args, io) => {
    noPositionals(args)
    const file = labPath(args.values, io)
    const set = pairs(optional(args.values, 'set'))
    const reset = optional(args.values, 'reset')
    if (set.length === 0 && reset === undefined) return readingLabTime(file, io, ({ simulation }) => told(readModel(simulation)))
    return withLabTime(file, io, ({ simulation }) => {
      const changed = readModel(simulation).settings.filter(
        ({ id, locked, value, initial }) => id !== 'seed' && locked === null && value !== initial,
      )
      const back = reset === undefined ? [] : reset === 'all' ? changed.map(({ id }) => id) : reset.split(',').map((id) => id.trim())
      return told(setModel(simulation, Object.fromEntries([...back.map((id) => [id, null] as const), ...set]), actorOf(io)))
    })
  },
}

const pairs = (text: string | undefined): (readonly [string, number])[] =>
  (text === undefined ? [] : text.split(',')).map((pair) => {
    const [, name, value] = /^\s*([\w.]+)\s*=\s*(-?\d+)\s*$/.exec(pair) ?? []
    if (name === undefined) throw new UsageError(t('--set takes NAME=VALUE with a whole number; this is "{pair}".', { pair }))
    return [name, Number(value)] as const
  })

const units: Readonly<Record<ModelSetting['unit'], string>> = {
  number: '',
  ms: 'ms',
  bytesPerSecond: 'B/s',
  bitsPerSecond: 'bit/s',
  permille: '‰',
  minuteOfDay: t('minute of the day'),
  choice: '',
}

const told = ({ settings, assumptions }: LabModel): Outcome => ({
  code: 0,
  json: {
    settings: settings.map(({ id, value, initial, unit, source, refs, locked, min, max, choices }) => ({
      name: id,
      value,
      initial,
      unit,
      source,
      refs,
      editable: locked === null,
      min,
      max,
      choices,
    })),
    assumptions,
  },
  text: tableText(
    [t('Name'), t('Value'), t('Unit'), t('Default'), t('Source'), t('What')],
    settings.map((each) => [
      each.id,
      each.choices[each.value] ?? each.value,
      units[each.unit],
      each.choices[each.initial] ?? each.initial,
      `${each.source} ${each.refs}`,
      each.label,
    ]),
  ),
})
