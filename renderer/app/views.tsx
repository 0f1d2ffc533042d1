import { observer } from 'mobx-react-lite'
import { type ComponentType, useCallback } from 'react'
import type { ListRow } from '../../preload/contract/inventory.ts'
import { t } from '../../preload/contract/words.ts'
import { ConnectView } from '../features/azure/connect-view.tsx'
import { BranchesView } from '../features/clock/branches-view.tsx'
import { ModelView } from '../features/clock/model-view.tsx'
import { GettingStartedView } from '../features/getting-started/getting-started-view.tsx'
import { ListView } from '../features/inventory/list-view.tsx'
import { OverviewView } from '../features/overview/overview-view.tsx'
import { PlanView } from '../features/plan/plan-view.tsx'
import { ReadinessView } from '../features/readiness/readiness-view.tsx'
import { PlanPageView } from '../features/recovery-plans/plan-page-view.tsx'
import { ItemView } from '../features/replication/item-view.tsx'
import { RunAsFrame } from '../features/run-as/run-as-frame.tsx'
import { ConsoleOptionsView } from '../features/settings/console-options-view.tsx'
import { PasswordsView } from '../features/settings/passwords-view.tsx'
import { RulePacksView } from '../features/settings/rule-packs-view.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { useRoot } from './context.ts'
import type { ListAddress } from './navigation-store.ts'
import { statusCell } from './recent-jobs-store.ts'

/** Pages that are no list, by the id of their node in the navigation tree: one line a page. */
const pages: Record<string, ComponentType> = {
  'page:model': ModelView,
  'page:overview': OverviewView,
  'page:getting-started': GettingStartedView,
  'page:connect': ConnectView,
  'page:item': ItemView,
  'page:plan': PlanView,
  'page:recovery-plan': PlanPageView,
  'page:readiness': ReadinessView,
  'page:branches': BranchesView,
  'page:console-options': ConsoleOptionsView,
  'page:passwords': PasswordsView,
  'page:rule-packs': RulePacksView,
}

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

/** Whatever the present place shows. */
export const CurrentView = observer(function CurrentView() {
  const root = useRoot()
  const address = root.navigation.current
  if (address.type === 'list' && address.kind === 'runAsAccounts')
    return (
      <RunAsFrame key={root.navigation.visit}>
        {(notices, overlay) => <ListView address={address} notices={notices} overlay={overlay} />}
      </RunAsFrame>
    )
  if (address.type === 'list' && address.kind === 'jobs') return <JobsView key={root.navigation.visit} address={address} />
  if (address.type === 'list') return <ListView key={root.navigation.visit} address={address} />
  if (address.type === 'workspace') return null
  const Page = pages[address.page]
  if (Page) return <Page key={root.navigation.visit} />
  return (
    <EmptyState icon="folder" title={t('There is no such place in this lab.')} action={{ label: t('Back'), run: root.navigation.back }} />
  )
})
