import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Tooltip,
  tokens,
} from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { Fragment } from 'react'
import { t } from '../../../preload/contract/words.ts'
import type { Command } from '../commands.ts'
import { useRoot } from '../context.ts'
import { printKey } from '../keys.ts'

const useStyles = makeStyles({
  button: { minWidth: '52px', height: '28px', borderRadius: 0, fontSize: tokens.fontSizeBase200, padding: '0 12px' },
  popover: { zIndex: 1000 },
})

/** Lab files, import and leaving. */
export const FileMenu = observer(function FileMenu() {
  const { commands } = useRoot()
  const styles = useStyles()
  const items = commands.all.filter((command) => command.file !== undefined)
  return (
    // Inside of the ribbon and not at the end of the page: a screen reader's landmarks hold the menu too.
    <Menu inline positioning={{ strategy: 'fixed' }}>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="primary" className={styles.button} data-command="file">
          {t('File')}
        </Button>
      </MenuTrigger>
      <MenuPopover className={styles.popover}>
        <MenuList>
          {items.map((command, i) => (
            <Fragment key={command.id}>
              {i > 0 && items[i - 1]?.file !== command.file && <MenuDivider />}
              <FileMenuItem command={command} />
            </Fragment>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
})

const FileMenuItem = observer(function FileMenuItem({ command }: { command: Command }) {
  const root = useRoot()
  const styles = useStyles()
  const enabled = command.enabled()
  const Icon = command.icon
  const keyText = command.key ? printKey(command.key, root.info.platform === 'darwin') : undefined
  if (command.menu && enabled === true) {
    return (
      <Menu inline positioning={{ strategy: 'fixed' }}>
        <MenuTrigger disableButtonEnhancement>
          <MenuItem icon={<Icon />}>{command.caption}</MenuItem>
        </MenuTrigger>
        <MenuPopover className={styles.popover}>
          <MenuList>
            {command.menu().map((choice) => (
              <MenuItem key={choice.id} onClick={() => void choice.run()}>
                {choice.caption}
              </MenuItem>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
    )
  }
  const item = (
    <MenuItem
      icon={<Icon />}
      data-command={command.id}
      disabled={enabled !== true}
      secondaryContent={keyText}
      onClick={() => root.commands.run(command.id)}
    >
      {command.caption}
    </MenuItem>
  )
  if (enabled === true) return item
  return (
    <Tooltip content={enabled} relationship="description" positioning="after">
      {item}
    </Tooltip>
  )
})
