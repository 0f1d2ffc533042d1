import {
  ArrowReset20Regular,
  ArrowSwap20Regular,
  ArrowSync20Regular,
  ArrowUndo20Regular,
  Beaker20Regular,
  Broom20Regular,
  CalendarClock20Regular,
  Checkmark20Regular,
  CheckmarkCircle20Regular,
  CloudArrowUp20Regular,
  Dismiss20Regular,
  Flash20Regular,
  type FluentIcon,
  History20Regular,
  LinkDismiss20Regular,
  Open20Regular,
  Pause20Regular,
  Play20Regular,
  QuestionCircle20Regular,
} from '@fluentui/react-icons'
import type { ItemVerb } from '../../../preload/contract/replication.ts'
import { t } from '../../../preload/contract/words.ts'
import type { Command } from '../commands.ts'
import type { ItemDialogVerb, RootStore } from '../root-store.ts'

type Direct = 'pause' | 'resume' | 'resync' | 'restart'

/** Replicated items: which of them may run is the engine's word; in the order of the portal's menu. */
export const itemCommands = (root: RootStore): Command[] => {
  const { items } = root
  const itemPage = (): boolean => root.navigation.current.type === 'page' && root.navigation.current.page === 'page:item'
  const ask = (verb: ItemDialogVerb) => async () => {
    const { title } = items
    const ids = await items.ids()
    if (ids.length > 0) root.openDialog({ name: 'item', verb, ids, title })
  }
  const command = (
    verb: ItemVerb,
    icon: FluentIcon,
    group: string,
    size: 'large' | 'small',
    words: { caption: string; hint: string },
    run: () => unknown,
  ): Command => ({
    id: `item.${verb}`,
    ...words,
    icon,
    ribbon: { tab: 'item', group, size },
    context: ['protectedItems'],
    enabled: () => items.may(verb),
    run,
  })
  const direct = (verb: Direct, done: (title: string) => string) => async () => {
    const { title } = items
    const ids = await items.ids()
    if (ids.length === 0) return
    items.told(done(title), await root.api.replication.act({ ids, verb }))
  }
  const cleanup = command('cleanup', Broom20Regular, t('Failover'), 'large', { caption: '', hint: '' }, ask('cleanup'))
  // The name of this command came with the blade of 2017.
  Object.defineProperties(cleanup, {
    caption: { enumerable: true, get: () => (items.cleanupBlade ? t('Cleanup test failover') : t('Complete the test')) },
    hint: { enumerable: true, get: () => t('Keep notes of the test failover, and remove what it made in Azure.') },
  })
  return [
    {
      id: 'item.open',
      caption: t('Open'),
      hint: t('Show everything about the selected item: points, disks, events, and why its RPO is what it is.'),
      icon: Open20Regular,
      ribbon: { tab: 'item', group: t('Item'), size: 'large' },
      context: ['protectedItems'],
      enabled: () =>
        items.page && itemPage() ? t('Its page is open.') : items.count === 1 ? true : t('Select one replicated item first.'),
      run: async () => {
        const [id] = await items.ids()
        if (id !== undefined) root.navigation.openItem(id)
      },
    },
    command(
      'testFailover',
      Beaker20Regular,
      t('Failover'),
      'large',
      { caption: t('Test Failover'), hint: t('Rehearse the failover in a network apart. Replication goes on.') },
      ask('testFailover'),
    ),
    cleanup,
    command(
      'planned',
      CalendarClock20Regular,
      t('Failover'),
      'small',
      { caption: t('Planned Failover'), hint: t('Shut the machine down, send its last changes, start it in Azure. Nothing is lost.') },
      ask('planned'),
    ),
    command(
      'unplanned',
      Flash20Regular,
      t('Failover'),
      'small',
      { caption: t('Unplanned Failover'), hint: t('Start the machine in Azure from a recovery point, when its site is lost.') },
      ask('unplanned'),
    ),
    command(
      'changePoint',
      History20Regular,
      t('Failover'),
      'small',
      { caption: t('Change Recovery Point'), hint: t('Use another recovery point, as long as the failover is not committed.') },
      ask('changePoint'),
    ),
    command(
      'commit',
      Checkmark20Regular,
      t('Failover'),
      'large',
      { caption: t('Commit'), hint: t('Accept a failover: its other recovery points go. Or a failback: its machine in Azure goes.') },
      ask('commit'),
    ),
    command(
      'failback',
      ArrowUndo20Regular,
      t('Failback'),
      'large',
      { caption: t('Failback'), hint: t('A planned failover from Azure back to your site.') },
      ask('failback'),
    ),
    command(
      'completeFailover',
      CheckmarkCircle20Regular,
      t('Failback'),
      'small',
      { caption: t('Complete Failover'), hint: t('The data is synchronized: shut down in Azure and start on your site.') },
      ask('completeFailover'),
    ),
    command(
      'reverse',
      ArrowSwap20Regular,
      t('Failback'),
      'small',
      { caption: t('Reverse Replicate'), hint: t('Replicate from your site to Azure again.') },
      ask('reverse'),
    ),
    command(
      'resync',
      ArrowSync20Regular,
      t('Replication'),
      'large',
      { caption: t('Resynchronize'), hint: t('Compare source and target, and send what differs.') },
      direct('resync', (title) => t('{title}: resynchronization is asked for.', { title })),
    ),
    command(
      'pause',
      Pause20Regular,
      t('Replication'),
      'small',
      { caption: t('Pause'), hint: t('Hold replication. Changes are still tracked, and their logs grow.') },
      direct('pause', (title) => t('{title}: replication is paused.', { title })),
    ),
    command(
      'resume',
      Play20Regular,
      t('Replication'),
      'small',
      { caption: t('Resume'), hint: t('Go on with replication that was paused.') },
      direct('resume', (title) => t('{title}: replication goes on.', { title })),
    ),
    {
      id: 'item.explain',
      caption: t('Explain RPO'),
      hint: t('Why the RPO is what it is: from the newest point down to what limits it.'),
      icon: QuestionCircle20Regular,
      ribbon: { tab: 'item', group: t('Replication'), size: 'small' },
      context: ['protectedItems'],
      enabled: () => (items.count === 1 ? true : t('Select one replicated item first.')),
      run: async () => {
        const [id] = await items.ids()
        if (id !== undefined) root.navigation.openItem(id, 'why')
      },
    },
    command(
      'changePolicy',
      CloudArrowUp20Regular,
      t('Replication'),
      'small',
      { caption: t('Change policy'), hint: t('Use another replication policy from now on.') },
      ask('changePolicy'),
    ),
    command(
      'cancel',
      Dismiss20Regular,
      t('Job'),
      'small',
      {
        caption: t('Cancel job'),
        hint: t(
          'Stop the job under way. The machine of a failover then replicates no more until you restart the job, or disable replication and enable it again.',
        ),
      },
      ask('cancel'),
    ),
    command(
      'restart',
      ArrowReset20Regular,
      t('Job'),
      'small',
      { caption: t('Restart job'), hint: t('Run the job that failed again.') },
      direct('restart', (title) => t('{title}: the job runs again.', { title })),
    ),
    command(
      'disable',
      LinkDismiss20Regular,
      t('Remove'),
      'large',
      { caption: t('Disable Replication'), hint: t('Stop replicating and take the machine out of the vault.') },
      ask('disable'),
    ),
  ]
}
