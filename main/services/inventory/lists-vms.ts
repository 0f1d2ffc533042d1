import { verdicts } from '../../../preload/contract/common.ts'
import { t } from '../../../preload/contract/words.ts'
import { knownRuleIds } from '../../domain/readiness/packs.ts'
import {
  any,
  choice,
  col,
  either,
  figure,
  flag,
  groupsBelow,
  type ListSpec,
  lineage,
  lineageColumns,
  more,
  size,
  text,
  words,
} from './list-spec.ts'

export const firmwareSql = `CASE v.generation WHEN 1 THEN 'bios' WHEN 2 THEN 'uefi' END`
const diskSize = '(SELECT sum(d.size_bytes) FROM virtual_disk d WHERE d.vm_id = v.id)'
const diskCount = '(SELECT count(*) FROM virtual_disk d WHERE d.vm_id = v.id)'
const nicCount = '(SELECT count(*) FROM network_adapter a WHERE a.vm_id = v.id)'
const networks = `(SELECT group_concat(name, ', ') FROM (SELECT DISTINCT n.name FROM network_adapter a JOIN vm_network n ON n.id = a.vm_network_id WHERE a.vm_id = v.id ORDER BY n.name COLLATE NOCASE))`
const addresses = `(SELECT group_concat(j.value, ', ') FROM network_adapter a, json_each(a.ip_addresses) j WHERE a.vm_id = v.id)`
const ipModes = `(SELECT group_concat(mode, ', ') FROM (SELECT DISTINCT CASE a.ip_mode WHEN 'static' THEN 'Static' WHEN 'dhcp' THEN 'DHCP' END AS mode FROM network_adapter a WHERE a.vm_id = v.id AND a.ip_mode IS NOT NULL ORDER BY 1))`
// VMM prints what Hyper-V calls it; a machine that was never judged is not known
const verdict = `coalesce(r.verdict, 'unknown')`
const protectedSql = '(p.id IS NOT NULL)'
const osDisks = (condition: string) => `virtual_disk d WHERE d.vm_id = v.id AND ${condition}`

export const vmList: ListSpec = {
  kind: 'vms',
  from: `vm v LEFT JOIN host h ON h.id = v.host_id LEFT JOIN host_cluster k ON k.id = h.host_cluster_id LEFT JOIN host_group g ON g.id = h.host_group_id
    LEFT JOIN cloud c ON c.id = v.cloud_id LEFT JOIN vm_readiness r ON r.vm_id = v.id LEFT JOIN protected_item p ON p.vm_id = v.id`,
  id: 'v.id',
  defaultSort: [{ field: 'name', descending: false }],
  columns: [
    col('name', t('Name'), 'text', 180, 'v.name'),
    col('status', t('Status'), 'vmState', 110, 'v.status'),
    col('state', t('Virtual Machine State'), 'vmState', 150, 'v.state'),
    col('host', t('Host'), 'text', 120, 'h.name'),
    col('cloud', t('Cloud'), 'text', 110, 'c.name'),
    // read for the rows of a window only: sorting by it would look through the job list for every machine
    col('jobStatus', t('Job Status'), 'jobStatus', 110, 'NULL', { sortable: false }),
    col('os', t('Operating System'), 'text', 224, 'v.os_name'),
    col('cpu', t('CPU'), 'count', 60, 'v.cpu_count'),
    col('memory', t('Memory'), 'bytes', 90, 'v.memory_bytes'),
    col('disks', t('Disks'), 'bytes', 90, diskSize),
    col('readiness', t('Readiness'), 'verdict', 120, verdict),
    col('owner', t('Owner'), 'text', 120, 'v.owner', more),
    col('computerName', t('Computer Name'), 'text', 140, 'v.computer_name', more),
    col('generation', t('Generation'), 'count', 90, 'v.generation', more),
    col('firmware', t('Firmware'), 'text', 90, `upper(${firmwareSql})`, more),
    col('secureBoot', t('Secure boot'), 'yesNo', 90, 'v.secure_boot', more),
    col('osFamily', t('OS type'), 'text', 90, `CASE v.os_family WHEN 'windows' THEN 'Windows' WHEN 'linux' THEN 'Linux' END`, more),
    col('dynamicMemory', t('Dynamic memory'), 'yesNo', 120, 'v.dynamic_memory', more),
    col('diskCount', t('Disk count'), 'count', 90, diskCount, more),
    col('diskAllocated', t('Disk Allocated'), 'bytes', 110, 'v.total_size_bytes', more),
    col('checkpoints', t('Checkpoints'), 'count', 100, 'v.checkpoint_count', more),
    col('nics', t('NICs'), 'count', 60, nicCount, more),
    col('networks', t('VM networks'), 'text', 160, networks, more),
    col('ipMode', t('IP mode'), 'text', 90, ipModes, more),
    col('ip', t('IP addresses'), 'text', 160, addresses, more),
    col('cluster', t('Cluster'), 'text', 110, 'k.name', more),
    col('hostGroup', t('Host group'), 'text', 160, 'g.path', more),
    col('userRole', t('User Role'), 'text', 120, 'v.user_role', more),
    col('availabilitySet', t('Availability Set Name'), 'text', 150, 'v.availability_set', more),
    col('cpuPercent', t('CPU Average'), 'percent', 100, 'v.cpu_percent', more),
    col('tag', t('Tag'), 'text', 100, 'v.tag', more),
    col('description', t('Description'), 'text', 200, 'v.description', more),
    col('firstRule', t('First finding'), 'text', 140, 'r.first_rule', more),
    col('protected', t('Protected'), 'yesNo', 90, protectedSql, more),
    col('azureName', t('Azure name'), 'text', 140, 'p.azure_name', more),
    col('azureSize', t('Azure size'), 'text', 140, 'p.azure_size', more),
    ...lineageColumns('v'),
  ],
  scopes: {
    host: 'v.host_id = ?',
    cluster: 'h.host_cluster_id = ?',
    hostGroup: `h.host_group_id IN ${groupsBelow('?')}`,
    cloud: 'v.cloud_id = ?',
    vmNetwork: 'EXISTS (SELECT 1 FROM network_adapter a WHERE a.vm_id = v.id AND a.vm_network_id = ?)',
    vault: 'p.vault_id = ?',
  },
  fields: [
    text('name', t('Name'), 'v.name'),
    text('computername', t('Computer Name'), 'v.computer_name'),
    text('host', t('Host'), 'h.name'),
    text('cloud', t('Cloud'), 'c.name'),
    text('hostgroup', t('Host group'), 'g.path', [], ['group']),
    text('cluster', t('Cluster'), 'k.name'),
    text('state', t('Virtual Machine State'), 'v.state', ['Running', 'Stopped', 'Paused', 'Saved', 'Stored', 'Missing']),
    text('status', t('Status'), 'v.status'),
    figure('generation', t('Generation'), 'v.generation', ['gen']),
    choice('firmware', t('Firmware'), ['bios', 'uefi'], firmwareSql),
    flag('secureboot', t('Secure boot'), 'v.secure_boot'),
    // "os:linux" is what people type: the type answers as well as the name
    either('os', t('Operating System'), 'text', ['v.os_name', 'v.os_family']),
    text('osname', t('Operating System'), 'v.os_name'),
    choice('osfamily', t('OS type'), ['windows', 'linux'], 'v.os_family'),
    choice('architecture', t('Architecture'), ['x64', 'x86'], 'v.os_architecture'),
    figure('cpu', t('CPU'), 'v.cpu_count', ['cpus', 'cores']),
    size('memory', t('Memory'), 'v.memory_bytes', ['ram']),
    flag('dynamicmemory', t('Dynamic memory'), 'v.dynamic_memory'),
    size('disks', t('Disks, total size'), diskSize),
    figure('diskcount', t('Disk count'), diskCount),
    any('disksize', t('Size of any disk'), 'bytes', 'virtual_disk d WHERE d.vm_id = v.id', 'd.size_bytes'),
    any('osdisk', t('Size of the OS disk'), 'bytes', osDisks('d.is_os = 1'), 'd.size_bytes'),
    any('disk', t('Name of any disk'), 'text', 'virtual_disk d WHERE d.vm_id = v.id', 'd.name'),
    any('diskformat', t('Format of any disk'), 'choice', 'virtual_disk d WHERE d.vm_id = v.id', 'd.vhd_format', ['vhd', 'vhdx']),
    figure('nics', t('NICs'), nicCount, ['niccount', 'adapters']),
    any('network', t('VM network'), 'text', 'network_adapter a JOIN vm_network n ON n.id = a.vm_network_id WHERE a.vm_id = v.id', 'n.name'),
    any('ip', t('IP address'), 'text', 'network_adapter a, json_each(a.ip_addresses) j WHERE a.vm_id = v.id', 'j.value'),
    any('ipmode', t('IP mode'), 'choice', 'network_adapter a WHERE a.vm_id = v.id', 'a.ip_mode', ['static', 'dhcp']),
    choice('readiness', t('Readiness'), verdicts, verdict),
    words('failing', t('Rule that has something to say'), `coalesce(r.failing_rules, '')`, knownRuleIds),
    text('owner', t('Owner'), 'v.owner'),
    text('userrole', t('User Role'), 'v.user_role'),
    text('tag', t('Tag'), 'v.tag'),
    text('description', t('Description'), 'v.description'),
    figure('checkpoints', t('Checkpoints'), 'v.checkpoint_count'),
    flag('highlyavailable', t('Highly available'), 'v.is_highly_available'),
    flag('template', t('Template'), 'v.is_template'),
    flag('protected', t('Protected'), protectedSql),
    text('azurename', t('Azure name'), 'p.azure_name'),
    text('azuresize', t('Azure size'), 'p.azure_size'),
    text('file', t('Imported from'), lineage('v')),
    text('vmid', t('VM ID'), 'v.vmm_id'),
    figure('id', t('ID'), 'v.id'),
  ],
}
