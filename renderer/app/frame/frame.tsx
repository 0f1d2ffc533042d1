import { makeStyles, tokens } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useEffect } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { Splitter } from '../../ui/splitter.tsx'
import { useRoot } from '../context.ts'
import { CurrentView } from '../views.tsx'
import { JobsPane } from './jobs-pane.tsx'
import { NavigationPane } from './navigation-pane.tsx'
import { Ribbon } from './ribbon.tsx'
import { StatusBar } from './status-bar.tsx'

const useStyles = makeStyles({
  middle: { display: 'flex', flexGrow: 1, minHeight: 0 },
  navigation: { display: 'flex', flexShrink: 0, minHeight: 0 },
  main: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minWidth: 0,
    minHeight: 0,
    backgroundColor: tokens.colorNeutralBackground1,
  },
})

/** The window around an open lab: ribbon, navigation, content, status. */
export const Frame = observer(function Frame() {
  const root = useRoot()
  const styles = useStyles()
  const { navigation, trees, preferences } = root
  const address = navigation.current
  const first = address.type === 'workspace' ? trees.first(address.workspace) : null

  // A workspace opens at its first place as soon as its tree is known.
  useEffect(() => {
    if (!first) return
    if (first.list) navigation.openList({ ...first.list, nodeId: first.id, workspace: address.workspace })
    else navigation.openPage(address.workspace, first.id)
  }, [first, address.workspace, navigation])
  useEffect(() => {
    if (address.type === 'workspace' && !trees.of(address.workspace)) void trees.load(address.workspace)
  }, [address, trees])

  return (
    <>
      <Ribbon />
      <div className={styles.middle}>
        {preferences.values.navigationShown && (
          <nav className={styles.navigation} aria-label={t('Navigation')}>
            <NavigationPane />
            <Splitter
              direction="column"
              label={t('Width of the navigation pane')}
              value={preferences.values.navigationWidth}
              min={180}
              max={420}
              initial={240}
              onChange={(navigationWidth) => void preferences.set({ navigationWidth })}
            />
          </nav>
        )}
        <main className={styles.main} data-pane="content">
          <CurrentView />
        </main>
        {root.jobs.paneShown && <JobsPane />}
      </div>
      <StatusBar />
    </>
  )
})
