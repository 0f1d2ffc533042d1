import { Field, type FieldProps, makeStyles, mergeClasses } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useWizard } from './wizard-context.ts'

export const useFieldStyles = makeStyles({
  wide: { gridColumn: '1 / -1' },
  short: { maxWidth: '180px' },
  // A long choice must not widen the page.
  select: { minWidth: 0, '& select': { width: '100%', minWidth: 0, textOverflow: 'ellipsis' } },
  field: { gridTemplateColumns: 'minmax(0, 1fr)' },
})

export interface FieldFrameProps {
  /** Path inside the page's part of the answers: "proxy.port". Names the field for faults, focus and tests. */
  readonly path: string
  readonly label: string
  readonly hint?: FieldProps['hint']
  readonly required?: boolean
  /** Takes the whole row of a field grid. */
  readonly wide?: boolean
  /** Shows the faults of single entries ("clouds.2") too. */
  readonly parts?: boolean
}

/** Label, mark, help and fault around one control. A fault is shown once the field was left, or Next failed. */
export const FieldFrame = observer(
  ({ path, label, hint, required, wide, parts, children }: FieldFrameProps & { children: FieldProps['children'] }) => {
    const wizard = useWizard()
    const styles = useFieldStyles()
    const issue = wizard.fieldIssue(wizard.currentId, path, parts)
    return (
      <Field
        className={mergeClasses(styles.field, wide && styles.wide)}
        data-field={path}
        label={label}
        required={required}
        {...(hint ? { hint } : {})}
        {...(issue
          ? { validationState: issue.severity, validationMessage: issue.remedy ? `${issue.message} ${issue.remedy}` : issue.message }
          : {})}
      >
        {children}
      </Field>
    )
  },
)

/** To call when a field is left: its faults show from then on. */
export const useLeave = (path: string) => {
  const wizard = useWizard()
  return () => wizard.touch(path)
}
