import { Breadcrumb, BreadcrumbDivider, BreadcrumbItem, Button, makeStyles, tokens } from '@fluentui/react-components'
import { reaction } from 'mobx'
import { observer } from 'mobx-react-lite'
import { Fragment, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ListKind, ListRow } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { followLab, followProgress } from '../../app/follow.ts'
import type { ListAddress } from '../../app/navigation-store.ts'
import { explain } from '../../app/notifications-store.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { type FormatContext, formatCount } from '../../ui/format.ts'
import { Grid } from '../../ui/grid/grid.tsx'
import { PageHeading } from '../../ui/page-heading.tsx'
import { Splitter } from '../../ui/splitter.tsx'
import { DetailsPane } from './details-pane.tsx'
import { FilterBox, FilterChips, FilterFault } from './filter-box.tsx'
import { listOf } from './first-list.ts'
import { emptyLists, kindScreens } from './kinds.ts'
import { RowMenu } from './row-menu.tsx'

const useStyles = makeStyles({
  // On a low or much zoomed window filter, rows and details scroll together instead of standing over what is below.
  root: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minHeight: 0,
    minWidth: 0,
    '@media (max-height: 560px)': { overflowY: 'auto' },
  },
  head: { display: 'flex', alignItems: 'center', gap: '8px', minHeight: '40px', padding: '0 16px', flexShrink: 0 },
  crumbs: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, overflow: 'hidden', whiteSpace: 'nowrap' },
  bar: { display: 'flex', alignItems: 'center', gap: '12px', minHeight: '40px', padding: '0 16px 4px', flexShrink: 0 },
  shown: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, whiteSpace: 'nowrap', marginLeft: 'auto' },
  main: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minHeight: '96px',
    '@media (max-height: 560px)': { flexShrink: 0, minHeight: '120px' },
    position: 'relative',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  error: { padding: '8px 16px' },
})

/** Lists whose rows change while the clock plays. */
const playedKinds: readonly ListKind[] = ['vms', 'protectedItems', 'azureVms', 'azureResources', 'recoveryPlans', 'jobs', 'events']
/** Lists with a filter field of age. */
const clockKinds: readonly ListKind[] = ['jobs', 'events', 'azureVms']

/** A list of one kind: filter, grid, details. Made anew for each visit, so that Back finds its own filter and row. */
export const ListView = observer(function ListView({
  address,
  notices,
  overlay,
}: {
  address: ListAddress
  /** Shown above the rows: what a feature has to say about this list. */
  notices?: ReactNode
  /** What a feature knows of a row that the lab doesn't. */
  overlay?: (row: ListRow) => ListRow
}) {
  const root = useRoot()
  const styles = useStyles()
  const [list] = useState(() => listOf(root, address))
  const [menu, setMenu] = useState<{ x: number; y: number } | null>(null)
  const area = useRef<HTMLDivElement>(null)
  const { preferences } = root

  useEffect(() => {
    root.setActiveList(list)
    if (!list.begun) void list.open()
    const followed = followLab(root, () => list.reload(), { played: playedKinds.includes(list.kind) })
    const stops: (() => void)[] = [followed]
    if (list.kind === 'jobs') stops.push(followProgress(root.api, list.details))
    // "24 h" of a filter is counted back from the lab's clock, which moves without a change of the lab.
    if (clockKinds.includes(list.kind)) stops.push(reaction(() => root.lab.info?.clockMs, followed.ask))
    return () => {
      for (const stop of stops) stop()
      if (root.activeList === list) root.setActiveList(null)
    }
  }, [list, root])

  const focusGrid = useCallback((): void => area.current?.querySelector<HTMLElement>('[role="grid"]')?.focus(), [])
  // What the grid is given stays the same from one drawing to the next, so that it draws again only for what changed.
  const rowAt = useCallback(
    (index: number): ListRow | undefined => {
      const row = list.rowAt(index)
      return row && overlay ? overlay(row) : row
    },
    [list, overlay],
  )
  const copy = useCallback(() => root.commands.run('list.copy'), [root])
  const { sizeSuffix } = preferences.values
  const timeZone = root.lab.info?.timeZone ?? 'UTC'
  const context: FormatContext = useMemo(() => ({ sizeSuffix, timeZone, locale: navigator.language }), [sizeSuffix, timeZone])
  const path = root.trees.pathOf(address)
  // The heading says the last part again when both have one name.
  const above = path.at(-1)?.label.toLowerCase() === list.title.toLowerCase() ? path.slice(0, -1) : path
  const nothing = list.loaded && list.shown === 0 && !list.error
  const empty = emptyLists[list.kind]
  const fill = empty.command === null ? undefined : root.commands.get(empty.command)
  const fault = list.error === null ? null : explain(list.error)
  const open = useCallback((): void => {
    if (list.kind === 'protectedItems') root.commands.run('item.open')
    else if (list.kind === 'azureVms') root.commands.run('connect.open')
    else if (!preferences.values.detailsShown) void preferences.set({ detailsShown: true })
  }, [preferences, root, list])

  return (
    <div className={styles.root} data-screen={kindScreens[list.kind]} data-ready={list.loaded}>
      <header className={styles.head}>
        {above.length > 0 && path.length > 1 && (
          <Breadcrumb size="small" aria-label={t('Place')} className={styles.crumbs}>
            {above.map((node, i) => (
              <Fragment key={node.id}>
                <BreadcrumbItem>{node.label}</BreadcrumbItem>
                {(i < above.length - 1 || above !== path) && <BreadcrumbDivider />}
              </Fragment>
            ))}
          </Breadcrumb>
        )}
        <PageHeading>{list.loaded ? `${list.title} (${formatCount(list.shown)})` : list.title}</PageHeading>
      </header>
      <div className={styles.bar}>
        <FilterBox filter={list.filter} onLeave={focusGrid} />
        <span className={styles.shown}>
          {list.loaded &&
            (list.shown === list.total
              ? t('{total} in all', { total: formatCount(list.total) })
              : t('{shown} of {total}', { shown: formatCount(list.shown), total: formatCount(list.total) }))}
        </span>
      </div>
      <FilterFault filter={list.filter} />
      <FilterChips filter={list.filter} />
      {notices}
      <div className={styles.main} ref={area}>
        {fault && (
          <div className={styles.error}>
            <ErrorBar
              message={fault.message}
              remedy={fault.remedy}
              code={fault.code}
              actions={[
                { label: t('Try again'), run: () => void list.open() },
                { label: t('Copy details'), run: () => void root.api.shell.copy({ text: fault.details }) },
              ]}
            />
          </div>
        )}
        {list.loaded && list.shown === 0 && list.total === 0 && !fault ? (
          <EmptyState
            icon={empty.icon}
            title={empty.title}
            why={empty.why}
            action={fill && fill.enabled() === true ? { label: fill.caption, run: () => root.commands.run(fill.id) } : null}
          />
        ) : list.loaded && list.shown === 0 && !fault ? (
          <EmptyState icon={empty.icon} title={t('No item matches this filter.')} why={list.filter.applied}>
            <Button onClick={() => void list.filter.clear()}>{t('Clear filter')}</Button>
          </EmptyState>
        ) : (
          list.columns.length > 0 && (
            <Grid
              label={list.title}
              columns={list.shownColumns}
              sort={list.sort}
              rowCount={list.shown}
              content={list.filter.applied}
              rowHeight={preferences.rowHeight}
              context={context}
              rowAt={rowAt}
              isSelected={list.isSelected}
              selectionState={list.selectionState}
              activeIndex={list.activeIndex}
              onVisible={list.see}
              onMove={list.move}
              onToggleAll={list.toggleAll}
              onSort={list.sortBy}
              onOpen={open}
              onCopy={copy}
              onSelectAll={list.selectAll}
              onMenu={setMenu}
            />
          )
        )}
      </div>
      {preferences.values.detailsShown && !nothing && (
        <>
          <Splitter
            direction="row"
            label={t('Height of the details pane')}
            value={preferences.values.detailsHeight}
            min={120}
            max={Math.min(900, Math.round(window.innerHeight * 0.6))}
            initial={220}
            onChange={(detailsHeight) => void preferences.set({ detailsHeight })}
          />
          <DetailsPane list={list} context={context} />
        </>
      )}
      <RowMenu
        kind={list.kind}
        point={menu}
        onClose={() => {
          setMenu(null)
          focusGrid()
        }}
      />
    </div>
  )
})
