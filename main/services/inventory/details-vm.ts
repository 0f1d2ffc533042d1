import type { Database } from 'better-sqlite3'
import type { Finding } from '../../../preload/contract/common.ts'
import { t } from '../../../preload/contract/words.ts'
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
  [t('Name'), 'name', 'text', 'name', 'name'],
  [t('Virtual Machine State'), 'state', 'vmState', 'state', null],
  [t('Status'), 'status', 'vmState', 'status', null],
  [t('Owner'), 'owner', 'text', 'owner', 'owner'],
  [t('Processors'), 'cpu_count', 'count', 'cpu_count', 'cpu'],
  [t('Memory'), 'memory_bytes', 'bytes', 'memory_bytes', 'memory'],
  [t('Dynamic memory'), 'dynamic_memory', 'yesNo', 'dynamic_memory', null],
  [t('Generation'), 'generation', 'count', 'generation', 'generation'],
  [t('Firmware'), 'firmware', 'text', 'generation', null],
  [t('Secure boot'), 'secure_boot', 'yesNo', 'secure_boot', 'secureBoot'],
  [t('Operating system'), 'os_name', 'text', 'os_name', 'os'],
  [t('OS type'), 'os_type', 'text', 'os_family', 'osFamily'],
  [t('Computer name'), 'computer_name', 'text', 'computer_name', 'computerName'],
  [t('Host'), 'host', 'text', 'host_id', null],
  [t('Cluster'), 'cluster', 'text', null, null],
  [t('Host group'), 'host_group', 'text', null, null],
  [t('Cloud'), 'cloud', 'text', 'cloud_id', 'cloud'],
  [t('VMM server'), 'vmm_server', 'text', 'vmm_server_id', null],
  [t('Checkpoints'), 'checkpoint_count', 'count', 'checkpoint_count', null],
  [t('Integration services'), 'integration_services', 'text', 'integration_services', null],
  [t('Highly available'), 'is_highly_available', 'yesNo', 'is_highly_available', null],
  [t('User role'), 'user_role', 'text', 'user_role', null],
  [t('Availability set'), 'availability_set', 'text', 'availability_set', null],
  [t('Tag'), 'tag', 'text', 'tag', 'tag'],
  [t('Description'), 'description', 'text', 'description', 'description'],
  [t('Location'), 'location', 'text', 'location', null],
  [t('VM ID'), 'vmm_id', 'text', 'vmm_id', null],
  [t('Hyper-V ID'), 'hyper_v_id', 'text', 'hyper_v_id', null],
  [t('BIOS GUID'), 'bios_guid', 'text', 'bios_guid', null],
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
      tab('summary', t('Summary'), [
        facts(t('Machine'), [
          fact(t('Readiness'), (vm.verdict as string | null) ?? 'unknown', 'verdict'),
          ...named([
            t('Name'),
            t('Virtual Machine State'),
            t('Status'),
            t('Owner'),
            t('Processors'),
            t('Memory'),
            t('Generation'),
            t('Firmware'),
            t('Secure boot'),
          ]),
        ]),
        facts(t('Guest and place'), [
          ...named([t('Operating system'), t('OS type'), t('Computer name')]),
          fact(t('OS disk'), osDisk.map((disk) => disk.name).join(', ') || null, 'text', { edit: disks.length > 0 ? 'osDisk' : null }),
          ...named([t('Host'), t('Cluster'), t('Host group'), t('Cloud'), t('Tag'), t('Description')]),
        ]),
        table(t('Storage'), storageColumns, disks, t('No disks are in the import.')),
      ]),
      tableTab(
        'disks',
        t('Disks'),
        diskColumns.filter(([key]) => !whereTold.has(key) || disks.some((disk) => disk[key] !== null)),
        disks,
        t("No disks are in the import. VMM's per-disk export has them."),
      ),
      tableTab('networks', t('Networks'), adapterColumns, adapters, t('No network adapters are in the import.')),
      tab(
        'readiness',
        t('Readiness'),
        [{ kind: 'findings', rulePack, findings, empty: t('Every rule of this pack is met.') }],
        findings.filter((one) => one.severity !== 'info').length,
      ),
      tab('replication', t('Replication'), [replicationOf(db, id)]),
      tableTab('jobs', t('Jobs'), jobColumns, jobs, t('No job has changed this machine.'), 'jobs'),
      tab('lineage', t('Lineage'), [
        facts(
          null,
          shown.filter((one) => one.value !== null || one.origin !== null).map((one) => ({ ...one, edit: null })),
        ),
      ]),
    ],
  }
}

const storageColumns = [
  ['name', t('Name'), 'text'],
  ['size_bytes', t('Size'), 'bytes'],
  ['is_os', t('OS disk'), 'yesNo'],
] as const
const diskColumns = [
  ['name', t('Name'), 'text'],
  ['size_bytes', t('Size'), 'bytes'],
  ['used_bytes', t('Used'), 'bytes'],
  ['is_os', t('OS disk'), 'yesNo'],
  ['vhd_type', t('Type'), 'text'],
  ['vhd_format', t('Format'), 'text'],
  ['attached', t('Bus'), 'text'],
  ['is_shared', t('Shared'), 'yesNo'],
  ['written_bytes_per_day', t('Written a day'), 'bytes'],
  ['peak_write_bytes_per_second', t('Most written a second'), 'bytes'],
  ['sampled', t('Sampled for'), 'text'],
  ['path', t('Path'), 'text'],
  ['origin', t('Lineage'), 'text'],
] as const
/** Few sources tell writes: the collector, which samples them, and an Azure Migrate CSV. Without them their columns would be empty. */
const whereTold: ReadonlySet<string> = new Set(['written_bytes_per_day', 'peak_write_bytes_per_second', 'sampled'])
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
  ['name', t('Name'), 'text'],
  ['network', t('VM network'), 'text'],
  ['subnet', t('Subnet'), 'text'],
  ['mode', t('IP mode'), 'text'],
  ['addresses', t('IP addresses'), 'text'],
  ['mac_address', t('MAC address'), 'text'],
  ['vlan', 'VLAN', 'count'],
  ['mapped', t('Mapped to'), 'text'],
  ['origin', t('Lineage'), 'text'],
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
  if (!item) return facts(null, [fact(t('Replication'), t('Not protected'))])
  return facts(null, [
    fact(t('Vault'), item.vault),
    fact(t('Replication policy'), item.policy),
    fact(t('Storage account'), item.account),
    ...(item.log_account ? [fact(t('Storage account for replication logs'), item.log_account)] : []),
    fact(t('Azure name'), item.azure_name),
    fact(t('Size'), item.azure_size),
    fact(t('Resource group'), item.resource_group),
    fact(t('Virtual network'), item.network),
    fact(t('OS Disk'), item.os_disk),
  ])
}
