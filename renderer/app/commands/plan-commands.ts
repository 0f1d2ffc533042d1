import {
  Add20Regular,
  ArrowExportLtr20Regular,
  ArrowSwap20Regular,
  ArrowUndo20Regular,
  Beaker20Regular,
  Broom20Regular,
  CalendarClock20Regular,
  Checkmark20Regular,
  CheckmarkCircle20Regular,
  ClipboardTaskListLtr20Regular,
  Delete20Regular,
  Flash20Regular,
  Rename20Regular,
} from '@fluentui/react-icons'
import type { RunKind } from '../../../preload/contract/recovery-plans.ts'
import { t } from '../../../preload/contract/words.ts'
import type { Command } from '../commands.ts'
import type { ItemDialogVerb, RootStore } from '../root-store.ts'

type Look = Pick<Command, 'caption' | 'hint' | 'icon'> & { size: 'large' | 'small' }

/** Recovery plans: the one on screen, or the one selected in the list. */
export const planCommands = (root: RootStore): Command[] => {
  const { plans } = root
  const place = (group: string, size: 'large' | 'small') => ({ tab: 'plan', group, size }) as const
  const withPlan =
    (run: (plan: { id: number; plan: string }) => void): Command['run'] =>
    () => {
      const plan = plans.one
      if (plan) run(plan)
    }
  const failover = (kind: RunKind, { size, ...look }: Look, group = t('Failover')): Command => ({
    id: `recoveryPlan.${kind}`,
    ...look,
    ribbon: place(group, size),
    context: ['recoveryPlans'],
    enabled: () => plans.mayRun(kind),
    run: withPlan((plan) => root.openDialog({ name: 'plan-run', kind, ...plan })),
  })
  /** What follows a failover is done to the plan's machines: those that allow it. */
  const follow = (verb: ItemDialogVerb, group: string, { size, ...look }: Look): Command => ({
    id: `recoveryPlan.${verb}`,
    ...look,
    ribbon: place(group, size),
    context: ['recoveryPlans'],
    enabled: () => plans.mayFollow(verb),
    run: withPlan(({ plan }) => {
      const ids = plans.ready?.ids ?? []
      if (ids.length > 0) root.openDialog({ name: 'item', verb, ids, title: plan })
    }),
  })
  const cleanup = follow('cleanup', t('Failover'), { caption: '', hint: '', icon: Broom20Regular, size: 'small' })
  // The name of this command came with the blade of 2017.
  Object.defineProperties(cleanup, {
    caption: { enumerable: true, get: () => (root.items.cleanupBlade ? t('Cleanup test failover') : t('Complete the test')) },
    hint: { enumerable: true, get: () => t('Keep notes of the test failover, and remove what it made in Azure.') },
  })
  return [
    {
      id: 'recoveryPlan.create',
      caption: t('+ Recovery plan'),
      hint: t('Make a plan of replicated machines.'),
      icon: Add20Regular,
      ribbon: place(t('Plan'), 'large'),
      enabled: () => {
        if (!root.lab.isOpen) return t('Open a lab first.')
        if (root.lab.canWrite !== true) return root.lab.canWrite
        return root.navigation.guarded ? t('Save or discard the changes of the plan first.') : true
      },
      run: () => root.openDialog({ name: 'plan-create' }),
    },
    {
      id: 'recoveryPlan.customize',
      caption: t('Customize'),
      hint: t('Open the plan: its groups, its actions and its runs.'),
      icon: ClipboardTaskListLtr20Regular,
      ribbon: place(t('Plan'), 'large'),
      context: ['recoveryPlans'],
      enabled: () => {
        if (root.navigation.planId !== null) return t('The plan is open.')
        return plans.id === null ? t('Select one recovery plan first.') : true
      },
      run: withPlan(({ id, plan }) => root.openRecoveryPlan(id, plan)),
    },
    {
      id: 'recoveryPlan.rename',
      caption: t('Rename'),
      hint: t('Give the plan another name; its runs stay its own.'),
      icon: Rename20Regular,
      ribbon: place(t('Plan'), 'small'),
      context: ['recoveryPlans'],
      enabled: () => plans.changeable,
      run: withPlan((plan) => root.openDialog({ name: 'plan-rename', ...plan })),
    },
    {
      id: 'recoveryPlan.export',
      caption: t('Export'),
      hint: t('Write the plan as an Az PowerShell script, or as JSON.'),
      icon: ArrowExportLtr20Regular,
      ribbon: place(t('Plan'), 'small'),
      context: ['recoveryPlans'],
      enabled: () => {
        if (!root.lab.isOpen) return t('Open a lab first.')
        if (root.navigation.guarded) return t('Save or discard the changes of the plan first.')
        return plans.id === null ? t('Select one recovery plan first.') : true
      },
      run: withPlan((plan) => root.openDialog({ name: 'plan-export', ...plan })),
    },
    {
      id: 'recoveryPlan.delete',
      caption: t('Delete'),
      hint: t('Delete the plan; its machines stay replicated.'),
      icon: Delete20Regular,
      ribbon: place(t('Plan'), 'small'),
      context: ['recoveryPlans'],
      enabled: () => plans.changeable,
      run: withPlan((plan) => root.openDialog({ name: 'plan-delete', ...plan })),
    },
    failover('test', {
      caption: t('Test Failover'),
      hint: t('Rehearse the plan; nothing at the source is disturbed.'),
      icon: Beaker20Regular,
      size: 'large',
    }),
    cleanup,
    failover('planned', {
      caption: t('Planned Failover'),
      hint: t('Move all machines of the plan without loss.'),
      icon: CalendarClock20Regular,
      size: 'small',
    }),
    failover('unplanned', {
      caption: t('Unplanned Failover'),
      hint: t('Start all machines of the plan in Azure now.'),
      icon: Flash20Regular,
      size: 'small',
    }),
    follow('commit', t('Failover'), {
      caption: t('Commit'),
      hint: t('Accept the failover or failback. Other recovery points go.'),
      icon: Checkmark20Regular,
      size: 'large',
    }),
    failover(
      'failback',
      {
        caption: t('Failback'),
        hint: t('A planned failover of the plan from Azure back to your site, group by group.'),
        icon: ArrowUndo20Regular,
        size: 'large',
      },
      t('Failback'),
    ),
    follow('completeFailover', t('Failback'), {
      caption: t('Complete Failover'),
      hint: t('The data is synchronized: shut down in Azure and start on your site.'),
      icon: CheckmarkCircle20Regular,
      size: 'small',
    }),
    follow('reverse', t('Failback'), {
      caption: t('Reverse Replicate'),
      hint: t('Protect the machines in Azure again after a failback.'),
      icon: ArrowSwap20Regular,
      size: 'small',
    }),
  ]
}
