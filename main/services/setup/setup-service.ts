import type { HandlersFor } from '../../../preload/contract/area.ts'
import { setupPages } from '../../../preload/contract/plain.ts'
import type { setup } from '../../../preload/contract/setup.ts'
import { type SetupAnswers, setupAnswers } from '../../../preload/contract/setup-answers.ts'
import { planScripts } from '../../domain/scripts/plan-scripts.ts'
import { checkSetup } from '../../domain/setup/check.ts'
import { proposeAnswers } from '../../domain/setup/proposals.ts'
import type { LabStore, WallClock } from '../lab/lab-store.types.ts'
import { writeScriptFiles } from '../plan-files.ts'
import type { SecretStore } from '../secret-store.ts'
import { draftPlan } from './draft-plan.ts'
import { estimateFor } from './setup-capacity.ts'
import { labOf, loadSetupContext } from './setup-context.ts'
import { deleteDraft, readDraft, writeDraft } from './setup-draft.ts'
import { finishSetup } from './setup-finish.ts'
import { listEligible, listMachines } from './setup-machines.ts'
import { setupOptionsOf } from './setup-options.ts'

export interface SetupServiceParts {
  store: LabStore
  secrets: SecretStore
  wall: WallClock
  /** Who: the OS user, or 'cli:<user>'. */
  actor: string
  /** Path behind a token of a picked folder. */
  resolveTarget?: (token: string) => string
}

/** Getting Started: one service for the wizard and for `offsite setup`. */
export const createSetupService = ({
  store,
  secrets,
  wall,
  actor,
  resolveTarget = (token) => token,
}: SetupServiceParts): HandlersFor<typeof setup> => {
  const check = (answers: SetupAnswers, page?: (typeof setupPages)[number]) =>
    checkSetup(answers, loadSetupContext(store.db, answers), page)
  return {
    begin: () => {
      const draft = readDraft(store.db)
      if (draft) return { answers: draft.answers, page: draft.page, resumed: true, savedWallMs: draft.savedWallMs }
      const empty = setupAnswers.parse({})
      const answers = setupAnswers.parse(proposeAnswers(labOf(store.db).name, loadSetupContext(store.db, empty)))
      return { answers, page: 'prerequisites', resumed: false, savedWallMs: null }
    },
    saveDraft: ({ answers, page }) => {
      const savedWallMs = wall()
      writeDraft(store, { answers, page, savedWallMs })
      return { savedWallMs }
    },
    discardDraft: () => {
      store.quiet(deleteDraft)
      return null
    },
    progress: () => {
      const draft = readDraft(store.db)
      // Finish associates a policy in the same transaction; protected items may be disabled again later.
      const finished = store.db.prepare('SELECT 1 FROM policy_cloud LIMIT 1').pluck().get() !== undefined
      const faulty = new Set(draft ? check(draft.answers).flatMap((issue) => (issue.severity === 'error' ? [issue.page] : [])) : [])
      const reached = draft ? setupPages.indexOf(draft.page) : -1
      return {
        draft: draft !== null,
        page: draft?.page ?? null,
        finished,
        pages: setupPages.map((page, index) => ({ page, done: draft ? index < reached && !faulty.has(page) : finished })),
      }
    },
    options: ({ answers }) => setupOptionsOf(store.db, answers),
    check: ({ answers, page }) => check(answers, page),
    machines: (query) => listMachines(store.db, query),
    eligible: (query) => listEligible(store.db, query),
    capacity: ({ answers }) => estimateFor(store.db, answers),
    script: ({ answers, page }) => planScripts(draftPlan(store.db, answers), page),
    exportScripts: ({ answers, folder }) => ({
      files: writeScriptFiles(planScripts(draftPlan(store.db, answers)), resolveTarget(folder)),
    }),
    finish: ({ answers }) => finishSetup({ store, secrets, actor }, answers),
  }
}
