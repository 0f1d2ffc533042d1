import type { HandlersFor } from '../../../preload/contract/area.ts'
import type { EnableDraft } from '../../../preload/contract/enable-replication.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import type { ActionOutcome, ItemRefusal, RpoExplanation, replication } from '../../../preload/contract/replication.ts'
import { t } from '../../../preload/contract/words.ts'
import type { ItemAction } from '../../domain/replication/actions.ts'
import type { Simulation } from '../../domain/replication/simulation.ts'
import { azureLimitsOf, setAzureLimits } from './azure-limits.ts'
import { candidatesOf, choicesOf } from './candidates.ts'
import { writeEnabled } from './enable.ts'
import { explainRpo } from './explain.ts'
import { failbackHost, failbackHostsOf } from './failback.ts'
import { actOn, allowedVerbs, allRefused, itemNames, modelPoint, sort } from './item-actions.ts'
import { itemDetailsOf } from './item-details.ts'
import type { LabSimulation } from './lab-simulation.ts'
import { lossesOf } from './losses.ts'
import { PastInTurns } from './past-in-turns.ts'
import { checkItemProperties, computeNetworkOf, setItemProperties } from './properties.ts'
import { RpoHistories } from './rpo-history.ts'
import { summaryOf } from './summary.ts'
import { keepTestChoice } from './test-choices.ts'
import { cleanupScriptOf, testDays, untestedOf } from './tests-and-removal.ts'

export interface ReplicationParts {
  simulation: LabSimulation
  actor: string
}

const machines = (n: number): string => `${n.toLocaleString('en-US')} ${n === 1 ? 'machine' : 'machines'}`

/** Replicated items: one service for the window and the command line. */
export const createReplicationService = ({ simulation, actor }: ReplicationParts): HandlersFor<typeof replication> => {
  const { store } = simulation
  const histories = new RpoHistories(simulation)
  const replays = new PastInTurns(simulation)
  const act = (ids: readonly number[], actionFor: (vm: string) => ItemAction): ActionOutcome => actOn(simulation, ids, actionFor)

  /** An action that also leaves a job and changes rows, one transaction for all. */
  const logged = (
    ids: readonly number[],
    text: { kind: string; verb: string },
    actionFor: (vm: string) => ItemAction,
    rows?: (tx: { update(table: string, id: number, patch: Record<string, string | number | null>): boolean }, item: number) => void,
  ): ActionOutcome => {
    const { actions, items, refused } = sort(simulation, ids, actionFor)
    if (actions.length === 0) throw allRefused(refused)
    const names = itemNames(store.db, items)
    const name = items.length === 1 ? names.get(items[0] ?? 0) : machines(items.length)
    const target = { kind: 'protectedItem', ...(items.length === 1 ? { id: items[0] as number } : {}), name: name ?? '' }
    const { jobId } = simulation.act({ kind: text.kind, name: `${text.verb} ${name}`, actor, target }, (tx) => {
      for (const item of items) rows?.(tx, item)
      return { ops: actions.map((action) => ({ act: action })), value: null }
    })
    return { done: actions.length, refused, jobId }
  }

  /** Goes as far as `enable` and takes everything back. */
  const check = (draft: EnableDraft) => {
    let told: { enabled: number; refused: ItemRefusal[] } = { enabled: 0, refused: [] }
    try {
      const target = { kind: 'vault', name: t('Replicated items') }
      store.apply({ kind: 'replication.enableMachines', name: t('Enable replication'), actor, target }, (tx) => {
        const written = writeEnabled(tx, draft)
        told = { enabled: written.items.length, refused: written.refused }
        throw new NothingEnabled()
      })
    } catch (error) {
      if (!(error instanceof NothingEnabled)) throw error
    }
    return told
  }

  const enable = (draft: EnableDraft) => {
    const kept: { items: number[]; refused: ItemRefusal[] } = { items: [], refused: [] }
    try {
      const { jobId } = simulation.act(
        {
          kind: 'replication.enableMachines',
          name: t('Enable replication'),
          actor,
          target: { kind: 'vault', name: t('Replicated items') },
          byUser: true,
        },
        (tx) => {
          const written = writeEnabled(tx, draft)
          kept.refused = written.refused
          if (written.items.length === 0) throw new NothingEnabled()
          kept.items = written.items
          return { value: null }
        },
      )
      return { jobId, enabled: kept.items, refused: kept.refused }
    } catch (error) {
      if (error instanceof NothingEnabled) return { jobId: null, enabled: [], refused: kept.refused }
      throw error
    }
  }

  return {
    candidates: (query) => candidatesOf(store.db, query),
    choices: () => choicesOf(store.db),
    enable,
    check,
    allowed: ({ ids }) => allowedVerbs(simulation, ids),
    untested: ({ ids }) => ({ items: untestedOf(simulation, ids), days: testDays }),
    failbackHosts: ({ id }) => failbackHostsOf(store.db, id),
    cleanupScript: ({ ids }) => ({ files: cleanupScriptOf(store.db, ids) }),
    testFailover: ({ ids, networkId, point = 'latestProcessed' }) => {
      const { items } = sort(simulation, ids, (vm) => ({ do: 'testFailover', vm }))
      keepTestChoice(simulation, items, { networkId, point: modelPoint(point) })
      return act(ids, (vm) => ({ do: 'testFailover', vm }))
    },
    cleanup: ({ ids, notes }) => {
      const text = notes.trim()
      if (text === '') return act(ids, (vm) => ({ do: 'cleanup', vm }))
      const { items, actions, refused } = sort(simulation, ids, (vm) => ({ do: 'cleanup', vm }))
      if (actions.length === 0) throw allRefused(refused)
      const names = itemNames(store.db, items)
      const { jobId } = simulation.act(
        {
          kind: 'replication.notes',
          name: t('Save notes of the test failover'),
          actor,
          target: { kind: 'protectedItem', name: [...names.values()].join(', ').slice(0, 200) },
        },
        (tx) => {
          for (const item of items)
            tx.insert('drill_note', { vm_name: names.get(item) ?? '', protected_item_id: item, noted_ms: simulation.nowMs, text })
          return { ops: actions.map((action) => ({ act: action })), value: null }
        },
      )
      return { done: actions.length, refused, jobId }
    },
    planned: ({ ids }) => act(ids, (vm) => ({ do: 'planned', vm })),
    losses: ({ ids, point }) => lossesOf(simulation, ids, modelPoint(point)),
    unplanned: ({ ids, point, shutdown }) => act(ids, (vm) => ({ do: 'unplanned', vm, point: modelPoint(point), shutdown })),
    changePoint: ({ ids, point }) => act(ids, (vm) => ({ do: 'changePoint', vm, point: modelPoint(point) })),
    failback: ({ ids, mode, createVm = false, hostId }) => {
      if (hostId !== undefined && ids.length > 1)
        throw new AppError({ code: 'setup-invalid', message: t('A host is chosen for one machine at a time.'), field: 'hostId' })
      const places = new Map(ids.map((id) => [id, failbackHost(store.db, id, { mode, createVm, hostId })]))
      const action = (vm: string): ItemAction => ({ do: 'failback', vm, mode })
      if ([...places.values()].every((place) => place === null)) return act(ids, action)
      return logged(ids, { kind: 'replication.failbackHost', verb: t('Create on the host for failback:') }, action, (tx, item) => {
        const place = places.get(item)
        if (place) tx.update('vm', place.vm, { host_id: place.host, state: 'PowerOff' })
      })
    },
    changePolicy: ({ ids, policyId }) => {
      const policy = store.db.prepare('SELECT name FROM policy WHERE id = ?').pluck().get(policyId) as string | undefined
      if (policy === undefined)
        throw new AppError({
          code: 'not-found',
          message: t('This replication policy is not in the lab.'),
          remedy: t('Choose one of the list.'),
          field: 'policyId',
        })
      // The simulation learns of a new policy only when some machine may use it.
      simulation.follow()
      const known = simulation.live?.scenario.policies[0]?.name ?? policy
      const { actions, refused } = sort(simulation, ids, (vm) => ({ do: 'changePolicy', vm, policy: known }))
      if (actions.length === 0) throw allRefused(refused)
      simulation.followPolicy(policy)
      return logged(
        ids,
        { kind: 'replication.changePolicy', verb: t('Use policy {policy} for', { policy }) },
        (vm) => ({ do: 'changePolicy', vm, policy }),
        (tx, item) => {
          tx.update('protected_item', item, { policy_id: policyId })
        },
      )
    },
    disable: ({ ids, removeOnly }) =>
      logged(
        ids,
        {
          kind: removeOnly ? 'replication.removeMachines' : 'replication.disableMachines',
          verb: removeOnly ? t('Remove') : t('Disable replication and remove'),
        },
        (vm) => ({ do: 'disable', vm }),
      ),
    act: ({ ids, verb }) => {
      if (verb === 'pause' || verb === 'resume' || verb === 'resync') {
        const words = { pause: t('Pause replication of'), resume: t('Resume replication of'), resync: t('Resynchronize') }
        return logged(ids, { kind: `replication.${verb}`, verb: words[verb] }, (vm) => ({ do: verb, vm }))
      }
      return act(ids, (vm) => ({ do: verb, vm }))
    },
    computeNetwork: ({ id }) => computeNetworkOf(simulation, id),
    checkProperties: (wanted) => checkItemProperties(simulation, wanted),
    setProperties: (wanted) => setItemProperties(simulation, actor, wanted),
    azureLimits: () => azureLimitsOf(simulation),
    setAzureLimits: (draft) => setAzureLimits(simulation, actor, draft),
    item: ({ id }) => itemDetailsOf(simulation, id),
    explain: ({ id, atMs }) => {
      const { nowMs } = simulation
      if (atMs !== undefined && atMs > nowMs)
        throw new AppError({
          code: 'clock-forward',
          message: t('The clock of the lab has not come to that instant.'),
          remedy: t('Choose an earlier one, or play the clock to it first.'),
          field: 'atMs',
        })
      const name = itemNames(store.db, [id]).get(id)
      const vm = simulation.nameOf(id)
      const past = atMs !== undefined && atMs < nowMs
      const explained = (sim: Simulation | null): RpoExplanation => {
        if (name === undefined || vm === undefined || sim === null || sim.indexOf(vm) === undefined)
          throw new AppError({
            code: 'not-found',
            message: t('It was not replicated at that instant.'),
            remedy: t('Choose an instant after replication was enabled.'),
            field: 'atMs',
          })
        return explainRpo(sim, vm, name, past)
      }
      return past ? replays.at(atMs).then(explained) : explained(simulation.live)
    },
    rpoHistory: ({ id, hours }) => histories.ask(id, hours),
    addNote: ({ id, text }) => {
      const name = itemNames(store.db, [id]).get(id)
      if (name === undefined)
        throw new AppError({
          code: 'not-found',
          message: t('This item is not replicated any more.'),
          remedy: t('Refresh the list.'),
          at: { row: id },
        })
      const { value } = store.apply(
        { kind: 'replication.note', name: t('Save notes on {name}', { name }), actor, target: { kind: 'protectedItem', id, name } },
        (tx) => tx.insert('drill_note', { vm_name: name, protected_item_id: id, noted_ms: simulation.nowMs, text: text.trim() }),
      )
      return { id: value }
    },
    summary: () => summaryOf(simulation),
  }
}

/** Takes the empty action back without calling it an error. */
class NothingEnabled extends Error {}
