import type { SetupIssue } from '../../../preload/contract/setup.ts'
import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import { t } from '../../../preload/contract/words.ts'
import { maximumThrottleMbps, minutesOf, threadRange, throttleInRange } from '../capacity/throttle.ts'
import { ruleYear, type SetupContext } from './context.ts'
import { Issues } from './issue.ts'

const between = (value: number | null, minimum: number, maximum: number): boolean =>
  value !== null && Number.isFinite(value) && value >= minimum && value <= maximum

/** Capacity planning (S49-S52): figures of the quick estimate, throttle windows, threads. */
export const capacityIssues = ({ capacity }: SetupAnswers, context: SetupContext): SetupIssue[] => {
  const issues = new Issues('capacity')
  if (!between(capacity.linkMbps, 0.1, 100_000)) issues.range('linkMbps', 0.1, 100_000)
  if (!between(capacity.dailyChangePercent, 0, 100)) issues.range('dailyChangePercent', 0, 100)
  const hours = capacity.initialReplicationHours
  if (!between(hours, 1, 8760) || !Number.isInteger(hours)) issues.range('initialReplicationHours', 1, 8760)
  if (capacity.plannerDone === 'later')
    issues.warn(
      'plannerDone',
      'planner-later',
      t("The Capacity Planner hasn't run. The estimate stands on average figures."),
      t('Run it before you enable replication.'),
    )
  if (capacity.throttle.enabled) throttleIssues(capacity.throttle, ruleYear(context.rulePack), issues)
  for (const field of ['uploadThreads', 'downloadThreads'] as const) {
    const threads = capacity[field]
    if (!between(threads, threadRange.minimum, threadRange.maximum) || !Number.isInteger(threads))
      issues.error(
        field,
        'threads-range',
        t('Enter {minimum} to {maximum}.', { minimum: threadRange.minimum, maximum: threadRange.maximum }),
      )
  }
  return issues.list
}

const throttleIssues = (throttle: SetupAnswers['capacity']['throttle'], year: number, issues: Issues): void => {
  if (throttle.workDays.length === 0) issues.error('throttle.workDays', 'required', t('Choose work days.'))
  const start = minutesOf(throttle.workStart)
  const end = minutesOf(throttle.workEnd)
  if (start === null) issues.error('throttle.workStart', 'time-format', t('Write a time like 09:00.'))
  if (end === null) issues.error('throttle.workEnd', 'time-format', t('Write a time like 18:00.'))
  if (start !== null && end !== null && end <= start) issues.error('throttle.workEnd', 'hours-order', t('End must be after start.'))
  for (const field of ['workKbps', 'nonWorkKbps'] as const) {
    const kbps = throttle[field]
    if (kbps === null || !throttleInRange(kbps, year))
      issues.error(
        `throttle.${field}`,
        'throttle-range',
        t('Enter 512 Kbps to {year} Mbps.', { year: maximumThrottleMbps(year).toLocaleString('en-US') }),
      )
  }
}
