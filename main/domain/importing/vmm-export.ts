import { quotedRow } from './csv-writer.ts'
import { objectsText } from './multi-value.ts'
import type { AdapterFields, DiskFields, HostFields, VmFields } from './records.ts'

/** One machine as the two export shapes can carry it. */
export interface ExportVm {
  readonly fields: VmFields & { name: string }
  readonly host: HostFields | null
  readonly cloud: string | null
  readonly vmmServer: string | null
  readonly disks: readonly DiskFields[]
  readonly adapters: readonly AdapterFields[]
}

const text = (value: string | number | undefined): string => (value === undefined ? '' : String(value))
const flag = (value: number | undefined): string => (value === undefined ? '' : value === 1 ? 'True' : 'False')
/** Exact: sizes are whole bytes and the divisor is a power of two. */
const inUnit = (bytes: number | undefined, unit: number): string => (bytes === undefined ? '' : plainDecimal(bytes, unit))
const plainDecimal = (bytes: number, unit: number): string => {
  const whole = Math.floor(bytes / unit)
  let rest = BigInt(bytes % unit)
  let fraction = ''
  while (rest > 0n) {
    rest *= 10n
    fraction += String(rest / BigInt(unit))
    rest %= BigInt(unit)
  }
  return fraction === '' ? String(whole) : `${whole}.${fraction}`
}
const enumState = (state: string | undefined): string => (state === 'Stopped' ? 'PowerOff' : (state ?? ''))
const vhdTypes = { dynamic: 'DynamicallyExpanding', fixed: 'Fixed', differencing: 'Differencing' } as const
const vhdType = (disk: DiskFields): string => (disk.vhd_type === undefined ? '' : vhdTypes[disk.vhd_type])
const instant = (ms: number | undefined): string => (ms === undefined ? '' : new Date(ms).toISOString())

type Column = readonly [heading: string, cell: (vm: ExportVm) => string]
const blank = (headings: string): Column[] => headings.split(' ').map((heading) => [heading, () => ''])

/**
 * The properties of Get-SCVirtualMachine in the order in which scripts that export them all list them. What a planning
 * console has no use for stays blank. VirtualHardDisks, VirtualDiskDrives and VirtualNetworkAdapters hold `@{…}` lists.
 */
const propertyColumns: readonly Column[] = [
  ['VMCPath', ({ fields }) => text(fields.location)],
  ['MarkedAsTemplate', ({ fields }) => flag(fields.is_template)],
  ['OwnerIdentifier', () => ''],
  ['VMId', ({ fields }) => text(fields.hyper_v_id)],
  ...blank('VMConfigResourceStatus VMResource VMResourceStatus DiskResources UnsupportedReason'),
  ['VirtualMachineState', ({ fields }) => enumState(fields.state)],
  ...blank('Version SecuritySummary'),
  ['HostGroupPath', ({ host }) => text(host?.groupPath)],
  ['TotalSize', ({ fields }) => text(fields.total_size_bytes)],
  ...blank('MemoryAssignedMB MemoryAvailablePercentage DynamicMemoryDemandMB DynamicMemoryStatus'),
  ['HasSharedStorage', ({ fields }) => flag(fields.has_shared_storage)],
  ['Status', ({ fields }) => enumState(fields.status)],
  ...blank('IsOrphaned HasSavedState'),
  ['StatusString', ({ fields }) => text(fields.status)],
  ...blank('StartAction StopAction'),
  ['BiosGuid', ({ fields }) => text(fields.bios_guid)],
  ['CPUUtilization', ({ fields }) => text(fields.cpu_percent)],
  ...blank('PerfCPUUtilization PerfMemory PerfDiskBytesRead PerfDiskBytesWrite PerfNetworkBytesRead PerfNetworkBytesWrite'),
  ['VirtualizationPlatform', () => 'HyperV'],
  ['ComputerNameString', ({ fields }) => text(fields.computer_name)],
  ['Cloud', ({ cloud }) => text(cloud ?? undefined)],
  ...blank('BackupEnabled ClusterNonPossibleOwner ClusterPreferredOwner'),
  ['AvailabilitySetNames', ({ fields }) => text(fields.availability_set)],
  ['HasPassthroughDisk', ({ fields }) => flag(fields.has_passthrough_disk)],
  ['Location', ({ fields }) => text(fields.location)],
  ['CreationTime', ({ fields }) => instant(fields.created_wall_ms)],
  ['OperatingSystem', ({ fields }) => text(fields.os_name)],
  ...blank('HasVMAdditions'),
  ['VMAddition', ({ fields }) => text(fields.integration_services)],
  ['CPUCount', ({ fields }) => text(fields.cpu_count)],
  ['IsHighlyAvailable', ({ fields }) => flag(fields.is_highly_available)],
  ...blank('HAVMPriority LimitCPUFunctionality LimitCPUForMigration'),
  ['Memory', ({ fields }) => inUnit(fields.memory_bytes, 2 ** 20)],
  ['DynamicMemoryEnabled', ({ fields }) => flag(fields.dynamic_memory)],
  ['DynamicMemoryMaximumMB', ({ fields }) => inUnit(fields.dynamic_memory_maximum_bytes, 2 ** 20)],
  ...blank('DynamicMemoryBufferPercentage MemoryWeight BootOrder FirstBootDevice'),
  ['SecureBootEnabled', ({ fields }) => flag(fields.secure_boot)],
  ...blank('SecureBootTemplate'),
  ['ComputerName', ({ fields }) => text(fields.computer_name)],
  ...blank('UseHardwareAssistedVirtualization IsTagEmpty'),
  ['Tag', ({ fields }) => text(fields.tag)],
  ...blank('CustomProperties CustomProperty CPUType ExpectedCPUUtilization DiskIO NetworkUtilization RelativeWeight CPUReserve CPUMax'),
  ...blank('DynamicMemoryMinimumMB NumaIsolationRequired'),
  ['Generation', ({ fields }) => text(fields.generation)],
  ...blank('CheckpointType VirtualDVDDrives'),
  ['VirtualHardDisks', ({ disks }) => objectsText(disks.filter((disk) => disk.is_passthrough !== 1).map(hardDisk))],
  ['VirtualDiskDrives', ({ disks }) => objectsText(disks.map(diskDrive))],
  ...blank('ShareSCSIBus'),
  ['VirtualNetworkAdapters', ({ adapters }) => objectsText(adapters.map(adapter))],
  ['HasVirtualFibreChannelAdapters', ({ fields }) => flag(fields.has_virtual_fibre_channel)],
  ...blank('VirtualSCSIAdapters CapabilityProfile OSDiskID'),
  ['HostId', ({ host }) => text(host?.vmmId)],
  ['HostType', ({ host }) => (host === null ? '' : 'VMHost')],
  ['HostName', ({ host }) => text(host?.name)],
  ['VMHost', ({ host }) => text(host?.name)],
  ...blank('UserRoleID'),
  ['UserRole', ({ fields }) => text(fields.user_role)],
  ['Owner', ({ fields }) => text(fields.owner)],
  ...blank('ObjectType Accessibility'),
  ['Name', ({ fields }) => fields.name],
  ['Description', ({ fields }) => text(fields.description)],
  ...blank('IsViewOnly AddedTime ModifiedTime Enabled'),
  ['ID', ({ fields }) => text(fields.vmm_id)],
  ['ClusterName', ({ host }) => text(host?.cluster)],
  ['ServerConnection', ({ vmmServer }) => text(vmmServer ?? undefined)],
  ...blank('Timestamp'),
]

const hardDisk = (disk: DiskFields): Record<string, string> => ({
  Name: text(disk.name),
  SharePath: text(disk.path),
  HostVolume: text(disk.host_volume),
  MaximumSize: text(disk.size_bytes),
  Size: text(disk.used_bytes),
  VHDType: vhdType(disk),
  VHDFormatType: text(disk.vhd_format?.toUpperCase()),
})

const diskDrive = (disk: DiskFields): Record<string, string> => ({
  Name: text(disk.name),
  BusType: text(disk.bus_type),
  Bus: text(disk.bus),
  Lun: text(disk.lun),
  VolumeType: disk.is_os === undefined ? '' : disk.is_os === 1 ? 'BootAndSystem' : 'None',
  IsVHD: disk.is_passthrough === undefined ? '' : disk.is_passthrough === 1 ? 'False' : 'True',
  HasSharedStorage: flag(disk.is_shared),
})

const adapter = (nic: AdapterFields): Record<string, string> => ({
  Name: text(nic.name),
  MACAddress: text(nic.mac_address),
  VMNetwork: text(nic.network),
  VMSubnet: text(nic.subnet),
  LogicalNetwork: text(nic.logicalNetwork),
  VLanID: text(nic.vlan),
  IPv4AddressType: nic.ip_mode === undefined ? '' : nic.ip_mode === 'static' ? 'Static' : 'Dynamic',
  IPv4Addresses: nic.ip_addresses === undefined ? '' : (JSON.parse(nic.ip_addresses) as string[]).join(' '),
})

export const propertyHeadings: readonly string[] = propertyColumns.map(([heading]) => heading)
export const propertyCells = (vm: ExportVm): string[] => propertyColumns.map(([, cell]) => cell(vm))
export const propertyRow = (vm: ExportVm): string => quotedRow(propertyCells(vm))

export const diskHeadings: readonly string[] = [
  'Group',
  'VMName',
  'VMDescription',
  'VMStatus',
  'VMOperatingSystem',
  'vCPUs',
  'MemoryGB',
  'VHDName',
  'VHDSize',
  'VHDCurrentSize',
  'VHDType',
  'VHDBusType',
  'VHDBus',
  'VHDLUN',
  'VHDDatastore',
  'HostName',
]

/**
 * One row a disk; a machine without disks has none. Further disks leave the machine's values blank, as the scripts of this
 * shape do, but keep its name and host, so that the rows may be sorted. Sizes are exact, not rounded to whole GB.
 */
export const diskRows = (vm: ExportVm): string[] =>
  vm.disks.map((disk, i) => {
    const first = (value: string): string => (i === 0 ? value : '')
    return quotedRow([
      '',
      vm.fields.name,
      first(text(vm.fields.description)),
      first(enumState(vm.fields.status)),
      first(text(vm.fields.os_name)),
      first(text(vm.fields.cpu_count)),
      first(inUnit(vm.fields.memory_bytes, 2 ** 30)),
      text(disk.name),
      inUnit(disk.size_bytes, 2 ** 30),
      inUnit(disk.used_bytes, 2 ** 30),
      vhdType(disk),
      text(disk.bus_type),
      text(disk.bus),
      text(disk.lun),
      text(disk.host_volume),
      text(vm.host?.name),
    ])
  })
