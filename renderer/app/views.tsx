import { observer } from 'mobx-react-lite'
import { useCallback, useEffect } from 'react'
import type { ListRow } from '../../preload/contract/inventory.ts'
import { t } from '../../preload/contract/words.ts'
import { ListView } from '../features/inventory/list-view.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { useRoot } from './context.ts'
import type { Address, ListAddress } from './navigation-store.ts'
import { statusCell } from './recent-jobs-store.ts'

/** The jobs with the progress that those under way tell between two changes of the lab. */
const JobsView = observer(function JobsView({ address }: { address: ListAddress }) {
  const { jobs } = useRoot()
  const { underWay } = jobs
  const overlay = useCallback(
    (row: ListRow): ListRow => {
      const job = underWay.find(({ id }) => id === row.id)
      return job ? { ...row, cells: { ...row.cells, status: statusCell(job), progress: job.progress } } : row
    },
    [underWay],
  )
  return <ListView address={address} overlay={overlay} />
})

/** A page that is no list, or a list with a frame of its own: in the part of the window that is loaded after the first picture. */
const LaterView = observer(function LaterView({ address }: { address: Exclude<Address, { type: 'workspace' }> }) {
  const { later, navigation } = useRoot()
  useEffect(() => void later.load(), [later])
  // For a moment, and only when a place is opened sooner than the window could read ahead.
  if (!later.parts) return null
  const { pages, RunAsFrame } = later.parts
  if (address.type === 'list')
    return <RunAsFrame>{(notices, overlay) => <ListView address={address} notices={notices} overlay={overlay} />}</RunAsFrame>
  const Page = pages[address.page]
  if (Page) return <Page />
  return <EmptyState icon="folder" title={t('There is no such place in this lab.')} action={{ label: t('Back'), run: navigation.back }} />
})

/** Whatever the present place shows. */
export const CurrentView = observer(function CurrentView() {
  const { navigation } = useRoot()
  const address = navigation.current
  if (address.type === 'workspace') return null
  if (address.type === 'page' || address.kind === 'runAsAccounts') return <LaterView key={navigation.visit} address={address} />
  if (address.kind === 'jobs') return <JobsView key={navigation.visit} address={address} />
  return <ListView key={navigation.visit} address={address} />
})
