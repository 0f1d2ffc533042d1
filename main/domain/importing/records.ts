/** Column values of the `vm` table that an import can carry; a key is present only when the source tells the value. */
export interface VmFields {
  vmm_id?: string
  hyper_v_id?: string
  bios_guid?: string
  name?: string
  computer_name?: string
  state?: string
  status?: string
  generation?: number
  secure_boot?: number
  os_name?: string
  os_family?: 'windows' | 'linux'
  os_architecture?: 'x64' | 'x86'
  cpu_count?: number
  memory_bytes?: number
  dynamic_memory?: number
  dynamic_memory_maximum_bytes?: number
  is_highly_available?: number
  has_shared_storage?: number
  has_passthrough_disk?: number
  has_virtual_fibre_channel?: number
  is_template?: number
  integration_services?: string
  cpu_percent?: number
  owner?: string
  user_role?: string
  availability_set?: string
  tag?: string
  description?: string
  location?: string
  created_wall_ms?: number
  total_size_bytes?: number
  checkpoint_count?: number
  /** 1 = the source tells the cloud, also when there is none. */
  cloud_told?: number
  /** Told to be in no cloud. */
  cloud_id?: null
}

/** Column values of `virtual_disk`. */
export interface DiskFields {
  name?: string
  path?: string
  bus_type?: string
  bus?: number
  lun?: number
  size_bytes?: number
  used_bytes?: number
  vhd_type?: 'fixed' | 'dynamic' | 'differencing'
  vhd_format?: 'vhd' | 'vhdx'
  host_volume?: string
  is_os?: number
  is_shared?: number
  is_passthrough?: number
  written_bytes_per_day?: number
  peak_write_bytes_per_second?: number
  write_sampled_seconds?: number
}

/** Column values of `network_adapter`, with its network and subnet by name. */
export interface AdapterFields {
  name?: string
  mac_address?: string
  ip_mode?: 'static' | 'dhcp'
  /** JSON array of strings. */
  ip_addresses?: string
  vlan?: number
  is_teamed?: number
  network?: string
  subnet?: string
  logicalNetwork?: string
}

export interface HostFields {
  name: string
  vmmId?: string
  /** "All Hosts\Berlin". */
  groupPath?: string
  cluster?: string
}

/** One machine as one file tells it. `null` lists mean "not told", empty lists "told: none". */
export interface VmRecord {
  /** Physical line where the record starts, from 1. */
  line: number
  name: string
  vmmId: string | null
  /** The id that Hyper-V gives it. */
  hyperVId: string | null
  biosGuid: string | null
  host: HostFields | null
  cloud: string | null
  vmmServer: string | null
  fields: VmFields
  disks: { line: number; fields: DiskFields }[] | null
  adapters: { line: number; fields: AdapterFields }[] | null
}

/** A cell that kept its row out. */
export interface CellFault {
  /** The heading as the file spells it; null when the whole row is at fault. */
  column: string | null
  value: string
  reason: string
}

export const machineKey = (name: string, host: string | null): string => `${name.toLowerCase()}\u0000${(host ?? '').toLowerCase()}`

/** "HV01" and "hv01.contoso.com" are one host: VMM tells full names, Hyper-V hosts are mostly asked by short ones. Two full names are two hosts. */
export const isSameHost = (a: string, b: string): boolean => {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()]
  if (one === other) return true
  return one.startsWith(`${other}.`) ? !other.includes('.') : other.startsWith(`${one}.`) && !one.includes('.')
}

/** What a short and a full name have in common. */
export const hostLabel = (name: string): string => name.toLowerCase().split('.', 1)[0] ?? ''
