import {
  ClipboardTaskListLtr20Regular,
  CloudAdd20Regular,
  Gauge20Regular,
  Rocket20Regular,
  TaskListLtr20Regular,
} from '@fluentui/react-icons'
import { t } from '../../../preload/contract/words.ts'
import type { Command } from '../commands.ts'
import type { RootStore } from '../root-store.ts'

/** Getting Started and what comes of it. */
export const recoveryCommands = (root: RootStore): Command[] => {
  const open = (): true | string => (root.lab.isOpen ? true : t('Open a lab first.'))
  return [
    {
      id: 'recovery.gettingStarted',
      caption: t('Getting Started'),
      hint: t('Walk from the inventory to a first recovery plan.'),
      icon: Rocket20Regular,
      ribbon: { tab: 'home', group: t('Vault'), size: 'large', workspaces: ['recovery', 'vms'] },
      enabled: () => (root.lab.isOpen ? root.lab.canWrite : open()),
      run: () => root.openGettingStarted(),
    },
    {
      id: 'item.enable',
      caption: t('+Replicate'),
      hint: t('Enable replication of more machines.'),
      icon: CloudAdd20Regular,
      key: 'Ctrl+R',
      ribbon: { tab: 'home', group: t('Vault'), size: 'large', workspaces: ['recovery', 'vms'] },
      enabled: () => (root.lab.isOpen ? root.lab.canWrite : open()),
      run: () => root.openDialog({ name: 'enable-replication' }),
    },
    {
      id: 'recovery.azureLimits',
      caption: t('Azure limits'),
      hint: t('Quotas of the subscription, and addresses in use in Azure: what a failover meets there.'),
      icon: Gauge20Regular,
      ribbon: { tab: 'home', group: t('Vault'), size: 'small', workspaces: ['recovery'] },
      enabled: () => (root.lab.isOpen ? root.lab.canWrite : open()),
      run: () => root.openDialog({ name: 'azure-limits' }),
    },
    {
      id: 'recovery.readiness',
      caption: t('Readiness'),
      hint: t('Which machines can be protected, which not, and why.'),
      icon: TaskListLtr20Regular,
      ribbon: { tab: 'home', group: t('Planning'), size: 'large', workspaces: ['recovery'] },
      enabled: open,
      run: () => root.navigation.openPage('recovery', 'page:readiness'),
    },
    {
      id: 'recovery.plan',
      caption: t('Plan'),
      hint: t('The plan on one page, with its scripts and reports.'),
      icon: ClipboardTaskListLtr20Regular,
      ribbon: { tab: 'home', group: t('Planning'), size: 'large', workspaces: ['recovery'] },
      enabled: open,
      run: () => root.openPlan(),
    },
  ]
}
