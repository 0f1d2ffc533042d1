import { Menu, MenuItem, MenuItemRadio, MenuList, MenuPopover, MenuTrigger, makeStyles, Tooltip } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import type { Command } from '../commands.ts'
import { useRoot } from '../context.ts'
import { printKey } from '../keys.ts'

const useStyles = makeStyles({ popover: { zIndex: 1000 } })

/** The choices under a command's arrow; those of a toggle say which holds. */
export const CommandChoices = ({ command }: { command: Command }) => (
  <MenuList>
    {command.menu?.().map((choice) =>
      choice.checked === undefined ? (
        <MenuItem key={choice.id} onClick={() => void choice.run()}>
          {choice.caption}
        </MenuItem>
      ) : (
        <MenuItemRadio key={choice.id} name="choice" value={choice.id} onClick={() => void choice.run()}>
          {choice.caption}
        </MenuItemRadio>
      ),
    )}
  </MenuList>
)

/** Ids of the choices that hold, as a menu wants them. */
export const checkedChoices = (command: Command): { choice: string[] } => ({
  choice: (command.menu?.() ?? []).filter((choice) => choice.checked).map((choice) => choice.id),
})

/** One command of the registry in a menu. A command that cannot run stays in place and its tooltip says why. */
export const CommandMenuItem = observer(function CommandMenuItem({ command, onRun }: { command: Command; onRun?: () => void }) {
  const root = useRoot()
  const styles = useStyles()
  const enabled = command.enabled()
  const Icon = command.icon
  if (command.menu && enabled === true) {
    return (
      <Menu inline positioning={{ strategy: 'fixed' }} checkedValues={checkedChoices(command)}>
        <MenuTrigger disableButtonEnhancement>
          <MenuItem icon={<Icon />}>{command.caption}</MenuItem>
        </MenuTrigger>
        <MenuPopover className={styles.popover}>
          <CommandChoices command={command} />
        </MenuPopover>
      </Menu>
    )
  }
  const item = (
    <MenuItem
      icon={<Icon />}
      data-command={command.id}
      disabled={enabled !== true}
      secondaryContent={command.key ? printKey(command.key, root.info.platform === 'darwin') : undefined}
      onClick={() => {
        onRun?.()
        root.commands.run(command.id)
      }}
    >
      {command.caption}
    </MenuItem>
  )
  return enabled === true ? (
    item
  ) : (
    <Tooltip content={enabled} relationship="description" positioning="after">
      {item}
    </Tooltip>
  )
})
