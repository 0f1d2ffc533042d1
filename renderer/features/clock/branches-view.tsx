import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import type { BranchInfo } from '../../../preload/contract/clock.ts'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { useZone } from '../../app/use-zone.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { formatCount, formatWallTime } from '../../ui/format.ts'
import { PageHeading } from '../../ui/page-heading.tsx'
import { PartTabs } from '../../ui/part-tabs.tsx'
import { type PickColumn, PickList } from '../../ui/pick-list.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { BranchTabBody } from './branch-tabs.tsx'
import { BranchesStore, type BranchTab } from './branches-store.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, padding: '8px 16px 16px', gap: '8px', overflow: 'auto' },
  head: { display: 'flex', alignItems: 'center', gap: '8px', justifyContent: 'space-between', flexWrap: 'wrap' },
  hint: { margin: 0, maxWidth: '760px', color: tokens.colorNeutralForeground2 },
  list: { display: 'flex', flexDirection: 'column', height: '180px', flexShrink: 0 },
  panel: { display: 'flex', flexDirection: 'column', gap: '12px', flexGrow: 1, minHeight: '240px', paddingTop: '4px' },
})

const tabs: readonly { id: BranchTab; title: string }[] = [
  { id: 'summary', title: t('Summary') },
  { id: 'machines', title: t('Machines at its end') },
  { id: 'jobs', title: t('Jobs') },
  { id: 'log', title: t('Event log') },
  { id: 'compare', title: t('Compare') },
]

/** Every branch of the lab's time. Those that a rewind left can be read and compared; nothing deletes them. */
export const BranchesView = observer(function BranchesView() {
  const root = useRoot()
  const styles = useStyles()
  const zone = useZone()
  const [store] = useState(() => new BranchesStore(root.api))
  const branch = root.lab.info?.branch
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when a rewind opened another branch
  useEffect(() => void store.load(), [store, branch])
  useEffect(() => root.onRefreshed(() => store.load()), [store, root])
  const columns: PickColumn<BranchInfo>[] = [
    { id: 'id', label: t('Branch'), width: '72px', cell: (row) => row.id },
    {
      id: 'state',
      label: t('State'),
      width: '96px',
      cell: (row) => <StatusWord tone={row.current ? 'success' : 'neutral'}>{row.current ? t('Present') : t('Left')}</StatusWord>,
    },
    {
      id: 'from',
      label: t('Begins'),
      width: 'minmax(140px, 1fr)',
      cell: (row) =>
        row.parent === null
          ? t('{time}, with the lab', { time: zone.show(row.fromMs) })
          : t('{time}, from branch {parent}', { time: zone.show(row.fromMs), parent: row.parent }),
    },
    { id: 'to', label: t('Played to'), width: '136px', cell: (row) => zone.show(row.toMs) },
    { id: 'actions', label: t('Actions'), width: '72px', figure: true, cell: (row) => formatCount(row.actions) },
    { id: 'lines', label: t('Log lines'), width: '80px', figure: true, cell: (row) => formatCount(row.events) },
    {
      id: 'opened',
      label: t('Opened'),
      width: 'minmax(140px, 1fr)',
      cell: (row) => {
        const time = formatWallTime(row.openedWallMs, navigator.language)
        return row.openedBy === null ? time : t('{time}, rewind by {who}', { time, who: row.openedBy })
      },
    },
  ]
  const rewind = root.commands.get('clock.rewind')
  const { error } = store
  return (
    <div className={styles.root} data-screen="settings-branches" data-ready={store.loaded}>
      <div className={styles.head}>
        <PageHeading>
          {store.loaded ? t('Branches of time ({n})', { n: formatCount(store.branches.length) }) : t('Branches of time')}
        </PageHeading>
        <Button size="small" disabledFocusable={rewind?.enabled() !== true} onClick={() => root.commands.run('clock.rewind')}>
          {t('Rewind…')}
        </Button>
      </div>
      <p className={styles.hint}>
        {t('A rewind leaves a branch behind. It stays as it was: read its log, its jobs and its machines, and compare it with another.')}
      </p>
      {error && <ErrorBar message={error.message} remedy={error.remedy ?? null} code={error.code} />}
      <div className={styles.list}>
        <PickList
          label={t('Branches')}
          minWidth={820}
          columns={columns}
          rowCount={store.branches.length}
          rowAt={(index) => store.branches[index]}
          chosen={store.index}
          onChoose={store.choose}
        />
      </div>
      {store.current && (
        <>
          <PartTabs label={t('Parts of the branch')} tabs={tabs} selected={store.tab} base="branch" size="small" onSelect={store.show} />
          <div className={styles.panel} role="tabpanel" id="branch-panel" aria-labelledby={`branch-tab-${store.tab}`}>
            <BranchTabBody store={store} zone={zone} />
          </div>
        </>
      )}
    </div>
  )
})
