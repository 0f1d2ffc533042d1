import type { SetupIssue } from '../../../preload/contract/setup.ts'
import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import { t } from '../../../preload/contract/words.ts'
import { ruleYear, type SetupContext } from './context.ts'
import { Issues } from './issue.ts'

/** 50 machines a plan in 2016, 100 later (R2, U10). */
export const planSize = (year: number): number => (year > 2016 ? 100 : 50)

/** Review: only the recovery plan is asked here; everything else has its page. */
export const reviewIssues = (answers: SetupAnswers, context: SetupContext): SetupIssue[] => {
  const issues = new Issues('review')
  const { recoveryPlan, machines } = answers
  if (!recoveryPlan.create) return issues.list
  if (issues.enter('recoveryPlan.name', recoveryPlan.name, t('name'))) issues.length('recoveryPlan.name', recoveryPlan.name, 80)
  const most = planSize(ruleYear(context.rulePack))
  const count = machines.items.length
  if (count > most)
    issues.warn(
      'recoveryPlan.create',
      'plan-size',
      t('At most {most} machines; {count} are selected.', { most, count: count.toLocaleString('en-US') }),
      t('Finish makes {count} recovery plans.', { count: Math.ceil(count / most) }),
    )
  return issues.list
}
