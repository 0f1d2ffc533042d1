import { mergeClasses } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import type { PlanRun } from '../../../preload/contract/recovery-plans.ts'
import { t } from '../../../preload/contract/words.ts'
import { useTableStyles } from '../../ui/data-table.tsx'
import { SelectField } from '../../ui/field.tsx'
import { formatDuration } from '../../ui/format.ts'
import { usePlanPageStyles } from './plan-styles.ts'
import { compareRuns } from './run-compare.ts'

const span = (ms: number | null): string => (ms === null ? '-' : formatDuration(ms))
const change = (ms: number | null): string => {
  if (ms === null) return '-'
  if (Math.abs(ms) < 1000) return t('same')
  return ms > 0 ? t('{span} longer', { span: formatDuration(ms) }) : t('{span} shorter', { span: formatDuration(-ms) })
}

/** Two runs of the history side by side; the newest and the one before it are proposed. */
export const PlanCompare = observer(function PlanCompare({ runs, nameOf }: { runs: readonly PlanRun[]; nameOf: (run: PlanRun) => string }) {
  const styles = usePlanPageStyles()
  const table = useTableStyles()
  const [chosen, setChosen] = useState<{ first: string | null; second: string | null }>({ first: null, second: null })
  const find = (id: string | null, proposed: PlanRun | undefined): PlanRun | undefined =>
    runs.find((run) => String(run.id) === id) ?? proposed
  const first = find(chosen.first, runs[1])
  const second = find(chosen.second, runs[0])
  if (!first || !second) return null
  const options = runs.map((run) => ({ value: String(run.id), label: nameOf(run) }))
  return (
    <section className={styles.run} aria-label={t('Compare runs')} data-compare={`${first.id} ${second.id}`}>
      <h3 className={styles.title}>{t('Compare runs')}</h3>
      <div className={styles.pair}>
        <SelectField label={t('Run')} value={String(first.id)} onChange={(id) => setChosen({ ...chosen, first: id })} options={options} />
        <SelectField
          label={t('With')}
          value={String(second.id)}
          onChange={(id) => setChosen({ ...chosen, second: id })}
          options={options}
        />
      </div>
      <table className={table.table} aria-label={t('Compare runs')}>
        <thead>
          <tr>
            <th scope="col" className={table.head}>
              {t('Figure')}
            </th>
            {[nameOf(first), nameOf(second), t('Change')].map((heading, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two runs may begin in the same minute.
              <th key={n} scope="col" className={mergeClasses(table.head, table.figure)}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {compareRuns(first, second).map((row) => (
            <tr key={row.id} data-figure={row.id}>
              <th scope="row" className={mergeClasses(table.cell, table.rowHead)}>
                {row.label}
              </th>
              <td className={mergeClasses(table.cell, table.figure)}>{span(row.first)}</td>
              <td className={mergeClasses(table.cell, table.figure)}>{span(row.second)}</td>
              <td className={mergeClasses(table.cell, table.figure)}>{change(row.change)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
})
