import { Field, type FieldProps, Input, type InputProps, Select, type SelectProps } from '@fluentui/react-components'
import type { ReactNode } from 'react'

interface Common {
  /** Empty where the column of a table says it; the control then has an `aria-label`. */
  label: string
  /** The fault to show under the field; null or absent = none. */
  error?: string | null
  warning?: string | null
  hint?: string | null
  required?: boolean
}

const state = ({ error, warning }: Common): Pick<FieldProps, 'validationState' | 'validationMessage'> => {
  if (error) return { validationState: 'error', validationMessage: error }
  if (warning) return { validationState: 'warning', validationMessage: warning }
  return {}
}

const shell = ({ label, hint, required, ...rest }: Common): FieldProps => ({
  ...(label === '' ? {} : { label }),
  required: required ?? false,
  ...(hint ? { hint } : {}),
  ...state({ label, ...rest }),
})

/** Any control with its label, hint and fault. */
export const LabelledField = ({ children, ...common }: Common & { children: NonNullable<ReactNode> }) => (
  <Field {...shell(common)}>{children as React.JSX.Element}</Field>
)

export const TextField = ({
  label,
  error,
  warning,
  hint,
  required,
  value,
  onChange,
  ...input
}: Common & { value: string; onChange: (value: string) => void } & Omit<InputProps, 'value' | 'onChange' | 'required'>) => (
  <Field {...shell({ label, error, warning, hint, required } as Common)}>
    {/* What can only be read doesn't look like what can be written. */}
    <Input
      {...(input.readOnly ? { appearance: 'filled-darker' } : {})}
      {...input}
      value={value}
      onChange={(_, data) => onChange(data.value)}
    />
  </Field>
)

export const SelectField = ({
  label,
  error,
  warning,
  hint,
  required,
  value,
  onChange,
  options,
  ...select
}: Common & {
  value: string
  onChange: (value: string) => void
  options: readonly { value: string; label: string; disabled?: boolean }[]
} & Omit<SelectProps, 'value' | 'onChange' | 'required'>) => (
  <Field {...shell({ label, error, warning, hint, required } as Common)}>
    <Select {...select} value={value} onChange={(_, data) => onChange(data.value)}>
      {options.map((option) => (
        <option key={option.value} value={option.value} disabled={option.disabled ?? false}>
          {option.label}
        </option>
      ))}
    </Select>
  </Field>
)
