import { Open20Regular, PlugConnectedCheckmark20Regular, ShieldCheckmark20Regular } from '@fluentui/react-icons'
import { t } from '../../../preload/contract/words.ts'
import type { Command } from '../commands.ts'
import type { RootStore } from '../root-store.ts'

/** Machines in Azure and the check-lists for connecting to them; of a list of either, or of the page of a replicated item. */
export const azureCommands = (root: RootStore): Command[] => {
  const { items } = root
  const vm = () => (root.activeList?.kind === 'azureVms' && root.activeList.selectedCount === 1 ? root.activeList.activeRow : null)
  const one = (): true | string => {
    if (!root.lab.isOpen) return t('Open a lab first.')
    if (root.activeList?.kind === 'azureVms') return vm() ? true : t('Select one machine first.')
    return items.shown && items.count === 1 ? true : t('Select one replicated item first.')
  }
  /** The replicated item that a machine in Azure came from is a fact of its details. */
  const itemId = async (): Promise<number | undefined> => {
    const row = vm()
    if (row === null) return (await items.ids())[0]
    const { tabs } = await root.api.inventory.details({ kind: 'azureVms', id: row.id })
    const facts = tabs.flatMap((tab) => tab.blocks.flatMap((block) => (block.kind === 'facts' ? block.facts : [])))
    return facts.find((fact) => fact.link?.kind === 'protectedItems')?.link?.id
  }
  return [
    {
      id: 'connect.open',
      caption: t('Connect'),
      hint: t('Check-lists: prepare a test failover, connect after a failover by Remote Desktop or Secure Shell, verify the machine.'),
      icon: PlugConnectedCheckmark20Regular,
      ribbon: { tab: 'item', group: t('Item'), size: 'large' },
      context: ['azureVms', 'protectedItems'],
      enabled: one,
      run: async () => {
        const id = await itemId()
        if (id !== undefined) root.openConnect(id)
      },
    },
    {
      id: 'azure.openItem',
      caption: t('Open replicated item'),
      hint: t('Show the replicated item that the machine in Azure came from.'),
      icon: Open20Regular,
      context: ['azureVms'],
      enabled: one,
      run: async () => {
        const id = await itemId()
        if (id !== undefined) root.navigation.openItem(id)
      },
    },
    {
      id: 'azure.replicatedItems',
      caption: t('Replicated Items'),
      hint: t('Show the machines that are replicated: a failover of theirs creates machines in Azure.'),
      icon: ShieldCheckmark20Regular,
      enabled: () => (root.lab.isOpen ? true : t('Open a lab first.')),
      run: () => root.navigation.openList({ kind: 'protectedItems' }),
    },
  ]
}
