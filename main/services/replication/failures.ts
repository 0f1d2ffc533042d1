import { t } from '../../../preload/contract/words.ts'
import type { RefusalCode } from '../../domain/failover/azure-check.ts'
import { stepName } from './job-texts.ts'

export interface FailureText {
  /** Error ID: Microsoft's number where one is known (section 11 of the fact base), else a word of ours. */
  code: string
  message: string
  causes: string[]
  remedy: string
}

type Facts = Readonly<Record<string, string | number>>
const again = (): string => t('Then restart the job, or begin the test failover again.')

const refusals: Readonly<Record<RefusalCode, (facts: Facts) => FailureText>> = {
  'size-missing': (facts) => ({
    code: '28031',
    message: t('The virtual machine could not be created: the size {size} is not offered.', facts),
    causes: [t('The lab changed to rules of another year, whose sizes are others.')],
    remedy: t('Choose a size of the list under Compute and Network. {again}', { again: again() }),
  }),
  'size-disks': (facts) => ({
    code: '28031',
    message: t('The virtual machine could not be created: {size} takes {most} data disks, the machine has {disks}.', facts),
    causes: [t('A disk was added after replication was enabled.'), t('A smaller size was chosen.')],
    remedy: t('Choose a larger size under Compute and Network. {again}', { again: again() }),
  }),
  'network-missing': () => ({
    code: '28092',
    message: t('The network interface could not be created: no Azure network is chosen.'),
    causes: [t('The network of the machine is not mapped.'), t('Configure later was chosen, and then no network.')],
    remedy: t('Choose the network under Compute and Network. {again}', { again: again() }),
  }),
  'subnet-missing': (facts) => ({
    code: '28092',
    message: t('The network interface of {adapter} could not be created: {network} has no subnet {subnet}.', facts),
    causes: [t('The subnet was renamed or deleted.'), t('The network has no subnet for machines.')],
    remedy: t('Choose a subnet under Compute and Network. {again}', { again: again() }),
  }),
  'subnet-gateway': (facts) => ({
    code: '28092',
    message: t("The network interface of {adapter} could not be created: machines can't run in {subnet}.", facts),
    causes: [t('No subnet has the name of the source, and the first one belongs to the gateway.')],
    remedy: t('Choose another subnet under Compute and Network. {again}', { again: again() }),
  }),
  'subnet-full': (facts) => ({
    code: 'subnet-full',
    message: t('{adapter} got no address: {subnet} ({range}) has no free one.', facts),
    causes: [t('Test failovers that were not cleaned up hold addresses.'), t('The subnet is too small.')],
    remedy: t('Clean up test failovers, or choose another subnet under Compute and Network. {again}', { again: again() }),
  }),
  // E29: Microsoft names this error by its text alone, in these words; what follows the colon is ours.
  'ip-invalid': (facts) => ({
    code: 'ip-invalid',
    message: t(
      "One or more replica IP addresses for the network adapter of virtual machine is invalid: {ip} of {adapter} can't be used in {subnet} ({range}).",
      facts,
    ),
    causes: [t('The range of the subnet was changed.'), t('Azure keeps the first four addresses and the last.')],
    remedy: t('Choose another address under Compute and Network, or leave it empty. {again}', { again: again() }),
  }),
  'ip-taken': (facts) => ({
    code: 'ip-taken',
    message: t(
      'One or more replica IP addresses for the network adapter of virtual machine is invalid: {ip} of {adapter} belongs to {owner}.',
      facts,
    ),
    causes: [t('An earlier test failover was not cleaned up.'), t('Another machine in Azure uses the address.')],
    remedy: t('Clean up the test failover, or choose another address under Compute and Network. {again}', { again: again() }),
  }),
  'set-family': (facts) => ({
    code: '28031',
    message: t('The virtual machine could not be created: {size} is of another family than {other} in the availability set {set}.', facts),
    causes: [t('Machines of one availability set have sizes of different families.')],
    remedy: t('Choose a size of the same family, or no availability set. {again}', { again: again() }),
  }),
  'quota-cores': (facts) => ({
    code: '28031',
    message: t(
      'The virtual machine could not be created: it needs {needed, plural, one {# core} other {# cores}}, and {used} of {limit} are in use.',
      facts,
    ),
    causes: [t('The quota of cores of the subscription is used up.'), t('Test failovers that were not cleaned up use cores.')],
    remedy: t('Raise the quota under Azure limits, clean up test failovers, or choose a smaller size. {again}', { again: again() }),
  }),
  'quota-adapters': (facts) => ({
    code: '28092',
    message: t(
      'The network interface could not be created: {needed, plural, one {# is} other {# are}} needed, and {used} of {limit} are in use.',
      facts,
    ),
    causes: [t('The quota of network interfaces of the subscription is used up.')],
    remedy: t('Raise the quota under Azure limits, or clean up test failovers. {again}', { again: again() }),
  }),
}

/** Why Azure refused a machine, in words; null for a code that this version doesn't know. */
export const azureFailure = (code: string, facts: Facts): FailureText | null => {
  const told = (refusals as Readonly<Record<string, (facts: Facts) => FailureText>>)[code]
  return told?.(facts) ?? null
}

const steps: Readonly<Record<string, () => FailureText>> = {
  createVm: () => ({
    code: '28031',
    message: t('The virtual machine could not be created in Azure.'),
    causes: [t('The quota of the subscription is used up.'), t('The address is in use, or the size is not available in the region.')],
    remedy: t('Check size, network and address under Compute and Network, then restart the job.'),
  }),
  shutdown: () => ({
    code: 'failover-shutdown',
    message: t('The source machine could not be shut down.'),
    causes: [t('The guest does not answer, or the host is not reachable.')],
    remedy: t('Turn the machine off, then restart the job.'),
  }),
  // The only way in which a start fails: the plan does not let it begin.
  boot: () => ({
    code: 'plan-stopped',
    message: t('The recovery plan stopped before this machine was started.'),
    causes: [t('Another machine or an action of the plan failed, or a job of the plan was cancelled.')],
    remedy: t('See the job of the recovery plan for what stopped it. Restart this job to start the machine alone.'),
  }),
  finalize: () => ({
    code: 'volume-full',
    message: t('Protection could not be finalized: the volume of the replication logs is full.'),
    causes: [t('The logs of the machines on this volume grew faster than they could be sent.')],
    remedy: t('Make space on the volume. The initial replication begins again by itself as soon as there is some.'),
  }),
}

/** A failed job in words, from its line of the log. */
export const failureOf = (event: Readonly<Record<string, unknown>>): FailureText => {
  const step = String(event.step ?? '')
  const refused = typeof event.why === 'string' ? azureFailure(event.why, (event.facts ?? {}) as Facts) : null
  return (
    refused ??
    steps[step]?.() ?? {
      code: `failover-${step}`,
      message: t('The step "{step}" failed.', { step: stepName(step) ?? step }),
      causes: [],
      remedy: t('Restart the job.'),
    }
  )
}

/** Jobs that may be started again where they were cancelled; the others are begun anew where they were begun. */
const restarts: ReadonlySet<string> = new Set(['enable', 'planned', 'unplanned'])

/** How a cancelled job leaves its machine: 6.5 and F11 of the fact base. */
const left: Readonly<Record<string, () => string[]>> = {
  planned: () => [t('Cancelling stops the failover. The machine no longer replicates.')],
  unplanned: () => [t('Cancelling stops the failover. The machine no longer replicates.')],
  failback: () => [t('The disks on the host hold a part of the data only. The machine goes on in Azure.')],
}

/** A job that a person has cut short, in words. `by`: null where the lab does not know who it was. */
export const cancelOf = (model: string, by: string | null): FailureText => ({
  code: 'cancelled',
  message: by === null ? t('The job was cancelled.') : t('{by} cancelled the job.', { by }),
  causes: left[model]?.() ?? [],
  remedy: restarts.has(model) ? t('Restart the job to go on.') : t('Begin the failback again to copy the data anew.'),
})

/** A drill that nobody can complete any more, because replication of its machine was disabled. */
export const drillGone = (by: string | null): FailureText => ({
  code: 'replication-disabled',
  message:
    by === null
      ? t('Replication was disabled before the test was completed.')
      : t('{by} disabled replication before the test was completed.', { by }),
  causes: [],
  remedy: t('Enable replication again, then begin a new test failover.'),
})
