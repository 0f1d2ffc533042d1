import { Button, Field, Input, makeStyles } from '@fluentui/react-components'
import { Checkmark16Regular, Dismiss16Regular, Edit16Regular } from '@fluentui/react-icons'
import { type KeyboardEvent, useState } from 'react'
import type { Cell, DetailBlock } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import { explain } from '../../app/notifications-store.ts'
import type { FormatContext } from '../../ui/format.ts'
import { CellValue } from '../../ui/status-word.tsx'

type Fact = Extract<DetailBlock, { kind: 'facts' }>['facts'][number]

const GIB = 1024 ** 3
const useStyles = makeStyles({
  line: { display: 'flex', alignItems: 'center', gap: '4px' },
  button: { minWidth: '24px', width: '24px', height: '24px', padding: 0 },
})

/** How a value is typed: sizes in GiB, figures as figures, everything else as text; empty = unknown. */
const parse = (text: string, format: Fact['format']): Cell => {
  const trimmed = text.trim()
  if (trimmed === '') return null
  if (format === 'bytes') return Math.round(Number(trimmed.replace(',', '.').replace(/\s*GiB$/i, '')) * GIB)
  if (format === 'count' || format === 'percent') return Number(trimmed)
  if (format === 'yesNo') return /^(yes|1|true)$/i.test(trimmed) ? 1 : 0
  return trimmed
}

const print = (fact: Fact): string => {
  if (fact.value === null) return ''
  if (fact.format === 'bytes' && typeof fact.value === 'number') return String(fact.value / GIB)
  if (fact.format === 'yesNo') return fact.value === 1 ? t('Yes') : t('No')
  return String(fact.value)
}

/** A value that the user may set by hand; what was set survives later imports. */
export const FactEditor = ({
  fact,
  field,
  context,
  onEdit,
}: {
  fact: Fact
  field: string
  context: FormatContext
  onEdit: (field: string, value: Cell) => Promise<void>
}) => {
  const styles = useStyles()
  const [draft, setDraft] = useState<string | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const save = async (): Promise<void> => {
    const value = parse(draft ?? '', fact.format)
    if (typeof value === 'number' && Number.isNaN(value)) {
      setFault(t('Enter a number.'))
      return
    }
    try {
      await onEdit(field, value)
      setDraft(null)
      setFault(null)
    } catch (error) {
      const { message, remedy } = explain(error)
      setFault(remedy ? `${message} ${remedy}` : message)
    }
  }
  const stop = (): void => {
    setDraft(null)
    setFault(null)
  }
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
          onClick={() => setDraft(print(fact))}
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
}
