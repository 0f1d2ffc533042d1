import { Checkbox, Text } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useCloseDialog, useRoot } from '../../app/context.ts'
import { TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { PasswordFields } from './password-fields.tsx'
import { PasswordFormStore } from './password-form-store.ts'

/** W20: a new account; its password goes to the keychain first. */
export const CreateRunAsDialog = observer(function CreateRunAsDialog() {
  const root = useRoot()
  const closeDialog = useCloseDialog()
  const [form] = useState(() => new PasswordFormStore(root.api))
  const [account, setAccount] = useState({ name: '', description: '', userName: '' })
  const [typed, setTyped] = useState({ password: '', confirm: '' })
  const [later, setLater] = useState(false)
  useEffect(() => void form.load(), [form])

  const submit = async (): Promise<void> => {
    const done = await form.submit({ ...typed, later: later && form.problem !== null }, (password) =>
      root.api.runAsAccounts.create({ ...account, password }),
    )
    if (!done) return
    root.notifications.announce(t('{name} is created.', { name: account.name.trim() }))
    closeDialog()
  }
  return (
    <FormDialog
      name="run-as-create"
      title={t('Create Run As Account')}
      deed="OK"
      error={form.error}
      busy={form.busy}
      onSubmit={() => void submit()}
      onClose={closeDialog}
    >
      <TextField
        label={t('Name')}
        required
        value={account.name}
        onChange={(name) => setAccount({ ...account, name })}
        error={form.faults.name ?? null}
      />
      <TextField label={t('Description')} value={account.description} onChange={(description) => setAccount({ ...account, description })} />
      <TextField
        label={t('User name')}
        required
        placeholder="DOMAIN\user"
        value={account.userName}
        onChange={(userName) => setAccount({ ...account, userName })}
        error={form.faults.userName ?? null}
      />
      <PasswordFields form={form} typed={typed} onChange={setTyped} />
      {form.problem !== null && (
        <Checkbox label={t('Enter the password later')} checked={later} onChange={(_, data) => setLater(data.checked === true)} />
      )}
      <Text size={200}>{t('Domain credentials are not validated: this console works without a network.')}</Text>
    </FormDialog>
  )
})
