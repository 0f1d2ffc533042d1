import { createHash } from 'node:crypto'
import { open, writeFile } from 'node:fs/promises'
import { dirname, join, parse } from 'node:path'
import type { Database } from 'better-sqlite3'
import { quotedRow } from '../domain/importing/csv-writer.ts'
import type { AdapterFields, DiskFields, HostFields, VmFields } from '../domain/importing/records.ts'
import { diskHeadings, diskRows, type ExportVm, propertyHeadings, propertyRow } from '../domain/importing/vmm-export.ts'
import { demoExportText } from '../domain/sample/demo-export.ts'
import type { Estate, EstateSize } from '../domain/sample/estate.ts'
import { sampleEstate } from '../domain/sample/generate.ts'
import type { BatchTx, LabStore, Row } from './lab/lab-store.types.ts'

export { demoExportName } from '../domain/sample/demo-export.ts'
export { type EstateSize, estateSizes, sampleClockMs, sampleTimeZone } from '../domain/sample/estate.ts'

/**
 * Fills an empty lab with a reference estate, in one transaction and one job. The same size and seed give identical
 * tables. Throws AppError `lab-busy`, `lab-read-only`, `disk-full`.
 */
export const fillSample = (
  store: LabStore,
  { size, seed, actor }: { size: EstateSize; seed: number; actor: string },
): { jobId: number } => {
  const estate = sampleEstate(size, seed)
  const name = size === 'S' ? estate.name : `${estate.name}, seed ${seed}`
  const sha256 = createHash('sha256').update(`${size} ${seed}`).digest('hex')
  const tx = store.beginBatch({ actor, files: [{ name, sha256, bytes: 0, format: 'sample', encoding: '', separator: '' }] })
  try {
    insertEstate(tx, estate)
    const counts = { created: estate.vms.length, updated: 0, unchanged: 0, parts: {} }
    return { jobId: tx.commit({ counts, rejectedRows: 0, rejects: [], info: false }).jobId }
  } catch (error) {
    tx.rollback()
    throw error
  }
}

const insertEstate = (tx: BatchTx, estate: Estate): void => {
  const server = tx.insert('vmm_server', { name: estate.vmmServer.name, product_version: estate.vmmServer.productVersion }, null)
  const groups = new Map<string, number>()
  for (const path of estate.hostGroups) {
    const at = path.lastIndexOf('\\')
    const parent = at === -1 ? null : (groups.get(path.slice(0, at)) ?? null)
    groups.set(path, tx.insert('host_group', { parent_id: parent, name: path.slice(at + 1), path }, null))
  }
  const group = (path: string): number | null => groups.get(path) ?? null
  const clusters = new Map<string, number>()
  for (const { name, groupPath, hasBroker } of estate.clusters) {
    const broker = hasBroker === null ? null : Number(hasBroker)
    clusters.set(name, tx.insert('host_cluster', { name, host_group_id: group(groupPath), has_replica_broker: broker }, null))
  }
  const logical = new Map(estate.logicalNetworks.map((name) => [name, tx.insert('logical_network', { name }, null)]))
  const networks = insertNetworks(tx, estate, server, logical)
  const clouds = new Map<string, number>()
  for (const cloud of estate.clouds) {
    const row = { vmm_server_id: server, vmm_id: cloud.vmmId, name: cloud.name, description: cloud.description }
    const id = tx.insert('cloud', row, null)
    clouds.set(cloud.name, id)
    for (const path of cloud.groupPaths) tx.insert('cloud_host_group', { cloud_id: id, host_group_id: group(path) }, null)
    for (const name of cloud.logicalNetworks) {
      tx.insert('cloud_logical_network', { cloud_id: id, logical_network_id: logical.get(name) ?? null }, null)
    }
  }
  const hosts = insertHosts(tx, estate, server, group, clusters)
  for (const vm of estate.vms) {
    const cloud = vm.cloud === null ? null : (clouds.get(vm.cloud) ?? null)
    const row: Row = {
      ...vm.fields,
      vmm_server_id: server,
      host_id: hosts.get(vm.host) ?? null,
      cloud_id: cloud,
      cloud_told: 1,
      checkpoint_count: vm.checkpointCount,
    }
    const id = tx.insert('vm', row, null)
    vm.disks.forEach((disk, ordinal) => {
      tx.insert('virtual_disk', { vm_id: id, ordinal, ...(disk as Row) }, null)
    })
    vm.adapters.forEach(({ network, subnet, logicalNetwork: _, isTeamed, ...adapter }, ordinal) => {
      const known = networks.get(network ?? '')
      tx.insert(
        'network_adapter',
        {
          vm_id: id,
          ordinal,
          ...(adapter as Row),
          vm_network_id: known?.id ?? null,
          vm_subnet_id: known?.subnets.get(subnet ?? '') ?? null,
          is_teamed: isTeamed ?? null,
        },
        null,
      )
    })
  }
}

const insertNetworks = (tx: BatchTx, estate: Estate, server: number, logical: ReadonlyMap<string, number>) =>
  new Map(
    estate.networks.map((network) => {
      const row = { vmm_server_id: server, name: network.name, logical_network_id: logical.get(network.logicalNetwork) ?? null }
      const id = tx.insert('vm_network', row, null)
      const subnets = network.subnets.map(({ name, range, vlan }, ordinal) => {
        const subnet = tx.insert('vm_subnet', { vm_network_id: id, ordinal, name, address_range: range, vlan }, null)
        return [name, subnet] as const
      })
      return [network.name, { id, subnets: new Map(subnets) }] as const
    }),
  )

const insertHosts = (
  tx: BatchTx,
  estate: Estate,
  server: number,
  group: (path: string) => number | null,
  clusters: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> => {
  const hosts = new Map<string, number>()
  for (const host of estate.hosts) {
    const row = {
      vmm_server_id: server,
      vmm_id: host.vmmId,
      name: host.name,
      host_group_id: group(host.groupPath),
      host_cluster_id: host.cluster === null ? null : (clusters.get(host.cluster) ?? null),
      os_name: host.osName,
      status: 'OK',
      logical_cpu_count: host.logicalCpuCount,
      memory_bytes: host.memoryBytes,
      available_memory_bytes: host.availableMemoryBytes,
      cpu_percent: host.cpuPercent,
    }
    const id = tx.insert('host', row, null)
    hosts.set(host.name, id)
    for (const { name, capacityBytes, freeBytes, isCsv } of host.volumes) {
      tx.insert('host_volume', { host_id: id, name, capacity_bytes: capacityBytes, free_bytes: freeBytes, is_csv: Number(isCsv) }, null)
    }
  }
  return hosts
}

/** Machines read from the lab at a time while exporting. */
const pageSize = 500

/**
 * Writes the machines of a lab as VMM would export them: `file` in the property shape and `<file>-disks.csv` in the
 * per-disk shape, as UTF-8 with BOM. Existing files are replaced.
 */
export const exportVmmCsv = async (db: Database, file: string): Promise<{ files: string[] }> => {
  const { name, ext } = parse(file)
  const disksFile = join(dirname(file), `${name}-disks${ext === '' ? '.csv' : ext}`)
  const properties = await open(file, 'w')
  const disks = await open(disksFile, 'w')
  try {
    await properties.write(`\ufeff${quotedRow(propertyHeadings)}\r\n`)
    await disks.write(`\ufeff${quotedRow(diskHeadings)}\r\n`)
    for (const page of exportPages(db)) {
      await properties.write(page.map((vm) => `${propertyRow(vm)}\r\n`).join(''))
      const rows = page.flatMap(diskRows)
      if (rows.length > 0) await disks.write(`${rows.join('\r\n')}\r\n`)
    }
  } finally {
    await properties.close()
    await disks.close()
  }
  return { files: [file, disksFile] }
}

const told = <T>(row: Row, columns: readonly string[]): T =>
  Object.fromEntries(
    columns.filter((column) => row[column] !== null && row[column] !== undefined).map((column) => [column, row[column]]),
  ) as T

const vmColumns =
  'vmm_id hyper_v_id bios_guid name computer_name state status generation secure_boot os_name os_family os_architecture cpu_count memory_bytes dynamic_memory dynamic_memory_maximum_bytes is_highly_available has_shared_storage has_passthrough_disk has_virtual_fibre_channel is_template integration_services cpu_percent owner user_role availability_set tag description location created_wall_ms total_size_bytes'.split(
    ' ',
  )
const diskColumns = 'name path bus_type bus lun size_bytes used_bytes vhd_type vhd_format host_volume is_os is_shared is_passthrough'.split(
  ' ',
)
const adapterColumns = 'name mac_address ip_mode ip_addresses vlan network subnet logicalNetwork'.split(' ')

function* exportPages(db: Database): Generator<ExportVm[]> {
  const machines = db.prepare<[number, number], Row>(
    `SELECT vm.*, host.name AS host_name, host.vmm_id AS host_vmm_id, host_group.path AS group_path, host_cluster.name AS cluster_name,
       cloud.name AS cloud_name, vmm_server.name AS server_name
     FROM vm LEFT JOIN host ON host.id = vm.host_id LEFT JOIN host_group ON host_group.id = host.host_group_id
       LEFT JOIN host_cluster ON host_cluster.id = host.host_cluster_id LEFT JOIN cloud ON cloud.id = vm.cloud_id
       LEFT JOIN vmm_server ON vmm_server.id = vm.vmm_server_id
     WHERE vm.id > ? ORDER BY vm.id LIMIT ?`,
  )
  const disks = db.prepare<[unknown], Row>('SELECT * FROM virtual_disk WHERE vm_id = ? ORDER BY ordinal')
  const adapters = db.prepare<[unknown], Row>(
    `SELECT network_adapter.*, vm_network.name AS network, vm_subnet.name AS subnet, logical_network.name AS logicalNetwork
     FROM network_adapter LEFT JOIN vm_network ON vm_network.id = network_adapter.vm_network_id
       LEFT JOIN vm_subnet ON vm_subnet.id = network_adapter.vm_subnet_id
       LEFT JOIN logical_network ON logical_network.id = vm_network.logical_network_id
     WHERE network_adapter.vm_id = ? ORDER BY ordinal`,
  )
  const optional = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
  for (let last = 0; ; ) {
    const rows = machines.all(last, pageSize)
    if (rows.length === 0) return
    last = Number(rows.at(-1)?.id)
    yield rows.map((row): ExportVm => {
      const [hostName, vmmId, groupPath, cluster] = [row.host_name, row.host_vmm_id, row.group_path, row.cluster_name].map(optional)
      const host: HostFields | null =
        hostName === undefined
          ? null
          : {
              name: hostName,
              ...(vmmId === undefined ? {} : { vmmId }),
              ...(groupPath === undefined ? {} : { groupPath }),
              ...(cluster === undefined ? {} : { cluster }),
            }
      return {
        fields: told<VmFields & { name: string }>(row, vmColumns),
        host,
        cloud: optional(row.cloud_name) ?? null,
        vmmServer: optional(row.server_name) ?? null,
        disks: disks.all(row.id).map((disk) => told<DiskFields>(disk, diskColumns)),
        adapters: adapters.all(row.id).map((nic) => told<AdapterFields>(nic, adapterColumns)),
      }
    })
  }
}

/** The VMM export that the guided demo imports: the clinic of seed 1 some weeks later, with two rows that are left out. */
export const writeDemoExport = (path: string): Promise<void> => writeFile(path, demoExportText())
