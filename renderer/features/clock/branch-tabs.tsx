import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import type { BranchEnd, BranchItem } from '../../../preload/contract/clock.ts'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import type { LabZone } from '../../app/use-zone.ts'
import { useTableStyles } from '../../ui/data-table.tsx'
import { type FactItem, FactList } from '../../ui/fact-list.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { formatBytes, formatCount, formatDuration, unknown } from '../../ui/format.ts'
import { type PickColumn, PickList } from '../../ui/pick-list.tsx'
import { CellValue } from '../../ui/status-word.tsx'
import type { BranchesStore, BranchJob, Difference } from './branches-store.ts'

const useStyles = makeStyles({
  field: { maxWidth: '320px' },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  hash: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  line: { fontFamily: tokens.fontFamilyMonospace },
})

interface Props {
  store: BranchesStore
  zone: LabZone
}

const span = (ms: number | null): string => (ms === null ? unknown : formatDuration(ms))
const healths = { normal: 'healthy', warning: 'warning', critical: 'critical', 'not-applicable': 'not-applicable' } as const
const context = { sizeSuffix: 'GiB', timeZone: 'UTC' } as const
const Health = ({ item }: { item: BranchItem }) => <CellValue value={healths[item.health]} format="health" context={context} />

export const BranchTabBody = observer(function BranchTabBody(props: Props) {
  switch (props.store.tab) {
    case 'summary':
      return <Summary {...props} />
    case 'machines':
      return <Machines {...props} />
    case 'jobs':
      return <Jobs {...props} />
    case 'log':
      return <Log {...props} />
    case 'compare':
      return <Compare {...props} />
  }
})

const endFacts = (end: BranchEnd): readonly { id: string; label: string; value: string }[] => [
  { id: 'items', label: t('Machines'), value: formatCount(end.items) },
  { id: 'protected', label: t('Protected'), value: formatCount(end.protected) },
  { id: 'critical', label: t('Critical'), value: formatCount(end.critical) },
  { id: 'warning', label: t('Warning'), value: formatCount(end.warning) },
  { id: 'normal', label: t('Healthy'), value: formatCount(end.normal) },
  { id: 'failedOver', label: t('Failed over'), value: formatCount(end.failedOver) },
  { id: 'worst', label: t('Worst RPO'), value: span(end.worstRpoMs) },
  { id: 'median', label: t('Median RPO'), value: span(end.medianRpoMs) },
  { id: 'backlog', label: t('Not in Azure yet'), value: formatBytes(end.pendingBytes) },
  { id: 'loss', label: t('Worst loss of a failover'), value: span(end.worstLossMs) },
  { id: 'lossBytes', label: t('Lost by failovers'), value: formatBytes(end.lossBytes) },
]

const Summary = observer(function Summary({ store, zone }: Props) {
  const root = useRoot()
  const styles = useStyles()
  const { details } = store
  if (!details) return null
  const { info, end, sha256 } = details
  const facts: FactItem[] = [
    { id: 'end', label: t('Ends'), value: zone.show(end.endMs) },
    ...endFacts(end),
    { id: 'lines', label: t('Log lines'), value: formatCount(info.events) },
    {
      id: 'hash',
      label: t('sha256 of the log'),
      top: true,
      value: (
        <>
          <span className={styles.hash} data-hash>
            {sha256}
          </span>{' '}
          <Button size="small" appearance="subtle" onClick={() => void root.copy(sha256, t('The hash'))}>
            {t('Copy')}
          </Button>
        </>
      ),
    },
  ]
  return <FactList facts={facts} />
})

const Machines = observer(function Machines({ store }: Props) {
  const styles = useStyles()
  const { items } = store
  const columns: PickColumn<BranchItem>[] = [
    { id: 'name', label: t('Name'), width: 'minmax(120px, 1fr)', cell: (row) => row.name },
    { id: 'health', label: t('Replication health'), width: '140px', cell: (row) => <Health item={row} /> },
    { id: 'status', label: t('Status'), width: 'minmax(160px, 1.5fr)', cell: (row) => row.status },
    { id: 'rpo', label: t('RPO'), width: '96px', figure: true, cell: (row) => span(row.rpoMs) },
    { id: 'points', label: t('Points'), width: '64px', figure: true, cell: (row) => formatCount(row.points) },
    { id: 'backlog', label: t('Backlog'), width: '96px', figure: true, cell: (row) => formatBytes(row.pendingBytes) },
    { id: 'loss', label: t('Lost'), width: '96px', figure: true, cell: (row) => span(row.lossMs) },
  ]
  return (
    <>
      <div className={styles.field}>
        <TextField label={t('Filter')} value={store.filter} onChange={store.setFilter} placeholder={t('Name or status')} />
      </div>
      {items.loaded && items.total === 0 ? (
        <p className={styles.note}>{store.filter === '' ? t('Nothing was protected at its end.') : t('No item matches this filter.')}</p>
      ) : (
        <PickList
          label={t('Machines at the end of the branch')}
          columns={columns}
          minWidth={760}
          rowCount={items.total}
          rowAt={items.at}
          onVisible={items.see}
        />
      )}
    </>
  )
})

const Jobs = observer(function Jobs({ store, zone }: Props) {
  const styles = useStyles()
  const { jobs } = store
  const columns: PickColumn<BranchJob>[] = [
    { id: 'name', label: t('Name'), width: 'minmax(160px, 1fr)', cell: (row) => row.name },
    {
      id: 'status',
      label: t('Status'),
      width: '160px',
      cell: (row) => <CellValue value={row.status} format="jobStatus" context={context} />,
    },
    { id: 'owner', label: t('Owner'), width: '120px', cell: (row) => row.owner },
    { id: 'start', label: t('Start Time'), width: '136px', cell: (row) => zone.show(row.startedMs) },
    { id: 'end', label: t('End Time'), width: '136px', cell: (row) => (row.endedMs === null ? unknown : zone.show(row.endedMs)) },
  ]
  if (jobs.loaded && jobs.total === 0) return <p className={styles.note}>{t('No jobs on this branch.')}</p>
  return (
    <PickList label={t('Jobs of the branch')} columns={columns} minWidth={760} rowCount={jobs.total} rowAt={jobs.at} onVisible={jobs.see} />
  )
})

const Log = observer(function Log({ store }: Props) {
  const styles = useStyles()
  const { log } = store
  const columns: PickColumn<string>[] = [
    {
      id: 'line',
      label: t('Line, as the hash counts it'),
      width: 'minmax(0, 1fr)',
      cell: (row) => (
        <span className={styles.line} title={row}>
          {row}
        </span>
      ),
    },
  ]
  if (log.loaded && log.total === 0) return <p className={styles.note}>{t('Nothing has happened on this branch.')}</p>
  return <PickList label={t('Event log of the branch')} columns={columns} rowCount={log.total} rowAt={log.at} onVisible={log.see} />
})

const Compare = observer(function Compare({ store, zone }: Props) {
  const styles = useStyles()
  const table = useTableStyles()
  const { comparison, differences } = store
  const others = store.branches.filter(({ id }) => id !== store.chosen)
  if (others.length === 0) return <p className={styles.note}>{t('There is one branch only. A rewind opens another.')}</p>
  const sides = comparison === null ? null : [comparison.a, comparison.b]
  const facts = sides?.map((end) => [{ id: 'end', label: t('Ends'), value: zone.show(end.endMs) }, ...endFacts(end)])
  const state = (item: BranchItem | null): string => item?.status ?? t('Not protected')
  const columns: PickColumn<Difference>[] = [
    { id: 'name', label: t('Name'), width: 'minmax(100px, 1fr)', cell: (row) => row.name },
    { id: 'a', label: t('Status in {id}', { id: store.other ?? '' }), width: 'minmax(120px, 1.5fr)', cell: (row) => state(row.a) },
    { id: 'b', label: t('Status in {id}', { id: store.chosen ?? '' }), width: 'minmax(120px, 1.5fr)', cell: (row) => state(row.b) },
    {
      id: 'rpoA',
      label: t('RPO in {id}', { id: store.other ?? '' }),
      width: '88px',
      figure: true,
      cell: (row) => span(row.a?.rpoMs ?? null),
    },
    {
      id: 'rpoB',
      label: t('RPO in {id}', { id: store.chosen ?? '' }),
      width: '88px',
      figure: true,
      cell: (row) => span(row.b?.rpoMs ?? null),
    },
    {
      id: 'lossA',
      label: t('Lost in {id}', { id: store.other ?? '' }),
      width: '88px',
      figure: true,
      cell: (row) => span(row.a?.lossMs ?? null),
    },
    {
      id: 'lossB',
      label: t('Lost in {id}', { id: store.chosen ?? '' }),
      width: '88px',
      figure: true,
      cell: (row) => span(row.b?.lossMs ?? null),
    },
  ]
  return (
    <>
      <div className={styles.field}>
        <SelectField
          label={t('Compare with')}
          value={String(store.other ?? '')}
          onChange={(value) => store.compareWith(Number(value))}
          options={others.map(({ id, toMs }) => ({
            value: String(id),
            label: t('Branch {id}, played to {time}', { id, time: zone.show(toMs) }),
          }))}
        />
      </div>
      {facts && (
        <table className={table.table} aria-label={t('Both branches at their ends')}>
          <thead>
            <tr>
              <th scope="col" className={table.head}>
                {t('At the end')}
              </th>
              {[store.other, store.chosen].map((id) => (
                <th key={id} scope="col" className={table.head}>
                  {t('Branch {id}', { id: id ?? '' })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {facts[0]?.map((fact, n) => (
              <tr key={fact.id} data-fact={fact.id}>
                <th scope="row" className={`${table.cell} ${table.rowHead}`}>
                  {fact.label}
                </th>
                <td className={table.cell}>{fact.value}</td>
                <td className={table.cell}>{facts[1]?.[n]?.value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {comparison && (
        <p className={styles.note}>
          {comparison.total === 0
            ? t('All machines stand alike.')
            : t('{different} stand otherwise, {same} alike.', {
                different: t('{n, plural, one {# machine} other {# machines}}', { n: comparison.total }),
                same: formatCount(comparison.same),
              })}
        </p>
      )}
      {differences.total > 0 && (
        <PickList
          label={t('Machines that stand otherwise')}
          columns={columns}
          minWidth={760}
          rowCount={differences.total}
          rowAt={differences.at}
          onVisible={differences.see}
        />
      )}
    </>
  )
})
