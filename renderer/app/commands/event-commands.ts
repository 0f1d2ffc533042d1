import { QuestionCircle20Regular } from '@fluentui/react-icons'
import { t } from '../../../preload/contract/words.ts'
import type { Command } from '../commands.ts'
import type { RootStore } from '../root-store.ts'

/** Why an event of the list came: the chain that the page of its replicated item tells, at the instant of the event. */
export const eventCommands = (root: RootStore): Command[] => {
  const row = () => (root.activeList?.kind === 'events' && root.activeList.selectedCount === 1 ? root.activeList.activeRow : null)
  return [
    {
      id: 'event.why',
      caption: t('Why'),
      hint: t('Show what led to the event, at its instant, on the page of its replicated item.'),
      icon: QuestionCircle20Regular,
      context: ['events'],
      enabled: () => (row() === null ? t('Select one event first.') : (root.activeList?.may('event.why') ?? t('Select one event first.'))),
      run: async () => {
        const event = row()
        if (event === null) return
        const { tabs } = await root.api.inventory.details({ kind: 'events', id: event.id })
        const facts = tabs.flatMap((tab) => tab.blocks.flatMap((block) => (block.kind === 'facts' ? block.facts : [])))
        const item = facts.find((fact) => fact.link?.kind === 'protectedItems')?.link?.id
        const at = event.cells.time
        if (item !== undefined) root.navigation.openItem(item, 'why', typeof at === 'number' ? at : undefined)
      },
    },
  ]
}
