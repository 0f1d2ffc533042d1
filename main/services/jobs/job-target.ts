import type { Database } from 'better-sqlite3'
import type { ListKind, ObjectLink } from '../../../preload/contract/inventory.ts'

/** The table of a target's kind, its list, and the column that names its rows. */
const targets: Readonly<Record<string, { table: string; list: ListKind; name: string | null }>> = {
  vm: { table: 'vm', list: 'vms', name: null },
  host: { table: 'host', list: 'hosts', name: 'name' },
  host_cluster: { table: 'host_cluster', list: 'clusters', name: 'name' },
  host_group: { table: 'host_group', list: 'hostGroups', name: 'path' },
  cloud: { table: 'cloud', list: 'clouds', name: 'name' },
  vm_network: { table: 'vm_network', list: 'vmNetworks', name: 'name' },
  logical_network: { table: 'logical_network', list: 'logicalNetworks', name: 'name' },
  vmm_server: { table: 'vmm_server', list: 'vmmServers', name: 'name' },
  runAsAccount: { table: 'run_as_account', list: 'runAsAccounts', name: 'name' },
  vault: { table: 'vault', list: 'vaults', name: 'name' },
  storage_account: { table: 'storage_account', list: 'storageAccounts', name: 'name' },
  azure_network: { table: 'azure_network', list: 'azureNetworks', name: 'name' },
  policy: { table: 'policy', list: 'policies', name: 'name' },
  network_mapping: { table: 'network_mapping', list: 'mappings', name: null },
  protected_item: { table: 'protected_item', list: 'protectedItems', name: null },
  protectedItem: { table: 'protected_item', list: 'protectedItems', name: null },
  recoveryPlan: { table: 'recovery_plan', list: 'recoveryPlans', name: 'name' },
  recovery_plan: { table: 'recovery_plan', list: 'recoveryPlans', name: 'name' },
  job: { table: 'job', list: 'jobs', name: null },
  import: { table: 'import_batch', list: 'imports', name: null },
}

/** Where the target of a job is opened; null when the lab has no such object, or not any more. */
export const targetLink = (db: Database, kind: string | null, id: number | null, name: string | null): ObjectLink | null => {
  const target = kind !== null && Object.hasOwn(targets, kind) ? targets[kind] : undefined
  if (target === undefined) return null
  const by = id !== null ? 'id' : target.name
  if (by === null) return null
  const found = db
    .prepare(`SELECT id FROM ${target.table} WHERE ${by} = ?`)
    .pluck()
    .get(id ?? name) as number | undefined
  return found === undefined ? null : { kind: target.list, id: found }
}
