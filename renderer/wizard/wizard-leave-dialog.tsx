import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { t } from '../../preload/contract/words.ts'
import type { WizardStore } from './wizard-store.ts'

/** Leaving midway: what was entered is kept as a draft, dropped, or the wizard goes on. */
export const WizardLeaveDialog = observer(({ store }: { store: WizardStore }) => (
  <Dialog open={store.dialog === 'leave'} modalType="alert" onOpenChange={(_, data) => !data.open && void store.leave('stay')}>
    <DialogSurface data-dialog="wizard-leave" style={{ maxWidth: '440px' }}>
      <DialogBody>
        <DialogTitle>{store.keepsDrafts ? t('Keep a draft?') : t('Discard what you entered?')}</DialogTitle>
        <DialogContent>
          {store.keepsDrafts
            ? t('A draft keeps what you entered, except a password, and the page you are on. Nothing is changed in the lab before Finish.')
            : t('Nothing was changed in the lab.')}
        </DialogContent>
        <DialogActions>
          {store.keepsDrafts && (
            <Button appearance="primary" onClick={() => void store.leave('keep')}>
              {t('Keep')}
            </Button>
          )}
          <Button onClick={() => void store.leave('discard')}>{t('Discard')}</Button>
          <Button onClick={() => void store.leave('stay')}>{t('Stay')}</Button>
        </DialogActions>
      </DialogBody>
    </DialogSurface>
  </Dialog>
))
