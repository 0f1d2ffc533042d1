import type { ItemView, JobView } from '../../domain/replication/views.ts'

/** Jobs of the model as the portal names them, with the labels of their tasks (fact base 6.2; those marked S there are ours). */
interface JobText {
  name: string
  /** Labels of a step of the model; several share its time. */
  tasks: readonly (readonly [step: string, ...labels: string[]])[]
}

export const jobTexts: Readonly<Record<string, JobText>> = {
  enable: {
    name: 'Enable replication',
    tasks: [
      [
        'enable',
        'Prerequisites check for enabling protection',
        'Identifying replication target',
        'Enable replication',
        'Starting initial replication',
      ],
    ],
  },
  finalize: {
    name: 'Finalize protection on the virtual machine',
    tasks: [['finalize', 'Merge the snapshot', 'Configure network and post-replication settings']],
  },
  testFailover: {
    name: 'Test failover',
    tasks: [
      ['prereq', 'Prerequisites check for test failover'],
      ['createVm', 'Create test virtual machine'],
      ['prepare', 'Preparing the virtual machine'],
      ['boot', 'Start the virtual machine'],
    ],
  },
  cleanup: {
    name: 'Cleanup test failover',
    tasks: [['cleanup', 'Delete test virtual machine', 'Delete test adapters and disks', 'Save notes', 'Reset state']],
  },
  planned: {
    name: 'Planned failover',
    tasks: [
      ['prereq', 'Prerequisites check for planned failover'],
      ['shutdown', 'Shut down the virtual machine'],
      ['sync', 'Synchronize the latest changes'],
      ['select', 'Select the recovery point'],
      ['createVm', 'Create virtual machine in Azure'],
      ['boot', 'Start the virtual machine'],
    ],
  },
  unplanned: {
    name: 'Unplanned failover',
    tasks: [
      ['prereq', 'Prerequisites check for failover'],
      ['shutdown', 'Shut down the virtual machine'],
      ['sync', 'Synchronize the latest changes'],
      ['select', 'Select the recovery point'],
      ['process', 'Process the latest data'],
      ['createVm', 'Create virtual machine in Azure'],
      ['boot', 'Start the virtual machine'],
    ],
  },
  commit: { name: 'Commit failover', tasks: [['commit', 'Remove other recovery points', 'Mark as committed']] },
  changePoint: { name: 'Change recovery point', tasks: [['changePoint', 'Replace the virtual machine by the chosen recovery point']] },
  failback: {
    name: 'Planned failover (failback)',
    tasks: [
      ['compare', 'Compare the disks'],
      ['copy', 'Synchronize data'],
      ['azShutdown', 'Shut down the Azure virtual machine'],
      ['download', 'Download the rest'],
      ['onpremBoot', 'Start the on-premises virtual machine'],
    ],
  },
  reverse: { name: 'Reverse replicate', tasks: [['reverse', 'Prepare the on-premises machine for replication']] },
  disable: { name: 'Disable replication', tasks: [['disable', 'Remove replication from host and vault']] },
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
      name: 'Complete testing',
      status: drill === 'waiting' ? 'waiting' : drill === 'running' ? 'not-started' : 'completed',
      labMs: null,
      endLabMs: null,
    })
  return steps.map((step, n) => ({ ...step, number: String(n + 1) }))
}
