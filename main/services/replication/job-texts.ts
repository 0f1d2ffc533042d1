import { t } from '../../../preload/contract/words.ts'

/** Jobs of the model as the portal names them, with the labels of their tasks (fact base 6.2; those marked S there are ours). */
interface JobText {
  name: string
  /** Labels of a step of the model; several share its time. */
  tasks: readonly (readonly [step: string, ...labels: string[]])[]
}

export const jobTexts: Readonly<Record<string, JobText>> = {
  enable: {
    name: t('Enable replication'),
    tasks: [
      [
        'enable',
        t('Prerequisites check for enabling protection'),
        t('Identifying replication target'),
        t('Enable replication'),
        t('Starting initial replication'),
      ],
    ],
  },
  finalize: {
    name: t('Finalize protection on the virtual machine'),
    tasks: [['finalize', t('Merge the snapshot'), t('Configure network and post-replication settings')]],
  },
  testFailover: {
    name: t('Test failover'),
    tasks: [
      ['prereq', t('Prerequisites check for test failover')],
      ['createVm', t('Create test virtual machine')],
      ['prepare', t('Preparing the virtual machine')],
      ['boot', t('Start the virtual machine')],
    ],
  },
  cleanup: {
    name: t('Cleanup test failover'),
    tasks: [['cleanup', t('Delete test virtual machine'), t('Delete test adapters and disks'), t('Save notes'), t('Reset state')]],
  },
  planned: {
    name: t('Planned failover'),
    tasks: [
      ['prereq', t('Prerequisites check for planned failover')],
      ['shutdown', t('Shut down the virtual machine')],
      ['sync', t('Synchronize the latest changes')],
      ['select', t('Select the recovery point')],
      ['createVm', t('Create virtual machine in Azure')],
      ['boot', t('Start the virtual machine')],
    ],
  },
  unplanned: {
    name: t('Unplanned failover'),
    tasks: [
      ['prereq', t('Prerequisites check for failover')],
      ['shutdown', t('Shut down the virtual machine')],
      ['sync', t('Synchronize the latest changes')],
      ['select', t('Select the recovery point')],
      ['process', t('Process the latest data')],
      ['createVm', t('Create virtual machine in Azure')],
      ['boot', t('Start the virtual machine')],
    ],
  },
  commit: { name: t('Commit failover'), tasks: [['commit', t('Remove other recovery points'), t('Mark as committed')]] },
  changePoint: {
    name: t('Change recovery point'),
    tasks: [['changePoint', t('Replace the virtual machine by the chosen recovery point')]],
  },
  failback: {
    name: t('Planned failover (failback)'),
    tasks: [
      ['compare', t('Compare the disks')],
      ['copy', t('Synchronize data')],
      ['azShutdown', t('Shut down the Azure virtual machine')],
      ['download', t('Download the rest')],
      ['onpremBoot', t('Start the on-premises virtual machine')],
    ],
  },
  reverse: { name: t('Reverse replicate'), tasks: [['reverse', t('Prepare the on-premises machine for replication')]] },
  disable: { name: t('Disable replication'), tasks: [['disable', t('Remove replication from host and vault')]] },
}

/** Commit after a failback (F13) is one job of the model with that after a failover, but does something else. */
const commitBack: JobText = {
  name: t('Commit (failback)'),
  tasks: [['commit', t('Delete the Azure virtual machine and its disks'), t('Prepare for reverse replication')]],
}

/** `back`: the machine came home before. Undefined of a job that this version doesn't know. */
export const jobText = (model: string, back: boolean): JobText | undefined => (back && model === 'commit' ? commitBack : jobTexts[model])

export const jobName = (model: string, back = false): string => jobText(model, back)?.name ?? model

/** A step of the model in words, for messages: what it does last. */
export const stepName = (step: string): string | null => {
  for (const { tasks } of Object.values(jobTexts)) {
    const names = tasks.find(([key]) => key === step)
    if (names !== undefined) return names.at(-1) ?? null
  }
  return null
}
