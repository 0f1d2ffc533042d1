import type { Unit } from './numbers.ts'
import * as v from './values.ts'

/**
 * One line a field: the headings that carry it, in order of preference, and how their cells are read. Headings are
 * compared without case, blanks and underscores. A rule with `unit` is a size: its headings may add a unit ("MemoryGB",
 * "Memory (GB)", "VHDSizeMB"), which wins over the default given here.
 */
export interface ColumnRule {
  readonly field: string
  readonly headings: readonly string[]
  readonly parse: v.CellParser<string | number>
  readonly unit?: Unit
}

const rule = (field: string, headings: string, parse: v.CellParser<string | number>, unit?: Unit): ColumnRule => ({
  field,
  headings: headings.split(' '),
  parse,
  ...(unit === undefined ? {} : { unit }),
})

/** Get-SCVirtualMachine, all properties (VMM 2012 R2 to 2022): one row a machine. Memory is start-up memory in MB. */
export const propertyRules: readonly ColumnRule[] = [
  rule('vmm_id', 'id vmmid', v.guid),
  rule('hyper_v_id', 'vmid', v.hyperVId),
  rule('bios_guid', 'biosguid', v.guid),
  rule('name', 'name', v.name),
  rule('computer_name', 'computername computernamestring', v.text),
  rule('state', 'virtualmachinestate status', v.state),
  rule('status', 'statusstring status', v.state),
  rule('generation', 'generation', v.whole(1, 2)),
  rule('secure_boot', 'securebootenabled', v.flag),
  rule('os_name', 'operatingsystem', v.text),
  rule('cpu_count', 'cpucount', v.whole(1, 2048)),
  rule('memory_bytes', 'memory', v.sizeAboveZero, 'mb'),
  rule('dynamic_memory', 'dynamicmemoryenabled', v.flag),
  rule('dynamic_memory_maximum_bytes', 'dynamicmemorymaximum', v.sizeOrNone, 'mb'),
  rule('is_highly_available', 'ishighlyavailable', v.flag),
  rule('has_shared_storage', 'hassharedstorage', v.flag),
  rule('has_passthrough_disk', 'haspassthroughdisk', v.flag),
  rule('has_virtual_fibre_channel', 'hasvirtualfibrechanneladapters', v.flag),
  rule('is_template', 'markedastemplate', v.flag),
  rule('integration_services', 'vmaddition', v.text),
  rule('cpu_percent', 'cpuutilization', v.whole(0, 100)),
  rule('owner', 'owner', v.text),
  rule('user_role', 'userrole', v.text),
  rule('availability_set', 'availabilitysetnames availabilityset', v.text),
  rule('tag', 'tag', v.text),
  rule('description', 'description', v.text),
  rule('location', 'location', v.text),
  rule('created_wall_ms', 'creationtime', v.instant),
  rule('total_size_bytes', 'totalsize', v.size, 'bytes'),
  rule('host', 'hostname vmhost', v.name),
  rule('host_id', 'hostid', v.guid),
  rule('host_group_path', 'hostgrouppath', v.text),
  rule('cluster', 'clustername hostcluster', v.name),
  rule('cloud', 'cloud', v.name),
  rule('vmm_server', 'vmmserver serverconnection', v.name),
  rule('hard_disks', 'virtualharddisks', v.raw),
  rule('disk_drives', 'virtualdiskdrives', v.raw),
  rule('adapters', 'virtualnetworkadapters', v.raw),
]

/** One row a virtual disk; rows of further disks of a machine leave VMName, vCPUs and MemoryGB blank. Sizes in GB. */
export const diskRules: readonly ColumnRule[] = [
  rule('name', 'vmname', v.name),
  rule('description', 'vmdescription', v.text),
  rule('state', 'vmstatus', v.state),
  rule('os_name', 'vmoperatingsystem', v.text),
  rule('cpu_count', 'vcpus', v.whole(1, 2048)),
  rule('memory_bytes', 'memory', v.sizeAboveZero, 'gb'),
  rule('host', 'hostname', v.name),
  rule('disk_name', 'vhdname', v.name),
  rule('disk_size', 'vhdsize', v.sizeAboveZero, 'gb'),
  rule('disk_used', 'vhdcurrentsize', v.size, 'gb'),
  rule('disk_type', 'vhdtype', v.vhdType),
  rule('disk_format', 'vhdformattype vhdformat', v.vhdFormat),
  rule('disk_bus_type', 'vhdbustype', v.busType),
  rule('disk_bus', 'vhdbus', v.whole(0, 255)),
  rule('disk_lun', 'vhdlun', v.whole(0, 255)),
  rule('disk_volume', 'vhddatastore', v.text),
]

/** The CSV template of Azure Migrate, with the names of its older documentation; one row a server, a leading `*` is optional. */
export const serverRules: readonly ColumnRule[] = [
  rule('name', 'servername', v.name),
  rule('ip_addresses', 'ipaddresses ipaddress', v.addresses),
  rule('mac_addresses', 'macaddresses macaddress', v.macAddresses),
  rule('cpu_count', 'cores numberofcores', v.whole(1, 2048)),
  rule('memory_bytes', 'memory', v.sizeAboveZero, 'mb'),
  rule('os_name', 'osname', v.text),
  rule('os_version', 'osversion', v.text),
  rule('os_architecture', 'osarchitecture', v.architecture),
  rule('generation', 'boottype firmwaretype', v.bootType),
  rule('cpu_percent', 'cpuutilizationpercentage', v.percent),
  rule('adapter_count', 'networkadapters numberofnetworkadapters', v.whole(0, 64)),
  rule('used', 'storageinuse', v.size, 'gb'),
  rule('disk_count', 'numberofdisks', v.whole(0, 256)),
  ...Array.from({ length: 8 }, (_, n) => rule(`disk_${n + 1}`, `disk${n + 1}size`, v.sizeOrNone, 'gb')),
  // A rate: bytes of a second.
  ...Array.from({ length: 8 }, (_, n) =>
    rule(
      `disk_${n + 1}_writes`,
      `disk${n + 1}writethroughput(mbpersecond) disk${n + 1}writethroughput(mbps) disk${n + 1}writethroughput`,
      v.size,
      'mb',
    ),
  ),
]

/** Properties inside `VirtualHardDisks`, `VirtualDiskDrives` and `VirtualNetworkAdapters` (see multi-value.ts). */
export const hardDiskRules: readonly ColumnRule[] = [
  rule('name', 'name', v.name),
  rule('path', 'sharepath location', v.text),
  rule('size_bytes', 'maximumsize', v.sizeAboveZero, 'bytes'),
  rule('used_bytes', 'size', v.size, 'bytes'),
  rule('vhd_type', 'vhdtype', v.vhdType),
  rule('vhd_format', 'vhdformattype', v.vhdFormat),
  rule('host_volume', 'hostvolume', v.text),
]
export const diskDriveRules: readonly ColumnRule[] = [
  rule('name', 'name', v.name),
  rule('bus_type', 'bustype', v.busType),
  rule('bus', 'bus', v.whole(0, 255)),
  rule('lun', 'lun', v.whole(0, 255)),
  rule('is_os', 'volumetype', v.volumeType),
  rule('is_vhd', 'isvhd', v.flag),
  rule('is_shared', 'hassharedstorage', v.flag),
]
export const adapterRules: readonly ColumnRule[] = [
  rule('name', 'name', v.name),
  rule('mac_address', 'macaddress', v.macAddress),
  rule('network', 'vmnetwork', v.name),
  rule('subnet', 'vmsubnet', v.name),
  rule('logicalNetwork', 'logicalnetwork', v.name),
  rule('ip_mode', 'ipv4addresstype', v.ipMode),
  rule('ip_addresses', 'ipv4addresses', v.addresses),
  rule('vlan', 'vlanid', v.whole(0, 4094)),
]
