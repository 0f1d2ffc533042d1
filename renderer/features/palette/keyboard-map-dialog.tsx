import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
  typographyStyles,
} from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { t } from '../../../preload/contract/words.ts'
import { useCloseDialog, useRoot } from '../../app/context.ts'
import { printKey } from '../../app/keys.ts'

const useStyles = makeStyles({
  surface: { maxWidth: 'min(1120px, calc(100vw - 48px))' },
  content: { padding: '4px 8px', margin: '0 -8px' },
  columns: { columnWidth: '300px', columnGap: '32px', fontSize: tokens.fontSizeBase200 },
  section: { marginBottom: '16px', '& tr': { breakInside: 'avoid' } },
  title: { ...typographyStyles.body1Strong, margin: '0 0 4px', breakAfter: 'avoid' },
  table: { width: '100%', borderCollapse: 'collapse' },
  key: {
    width: '152px',
    textAlign: 'left',
    fontWeight: tokens.fontWeightRegular,
    fontFamily: tokens.fontFamilyMonospace,
    padding: '2px 8px 2px 0',
    verticalAlign: 'top',
  },
})

const fixed: readonly { title: string; keys: readonly [string, string][] }[] = [
  {
    title: t('Lists'),
    keys: [
      [t('Arrows, PgUp, PgDn'), t('move and select')],
      [t('Ctrl+Home, Ctrl+End'), t('first and last row')],
      [t('Home, End'), t('first and last column')],
      [t('Shift+arrows'), t('select a range')],
      [t('Ctrl+arrows'), t('move without selecting')],
      ['Space', t('select or leave out a row')],
      ['Ctrl+A', t('select all matching rows')],
      ['Ctrl+C', t('copy rows for a spreadsheet')],
      ['Enter', t('show details')],
      ['Shift+F10', t('menu of the row')],
      [t('Up on the first row'), t('to the headings: Enter sorts, Shift+Enter adds, Ctrl+Left/Right resizes')],
    ],
  },
  {
    title: t('Filter'),
    keys: [
      ['Down', t('propose fields and values')],
      ['Tab', t('accept the proposal')],
      ['Enter', t('apply')],
      ['Esc', t('clear, then to the list')],
    ],
  },
  {
    title: t('Tree, tabs and panes'),
    keys: [
      [t('Right, Left'), t('open, close a node')],
      ['*', t('open all nodes')],
      [t('Ctrl+PgUp, Ctrl+PgDn'), t('tab of the details')],
      [t('F6, Shift+F6'), t('next, previous pane')],
    ],
  },
  {
    title: t('Tiles'),
    keys: [
      [t('Arrows, Home, End'), t('walk between tiles')],
      ['Enter', t('open what the tile counts')],
      ['Tab', t('to its numbers and its menu')],
      [t('Ctrl+arrows'), t('move')],
      [t('Ctrl+Shift+arrows'), t('make larger or smaller')],
      [t('Del'), t('hide')],
      ['F2', t('rename')],
      ['Shift+F10', t('menu of the tile')],
    ],
  },
  {
    title: t('Wizards'),
    keys: [
      [t('Alt+N, Alt+B'), t('Next, Previous')],
      ['Alt+F', t('Finish')],
      ['Ctrl+S', t('save the draft')],
      ['Ctrl+Shift+V', t('View Script')],
    ],
  },
]

/** SCR-50: the keys of the registry, then those that belong to a place. */
export const KeyboardMapDialog = observer(function KeyboardMapDialog() {
  const root = useRoot()
  const closeDialog = useCloseDialog()
  const styles = useStyles()
  const mac = root.info.platform === 'darwin'
  const commands = root.commands.all.filter((command) => command.key)
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && closeDialog()}>
      <DialogSurface className={styles.surface} data-screen="SCR-50">
        <DialogBody>
          <DialogTitle>{t('Keyboard map')}</DialogTitle>
          <DialogContent tabIndex={0} className={styles.content}>
            <div className={styles.columns}>
              <KeySection title={t('Everywhere')} keys={commands.map((command) => [printKey(command.key ?? '', mac), command.caption])} />
              {fixed.map((section) => (
                <KeySection key={section.title} {...section} />
              ))}
            </div>
          </DialogContent>
          <DialogActions>
            <Button onClick={() => void root.saveCollector()}>{t('Save collector script')}</Button>
            <Button appearance="primary" onClick={closeDialog}>
              {t('Close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
})

const KeySection = ({ title, keys }: { title: string; keys: readonly (readonly [string, string])[] }) => {
  const styles = useStyles()
  return (
    <section className={styles.section}>
      <h3 className={styles.title}>{title}</h3>
      <table className={styles.table}>
        <tbody>
          {keys.map(([key, what]) => (
            <tr key={key}>
              <th scope="row" className={styles.key}>
                {key}
              </th>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
