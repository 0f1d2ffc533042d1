import { Text } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useCloseDialog, useRoot } from '../../app/context.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { PasswordFields } from './password-fields.tsx'
import { PasswordFormStore } from './password-form-store.ts'
import { RunAsStore } from './run-as-store.ts'

/** Another password for an account, or the first one on this computer. */
export const RunAsPasswordDialog = observer(function RunAsPasswordDialog({ id }: { id: number }) {
  const root = useRoot()
  const closeDialog = useCloseDialog()
  const [form] = useState(() => new PasswordFormStore(root.api))
  const [accounts] = useState(() => new RunAsStore(root.api))
  const [typed, setTyped] = useState({ password: '', confirm: '' })
  useEffect(() => {
    void form.load()
    void accounts.load()
  }, [form, accounts])

  const account = accounts.of(id)
  const first = account?.secret === 'missing' || account?.secret === 'none'
  const submit = async (): Promise<void> => {
    const done = await form.submit(typed, (password) =>
      password === null ? Promise.resolve() : root.api.runAsAccounts.setPassword({ id, password }),
    )
    if (!done) return
    root.notifications.announce(t('The password of {name} is in the keychain.', { name: account?.name ?? t('the account') }))
    closeDialog()
  }
  return (
    <FormDialog
      name="run-as-password"
      title={first ? t('Enter password') : t('Replace password')}
      deed="OK"
      error={form.error ?? accounts.error}
      busy={form.busy}
      onSubmit={() => void submit()}
      onClose={closeDialog}
    >
      {account && (
        <Text translate="no">
          {account.name}, {account.userName}
        </Text>
      )}
      <PasswordFields form={form} typed={typed} onChange={setTyped} label={first ? t('Password') : t('New password')} />
      {account && !first && account.usedBy.length > 0 && (
        <Text size={200}>
          {t('Afterwards restart the VMM service on {usedBy}: it reads the password when it starts.', {
            usedBy: account.usedBy.join(', '),
          })}
        </Text>
      )}
    </FormDialog>
  )
})
