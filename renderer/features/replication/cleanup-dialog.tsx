import { Checkbox, Field, Text, Textarea } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { LabelledField } from '../../ui/field.tsx'
import { type ItemDialogProps, ItemForm } from './item-form.tsx'
import { useFormats } from './use-format.ts'

/** The end of a test failover: as the step "Complete testing" of 2016, or as the blade that came in 2017. */
export const CleanupDialog = observer(function CleanupDialog({ store, title }: ItemDialogProps) {
  const root = useRoot()
  const formats = useFormats()
  const [notes, setNotes] = useState('')
  const [complete, setComplete] = useState(false)
  const [asked, setAsked] = useState(false)
  const blade = root.items.cleanupBlade
  const ends = store.item?.drillEndsMs ?? null
  return (
    <ItemForm
      store={store}
      heading={blade ? t('Test failover cleanup') : t('Complete testing')}
      deed={blade ? t('OK') : t('Complete the test')}
      done={t('{title}: the test environment is being cleaned up.', { title })}
      ready={() => {
        setAsked(true)
        return complete
      }}
      work={() => root.api.replication.cleanup({ ids: [...store.ids], notes })}
    >
      <Text>{t('{title}: what the test failover made in Azure is removed, and nothing else.', { title })}</Text>
      <LabelledField label={t('Notes')} hint={t('What you saw, for the next rehearsal. They stay with the machine.')}>
        <Textarea value={notes} maxLength={4000} rows={4} resize="vertical" onChange={(_, data) => setNotes(data.value)} />
      </LabelledField>
      <Field {...(asked && !complete ? { validationState: 'error', validationMessage: t('Tick this when the test is done.') } : {})}>
        <Checkbox
          label={
            blade
              ? t('Testing is complete. Delete test failover virtual machine(s)')
              : t('The test failover is complete. Clean up the test environment.')
          }
          checked={complete}
          onChange={(_, data) => setComplete(data.checked === true)}
        />
      </Field>
      {ends !== null && <Text size={200}>{t('Without you it is closed by force on {time}.', { time: formats.time(ends) })}</Text>}
    </ItemForm>
  )
})
