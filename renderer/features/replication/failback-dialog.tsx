import { Radio, RadioGroup } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { LabelledField } from '../../ui/field.tsx'
import { Direction, type ItemDialogProps, ItemForm } from './item-form.tsx'

/** W15: failback is a planned failover from Azure; its data is synchronized before or during it. */
export const FailbackDialog = observer(function FailbackDialog({ store, title }: ItemDialogProps) {
  const root = useRoot()
  const [mode, setMode] = useState<'delta' | 'full'>('delta')
  return (
    <ItemForm
      store={store}
      heading={t('Confirm Planned Failover')}
      deed={t('OK')}
      done={t('Failback of {title} is under way.', { title })}
      work={() => root.api.replication.failback({ ids: [...store.ids], mode })}
    >
      <Direction store={store} title={title} back />
      <LabelledField
        label={t('Data Synchronization')}
        hint={
          mode === 'delta'
            ? t('The machine runs on in Azure while data is copied. Then you choose when to complete: the outage is short.')
            : t('The machine is shut down first and its whole disks are copied: faster in all, with a long outage.')
        }
      >
        <RadioGroup value={mode} onChange={(_, data) => setMode(data.value as 'delta' | 'full')}>
          <Radio value="delta" label={t('Synchronize data before failover (synchronize delta changes only)')} />
          <Radio value="full" label={t('Synchronize data during failover only (full download)')} />
        </RadioGroup>
      </LabelledField>
    </ItemForm>
  )
})
