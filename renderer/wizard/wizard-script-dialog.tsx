import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Spinner,
} from '@fluentui/react-components'
import { SaveRegular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { t } from '../../preload/contract/words.ts'
import { ScriptViewer } from '../ui/script-viewer.tsx'
import type { WizardStore } from './wizard-store.ts'

const useStyles = makeStyles({
  surface: { width: 'min(860px, calc(100vw - 48px))', maxWidth: 'none', height: 'min(600px, calc(100vh - 48px))', display: 'flex' },
  body: { height: '100%', width: '100%', gridTemplateRows: 'auto 1fr auto' },
  content: { display: 'flex', flexDirection: 'column', rowGap: '8px', overflow: 'hidden', minHeight: 0 },
})

interface Props {
  readonly store: WizardStore
  readonly onCopy: (text: string) => void
  readonly onSave?: () => void
}

/** The scripts that carry out what the wizard has so far. */
export const WizardScriptDialog = observer(({ store, onCopy, onSave }: Props) => {
  const styles = useStyles()
  return (
    <Dialog open={store.dialog === 'script'} onOpenChange={(_, data) => !data.open && store.closeScript()}>
      <DialogSurface className={styles.surface} data-dialog="wizard-script">
        <DialogBody className={styles.body}>
          <DialogTitle>{t('View Script')}</DialogTitle>
          <DialogContent className={styles.content}>
            {store.scripts.error && (
              <MessageBar intent="error" layout="multiline">
                <MessageBarBody>
                  {store.scripts.error.message} {store.scripts.error.remedy}
                </MessageBarBody>
              </MessageBar>
            )}
            {store.scripts.saved && (
              <MessageBar intent="success">
                <MessageBarBody>{store.scripts.saved}</MessageBarBody>
              </MessageBar>
            )}
            {!store.scripts.error && !store.scripts.files && <Spinner label={t('Writing the scripts')} />}
            {store.scripts.files && <ScriptViewer files={store.scripts.files} onCopy={onCopy} />}
          </DialogContent>
          <DialogActions>
            {onSave && (
              <Button icon={<SaveRegular />} disabled={!store.scripts.files} onClick={onSave}>
                {t('Save')}
              </Button>
            )}
            <Button appearance="primary" onClick={store.closeScript}>
              {t('Close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
})
