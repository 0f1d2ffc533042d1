import { Text } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { SelectField } from '../../ui/field.tsx'
import { type ItemDialogProps, ItemForm } from './item-form.tsx'
import { copyFrequency } from './policy-words.ts'

/** Another policy for running items. */
export const ChangePolicyDialog = observer(function ChangePolicyDialog({ store, title }: ItemDialogProps) {
  const root = useRoot()
  const policies = store.choices?.policies ?? []
  const now = store.item?.policy ?? null
  const [chosen, setChosen] = useState('')
  const [asked, setAsked] = useState(false)
  return (
    <ItemForm
      store={store}
      heading={t('Change policy')}
      deed={t('OK')}
      done={t('{title}: another policy is used from now on.', { title })}
      ready={() => {
        setAsked(true)
        return chosen !== ''
      }}
      work={() => root.api.replication.changePolicy({ ids: [...store.ids], policyId: Number(chosen) })}
    >
      {now !== null && <Text>{t('{title} follows {policy} now.', { title, policy: now })}</Text>}
      <SelectField
        label={t('Replication policy')}
        required
        value={chosen}
        onChange={setChosen}
        options={[
          { value: '', label: t('Choose') },
          ...policies.map((policy) => ({
            value: String(policy.id),
            label: t('{name}, every {frequency}', { name: policy.name, frequency: copyFrequency(policy.copyFrequencySeconds) }),
          })),
        ]}
        error={asked && chosen === '' ? t('Choose a replication policy.') : null}
      />
      <Text size={200}>{t('It takes effect with the next replication cycle. Recovery points that are older than its retention go.')}</Text>
    </ItemForm>
  )
})
