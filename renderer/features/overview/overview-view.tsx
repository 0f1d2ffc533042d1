import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import { useRoot } from '../../app/context.ts'
import { explain } from '../../app/notifications-store.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { FactList } from '../../ui/fact-list.tsx'
import { formatCount } from '../../ui/format.ts'
import { PageHeading } from '../../ui/page-heading.tsx'
import { Tile, TileFigure, TileWords } from '../../ui/tile.tsx'
import { verdictWords } from '../../ui/verdict-words.ts'
import { type OverviewFigures, OverviewStore, recoveryJobs, registered } from './overview-store.ts'

const useStyles = makeStyles({
  root: { overflowY: 'auto', flexGrow: 1, padding: '8px 16px 24px', display: 'flex', flexDirection: 'column', gap: '16px' },
  essentials: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    padding: '8px 12px',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  summary: { cursor: 'pointer', fontWeight: tokens.fontWeightSemibold, marginBottom: '4px' },
  tiles: { display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(184px, 1fr))', gap: '12px' },
})

/** SCR-25: the vault at a glance. Every figure opens the list that it counted. */
export const OverviewView = observer(function OverviewView() {
  const root = useRoot()
  const styles = useStyles()
  const [store] = useState(() => new OverviewStore(root.api))
  useEffect(() => {
    void store.load()
    const stops = [root.api.inventory.onChanged(() => void store.load()), root.engine.onRestarted(() => void store.load())]
    return () => {
      for (const stop of stops) stop()
    }
  }, [store, root])
  const { figures } = store
  const fault = store.error === null ? null : explain(store.error)
  return (
    <div className={styles.root} data-screen="SCR-25" data-ready={figures !== null}>
      <PageHeading>{figures?.vault ? `${figures.vault.name}, Overview` : 'Overview'}</PageHeading>
      {fault && (
        <ErrorBar
          message={fault.message}
          remedy={fault.remedy}
          code={fault.code}
          actions={[{ label: 'Try again', run: () => void store.load() }]}
        />
      )}
      {figures ? (
        <Figures figures={figures} />
      ) : (
        !fault && (
          <Skeleton aria-label="Reading the figures">
            <SkeletonItem size={96} />
          </Skeleton>
        )
      )}
    </div>
  )
})

const Figures = observer(function Figures({ figures }: { figures: OverviewFigures }) {
  const root = useRoot()
  const styles = useStyles()
  const { totals, progress, readiness, vault } = figures
  const done = progress.pages.filter((page) => page.done).length
  const cell = (name: string): string => String(vault?.cells[name] ?? '-')
  if (totals.vms === 0 && !vault) {
    const fill = root.commands.get('import.open')
    return (
      <EmptyState
        icon="vault"
        title="No vault yet"
        why="Getting Started creates one. It needs machines first: import an export of System Center VMM."
        action={fill?.enabled() === true ? { label: fill.caption, run: () => root.commands.run('import.open') } : null}
      />
    )
  }
  return (
    <>
      {vault && (
        <details className={styles.essentials} open>
          <summary className={styles.summary}>Essentials</summary>
          <FactList
            facts={[
              { id: 'group', label: 'Resource group', value: cell('resourceGroup') },
              { id: 'region', label: 'Location', value: cell('region') },
              { id: 'subscription', label: 'Subscription', value: cell('subscription') },
              { id: 'rules', label: 'Rules', value: readiness.rulePack },
            ]}
          />
        </details>
      )}
      <div className={styles.tiles}>
        <Tile id="start" title="Getting Started">
          <TileFigure
            value={`${formatCount(done)} of ${formatCount(progress.pages.length)}`}
            label={`Getting Started, ${done} of ${progress.pages.length} pages done`}
            note={progress.finished ? 'Finished' : progress.draft ? 'A draft is kept' : 'Not started'}
            onOpen={() => root.navigation.openPage('recovery', 'page:getting-started')}
          />
        </Tile>
        <Tile id="ready" title="Readiness" wide>
          <TileWords
            items={readiness.verdicts.map((item) => ({
              id: item.verdict,
              ...verdictWords[item.verdict],
              count: item.count,
              onOpen: () => root.openList('vms', item.where),
            }))}
          />
        </Tile>
        <Tile id="items" title="Replicated items">
          <TileFigure
            value={formatCount(totals.protectedItems)}
            label={`Replicated items, ${totals.protectedItems}`}
            note={totals.protectedItems === 0 ? 'Nothing is protected' : `of ${formatCount(totals.vms)} machines`}
            onOpen={() => root.openList('protectedItems')}
          />
        </Tile>
        <Tile id="plans" title="Recovery plans">
          <TileFigure
            value={formatCount(totals.recoveryPlans)}
            label={`Recovery plans, ${totals.recoveryPlans}`}
            note={totals.recoveryPlans === 0 ? 'No plans' : 'in the vault'}
            onOpen={() => root.openList('recoveryPlans')}
          />
        </Tile>
        <Tile id="jobs" title="Site Recovery jobs">
          <TileFigure
            value={formatCount(figures.jobs)}
            label={`Site Recovery jobs, ${figures.jobs}`}
            note={figures.jobs === 0 ? 'No jobs' : 'in all'}
            onOpen={() => root.openList('jobs', recoveryJobs)}
          />
        </Tile>
        <Tile id="servers" title="Servers">
          <TileFigure
            value={formatCount(figures.servers)}
            label={`Servers, ${figures.servers}`}
            note={figures.servers === 0 ? 'No server registered' : 'registered'}
            onOpen={() => root.openList('vmmServers', registered)}
          />
        </Tile>
        <Tile id="maps" title="Network mappings">
          <TileFigure
            value={formatCount(figures.mappings)}
            label={`Network mappings, ${figures.mappings}`}
            note={`of ${formatCount(totals.vmNetworks)} VM networks`}
            onOpen={() => root.openList('mappings')}
          />
        </Tile>
        <Tile id="policies" title="Replication policies">
          <TileFigure
            value={formatCount(figures.policies)}
            label={`Replication policies, ${figures.policies}`}
            note={figures.policies === 0 ? 'No policies' : 'in the vault'}
            onOpen={() => root.openList('policies')}
          />
        </Tile>
        <Tile id="space" title="Storage accounts">
          <TileFigure
            value={formatCount(figures.storageAccounts)}
            label={`Storage accounts, ${figures.storageAccounts}`}
            note={figures.storageAccounts === 0 ? 'None yet' : 'in the target'}
            onOpen={() => root.openList('storageAccounts')}
          />
        </Tile>
      </div>
    </>
  )
})
