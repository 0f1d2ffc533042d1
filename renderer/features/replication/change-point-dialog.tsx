import { Text } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { type ItemDialogProps, ItemForm } from './item-form.tsx'
import { LossLine } from './loss-line.tsx'
import { chosenPoint, type Point, PointFields } from './point-choice.tsx'
import { useFormats } from './use-format.ts'

/** Another point of a failover that is not committed yet. */
export const ChangePointDialog = observer(function ChangePointDialog({ store, title }: ItemDialogProps) {
  const root = useRoot()
  const formats = useFormats()
  const [point, setPoint] = useState<Point>({ kind: 'latestProcessed', atMs: null })
  const [asked, setAsked] = useState(false)
  const now = store.item?.failover?.stampMs ?? null
  return (
    <ItemForm
      store={store}
      heading={t('Change Recovery Point')}
      deed={t('OK')}
      done={t('{title}: the recovery point is being changed.', { title })}
      ready={() => {
        setAsked(true)
        return chosenPoint(point) !== null
      }}
      work={() => root.api.replication.changePoint({ ids: [...store.ids], point: chosenPoint(point) ?? 'latestProcessed' })}
    >
      <Text>
        {now === null
          ? t('{title}: what runs in Azure starts again from the point that you choose.', { title })
          : t('{title} runs in Azure as it was on {time}. It starts again from the point that you choose.', {
              title,
              time: formats.time(now),
            })}
      </Text>
      <PointFields store={store} point={point} onChange={setPoint} asked={asked} />
      <LossLine store={store} />
    </ItemForm>
  )
})
