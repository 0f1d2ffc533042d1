import type { Database } from 'better-sqlite3'
import type * as z from 'zod'
import { AppError } from '../../../preload/contract/errors.ts'
import type { PlanAction, recoveryPlans } from '../../../preload/contract/recovery-plans.ts'
import { t } from '../../../preload/contract/words.ts'
import { ruleYear } from '../../domain/setup/context.ts'
import { planSize } from '../../domain/setup/review-page.ts'
import { labOf } from '../setup/setup-context.ts'
import { type StatusFacts, statusText } from './item-texts.ts'

/** Groups that a plan may have, in every year (R3). */
const mostGroups = 7
export const planTarget = 'Microsoft Azure'

export type DeploymentModel = 'resource-manager' | 'classic'
export interface PlanRow {
  id: number
  name: string
  source: string
  sourceId: number
  vault: string
  vaultId: number
  deploymentModel: DeploymentModel
  targetRtoMinutes: number | null
}
interface ActionRow {
  group_number: number
  place: 'pre' | 'post'
  kind: PlanAction['kind']
  name: string
  detail: string | null
  duration_ms: number
  timeout_ms: number
  fails: number
  runs_in: string
}
export type PlanGot = z.output<(typeof recoveryPlans)['members']['get']['output']>

export const planLimits = (db: Database): { machines: number; groups: number } => ({
  machines: planSize(ruleYear(labOf(db).rule_pack)),
  groups: mostGroups,
})

/** Columns of `StatusFacts` over `protected_item p` and `replicated_item r`. */
export const statusColumns = "coalesce(r.state, p.state) AS state, r.reason, coalesce(r.drill, 'none') AS drill, r.ir_percent AS irPercent"

/** Throws AppError `not-found`. */
export const planRow = (db: Database, id: number): PlanRow => {
  const row = db
    .prepare(
      `SELECT p.id, p.name, s.name AS source, s.id AS sourceId, v.name AS vault, v.id AS vaultId, p.deployment_model AS deploymentModel,
         p.target_rto_minutes AS targetRtoMinutes
       FROM recovery_plan p JOIN vmm_server s ON s.id = p.vmm_server_id JOIN vault v ON v.id = p.vault_id WHERE p.id = ?`,
    )
    .get(id) as PlanRow | undefined
  if (row === undefined)
    throw new AppError({ code: 'not-found', message: t('This recovery plan is not in the lab any more.'), remedy: t('Refresh the list.') })
  return row
}

/** A plan with its groups, actions and machines. Throws AppError `not-found`. */
export const planOf = (db: Database, id: number): PlanGot => {
  const row = planRow(db, id)
  const members = db
    .prepare(
      `SELECT i.protected_item_id AS id, v.name, i.group_number AS "group", ${statusColumns}
       FROM recovery_plan_item i JOIN protected_item p ON p.id = i.protected_item_id JOIN vm v ON v.id = p.vm_id
       LEFT JOIN replicated_item r ON r.protected_item_id = p.id WHERE i.recovery_plan_id = ? ORDER BY i.group_number, i.ordinal, i.id`,
    )
    .all(id) as (StatusFacts & { id: number; name: string; group: number })[]
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
    targetRtoMinutes: row.targetRtoMinutes,
    source: row.source,
    sourceId: row.sourceId,
    target: planTarget,
    vault: row.vault,
    deploymentModel: row.deploymentModel,
    groups: Array.from({ length: count }, (_, n) => ({
      itemIds: members.filter((member) => member.group === n + 1).map((member) => member.id),
      pre: of(n + 1, 'pre'),
      post: of(n + 1, 'post'),
    })),
    members: members.map((member) => ({ id: member.id, name: member.name, group: member.group, status: statusText(member) })),
    limits: planLimits(db),
  }
}
