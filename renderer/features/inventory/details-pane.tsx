import { makeStyles, Tab, TabList, tokens, typographyStyles } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useRoot } from '../../app/context.ts'
import { explain } from '../../app/notifications-store.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { type FormatContext, formatCount, plural } from '../../ui/format.ts'
import { ObjectIcon } from '../../ui/icons.tsx'
import { DetailBlockView } from './detail-blocks.tsx'
import type { ListStore } from './list-store.ts'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    flexShrink: 0,
    minHeight: 0,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  head: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    padding: '0 12px',
    minHeight: '36px',
    flexShrink: 0,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    overflow: 'hidden',
  },
  title: {
    ...typographyStyles.body1Strong,
    margin: 0,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    maxWidth: '260px',
  },
  body: { overflow: 'auto', padding: '12px 16px', flexGrow: 1, minHeight: 0, display: 'flex', flexDirection: 'column', gap: '16px' },
  hint: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, margin: 0 },
  count: { marginLeft: 'auto', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, whiteSpace: 'nowrap' },
  icon: { flexShrink: 0 },
})

/** What the lab knows of the active row, in tabs; Ctrl+PgUp and Ctrl+PgDn change the tab. */
export const DetailsPane = observer(function DetailsPane({ list, context }: { list: ListStore; context: FormatContext }) {
  const root = useRoot()
  const styles = useStyles()
  const { details: store } = list
  const { details, current } = store
  // On a low or much zoomed window the list keeps some rows in sight.
  const height = { height: `min(${root.preferences.values.detailsHeight}px, 60vh, max(120px, 100vh - 400px))` }
  if (!details) {
    return (
      <aside className={styles.root} style={height} aria-label="Details" data-pane="details">
        <div className={styles.body}>
          {store.error ? <Fault error={store.error} onRetry={() => void store.show(store.id)} /> : null}
          {store.id === null && <p className={styles.hint}>Select a row to see its details.</p>}
        </div>
      </aside>
    )
  }
  return (
    <aside className={styles.root} style={height} aria-label="Details" data-pane="details" data-details={details.id}>
      <div className={styles.head}>
        <ObjectIcon name={details.icon} className={styles.icon} />
        <h2 className={styles.title} title={details.title}>
          {details.title}
        </h2>
        <TabList
          size="small"
          selectedValue={current?.id ?? ''}
          aria-label={`Details of ${details.title}`}
          onTabSelect={(_, data) => list.openTab(String(data.value))}
        >
          {details.tabs.map((tab) => (
            <Tab key={tab.id} value={tab.id} id={`details-tab-${tab.id}`} aria-controls="details-panel">
              {tab.count === null ? tab.title : `${tab.title} ${formatCount(tab.count)}`}
            </Tab>
          ))}
        </TabList>
        {list.selectedCount > 1 && <span className={styles.count}>{plural(list.selectedCount, 'row')} selected</span>}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that scrolls must be reachable by keyboard */}
      <div className={styles.body} role="tabpanel" id="details-panel" tabIndex={0} aria-labelledby={`details-tab-${current?.id ?? ''}`}>
        {store.error ? <Fault error={store.error} onRetry={() => void store.show(store.id)} /> : null}
        {current?.blocks.map((block, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a tab have a fixed order
          <DetailBlockView key={`${current.id}-${i}`} block={block} label={current.title} context={context} onEdit={store.edit} />
        ))}
      </div>
    </aside>
  )
})

const Fault = ({ error, onRetry }: { error: unknown; onRetry: () => void }) => {
  const { message, remedy, code } = explain(error)
  return <ErrorBar message={message} remedy={remedy} code={code} actions={[{ label: 'Try again', run: onRetry }]} />
}
