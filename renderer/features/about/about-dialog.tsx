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
import { t } from '../../../preload/contract/words.ts'
import { useCloseDialog, useRoot } from '../../app/context.ts'
import { FactList } from '../../ui/fact-list.tsx'

const useStyles = makeStyles({ content: { display: 'flex', flexDirection: 'column', gap: '16px' } })

const editions: Record<AppInfo['edition'], string> = {
  release: t('Release'),
  evaluation: t('Evaluation: built from a fallback runtime, not for production use'),
  development: t('Development: run from source'),
}
const runtimes: Record<AppInfo['runtime'], string> = { official: t('Official Electron'), fallback: t('Fallback Electron') }

/** What runs here, ready to be copied into a report of a fault. */
export const AboutDialog = observer(function AboutDialog() {
  const root = useRoot()
  const closeDialog = useCloseDialog()
  const styles = useStyles()
  const { info } = root
  const facts = [
    { id: 'version', label: t('Version'), value: info.version },
    { id: 'edition', label: t('Edition'), value: editions[info.edition] },
    { id: 'runtime', label: t('Runtime'), value: `${runtimes[info.runtime]} ${info.electron}` },
    { id: 'chrome', label: 'Chromium', value: info.chrome },
    { id: 'node', label: 'Node.js', value: info.node },
    { id: 'platform', label: t('Platform'), value: info.platform },
  ]
  const text = [info.product, ...facts.map((fact) => `${fact.label}: ${fact.value}`)].join('\n')
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && closeDialog()}>
      <DialogSurface data-screen="about">
        <DialogBody>
          <DialogTitle>{t('About {product}', { product: info.product })}</DialogTitle>
          <DialogContent className={styles.content}>
            <FactList facts={facts} />
            <Text size={200}>
              {t(
                'Offsite Console works on this computer only. It sends nothing to a network, and it is no product of Microsoft; names of Microsoft products describe what it plans for.',
              )}
            </Text>
          </DialogContent>
          <DialogActions>
            <Button onClick={() => void root.api.shell.copy({ text })}>{t('Copy details')}</Button>
            <Button appearance="primary" onClick={closeDialog}>
              {t('Close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
})
