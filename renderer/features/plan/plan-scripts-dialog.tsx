import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Spinner,
} from '@fluentui/react-components'
import { FolderArrowRightRegular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { t } from '../../../preload/contract/words.ts'
import { ScriptViewer } from '../../ui/script-viewer.tsx'
import type { PlanStore } from './plan-store.ts'

const useStyles = makeStyles({
  surface: { width: 'min(960px, calc(100vw - 48px))', maxWidth: 'none', height: 'min(680px, calc(100vh - 48px))', display: 'flex' },
  body: { height: '100%', width: '100%', gridTemplateRows: 'auto 1fr auto' },
  content: { display: 'flex', flexDirection: 'column', overflow: 'hidden', minHeight: 0 },
})

/** The scripts that carry the plan out, in the order they run. */
export const PlanScriptsDialog = observer(({ store }: { store: PlanStore }) => {
  const styles = useStyles()
  return (
    <Dialog open={store.scriptsOpen} onOpenChange={(_, data) => !data.open && store.closeScripts()}>
      <DialogSurface className={styles.surface} data-dialog="plan-scripts">
        <DialogBody className={styles.body}>
          <DialogTitle>{t('Scripts')}</DialogTitle>
          <DialogContent className={styles.content}>
            {store.scripts ? <ScriptViewer files={store.scripts} onCopy={store.copy} /> : <Spinner label={t('Writing the scripts')} />}
          </DialogContent>
          <DialogActions>
            <Button
              icon={<FolderArrowRightRegular />}
              disabled={!store.scripts || store.busy !== null}
              onClick={() => void store.saveScripts()}
            >
              {t('Save to folder')}
            </Button>
            <Button appearance="primary" onClick={store.closeScripts}>
              {t('Close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
})
