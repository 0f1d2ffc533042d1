import { t } from '../../../preload/contract/words.ts'
import type { ItemView, JobView } from '../../domain/replication/views.ts'

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

export const jobName = (model: string): string => jobTexts[model]?.name ?? model

export interface StoredStep {
  name: string
  number: string
  status: 'not-started' | 'running' | 'waiting' | 'completed' | 'failed'
  labMs: number | null
  endLabMs: number | null
}

/** The tasks of a job as they stand. Without a view of the simulation (it has gone on to another job) all have ended with the job. */
export const stepsOf = (model: string, job: JobView | null, drill: ItemView['drill'], endedMs: number | null): StoredStep[] => {
  const text = jobTexts[model]
  if (text === undefined) return []
  const labels = new Map(text.tasks.map(([step, ...names]) => [step, names]))
  const steps: Omit<StoredStep, 'number'>[] = []
  if (job === null)
    for (const [, ...names] of text.tasks)
      steps.push(...names.map((name) => ({ name, status: 'completed' as const, labMs: null, endLabMs: endedMs })))
  else {
    for (const step of job.steps) {
      const names = labels.get(step.step) ?? [step.step]
      const end = step.endedAt ?? step.endsAt
      names.forEach((name, n) => {
        const part = (k: number): number | null =>
          end === null ? null : step.startedAt + Math.floor(((end - step.startedAt) * k) / names.length)
        const last = n === names.length - 1
        if (step.endedAt !== null)
          steps.push({ name, status: step.failed && last ? 'failed' : 'completed', labMs: part(n), endLabMs: part(n + 1) })
        else steps.push({ name, status: n === 0 ? 'running' : 'not-started', labMs: n === 0 ? step.startedAt : null, endLabMs: null })
      })
    }
    for (const step of job.ahead)
      for (const name of labels.get(step) ?? [step]) steps.push({ name, status: 'not-started', labMs: null, endLabMs: null })
  }
  if (model === 'testFailover')
    steps.push({
      name: t('Complete testing'),
      status: drill === 'waiting' ? 'waiting' : drill === 'running' ? 'not-started' : 'completed',
      labMs: null,
      endLabMs: null,
    })
  return steps.map((step, n) => ({ ...step, number: String(n + 1) }))
}
