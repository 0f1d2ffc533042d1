import { Input } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { FieldFrame, type FieldFrameProps, useFieldStyles, useLeave } from './field-frame.tsx'
import { useWizard } from './wizard-context.ts'

interface TextProps extends FieldFrameProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly disabled?: boolean
  readonly type?: 'text' | 'time'
  readonly placeholder?: string
  readonly maxLength?: number
}

export const TextField = observer(({ value, onChange, disabled, type = 'text', placeholder, maxLength = 400, ...frame }: TextProps) => {
  const leave = useLeave(frame.path)
  return (
    <FieldFrame {...frame}>
      <Input
        value={value}
        type={type}
        placeholder={placeholder}
        maxLength={maxLength}
        disabled={disabled}
        spellCheck={false}
        autoComplete="off"
        onChange={(_, data) => onChange(data.value)}
        onBlur={leave}
      />
    </FieldFrame>
  )
})

interface NumberProps extends FieldFrameProps {
  readonly value: number | null
  readonly onChange: (value: number | null) => void
  readonly min?: number
  readonly max?: number
  readonly step?: number | 'any'
  readonly unit?: string
  readonly disabled?: boolean
}

/** A number or nothing; what is typed stays as it is typed ("007"), its value goes to the draft. */
export const NumberField = observer(({ value, onChange, min, max, step = 1, unit, disabled, ...frame }: NumberProps) => {
  const leave = useLeave(frame.path)
  const styles = useFieldStyles()
  const [typed, setTyped] = useState({ text: value === null ? '' : String(value), value })
  const text = typed.value === value ? typed.text : value === null ? '' : String(value)
  return (
    <FieldFrame {...frame}>
      <Input
        className={styles.short}
        type="number"
        value={text}
        min={min}
        max={max}
        step={step}
        disabled={disabled}
        contentAfter={unit ? <span>{unit}</span> : undefined}
        onChange={(_, data) => {
          const number = data.value.trim() === '' ? null : Number(data.value)
          const next = number === null || Number.isFinite(number) ? number : null
          setTyped({ text: data.value, value: next })
          onChange(next)
        }}
        onBlur={leave}
      />
    </FieldFrame>
  )
})

interface PasswordProps extends FieldFrameProps {
  /** Says where a value is held; shown while the box is empty. */
  readonly held: string | null
  readonly disabled?: boolean
  /** Takes the value away; the box is emptied at once and keeps nothing. */
  readonly onEntered: (value: string) => void
}

/** A password lives here only while it is being typed. */
export const PasswordField = observer(({ held, disabled, onEntered, ...frame }: PasswordProps) => {
  const wizard = useWizard()
  const [value, setValue] = useState('')
  const hand = () => {
    if (value !== '') onEntered(value)
    setValue('')
    wizard.touch(frame.path)
  }
  return (
    <FieldFrame {...frame} hint={held ?? frame.hint}>
      <Input
        type="password"
        value={value}
        maxLength={1024}
        autoComplete="off"
        disabled={disabled}
        placeholder={held ? '••••••••' : undefined}
        onChange={(_, data) => setValue(data.value)}
        onBlur={hand}
      />
    </FieldFrame>
  )
})
