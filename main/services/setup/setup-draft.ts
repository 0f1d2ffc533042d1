import type { Database } from 'better-sqlite3'
import { type SetupAnswers, type SetupPage, setupAnswers, setupPage } from '../../../preload/contract/setup-answers.ts'
import type { LabStore } from '../lab/lab-store.types.ts'

const wizard = 'getting-started'

export interface SetupDraft {
  answers: SetupAnswers
  page: SetupPage
  savedWallMs: number
}

/** The kept draft; null when there is none, or when it is of a shape that this version can't read. */
export const readDraft = (db: Database): SetupDraft | null => {
  const row = db
    .prepare<[string], { page: string; answers: string; saved: number }>(
      'SELECT page, answers, saved_wall_ms AS saved FROM wizard_draft WHERE wizard = ?',
    )
    .get(wizard)
  if (!row) return null
  const answers = setupAnswers.safeParse(JSON.parse(row.answers))
  const page = setupPage.safeParse(row.page)
  return answers.success ? { answers: answers.data, page: page.success ? page.data : 'prerequisites', savedWallMs: row.saved } : null
}

/** Only a handle of main's memory may be kept: it says nothing. Where the command line finds a password is not part of a draft. */
const withoutSecret = (answers: SetupAnswers): SetupAnswers => {
  const { proxy } = answers.source
  const password = proxy.password !== null && 'handle' in proxy.password ? proxy.password : null
  return { ...answers, source: { ...answers.source, proxy: { ...proxy, password } } }
}

/** Throws AppError `lab-read-only`, `lab-busy`, `disk-full`. */
export const writeDraft = (store: LabStore, draft: SetupDraft): void => {
  store.quiet((db) =>
    db
      .prepare('INSERT OR REPLACE INTO wizard_draft (wizard, page, answers, saved_wall_ms) VALUES (?, ?, ?, ?)')
      .run(wizard, draft.page, JSON.stringify(withoutSecret(draft.answers)), draft.savedWallMs),
  )
}

export const deleteDraft = (db: Database): void => void db.prepare('DELETE FROM wizard_draft WHERE wizard = ?').run(wizard)
