import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, makeStyles } from '@fluentui/react-components'
import { Dismiss16Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { t } from '../../preload/contract/words.ts'

// In a column that scrolls the bar must keep its height.
const useStyles = makeStyles({ bar: { flexShrink: 0 } })

export interface BarAction {
  label: string
  run: () => void
  /** It is being done. */
  busy?: boolean
}

/** A fault or a caution, where the person is looking: what happened and why, then what to do, then the code. */
export const ErrorBar = ({
  message,
  remedy,
  code,
  intent = 'error',
  actions = [],
  onDismiss,
  children,
}: {
  message: string
  remedy?: string | null
  code?: string | null
  intent?: 'error' | 'warning' | 'info' | 'success'
  actions?: readonly BarAction[]
  onDismiss?: () => void
  /** Between what happened and what to do. */
  children?: ReactNode
}) => {
  const styles = useStyles()
  return (
    <MessageBar intent={intent} layout="multiline" className={styles.bar} role={intent === 'error' ? 'alert' : 'status'}>
      <MessageBarBody>
        <MessageBarTitle>{message}</MessageBarTitle>
        {children}
        {remedy} {code && <code className="error-code">{code}</code>}
      </MessageBarBody>
      {(actions.length > 0 || onDismiss) && (
        <MessageBarActions
          {...(onDismiss
            ? {
                containerAction: (
                  <Button aria-label={t('Dismiss')} appearance="transparent" icon={<Dismiss16Regular />} onClick={onDismiss} />
                ),
              }
            : {})}
        >
          {actions.map((action) => (
            <Button key={action.label} size="small" disabledFocusable={action.busy ?? false} onClick={action.run}>
              {action.label}
            </Button>
          ))}
        </MessageBarActions>
      )}
    </MessageBar>
  )
}
