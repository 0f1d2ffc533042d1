import { AppError } from '../../../preload/contract/errors.ts'
import type { SetupIssue } from '../../../preload/contract/setup.ts'
import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import { t } from '../../../preload/contract/words.ts'
import { checkSetup } from '../../domain/setup/check.ts'
import type { LabStore } from '../lab/lab-store.types.ts'
import type { SecretStore } from '../secret-store.ts'
import { writeMachines } from './finish-machines.ts'
import { writeReplication } from './finish-replication.ts'
import { writeSource } from './finish-source.ts'
import { writeTarget } from './finish-target.ts'
import { labOf, loadSetupContext, proxyAccountName } from './setup-context.ts'
import { deleteDraft } from './setup-draft.ts'

export interface FinishParts {
  store: LabStore
  secrets: SecretStore
  actor: string
}

export interface FinishResult {
  jobId: number
  protectedItems: number
  plans: string[]
}

/** Names the first fault; the others come from `check`. */
export const setupInvalid = (issues: readonly SetupIssue[]): AppError => {
  const first = issues[0]
  const more = issues.length - 1
  return new AppError({
    code: 'setup-invalid',
    message: t(
      more > 0
        ? 'The setup has {n, plural, one {# fault} other {# faults}}. {first} And {more} more.'
        : 'The setup has {n, plural, one {# fault} other {# faults}}. {first}',
      { n: issues.length, first: first?.message ?? '', more },
    ),
    remedy: t('Correct what is marked, then finish again.'),
    ...(first ? { field: first.field, at: { page: first.page, field: first.field, faults: issues.length } } : {}),
  })
}

const errorsOf = (answers: SetupAnswers, store: LabStore): SetupIssue[] =>
  checkSetup(answers, loadSetupContext(store.db, answers)).filter((issue) => issue.severity === 'error')

/**
 * Secrets first, then one transaction with one job; when that fails the new keychain entry is removed and nothing has changed.
 * Rejects with `setup-invalid`, `keychain-missing`, `keychain-timeout`, `secret-missing`, `lab-read-only`, `lab-busy`, `disk-full`.
 */
export const finishSetup = async ({ store, secrets, actor }: FinishParts, answers: SetupAnswers): Promise<FinishResult> => {
  if (store.readOnly)
    throw new AppError({
      code: 'lab-read-only',
      message: t('The lab is open for reading only.'),
      remedy: t('Save a copy and finish there.'),
    })
  const faults = errorsOf(answers, store)
  if (faults.length > 0) throw setupInvalid(faults)
  const checked = store.revision
  const saved = await saveSecret(store, secrets, answers)
  try {
    const { value, jobId } = store.apply(
      { kind: 'setup.finish', name: t('Set up protection'), actor, target: { kind: 'vault', name: answers.vault.name }, byUser: true },
      (tx) => {
        const context = loadSetupContext(tx.db, answers)
        if (store.revision !== checked) {
          const late = checkSetup(answers, context).filter((issue) => issue.severity === 'error')
          if (late.length > 0) throw setupInvalid(late)
        }
        const target = writeTarget(tx, answers)
        const vmmServer = writeSource(tx, answers, saved?.reference ?? null)
        const policy = writeReplication(tx, answers, target.vault)
        const written = writeMachines(tx, answers, context, { ...target, policy, vmmServer })
        deleteDraft(tx.db)
        return written
      },
    )
    if (saved?.replaced) await forget(secrets, saved.replaced)
    return { jobId, protectedItems: value.items, plans: value.plans }
  } catch (error) {
    if (saved) await forget(secrets, saved.reference)
    throw error
  }
}

/** An entry left behind is harmless, and what happened before matters more to the user than that it couldn't be removed. */
const forget = async (secrets: SecretStore, reference: string): Promise<void> => {
  await secrets.remove(reference).catch(() => undefined)
}

/** A password never replaces the entry in use: until the transaction stands, the lab still points to that one. */
const saveSecret = async (
  store: LabStore,
  secrets: SecretStore,
  { source }: SetupAnswers,
): Promise<{ reference: string; replaced: string | null } | null> => {
  const { proxy } = source
  if (source.connection !== 'proxy' || !proxy.authenticate || proxy.passwordLater || proxy.password === null) return null
  const current = store.db.prepare('SELECT keychain_ref FROM run_as_account WHERE name = ?').pluck().get(proxyAccountName) as
    | string
    | null
    | undefined
  const name = `${proxyAccountName}@${source.vmmServer.trim()}/${labOf(store.db).lab_id.slice(0, 8)}`
  const reference = current === name ? `${name}-2` : name
  try {
    await secrets.save(reference, proxy.password)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new AppError(
      { ...error.toShape(), field: 'proxy.password', at: { ...error.at, page: 'source', field: 'proxy.password' } },
      { cause: error },
    )
  }
  return { reference, replaced: current ?? null }
}
