import { observer } from 'mobx-react-lite'
import { t } from '../../../../preload/contract/words.ts'
import { FactList } from '../../../ui/fact-list.tsx'
import { SelectField } from '../../../wizard/choice-fields.tsx'
import { FieldGrid, Note, Section } from '../../../wizard/page-layout.tsx'
import { copyFrequency } from '../policy-words.ts'
import { useEnable } from './enable-context.ts'

/** Which policy; its figures are read, not set here. */
export const SettingsPage = observer(function SettingsPage() {
  const enable = useEnable()
  const policies = enable.choices?.policies ?? []
  const shown = enable.policyId === null ? policies : policies.filter((policy) => policy.id === enable.policyId)
  return (
    <Section title={t('Configure replication settings')}>
      <FieldGrid>
        <SelectField
          path="policy"
          label={t('Replication policy')}
          empty={t('The policy of each cloud')}
          value={enable.policyId === null ? '' : String(enable.policyId)}
          choices={policies.map((policy) => ({ value: String(policy.id), label: policy.name }))}
          onChange={(value) => enable.setPolicy(value === '' ? null : Number(value))}
        />
      </FieldGrid>
      <FactList
        facts={shown.map((policy) => ({
          id: String(policy.id),
          label: policy.name,
          value: t('Copy frequency {frequency}; clouds: {clouds}', {
            frequency: copyFrequency(policy.copyFrequencySeconds),
            clouds: policy.clouds.join(', ') || t('none'),
          }),
          top: true,
        }))}
      />
      <Note>{t('Retention, snapshots and start time are those of the policy; see Replication policies.')}</Note>
    </Section>
  )
})
