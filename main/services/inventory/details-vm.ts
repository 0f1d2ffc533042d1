import type { Database } from 'better-sqlite3'
import type { Finding } from '../../../preload/contract/common.ts'
import { type DetailBuilder, type Fact, fact, facts, jobColumns, jobsOf, type Row, tab, table, tableTab } from './detail-parts.ts'
import { originsOf } from './origins.ts'

type VmRow = Record<string, string | number | null> & {
  id: number
  name: string
  findings: string | null
  origin_batch_id: number | null
  origin_file: number | null
  origin_line: number | null
  field_origins: string | null
}

const vmSql = `SELECT v.*, h.name AS host, c.name AS cloud, k.name AS cluster, g.path AS host_group, r.verdict, r.findings, coalesce(s.name, hs.name) AS vmm_server,
  CASE v.generation WHEN 1 THEN 'BIOS' WHEN 2 THEN 'UEFI' END AS firmware,
  CASE v.os_family WHEN 'windows' THEN 'Windows' WHEN 'linux' THEN 'Linux' END AS os_type
  FROM vm v LEFT JOIN host h ON h.id = v.host_id LEFT JOIN host_cluster k ON k.id = h.host_cluster_id LEFT JOIN host_group g ON g.id = h.host_group_id
  LEFT JOIN cloud c ON c.id = v.cloud_id LEFT JOIN vm_readiness r ON r.vm_id = v.id LEFT JOIN vmm_server s ON s.id = v.vmm_server_id
  LEFT JOIN vmm_server hs ON hs.id = h.vmm_server_id WHERE v.id = ?`

/** label, shown column, format, column whose origin counts, field of `inventory.edit` */
const vmFacts = [
  ['Name', 'name', 'text', 'name', 'name'],
  ['Virtual Machine State', 'state', 'vmState', 'state', null],
  ['Status', 'status', 'vmState', 'status', null],
  ['Owner', 'owner', 'text', 'owner', 'owner'],
  ['Processors', 'cpu_count', 'count', 'cpu_count', 'cpu'],
  ['Memory', 'memory_bytes', 'bytes', 'memory_bytes', 'memory'],
  ['Dynamic memory', 'dynamic_memory', 'yesNo', 'dynamic_memory', null],
  ['Generation', 'generation', 'count', 'generation', 'generation'],
  ['Firmware', 'firmware', 'text', 'generation', null],
  ['Secure boot', 'secure_boot', 'yesNo', 'secure_boot', 'secureBoot'],
  ['Operating system', 'os_name', 'text', 'os_name', 'os'],
  ['OS type', 'os_type', 'text', 'os_family', 'osFamily'],
  ['Computer name', 'computer_name', 'text', 'computer_name', 'computerName'],
  ['Host', 'host', 'text', 'host_id', null],
  ['Cluster', 'cluster', 'text', null, null],
  ['Host group', 'host_group', 'text', null, null],
  ['Cloud', 'cloud', 'text', 'cloud_id', 'cloud'],
  ['VMM server', 'vmm_server', 'text', 'vmm_server_id', null],
  ['Checkpoints', 'checkpoint_count', 'count', 'checkpoint_count', null],
  ['Integration services', 'integration_services', 'text', 'integration_services', null],
  ['Highly available', 'is_highly_available', 'yesNo', 'is_highly_available', null],
  ['User role', 'user_role', 'text', 'user_role', null],
  ['Availability set', 'availability_set', 'text', 'availability_set', null],
  ['Tag', 'tag', 'text', 'tag', 'tag'],
  ['Description', 'description', 'text', 'description', 'description'],
  ['Location', 'location', 'text', 'location', null],
  ['VM ID', 'vmm_id', 'text', 'vmm_id', null],
  ['BIOS GUID', 'bios_guid', 'text', 'bios_guid', null],
] as const

export const vmDetails: DetailBuilder = ({ db, rulePack }, id) => {
  const vm = db.prepare(vmSql).get(id) as VmRow | undefined
  if (!vm) return undefined
  const originOf = originsOf(db, vm)
  const shown = vmFacts.map(([label, column, format, source, edit]) =>
    fact(label, vm[column], format, { origin: source === null || vm[column] === null ? null : originOf(source), edit }),
  )
  const named = (labels: readonly string[]): Fact[] => shown.filter((one) => labels.includes(one.label))
  const disks = disksOf(db, id)
  const adapters = adaptersOf(db, id)
  const findings = vm.findings === null ? [] : (JSON.parse(vm.findings) as Finding[])
  const jobs = jobsOf(
    db,
    'vm',
    { vm: [id], virtual_disk: disks.map((disk) => disk.id as number), network_adapter: adapters.map((adapter) => adapter.id as number) },
    id,
  )
  const osDisk = disks.filter((disk) => disk.is_os === 1)
  return {
    title: vm.name,
    icon: 'vm',
    tabs: [
      tab('summary', 'Summary', [
        facts('Machine', [
          fact('Readiness', (vm.verdict as string | null) ?? 'unknown', 'verdict'),
          ...named(['Name', 'Virtual Machine State', 'Status', 'Owner', 'Processors', 'Memory', 'Generation', 'Firmware', 'Secure boot']),
        ]),
        facts('Guest and place', [
          ...named(['Operating system', 'OS type', 'Computer name']),
          fact('OS disk', osDisk.map((disk) => disk.name).join(', ') || null, 'text', { edit: disks.length > 0 ? 'osDisk' : null }),
          ...named(['Host', 'Cluster', 'Host group', 'Cloud', 'Tag', 'Description']),
        ]),
        table('Storage', storageColumns, disks, 'No disks are in the import.'),
      ]),
      tableTab(
        'disks',
        'Disks',
        disks.some((disk) => disk.write_sampled_seconds !== null) ? diskColumns : diskColumns.filter(([key]) => !sampledOnly.has(key)),
        disks,
        "No disks are in the import. VMM's per-disk export has them.",
      ),
      tableTab('networks', 'Networks', adapterColumns, adapters, 'No network adapters are in the import.'),
      tab(
        'readiness',
        'Readiness',
        [{ kind: 'findings', rulePack, findings, empty: 'Every rule of this pack is met.' }],
        findings.filter((one) => one.severity !== 'info').length,
      ),
      tab('replication', 'Replication', [replicationOf(db, id)]),
      tableTab('jobs', 'Jobs', jobColumns, jobs, 'No job has changed this machine.', 'jobs'),
      tab('lineage', 'Lineage', [
        facts(
          null,
          shown.filter((one) => one.value !== null || one.origin !== null).map((one) => ({ ...one, edit: null })),
        ),
      ]),
    ],
  }
}

const storageColumns = [
  ['name', 'Name', 'text'],
  ['size_bytes', 'Size', 'bytes'],
  ['is_os', 'OS disk', 'yesNo'],
] as const
const diskColumns = [
  ['name', 'Name', 'text'],
  ['size_bytes', 'Size', 'bytes'],
  ['used_bytes', 'Used', 'bytes'],
  ['is_os', 'OS disk', 'yesNo'],
  ['vhd_type', 'Type', 'text'],
  ['vhd_format', 'Format', 'text'],
  ['attached', 'Bus', 'text'],
  ['is_shared', 'Shared', 'yesNo'],
  ['written_bytes_per_day', 'Written a day', 'bytes'],
  ['peak_write_bytes_per_second', 'Most written a second', 'bytes'],
  ['sampled', 'Sampled for', 'text'],
  ['path', 'Path', 'text'],
  ['origin', 'Lineage', 'text'],
] as const
/** Only the collector can sample writes; without samples their columns would be empty. */
const sampledOnly: ReadonlySet<string> = new Set(['written_bytes_per_day', 'peak_write_bytes_per_second', 'sampled'])
const disksOf = (db: Database, vm: number): Row[] =>
  (
    db
      .prepare(
        `SELECT *, CASE vhd_type WHEN 'fixed' THEN 'Fixed' WHEN 'dynamic' THEN 'Dynamic' WHEN 'differencing' THEN 'Differencing' END AS vhd_type, upper(vhd_format) AS vhd_format,
         bus_type || coalesce(' ' || bus || ':' || lun, '') AS attached,
         CASE WHEN write_sampled_seconds < 7200 THEN (write_sampled_seconds / 60) || ' min' ELSE (write_sampled_seconds / 3600) || ' h' END AS sampled FROM virtual_disk WHERE vm_id = ? ORDER BY ordinal`,
      )
      .all(vm) as VmRow[]
  ).map((disk) => ({ ...disk, origin: originsOf(db, disk)('name') }))

const adapterColumns = [
  ['name', 'Name', 'text'],
  ['network', 'VM network', 'text'],
  ['subnet', 'Subnet', 'text'],
  ['mode', 'IP mode', 'text'],
  ['addresses', 'IP addresses', 'text'],
  ['mac_address', 'MAC address', 'text'],
  ['vlan', 'VLAN', 'count'],
  ['mapped', 'Mapped to', 'text'],
  ['origin', 'Lineage', 'text'],
] as const
const adaptersOf = (db: Database, vm: number): Row[] =>
  (
    db
      .prepare(
        `SELECT a.*, n.name AS network, s.name AS subnet, z.name AS mapped, CASE a.ip_mode WHEN 'static' THEN 'Static' WHEN 'dhcp' THEN 'DHCP' END AS mode,
         (SELECT group_concat(value, ', ') FROM json_each(a.ip_addresses)) AS addresses FROM network_adapter a LEFT JOIN vm_network n ON n.id = a.vm_network_id
         LEFT JOIN vm_subnet s ON s.id = a.vm_subnet_id LEFT JOIN network_mapping m ON m.vm_network_id = n.id LEFT JOIN azure_network z ON z.id = m.azure_network_id
         WHERE a.vm_id = ? ORDER BY a.ordinal`,
      )
      .all(vm) as VmRow[]
  ).map((adapter) => ({ ...adapter, origin: originsOf(db, adapter)('name') }))

const replicationOf = (db: Database, vm: number) => {
  const item = db
    .prepare(
      `SELECT p.azure_name, p.azure_size, p.os_family, y.name AS policy, t.name AS account, l.name AS log_account, q.name AS resource_group, z.name AS network, k.name AS vault, d.name AS os_disk
       FROM protected_item p JOIN policy y ON y.id = p.policy_id JOIN storage_account t ON t.id = p.storage_account_id LEFT JOIN storage_account l ON l.id = p.log_storage_account_id
       JOIN resource_group q ON q.id = p.resource_group_id JOIN vault k ON k.id = p.vault_id JOIN virtual_disk d ON d.id = p.os_disk_id
       LEFT JOIN azure_network z ON z.id = p.azure_network_id WHERE p.vm_id = ?`,
    )
    .get(vm) as Record<string, string | null> | undefined
  if (!item) return facts(null, [fact('Replication', 'Not protected')])
  return facts(null, [
    fact('Vault', item.vault),
    fact('Replication policy', item.policy),
    fact('Storage account', item.account),
    ...(item.log_account ? [fact('Storage account for replication logs', item.log_account)] : []),
    fact('Azure name', item.azure_name),
    fact('Size', item.azure_size),
    fact('Resource group', item.resource_group),
    fact('Virtual network', item.network),
    fact('OS Disk', item.os_disk),
  ])
}
