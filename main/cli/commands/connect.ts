import type { ConnectCard, ConnectStep } from '../../../preload/contract/connect.ts'
import { t } from '../../../preload/contract/words.ts'
import { createConnectService } from '../../services/connect/connect-service.ts'
import { type Command, labOption, optional, required, UsageError } from '../command.ts'
import { chosenItems } from '../item-choice.ts'
import { iso, readingLabTime, withLabTime } from '../lab-time.ts'
import { actorOf, labPath } from '../labs.ts'

const marks: Readonly<Record<ConnectStep['state'], string>> = {
  done: '[x]',
  'not-needed': '[-]',
  open: '[ ]',
  failed: '[!]',
  waiting: '[.]',
}

export const connect: Command = {
  name: 'connect',
  summary: t('The check-lists that make sure one can connect after a failover; --tick keeps who did a line and when.'),
  usage: [t('connect checklist --vm NAME --lab FILE [--tick LINE | --not-needed LINE | --untick LINE] [--note TEXT] [--json]')],
  options: {
    ...labOption,
    vm: { type: 'string' },
    tick: { type: 'string' },
    'not-needed': { type: 'string' },
    untick: { type: 'string' },
    note: { type: 'string' },
  },
  run: ({ values, positionals }, io) => {
    if (positionals.length !== 1 || positionals[0] !== 'checklist') throw new UsageError(t('Say what to show: checklist.'))
    const vm = required(values, 'vm')
    if (vm.includes(',')) throw new UsageError(t('--vm names one machine.'))
    const tick = optional(values, 'tick')
    const notNeeded = optional(values, 'not-needed')
    const untick = optional(values, 'untick')
    if ([tick, notNeeded, untick].filter((each) => each !== undefined).length > 1)
      throw new UsageError(t('Use one of --tick, --not-needed and --untick.'))
    const step = tick ?? notNeeded
    const note = optional(values, 'note')
    if (note !== undefined && step === undefined) throw new UsageError(t('--note goes with --tick or --not-needed.'))
    const file = labPath(values, io)
    const run = step === undefined && untick === undefined ? readingLabTime : withLabTime
    return run(file, io, async ({ store, simulation }) => {
      const [itemId = 0] = chosenItems(store, { vm })
      const service = createConnectService({ simulation, actor: actorOf(io), wall: io.wall })
      if (step !== undefined) await service.tick({ itemId, step, verdict: tick === undefined ? 'not-needed' : 'done', note: note ?? '' })
      if (untick !== undefined) await service.untick({ itemId, step: untick })
      return told(await service.card({ itemId }))
    })
  },
}

const told = (card: ConnectCard) => ({
  code: 0 as const,
  json: {
    vm: card.name,
    os: card.os,
    protocol: card.protocol,
    azure:
      card.azure === null
        ? null
        : {
            name: card.azure.name,
            test: card.azure.test,
            state: card.azure.state,
            created: iso(card.azure.createdMs),
            addresses: card.azure.addresses,
          },
    lists: card.lists.map(({ id, title, done, total, steps }) => ({
      id,
      title,
      done,
      total,
      lines: steps.map(({ id: line, text, reason, how, automatic, state, finding, tick }) => ({
        id: line,
        text,
        reason,
        how,
        automatic,
        state,
        finding,
        tick: tick === null ? null : { by: tick.actor, wall: iso(tick.wallMs), lab: iso(tick.labMs), note: tick.note },
      })),
    })),
  },
  text: [
    t('{name}: {protocol}', { name: card.name, protocol: card.protocol }),
    ...card.lists.flatMap(({ title, done, total, steps }) => [
      '',
      t('{title} ({done} of {total})', { title, done, total }),
      ...steps.flatMap((step) => [
        `${marks[step.state]} ${step.id.padEnd(18)} ${step.text}`,
        ...(step.finding === null ? [] : [`${' '.repeat(23)}${step.finding}`]),
        ...(step.tick === null
          ? []
          : [
              `${' '.repeat(23)}${t('{actor}, {wall} wall, {lab} lab. {note}', {
                actor: step.tick.actor,
                wall: iso(step.tick.wallMs),
                lab: iso(step.tick.labMs),
                note: step.tick.note,
              }).trimEnd()}`,
            ]),
      ]),
    ]),
  ].join('\n'),
})
