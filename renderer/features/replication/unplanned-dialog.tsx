import { Checkbox, Field } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { Direction, type ItemDialogProps, ItemForm } from './item-form.tsx'
import { LossLine } from './loss-line.tsx'
import { chosenPoint, type Point, PointFields } from './point-choice.tsx'
import { UntestedWarning } from './untested-warning.tsx'

/** W14, unplanned: which point, whether a shutdown is tried, and what is lost, told beforehand. */
export const UnplannedDialog = observer(function UnplannedDialog({ store, title }: ItemDialogProps) {
  const root = useRoot()
  const [point, setPoint] = useState<Point>({ kind: 'latest', atMs: null })
  const [shutdown, setShutdown] = useState(true)
  const [asked, setAsked] = useState(false)
  return (
    <ItemForm
      store={store}
      heading={root.items.cleanupBlade ? t('Failover') : t('Confirm Unplanned Failover')}
      deed={t('OK')}
      done={t('Unplanned failover of {title} is under way.', { title })}
      ready={() => {
        setAsked(true)
        return chosenPoint(point) !== null && store.riskAccepted
      }}
      work={() => root.api.replication.unplanned({ ids: [...store.ids], point: chosenPoint(point) ?? 'latest', shutdown })}
    >
      <Direction store={store} title={title} />
      <PointFields store={store} point={point} onChange={setPoint} asked={asked} />
      <Field hint={t('When it works, the last changes are sent and used. When it fails, or without it, the point above is used.')}>
        <Checkbox
          label={t('Shut down virtual machines and synchronize the latest data')}
          checked={shutdown}
          onChange={(_, data) => setShutdown(data.checked === true)}
        />
      </Field>
      <LossLine store={store} shutdown={shutdown} />
      <UntestedWarning store={store} asked={asked} />
    </ItemForm>
  )
})
