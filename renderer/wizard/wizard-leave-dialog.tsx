import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import type { WizardStore } from './wizard-store.ts'

/** Leaving midway: what was entered is kept as a draft, dropped, or the wizard goes on. */
export const WizardLeaveDialog = observer(({ store }: { store: WizardStore }) => (
  <Dialog open={store.dialog === 'leave'} modalType="alert" onOpenChange={(_, data) => !data.open && void store.leave('stay')}>
    <DialogSurface data-dialog="wizard-leave" style={{ maxWidth: '440px' }}>
      <DialogBody>
        <DialogTitle>Keep a draft?</DialogTitle>
        <DialogContent>
          A draft keeps what you entered, except a password, and the page you are on. Nothing is changed in the lab before Finish.
        </DialogContent>
        <DialogActions>
          <Button appearance="primary" onClick={() => void store.leave('keep')}>
            Keep
          </Button>
          <Button onClick={() => void store.leave('discard')}>Discard</Button>
          <Button onClick={() => void store.leave('stay')}>Stay</Button>
        </DialogActions>
      </DialogBody>
    </DialogSurface>
  </Dialog>
))
