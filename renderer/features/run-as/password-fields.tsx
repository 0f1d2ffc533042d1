import { Input } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { t } from '../../../preload/contract/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { LabelledField } from '../../ui/field.tsx'
import type { PasswordFormStore } from './password-form-store.ts'

export interface Typed {
  password: string
  confirm: string
}

/** Password and its confirmation. The values live in the dialog that shows them, and end with it. */
export const PasswordFields = observer(function PasswordFields({
  form,
  typed,
  onChange,
  label = t('Password'),
}: {
  form: PasswordFormStore
  typed: Typed
  onChange: (typed: Typed) => void
  label?: string
}) {
  const input = (field: keyof Typed) => (
    <Input
      type="password"
      autoComplete="off"
      maxLength={1024}
      value={typed[field]}
      disabled={form.problem !== null}
      onChange={(_, data) => onChange({ ...typed, [field]: data.value })}
    />
  )
  return (
    <>
      {form.problem !== null && <ErrorBar message={t("The password can't be saved.")} remedy={form.problem} code="keychain-missing" />}
      <LabelledField
        label={label}
        required={form.problem === null}
        error={form.faults.password ?? null}
        hint={form.backend ? t('Goes to {backend}, never to the lab file.', { backend: form.backend }) : null}
      >
        {input('password')}
      </LabelledField>
      <LabelledField label={t('Confirm password')} required={form.problem === null} error={form.faults.confirm ?? null}>
        {input('confirm')}
      </LabelledField>
    </>
  )
})
