import { Checkbox, Field, FieldContextProvider, type FieldProps, mergeClasses, Radio, RadioGroup, Select } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { t } from '../../preload/contract/words.ts'
import { FieldFrame, type FieldFrameProps, useFieldStyles, useLeave } from './field-frame.tsx'
import { useWizard } from './wizard-context.ts'

export interface Choice {
  readonly value: string
  readonly label: string
  readonly disabled?: boolean
}

interface SelectProps extends FieldFrameProps {
  readonly value: string
  readonly choices: readonly Choice[]
  readonly onChange: (value: string) => void
  /** What the empty choice says; null = there is none. */
  readonly empty?: string | null
  readonly disabled?: boolean
}

/** A value that is no longer offered stays visible, marked, so that nothing changes behind the user's back. */
export const SelectField = observer(({ value, choices, onChange, empty = t('Choose'), disabled, ...frame }: SelectProps) => {
  const leave = useLeave(frame.path)
  const styles = useFieldStyles()
  const known = value === '' || choices.some((c) => c.value === value)
  return (
    <FieldFrame {...frame}>
      <Select
        className={styles.select}
        value={value}
        disabled={disabled}
        onChange={(_, data) => {
          onChange(data.value)
          leave()
        }}
        onBlur={leave}
      >
        {(empty !== null || value === '') && <option value="">{empty ?? t('Choose')}</option>}
        {!known && <option value={value}>{t('{value} (not found)', { value })}</option>}
        {choices.map((c) => (
          <option key={c.value} value={c.value} disabled={c.disabled}>
            {c.label}
          </option>
        ))}
      </Select>
    </FieldFrame>
  )
})

interface RadioProps<V extends string> extends FieldFrameProps {
  readonly value: V
  readonly choices: readonly { readonly value: V; readonly label: string; readonly help?: string }[]
  readonly onChange: (value: V) => void
  readonly horizontal?: boolean
}

const RadioFieldInner = <V extends string>({ value, choices, onChange, horizontal, ...frame }: RadioProps<V>) => {
  const wizard = useWizard()
  return (
    <FieldFrame {...frame}>
      <RadioGroup
        value={value}
        layout={horizontal ? 'horizontal' : 'vertical'}
        onChange={(_, data) => {
          onChange(data.value as V)
          wizard.touch(frame.path)
        }}
      >
        {choices.map((c) => (
          <Radio key={c.value} value={c.value} label={c.help ? `${c.label}. ${c.help}` : c.label} />
        ))}
      </RadioGroup>
    </FieldFrame>
  )
}
export const RadioField = observer(RadioFieldInner) as typeof RadioFieldInner

interface CheckProps {
  readonly path: string
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly hint?: FieldProps['hint']
  readonly disabled?: boolean
  readonly wide?: boolean
}

export const CheckField = observer(({ path, label, checked, onChange, hint, disabled, wide = true }: CheckProps) => {
  const wizard = useWizard()
  const styles = useFieldStyles()
  const issue = wizard.fieldIssue(wizard.currentId, path)
  return (
    <Field
      className={mergeClasses(wide && styles.wide)}
      data-field={path}
      {...(hint ? { hint } : {})}
      {...(issue ? { validationState: issue.severity, validationMessage: issue.message } : {})}
    >
      <Checkbox
        label={label}
        checked={checked}
        disabled={disabled}
        onChange={(_, data) => {
          onChange(data.checked === true)
          wizard.touch(path)
        }}
      />
    </Field>
  )
})

interface CheckListProps extends FieldFrameProps {
  readonly values: readonly string[]
  readonly choices: readonly Choice[]
  readonly onChange: (values: string[]) => void
  readonly none?: string
}

/** Several of a few; kept in the order of the list, not of the clicks. */
export const CheckListField = observer(({ values, choices, onChange, none, ...frame }: CheckListProps) => {
  const wizard = useWizard()
  const gone = values
    .filter((v) => !choices.some((c) => c.value === v))
    .map((v): Choice => ({ value: v, label: t('{v} (not found)', { v }) }))
  const all = [...choices, ...gone]
  return (
    <FieldFrame {...frame} parts>
      {(control) => (
        <div role="group" aria-labelledby={control['aria-labelledby']} aria-describedby={control['aria-describedby']}>
          {all.length === 0 && none}
          {/* The label, mark and fault are the group's: each box keeps its own name. */}
          <FieldContextProvider value={undefined}>
            {all.map((c) => (
              <Checkbox
                key={c.value}
                label={c.label}
                disabled={c.disabled && !values.includes(c.value)}
                checked={values.includes(c.value)}
                onChange={(_, data) => {
                  onChange(all.map((a) => a.value).filter((v) => (v === c.value ? data.checked === true : values.includes(v))))
                  wizard.touch(frame.path)
                }}
              />
            ))}
          </FieldContextProvider>
        </div>
      )}
    </FieldFrame>
  )
})
