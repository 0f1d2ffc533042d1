import type { Database } from 'better-sqlite3'
import {
  type AzureFacts,
  type Check,
  checkAppears,
  checkDirectory,
  checkIsolated,
  checkNetwork,
  checkRunning,
  checkSize,
  isDirectory,
  type SourceFacts,
} from '../../domain/connect/checks.ts'
import type { Os } from '../../domain/connect/steps.ts'
import { findSize } from '../../domain/sizes/sizes.ts'

export interface ItemFacts {
  id: number
  name: string
  os: Os
  osName: string | null
  azure: (AzureFacts & { id: number; createdMs: number; addresses: string[] }) | null
}

interface ItemRow {
  name: string
  os: Os
  os_name: string | null
  vm_id: number
  azure_size: string
  network: string | null
}
interface AzureRow {
  id: number
  name: string
  size: string
  network_id: number | null
  network: string | null
  created_by: string
  created_ms: number
  state: 'creating' | 'running' | 'stopped'
}

/** Production: networks that VM networks are mapped to or that items fail over to. */
const production =
  'SELECT azure_network_id FROM network_mapping UNION SELECT azure_network_id FROM protected_item WHERE azure_network_id IS NOT NULL'

/** What check-lists go by; undefined when there is no such item. */
export const itemFactsOf = (db: Database, id: number): ItemFacts | undefined => {
  const item = db
    .prepare(
      `SELECT v.name, p.os_family AS os, v.os_name, p.vm_id, p.azure_size, n.name AS network FROM protected_item p JOIN vm v ON v.id = p.vm_id
       LEFT JOIN azure_network n ON n.id = p.azure_network_id WHERE p.id = ?`,
    )
    .get(id) as ItemRow | undefined
  if (item === undefined) return undefined
  const vm = db.prepare('SELECT * FROM azure_vm WHERE protected_item_id = ? ORDER BY created_ms DESC, id DESC LIMIT 1').get(id) as
    | AzureRow
    | undefined
  return {
    id,
    name: item.name,
    os: item.os,
    osName: item.os_name,
    azure: vm === undefined ? null : azureFacts(db, vm, item),
  }
}

const azureFacts = (db: Database, vm: AzureRow, item: ItemRow): ItemFacts['azure'] => {
  const addresses = db.prepare('SELECT address FROM azure_vm_adapter WHERE azure_vm_id = ? ORDER BY ordinal').pluck().all(vm.id) as (
    | string
    | null
  )[]
  return {
    id: vm.id,
    createdMs: vm.created_ms,
    name: vm.name,
    size: vm.size,
    wantedSize: item.azure_size,
    state: vm.state,
    test: vm.created_by === 'test',
    network: vm.network,
    wantedNetwork: item.network,
    isolated: vm.network_id !== null && db.prepare(`SELECT 1 WHERE ? IN (${production})`).get(vm.network_id) === undefined,
    adapters: addresses.length,
    unplaced: addresses.filter((address) => address === null).length,
    addresses: addresses.filter((address) => address !== null),
  }
}

/** The automatic lines, each judged when it is asked for. */
export const checksOf = (db: Database, item: ItemFacts): Readonly<Record<string, () => Check>> => ({
  'isolated-network': () =>
    checkIsolated(
      db.prepare(`SELECT name FROM azure_network WHERE id NOT IN (${production}) ORDER BY name COLLATE NOCASE`).pluck().all() as string[],
    ),
  directory: () => checkDirectory(directoriesOf(db)),
  'vm-appears': () => checkAppears(item.azure),
  'vm-size': () => checkSize(item.azure, sourceFacts(db, item.id), findSize(item.azure?.size ?? '')),
  'vm-network': () => checkNetwork(item.azure),
  'vm-running': () => checkRunning(item.azure),
})

const directoriesOf = (db: Database): string[] =>
  (
    db
      .prepare('SELECT v.name, v.tag, v.description FROM protected_item p JOIN vm v ON v.id = p.vm_id ORDER BY v.name COLLATE NOCASE, p.id')
      .all() as { name: string; tag: string | null; description: string | null }[]
  )
    .filter(({ name, tag, description }) => isDirectory(name, tag, description))
    .map(({ name }) => name)

const sourceFacts = (db: Database, item: number): SourceFacts =>
  db
    .prepare(
      `SELECT v.cpu_count AS cores, v.memory_bytes AS memoryBytes, (SELECT count(*) FROM network_adapter a WHERE a.vm_id = v.id) AS adapters,
         (SELECT count(*) FROM virtual_disk d WHERE d.vm_id = v.id AND d.id <> p.os_disk_id
           AND NOT EXISTS (SELECT 1 FROM protected_item_excluded_disk x WHERE x.virtual_disk_id = d.id)) AS dataDisks
       FROM protected_item p JOIN vm v ON v.id = p.vm_id WHERE p.id = ?`,
    )
    .get(item) as SourceFacts
