import { Text } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useCloseDialog, useRoot } from '../../app/context.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { RunAsStore } from './run-as-store.ts'

/** Asks before an account and its password go; says where it is used when they may not. */
export const DeleteRunAsDialog = observer(function DeleteRunAsDialog({ id }: { id: number }) {
  const root = useRoot()
  const closeDialog = useCloseDialog()
  const [store] = useState(() => new RunAsStore(root.api))
  useEffect(() => void store.load(), [store])

  const account = store.of(id)
  const used = (account?.usedBy.length ?? 0) > 0
  const submit = async (): Promise<void> => {
    if (!account || !(await store.remove(id))) return
    root.notifications.announce(t('{name} is deleted.', { name: account.name }))
    closeDialog()
  }
  return (
    <FormDialog
      name="run-as-delete"
      title={account ? t('Delete {name}', { name: account.name }) : t('Delete')}
      deed={account && !used ? t('Delete') : null}
      error={store.error}
      busy={store.busy}
      onSubmit={() => void submit()}
      onClose={closeDialog}
    >
      {account && used && (
        <>
          <Text>{t("{name} can't be deleted while it is used to sign in to the proxy by:", { name: account.name })}</Text>
          <ul>
            {account.usedBy.map((server) => (
              <li key={server}>{server}</li>
            ))}
          </ul>
        </>
      )}
      {account && !used && <Text>{t('Nothing uses this account. Its password is removed from the keychain of this PC.')}</Text>}
    </FormDialog>
  )
})
