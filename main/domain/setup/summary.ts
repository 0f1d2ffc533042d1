import type { SetupAnswers, SetupOptions } from '../../../preload/contract/setup.ts'
import { plural } from '../../../preload/contract/words.ts'
import type { SetupContext } from './context.ts'
import { prerequisiteLines } from './prerequisites.ts'
import { proxyHost } from './source-page.ts'

type Line = SetupOptions['summary'][number]

const copyText: Record<number, string> = { 30: '30 seconds', 300: '5 minutes', 900: '15 minutes' }
const list = (names: readonly string[]): string => (names.length === 0 ? 'None' : names.join(', '))

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
    'Prerequisites',
    `${asked.filter((each) => each.state === 'met').length} met, ${asked.filter((each) => each.state === 'open').length} open, ${asked.filter((each) => each.state === 'not-met').length} not met`,
  )
  add('vault', 'Vault', vault.name)
  add('vault', 'Subscription', vault.subscription)
  add('vault', 'Resource group', vault.resourceGroup.name)
  add('vault', 'Location', vault.region)
  const destination = protectionGoal.destination === 'azure' ? 'To Azure' : 'To a recovery site'
  const virtual = { 'hyper-v': 'with Hyper-V', vmware: 'with VMware', 'not-virtualized': 'not virtualized' }[protectionGoal.virtualization]
  add('protectionGoal', 'Protection goal', `${destination}, ${virtual}, ${protectionGoal.vmm === 'yes' ? 'VMM' : 'no VMM'}`)
  add('source', 'VMM server', source.vmmServer)
  add('source', 'Friendly name', source.friendlyName)
  if (source.keyFile !== '') add('source', 'Key file', source.keyFile)
  add('source', 'Clouds sent to the vault', source.sync === 'all' ? 'All' : list(source.clouds))
  add(
    'source',
    'Internet connection',
    source.connection === 'direct'
      ? 'Direct'
      : `Proxy ${proxyHost(source.proxy.address)}:${source.proxy.port ?? '-'}${source.proxy.authenticate ? `, ${source.proxy.userName}` : ''}`,
  )
  add('target', 'Deployment model', target.deploymentModel === 'resource-manager' ? 'Resource Manager' : 'Classic')
  add('target', 'Storage account', target.storageAccount)
  if (target.logStorageAccount !== '') add('target', 'Storage account for replication logs', target.logStorageAccount)
  add('target', 'Network', target.network)
  add('target', 'Created by Finish', list([...target.createStorageAccounts, ...target.createNetworks].map((each) => each.name)))
  for (const each of answers.networkMapping.mappings) add('networkMapping', each.source, each.target)
  if (answers.networkMapping.mappings.length === 0) add('networkMapping', 'Network mapping', 'None')
  add('replication', 'Replication policy', replication.policyName)
  add('replication', 'Copy frequency', copyText[replication.copyFrequencySeconds] ?? `${replication.copyFrequencySeconds} s`)
  add('replication', 'Recovery point retention', `${replication.retentionHours ?? '-'} h`)
  add(
    'replication',
    'App-consistent snapshots',
    replication.appConsistentHours === 0 ? 'Off' : `Every ${replication.appConsistentHours ?? '-'} h`,
  )
  add(
    'replication',
    'Initial replication',
    replication.initialReplicationStart === 'immediately' ? 'Immediately' : `At ${replication.initialReplicationStart}`,
  )
  add('replication', 'Encryption', replication.encrypt ? 'On' : 'Off')
  add('replication', 'Clouds', list(replication.clouds))
  add('capacity', 'Capacity Planner', capacity.plannerDone === 'yes' ? 'Run' : 'Later')
  add('capacity', 'Link', `${capacity.linkMbps ?? '-'} Mbps, daily change ${capacity.dailyChangePercent ?? '-'} %`)
  const { throttle } = capacity
  add(
    'capacity',
    'Throttling',
    throttle.enabled
      ? `${throttle.workStart}-${throttle.workEnd} ${throttle.workKbps ?? '-'} Kbps, else ${throttle.nonWorkKbps ?? '-'} Kbps`
      : 'Off',
  )
  add('capacity', 'Threads', `${capacity.uploadThreads ?? '-'} upload, ${capacity.downloadThreads ?? '-'} download`)
  add('machines', 'Machines', `${plural(machines.items.length, 'machine')} of ${machines.cloud || '-'}`)
  add(
    'machines',
    'Azure network',
    machines.network === 'now'
      ? `${machines.azureNetwork || '-'}${machines.subnet === '' ? '' : ` / ${machines.subnet}`}`
      : 'Configure later',
  )
  add('review', 'Recovery plan', recoveryPlan.create ? recoveryPlan.name : 'None')
  return lines
}
