import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
} from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { ErrorShape } from '../../preload/contract/errors.ts'
import { t } from '../../preload/contract/words.ts'
import { ErrorBar } from './error-bar.tsx'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: '12px' },
  wide: { maxWidth: 'min(1080px, calc(100vw - 48px))', width: '1080px' },
})

/** A dialog with one deed: its fields, its fault, the deed, and Cancel, which leaves it all as it is. */
export const FormDialog = ({
  name,
  title,
  deed,
  leave = t('Cancel'),
  error,
  busy = false,
  wide = false,
  onSubmit,
  onClose,
  children,
}: {
  name: string
  title: string
  /** Caption of the button; null = there is nothing to do here but to close. */
  deed: string | null
  /** Caption of the button that leaves it all as it is. */
  leave?: string
  error: ErrorShape | null
  /** The deed waits: for the one that runs, or for an answer. */
  busy?: boolean
  /** It holds a list beside its fields. */
  wide?: boolean
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}) => {
  const styles = useStyles()
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface className={wide ? styles.wide : undefined} data-dialog={name}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            if (!busy) onSubmit()
          }}
        >
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={styles.content}>
              {error && <ErrorBar message={error.message} remedy={error.remedy ?? null} code={error.code} />}
              {children}
            </DialogContent>
            <DialogActions>
              {deed !== null && (
                <Button type="submit" appearance="primary" disabledFocusable={busy}>
                  {deed}
                </Button>
              )}
              <Button onClick={onClose}>{deed === null ? t('Close') : leave}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
