import { observer } from 'mobx-react-lite'
import type { SetupAnswers } from '../../../../preload/contract/setup-answers.ts'
import { t } from '../../../../preload/contract/words.ts'
import { SelectField } from '../../../wizard/choice-fields.tsx'
import { FieldGrid, Note } from '../../../wizard/page-layout.tsx'
import { useSetup } from '../setup-context.ts'

type Goal = SetupAnswers['protectionGoal']

/** Answers as the portal words them. Any but the first says under the list what differs, and holds Next back. */
const questions = [
  {
    field: 'destination',
    label: t('Where do you want to replicate your machines to?'),
    choices: [
      { value: 'azure', label: t('To Azure') },
      { value: 'recovery-site', label: t('To recovery site') },
    ],
  },
  {
    field: 'virtualization',
    label: t('Are your machines virtualized?'),
    choices: [
      { value: 'hyper-v', label: t('Yes, with Hyper-V') },
      { value: 'vmware', label: t('Yes, with VMware vSphere Hypervisor') },
      { value: 'not-virtualized', label: t('Not virtualized / Other') },
    ],
  },
  {
    field: 'vmm',
    label: t('Are you using System Center VMM to manage your Hyper-V hosts?'),
    choices: [
      { value: 'yes', label: t('Yes') },
      { value: 'no', label: t('No') },
    ],
  },
] as const

export const ProtectionGoalPage = observer(() => {
  const setup = useSetup()
  const goal = setup.answers.protectionGoal
  return (
    <>
      <Note>{t('This console plans one path: Hyper-V machines in VMM clouds, replicated to Azure.')}</Note>
      <FieldGrid>
        {questions.map((q) => (
          <SelectField
            key={q.field}
            path={q.field}
            wide
            required
            label={q.label}
            empty={null}
            value={goal[q.field]}
            choices={q.choices}
            onChange={(value) => setup.patch('protectionGoal', { [q.field]: value } as Partial<Goal>)}
          />
        ))}
      </FieldGrid>
    </>
  )
})
