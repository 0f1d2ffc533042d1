import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components'
import { type ReactNode, useState } from 'react'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { errorShapeOf } from '../../wizard/error-shape.ts'
import { usePlanPageStyles } from './plan-styles.ts'

/** A dialog with one deed; it stays open and says why when the deed is refused. */
export const PlanForm = (props: {
  name: string
  title: string
  deed: string
  ready?: boolean
  onSubmit: () => unknown
  onClose: () => void
  children: ReactNode
}) => {
  const styles = usePlanPageStyles()
  const [error, setError] = useState<ErrorShape | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      await props.onSubmit()
    } catch (fault) {
      setError(errorShapeOf(fault))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && props.onClose()}>
      <DialogSurface data-dialog={props.name}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            if (!busy && props.ready !== false) void submit()
          }}
        >
          <DialogBody>
            <DialogTitle>{props.title}</DialogTitle>
            <DialogContent className={styles.form}>
              {error && <ErrorBar message={error.message} remedy={error.remedy ?? null} code={error.code} />}
              {props.children}
            </DialogContent>
            <DialogActions>
              <Button type="submit" appearance="primary" disabledFocusable={busy || props.ready === false}>
                {props.deed}
              </Button>
              <Button onClick={props.onClose}>{t('Cancel')}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
