import {
  Button,
  CounterBadge,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Tooltip,
  tokens,
  typographyStyles,
} from '@fluentui/react-components'
import { Alert20Regular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { useRoot } from '../context.ts'

const useStyles = makeStyles({
  anchor: { position: 'relative', display: 'inline-flex' },
  badge: { position: 'absolute', top: '-2px', right: '-2px', pointerEvents: 'none' },
  surface: { width: '400px', maxHeight: '70vh', overflowY: 'auto', padding: '12px' },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', marginBottom: '8px' },
  title: { ...typographyStyles.body1Strong, margin: 0 },
  list: { display: 'flex', flexDirection: 'column', gap: '8px' },
  none: { color: tokens.colorNeutralForeground2, margin: 0, fontSize: tokens.fontSizeBase200 },
})

/** What happened since the window opened, newest first. */
export const NotificationsBell = observer(function NotificationsBell() {
  const { notifications, api } = useRoot()
  const styles = useStyles()
  const [open, setOpen] = useState(false)
  const label = notifications.unread === 0 ? t('Notifications') : t('Notifications, {unread} not read', { unread: notifications.unread })
  return (
    <Popover
      trapFocus
      positioning="below-end"
      open={open}
      onOpenChange={(_, data) => {
        setOpen(data.open)
        if (data.open) notifications.read()
      }}
    >
      <span className={styles.anchor}>
        <PopoverTrigger disableButtonEnhancement>
          <Tooltip content={label} relationship="label">
            <Button appearance="subtle" size="small" icon={<Alert20Regular />} data-bell={notifications.unread} />
          </Tooltip>
        </PopoverTrigger>
        {notifications.unread > 0 && (
          <CounterBadge className={styles.badge} size="small" color="danger" count={notifications.unread} aria-hidden />
        )}
      </span>
      <PopoverSurface className={styles.surface} aria-label={t('Notifications')}>
        <div className={styles.head}>
          <h2 className={styles.title}>{t('Notifications')}</h2>
          {notifications.items.length > 0 && (
            <Button size="small" appearance="subtle" onClick={notifications.dismissAll}>
              {t('Dismiss all')}
            </Button>
          )}
        </div>
        <div className={styles.list}>
          {notifications.items.length === 0 && <p className={styles.none}>{t('Nothing to tell.')}</p>}
          {notifications.items.map((notice) => (
            <ErrorBar
              key={notice.id}
              intent={notice.intent}
              message={notice.title}
              remedy={notice.body}
              onDismiss={() => notifications.dismiss(notice.id)}
              actions={[
                ...notice.actions.map(({ label, run }) => ({
                  label,
                  run: () => {
                    setOpen(false)
                    run()
                  },
                })),
                ...(notice.details ? [{ label: t('Copy details'), run: () => void api.shell.copy({ text: notice.details! }) }] : []),
              ]}
            />
          ))}
        </div>
      </PopoverSurface>
    </Popover>
  )
})
