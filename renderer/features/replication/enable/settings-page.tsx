import { mergeClasses } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { t } from '../../../../preload/contract/words.ts'
import { useTableStyles } from '../../../ui/data-table.tsx'
import { SelectField } from '../../../wizard/choice-fields.tsx'
import { FieldGrid, Note, Section } from '../../../wizard/page-layout.tsx'
import { copyFrequency } from '../policy-words.ts'
import { useEnable } from './enable-context.ts'

/** Which policy; its figures are read, not set here. */
export const SettingsPage = observer(function SettingsPage() {
  const enable = useEnable()
  const table = useTableStyles()
  const policies = enable.choices?.policies ?? []
  const shown = enable.policyId === null ? policies : policies.filter((policy) => policy.id === enable.policyId)
  const heads = [
    t('Name'),
    t('Copy frequency'),
    t('Recovery point retention'),
    t('App-consistent snapshots'),
    t('Initial replication'),
    t('Encryption'),
    t('Clouds'),
  ]
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
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div className={table.scroll} tabIndex={0} role="group" aria-label={t('Replication policies')}>
        <table className={table.table} aria-label={t('Replication policies')}>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col" className={mergeClasses(table.head, table.wrapped)}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((policy) => (
              <tr key={policy.id}>
                <th scope="row" className={mergeClasses(table.cell, table.rowHead)}>
                  {policy.name}
                </th>
                <td className={table.cell}>{copyFrequency(policy.copyFrequencySeconds)}</td>
                <td className={table.cell}>{t('{n} h', { n: policy.retentionHours })}</td>
                <td className={table.cell}>
                  {policy.appConsistentHours === 0 ? t('Off') : t('Every {n} h', { n: policy.appConsistentHours })}
                </td>
                <td className={table.cell}>
                  {policy.initialReplicationStart === 'immediately'
                    ? t('Immediately')
                    : t('At {time}', { time: policy.initialReplicationStart })}
                </td>
                <td className={table.cell}>{policy.encrypt ? t('On') : t('Off')}</td>
                <td className={table.cell}>{policy.clouds.join(', ') || t('None')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Note>{t('These figures belong to the policy. For others, make another policy in Getting Started.')}</Note>
    </Section>
  )
})
