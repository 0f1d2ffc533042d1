import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { t } from '../../preload/contract/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { ScriptsDialog } from '../ui/scripts-dialog.tsx'
import type { WizardStore } from './wizard-store.ts'

interface Props {
  readonly store: WizardStore
  readonly onCopy: (text: string) => void
  readonly onSave?: () => void
}

/** The scripts that carry out what the wizard has so far. */
export const WizardScriptDialog = observer(({ store, onCopy, onSave }: Props) => {
  const { error, saved, files } = store.scripts
  return (
    <ScriptsDialog
      name="wizard-script"
      title={t('View Script')}
      open={store.dialog === 'script'}
      files={files}
      failed={error !== null}
      save={onSave && { caption: t('Save'), run: onSave }}
      onCopy={onCopy}
      onClose={store.closeScript}
    >
      {error && <ErrorBar message={error.message} remedy={error.remedy ?? null} code={error.code} />}
      {saved && (
        <MessageBar intent="success">
          <MessageBarBody>{saved}</MessageBarBody>
        </MessageBar>
      )}
    </ScriptsDialog>
  )
})
