import {
  ArrowClockwise20Regular,
  Copy20Regular,
  Filter20Regular,
  SelectAllOn20Regular,
  Server20Regular,
  TaskListLtr20Regular,
  TextBulletListSquare20Regular,
} from '@fluentui/react-icons'
import { t } from '../../../preload/contract/words.ts'
import type { Command } from '../commands.ts'
import type { RootStore } from '../root-store.ts'

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

/** What can be done with the list on screen and its rows. */
export const listCommands = (root: RootStore): Command[] => {
  const list = (): true | string => (root.activeList ? true : t('Open a list first.'))
  const rows = (): true | string => ((root.activeList?.selectedCount ?? 0) > 0 ? true : t('Select a row first.'))
  const oneVm = (): true | string => {
    const now = root.activeList
    if (now?.kind !== 'vms') return t('Open the list of virtual machines first.')
    return now.selectedCount === 1 && now.activeRow ? true : t('Select one virtual machine first.')
  }
  const host = (): string | null => {
    const value = root.activeList?.activeRow?.cells.host
    return typeof value === 'string' && value !== '' ? value : null
  }
  return [
    {
      id: 'list.refresh',
      caption: t('Refresh'),
      hint: t('Read the list or page and the tree again.'),
      icon: ArrowClockwise20Regular,
      key: 'F5',
      ribbon: { tab: 'home', group: t('Data'), size: 'small' },
      enabled: () => (root.lab.isOpen ? true : t('Open a lab first.')),
      run: () => root.refresh(),
    },
    {
      id: 'list.copy',
      caption: t('Copy rows'),
      hint: t('Put the selected rows on the clipboard, ready for a spreadsheet.'),
      icon: Copy20Regular,
      ribbon: { tab: 'home', group: t('Data'), size: 'small' },
      context: 'all',
      enabled: rows,
      run: () => root.activeList?.copySelection(),
    },
    {
      id: 'list.selectAll',
      caption: t('Select all'),
      hint: t('Select every row that passes the filter.'),
      icon: SelectAllOn20Regular,
      ribbon: { tab: 'home', group: t('Data'), size: 'small' },
      enabled: list,
      run: () => root.activeList?.selectAll(),
    },
    {
      id: 'list.filter',
      caption: t('Filter'),
      hint: t('Go to the filter box.'),
      icon: Filter20Regular,
      key: 'Ctrl+F',
      enabled: list,
      run: () => root.activeList?.focusFilter(),
    },
    {
      id: 'vm.summary',
      caption: t('Summary'),
      hint: t('Show what the lab knows of this machine.'),
      icon: TextBulletListSquare20Regular,
      ribbon: { tab: 'vm', group: t('Virtual Machine'), size: 'large' },
      context: ['vms'],
      enabled: oneVm,
      run: () => showTab(root, 'summary'),
    },
    {
      id: 'vm.readiness',
      caption: t('Readiness'),
      hint: t('Show the rules that this machine breaks, and what to do.'),
      icon: TaskListLtr20Regular,
      ribbon: { tab: 'vm', group: t('Virtual Machine'), size: 'large' },
      context: ['vms'],
      enabled: oneVm,
      run: () => showTab(root, 'readiness'),
    },
    {
      id: 'vm.host',
      caption: t('Show host'),
      hint: t('Open the host of this machine in Fabric.'),
      icon: Server20Regular,
      ribbon: { tab: 'vm', group: t('Window'), size: 'large' },
      context: ['vms'],
      enabled: () => {
        const one = oneVm()
        if (one !== true) return one
        return host() ? true : t('The import does not tell its host.')
      },
      run: () => {
        const name = host()
        if (name) root.openList('hosts', `name=${quoted(name)}`)
      },
    },
  ]
}

const showTab = (root: RootStore, tab: string): void => {
  if (!root.preferences.values.detailsShown) void root.preferences.set({ detailsShown: true })
  root.activeList?.openTab(tab)
}
