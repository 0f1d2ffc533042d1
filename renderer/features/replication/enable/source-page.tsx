import { observer } from 'mobx-react-lite'
import { t } from '../../../../preload/contract/words.ts'
import { FactList } from '../../../ui/fact-list.tsx'
import { SelectField } from '../../../wizard/choice-fields.tsx'
import { FieldGrid, Note, Section } from '../../../wizard/page-layout.tsx'
import { useEnable } from './enable-context.ts'

export const SourcePage = observer(function SourcePage() {
  const enable = useEnable()
  return (
    <Section title={t('Select your source environment')}>
      <FactList
        facts={[
          { id: 'source', label: t('Source'), value: t('On-premises') },
          { id: 'server', label: t('VMM server'), value: String(enable.place.server?.cells.name ?? '-') },
        ]}
      />
      <FieldGrid>
        <SelectField
          path="cloud"
          label={t('Cloud')}
          empty={t('All clouds with a replication policy')}
          value={enable.cloud}
          choices={enable.clouds.map((cloud) => ({ value: cloud, label: cloud }))}
          onChange={enable.setCloud}
        />
      </FieldGrid>
      <Note>{t('Machines of clouds without a policy are listed too, and say that they have none.')}</Note>
    </Section>
  )
})
