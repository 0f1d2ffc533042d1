import { mergeClasses } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import type { KeyboardEvent } from 'react'
import { failoverKinds } from '../../../preload/contract/plain.ts'
import { t } from '../../../preload/contract/words.ts'
import { formatDuration } from '../../ui/format.ts'
import { keyOf, type PlanRow } from './plan-draft.ts'
import type { PlanPageStore } from './plan-page-store.ts'
import { usePlanPageStyles } from './plan-styles.ts'
import { kindWord } from './run-words.ts'

const textsOf = (store: PlanPageStore, row: PlanRow): { name: string; details: string } => {
  const group = store.groups[row.group]
  if (row.kind === 'group')
    return {
      name: t('Group {n}: Start', { n: row.group + 1 }),
      details: t('{n, plural, one {# machine} other {# machines}}', { n: group?.itemIds.length ?? 0 }),
    }
  if (row.kind === 'item') return { name: store.nameOf(row.item), details: store.statusOf(row.item) }
  const action = group?.[row.place][row.index]
  const step = row.place === 'pre' ? t('Group {n}: Pre-steps', { n: row.group + 1 }) : t('Group {n}: Post-steps', { n: row.group + 1 })
  const kind = action?.kind === 'manual' ? t('Manual action') : action?.kind === 'runbook' ? t('Runbook') : t('Script')
  const length =
    action && action.kind !== 'manual'
      ? action.durationMs > action.timeoutMs
        ? t('{length}, over its limit of {limit}', { length: formatDuration(action.durationMs), limit: formatDuration(action.timeoutMs) })
        : formatDuration(action.durationMs)
      : t('waits for a person')
  const kinds = action && action.runsIn.length < failoverKinds.length ? `, ${action.runsIn.map(kindWord).join(', ')}` : ''
  return { name: `${step}: ${action?.name ?? ''}`, details: `${kind}, ${length}${kinds}` }
}

/** Groups, machines and actions in the order in which they run; one stop for Tab, the rest by arrows. */
export const PlanRows = observer(function PlanRows({ store, onChange }: { store: PlanPageStore; onChange: () => void }) {
  const styles = usePlanPageStyles()
  const { rows } = store
  const keys = (event: KeyboardEvent): void => {
    const up = event.key === 'ArrowUp'
    if (up || event.key === 'ArrowDown') {
      const by = up ? -1 : 1
      if (event.altKey && event.shiftKey && store.row) store.toGroup(store.row.group + by)
      else if (event.altKey) store.move(by)
      else {
        const at = rows.findIndex((row) => keyOf(row) === store.chosen)
        const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]
        if (next) store.choose(keyOf(next))
      }
    } else if (event.key === 'Delete') store.remove()
    else if (event.key === 'Enter' && store.action) onChange()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={styles.rows}>
      <div className={mergeClasses(styles.row, styles.head)} aria-hidden>
        <span>{t('Stage name')}</span>
        <span>{t('Details')}</span>
      </div>
      <div className={styles.row}>
        <span>{t('All groups shut down')}</span>
        <span>{t('Not in a test failover')}</span>
      </div>
      <div className={styles.row}>
        <span>{t('All groups failover')}</span>
        <span>{t('{n, plural, one {# machine} other {# machines}}', { n: store.machines })}</span>
      </div>
      <div
        role="listbox"
        tabIndex={0}
        aria-label={t('Stages of the plan')}
        aria-activedescendant={store.row ? `stage-${keyOf(store.row)}` : undefined}
        onKeyDown={keys}
        onFocus={() => store.row === null && rows[0] && store.choose(keyOf(rows[0]))}
      >
        {rows.map((row) => {
          const { name, details } = textsOf(store, row)
          const key = keyOf(row)
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the list.
            // biome-ignore lint/a11y/useFocusableInteractive: the list keeps the focus and names its row.
            <div
              key={key}
              id={`stage-${key}`}
              role="option"
              aria-selected={store.chosen === key}
              data-stage={key}
              draggable={row.kind !== 'group'}
              className={mergeClasses(styles.row, row.kind === 'group' && styles.head, store.chosen === key && styles.chosen)}
              onClick={() => store.choose(key)}
              onDoubleClick={() => store.action && onChange()}
              onDragStart={(event) => event.dataTransfer.setData('text/plain', key)}
              onDragOver={(event) => event.preventDefault()}
              onDrop={(event) => {
                event.preventDefault()
                store.drop(event.dataTransfer.getData('text/plain'), row)
              }}
            >
              <span className={row.kind === 'item' ? styles.inner : undefined}>{name}</span>
              <span>{details}</span>
            </div>
          )
        })}
      </div>
    </div>
  )
})
