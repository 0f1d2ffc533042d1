import type { Database } from 'better-sqlite3'
import { AppError } from '../../../preload/contract/errors.ts'
import type { PlanAction, PlanDraft } from '../../../preload/contract/recovery-plans.ts'
import { t } from '../../../preload/contract/words.ts'
import { sameName } from '../../domain/setup/issue.ts'
import type { LabStore, Tx } from '../lab/lab-store.types.ts'
import { type DeploymentModel, planLimits, planRow } from './plan-read.ts'

export interface PlanHome {
  vaultId: number
  sourceId: number
  deploymentModel: DeploymentModel
}

/** Where a new plan belongs, unless its maker says otherwise. Throws AppError `setup-unfinished`. */
export const planHome = (db: Database): PlanHome => {
  const vault = db.prepare('SELECT id, deployment_model AS model FROM vault ORDER BY id LIMIT 1').get() as
    | { id: number; model: DeploymentModel | null }
    | undefined
  const server = db.prepare('SELECT id FROM vmm_server ORDER BY registered_lab_ms IS NULL, id LIMIT 1').pluck().get() as number | undefined
  if (vault === undefined || server === undefined)
    throw new AppError({
      code: 'setup-unfinished',
      message: t('A recovery plan needs a vault and a VMM server.'),
      remedy: t('Finish Getting Started first.'),
    })
  return { vaultId: vault.id, sourceId: server, deploymentModel: vault.model ?? 'resource-manager' }
}

/** Throws AppError `name-taken`. */
const checkName = (db: Database, id: number | null, name: string): void => {
  const names = db.prepare('SELECT id, name FROM recovery_plan').all() as { id: number; name: string }[]
  if (names.some((plan) => plan.id !== id && sameName(plan.name, name)))
    throw new AppError({
      code: 'name-taken',
      message: t('A recovery plan named {name} exists.', { name }),
      remedy: t('Choose another name.'),
      field: 'name',
    })
}

/** R8: a PowerShell script below the share of the library. R7, R9: a runbook of an Automation account. */
const scriptPath = /^\\RPScripts\\[^<>:"/|?*]*[^<>:"/|?*\\]\.ps1$/i
const runbookPath = /^[^/\\]+\/[^/\\]+$/

const checkAction = (action: PlanAction): void => {
  const detail = action.detail ?? ''
  if (action.kind === 'script' && !scriptPath.test(detail))
    throw new AppError({
      code: 'plan-action',
      message: t('{name} has no path of a script in the library.', { name: action.name }),
      remedy: t('Write a path like {path}.', { path: '\\RPScripts\\Mount.ps1' }),
      field: 'groups',
    })
  if (action.kind === 'runbook' && !runbookPath.test(detail))
    throw new AppError({
      code: 'plan-action',
      message: t('{name} names no runbook of an Automation account.', { name: action.name }),
      remedy: t('Enter the Automation account and the runbook.'),
      field: 'groups',
    })
}

const checkDraft = (db: Database, draft: PlanDraft, home: PlanHome): void => {
  const limits = planLimits(db)
  const ids = draft.groups.flatMap((group) => group.itemIds)
  if (new Set(ids).size !== ids.length)
    throw new AppError({
      code: 'bad-request',
      message: t('A machine stands in two groups of the plan.'),
      remedy: t('Keep it in one.'),
      field: 'groups',
    })
  if (ids.length > limits.machines)
    throw new AppError({
      code: 'plan-size',
      message: t('The plan has {ids} machines. The limit is {most}.', { ids: ids.length, most: limits.machines }),
      remedy: t('Make a second plan.'),
      field: 'groups',
    })
  const members = db
    .prepare(
      `SELECT v.name, coalesce(c.vmm_server_id, v.vmm_server_id) AS source, p.deployment_model AS model, p.vault_id AS vault
       FROM protected_item p JOIN vm v ON v.id = p.vm_id JOIN cloud c ON c.id = p.cloud_id WHERE p.id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(ids)) as { name: string; source: number | null; model: DeploymentModel; vault: number }[]
  if (members.length !== ids.length)
    throw new AppError({
      code: 'not-found',
      message: t('A machine of the plan is not replicated any more.'),
      remedy: t('Remove it from the plan.'),
      field: 'groups',
    })
  // R1: what isn't told by the import doesn't stand against it.
  const stranger = members.find(
    (each) => each.model !== home.deploymentModel || each.vault !== home.vaultId || (each.source !== null && each.source !== home.sourceId),
  )
  if (stranger !== undefined)
    throw new AppError({
      code: 'plan-source',
      message: t('{name} has another source or deployment model than the plan. All machines of a plan share both.', {
        name: stranger.name,
      }),
      remedy: t('Make a plan of its own for it.'),
      field: 'groups',
    })
  for (const group of draft.groups) for (const action of [...group.pre, ...group.post]) checkAction(action)
  checkName(db, draft.id, draft.name.trim())
}

const checkNotRunning = (db: Database, name: string): void => {
  if (db.prepare("SELECT 1 FROM plan_run WHERE plan_name = ? AND gone = 0 AND status IN ('running', 'waiting')").get(name) !== undefined)
    throw new AppError({
      code: 'plan-running',
      message: t('{name} is running. Nothing was changed.', { name }),
      remedy: t('Wait until the run has ended.'),
    })
}

/** Throws AppError as `recoveryPlans.save` says. */
export const savePlan = (store: LabStore, actor: string, draft: PlanDraft): { id: number; jobId: number | null } => {
  const { db } = store
  const before = draft.id === null ? null : planRow(db, draft.id)
  const first = before ?? planHome(db)
  const home =
    before === null
      ? { ...first, sourceId: draft.sourceId ?? first.sourceId, deploymentModel: draft.deploymentModel ?? first.deploymentModel }
      : first
  checkDraft(db, draft, home)
  const name = draft.name.trim()
  if (before !== null) checkNotRunning(db, before.name)
  const { value, jobId } = store.apply(
    {
      kind: 'recoveryPlan.save',
      name: t('Save recovery plan {name}', { name }),
      actor,
      target: { kind: 'recoveryPlan', name, ...(draft.id === null ? {} : { id: draft.id }) },
    },
    (tx) => {
      const values = { name, target_rto_minutes: draft.targetRtoMinutes }
      const id =
        draft.id ??
        tx.insert('recovery_plan', {
          ...values,
          vault_id: home.vaultId,
          vmm_server_id: home.sourceId,
          deployment_model: home.deploymentModel,
        })
      if (draft.id !== null) tx.update('recovery_plan', id, values)
      writeGroups(tx, id, draft)
      return id
    },
  )
  return { id: value, jobId }
}

/** Its runs stay its own. Throws AppError `name-taken`, `not-found`, `plan-running`. */
export const renamePlan = (store: LabStore, actor: string, id: number, wanted: string): { jobId: number } => {
  const before = planRow(store.db, id)
  const name = wanted.trim()
  checkName(store.db, id, name)
  checkNotRunning(store.db, before.name)
  const { jobId } = store.apply(
    {
      kind: 'recoveryPlan.rename',
      name: t('Rename recovery plan {before} to {name}', { before: before.name, name }),
      actor,
      target: { kind: 'recoveryPlan', id, name },
    },
    (tx) => tx.update('recovery_plan', id, { name }),
  )
  return { jobId }
}

/** Throws AppError `not-found`, `plan-running`. */
export const removePlan = (store: LabStore, actor: string, id: number): { jobId: number } => {
  const { name } = planRow(store.db, id)
  checkNotRunning(store.db, name)
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
