import { Spinner } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { type ReactNode, useEffect, useState } from 'react'
import { t } from '../../../../preload/contract/words.ts'
import { useCloseDialog, useRoot } from '../../../app/context.ts'
import { ErrorBar } from '../../../ui/error-bar.tsx'
import { WizardDialog } from '../../../wizard/wizard-dialog.tsx'
import { EnableContext } from './enable-context.ts'
import { enablePages } from './enable-pages.ts'
import { EnableStore } from './enable-store.ts'

/** W12: Enable replication; at its end the list of replicated items. */
export const EnableDialog = observer(function EnableDialog() {
  const root = useRoot()
  const closeDialog = useCloseDialog()
  const [store, setStore] = useState<EnableStore | null>(null)
  useEffect(() => {
    // Made here and not with the state: a store that was disposed must never be used again.
    const made = new EnableStore(root.api, enablePages, {
      closed: () => closeDialog(),
      finished: (outcome) => {
        root.openList('protectedItems')
        root.items.told(t('Replication of {n, plural, one {# machine} other {# machines}} is being enabled.', { n: outcome.done }), outcome)
      },
    })
    setStore(made)
    void made.begin()
    return () => made.dispose()
  }, [root, closeDialog])
  return store && <EnableWizard store={store} />
})

const EnableWizard = observer(function EnableWizard({ store }: { store: EnableStore }) {
  const root = useRoot()
  const error = store.loadError
  let waiting: ReactNode
  if (!store.begun)
    waiting = error ? (
      <ErrorBar
        message={error.message}
        remedy={error.remedy ?? null}
        code={error.code}
        actions={
          error.code === 'setup-unfinished'
            ? [{ label: t('Getting Started'), run: () => root.openGettingStarted() }]
            : [{ label: t('Try again'), run: () => void store.begin() }]
        }
      />
    ) : (
      <Spinner label={t('Reading the lab')} />
    )
  return (
    <EnableContext.Provider value={store}>
      <WizardDialog
        store={store.wizard}
        name="enable-replication"
        title={t('Enable replication')}
        ready={store.ready}
        waiting={waiting}
        savedText={null}
        finishLabel={t('Enable replication')}
        onCopy={(text) => void root.api.shell.copy({ text })}
      />
    </EnableContext.Provider>
  )
})
