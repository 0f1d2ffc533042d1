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
import { SaveRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import type { ScriptFile } from '../../preload/contract/setup.ts'
import { t } from '../../preload/contract/words.ts'
import { ScriptViewer } from './script-viewer.tsx'

const useStyles = makeStyles({
  surface: { width: 'min(960px, calc(100vw - 48px))', maxWidth: 'none', height: 'min(680px, calc(100vh - 48px))', display: 'flex' },
  body: { height: '100%', width: '100%', gridTemplateRows: 'auto 1fr auto' },
  content: { display: 'flex', flexDirection: 'column', rowGap: '8px', overflow: 'hidden', minHeight: 0 },
})

/** Scripts to read, to copy and, with `save`, to keep; while they are written it says so. */
export const ScriptsDialog = ({
  name,
  title,
  open,
  files,
  failed = false,
  save,
  onCopy,
  onClose,
  children,
}: {
  name: string
  title: string
  open: boolean
  /** null = they are being written. */
  files: readonly ScriptFile[] | null
  /** They could not be written: the children say why. */
  failed?: boolean
  save?: { caption: string; busy?: boolean; run: () => void }
  onCopy: (text: string) => void
  onClose: () => void
  /** What is to be said above the scripts. */
  children?: ReactNode
}) => {
  const styles = useStyles()
  return (
    <Dialog open={open} onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface className={styles.surface} data-dialog={name}>
        <DialogBody className={styles.body}>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content}>
            {children}
            {files ? <ScriptViewer files={files} onCopy={onCopy} /> : !failed && <Spinner label={t('Writing the scripts')} />}
          </DialogContent>
          <DialogActions>
            {save && (
              <Button icon={<SaveRegular />} disabled={!files || save.busy} onClick={save.run}>
                {save.caption}
              </Button>
            )}
            <Button appearance="primary" onClick={onClose}>
              {t('Close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
