import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components'
import { MoreHorizontal16Regular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import type { TileSize } from '../../../preload/contract/dashboard.ts'
import { t } from '../../../preload/contract/words.ts'
import { type DashboardStore, type ShownTile, sizeWords } from './dashboard-store.ts'
import type { Direction } from './tile-grid.ts'

/** Everything that can be done with a tile, for the pointer and for those who don't know the keys. */
export const TileMenu = observer(function TileMenu({
  store,
  shown,
  tabbable,
  onOpen,
  onMove,
  onRename,
  onAbout,
}: {
  store: DashboardStore
  shown: ShownTile
  tabbable: boolean
  onOpen: (() => void) | null
  onMove: (direction: Direction) => void
  onRename: () => void
  onAbout: () => void
}) {
  const may = store.canArrange
  const locked = may !== true
  const moves: readonly (readonly [Direction, string, string])[] = [
    ['left', t('Move left'), 'Ctrl+←'],
    ['right', t('Move right'), 'Ctrl+→'],
    ['up', t('Move up'), 'Ctrl+↑'],
    ['down', t('Move down'), 'Ctrl+↓'],
  ]
  return (
    <Menu
      inline
      positioning={{ strategy: 'fixed' }}
      checkedValues={{ size: [shown.size] }}
      onCheckedValueChange={(_, data) => void store.setSize(shown.id, data.checkedItems[0] as TileSize)}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          size="small"
          icon={<MoreHorizontal16Regular />}
          aria-label={t('Menu of {name}', { name: shown.caption })}
          tabIndex={tabbable ? 0 : -1}
          data-tile-menu
        />
      </MenuTrigger>
      <MenuPopover style={{ zIndex: 1000 }}>
        <MenuList>
          {onOpen && (
            <MenuItem secondaryContent={t('Enter')} onClick={onOpen} data-tile-command="open">
              {t('Open')}
            </MenuItem>
          )}
          <MenuItem onClick={onAbout} data-tile-command="about">
            {t('About this figure')}
          </MenuItem>
          <MenuDivider />
          {locked && <MenuGroupHeader>{may}</MenuGroupHeader>}
          <MenuItem disabled={locked} onClick={onRename} data-tile-command="rename">
            {t('Rename')}
          </MenuItem>
          <MenuItem disabled={locked} secondaryContent={t('Del')} onClick={() => void store.hide(shown.id)} data-tile-command="hide">
            {t('Hide')}
          </MenuItem>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>{t('Size')}</MenuGroupHeader>
            {shown.tile.sizes.map((size) => (
              <MenuItemRadio key={size} name="size" value={size} disabled={locked} data-tile-size={size}>
                {sizeWords()[size]}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          {moves.map(([direction, caption, key]) => (
            <MenuItem
              key={direction}
              disabled={locked}
              secondaryContent={key}
              onClick={() => onMove(direction)}
              data-tile-command={`move-${direction}`}
            >
              {caption}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
})
