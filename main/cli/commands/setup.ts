import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { AppError } from '../../../preload/contract/errors.ts'
import type { SetupIssue } from '../../../preload/contract/setup.ts'
import { setupAnswers } from '../../../preload/contract/setup-answers.ts'
import { plural, t } from '../../../preload/contract/words.ts'
import type { LabStore } from '../../services/lab/lab-store.types.ts'
import { createSetupService } from '../../services/setup/setup-service.ts'
import { readAnswers } from '../answers.ts'
import { type Command, labOption, noPositionals, type Outcome, optional, pathOf, UsageError } from '../command.ts'
import type { CommandIo } from '../io.ts'
import { actorOf, labPath, owning, reading } from '../labs.ts'
import { tableText } from '../table.ts'

export const setup: Command = {
  name: 'setup',
  summary: t('Runs Getting Started from a file of answers; --propose prints answers to start from.'),
  usage: [t('setup --lab FILE --answers FILE [--json]'), t('setup --lab FILE --propose [--json]')],
  options: { ...labOption, answers: { type: 'string' }, propose: { type: 'boolean' } },
  run: async (args, io) => {
    noPositionals(args)
    const file = labPath(args.values, io)
    const answers = optional(args.values, 'answers')
    if (args.values.propose === true) {
      if (answers !== undefined) throw new UsageError(t('Use --answers or --propose, not both.'))
      return reading(file, io, (store) => propose(store, io))
    }
    if (answers === undefined) throw new UsageError(t('--answers is missing.'))
    const read = readAnswers(readText(pathOf(io, answers)))
    if (!read.ok) return refused(read.issues)
    return owning(file, io, async (store) => {
      const service = serviceOf(store, io)
      const issues = await service.check({ answers: read.answers })
      if (issues.some((issue) => issue.severity === 'error')) return refused(issues)
      const { jobId, protectedItems, plans } = await service.finish({ answers: read.answers })
      return {
        code: 0,
        json: { ok: true, issues, jobId, protectedItems, plans },
        text: [
          t('{machines} set up for replication, job {jobId}. Recovery plans: {plans}.', {
            machines: plural(protectedItems, 'machine'),
            jobId,
            plans: plans.join(', ') || 'none new',
          }),
          ...(issues.length > 0 ? ['', issuesText(issues)] : []),
        ].join('\n'),
      }
    })
  },
}

const serviceOf = (store: LabStore, io: CommandIo) =>
  createSetupService({
    store,
    secrets: {
      state: () => io.secrets().state(),
      save: (reference, source) => io.secrets().save(reference, source),
      remove: (reference) => io.secrets().remove(reference),
      has: (reference) => io.secrets().has(reference),
    },
    wall: io.wall,
    actor: actorOf(io),
  })

/** The wizard's own proposals, with every machine that can be selected and leaves nothing to choose. */
const propose = async (store: LabStore, io: CommandIo): Promise<Outcome> => {
  const service = serviceOf(store, io)
  const answers = setupAnswers.parse((await service.begin(undefined)).answers)
  answers.source.proxy.password = null
  if (answers.machines.items.length === 0) {
    const page = await service.eligible({ answers, where: '' })
    const twice = new Set(page.map((each) => each.name).filter((name, n, all) => all.indexOf(name) !== n))
    answers.machines.items = page.map(({ name, host }) => (twice.has(name) && host !== null ? { name, host } : { name }))
  }
  const open = new Set(
    (await service.check({ answers, page: 'machines' })).flatMap((issue) =>
      issue.severity === 'error' ? [issue.field.split('.')[1]] : [],
    ),
  )
  answers.machines.items = answers.machines.items.filter((_, n) => !open.has(String(n)))
  const raw = `${JSON.stringify(answers, null, 2)}\n`
  return { code: 0, json: answers, raw, text: raw.trimEnd() }
}

const refused = (issues: readonly SetupIssue[]): Outcome => ({
  code: 1,
  json: { ok: false, issues, jobId: null, protectedItems: 0, plans: [] },
  text: t('Nothing was changed.\n\n{issues}', { issues: issuesText(issues) }),
})

const issuesText = (issues: readonly SetupIssue[]): string =>
  tableText(
    [t('Page'), t('Field'), t('Severity'), t('Code'), t('Message')],
    issues.map((issue) => [issue.page, issue.field, issue.severity, issue.code, [issue.message, issue.remedy].filter(Boolean).join(' ')]),
  )

/** Answers for 25,000 machines are some 10 MB; more than this is something else. */
const largest = 200 * 2 ** 20

const readText = (file: string): string => {
  try {
    if (statSync(file).size > largest)
      throw new AppError({
        code: 'file-kind',
        message: t('"{file}" is too large to be answers.', { file: basename(file) }),
        remedy: t('Choose another file.'),
      })
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError(
      {
        code: 'file-missing',
        message: t('"{file}" can\'t be read.', { file: basename(file) }),
        remedy: t('Check its name and place.'),
        at: { file },
      },
      { cause: error },
    )
  }
}
