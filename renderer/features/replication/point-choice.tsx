import { Radio, RadioGroup } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useEffect } from 'react'
import type { PointChoice } from '../../../preload/contract/replication.ts'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { LabelledField, SelectField } from '../../ui/field.tsx'
import type { ItemActionStore } from './item-action-store.ts'
import { useFormats } from './use-format.ts'

export interface Point {
  kind: 'latest' | 'latestProcessed' | 'app' | 'custom'
  /** Of a custom one. */
  atMs: number | null
}

/** Null while a custom point is wanted and none is chosen. */
export const chosenPoint = ({ kind, atMs }: Point): PointChoice | null => (kind !== 'custom' ? kind : atMs === null ? null : { atMs })

/** P4: which recovery point; a custom one only for a single machine. */
export const PointFields = observer(function PointFields({
  store,
  point,
  onChange,
  asked,
  label = t('Recovery point'),
  losses = true,
}: {
  store: ItemActionStore
  point: Point
  onChange: (point: Point) => void
  /** The button was pressed: an empty choice is a fault. */
  asked: boolean
  label?: string
  /** A test loses nothing. */
  losses?: boolean
}) {
  const root = useRoot()
  const formats = useFormats()
  const { kind, atMs } = point
  useEffect(() => {
    if (!losses) return
    const weigh = () => void store.weigh(chosenPoint({ kind, atMs }))
    weigh()
    // While the clock plays, what would be lost grows.
    return root.api.replication.onChanged(weigh)
  }, [store, root, kind, atMs, losses])
  return (
    <>
      <LabelledField label={label}>
        <RadioGroup value={kind} onChange={(_, data) => onChange({ ...point, kind: data.value as Point['kind'] })}>
          <Radio value="latest" label={t('Latest (lowest RPO)')} />
          <Radio value="latestProcessed" label={t('Latest processed (low RTO)')} />
          <Radio value="app" label={t('Latest app-consistent')} />
          <Radio
            value="custom"
            label={store.single ? t('Custom') : t('Custom (for one machine at a time)')}
            disabled={!store.single || store.item?.points.length === 0}
          />
        </RadioGroup>
      </LabelledField>
      {kind === 'custom' && (
        <SelectField
          label={t('Point')}
          required
          value={atMs === null ? '' : String(atMs)}
          onChange={(value) => onChange({ kind, atMs: value === '' ? null : Number(value) })}
          options={[
            { value: '', label: t('Choose') },
            ...(store.item?.points ?? []).map((each) => ({
              value: String(each.stampMs),
              label: each.appConsistent
                ? t('{time}, app-consistent', { time: formats.time(each.stampMs) })
                : t('{time}, crash-consistent', { time: formats.time(each.stampMs) }),
            })),
          ]}
          error={asked && atMs === null ? t('Choose a point.') : null}
        />
      )}
    </>
  )
})
