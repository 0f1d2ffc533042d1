import type { SetupIssue } from '../../../preload/contract/setup.ts'
import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import { t } from '../../../preload/contract/words.ts'
import type { SetupContext } from './context.ts'
import { Issues } from './issue.ts'
import { prerequisiteLines } from './prerequisites.ts'

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}(T.*)?$/.test(text) && !Number.isNaN(Date.parse(text))

/** Prerequisites never block: they concern the real site, and each open one is said. A tick needs a name and a date. */
export const prerequisitesIssues = (answers: SetupAnswers, context: SetupContext): SetupIssue[] => {
  const issues = new Issues('prerequisites')
  const lines = prerequisiteLines(answers, context)
  const items = lines.map((line) => line.item)
  answers.prerequisites.ticks.forEach((tick, index) => {
    const at = `ticks.${index}`
    if (!items.includes(tick.item))
      issues.error(`${at}.item`, 'not-found', t('There is no prerequisite {item}.', { item: tick.item }), t('Use S1 to S15.'))
    if (answers.prerequisites.ticks.slice(0, index).some((other) => other.item === tick.item))
      issues.error(`${at}.item`, 'ticked-twice', t('{item} is ticked twice.', { item: tick.item }), t('Keep one tick.'))
    issues.enter(`${at}.by`, tick.by, t('name'))
    if (!isDate(tick.date)) issues.error(`${at}.date`, 'date-invalid', t('Write a date like 2016-05-10.'))
  })
  for (const line of lines) {
    if (line.state === 'open')
      issues.warn(
        line.item,
        'prerequisite-open',
        t("{item} isn't confirmed: {title}.", { item: line.item, title: line.title }),
        t('Check it on your site, then confirm it.'),
      )
    if (line.state === 'not-met')
      issues.warn(
        line.item,
        'prerequisite-missing',
        t("{item} isn't met: {title}. {evidence}", { item: line.item, title: line.title, evidence: line.evidence }),
      )
  }
  return issues.list
}
