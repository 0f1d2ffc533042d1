import { AppError } from '../../preload/contract/errors.ts'
import type { SetupIssue } from '../../preload/contract/setup.ts'
import { type SetupAnswers, type SetupPage, setupAnswers, setupPage } from '../../preload/contract/setup-answers.ts'
import { t } from '../../preload/contract/words.ts'

export type ReadAnswers = { ok: true; answers: SetupAnswers } | { ok: false; issues: SetupIssue[] }

/**
 * Reads an answers document. A password written out is refused before anything else is looked at (AppError `secret-literal`);
 * text that is no JSON is `bad-request`; values of the wrong shape and fields that don't exist come back as faults.
 */
export const readAnswers = (text: string): ReadAnswers => {
  const document = parse(text)
  refuseLiteral(document, '')
  const parsed = setupAnswers.safeParse(document)
  if (!parsed.success)
    return { ok: false, issues: parsed.error.issues.map((issue) => fault(issue.path.map(String), 'answers-shape', issue.message)) }
  const strange = unknownFields(document, parsed.data, [])
  if (strange.length > 0)
    return {
      ok: false,
      issues: strange.map((path) =>
        fault(path, 'field-unknown', t('There is no field {path}.', { path: path.join('.') }), t('See "offsite schema answers".')),
      ),
    }
  return { ok: true, answers: parsed.data }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new AppError(
      // The parser's message may quote the text, which may hold what must not be shown.
      {
        code: 'bad-request',
        message: t('The answers are no JSON ({why}).', { why: why.replace(/["'].*$/s, '').trim() }),
        remedy: t('Correct the file.'),
      },
      { cause: error },
    )
  }
}

const secretKey = /password|passphrase|secret|credential/i

const refuseLiteral = (value: unknown, path: string): void => {
  if (typeof value !== 'object' || value === null) return
  for (const [key, each] of Object.entries(value)) {
    const here = path === '' ? key : `${path}.${key}`
    if (secretKey.test(key) && (typeof each === 'string' || typeof each === 'number'))
      throw new AppError({
        code: 'secret-literal',
        message: t('{here} holds a password written out. Nothing was done.', { here }),
        field: here,
        remedy: t('Write {"env":"NAME"} or {"stdin":true}, and change that password: it stood in a file.'),
        at: { field: here },
      })
    refuseLiteral(each, here)
  }
}

const fault = (path: readonly string[], code: string, message: string, remedy: string | null = null): SetupIssue => {
  const page = setupPage.safeParse(path[0])
  const known: SetupPage = page.success ? page.data : 'review'
  return { page: known, field: (page.success ? path.slice(1) : path).join('.'), code, severity: 'error', message, remedy }
}

/** A misspelt field would be dropped in silence; it is a fault instead. */
const unknownFields = (given: unknown, kept: unknown, path: readonly string[]): string[][] => {
  if (typeof given !== 'object' || given === null || typeof kept !== 'object' || kept === null) return []
  return Object.entries(given).flatMap(([key, value]) =>
    Object.hasOwn(kept, key) ? unknownFields(value, (kept as Record<string, unknown>)[key], [...path, key]) : [[...path, key]],
  )
}
