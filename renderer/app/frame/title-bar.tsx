import { Button, makeStyles, Tooltip, tokens } from '@fluentui/react-components'
import {
  ArrowLeft20Regular,
  ArrowRight20Regular,
  LockClosed16Filled,
  QuestionCircle20Regular,
  Search16Regular,
} from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../context.ts'
import { printKey } from '../keys.ts'
import { NotificationsBell } from './notifications-bell.tsx'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    alignItems: 'center',
    gap: '4px',
    height: '32px',
    padding: '0 8px',
    flexShrink: 0,
    backgroundColor: tokens.colorNeutralBackground3,
    fontSize: tokens.fontSizeBase200,
  },
  title: {
    display: 'flex',
    alignItems: 'center',
    gap: '4px',
    marginLeft: '8px',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    flexShrink: 1,
  },
  space: { flexGrow: 1 },
  search: {
    width: '320px',
    flexShrink: 1,
    minWidth: '120px',
    height: '24px',
    justifyContent: 'flex-start',
    fontWeight: tokens.fontWeightRegular,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  key: { marginLeft: 'auto', color: tokens.colorNeutralForeground2 },
  searchText: { flexGrow: 1, textAlign: 'left' },
})

/** Back, forward, what is open, search, notices, help. */
export const TitleBar = observer(function TitleBar({ title }: { title: string }) {
  const root = useRoot()
  const styles = useStyles()
  const mac = root.info.platform === 'darwin'
  const arrow = (id: 'go.back' | 'go.forward') => {
    const command = root.commands.get(id)!
    const enabled = command.enabled()
    return (
      <Tooltip content={enabled === true ? `${command.hint} (${printKey(command.key ?? '', mac)})` : enabled} relationship="description">
        <Button
          appearance="subtle"
          size="small"
          data-command={id}
          aria-label={command.caption}
          icon={id === 'go.back' ? <ArrowLeft20Regular /> : <ArrowRight20Regular />}
          disabledFocusable={enabled !== true}
          onClick={() => root.commands.run(id)}
        />
      </Tooltip>
    )
  }
  const reason = root.lab.info?.readOnly ? (root.lab.info.readOnlyReason ?? t('This lab is read-only.')) : null
  return (
    <header className={styles.root}>
      {root.lab.isOpen && arrow('go.back')}
      {root.lab.isOpen && arrow('go.forward')}
      <span className={styles.title}>
        {reason && (
          <Tooltip content={reason} relationship="label">
            <LockClosed16Filled data-read-only />
          </Tooltip>
        )}
        {title}
      </span>
      <span className={styles.space} />
      <Button
        className={styles.search}
        icon={<Search16Regular />}
        size="small"
        data-command="go.palette"
        onClick={() => root.commands.run('go.palette')}
      >
        <span className={styles.searchText}>{t('Search anywhere')}</span>
        <span className={styles.key}>{printKey('Ctrl+K', mac)}</span>
      </Button>
      <span className={styles.space} />
      <NotificationsBell />
      <Tooltip content={t('Keys and commands (F1)')} relationship="label">
        <Button appearance="subtle" size="small" icon={<QuestionCircle20Regular />} onClick={() => root.commands.run('help.open')} />
      </Tooltip>
    </header>
  )
})
