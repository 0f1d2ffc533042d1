import { Button, Menu, MenuList, MenuPopover, MenuTrigger, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { ChevronDown12Regular } from '@fluentui/react-icons'
import type { Command } from '../commands.ts'
import { CommandButton, useCommandStyles } from './command-button.tsx'
import { CommandMenuItem } from './command-menu-item.tsx'
import type { Shrink } from './ribbon-fit.ts'

const useStyles = makeStyles({
  group: {
    display: 'flex',
    flexDirection: 'column',
    border: 'none',
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    padding: '2px 6px 0',
    flexShrink: 0,
    margin: 0,
  },
  commands: { display: 'flex', flexGrow: 1, gap: '2px', alignItems: 'flex-start' },
  stack: {
    display: 'flex',
    flexDirection: 'column',
    gap: 0,
    height: '68px',
    justifyContent: 'flex-start',
    minHeight: 0,
    overflow: 'hidden',
  },
  name: { fontSize: '12px', lineHeight: '16px', textAlign: 'center', whiteSpace: 'nowrap', color: tokens.colorNeutralForeground2 },
  popover: { zIndex: 1000 },
})

/** Neighbouring small commands stand three in a column, large ones alone. */
const columnsOf = (commands: readonly Command[], isLarge: (command: Command) => boolean): Command[][] => {
  const columns: Command[][] = []
  for (const command of commands) {
    const last = columns.at(-1)
    if (!isLarge(command) && last?.[0] && !isLarge(last[0]) && last.length < 3) last.push(command)
    else columns.push([command])
  }
  return columns
}

interface Props {
  name: string
  commands: readonly Command[]
  shrink: Shrink
}

/** One group of the ribbon, as far shrunk as the room asks for. */
export const RibbonGroup = ({ name, commands, shrink }: Props) => {
  const styles = useStyles()
  const isLarge = (command: Command): boolean => shrink === 0 && command.ribbon?.size === 'large'
  return (
    <div role="group" aria-label={name} data-shrink={shrink} className={styles.group}>
      <div className={styles.commands}>
        {shrink === 2 ? (
          <GroupMenu name={name} commands={commands} />
        ) : (
          columnsOf(commands, isLarge).map((column) =>
            column[0] && isLarge(column[0]) ? (
              <CommandButton key={column[0].id} command={column[0]} size="large" />
            ) : (
              <div key={column[0]?.id} className={styles.stack}>
                {column.map((command) => (
                  <CommandButton key={command.id} command={command} size="small" />
                ))}
              </div>
            ),
          )
        )}
      </div>
      {shrink !== 2 && (
        <div className={styles.name} aria-hidden>
          {name}
        </div>
      )}
    </div>
  )
}

const GroupMenu = ({ name, commands }: { name: string; commands: readonly Command[] }) => {
  const styles = useStyles()
  const buttons = useCommandStyles()
  const Icon = commands[0]?.icon
  return (
    <Menu inline positioning={{ strategy: 'fixed' }}>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" className={mergeClasses(buttons.large, buttons.group)} icon={Icon && <Icon />} data-ribbon-group={name}>
          <span className={buttons.caption}>
            {name}
            <ChevronDown12Regular aria-hidden />
          </span>
        </Button>
      </MenuTrigger>
      <MenuPopover className={styles.popover}>
        <MenuList>
          {commands.map((command) => (
            <CommandMenuItem key={command.id} command={command} />
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
