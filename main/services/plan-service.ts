import type { Database } from 'better-sqlite3'
import type { HandlersFor } from '../../preload/contract/area.ts'
import { AppError } from '../../preload/contract/errors.ts'
import type { PlanDocument, plan } from '../../preload/contract/plan.ts'
import type { ScriptFile } from '../../preload/contract/setup.ts'
import { t } from '../../preload/contract/words.ts'
import { planScripts } from '../domain/scripts/plan-scripts.ts'
import type { LabStore } from './lab/lab-store.types.ts'
import { planDocumentOf } from './plan-document.ts'
import { writeScriptFiles, writeWhole } from './plan-files.ts'
import { planHtml } from './plan-html.ts'

export { planDocumentOf } from './plan-document.ts'
export { planHtml } from './plan-html.ts'

/** plan.json: what the export, the demo and `offsite plan --json` write. */
export const planJson = (document: PlanDocument): string => `${JSON.stringify(document, null, 2)}\n`

/** Writes the plan as one self-contained file; returns its bytes. Throws AppError `folder-denied`, `disk-full`. */
export const writePlan = (document: PlanDocument, format: 'html' | 'json', file: string): number =>
  writeWhole(file, format === 'html' ? planHtml(document) : planJson(document))

/** Scripts in run order; empty while nothing is set up. */
export const scriptsOf = (db: Database): ScriptFile[] => planScripts(planDocumentOf(db))

/** Writes the scripts into a folder, which is made when missing. Throws AppError `setup-unfinished`, `folder-denied`, `disk-full`. */
export const writeScripts = (db: Database, folder: string): string[] => {
  const files = scriptsOf(db)
  if (files.length === 0)
    throw new AppError({
      code: 'setup-unfinished',
      message: t('There are no scripts yet. Nothing is set up.'),
      remedy: t('Finish Getting Started first.'),
    })
  return writeScriptFiles(files, folder)
}

export interface PlanServiceParts {
  store: LabStore
  /** Path behind a token of a picked file or folder. */
  resolveTarget?: (token: string) => string
}

export const createPlanService = ({ store, resolveTarget = (token) => token }: PlanServiceParts): HandlersFor<typeof plan> => ({
  get: () => planDocumentOf(store.db),
  scripts: () => scriptsOf(store.db),
  export: ({ format, target }) => ({ bytes: writePlan(planDocumentOf(store.db), format, resolveTarget(target)) }),
  exportScripts: ({ folder }) => ({ files: writeScripts(store.db, resolveTarget(folder)) }),
})
