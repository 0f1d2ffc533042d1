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
import { useRoot } from '../../app/context.ts'
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
    title: 'Lists',
    keys: [
      ['Arrows, PgUp, PgDn', 'move and select'],
      ['Ctrl+Home, Ctrl+End', 'first and last row'],
      ['Home, End', 'first and last column'],
      ['Shift+arrows', 'select a range'],
      ['Ctrl+arrows', 'move without selecting'],
      ['Space', 'select or leave out a row'],
      ['Ctrl+A', 'select all matching rows'],
      ['Ctrl+C', 'copy rows for a spreadsheet'],
      ['Enter', 'show details'],
      ['Shift+F10', 'menu of the row'],
      ['Up on the first row', 'to the headings: Enter sorts, Shift+Enter adds, Ctrl+Left/Right resizes'],
    ],
  },
  {
    title: 'Filter',
    keys: [
      ['Down', 'propose fields and values'],
      ['Tab', 'accept the proposal'],
      ['Enter', 'apply'],
      ['Esc', 'clear, then to the list'],
    ],
  },
  {
    title: 'Tree, tabs and panes',
    keys: [
      ['Right, Left', 'open, close a node'],
      ['*', 'open all nodes'],
      ['Ctrl+PgUp, Ctrl+PgDn', 'tab of the details'],
      ['F6, Shift+F6', 'next, previous pane'],
    ],
  },
  {
    title: 'Tiles',
    keys: [
      ['Arrows, Home, End', 'walk between tiles'],
      ['Enter', 'open what the tile counts'],
      ['Tab', 'to its numbers and its menu'],
      ['Ctrl+arrows', 'move'],
      ['Ctrl+Shift+arrows', 'make larger or smaller'],
      ['Del', 'hide'],
      ['F2', 'rename'],
      ['Shift+F10', 'menu of the tile'],
    ],
  },
  {
    title: 'Wizards',
    keys: [
      ['Alt+N, Alt+B', 'Next, Previous'],
      ['Alt+F', 'Finish'],
      ['Ctrl+S', 'save the draft'],
      ['Ctrl+Shift+V', 'View Script'],
    ],
  },
]

/** SCR-50: the keys of the registry, then those that belong to a place. */
export const KeyboardMapDialog = observer(function KeyboardMapDialog() {
  const root = useRoot()
  const styles = useStyles()
  const mac = root.info.platform === 'darwin'
  const commands = root.commands.all.filter((command) => command.key)
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && root.closeDialog()}>
      <DialogSurface className={styles.surface} data-screen="SCR-50">
        <DialogBody>
          <DialogTitle>Keyboard map</DialogTitle>
          <DialogContent tabIndex={0} className={styles.content}>
            <div className={styles.columns}>
              <KeySection title="Everywhere" keys={commands.map((command) => [printKey(command.key ?? '', mac), command.caption])} />
              {fixed.map((section) => (
                <KeySection key={section.title} {...section} />
              ))}
            </div>
          </DialogContent>
          <DialogActions>
            <Button onClick={() => void root.saveCollector()}>Save collector script</Button>
            <Button appearance="primary" onClick={root.closeDialog}>
              Close
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
