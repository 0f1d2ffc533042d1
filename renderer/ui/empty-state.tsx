import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { iconOf } from './icons.tsx'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '8px',
    padding: '24px',
    flexGrow: 1,
    textAlign: 'center',
  },
  icon: { color: tokens.colorNeutralForeground3, '& svg': { width: '48px', height: '48px' } },
  why: { color: tokens.colorNeutralForeground2, maxWidth: '480px', textAlign: 'center' },
  actions: { display: 'flex', gap: '8px', marginTop: '8px' },
})

export interface EmptyAction {
  label: string
  run: () => void
}

/** What belongs in an empty place, and the one action that fills it. */
export const EmptyState = ({
  icon,
  title,
  why,
  action,
  children,
}: {
  icon: string
  title: string
  why?: string | null
  action?: EmptyAction | null
  children?: ReactNode
}) => {
  const styles = useStyles()
  const Icon = iconOf(icon)
  return (
    <div className={styles.root} data-empty>
      <span className={styles.icon}>
        <Icon aria-hidden />
      </span>
      <Text weight="semibold" size={400}>
        {title}
      </Text>
      {why && <Text className={styles.why}>{why}</Text>}
      {children}
      {action && (
        <div className={styles.actions}>
          <Button appearance="primary" onClick={action.run}>
            {action.label}
          </Button>
        </div>
      )}
    </div>
  )
}
