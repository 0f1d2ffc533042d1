import type { ListKind } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'

/** Captions of the lists, as their page titles print them: `VMs (40)`. */
export const kindTitles: Record<ListKind, string> = {
  vms: t('VMs'),
  hosts: t('Hosts'),
  clusters: t('Clusters'),
  clouds: t('Clouds'),
  hostGroups: t('Host Groups'),
  vmNetworks: t('VM Networks'),
  logicalNetworks: t('Logical Networks'),
  vmmServers: t('Servers'),
  runAsAccounts: t('Run As Accounts'),
  vaults: t('Recovery Services vaults'),
  storageAccounts: t('Storage accounts'),
  azureNetworks: t('Virtual networks'),
  policies: t('Replication policies'),
  mappings: t('Network mappings'),
  protectedItems: t('Replicated Items'),
  recoveryPlans: t('Recovery Plans'),
  jobs: t('Jobs'),
  events: t('Site Recovery Events'),
  imports: t('Imports'),
  azureVms: t('Virtual machines'),
  azureResources: t('All resources'),
}

/** Screen ids of the picture of the app, by list. */
export const kindScreens: Record<ListKind, string> = {
  vms: 'SCR-04',
  hosts: 'SCR-12',
  clusters: 'SCR-13',
  clouds: 'SCR-09',
  hostGroups: 'SCR-08',
  vmNetworks: 'SCR-06',
  logicalNetworks: 'SCR-14',
  vmmServers: 'SCR-27',
  runAsAccounts: 'SCR-19',
  vaults: 'SCR-24',
  storageAccounts: 'SCR-31',
  azureNetworks: 'SCR-31',
  policies: 'SCR-30',
  mappings: 'SCR-29',
  protectedItems: 'SCR-32',
  recoveryPlans: 'SCR-34',
  jobs: 'SCR-17',
  events: 'SCR-37',
  imports: 'SCR-03',
  azureVms: 'SCR-31-vms',
  azureResources: 'SCR-31-resources',
}

/** Columns that a narrow list leaves out, the last one first: what another column tells too, or what is seldom there. */
export const yieldingColumns: Partial<Record<ListKind, readonly string[]>> = { vms: ['state', 'jobStatus'] }

/** Why a list is empty and which command fills it. */
export const emptyLists: Record<ListKind, { icon: string; title: string; why: string; command: string | null }> = {
  vms: {
    icon: 'vm',
    title: t('No machines yet'),
    why: t('Import an export of System Center VMM to see your machines here.'),
    command: 'import.open',
  },
  hosts: { icon: 'host', title: t('No hosts yet'), why: t('Hosts come with the machines of an import.'), command: 'import.open' },
  clusters: { icon: 'cluster', title: t('No clusters yet'), why: t('Clusters come with the hosts of an import.'), command: 'import.open' },
  clouds: { icon: 'cloud', title: t('No clouds yet'), why: t('Clouds come with the machines of an import.'), command: 'import.open' },
  hostGroups: {
    icon: 'hostGroup',
    title: t('No host groups yet'),
    why: t('Host groups come with the hosts of an import.'),
    command: 'import.open',
  },
  vmNetworks: {
    icon: 'vmNetwork',
    title: t('No VM networks yet'),
    why: t('VM networks come with the adapters of an import.'),
    command: 'import.open',
  },
  logicalNetworks: {
    icon: 'logicalNetwork',
    title: t('No logical networks yet'),
    why: t('Logical networks come with the adapters of an import.'),
    command: 'import.open',
  },
  vmmServers: {
    icon: 'vmmServer',
    title: t('No server registered'),
    why: t('Getting Started registers your VMM server.'),
    command: 'recovery.gettingStarted',
  },
  runAsAccounts: {
    icon: 'runAsAccount',
    title: t('No accounts yet'),
    why: t('Getting Started makes DRAProxyAccount when the Provider connects through a proxy that asks for a sign-in.'),
    command: 'runAs.create',
  },
  vaults: { icon: 'vault', title: t('No vault yet'), why: t('Getting Started creates one.'), command: 'recovery.gettingStarted' },
  storageAccounts: {
    icon: 'storageAccount',
    title: t('No storage accounts yet'),
    why: t('Getting Started creates the account that holds the replicated data.'),
    command: 'recovery.gettingStarted',
  },
  azureNetworks: {
    icon: 'azureNetwork',
    title: t('No virtual networks yet'),
    why: t('Getting Started creates the network that machines join after a failover.'),
    command: 'recovery.gettingStarted',
  },
  policies: {
    icon: 'policy',
    title: t('No policies'),
    why: t('Getting Started creates a policy and associates your clouds.'),
    command: 'recovery.gettingStarted',
  },
  mappings: {
    icon: 'mapping',
    title: t('No mappings yet'),
    why: t('Getting Started maps VM networks to Azure networks.'),
    command: 'recovery.gettingStarted',
  },
  protectedItems: {
    icon: 'protectedItem',
    title: t('Nothing is protected'),
    why: t('Select machines that can be replicated.'),
    command: 'item.enable',
  },
  recoveryPlans: {
    icon: 'recoveryPlan',
    title: t('No plans'),
    why: t('A plan fails replicated machines over together and starts them in groups.'),
    command: 'recoveryPlan.create',
  },
  jobs: { icon: 'job', title: t('No jobs in this view'), why: t('Every change in this lab is a job, and stands here.'), command: null },
  events: {
    icon: 'event',
    title: t('No events'),
    why: t('Jobs that fail, are cut off or have something to say stand here, and what Site Recovery did.'),
    command: null,
  },
  imports: {
    icon: 'import',
    title: t('Nothing imported yet'),
    why: t('Bring in VMM exports, Azure Migrate CSVs or collector files.'),
    command: 'import.open',
  },
  azureVms: {
    icon: 'vm',
    title: t('No virtual machines in Azure'),
    why: t('A failover, or a test failover, of replicated machines creates them.'),
    command: 'azure.replicatedItems',
  },
  azureResources: {
    icon: 'resources',
    title: t('Nothing in Azure yet'),
    why: t('Getting Started creates vault, storage account and network; failovers create machines.'),
    command: 'recovery.gettingStarted',
  },
}
