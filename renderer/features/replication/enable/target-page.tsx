import { observer } from 'mobx-react-lite'
import { t } from '../../../../preload/contract/words.ts'
import { FactList } from '../../../ui/fact-list.tsx'
import { RadioField, SelectField } from '../../../wizard/choice-fields.tsx'
import { FieldGrid, Note, Section } from '../../../wizard/page-layout.tsx'
import { useEnable } from './enable-context.ts'

export const TargetPage = observer(function TargetPage() {
  const enable = useEnable()
  const { vault, account } = enable.place
  const networks = enable.choices?.networks ?? []
  const network = networks.find((each) => each.id === enable.networkId)
  const cell = (row: typeof vault, field: string): string => String(row?.cells[field] ?? '-')
  return (
    <>
      <Section title={t('Select your target settings for recovery')}>
        <FactList
          facts={[
            { id: 'target', label: t('Target'), value: 'Azure' },
            { id: 'vault', label: t('Vault'), value: cell(vault, 'name') },
            { id: 'subscription', label: t('Subscription'), value: cell(vault, 'subscription') },
            { id: 'model', label: t('Post-failover deployment model'), value: cell(vault, 'model'), top: true },
            { id: 'account', label: t('Storage account'), value: cell(account, 'name') },
          ]}
        />
      </Section>
      <Section title={t('Azure network')}>
        <RadioField
          path="network"
          label={t('Azure network')}
          value={enable.network}
          choices={[
            { value: 'now', label: t('Configure now for selected machines') },
            { value: 'later', label: t('Configure later') },
          ]}
          onChange={enable.setNetwork}
        />
        {enable.network === 'later' && <Note>{t('Each machine lands where its network is mapped to.')}</Note>}
        {enable.network === 'now' && (
          <FieldGrid>
            <SelectField
              path="networkId"
              label={t('Post-failover Azure network')}
              required
              value={enable.networkId === null ? '' : String(enable.networkId)}
              choices={networks.map((each) => ({ value: String(each.id), label: `${each.name} (${each.region})` }))}
              onChange={(value) => enable.setNetworkId(value === '' ? null : Number(value))}
            />
            <SelectField
              path="subnet"
              label={t('Subnet')}
              empty={t('By name of the source subnet')}
              value={enable.subnet}
              choices={(network?.subnets ?? []).map((each) => ({ value: each.name, label: `${each.name} (${each.range})` }))}
              onChange={enable.setSubnet}
            />
          </FieldGrid>
        )}
      </Section>
    </>
  )
})
