import { Button, Checkbox, Text } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import type { PlanCandidate } from '../../../preload/contract/recovery-plans.ts'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { LabelledField, TextField } from '../../ui/field.tsx'
import { usePlanPageStyles } from './plan-styles.ts'

/** Replicated machines of one source and model to tick, found by a part of their name, cloud or tag; those in `without` are not offered. */
export const ItemChoice = (props: {
  sourceId: number
  deploymentModel: 'resource-manager' | 'classic'
  without: readonly number[]
  chosen: ReadonlyMap<number, string>
  onChange: (chosen: ReadonlyMap<number, string>) => void
  error?: string | null
}) => {
  const root = useRoot()
  const styles = usePlanPageStyles()
  const [search, setSearch] = useState('')
  const [found, setFound] = useState<{ total: number; rows: readonly PlanCandidate[] } | null>(null)
  const { sourceId, deploymentModel, chosen } = props
  const without = JSON.stringify(props.without)
  useEffect(() => {
    let late = false
    root.api.recoveryPlans
      .candidates({ sourceId, deploymentModel, search, without: JSON.parse(without) as number[] })
      .then((got) => {
        if (!late) setFound(got)
      })
      .catch((error: unknown) => root.notifications.fault(error))
    return () => {
      late = true
    }
  }, [root, sourceId, deploymentModel, search, without])
  const rows = found?.rows ?? []
  const toggle = (row: PlanCandidate): void => {
    const next = new Map(chosen)
    if (!next.delete(row.id)) next.set(row.id, row.name)
    props.onChange(next)
  }
  const all = rows.length > 0 && rows.every((row) => chosen.has(row.id))
  const toggleAll = (): void => {
    const next = new Map(chosen)
    for (const row of rows)
      if (all) next.delete(row.id)
      else next.set(row.id, row.name)
    props.onChange(next)
  }
  return (
    <>
      <div className={styles.find}>
        <TextField label={t('Find machines')} value={search} maxLength={200} onChange={setSearch} placeholder={t('Name, cloud or tag')} />
        <Button disabled={rows.length === 0} onClick={toggleAll}>
          {all ? t('Clear those shown') : t('Select those shown')}
        </Button>
      </div>
      <LabelledField label={t('Select items ({n})', { n: chosen.size })} error={props.error ?? null}>
        <div role="group" aria-label={t('Select items')} className={styles.choice} data-candidates={found?.total ?? ''}>
          {found !== null && rows.length === 0 && (
            <Text>{search === '' ? t('No other machine is replicated.') : t('No machine is found.')}</Text>
          )}
          {rows.map((row) => (
            <div key={row.id} className={styles.candidate}>
              <Checkbox label={row.name} checked={chosen.has(row.id)} onChange={() => toggle(row)} />
              <span className={styles.note}>
                {row.plans.length === 0
                  ? t('{cloud}, {status}', { cloud: row.cloud, status: row.status })
                  : t('{cloud}, {status}, in {plans}', { cloud: row.cloud, status: row.status, plans: row.plans.join(', ') })}
              </span>
            </div>
          ))}
          {found !== null && found.total > rows.length && (
            <Text className={styles.note}>
              {t('{shown} of {total} are shown. Search to find the others.', { shown: rows.length, total: found.total })}
            </Text>
          )}
        </div>
      </LabelledField>
    </>
  )
}
