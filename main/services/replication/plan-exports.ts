import type { PlanFormat } from '../../../preload/contract/recovery-plans.ts'
import { safeFileName } from '../../domain/scripts/quote.ts'
import { planDefinition } from '../../domain/scripts/recovery-plan-definition.ts'
import { planScript } from '../../domain/scripts/recovery-plan-script.ts'
import type { LabStore } from '../lab/lab-store.types.ts'
import { planDocumentOf } from '../plan-document.ts'
import { writeWhole } from '../plan-files.ts'
import { planOf } from './plan-read.ts'

/** A plan as text, with the name that its file would have. Throws AppError `not-found`. */
export const planText = (store: LabStore, id: number, as: PlanFormat): { fileName: string; text: string } => {
  const plan = planOf(store.db, id)
  const { lab, rulePack, vault } = planDocumentOf(store.db)
  const clouds = new Map(
    store.db
      .prepare(
        `SELECT i.protected_item_id, c.name FROM recovery_plan_item i JOIN protected_item p ON p.id = i.protected_item_id
         JOIN cloud c ON c.id = p.cloud_id WHERE i.recovery_plan_id = ?`,
      )
      .raw()
      .all(id) as [number, string][],
  )
  const friendly = store.db
    .prepare('SELECT coalesce(s.friendly_name, s.name) FROM vmm_server s WHERE s.id = ?')
    .pluck()
    .get(plan.sourceId) as string
  const names = new Map(plan.members.map((member) => [member.id, member.name]))
  const exported = {
    name: plan.name,
    source: friendly,
    deploymentModel: plan.deploymentModel,
    groups: plan.groups.map((group) => ({
      items: group.itemIds.map((item) => ({ name: names.get(item) ?? '', cloud: clouds.get(item) ?? '' })),
      pre: group.pre,
      post: group.post,
    })),
  }
  const name = safeFileName(plan.name) || 'recovery-plan'
  return as === 'json'
    ? { fileName: `${name}.json`, text: `${JSON.stringify(planDefinition(exported), null, 2)}\n` }
    : { fileName: `${name}.ps1`, text: planScript(exported, { lab: lab.name, rulePack, vault }) }
}

/** Windows PowerShell 5 reads UTF-8 only behind a byte order mark. Throws AppError `not-found`, `folder-denied`, `disk-full`. */
export const writePlanText = (store: LabStore, id: number, as: PlanFormat, file: string): number => {
  const { text } = planText(store, id, as)
  return writeWhole(file, as === 'powershell' ? `\uFEFF${text}` : text)
}
