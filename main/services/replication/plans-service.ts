import type * as z from 'zod'
import type { HandlersFor } from '../../../preload/contract/area.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import type { PlanAction, PlanDraft, PlanRun, recoveryPlans } from '../../../preload/contract/recovery-plans.ts'
import { t } from '../../../preload/contract/words.ts'
import { suggestOrder } from '../../domain/failover/suggest-order.ts'
import { ruleYear } from '../../domain/setup/context.ts'
import { sameName } from '../../domain/setup/issue.ts'
import { planSize } from '../../domain/setup/review-page.ts'
import type { Tx } from '../lab/lab-store.types.ts'
import { labOf } from '../setup/setup-context.ts'
import { modelPoint, refusalText } from './item-actions.ts'
import type { LabSimulation } from './lab-simulation.ts'
import { modelPlan } from './plan-model.ts'
import { runOf, runsOf } from './plan-runs.ts'

/** Groups that a plan may have (R3). */
const mostGroups = 7

export interface PlanParts {
  simulation: LabSimulation
  actor: string
}

interface PlanRow {
  id: number
  name: string
  source: string
  target_rto_minutes: number | null
}
interface ActionRow {
  id: number
  group_number: number
  place: 'pre' | 'post'
  ordinal: number
  kind: PlanAction['kind']
  name: string
  detail: string | null
  duration_ms: number
  timeout_ms: number
  fails: number
  runs_in: string
}

type Got = z.output<(typeof recoveryPlans)['members']['get']['output']>

const gone = (): AppError =>
  new AppError({ code: 'not-found', message: t('This recovery plan is not in the lab any more.'), remedy: t('Refresh the list.') })

/** Recovery plans: what they hold, their runs and their history. */
export const createPlansService = ({ simulation, actor }: PlanParts): HandlersFor<typeof recoveryPlans> => {
  const { store } = simulation

  const planRow = (id: number): PlanRow => {
    const row = store.db
      .prepare(
        'SELECT p.id, p.name, s.name AS source, p.target_rto_minutes FROM recovery_plan p JOIN vmm_server s ON s.id = p.vmm_server_id WHERE p.id = ?',
      )
      .get(id) as PlanRow | undefined
    if (row === undefined) throw gone()
    return row
  }

  const get = (id: number): Got => {
    const row = planRow(id)
    const { db } = store
    const members = db
      .prepare(
        `SELECT i.protected_item_id AS id, v.name, i.group_number AS "group", coalesce(r.state, p.state) AS status
         FROM recovery_plan_item i JOIN protected_item p ON p.id = i.protected_item_id JOIN vm v ON v.id = p.vm_id
         LEFT JOIN replicated_item r ON r.protected_item_id = p.id WHERE i.recovery_plan_id = ? ORDER BY i.group_number, i.ordinal, i.id`,
      )
      .all(id) as Got['members']
    const actions = db
      .prepare('SELECT * FROM recovery_plan_action WHERE recovery_plan_id = ? ORDER BY group_number, place DESC, ordinal, id')
      .all(id) as ActionRow[]
    const count = Math.max(1, ...members.map((member) => member.group), ...actions.map((action) => action.group_number))
    const of = (group: number, place: 'pre' | 'post'): PlanAction[] =>
      actions
        .filter((action) => action.group_number === group && action.place === place)
        .map((action) => ({
          kind: action.kind,
          name: action.name,
          detail: action.detail,
          durationMs: action.duration_ms,
          timeoutMs: action.timeout_ms,
          fails: action.fails === 1,
          runsIn: JSON.parse(action.runs_in) as PlanAction['runsIn'],
        }))
    return {
      id,
      name: row.name,
      targetRtoMinutes: row.target_rto_minutes,
      source: row.source,
      target: 'Microsoft Azure',
      groups: Array.from({ length: count }, (_, n) => ({
        itemIds: members.filter((member) => member.group === n + 1).map((member) => member.id),
        pre: of(n + 1, 'pre'),
        post: of(n + 1, 'post'),
      })),
      members,
      limits: { machines: planSize(ruleYear(labOf(db).rule_pack)), groups: mostGroups },
    }
  }

  const check = (draft: PlanDraft): void => {
    const most = planSize(ruleYear(labOf(store.db).rule_pack))
    const ids = draft.groups.flatMap((group) => group.itemIds)
    const twice = ids.find((id, n) => ids.indexOf(id) !== n)
    if (twice !== undefined)
      throw new AppError({
        code: 'bad-request',
        message: t('A machine stands in two groups of the plan.'),
        remedy: t('Keep it in one.'),
        field: 'groups',
      })
    if (ids.length > most)
      throw new AppError({
        code: 'plan-size',
        message: t('The plan has {ids} machines. The limit is {most}.', { ids: ids.length, most }),
        remedy: t('Make a second plan.'),
        field: 'groups',
      })
    const known = store.db.prepare('SELECT count(*) FROM protected_item WHERE id IN (SELECT value FROM json_each(?))')
    if ((known.pluck().get(JSON.stringify(ids)) as number) !== ids.length)
      throw new AppError({
        code: 'not-found',
        message: t('A machine of the plan is not replicated any more.'),
        remedy: t('Remove it from the plan.'),
        field: 'groups',
      })
    const names = store.db.prepare('SELECT id, name FROM recovery_plan').all() as { id: number; name: string }[]
    if (names.some((plan) => plan.id !== draft.id && sameName(plan.name, draft.name.trim())))
      throw new AppError({
        code: 'name-taken',
        message: t('A recovery plan named {name} exists.', { name: draft.name.trim() }),
        remedy: t('Choose another name.'),
        field: 'name',
      })
  }

  const notRunning = (name: string): void => {
    if (
      store.db.prepare("SELECT 1 FROM plan_run WHERE plan_name = ? AND gone = 0 AND status IN ('running', 'waiting')").get(name) !==
      undefined
    )
      throw new AppError({
        code: 'plan-running',
        message: t('{name} is running. Nothing was changed.', { name }),
        remedy: t('Wait until the run has ended.'),
      })
  }

  const save = (draft: PlanDraft) => {
    check(draft)
    const name = draft.name.trim()
    const before = draft.id === null ? null : planRow(draft.id)
    if (before !== null) notRunning(before.name)
    const { value, jobId } = store.apply(
      {
        kind: 'recoveryPlan.save',
        name: t('Save recovery plan {name}', { name }),
        actor,
        target: { kind: 'recoveryPlan', name, ...(draft.id === null ? {} : { id: draft.id }) },
      },
      (tx) => {
        const values = { name, target_rto_minutes: draft.targetRtoMinutes }
        const id = draft.id ?? insertPlan(tx, values)
        if (draft.id !== null) tx.update('recovery_plan', id, values)
        writeGroups(tx, id, draft)
        return id
      },
    )
    return { id: value, jobId }
  }

  const remove = (id: number): { jobId: number } => {
    const { name } = planRow(id)
    notRunning(name)
    const { jobId } = store.apply(
      { kind: 'recoveryPlan.remove', name: t('Delete recovery plan {name}', { name }), actor, target: { kind: 'recoveryPlan', id, name } },
      (tx) => {
        tx.step(t('Delete a recovery plan task'))
        clear(tx, id)
        tx.remove('recovery_plan', id)
      },
    )
    return { jobId }
  }

  return {
    get: ({ id }) => get(id),
    save,
    remove: ({ id }) => remove(id),
    suggestOrder: ({ itemIds }) => {
      const rows = store.db
        .prepare(
          `SELECT p.id, v.name, v.tag, v.os_name AS osName FROM protected_item p JOIN vm v ON v.id = p.vm_id
           WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY v.name COLLATE NOCASE, p.id`,
        )
        .all(JSON.stringify(itemIds)) as Parameters<typeof suggestOrder>[0][number][]
      return { groups: suggestOrder(rows).map(({ ids, why }) => ({ itemIds: ids, why })) }
    },
    run: ({ id, kind, point, shutdown }) => {
      const plan = get(id)
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
      if (known) {
        const verdict = sim.mayAct({ do: 'planRun', plan: plan.name, kind, point: modelPoint(point), shutdown })
        if (!verdict.accepted && verdict.why === 'plan-running') throw refusedRun(plan.name, verdict.why)
      }
      const verdicts = simulation.input({
        ops: [
          known ? { edit: { edit: 'plan', plan: model } } : { extend: { plans: [model] } },
          { act: { do: 'planRun', plan: plan.name, kind, point: modelPoint(point), shutdown } },
        ],
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
      const verdict = simulation.input({ ops: [{ act: { do: 'confirm', plan: run.plan } }] })[0]
      if (verdict !== undefined && !verdict.accepted) throw refusedRun(run.plan, verdict.why)
      return null
    },
    runs: ({ id }): PlanRun[] => {
      planRow(id)
      return runsOf(store.db, id)
    },
    runDetails: ({ runId }) => runOf(store.db, runId),
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

const insertPlan = (tx: Tx, values: { name: string; target_rto_minutes: number | null }): number => {
  const vault = tx.db.prepare('SELECT id, deployment_model FROM vault ORDER BY id LIMIT 1').get() as
    | { id: number; deployment_model: string | null }
    | undefined
  const server = tx.db.prepare('SELECT id FROM vmm_server ORDER BY registered_lab_ms IS NULL, id LIMIT 1').pluck().get() as
    | number
    | undefined
  if (vault === undefined || server === undefined)
    throw new AppError({
      code: 'setup-unfinished',
      message: t('A recovery plan needs a vault and a VMM server.'),
      remedy: t('Finish Getting Started first.'),
    })
  return tx.insert('recovery_plan', {
    ...values,
    vault_id: vault.id,
    vmm_server_id: server,
    deployment_model: vault.deployment_model ?? 'resource-manager',
  })
}

const clear = (tx: Tx, plan: number): void => {
  for (const table of ['recovery_plan_action', 'recovery_plan_item'])
    for (const id of tx.db.prepare(`SELECT id FROM ${table} WHERE recovery_plan_id = ?`).pluck().all(plan) as number[]) tx.remove(table, id)
}

const writeGroups = (tx: Tx, plan: number, draft: PlanDraft): void => {
  clear(tx, plan)
  draft.groups.forEach((group, n) => {
    group.itemIds.forEach((item, ordinal) => {
      tx.insert('recovery_plan_item', { recovery_plan_id: plan, group_number: n + 1, ordinal, protected_item_id: item })
    })
    for (const place of ['pre', 'post'] as const)
      group[place].forEach((action, ordinal) => {
        tx.insert('recovery_plan_action', {
          recovery_plan_id: plan,
          group_number: n + 1,
          place,
          ordinal,
          kind: action.kind,
          name: action.name,
          detail: action.detail,
          duration_ms: action.durationMs,
          timeout_ms: action.timeoutMs,
          fails: action.fails ? 1 : 0,
          runs_in: JSON.stringify(action.runsIn),
        })
      })
  })
}
