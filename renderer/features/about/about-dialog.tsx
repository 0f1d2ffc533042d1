import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
} from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import type { AppInfo } from '../../../preload/contract/shell.ts'
import { useRoot } from '../../app/context.ts'
import { FactList } from '../../ui/fact-list.tsx'

const useStyles = makeStyles({ content: { display: 'flex', flexDirection: 'column', gap: '16px' } })

const editions: Record<AppInfo['edition'], string> = {
  release: 'Release',
  evaluation: 'Evaluation: built from a fallback runtime, not for production use',
  development: 'Development: run from source',
}
const runtimes: Record<AppInfo['runtime'], string> = { official: 'Official Electron', fallback: 'Fallback Electron' }

/** What runs here, ready to be copied into a report of a fault. */
export const AboutDialog = observer(function AboutDialog() {
  const root = useRoot()
  const styles = useStyles()
  const { info } = root
  const facts = [
    { id: 'version', label: 'Version', value: info.version },
    { id: 'edition', label: 'Edition', value: editions[info.edition] },
    { id: 'runtime', label: 'Runtime', value: `${runtimes[info.runtime]} ${info.electron}` },
    { id: 'chrome', label: 'Chromium', value: info.chrome },
    { id: 'node', label: 'Node.js', value: info.node },
    { id: 'platform', label: 'Platform', value: info.platform },
  ]
  const text = [info.product, ...facts.map((fact) => `${fact.label}: ${fact.value}`)].join('\n')
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && root.closeDialog()}>
      <DialogSurface data-screen="about">
        <DialogBody>
          <DialogTitle>About {info.product}</DialogTitle>
          <DialogContent className={styles.content}>
            <FactList facts={facts} />
            <Text size={200}>
              Offsite Console works on this computer only. It sends nothing to a network, and it is no product of Microsoft; names of
              Microsoft products describe what it plans for.
            </Text>
          </DialogContent>
          <DialogActions>
            <Button onClick={() => void root.api.shell.copy({ text })}>Copy details</Button>
            <Button appearance="primary" onClick={root.closeDialog}>
              Close
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
})
