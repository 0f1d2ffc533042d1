import type { SetupOptions } from '../../../preload/contract/setup.ts'
import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import { plural, t } from '../../../preload/contract/words.ts'
import type { SetupContext } from './context.ts'
import { prerequisiteLines } from './prerequisites.ts'
import { proxyHost } from './source-page.ts'

type Line = SetupOptions['summary'][number]

const copyText: Record<number, string> = { 30: t('30 seconds'), 300: t('5 minutes'), 900: t('15 minutes') }
const list = (names: readonly string[]): string => (names.length === 0 ? t('None') : names.join(', '))

/** Every choice on one page, for the review; never a password. */
export const summarise = (answers: SetupAnswers, context: SetupContext): Line[] => {
  const lines: Line[] = []
  const add = (page: Line['page'], label: string, value: string): void => {
    lines.push({ page, label, value: value === '' ? '-' : value })
  }
  const { vault, source, target, replication, capacity, machines, recoveryPlan, protectionGoal } = answers
  const asked = prerequisiteLines(answers, context)
  add(
    'prerequisites',
    t('Prerequisites'),
    t('{filter} met, {filter2} open, {filter3} not met', {
      filter: asked.filter((each) => each.state === 'met').length,
      filter2: asked.filter((each) => each.state === 'open').length,
      filter3: asked.filter((each) => each.state === 'not-met').length,
    }),
  )
  add('vault', t('Vault'), vault.name)
  add('vault', t('Subscription'), vault.subscription)
  add('vault', t('Resource group'), vault.resourceGroup.name)
  add('vault', t('Location'), vault.region)
  const destination = protectionGoal.destination === 'azure' ? t('To Azure') : t('To a recovery site')
  const virtual = { 'hyper-v': t('with Hyper-V'), vmware: t('with VMware'), 'not-virtualized': t('not virtualized') }[
    protectionGoal.virtualization
  ]
  add('protectionGoal', t('Protection goal'), `${destination}, ${virtual}, ${protectionGoal.vmm === 'yes' ? 'VMM' : t('no VMM')}`)
  add('source', t('VMM server'), source.vmmServer)
  add('source', t('Friendly name'), source.friendlyName)
  if (source.keyFile !== '') add('source', t('Key file'), source.keyFile)
  add('source', t('Clouds sent to the vault'), source.sync === 'all' ? t('All') : list(source.clouds))
  add(
    'source',
    t('Internet connection'),
    source.connection === 'direct'
      ? t('Direct')
      : t('Proxy {address}:{port}{userName}', {
          address: proxyHost(source.proxy.address),
          port: source.proxy.port ?? '-',
          userName: source.proxy.authenticate ? `, ${source.proxy.userName}` : '',
        }),
  )
  add('target', t('Deployment model'), target.deploymentModel === 'resource-manager' ? t('Resource Manager') : t('Classic'))
  add('target', t('Storage account'), target.storageAccount)
  if (target.logStorageAccount !== '') add('target', t('Storage account for replication logs'), target.logStorageAccount)
  add('target', t('Network'), target.network)
  add('target', t('Created by Finish'), list([...target.createStorageAccounts, ...target.createNetworks].map((each) => each.name)))
  for (const each of answers.networkMapping.mappings) add('networkMapping', each.source, each.target)
  if (answers.networkMapping.mappings.length === 0) add('networkMapping', t('Network mapping'), t('None'))
  add('replication', t('Replication policy'), replication.policyName)
  add('replication', t('Copy frequency'), copyText[replication.copyFrequencySeconds] ?? `${replication.copyFrequencySeconds} s`)
  add('replication', t('Recovery point retention'), `${replication.retentionHours ?? '-'} h`)
  add(
    'replication',
    t('App-consistent snapshots'),
    replication.appConsistentHours === 0
      ? t('Off')
      : t('Every {appConsistentHours} h', { appConsistentHours: replication.appConsistentHours ?? '-' }),
  )
  add(
    'replication',
    t('Initial replication'),
    replication.initialReplicationStart === 'immediately'
      ? t('Immediately')
      : t('At {initialReplicationStart}', { initialReplicationStart: replication.initialReplicationStart }),
  )
  add('replication', t('Encryption'), replication.encrypt ? t('On') : t('Off'))
  add('replication', t('Clouds'), list(replication.clouds))
  add('capacity', t('Capacity Planner'), capacity.plannerDone === 'yes' ? t('Run') : t('Later'))
  add(
    'capacity',
    t('Link'),
    t('{linkMbps} Mbps, daily change {dailyChangePercent} %', {
      linkMbps: capacity.linkMbps ?? '-',
      dailyChangePercent: capacity.dailyChangePercent ?? '-',
    }),
  )
  const { throttle } = capacity
  add(
    'capacity',
    t('Throttling'),
    throttle.enabled
      ? t('{workStart}-{workEnd} {workKbps} Kbps, else {nonWorkKbps} Kbps', {
          workStart: throttle.workStart,
          workEnd: throttle.workEnd,
          workKbps: throttle.workKbps ?? '-',
          nonWorkKbps: throttle.nonWorkKbps ?? '-',
        })
      : t('Off'),
  )
  add(
    'capacity',
    t('Threads'),
    t('{uploadThreads} upload, {downloadThreads} download', {
      uploadThreads: capacity.uploadThreads ?? '-',
      downloadThreads: capacity.downloadThreads ?? '-',
    }),
  )
  add(
    'machines',
    t('Machines'),
    t('{machines} of {cloud}', { machines: plural(machines.items.length, 'machine'), cloud: machines.cloud || '-' }),
  )
  add(
    'machines',
    t('Azure network'),
    machines.network === 'now'
      ? `${machines.azureNetwork || '-'}${machines.subnet === '' ? '' : ` / ${machines.subnet}`}`
      : t('Configure later'),
  )
  add('review', t('Recovery plan'), recoveryPlan.create ? recoveryPlan.name : t('None'))
  return lines
}
