import { Button, Menu, MenuDivider, MenuList, MenuPopover, MenuTrigger, makeStyles, tokens } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { Fragment } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../context.ts'
import { CommandMenuItem } from './command-menu-item.tsx'

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
              <CommandMenuItem command={command} />
            </Fragment>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
})
