import { Button, Radio, RadioGroup, Text } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { LabelledField } from '../../ui/field.tsx'
import { ScriptViewer } from '../../ui/script-viewer.tsx'
import { type ItemDialogProps, ItemForm } from './item-form.tsx'

/** Both ways out of protection: with the settings on the site, or in the vault alone when the site is lost. */
export const DisableDialog = observer(function DisableDialog({ store, title }: ItemDialogProps) {
  const root = useRoot()
  const [how, setHow] = useState<'disable' | 'remove'>('disable')
  return (
    <ItemForm
      store={store}
      heading={t('Disable Replication')}
      deed={t('OK')}
      done={t('Replication of {title} is being disabled.', { title })}
      work={() => root.api.replication.disable({ ids: [...store.ids], removeOnly: how === 'remove' })}
    >
      <Text>
        {t('{title}: replication ends, and its recovery points are deleted. The machine on your site stays as it is.', { title })}
      </Text>
      <LabelledField
        label={t('How')}
        hint={
          how === 'disable'
            ? t('Replication settings on the host are removed too.')
            : t('Only the vault forgets it. For a host that is lost; what is left on it is cleaned by hand.')
        }
      >
        <RadioGroup value={how} onChange={(_, data) => setHow(data.value as 'disable' | 'remove')}>
          <Radio value="disable" label={t('Disable replication and remove (recommended)')} />
          <Radio value="remove" label={t('Remove')} />
        </RadioGroup>
      </LabelledField>
      {how === 'remove' &&
        (store.scripts === null ? (
          <div>
            <Button onClick={() => void store.loadScripts()}>{t('View Script')}</Button>
          </div>
        ) : (
          <ScriptViewer files={store.scripts} onCopy={(text) => void root.api.shell.copy({ text })} />
        ))}
    </ItemForm>
  )
})
