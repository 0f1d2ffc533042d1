import type { HandlersFor } from '../../../preload/contract/area.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import type { recoveryPlans } from '../../../preload/contract/recovery-plans.ts'
import { t } from '../../../preload/contract/words.ts'
import { suggestOrder } from '../../domain/failover/suggest-order.ts'
import type { PointChoice as ModelPoint } from '../../domain/replication/actions.ts'
import { failbackHost } from './failback.ts'
import { modelPoint, refusalText } from './item-actions.ts'
import type { LabSimulation } from './lab-simulation.ts'
import { planCandidates, planChoices } from './plan-choices.ts'
import { planText, writePlanText } from './plan-exports.ts'
import { modelPlan } from './plan-model.ts'
import { planOf, planRow } from './plan-read.ts'
import { planReadyOf } from './plan-ready.ts'
import { toComplete } from './plan-run-rows.ts'
import { runOf, runsOf } from './plan-runs.ts'
import { removePlan, renamePlan, savePlan } from './plan-write.ts'
import { keepTestChoice } from './test-choices.ts'

export interface PlanParts {
  simulation: LabSimulation
  actor: string
  /** Path behind a token of a picked file. */
  resolveTarget?: (token: string) => string
}

/** Recovery plans: what they hold, their runs and their history. */
export const createPlansService = ({
  simulation,
  actor,
  resolveTarget = (token) => token,
}: PlanParts): HandlersFor<typeof recoveryPlans> => {
  const { store } = simulation

  /** The network that the test machines join, and their recovery point, kept with the machines that may be tested. */
  const choose = (items: readonly number[], networkId: number | null, point: ModelPoint): void => {
    const sim = simulation.live
    const tested = items.filter((item) => {
      const vm = simulation.nameOf(item)
      return vm !== undefined && sim?.mayAct({ do: 'testFailover', vm }).accepted === true
    })
    keepTestChoice(simulation, tested, { networkId, point })
  }

  return {
    get: ({ id }) => planOf(store.db, id),
    choices: () => planChoices(store.db),
    candidates: (query) => planCandidates(store.db, query),
    save: (draft) => savePlan(store, actor, draft),
    rename: ({ id, name }) => renamePlan(store, actor, id, name),
    remove: ({ id }) => removePlan(store, actor, id),
    suggestOrder: ({ itemIds }) => {
      const rows = store.db
        .prepare(
          `SELECT p.id, v.name, v.tag FROM protected_item p JOIN vm v ON v.id = p.vm_id
           WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY v.name COLLATE NOCASE, p.id`,
        )
        .all(JSON.stringify(itemIds)) as Parameters<typeof suggestOrder>[0][number][]
      const { groups, machines } = suggestOrder(rows)
      return { groups: groups.map(({ ids, why }) => ({ itemIds: ids, why })), machines }
    },
    ready: ({ id }) => {
      simulation.follow()
      return planReadyOf(simulation, planOf(store.db, id))
    },
    run: ({ id, kind, point, shutdown, networkId, mode = 'delta' }) => {
      const plan = planOf(store.db, id)
      simulation.follow()
      const sim = simulation.live
      const model = modelPlan(plan, kind, (item) => simulation.nameOf(item))
      if (sim === null || model.groups.every((group) => group.vms.length === 0))
        throw new AppError({
          code: 'action-refused',
          message: t('{name} has no machine that is replicated.', { name: plan.name }),
          remedy: t('Add machines to it.'),
        })
      const known = sim.scenario.plans.some((each) => each.name === plan.name)
      const startedMs = sim.now
      const act = {
        do: 'planRun' as const,
        plan: plan.name,
        kind,
        point: modelPoint(point),
        shutdown,
        ...(kind === 'failback' ? { mode } : {}),
      }
      // A machine that is gone from its host comes back alone, where its host can be chosen.
      if (kind === 'failback')
        for (const { id: item } of plan.members) {
          const vm = simulation.nameOf(item)
          if (vm !== undefined && sim.mayAct({ do: 'failback', vm, mode }).accepted) failbackHost(store.db, item, { mode, createVm: false })
        }
      if (known) {
        const verdict = sim.mayAct(act)
        if (!verdict.accepted && verdict.why === 'plan-running') throw refusedRun(plan.name, verdict.why)
      }
      if (kind === 'test')
        choose(
          plan.members.map((member) => member.id),
          networkId ?? null,
          modelPoint(point),
        )
      const verdicts = simulation.input({
        ops: [known ? { edit: { edit: 'plan', plan: model } } : { extend: { plans: [model] } }, { act }],
      })
      const refused = verdicts.find((verdict) => !verdict.accepted)
      if (refused !== undefined && !refused.accepted) throw refusedRun(plan.name, refused.why)
      const runId = store.db
        .prepare('SELECT id FROM plan_run WHERE plan_name = ? AND started_ms = ? AND gone = 0 ORDER BY id DESC')
        .pluck()
        .get(plan.name, startedMs) as number
      return { runId }
    },
    confirm: ({ runId }) => {
      const run = runOf(store.db, runId)
      const sim = simulation.live
      const view = sim?.planRuns().find((each) => each.plan === run.plan && each.startedAt === run.startedMs)
      const ready = sim === null || view === undefined ? [] : toComplete(sim, view)
      if (ready.length > 0) {
        simulation.input({ ops: ready.map((vm) => ({ act: { do: 'completeFailover', vm } })) })
        return null
      }
      const verdict = simulation.input({ ops: [{ act: { do: 'confirm', plan: run.plan } }] })[0]
      if (verdict !== undefined && !verdict.accepted) throw refusedRun(run.plan, verdict.why)
      return null
    },
    runs: ({ id }) => {
      planRow(store.db, id)
      return runsOf(store.db, id)
    },
    runDetails: ({ runId }) => runOf(store.db, runId),
    exportText: ({ id, as }) => planText(store, id, as),
    export: ({ id, as, target }) => ({ bytes: writePlanText(store, id, as, resolveTarget(target)) }),
  }
}

const refusedRun = (plan: string, why: Parameters<typeof refusalText>[0]): AppError => {
  const { message, remedy } = refusalText(why)
  return new AppError({
    code: 'action-refused',
    message: t('{plan} was not started. {message}', { plan, message }),
    at: { reason: why },
    ...(remedy === null ? {} : { remedy }),
  })
}
