import type { FluentIcon } from '@fluentui/react-icons'
import type { ListKind } from '../../preload/contract/inventory.ts'
import { azureCommands } from './commands/azure-commands.ts'
import { clockCommands } from './commands/clock-commands.ts'
import { eventCommands } from './commands/event-commands.ts'
import { fileCommands } from './commands/file-commands.ts'
import { goCommands } from './commands/go-commands.ts'
import { itemCommands } from './commands/item-commands.ts'
import { jobCommands } from './commands/job-commands.ts'
import { listCommands } from './commands/list-commands.ts'
import { planCommands } from './commands/plan-commands.ts'
import { recoveryCommands } from './commands/recovery-commands.ts'
import { runAsCommands } from './commands/run-as-commands.ts'
import { viewCommands } from './commands/view-commands.ts'
import type { RootStore } from './root-store.ts'
import type { WorkspaceId } from './workspaces.ts'

export type RibbonTab = 'home' | 'vm' | 'item' | 'plan' | 'view'

/** Where the ribbon shows a command; the order of the registry is the order on screen. */
export interface RibbonPlace {
  tab: RibbonTab
  group: string
  size: 'large' | 'small'
  /** Only in these workspaces; absent = in all. */
  workspaces?: readonly WorkspaceId[]
}

/** One thing the user can do. Ribbon, File menu, context menu, palette and keys all read this one list. */
export interface Command {
  id: string
  caption: string
  /** What it does, for the tooltip and the palette. */
  hint: string
  icon: FluentIcon
  /** "Ctrl+Shift+S"; Cmd on macOS. */
  key?: string
  ribbon?: RibbonPlace
  /** In the File menu, in that section. */
  file?: number
  /** In the context menu of rows of these kinds. */
  context?: readonly ListKind[] | 'all'
  /** True, or why not. A command that is not enabled stays visible and says why. */
  enabled(): true | string
  /** Whether a toggle is on. */
  pressed?(): boolean
  /** Choices under an arrow. */
  menu?(): readonly MenuChoice[]
  run(): unknown
}

export interface MenuChoice {
  id: string
  caption: string
  checked?: boolean
  run(): unknown
}

export class CommandStore {
  readonly all: readonly Command[]
  private readonly byId: ReadonlyMap<string, Command>

  constructor(private readonly root: RootStore) {
    this.all = [
      ...fileCommands(root),
      ...listCommands(root),
      ...goCommands(root),
      ...recoveryCommands(root),
      ...itemCommands(root),
      ...azureCommands(root),
      ...planCommands(root),
      ...runAsCommands(root),
      ...jobCommands(root),
      ...eventCommands(root),
      ...clockCommands(root),
      ...viewCommands(root),
    ]
    this.byId = new Map(this.all.map((command) => [command.id, command]))
    root.api.shell.onCommandRequested(({ command }) => this.run(command))
  }

  get(id: string): Command | undefined {
    return this.byId.get(id)
  }

  /** Runs a command, or says why it cannot run. */
  run(id: string): void {
    const command = this.byId.get(id)
    if (!command) return
    const enabled = command.enabled()
    if (enabled !== true) {
      this.root.notifications.announce(`${command.caption}: ${enabled}`)
      return
    }
    Promise.resolve()
      .then(() => command.run())
      .catch((error: unknown) => this.root.notifications.fault(error))
  }
}
