import type { Database } from 'better-sqlite3'
import { AppError } from '../../../preload/contract/errors.ts'
import type { ActionOutcome, ItemRefusal, ItemVerb, PointChoice } from '../../../preload/contract/replication.ts'
import { itemVerbs } from '../../../preload/contract/replication.ts'
import { t } from '../../../preload/contract/words.ts'
import type { ItemAction, PointChoice as ModelPoint, Refusal } from '../../domain/replication/actions.ts'
import type { Simulation } from '../../domain/replication/simulation.ts'
import { allowed, type Standing } from '../../domain/replication/transitions.ts'
import { drillWord, statusText } from './item-texts.ts'
import type { LabSimulation } from './lab-simulation.ts'

/** Why an action is refused, in the words of the person who asked. */
const refusalTexts: Readonly<Record<Refusal, { message: string; remedy: string | null }>> = {
  'not-in-this-state': { message: t("Its state doesn't allow this."), remedy: t('See its Status for what it waits for.') },
  'job-running': { message: t('Another job of it is under way.'), remedy: t('Wait until it has ended, or cancel it.') },
  'drill-running': { message: t('A test failover is in progress.'), remedy: t('Complete the test and clean up first.') },
  'no-drill': { message: t('There is no test failover to clean up.'), remedy: null },
  'no-recovery-point': { message: t('It has no recovery point yet.'), remedy: t('Wait until the initial replication has ended.') },
  'not-suspended': { message: t("Its data isn't synchronized yet."), remedy: t('Wait until the job waits for Complete Failover.') },
  'managed-disks': { message: t('Machines with managed disks can not fail back.'), remedy: t('Replicate to a storage account instead.') },
  'planned-keeps-its-point': { message: t('A planned failover loses nothing, so it keeps its recovery point.'), remedy: null },
  'nothing-to-restart': { message: t('There is no failed job to restart.'), remedy: null },
  'nothing-to-cancel': { message: t('There is no job to cancel.'), remedy: null },
  'plan-running': { message: t('The plan is running.'), remedy: t('Wait until it has ended.') },
  'plan-not-running': { message: t("The plan isn't running."), remedy: null },
  'plan-not-waiting': { message: t("The plan doesn't wait for a manual action."), remedy: null },
  'plan-member-not-ready': {
    message: t('Not every machine of the plan is protected and free of jobs.'),
    remedy: t('Open its machines and see their Status.'),
  },
  'unknown-name': { message: t("The simulation doesn't know it."), remedy: null },
}
export const refusalText = (why: Refusal): { message: string; remedy: string | null } => refusalTexts[why]

export const modelPoint = (point: PointChoice): ModelPoint => (typeof point === 'object' ? point.atMs : point)

interface Row {
  id: number
  name: string
}
export const itemNames = (db: Database, ids: readonly number[]): Map<number, string> =>
  new Map(
    (
      db
        .prepare('SELECT p.id, v.name FROM protected_item p JOIN vm v ON v.id = p.vm_id WHERE p.id IN (SELECT value FROM json_each(?))')
        .all(JSON.stringify(ids)) as Row[]
    ).map((row) => [row.id, row.name]),
  )

/** Why one item refuses; where its state is the reason, by the words of its Status. */
const refusalOf = (sim: Simulation, vm: string, why: Refusal): { message: string; remedy: string | null } => {
  const index = sim.indexOf(vm)
  if (why !== 'not-in-this-state' || index === undefined) return refusalTexts[why]
  const { state, phase, pausedBy, drill } = sim.standingOf(index)
  const status = statusText({ state, reason: pausedBy ?? phase, drill: drillWord(drill), irPercent: null })
  return { message: t('Its status is "{status}", which doesn\'t allow this.', { status }), remedy: null }
}

/** Items that allow the action, as actions of the simulation; the others with their reason. */
export const sort = (
  simulation: LabSimulation,
  ids: readonly number[],
  actionFor: (vm: string) => ItemAction,
): { actions: ItemAction[]; items: number[]; refused: ItemRefusal[] } => {
  simulation.follow()
  const sim = simulation.live
  const names = itemNames(simulation.store.db, ids)
  const actions: ItemAction[] = []
  const items: number[] = []
  const refused: ItemRefusal[] = []
  for (const id of new Set(ids)) {
    const name = names.get(id)
    const vm = simulation.nameOf(id)
    if (name === undefined || vm === undefined || sim === null) {
      refused.push({
        id,
        name: name ?? t('Item {id}', { id }),
        code: 'not-found',
        message: t('It is no replicated item.'),
        remedy: t('Refresh the list.'),
      })
      continue
    }
    const action = actionFor(vm)
    const verdict = sim.mayAct(action)
    if (verdict.accepted) {
      actions.push(action)
      items.push(id)
    } else refused.push({ id, name, code: verdict.why, ...refusalOf(sim, vm, verdict.why) })
  }
  return { actions, items, refused }
}

/** Does an action to every item that allows it. Throws AppError `action-refused` when none does. */
export const actOn = (simulation: LabSimulation, ids: readonly number[], actionFor: (vm: string) => ItemAction): ActionOutcome => {
  const { actions, refused } = sort(simulation, ids, actionFor)
  if (actions.length === 0) throw allRefused(refused)
  simulation.input({ ops: actions.map((act) => ({ act })) })
  return { done: actions.length, refused, jobId: null }
}

export const allRefused = (refused: readonly ItemRefusal[]): AppError => {
  const first = refused[0]
  const of = first === undefined ? '' : `${first.name}: ${first.message}`
  return new AppError({
    code: 'action-refused',
    message:
      refused.length > 1
        ? t('Nothing was changed. {first} And {refused} more.', { first: of, refused: refused.length - 1 })
        : t('Nothing was changed. {first}', { first: of }),
    ...(first?.remedy ? { remedy: first.remedy } : {}),
    at: { reason: first?.code ?? '', items: refused.length },
  })
}

/** States of a failback, which goes from Azure to the site. */
const wayBack: ReadonlySet<string> = new Set(['M13', 'M14', 'M15', 'M16'])

/** How the items stand, each way once, in the order in which it is met first: of many thousand items most stand alike. */
const standingsOf = (simulation: LabSimulation, ids: readonly number[]): { standing: Standing; items: number }[] => {
  const { live: sim, members } = simulation
  const kinds = new Map<string, { standing: Standing; items: number }>()
  for (const id of ids) {
    const vm = members.get(id)
    const index = vm === undefined ? undefined : sim?.indexOf(vm)
    if (sim === null || index === undefined) continue
    const standing = sim.standingOf(index)
    const key = Object.values(standing).join()
    const kind = kinds.get(key)
    if (kind === undefined) kinds.set(key, { standing, items: 1 })
    else kind.items += 1
  }
  return [...kinds.values()]
}

/** For every verb: how many of the items allow it, and the first reason where none does. */
export const allowedVerbs = (
  simulation: LabSimulation,
  ids: readonly number[],
): { verb: ItemVerb; count: number; back: number; reason: string | null }[] => {
  const kinds = standingsOf(simulation, ids)
  const none = ids.length === 0 ? t('Select an item.') : t('Press Play: replication begins when the clock moves.')
  return itemVerbs.map((verb) => {
    let count = 0
    let back = 0
    let reason: string | null = null
    for (const { standing, items } of kinds) {
      const verdict = allowed(verb, standing)
      if (verdict === true) {
        count += items
        if (wayBack.has(standing.state)) back += items
      } else reason ??= refusalTexts[verdict].message
    }
    return { verb, count, back, reason: count > 0 ? null : (reason ?? none) }
  })
}
