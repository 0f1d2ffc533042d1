import { t } from '../../../preload/contract/words.ts'
import { field as f, type ObjectRule } from './object-rule.ts'
import * as v from './values.ts'

const vmmServer: ObjectRule = {
  says: t('The VMM server that was asked.'),
  required: ['name'],
  fields: [f('name', 'name', v.name, t('Full name.')), f('productVersion', 'product_version', v.text, t('Version, "3.2.8377.0".'))],
}

const runAsAccount: ObjectRule = {
  says: t('A Run As account. Its password is never collected.'),
  required: ['name', 'userName'],
  fields: [
    f('name', 'name', v.name, t('Name in VMM.')),
    f('userName', 'user_name', v.text, 'DOMAIN\\user.'),
    f('description', 'description', v.text, t('Description.')),
    f('enabled', 'enabled', v.flag, t('Whether it may be used.')),
  ],
}

const hostGroup: ObjectRule = {
  says: t('A host group; the groups above it follow from its path.'),
  required: ['path'],
  fields: [f('path', 'path', v.text, t('Names from the root, joined with backslashes: "All Hosts\\Berlin".'))],
}

const cluster: ObjectRule = {
  says: t('A failover cluster of hosts.'),
  required: ['name'],
  fields: [
    f('name', 'name', v.name, t('Name.')),
    f('hostGroup', 'hostGroup', v.text, t('Path of its host group.')),
    f('hasReplicaBroker', 'has_replica_broker', v.flag, t('Whether it has the Hyper-V Replica Broker role. VMM does not tell.')),
  ],
}

const volume: ObjectRule = {
  says: t('A volume of the host.'),
  required: ['name'],
  fields: [
    f('name', 'name', v.text, t('Mount point, "C:\\".')),
    f('capacityBytes', 'capacity_bytes', v.bytes, t('Size in bytes.')),
    f('freeBytes', 'free_bytes', v.bytes, t('Free space in bytes.')),
    f('isClusterShared', 'is_csv', v.flag, t('Whether it is a cluster shared volume.')),
  ],
}

const host: ObjectRule = {
  says: t('A Hyper-V host.'),
  required: ['name'],
  fields: [
    f('id', 'vmmId', v.guid, t('Id in VMM.')),
    f('name', 'name', v.name, t('Name, as machines name their host.')),
    f('hostGroup', 'groupPath', v.text, t('Path of its host group.')),
    f('cluster', 'cluster', v.name, t('Name of its cluster.')),
    f('osName', 'os_name', v.text, t('Operating system.')),
    f('status', 'status', v.text, t('Overall state as VMM prints it.')),
    f('logicalCpuCount', 'logical_cpu_count', v.whole(0, 65_536), t('Logical processors.')),
    f('memoryBytes', 'memory_bytes', v.bytes, t('Memory in bytes.')),
    f('availableMemoryBytes', 'available_memory_bytes', v.bytes, t('Memory that is free, in bytes.')),
    f('cpuPercent', 'cpu_percent', v.whole(0, 100), t('Load of the processors in percent when it was collected.')),
    f('agentVersion', 'agent_version', v.text, t('Version of the VMM agent.')),
  ],
  parts: { volumes: volume },
}

const logicalNetwork: ObjectRule = {
  says: t('A logical network.'),
  required: ['name'],
  fields: [f('name', 'name', v.name, t('Name.'))],
}

const subnet: ObjectRule = {
  says: t('A subnet of the VM network, in the order of VMM.'),
  required: ['name'],
  fields: [
    f('name', 'name', v.name, t('Name.')),
    f('addressRange', 'address_range', v.text, t('Address range, "10.20.10.0/24".')),
    f('vlan', 'vlan', v.whole(0, 4094), t('VLAN id; 0 = none.')),
  ],
}

const vmNetwork: ObjectRule = {
  says: t('A VM network.'),
  required: ['name'],
  fields: [f('name', 'name', v.name, t('Name.')), f('logicalNetwork', 'logicalNetwork', v.name, t('Name of its logical network.'))],
  parts: { subnets: subnet },
}

const cloud: ObjectRule = {
  says: t('A VMM cloud.'),
  required: ['name'],
  fields: [
    f('id', 'vmm_id', v.guid, t('Id in VMM.')),
    f('name', 'name', v.name, t('Name.')),
    f('description', 'description', v.text, t('Description.')),
  ],
  names: { hostGroups: t('Paths of its host groups.'), logicalNetworks: t('Names of its logical networks.') },
}

const disk: ObjectRule = {
  says: t('A virtual disk, in the order of its machine.'),
  required: [],
  fields: [
    f('name', 'name', v.name, t('Name.')),
    f('path', 'path', v.text, t('Full path of its file.')),
    f('busType', 'bus_type', v.busType, t('IDE or SCSI.')),
    f('bus', 'bus', v.whole(0, 255), t('Number of its controller.')),
    f('lun', 'lun', v.whole(0, 255), t('Place on the controller.')),
    f('sizeBytes', 'size_bytes', v.bytesAboveZero, t('Largest size in bytes.')),
    f('usedBytes', 'used_bytes', v.bytes, t('Size of its file in bytes.')),
    f('vhdType', 'vhd_type', v.vhdType, t('How its file grows.')),
    f('vhdFormat', 'vhd_format', v.vhdFormat, t('Format of its file.')),
    f('hostVolume', 'host_volume', v.text, t('Volume of the host on which its file lies.')),
    f('isOs', 'is_os', v.flag, t('Whether it holds the operating system. The Hyper-V module does not tell.')),
    f('isShared', 'is_shared', v.flag, t('Whether several machines share it.')),
    f('isPassthrough', 'is_passthrough', v.flag, t('Whether it is a pass-through disk.')),
    f('writtenBytesPerDay', 'written_bytes_per_day', v.bytes, t('Bytes written a day: the mean rate of all samples over 24 hours.')),
    f('peakWriteBytesPerSecond', 'peak_write_bytes_per_second', v.bytes, t('Bytes written a second in the busiest sample.')),
    f('writeSampledSeconds', 'write_sampled_seconds', v.whole(1, 2 ** 31 - 1), t('Seconds that the samples cover.')),
  ],
}

const adapter: ObjectRule = {
  says: t('A network adapter, in the order of its machine.'),
  required: [],
  fields: [
    f('name', 'name', v.name, t('Name; "Network Adapter 1" and so on when it is missing.')),
    f('macAddress', 'mac_address', v.macAddress, t('MAC address.')),
    f('network', 'network', v.name, t('Name of its VM network.')),
    f('subnet', 'subnet', v.name, t('Name of its subnet.')),
    f('logicalNetwork', 'logicalNetwork', v.name, t('Name of its logical network.')),
    f('ipMode', 'ip_mode', v.ipMode, t('Static or Dynamic (DHCP).')),
    f('ipAddresses', 'ip_addresses', v.addresses, t('IP addresses.')),
    f('vlan', 'vlan', v.whole(0, 4094), t('VLAN id.')),
    f('isTeamed', 'is_teamed', v.flag, t('Whether the guest teams it with another one. Neither VMM nor Hyper-V tells.')),
  ],
}

const vm: ObjectRule = {
  says: t('A virtual machine with its disks and network adapters.'),
  required: ['name'],
  fields: [
    f('id', 'vmm_id', v.guid, t('Id in VMM.')),
    f('hyperVId', 'hyper_v_id', v.hyperVId, t('Id in Hyper-V, the same in both modes; missing of replicas, which share it.')),
    f('biosGuid', 'bios_guid', v.guid, t('BIOS GUID.')),
    f('name', 'name', v.name, t('Name.')),
    f('computerName', 'computer_name', v.text, t('Name that the guest has in its network.')),
    f('host', 'host', v.name, t('Name of its host.')),
    f('cloud', 'cloud', v.name, t('Name of its cloud. In mode vmm null means: in no cloud. In mode hyper-v it is not known.')),
    f('state', 'state', v.state, t('Virtual machine state as VMM prints it.')),
    f('status', 'status', v.state, t('Status as VMM prints it.')),
    f('generation', 'generation', v.whole(1, 2), t('Generation.')),
    f('secureBoot', 'secure_boot', v.flag, t('Whether secure boot is on.')),
    f('osName', 'os_name', v.text, t('Operating system of the guest.')),
    f('osFamily', 'os_family', v.osFamily, t('Family of the operating system.')),
    f('osArchitecture', 'os_architecture', v.architecture, t('Architecture of the operating system.')),
    f('cpuCount', 'cpu_count', v.whole(1, 2048), t('Virtual processors.')),
    f('memoryBytes', 'memory_bytes', v.bytesAboveZero, t('Start-up memory in bytes.')),
    f('dynamicMemory', 'dynamic_memory', v.flag, t('Whether its memory grows.')),
    f('dynamicMemoryMaximumBytes', 'dynamic_memory_maximum_bytes', v.bytesAboveZero, t('Most memory that it may get, in bytes.')),
    f('isHighlyAvailable', 'is_highly_available', v.flag, t('Whether a cluster keeps it running.')),
    f('hasSharedStorage', 'has_shared_storage', v.flag, t('Whether it has a disk that several machines share.')),
    f('hasPassthroughDisk', 'has_passthrough_disk', v.flag, t('Whether it has a pass-through disk.')),
    f('hasVirtualFibreChannel', 'has_virtual_fibre_channel', v.flag, t('Whether it has a virtual Fibre Channel adapter.')),
    f('isTemplate', 'is_template', v.flag, t('Whether it is a template.')),
    f('integrationServices', 'integration_services', v.text, t('Version of the integration services, or "Not Detected".')),
    f('checkpointCount', 'checkpoint_count', v.whole(0, 65_536), t('Checkpoints. In mode hyper-v 1 means: one or more.')),
    f('cpuPercent', 'cpu_percent', v.whole(0, 100), t('Load of its processors in percent when it was collected.')),
    f('owner', 'owner', v.text, t('Owner.')),
    f('userRole', 'user_role', v.text, t('User role.')),
    f('availabilitySet', 'availability_set', v.text, t('Availability set.')),
    f('tag', 'tag', v.text, t('Tag.')),
    f('description', 'description', v.text, t('Description.')),
    f('location', 'location', v.text, t('Folder of its files.')),
    f('createdAt', 'created_wall_ms', v.instant, t('Instant of its creation, ISO 8601 with zone.')),
    f('totalSizeBytes', 'total_size_bytes', v.bytes, t('Size of all its files in bytes.')),
  ],
  parts: { disks: disk, adapters: adapter },
}

/** Something that the collector could not read; shown as a warning. */
const error: ObjectRule = {
  says: t('An object that could not be read. The collector went on.'),
  required: ['object', 'message'],
  fields: [
    f('object', 'object', v.text, t('Kind of the object.')),
    f('name', 'name', v.text, t('Its name, where it was known.')),
    f('message', 'message', v.text, t('Why.')),
  ],
}

/** The kinds of lines between the header and the end, in the order in which the collector writes them. */
export const lineKinds = {
  vmmServer,
  runAsAccount,
  hostGroup,
  cluster,
  host,
  logicalNetwork,
  vmNetwork,
  cloud,
  vm,
  error,
} as const satisfies Readonly<Record<string, ObjectRule>>
export type LineKind = keyof typeof lineKinds
