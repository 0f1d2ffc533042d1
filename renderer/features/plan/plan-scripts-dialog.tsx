import { observer } from 'mobx-react-lite'
import { t } from '../../../preload/contract/words.ts'
import { ScriptsDialog } from '../../ui/scripts-dialog.tsx'
import type { PlanStore } from './plan-store.ts'

/** The scripts that carry the plan out, in the order they run. */
export const PlanScriptsDialog = observer(({ store }: { store: PlanStore }) => (
  <ScriptsDialog
    name="plan-scripts"
    title={t('Scripts')}
    open={store.scriptsOpen}
    files={store.scripts}
    save={{ caption: t('Save to folder'), busy: store.busy, run: () => void store.saveScripts() }}
    onCopy={store.copy}
    onClose={store.closeScripts}
  />
))
