import { Button, Menu, MenuPopover, MenuTrigger, makeStyles, mergeClasses, Tooltip, tokens } from '@fluentui/react-components'
import { ChevronDown12Regular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import type { Command } from '../commands.ts'
import { useRoot } from '../context.ts'
import { printKey } from '../keys.ts'
import { CommandChoices, checkedChoices } from './command-menu-item.tsx'

/** How a command looks in the ribbon, and the button of a group that had to shrink to one. */
export const useCommandStyles = makeStyles({
  large: {
    flexDirection: 'column',
    height: '64px',
    minWidth: '60px',
    maxWidth: '96px',
    padding: '4px 6px',
    gap: '2px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '14px',
    fontWeight: tokens.fontWeightRegular,
    '& .fui-Button__icon': { fontSize: '28px', width: '28px', height: '28px', margin: 0 },
    '& .fui-Button__icon svg': { width: '28px', height: '28px' },
  },
  group: { height: '80px' },
  small: {
    justifyContent: 'flex-start',
    height: '24px',
    minWidth: 0,
    padding: '0 6px',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    whiteSpace: 'nowrap',
    '& .fui-Button__icon': { fontSize: '16px', width: '16px', height: '16px' },
    '& .fui-Button__icon svg': { width: '16px', height: '16px' },
  },
  pressed: { backgroundColor: tokens.colorSubtleBackgroundSelected, boxShadow: `inset 0 0 0 1px ${tokens.colorBrandStroke1}` },
  caption: { display: 'inline-flex', alignItems: 'center', gap: '2px' },
})

/** One command of the registry in the ribbon. A command that cannot run stays in place and its tooltip says why. */
export const CommandButton = observer(function CommandButton({ command, size }: { command: Command; size: 'large' | 'small' }) {
  const root = useRoot()
  const styles = useCommandStyles()
  const enabled = command.enabled()
  const pressed = command.pressed?.()
  const Icon = command.icon
  const key = command.key ? ` (${printKey(command.key, root.info.platform === 'darwin')})` : ''
  const tip = enabled === true ? `${command.hint}${key}` : `${command.caption}${key}: ${enabled}`
  const button = (
    <Button
      appearance="subtle"
      icon={<Icon />}
      data-command={command.id}
      className={mergeClasses(size === 'large' ? styles.large : styles.small, pressed === true && styles.pressed)}
      disabledFocusable={enabled !== true}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      {...(command.menu ? {} : { onClick: () => root.commands.run(command.id) })}
    >
      <span className={styles.caption}>
        {command.caption}
        {command.menu && <ChevronDown12Regular aria-hidden />}
      </span>
    </Button>
  )
  if (!command.menu || enabled !== true) {
    return (
      <Tooltip content={tip} relationship="description">
        {button}
      </Tooltip>
    )
  }
  return (
    <Menu inline positioning={{ strategy: 'fixed' }} checkedValues={checkedChoices(command)}>
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={tip} relationship="description">
          {button}
        </Tooltip>
      </MenuTrigger>
      <MenuPopover style={{ zIndex: 1000 }}>
        <CommandChoices command={command} />
      </MenuPopover>
    </Menu>
  )
})
