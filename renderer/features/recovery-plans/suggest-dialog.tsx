import { Checkbox, mergeClasses } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useTableStyles } from '../../ui/data-table.tsx'
import { PlanForm } from './plan-form.tsx'
import type { PlanPageStore } from './plan-page-store.ts'
import { usePlanPageStyles } from './plan-styles.ts'

/** The suggested order, machine by machine with its reason; what is ticked is taken over, the rest stays where it is. */
export const SuggestDialog = observer(function SuggestDialog({ store }: { store: PlanPageStore }) {
  const styles = usePlanPageStyles()
  const table = useTableStyles()
  const places = store.proposal ?? []
  const moves = places.filter((place) => store.groupOf(place.id) !== place.group - 1)
  const [taken, setTaken] = useState<ReadonlySet<number>>(() => new Set(moves.map((place) => place.id)))
  const toggle = (id: number): void => {
    const next = new Set(taken)
    if (!next.delete(id)) next.add(id)
    setTaken(next)
  }
  const all = moves.length > 0 && moves.every((place) => taken.has(place.id))
  const submit = (): void => store.acceptProposal(taken)
  return (
    <PlanForm
      name="plan-suggest"
      title={t('Suggest order')}
      deed={t('Use {n, plural, one {# change} other {# changes}}', { n: taken.size })}
      ready={taken.size > 0}
      onSubmit={submit}
      onClose={() => store.closeProposal()}
    >
      {moves.length === 0 ? (
        <p className={styles.note}>{t('Every machine stands where tags and names would put it.')}</p>
      ) : (
        <Checkbox
          label={t('All changes')}
          checked={all ? true : taken.size > 0 ? 'mixed' : false}
          onChange={() => setTaken(all ? new Set() : new Set(moves.map((place) => place.id)))}
        />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div className={styles.proposal} tabIndex={0} role="group" aria-label={t('Suggested order')}>
        <table className={table.table} aria-label={t('Suggested order')}>
          <thead>
            <tr>
              {[t('Machine'), t('Now'), t('Suggested'), t('Reason')].map((heading) => (
                <th key={heading} scope="col" className={table.head}>
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {places.map((place) => {
              const now = store.groupOf(place.id) + 1
              const moved = now !== place.group
              return (
                <tr key={place.id} data-place={place.id}>
                  <td className={mergeClasses(table.cell, table.time)}>
                    {moved ? (
                      <Checkbox label={store.nameOf(place.id)} checked={taken.has(place.id)} onChange={() => toggle(place.id)} />
                    ) : (
                      <span className={styles.stays}>{store.nameOf(place.id)}</span>
                    )}
                  </td>
                  <td className={mergeClasses(table.cell, table.time)}>{t('Group {n}', { n: now })}</td>
                  <td className={mergeClasses(table.cell, table.time)}>{moved ? t('Group {n}', { n: place.group }) : t('stays')}</td>
                  <td className={table.cell}>{place.why}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </PlanForm>
  )
})
