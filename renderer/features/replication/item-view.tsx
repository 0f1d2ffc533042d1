import { makeStyles, tokens } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { type ComponentType, useEffect, useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { followLab } from '../../app/follow.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { PageHeading } from '../../ui/page-heading.tsx'
import { PartTabs } from '../../ui/part-tabs.tsx'
import { ComputeNetworkTab } from './compute-network-tab.tsx'
import { ItemPageStore } from './item-page-store.ts'
import { OverviewTab } from './overview-tab.tsx'
import { RpoTab } from './rpo-tab.tsx'
import { DisksTab, EventsTab, PointsTab, PropertiesTab } from './table-tabs.tsx'
import { WhyTab } from './why-tab.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, minWidth: 0 },
  head: { padding: '8px 16px 0', flexShrink: 0 },
  bar: { padding: '8px 16px 0' },
  panel: {
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
    overflow: 'auto',
    flexGrow: 1,
    padding: '12px 16px 24px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
})

const tabs: readonly {
  id: string
  title: string
  Tab: ComponentType<{ store: ItemPageStore; open: (tab: string) => void; explain: (atMs: number) => void }>
}[] = [
  { id: 'overview', title: t('Overview'), Tab: OverviewTab },
  { id: 'properties', title: t('Properties'), Tab: PropertiesTab },
  { id: 'compute', title: t('Compute and Network'), Tab: ComputeNetworkTab },
  { id: 'disks', title: t('Disks'), Tab: DisksTab },
  { id: 'points', title: t('Recovery points'), Tab: PointsTab },
  { id: 'rpo', title: t('RPO'), Tab: RpoTab },
  { id: 'events', title: t('Events'), Tab: EventsTab },
  { id: 'why', title: t('Why'), Tab: WhyTab },
]

/** SCR-33: one replicated item; the place says which. */
export const ItemView = observer(function ItemView() {
  const root = useRoot()
  const styles = useStyles()
  const place = root.navigation.current
  const [[id, opened, instant]] = useState(() => {
    const [at = '0', tabAt = 'overview', instantAt] = place.type === 'page' ? (place.at ?? '0').split(' ') : []
    return [Number(at), tabAt, instantAt === undefined ? null : Number(instantAt)] as const
  })
  const [store] = useState(() => new ItemPageStore(root.api, id, instant))
  const [tab, setTab] = useState<string>(opened)
  useEffect(() => {
    void store.load()
    const stops = [followLab(root, store.load), root.onRefreshed(() => store.load())]
    return () => {
      for (const stop of stops) stop()
    }
  }, [store, root])
  // Back returns to the tab that was last looked at.
  const openTab = (to: string): void => {
    setTab(to)
    root.navigation.mark(`${id} ${to}`)
  }
  const name = store.item?.name ?? null
  useEffect(() => {
    if (name === null) return
    root.items.openPage({ id, name })
    return () => root.items.openPage(null)
  }, [root, id, name])
  const { error } = store
  const explain = (atMs: number): void => {
    void store.explainAt(atMs)
    setTab('why')
  }
  const Shown = tabs.find((each) => each.id === tab)?.Tab ?? OverviewTab
  return (
    <div className={styles.root} data-screen="SCR-33" data-ready={store.item !== null || error !== null}>
      <div className={styles.head}>
        <PageHeading>{name ?? t('Replicated item')}</PageHeading>
      </div>
      {error && (
        <div className={styles.bar}>
          <ErrorBar
            message={error.message}
            remedy={error.remedy ?? null}
            code={error.code}
            actions={[{ label: t('Back'), run: root.navigation.back }]}
          />
        </div>
      )}
      {store.item && (
        <>
          <PartTabs label={t('Parts of the item')} tabs={tabs} selected={tab} base="item" onSelect={openTab} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that scrolls must be reachable by keyboard */}
          <div className={styles.panel} role="tabpanel" id="item-panel" tabIndex={0} aria-labelledby={`item-tab-${tab}`}>
            <Shown store={store} open={openTab} explain={explain} />
          </div>
        </>
      )}
    </div>
  )
})
