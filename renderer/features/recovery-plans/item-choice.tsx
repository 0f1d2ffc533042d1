import { Checkbox, Text } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import type { ListRow } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { LabelledField } from '../../ui/field.tsx'

/** Replicated machines to tick, the first 500 by name; those in `without` are not offered. */
export const ItemChoice = (props: {
  without: readonly number[]
  chosen: ReadonlyMap<number, string>
  onChange: (chosen: ReadonlyMap<number, string>) => void
}) => {
  const root = useRoot()
  const [rows, setRows] = useState<readonly ListRow[] | null>(null)
  useEffect(() => {
    root.api.inventory
      .window({ query: { kind: 'protectedItems' }, offset: 0, limit: 500 })
      .then((window) => setRows(window.rows))
      .catch((error: unknown) => root.notifications.fault(error))
  }, [root])
  const offered = rows?.filter((row) => !props.without.includes(row.id)) ?? []
  const toggle = (row: ListRow): void => {
    const next = new Map(props.chosen)
    if (!next.delete(row.id)) next.set(row.id, String(row.cells.name ?? row.id))
    props.onChange(next)
  }
  return (
    <LabelledField label={t('Select items ({n})', { n: props.chosen.size })}>
      <div role="group" aria-label={t('Select items')} style={{ maxHeight: '240px', overflowY: 'auto' }}>
        {rows !== null && offered.length === 0 && <Text>{t('No other machine is replicated.')}</Text>}
        {offered.map((row) => (
          <div key={row.id}>
            <Checkbox label={String(row.cells.name ?? row.id)} checked={props.chosen.has(row.id)} onChange={() => toggle(row)} />
          </div>
        ))}
      </div>
    </LabelledField>
  )
}
