import { makeStyles, tokens } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { plural, t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import type { FormatContext } from '../../ui/format.ts'
import { DetailsContent } from './details-content.tsx'
import type { ListStore } from './list-store.ts'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    flexShrink: 0,
    minHeight: 0,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  hint: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, margin: 0, padding: '12px 16px' },
  count: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, whiteSpace: 'nowrap' },
  alone: { marginLeft: 'auto' },
})

/** What the lab knows of the active row, in tabs; Ctrl+PgUp and Ctrl+PgDn change the tab. */
export const DetailsPane = observer(function DetailsPane({ list, context }: { list: ListStore; context: FormatContext }) {
  const root = useRoot()
  const styles = useStyles()
  const { details: store } = list
  // On a low or much zoomed window the list keeps some rows in sight.
  const height = { height: `min(${root.preferences.values.detailsHeight}px, 60vh, max(120px, 100vh - 400px))` }
  const { details } = store
  return (
    <aside
      className={styles.root}
      style={height}
      aria-label={t('Details')}
      data-pane="details"
      {...(details ? { 'data-details': details.id } : {})}
    >
      {store.id === null && !details ? (
        <p className={styles.hint}>{t('Select a row to see its details.')}</p>
      ) : (
        <DetailsContent store={store} context={context} onTab={list.openTab}>
          {list.selectedCount > 1 && (
            <span className={`${styles.count} ${details?.actions ? '' : styles.alone}`}>
              {t('{rows} selected', { rows: plural(list.selectedCount, 'row') })}
            </span>
          )}
        </DetailsContent>
      )}
    </aside>
  )
})
