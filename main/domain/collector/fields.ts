import { field as f, type ObjectRule } from './object-rule.ts'
import * as v from './values.ts'

const vmmServer: ObjectRule = {
  says: 'The VMM server that was asked.',
  required: ['name'],
  fields: [f('name', 'name', v.name, 'Full name.'), f('productVersion', 'product_version', v.text, 'Version, "3.2.8377.0".')],
}

const runAsAccount: ObjectRule = {
  says: 'A Run As account. Its password is never collected.',
  required: ['name', 'userName'],
  fields: [
    f('name', 'name', v.name, 'Name in VMM.'),
    f('userName', 'user_name', v.text, 'DOMAIN\\user.'),
    f('description', 'description', v.text, 'Description.'),
    f('enabled', 'enabled', v.flag, 'Whether it may be used.'),
  ],
}

const hostGroup: ObjectRule = {
  says: 'A host group; the groups above it follow from its path.',
  required: ['path'],
  fields: [f('path', 'path', v.text, 'Names from the root, joined with backslashes: "All Hosts\\Berlin".')],
}

const cluster: ObjectRule = {
  says: 'A failover cluster of hosts.',
  required: ['name'],
  fields: [
    f('name', 'name', v.name, 'Name.'),
    f('hostGroup', 'hostGroup', v.text, 'Path of its host group.'),
    f('hasReplicaBroker', 'has_replica_broker', v.flag, 'Whether it has the Hyper-V Replica Broker role. VMM does not tell.'),
  ],
}

const volume: ObjectRule = {
  says: 'A volume of the host.',
  required: ['name'],
  fields: [
    f('name', 'name', v.text, 'Mount point, "C:\\".'),
    f('capacityBytes', 'capacity_bytes', v.bytes, 'Size in bytes.'),
    f('freeBytes', 'free_bytes', v.bytes, 'Free space in bytes.'),
    f('isClusterShared', 'is_csv', v.flag, 'Whether it is a cluster shared volume.'),
  ],
}

const host: ObjectRule = {
  says: 'A Hyper-V host.',
  required: ['name'],
  fields: [
    f('id', 'vmmId', v.guid, 'Id in VMM.'),
    f('name', 'name', v.name, 'Name, as machines name their host.'),
    f('hostGroup', 'groupPath', v.text, 'Path of its host group.'),
    f('cluster', 'cluster', v.name, 'Name of its cluster.'),
    f('osName', 'os_name', v.text, 'Operating system.'),
    f('status', 'status', v.text, 'Overall state as VMM prints it.'),
    f('logicalCpuCount', 'logical_cpu_count', v.whole(0, 65_536), 'Logical processors.'),
    f('memoryBytes', 'memory_bytes', v.bytes, 'Memory in bytes.'),
    f('availableMemoryBytes', 'available_memory_bytes', v.bytes, 'Memory that is free, in bytes.'),
    f('cpuPercent', 'cpu_percent', v.whole(0, 100), 'Load of the processors in percent when it was collected.'),
    f('agentVersion', 'agent_version', v.text, 'Version of the VMM agent.'),
  ],
  parts: { volumes: volume },
}

const logicalNetwork: ObjectRule = {
  says: 'A logical network.',
  required: ['name'],
  fields: [f('name', 'name', v.name, 'Name.')],
}

const subnet: ObjectRule = {
  says: 'A subnet of the VM network, in the order of VMM.',
  required: ['name'],
  fields: [
    f('name', 'name', v.name, 'Name.'),
    f('addressRange', 'address_range', v.text, 'Address range, "10.20.10.0/24".'),
    f('vlan', 'vlan', v.whole(0, 4094), 'VLAN id; 0 = none.'),
  ],
}

const vmNetwork: ObjectRule = {
  says: 'A VM network.',
  required: ['name'],
  fields: [f('name', 'name', v.name, 'Name.'), f('logicalNetwork', 'logicalNetwork', v.name, 'Name of its logical network.')],
  parts: { subnets: subnet },
}

const cloud: ObjectRule = {
  says: 'A VMM cloud.',
  required: ['name'],
  fields: [
    f('id', 'vmm_id', v.guid, 'Id in VMM.'),
    f('name', 'name', v.name, 'Name.'),
    f('description', 'description', v.text, 'Description.'),
  ],
  names: { hostGroups: 'Paths of its host groups.', logicalNetworks: 'Names of its logical networks.' },
}

const disk: ObjectRule = {
  says: 'A virtual disk, in the order of its machine.',
  required: [],
  fields: [
    f('name', 'name', v.name, 'Name.'),
    f('path', 'path', v.text, 'Full path of its file.'),
    f('busType', 'bus_type', v.busType, 'IDE or SCSI.'),
    f('bus', 'bus', v.whole(0, 255), 'Number of its controller.'),
    f('lun', 'lun', v.whole(0, 255), 'Place on the controller.'),
    f('sizeBytes', 'size_bytes', v.bytesAboveZero, 'Largest size in bytes.'),
    f('usedBytes', 'used_bytes', v.bytes, 'Size of its file in bytes.'),
    f('vhdType', 'vhd_type', v.vhdType, 'How its file grows.'),
    f('vhdFormat', 'vhd_format', v.vhdFormat, 'Format of its file.'),
    f('hostVolume', 'host_volume', v.text, 'Volume of the host on which its file lies.'),
    f('isOs', 'is_os', v.flag, 'Whether it holds the operating system. The Hyper-V module does not tell.'),
    f('isShared', 'is_shared', v.flag, 'Whether several machines share it.'),
    f('isPassthrough', 'is_passthrough', v.flag, 'Whether it is a pass-through disk.'),
    f('writtenBytesPerDay', 'written_bytes_per_day', v.bytes, 'Bytes written a day: the mean rate of all samples over 24 hours.'),
    f('peakWriteBytesPerSecond', 'peak_write_bytes_per_second', v.bytes, 'Bytes written a second in the busiest sample.'),
    f('writeSampledSeconds', 'write_sampled_seconds', v.whole(1, 2 ** 31 - 1), 'Seconds that the samples cover.'),
  ],
}

const adapter: ObjectRule = {
  says: 'A network adapter, in the order of its machine.',
  required: [],
  fields: [
    f('name', 'name', v.name, 'Name; "Network Adapter 1" and so on when it is missing.'),
    f('macAddress', 'mac_address', v.macAddress, 'MAC address.'),
    f('network', 'network', v.name, 'Name of its VM network.'),
    f('subnet', 'subnet', v.name, 'Name of its subnet.'),
    f('logicalNetwork', 'logicalNetwork', v.name, 'Name of its logical network.'),
    f('ipMode', 'ip_mode', v.ipMode, 'Static or Dynamic (DHCP).'),
    f('ipAddresses', 'ip_addresses', v.addresses, 'IP addresses.'),
    f('vlan', 'vlan', v.whole(0, 4094), 'VLAN id.'),
    f('isTeamed', 'is_teamed', v.flag, 'Whether the guest teams it with another one. Neither VMM nor Hyper-V tells.'),
  ],
}

const vm: ObjectRule = {
  says: 'A virtual machine with its disks and network adapters.',
  required: ['name'],
  fields: [
    f('id', 'vmm_id', v.guid, 'Id in VMM.'),
    f('biosGuid', 'bios_guid', v.guid, 'BIOS GUID.'),
    f('name', 'name', v.name, 'Name.'),
    f('computerName', 'computer_name', v.text, 'Name that the guest has in its network.'),
    f('host', 'host', v.name, 'Name of its host.'),
    f('cloud', 'cloud', v.name, 'Name of its cloud. In mode vmm null means: in no cloud. In mode hyper-v it is not known.'),
    f('state', 'state', v.state, 'Virtual machine state as VMM prints it.'),
    f('status', 'status', v.state, 'Status as VMM prints it.'),
    f('generation', 'generation', v.whole(1, 2), 'Generation.'),
    f('secureBoot', 'secure_boot', v.flag, 'Whether secure boot is on.'),
    f('osName', 'os_name', v.text, 'Operating system of the guest.'),
    f('osFamily', 'os_family', v.osFamily, 'Family of the operating system.'),
    f('osArchitecture', 'os_architecture', v.architecture, 'Architecture of the operating system.'),
    f('cpuCount', 'cpu_count', v.whole(1, 2048), 'Virtual processors.'),
    f('memoryBytes', 'memory_bytes', v.bytesAboveZero, 'Start-up memory in bytes.'),
    f('dynamicMemory', 'dynamic_memory', v.flag, 'Whether its memory grows.'),
    f('dynamicMemoryMaximumBytes', 'dynamic_memory_maximum_bytes', v.bytesAboveZero, 'Most memory that it may get, in bytes.'),
    f('isHighlyAvailable', 'is_highly_available', v.flag, 'Whether a cluster keeps it running.'),
    f('hasSharedStorage', 'has_shared_storage', v.flag, 'Whether it has a disk that several machines share.'),
    f('hasPassthroughDisk', 'has_passthrough_disk', v.flag, 'Whether it has a pass-through disk.'),
    f('hasVirtualFibreChannel', 'has_virtual_fibre_channel', v.flag, 'Whether it has a virtual Fibre Channel adapter.'),
    f('isTemplate', 'is_template', v.flag, 'Whether it is a template.'),
    f('integrationServices', 'integration_services', v.text, 'Version of the integration services, or "Not Detected".'),
    f('checkpointCount', 'checkpoint_count', v.whole(0, 65_536), 'Checkpoints. In mode hyper-v 1 means: one or more.'),
    f('cpuPercent', 'cpu_percent', v.whole(0, 100), 'Load of its processors in percent when it was collected.'),
    f('owner', 'owner', v.text, 'Owner.'),
    f('userRole', 'user_role', v.text, 'User role.'),
    f('availabilitySet', 'availability_set', v.text, 'Availability set.'),
    f('tag', 'tag', v.text, 'Tag.'),
    f('description', 'description', v.text, 'Description.'),
    f('location', 'location', v.text, 'Folder of its files.'),
    f('createdAt', 'created_wall_ms', v.instant, 'Instant of its creation, ISO 8601 with zone.'),
    f('totalSizeBytes', 'total_size_bytes', v.bytes, 'Size of all its files in bytes.'),
  ],
  parts: { disks: disk, adapters: adapter },
}

/** Something that the collector could not read; shown as a warning. */
const error: ObjectRule = {
  says: 'An object that could not be read. The collector went on.',
  required: ['object', 'message'],
  fields: [
    f('object', 'object', v.text, 'Kind of the object.'),
    f('name', 'name', v.text, 'Its name, where it was known.'),
    f('message', 'message', v.text, 'Why.'),
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
