import {
  ArrowLeft20Regular,
  ArrowRight20Regular,
  Cloud20Regular,
  Desktop20Regular,
  Search20Regular,
  Server20Regular,
  ServerMultiple20Regular,
  TaskListSquareLtr20Regular,
  VirtualNetwork20Regular,
} from '@fluentui/react-icons'
import type { ListKind } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import { iconOf } from '../../ui/icons.tsx'
import type { Command } from '../commands.ts'
import type { RootStore } from '../root-store.ts'
import { workspaces } from '../workspaces.ts'

/** Ways to places: history, workspaces and the Show group. */
export const goCommands = (root: RootStore): Command[] => {
  const open = (): true | string => (root.lab.isOpen ? true : t('Open a lab first.'))
  const shows = (kind: ListKind) => (): boolean => {
    const now = root.navigation.current
    return now.type === 'list' && now.kind === kind
  }
  const show = (kind: ListKind, caption: string, icon: Command['icon'], workspace: 'vms' | 'fabric'): Command => ({
    id: `show.${kind}`,
    caption,
    hint: t('Show the list of all {caption}.', { caption }),
    icon,
    ribbon: { tab: 'home', group: t('Show'), size: 'large', workspaces: [workspace] },
    enabled: open,
    pressed: shows(kind),
    run: () => root.navigation.openList({ kind, workspace }),
  })
  return [
    {
      id: 'go.back',
      caption: t('Back'),
      hint: t('To the place before, with its filter.'),
      icon: ArrowLeft20Regular,
      key: 'Alt+Left',
      enabled: () => (root.navigation.canGoBack ? true : t('There is no place before this one.')),
      run: () => root.navigation.back(),
    },
    {
      id: 'go.forward',
      caption: t('Forward'),
      hint: t('To the place that you went back from.'),
      icon: ArrowRight20Regular,
      key: 'Alt+Right',
      enabled: () => (root.navigation.canGoForward ? true : t('There is no place after this one.')),
      run: () => root.navigation.forward(),
    },
    {
      id: 'go.palette',
      caption: t('Search anywhere'),
      hint: t('Find a command, a place or a machine.'),
      icon: Search20Regular,
      key: 'Ctrl+K',
      enabled: () => true,
      run: () => root.openDialog({ name: 'palette' }),
    },
    ...workspaces.map(
      (workspace): Command => ({
        id: `workspace.${workspace.id}`,
        caption: workspace.label,
        hint: t('Go to {label}.', { label: workspace.label }),
        icon: iconOf(workspace.icon),
        key: workspace.key,
        enabled: open,
        pressed: () => root.navigation.workspace === workspace.id,
        run: () => root.navigation.openWorkspace(workspace.id),
      }),
    ),
    show('vms', t('VMs'), Desktop20Regular, 'vms'),
    show('clouds', t('Clouds'), Cloud20Regular, 'vms'),
    show('vmNetworks', t('VM Networks'), VirtualNetwork20Regular, 'vms'),
    show('hosts', t('Hosts'), Server20Regular, 'fabric'),
    show('clusters', t('Clusters'), ServerMultiple20Regular, 'fabric'),
    {
      id: 'window.jobs',
      caption: t('Jobs'),
      hint: t('Show what runs and what was done, beside what you are doing.'),
      icon: TaskListSquareLtr20Regular,
      key: 'Ctrl+J',
      ribbon: { tab: 'home', group: t('Window'), size: 'large', workspaces: ['vms', 'fabric', 'settings', 'recovery'] },
      enabled: open,
      pressed: () => root.jobs.paneShown,
      run: () => (root.jobs.paneShown ? root.jobs.closePane() : root.jobs.openPane()),
    },
  ]
}
