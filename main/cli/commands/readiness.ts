import { t } from '../../../preload/contract/words.ts'
import { readinessReport } from '../../services/readiness-service.ts'
import { type Command, labOption, noPositionals, optional } from '../command.ts'
import { labPath, reading } from '../labs.ts'
import { tableText } from '../table.ts'

export const readiness: Command = {
  name: 'readiness',
  summary: t('Says of every machine whether it can be replicated, and why not.'),
  usage: [t('readiness --lab FILE [--rules PACK] [--where FILTER] [--json]')],
  options: { ...labOption, rules: { type: 'string' }, where: { type: 'string' } },
  run: async (args, io) => {
    noPositionals(args)
    const rules = optional(args.values, 'rules')
    const where = typeof args.values.where === 'string' ? args.values.where : ''
    const report = await reading(labPath(args.values, io), io, (store) =>
      readinessReport(store.db, { where, ...(rules === undefined ? {} : { rules }) }),
    )
    const counts = ['ready', 'warnings', 'not-ready', 'unknown'].map(
      (verdict) => `${report.items.filter((item) => item.verdict === verdict).length.toLocaleString('en-US')} ${verdict}`,
    )
    return {
      code: 0,
      json: report,
      text: t('{tableText}\n\n{counts} (rules {rulePack})', {
        tableText: tableText(
          [t('Name'), t('Verdict'), t('First finding'), t('Remedy')],
          report.items.map((item) => [
            item.name,
            item.verdict,
            item.findings[0] ? `${item.findings[0].rule}: ${item.findings[0].message}` : null,
            item.findings[0]?.remedy ?? null,
          ]),
        ),
        counts: counts.join(', '),
        rulePack: report.rulePack,
      }),
    }
  },
}
