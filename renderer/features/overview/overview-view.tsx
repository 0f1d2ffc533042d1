import {
  Button,
  Menu,
  MenuDivider,
  MenuGroupHeader,
  MenuItem,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Skeleton,
  SkeletonItem,
  tokens,
} from '@fluentui/react-components'
import { Grid20Regular } from '@fluentui/react-icons'
import { reaction } from 'mobx'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { explain } from '../../app/notifications-store.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { FactList } from '../../ui/fact-list.tsx'
import { formatWallClock } from '../../ui/format.ts'
import { PageHeading } from '../../ui/page-heading.tsx'
import { DashboardStore } from './dashboard-store.ts'
import { TileBoard } from './tile-board.tsx'

const useStyles = makeStyles({
  root: { overflowY: 'auto', flexGrow: 1, padding: '8px 16px 24px', display: 'flex', flexDirection: 'column', gap: '12px' },
  head: { display: 'flex', alignItems: 'center', gap: '8px 12px', flexWrap: 'wrap', flexShrink: 0 },
  updated: { marginLeft: 'auto', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  essentials: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    padding: '8px 12px',
    backgroundColor: tokens.colorNeutralBackground2,
    flexShrink: 0,
  },
  summary: { cursor: 'pointer', fontWeight: tokens.fontWeightSemibold, marginBottom: '4px' },
})

/** SCR-25: the vault at a glance. Every number opens the list that it counted; the tiles lie as the user likes. */
export const OverviewView = observer(function OverviewView() {
  const root = useRoot()
  const styles = useStyles()
  const [store] = useState(() => new DashboardStore(root.api, root.notifications, root.lab))
  useEffect(() => {
    store.reload()
    const stops = [
      root.api.inventory.onChanged(store.reload),
      root.engine.onRestarted(store.reload),
      root.onRefreshed(store.load),
      // Figures of 24 hours follow the clock, Getting Started follows the draft that its window leaves.
      reaction(() => [root.lab.info?.clockMs, root.dialog === null], store.reload),
      store.stop,
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [store, root])
  const { state, vault } = store
  const fault = store.error === null ? null : explain(store.error)
  return (
    <div className={styles.root} data-screen="SCR-25" data-ready={state !== null}>
      <header className={styles.head}>
        <PageHeading>{vault ? t('{vault}, Overview', { vault: vault.name }) : t('Overview')}</PageHeading>
        {state && (
          <>
            <span className={styles.updated}>{t('Updated {time}', { time: formatWallClock(state.wallMs, navigator.language) })}</span>
            <EditTiles store={store} />
          </>
        )}
      </header>
      {fault && (
        <ErrorBar
          message={fault.message}
          remedy={fault.remedy}
          code={fault.code}
          actions={[{ label: t('Try again'), run: () => void store.load() }]}
        />
      )}
      {state ? (
        <Contents store={store} />
      ) : (
        !fault && (
          <Skeleton aria-label={t('Reading the figures')}>
            <SkeletonItem size={96} />
          </Skeleton>
        )
      )}
    </div>
  )
})

/** Which tiles are shown, and the way back to how they lay at first. */
const EditTiles = observer(function EditTiles({ store }: { store: DashboardStore }) {
  const may = store.canArrange
  const { choices } = store
  const shown = choices.filter((choice) => choice.shown).map((choice) => choice.id)
  return (
    <Menu
      inline
      positioning={{ strategy: 'fixed' }}
      checkedValues={{ tiles: shown }}
      onCheckedValueChange={(_, data) => {
        const changed = choices.find(({ id }) => shown.includes(id) !== data.checkedItems.includes(id))
        if (changed) void (changed.shown ? store.hide(changed.id) : store.show(changed.id))
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" size="small" icon={<Grid20Regular />} data-edit-tiles>
          {t('Edit tiles')}
        </Button>
      </MenuTrigger>
      <MenuPopover style={{ zIndex: 1000 }}>
        <MenuList>
          {may !== true && <MenuGroupHeader>{may}</MenuGroupHeader>}
          {choices.map(({ id, title }) => (
            <MenuItemCheckbox key={id} name="tiles" value={id} disabled={may !== true} data-tile-choice={id}>
              {title}
            </MenuItemCheckbox>
          ))}
          <MenuDivider />
          <MenuItem disabled={may !== true} onClick={() => void store.reset()} data-tile-command="reset">
            {t('Reset')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
})

const Contents = observer(function Contents({ store }: { store: DashboardStore }) {
  const styles = useStyles()
  const { vault, state, shown } = store
  const cell = (name: string): string => String(vault?.cells[name] ?? '-')
  return (
    <>
      {vault ? (
        <details className={styles.essentials} open>
          <summary className={styles.summary}>{t('Essentials')}</summary>
          <FactList
            facts={[
              { id: 'group', label: t('Resource group'), value: cell('resourceGroup') },
              { id: 'region', label: t('Location'), value: cell('region') },
              { id: 'subscription', label: t('Subscription'), value: cell('subscription') },
              { id: 'rules', label: t('Rules'), value: state?.rulePack ?? '-' },
            ]}
          />
        </details>
      ) : (
        <NoVault />
      )}
      {shown.length > 0 ? (
        <TileBoard store={store} />
      ) : (
        <EmptyState
          icon="overview"
          title={t('Every tile is hidden')}
          why={t('Edit tiles shows them again, one by one or all.')}
          action={store.canArrange === true ? { label: t('Reset'), run: () => void store.reset() } : null}
        />
      )}
    </>
  )
})

const NoVault = observer(function NoVault() {
  const root = useRoot()
  const start = root.commands.get('recovery.gettingStarted')
  return (
    <ErrorBar
      intent="info"
      message={t('No vault yet.')}
      remedy={t('Getting Started creates one, for the machines that you import.')}
      actions={start?.enabled() === true ? [{ label: start.caption, run: () => root.commands.run(start.id) }] : []}
    />
  )
})
