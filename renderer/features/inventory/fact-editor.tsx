import { Button, Field, Input, makeStyles } from '@fluentui/react-components'
import { Checkmark16Regular, Dismiss16Regular, Edit16Regular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { type KeyboardEvent, useState } from 'react'
import type { Cell } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import { Request } from '../../state/request.ts'
import type { FormatContext } from '../../ui/format.ts'
import { CellValue } from '../../ui/status-word.tsx'
import { type Fact, typedText, typedValue } from './typed-value.ts'

const useStyles = makeStyles({
  line: { display: 'flex', alignItems: 'center', gap: '4px' },
  button: { minWidth: '24px', width: '24px', height: '24px', padding: 0 },
})

/** A value that the user may set by hand; what was set survives later imports. */
export const FactEditor = observer(function FactEditor({
  fact,
  field,
  context,
  onEdit,
}: {
  fact: Fact
  field: string
  context: FormatContext
  onEdit: (field: string, value: Cell) => Promise<void>
}) {
  const styles = useStyles()
  const [draft, setDraft] = useState<string | null>(null)
  const [mistyped, setMistyped] = useState<string | null>(null)
  const [saving] = useState(() => new Request())
  const save = async (): Promise<void> => {
    const typed = typedValue(draft ?? '', fact.format)
    setMistyped('fault' in typed ? typed.fault : null)
    if ('fault' in typed) return
    if (await saving.once(() => onEdit(field, typed.value))) setDraft(null)
  }
  const stop = (): void => {
    setDraft(null)
    setMistyped(null)
    saving.say(null)
  }
  const { error } = saving
  const fault = mistyped ?? (error === null ? null : [error.message, error.remedy].filter(Boolean).join(' '))
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') void save()
    else if (event.key === 'Escape') stop()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  if (draft === null) {
    return (
      <span className={styles.line}>
        <CellValue value={fact.value} format={fact.format} context={context} />
        <Button
          className={styles.button}
          appearance="subtle"
          size="small"
          icon={<Edit16Regular />}
          aria-label={t('Change {label}', { label: fact.label })}
          onClick={() => setDraft(typedText(fact))}
        />
      </span>
    )
  }
  return (
    <Field {...(fault ? { validationMessage: fault, validationState: 'error' as const } : {})}>
      <span className={styles.line}>
        <Input
          size="small"
          autoFocus
          aria-label={fact.format === 'bytes' ? t('{label}, in GiB', { label: fact.label }) : fact.label}
          value={draft}
          onChange={(_, data) => setDraft(data.value)}
          onKeyDown={onKeyDown}
        />
        <Button
          className={styles.button}
          size="small"
          appearance="subtle"
          icon={<Checkmark16Regular />}
          aria-label={t('Save {label}', { label: fact.label })}
          onClick={() => void save()}
        />
        <Button
          className={styles.button}
          size="small"
          appearance="subtle"
          icon={<Dismiss16Regular />}
          aria-label={t('Cancel')}
          onClick={stop}
        />
      </span>
    </Field>
  )
})
