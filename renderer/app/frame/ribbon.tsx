import { makeStyles, mergeClasses, Tab, TabList, tokens, useArrowNavigationGroup } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import type { Command, RibbonTab } from '../commands.ts'
import { useRoot } from '../context.ts'
import { ClockStrip } from './clock-strip.tsx'
import { FileMenu } from './file-menu.tsx'
import { RibbonGroup } from './ribbon-group.tsx'
import { useFittedGroups } from './use-fitted-groups.ts'

const useStyles = makeStyles({
  root: { flexShrink: 0, backgroundColor: tokens.colorNeutralBackground2, borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  tabs: { display: 'flex', alignItems: 'center', height: '28px', backgroundColor: tokens.colorNeutralBackground3 },
  tab: { height: '28px', fontSize: tokens.fontSizeBase200 },
  contextual: { borderTop: `2px solid ${tokens.colorPaletteMarigoldBorderActive}` },
  groups: { display: 'flex', height: '88px', overflowX: 'auto', overflowY: 'hidden' },
})

const names: Record<RibbonTab, string> = {
  home: t('Home'),
  vm: t('Virtual Machine'),
  item: t('Replicated Item'),
  plan: t('Recovery Plan'),
  view: t('View'),
}

/** Tabs and groups, drawn from the command registry. */
export const Ribbon = observer(function Ribbon() {
  const root = useRoot()
  const styles = useStyles()
  const [wanted, setWanted] = useState<RibbonTab>('home')
  const touring = root.dialog?.name === 'tour'
  // The tour shows commands of the first tab.
  useEffect(() => {
    if (touring) setWanted('home')
  }, [touring])
  const arrows = useArrowNavigationGroup({ axis: 'both', circular: true })
  const { workspace } = root.navigation
  const withVms = root.activeList?.kind === 'vms'
  const withPlans = root.activeList?.kind === 'recoveryPlans' || root.navigation.planId !== null
  const contextual: RibbonTab[] = withVms ? ['vm'] : root.items.shown ? ['item'] : withPlans ? ['plan'] : []
  const tabs: RibbonTab[] = ['home', ...contextual, 'view']
  const tab = tabs.includes(wanted) ? wanted : 'home'
  const minimised = root.preferences.values.ribbonMinimised

  const groups = new Map<string, Command[]>()
  for (const command of root.commands.all) {
    const place = command.ribbon
    if (!place || place.tab !== tab || (place.workspaces && !place.workspaces.includes(workspace))) continue
    groups.set(place.group, [...(groups.get(place.group) ?? []), command])
  }
  // Showing and planning come before data, as in VMM; what is not named keeps its place behind.
  const order = [t('Virtual Machine'), t('Vault'), t('Planning'), t('Show'), t('Layout'), t('Display'), t('Data'), t('Window')]
  const sorted = [...groups].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
  const { strip, levels } = useFittedGroups(sorted.map(([, commands]) => commands.map(({ id }) => id).join(' ')))

  return (
    <section className={styles.root} data-pane="ribbon" aria-label={t('Ribbon')}>
      <div className={styles.tabs}>
        <FileMenu />
        <TabList
          size="small"
          selectedValue={tab}
          onTabSelect={(_, data) => setWanted(data.value as RibbonTab)}
          aria-label={t('Ribbon tabs')}
        >
          {tabs.map((id) => (
            <Tab
              key={id}
              value={id}
              id={`ribbon-tab-${id}`}
              aria-controls="ribbon-groups"
              className={mergeClasses(styles.tab, id !== 'home' && id !== 'view' && styles.contextual)}
              onDoubleClick={() => root.commands.run('view.ribbon')}
            >
              {names[id]}
            </Tab>
          ))}
        </TabList>
        <ClockStrip />
      </div>
      {!minimised && (
        <div id="ribbon-groups" ref={strip} className={styles.groups} role="tabpanel" aria-labelledby={`ribbon-tab-${tab}`} {...arrows}>
          {sorted.map(([name, commands], i) => (
            <RibbonGroup key={name} name={name} commands={commands} shrink={levels[i] ?? 0} />
          ))}
        </div>
      )}
    </section>
  )
})
