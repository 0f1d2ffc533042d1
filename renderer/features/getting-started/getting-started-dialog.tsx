import { Spinner } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { type ReactNode, useEffect, useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useCloseDialog, useRoot } from '../../app/context.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { formatWallClock } from '../../ui/format.ts'
import { WizardDialog } from '../../wizard/wizard-dialog.tsx'
import { GettingStartedStore } from './getting-started-store.ts'
import { SetupContext } from './setup-context.ts'
import { gettingStartedPages } from './setup-pages.ts'

/** Getting Started, from the kept draft or from proposals; Finish opens the plan. */
export const GettingStartedDialog = observer(() => {
  const root = useRoot()
  const closeDialog = useCloseDialog()
  const [store, setStore] = useState<GettingStartedStore | null>(null)
  useEffect(() => {
    // Made here and not with the state: a store that was disposed must never be used again.
    const made = new GettingStartedStore(root.api, gettingStartedPages, {
      closed: () => closeDialog(),
      finished: (_result, openJobs) => (openJobs ? root.openList('jobs') : root.openPlan()),
    })
    setStore(made)
    void made.begin()
    return () => made.dispose()
  }, [root, closeDialog])
  return store && <SetupWizard store={store} />
})

const SetupWizard = observer(({ store }: { store: GettingStartedStore }) => {
  const root = useRoot()
  const error = store.loadError
  const retry = () => void (store.begun ? store.reloadOptions() : store.begin())
  const saved = store.wizard.savedWallMs
  let waiting: ReactNode
  if (!store.begun || !store.options)
    waiting = error ? (
      <ErrorBar message={error.message} remedy={error.remedy} code={error.code} actions={[{ label: t('Try again'), run: retry }]} />
    ) : (
      <Spinner label={t('Reading the lab')} />
    )
  return (
    <SetupContext.Provider value={store}>
      <WizardDialog
        store={store.wizard}
        name="getting-started"
        title={t('Getting Started')}
        ready={store.ready}
        waiting={waiting}
        savedText={saved === null ? null : t('Draft saved {saved}', { saved: formatWallClock(saved) })}
        onCopy={(text) => void root.api.shell.copy({ text })}
        onSaveScripts={() => void store.saveScripts()}
      />
    </SetupContext.Provider>
  )
})
