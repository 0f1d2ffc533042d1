import type { Database } from 'better-sqlite3'
import type { PlanCandidate } from '../../../preload/contract/recovery-plans.ts'
import { t } from '../../../preload/contract/words.ts'
import { sameName } from '../../domain/setup/issue.ts'
import { type StatusFacts, statusText } from './item-texts.ts'
import { type DeploymentModel, planLimits, statusColumns } from './plan-read.ts'
import { planHome } from './plan-write.ts'

/** Rows that a choice shows at once; more of them ask for a search. */
const shown = 200

/** What a new plan may choose from. Throws AppError `setup-unfinished`. */
export const planChoices = (db: Database) => {
  const home = planHome(db)
  const names = db.prepare('SELECT name FROM recovery_plan').pluck().all() as string[]
  let n = 1
  while (names.some((name) => sameName(name, t('Plan {n}', { n })))) n += 1
  const sources = db.prepare('SELECT id, name FROM vmm_server ORDER BY id <> ?, name COLLATE NOCASE, id').all(home.sourceId) as {
    id: number
    name: string
  }[]
  const models = db.prepare('SELECT DISTINCT deployment_model FROM protected_item ORDER BY 1 DESC').pluck().all() as DeploymentModel[]
  return {
    name: t('Plan {n}', { n }),
    sources,
    models: models.length > 0 ? models : [home.deploymentModel],
    limits: planLimits(db),
  }
}

export interface CandidateQuery {
  sourceId: number
  deploymentModel: DeploymentModel
  search: string
  without: readonly number[]
}

/** Replicated machines of one source and model, by name. */
export const planCandidates = (db: Database, query: CandidateQuery): { total: number; rows: PlanCandidate[] } => {
  const from = `FROM protected_item p JOIN vm v ON v.id = p.vm_id JOIN cloud c ON c.id = p.cloud_id
    LEFT JOIN replicated_item r ON r.protected_item_id = p.id
    WHERE coalesce(c.vmm_server_id, v.vmm_server_id, @source) = @source AND p.deployment_model = @model
      AND p.id NOT IN (SELECT value FROM json_each(@without))
      AND (@search = '' OR instr(lower(v.name), @search) > 0 OR instr(lower(c.name), @search) > 0 OR instr(lower(coalesce(v.tag, '')), @search) > 0)`
  const bound = {
    source: query.sourceId,
    model: query.deploymentModel,
    without: JSON.stringify(query.without),
    search: query.search.trim().toLowerCase(),
  }
  const total = db.prepare(`SELECT count(*) ${from}`).pluck().get(bound) as number
  const rows = db
    .prepare(
      `SELECT p.id, v.name, c.name AS cloud, ${statusColumns},
         (SELECT json_group_array(x.name) FROM recovery_plan_item i JOIN recovery_plan x ON x.id = i.recovery_plan_id WHERE i.protected_item_id = p.id) AS plans
       ${from} ORDER BY v.name COLLATE NOCASE, p.id LIMIT ${shown}`,
    )
    .all(bound) as (StatusFacts & { id: number; name: string; cloud: string; plans: string })[]
  return {
    total,
    rows: rows.map((row) => ({
      id: row.id,
      name: row.name,
      cloud: row.cloud,
      status: statusText(row),
      plans: JSON.parse(row.plans) as string[],
    })),
  }
}
