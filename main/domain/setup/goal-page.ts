import type { SetupIssue } from '../../../preload/contract/setup.ts'
import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import { t } from '../../../preload/contract/words.ts'
import { Issues } from './issue.ts'

const onlyPath = t('This console plans VMM to Azure only.')

/** Protection goal (S20, S21): every other answer says what would differ. */
export const goalIssues = ({ protectionGoal: goal }: SetupAnswers): SetupIssue[] => {
  const issues = new Issues('protectionGoal')
  if (goal.destination !== 'azure')
    issues.error(
      'destination',
      'goal-other',
      t('{onlyPath} A recovery site needs a second VMM server, and data goes there without Azure storage.', { onlyPath }),
      t('Choose To Azure.'),
    )
  if (goal.virtualization === 'vmware')
    issues.error(
      'virtualization',
      'goal-other',
      t('{onlyPath} VMware needs a configuration server, a process server and the Mobility service.', { onlyPath }),
      t('Choose Yes, with Hyper-V.'),
    )
  if (goal.virtualization === 'not-virtualized')
    issues.error(
      'virtualization',
      'goal-other',
      t('{onlyPath} Physical servers need a configuration server and the Mobility service.', { onlyPath }),
      t('Choose Yes, with Hyper-V.'),
    )
  if (goal.vmm !== 'yes')
    issues.error(
      'vmm',
      'goal-other',
      t('{onlyPath} Without VMM, the Provider runs on each host of a Hyper-V site.', { onlyPath }),
      t('Choose Yes.'),
    )
  return issues.list
}
