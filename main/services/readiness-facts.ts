import type { Database } from 'better-sqlite3'
import { groupBy } from '../domain/group-by.ts'
import type { AdapterFacts, DiskFacts, VmFacts } from '../domain/readiness/facts.ts'

interface VmRow {
  id: number
  name: string
  azure_name: string | null
  azure_size: string | null
  host: string | null
  host_os: string | null
  cluster: string | null
  broker: number | null
  cloud: string | null
  cloud_id: number | null
  cloud_told: number | null
  generation: 1 | 2 | null
  secure_boot: number | null
  os_name: string | null
  os_family: 'windows' | 'linux' | null
  os_architecture: 'x64' | 'x86' | null
  cpu_count: number | null
  memory_bytes: number | null
  has_shared_storage: number | null
  has_virtual_fibre_channel: number | null
  integration_services: string | null
  checkpoint_count: number | null
}
interface DiskRow {
  vm_id: number
  name: string
  size_bytes: number | null
  is_os: number | null
  is_shared: number | null
  vhd_format: 'vhd' | 'vhdx' | null
  excluded: number
}
interface AdapterRow {
  vm_id: number
  name: string
  network: string | null
  logical_network_id: number | null
  ip_mode: 'static' | 'dhcp' | null
  is_teamed: number | null
}

const flag = (value: number | null): boolean | null => (value === null ? null : value !== 0)

/** Machines whose disks and adapters are in memory at a time. */
const machinesAtOnce = 500

/**
 * Facts of the given machines, or of all, in the order of ids. Reads some hundred machines at a time and leaves no query
 * open in between, so that the caller may write.
 */
export function* readFacts(db: Database, ids: readonly number[] | 'all'): Generator<{ id: number; facts: VmFacts }> {
  const sorted = ids === 'all' ? (db.prepare('SELECT id FROM vm ORDER BY id').pluck().all() as number[]) : [...ids].sort((a, b) => a - b)
  const read = factsReader(db, ids === 'all')
  for (let at = 0; at < sorted.length; at += machinesAtOnce) yield* read(sorted.slice(at, at + machinesAtOnce))
}

/** Reads the machines of one slice of ids; when `all` are read, a slice is everything between its ends. */
const factsReader = (db: Database, all: boolean) => {
  const only = (column: string) => (all ? `WHERE ${column} BETWEEN ? AND ?` : `WHERE ${column} IN (SELECT value FROM json_each(?))`)
  const vmRows = db.prepare(
    `SELECT v.id, v.name, v.cloud_told, p.azure_name, p.azure_size, h.name AS host, h.os_name AS host_os, k.name AS cluster, k.has_replica_broker AS broker, c.name AS cloud, v.cloud_id,
       v.generation, v.secure_boot, v.os_name, v.os_family, v.os_architecture, v.cpu_count, v.memory_bytes, v.has_shared_storage, v.has_virtual_fibre_channel, v.integration_services, v.checkpoint_count
       FROM vm v LEFT JOIN host h ON h.id = v.host_id LEFT JOIN host_cluster k ON k.id = h.host_cluster_id LEFT JOIN cloud c ON c.id = v.cloud_id
       LEFT JOIN protected_item p ON p.vm_id = v.id ${only('v.id')} ORDER BY v.id`,
  )
  const diskRows = db.prepare(
    `SELECT d.vm_id, d.name, d.size_bytes, d.is_os, d.is_shared, d.vhd_format, e.id IS NOT NULL AS excluded FROM virtual_disk d
         LEFT JOIN protected_item_excluded_disk e ON e.virtual_disk_id = d.id ${only('d.vm_id')} ORDER BY d.vm_id, d.ordinal`,
  )
  const adapterRows = db.prepare(
    `SELECT a.vm_id, a.name, n.name AS network, n.logical_network_id, a.ip_mode, a.is_teamed FROM network_adapter a
         LEFT JOIN vm_network n ON n.id = a.vm_network_id ${only('a.vm_id')} ORDER BY a.vm_id, a.ordinal`,
  )
  const networksOfCloud = new Map<number, Set<number>>()
  for (const [cloud, network] of db.prepare('SELECT cloud_id, logical_network_id FROM cloud_logical_network').raw().all() as [
    number,
    number,
  ][]) {
    const networks = networksOfCloud.get(cloud) ?? new Set()
    networksOfCloud.set(cloud, networks.add(network))
  }
  const adapterFacts = (vm: VmRow, row: AdapterRow): AdapterFacts => {
    const known = vm.cloud_id === null ? undefined : networksOfCloud.get(vm.cloud_id)
    return {
      name: row.name,
      network: row.network,
      ipMode: row.ip_mode,
      isTeamed: flag(row.is_teamed),
      inCloud: known === undefined || row.logical_network_id === null ? null : known.has(row.logical_network_id),
    }
  }
  const diskFacts = (row: DiskRow): DiskFacts => ({
    name: row.name,
    sizeBytes: row.size_bytes,
    isOs: flag(row.is_os),
    isShared: flag(row.is_shared),
    format: row.vhd_format,
    excluded: row.excluded !== 0,
  })
  return (ids: readonly number[]): { id: number; facts: VmFacts }[] => {
    const params = all ? [ids[0], ids.at(-1)] : [JSON.stringify(ids)]
    const disks = groupBy(diskRows.all(...params) as DiskRow[], (row) => row.vm_id)
    const adapters = groupBy(adapterRows.all(...params) as AdapterRow[], (row) => row.vm_id)
    return (vmRows.all(...params) as VmRow[]).map((vm) => ({
      id: vm.id,
      facts: {
        name: vm.name,
        azureName: vm.azure_name ?? vm.name,
        azureSize: vm.azure_size,
        host: vm.host,
        hostOsName: vm.host_os,
        cluster: vm.cluster,
        clusterHasBroker: flag(vm.broker),
        cloud: vm.cloud,
        cloudTold: vm.cloud_id !== null || vm.cloud_told === 1,
        generation: vm.generation,
        secureBoot: flag(vm.secure_boot),
        osName: vm.os_name,
        osFamily: vm.os_family,
        osArchitecture: vm.os_architecture,
        cpuCount: vm.cpu_count,
        memoryBytes: vm.memory_bytes,
        hasSharedStorage: flag(vm.has_shared_storage),
        hasFibreChannel: flag(vm.has_virtual_fibre_channel),
        integrationServices: vm.integration_services,
        checkpointCount: vm.checkpoint_count,
        disks: (disks.get(vm.id) ?? []).map(diskFacts),
        adapters: (adapters.get(vm.id) ?? []).map((row) => adapterFacts(vm, row)),
      },
    }))
  }
}
