import type { HandlersFor } from '../../../preload/contract/area.ts'
import type { connect } from '../../../preload/contract/connect.ts'
import { connectListIds } from '../../../preload/contract/connect.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import { isInAzure, type StepSpec, stepsOf } from '../../domain/connect/steps.ts'
import type { WallClock } from '../lab/lab-store.types.ts'
import type { LabSimulation } from '../replication/lab-simulation.ts'
import { checksOf, type ItemFacts, itemFactsOf } from './connect-facts.ts'
import { connectCardOf, ticksOf } from './connect-lists.ts'

export interface ConnectParts {
  simulation: LabSimulation
  actor: string
  wall: WallClock
}

const gone = (id: number): AppError =>
  new AppError({
    code: 'not-found',
    message: t('This item is not replicated any more.'),
    remedy: t('Refresh the list.'),
    at: { row: id },
  })

/** Check-lists of replicated items, for the window and the command line. Evidence goes through the change log, so that it can be taken back. */
export const createConnectService = ({ simulation, actor, wall }: ConnectParts): HandlersFor<typeof connect> => {
  const { store } = simulation

  const find = (itemId: number, step: string): { item: ItemFacts; spec: StepSpec } => {
    const item = itemFactsOf(store.db, itemId)
    if (item === undefined) throw gone(itemId)
    const spec = connectListIds.flatMap((list) => stepsOf(list, item.os)).find((each) => each.id === step)
    if (spec === undefined)
      throw new AppError({
        code: 'not-found',
        field: 'step',
        message: t('The check-lists of {name} have no line "{step}".', { name: item.name, step }),
        remedy: t('See the lines of the machine.'),
      })
    return { item, spec }
  }
  const target = (item: ItemFacts) => ({ kind: 'protectedItem', id: item.id, name: item.name })

  return {
    card: ({ itemId }) => {
      const card = connectCardOf(store.db, itemId)
      if (card === undefined) throw gone(itemId)
      return card
    },
    tick: ({ itemId, step, verdict, note }) => {
      const { item, spec } = find(itemId, step)
      const inAzure = isInAzure(spec)
      const text = note.trim()
      if (inAzure && item.azure === null)
        throw new AppError({
          code: 'action-refused',
          field: 'step',
          message: t('{name} has no machine in Azure yet. Nothing was kept.', { name: item.name }),
          remedy: t('Run a test failover or a failover first.'),
        })
      if (spec.automatic === true && verdict === 'done')
        throw new AppError({
          code: 'action-refused',
          field: 'step',
          message: t("This line is judged by the lab's data. Nothing was kept."),
          remedy: t('Put right what it finds, or say why it is not needed.'),
        })
      if (spec.automatic === true && checksOf(store.db, item)[spec.id]?.().holds === true)
        throw new AppError({ code: 'action-refused', field: 'step', message: t('This line holds already. Nothing was kept.') })
      if (verdict === 'not-needed' && text === '')
        throw new AppError({
          code: 'note-missing',
          field: 'note',
          message: t('Say why it is not needed.'),
          remedy: t('Write a note for whoever reads the list after you.'),
        })
      const before = ticksOf(store.db, item).get(step)
      const row = {
        verdict,
        note: text,
        actor,
        ticked_wall_ms: wall(),
        ticked_ms: simulation.nowMs,
      }
      const { jobId } = store.apply(
        {
          kind: 'connect.tick',
          name:
            verdict === 'done' ? t('Tick a line for {name}', { name: item.name }) : t('Set a line aside for {name}', { name: item.name }),
          actor,
          target: target(item),
        },
        (tx) => {
          tx.step(spec.text)
          if (before === undefined)
            tx.insert('connect_tick', {
              protected_item_id: item.id,
              vm_name: item.name,
              step,
              azure_created_ms: inAzure ? (item.azure?.createdMs ?? null) : null,
              ...row,
            })
          else tx.update('connect_tick', before.id, row)
        },
      )
      return { jobId }
    },
    untick: ({ itemId, step }) => {
      const { item, spec } = find(itemId, step)
      const before = ticksOf(store.db, item).get(step)
      if (before === undefined)
        throw new AppError({ code: 'not-found', field: 'step', message: t('This line is not ticked.'), remedy: t('Refresh the list.') })
      const { jobId } = store.apply(
        { kind: 'connect.tick', name: t('Take back a tick for {name}', { name: item.name }), actor, target: target(item) },
        (tx) => {
          tx.step(spec.text)
          tx.remove('connect_tick', before.id)
        },
      )
      return { jobId }
    },
  }
}
