import { Text } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { Direction, type ItemDialogProps, ItemForm } from './item-form.tsx'
import { UntestedWarning } from './untested-warning.tsx'

/** W14, planned: the source is there and is shut down in order, so that nothing is lost. */
export const PlannedDialog = observer(function PlannedDialog({ store, title }: ItemDialogProps) {
  const root = useRoot()
  const [asked, setAsked] = useState(false)
  return (
    <ItemForm
      store={store}
      heading={t('Confirm Planned Failover')}
      deed={t('OK')}
      done={t('Planned failover of {title} is under way.', { title })}
      ready={() => {
        setAsked(true)
        return store.riskAccepted
      }}
      work={() => root.api.replication.planned({ ids: [...store.ids] })}
    >
      <Direction store={store} title={title} />
      <Text>{t('Each machine is shut down on your site, its last changes are sent, and it starts in Azure. Loss: 0 min, 0 bytes.')}</Text>
      <UntestedWarning store={store} asked={asked} />
    </ItemForm>
  )
})
