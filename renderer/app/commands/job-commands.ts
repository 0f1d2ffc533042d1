import { ArrowCounterclockwise20Regular, ArrowUndo20Regular, Dismiss20Regular, TextBulletListSquare20Regular } from '@fluentui/react-icons'
import { t } from '../../../preload/contract/words.ts'
import type { Command } from '../commands.ts'
import type { JobAct } from '../jobs-store.ts'
import type { RootStore } from '../root-store.ts'

/** What can be done with the chosen job of the list: VMM's own Restart and Cancel; Take back is ours. */
export const jobCommands = (root: RootStore): Command[] => {
  const one = (): number | null => {
    const list = root.activeList
    return list?.kind === 'jobs' && list.selectedCount === 1 && list.activeRow ? list.activeRow.id : null
  }
  const may = (act: JobAct) => (): true | string => {
    const id = one()
    if (id === null) return t('Select one job first.')
    return root.jobs.isBusy(act, id) ? t('This is under way.') : (root.activeList?.may(act) ?? t('Select one job first.'))
  }
  const run = (act: JobAct) => async (): Promise<void> => {
    const id = one()
    if (id !== null) await root.jobs.act(act, id)
  }
  const place = (size: 'large' | 'small') => ({ tab: 'home', group: t('Job'), size, workspaces: ['jobs'] }) as const
  return [
    {
      id: 'job.restart',
      caption: t('Restart'),
      hint: t('Do the work of a failed, cancelled or interrupted job again.'),
      icon: ArrowCounterclockwise20Regular,
      ribbon: place('large'),
      context: ['jobs'],
      enabled: may('job.restart'),
      run: run('job.restart'),
    },
    {
      id: 'job.cancel',
      caption: t('Cancel'),
      hint: t('Stop the running job. Nothing remains of what an import, or a taking back, changed so far.'),
      icon: Dismiss20Regular,
      ribbon: place('large'),
      context: ['jobs'],
      enabled: may('job.cancel'),
      run: run('job.cancel'),
    },
    {
      id: 'job.takeBack',
      caption: t('Take back'),
      hint: t('Set everything that the job changed to what it was before, as a job of its own.'),
      icon: ArrowUndo20Regular,
      ribbon: place('large'),
      context: ['jobs'],
      enabled: may('job.takeBack'),
      run: run('job.takeBack'),
    },
    {
      id: 'job.details',
      caption: t('Details'),
      hint: t('Show the steps of the chosen job.'),
      icon: TextBulletListSquare20Regular,
      ribbon: place('small'),
      context: ['jobs'],
      enabled: () => (one() === null ? t('Select one job first.') : true),
      run: async () => {
        if (!root.preferences.values.detailsShown) await root.preferences.set({ detailsShown: true })
        root.activeList?.openTab('details')
      },
    },
  ]
}
