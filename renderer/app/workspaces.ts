import type { ListKind } from '../../preload/contract/inventory.ts'
import { t } from '../../preload/contract/words.ts'

/** Library waits for its lists; its key (Ctrl+3) stays free so that the others never move. */
export const workspaces = [
  { id: 'vms', label: t('VMs and Services'), key: 'Ctrl+1', icon: 'vm' },
  { id: 'fabric', label: t('Fabric'), key: 'Ctrl+2', icon: 'fabric' },
  { id: 'jobs', label: t('Jobs'), key: 'Ctrl+4', icon: 'job' },
  { id: 'settings', label: t('Settings'), key: 'Ctrl+5', icon: 'settings' },
  { id: 'recovery', label: t('Site Recovery'), key: 'Ctrl+6', icon: 'recovery' },
] as const

export type WorkspaceId = (typeof workspaces)[number]['id']

const homes: Record<ListKind, WorkspaceId> = {
  vms: 'vms',
  clouds: 'vms',
  vmNetworks: 'vms',
  hostGroups: 'fabric',
  hosts: 'fabric',
  clusters: 'fabric',
  logicalNetworks: 'fabric',
  vmmServers: 'recovery',
  runAsAccounts: 'settings',
  vaults: 'recovery',
  storageAccounts: 'recovery',
  azureNetworks: 'recovery',
  policies: 'recovery',
  mappings: 'recovery',
  protectedItems: 'recovery',
  recoveryPlans: 'recovery',
  jobs: 'jobs',
  events: 'recovery',
  imports: 'jobs',
  azureVms: 'recovery',
  azureResources: 'recovery',
}

/** The workspace whose tree holds the list of a kind. */
export const workspaceOfKind = (kind: ListKind): WorkspaceId => homes[kind]
