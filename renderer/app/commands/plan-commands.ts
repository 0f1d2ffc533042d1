import {
  Add20Regular,
  Beaker20Regular,
  CalendarClock20Regular,
  ClipboardTaskListLtr20Regular,
  Delete20Regular,
  Flash20Regular,
} from '@fluentui/react-icons'
import type { FailoverKind } from '../../../preload/contract/recovery-plans.ts'
import { t } from '../../../preload/contract/words.ts'
import type { Command } from '../commands.ts'
import type { RootStore } from '../root-store.ts'

/** Recovery plans: the one on screen, or the one selected in the list. */
export const planCommands = (root: RootStore): Command[] => {
  const ribbon = (size: 'large' | 'small') => ({ tab: 'plan', group: t('Plan'), size }) as const
  const writable = (): true | string => (root.lab.isOpen ? root.lab.canWrite : t('Open a lab first.'))
  const one = (): { id: number; plan: string } | null => {
    const { planId, planName } = root.navigation
    if (planId !== null) return { id: planId, plan: planName }
    const row = root.activeList?.kind === 'recoveryPlans' && root.activeList.selectedCount === 1 ? root.activeList.activeRow : null
    return row && { id: row.id, plan: String(row.cells.name ?? '') }
  }
  const chosen = (): true | string => (one() ? true : t('Select one recovery plan first.'))
  const change = (): true | string => {
    const may = writable()
    if (may !== true) return may
    return root.navigation.guarded ? t('Save or discard the changes of the plan first.') : chosen()
  }
  const failover = (id: string, kind: FailoverKind, caption: string, hint: string, icon: Command['icon']): Command => ({
    id,
    caption,
    hint,
    icon,
    ribbon: ribbon(kind === 'test' ? 'large' : 'small'),
    context: ['recoveryPlans'],
    enabled: change,
    run: () => {
      const plan = one()
      if (plan) root.openDialog({ name: 'plan-run', kind, ...plan })
    },
  })
  return [
    {
      id: 'recoveryPlan.create',
      caption: t('+ Recovery plan'),
      hint: t('Make a plan of replicated machines.'),
      icon: Add20Regular,
      ribbon: ribbon('large'),
      enabled: () => (root.navigation.guarded ? change() : writable()),
      run: () => root.openDialog({ name: 'plan-create' }),
    },
    {
      id: 'recoveryPlan.customize',
      caption: t('Customize'),
      hint: t('Open the plan: its groups, its actions and its runs.'),
      icon: ClipboardTaskListLtr20Regular,
      ribbon: ribbon('large'),
      context: ['recoveryPlans'],
      enabled: () => (root.navigation.planId === null ? chosen() : t('The plan is open.')),
      run: () => {
        const plan = one()
        if (plan) root.openRecoveryPlan(plan.id, plan.plan)
      },
    },
    failover('recoveryPlan.test', 'test', t('Test Failover'), t('Rehearse the plan; nothing at the source is disturbed.'), Beaker20Regular),
    failover(
      'recoveryPlan.planned',
      'planned',
      t('Planned Failover'),
      t('Move all machines of the plan without loss.'),
      CalendarClock20Regular,
    ),
    failover(
      'recoveryPlan.unplanned',
      'unplanned',
      t('Unplanned Failover'),
      t('Start all machines of the plan in Azure now.'),
      Flash20Regular,
    ),
    {
      id: 'recoveryPlan.delete',
      caption: t('Delete'),
      hint: t('Delete the plan; its machines stay replicated.'),
      icon: Delete20Regular,
      ribbon: ribbon('small'),
      context: ['recoveryPlans'],
      enabled: change,
      run: () => {
        const plan = one()
        if (plan) root.openDialog({ name: 'plan-delete', ...plan })
      },
    },
  ]
}
