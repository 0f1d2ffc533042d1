import { Menu, MenuList, MenuPopover } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import type { ListKind } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { CommandMenuItem } from '../../app/frame/command-menu-item.tsx'

/** The commands of the registry that concern rows of this kind, where the pointer or the cursor is. */
export const RowMenu = observer(function RowMenu({
  kind,
  point,
  onClose,
}: {
  kind: ListKind
  point: { x: number; y: number } | null
  onClose: () => void
}) {
  const { commands } = useRoot()
  if (!point) return null
  const target = { getBoundingClientRect: () => new DOMRect(point.x, point.y, 0, 0) }
  const items = commands.all.filter((command) => command.context === 'all' || command.context?.includes(kind))
  return (
    <Menu
      open
      inline
      positioning={{ target, position: 'below', align: 'start', strategy: 'fixed' }}
      onOpenChange={(_, data) => !data.open && onClose()}
    >
      <MenuPopover style={{ zIndex: 1000 }}>
        <MenuList aria-label={t('Commands for the selected rows')}>
          {items.map((command) => (
            <CommandMenuItem key={command.id} command={command} onRun={onClose} />
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
})
