import { osTraits } from '../importing/os-names.ts'
import type { DiskFields } from '../importing/records.ts'
import type { SampleAdapter, SampleVm } from './estate.ts'
import type { Choice } from './random.ts'

export const gib = 2 ** 30
export const mib = 2 ** 20

export interface DiskPlan {
  /** Appended to the machine's name: "SQL01_D". */
  readonly suffix: string
  readonly sizeGib: number
  readonly isShared?: boolean
  readonly isPassthrough?: boolean
}

export interface AdapterPlan {
  readonly network: string
  readonly subnet?: string
  readonly logicalNetwork: string
  /** Null = DHCP. */
  readonly ip: string | null
  readonly vlan?: number
  readonly isTeamed?: boolean
}

export interface VmPlan {
  readonly name: string
  readonly host: string
  readonly cloud: string | null
  readonly os: string
  readonly generation: 1 | 2
  readonly cpuCount: number
  readonly memoryGib: number
  readonly disks: readonly DiskPlan[]
  readonly adapters: readonly AdapterPlan[]
  readonly clustered: boolean
  readonly state?: string
  readonly secureBoot?: boolean
  readonly isTemplate?: boolean
  readonly fibreChannel?: boolean
  readonly integrationServices?: string
  readonly dynamicMemory?: boolean
  readonly owner?: string
  readonly availabilitySet?: string
  readonly description?: string
  readonly checkpoints?: number
  /** Folder of the machine's files. */
  readonly folder: string
}

/** Windows allows fewer characters in file names than VMM in names. */
const onDisk = (name: string): string => name.replaceAll(/[<>:"/\\|?*]/g, '_')

/** Slots as Hyper-V gives them: generation 1 boots from IDE 0:0 and has four IDE places, one of them the DVD drive's. */
const slots = (generation: 1 | 2, index: number): { bus_type: string; bus: number; lun: number } => {
  if (generation === 1 && index < 2) return { bus_type: 'IDE', bus: 0, lun: index }
  const place = generation === 1 ? index - 2 : index
  return { bus_type: 'SCSI', bus: Math.floor(place / 64), lun: place % 64 }
}

/** Fills what a plan leaves to chance: ids, used sizes, dates. The order of the draws is part of the estate. */
export const buildVm = (plan: VmPlan, choice: Choice, macSerial: () => number): SampleVm => {
  const { family, architecture } = osTraits(plan.os)
  const isRunning = (plan.state ?? 'Running') === 'Running'
  const format = plan.generation === 2 || !/2003|2008/.test(plan.os) ? 'vhdx' : 'vhd'
  let total = 0
  const disks = plan.disks.map((disk, index): DiskFields => {
    const size = disk.sizeGib * gib
    const type = choice.chance(70) ? 'dynamic' : 'fixed'
    const used = type === 'fixed' ? size : Math.round((size / mib) * (choice.int(18, 82) / 100)) * mib
    const name = `${plan.name}_${disk.suffix}`
    const slot = slots(plan.generation, index)
    const isOs = index === 0 ? 1 : 0
    if (disk.isPassthrough) return { name, ...slot, size_bytes: size, is_os: isOs, is_shared: 0, is_passthrough: 1 }
    total += used
    return {
      name,
      path: `${plan.folder}\\${onDisk(plan.name)}\\${onDisk(name)}.${format}`,
      ...slot,
      size_bytes: size,
      used_bytes: used,
      vhd_type: type,
      vhd_format: format,
      host_volume: plan.folder,
      is_os: isOs,
      is_shared: disk.isShared ? 1 : 0,
      is_passthrough: 0,
    }
  })
  const adapters = plan.adapters.map(
    (adapter, index): SampleAdapter => ({
      name: `Network Adapter ${index + 1}`,
      mac_address: choice.mac(macSerial()),
      network: adapter.network,
      ...(adapter.subnet === undefined ? {} : { subnet: adapter.subnet }),
      logicalNetwork: adapter.logicalNetwork,
      ip_mode: adapter.ip === null ? 'dhcp' : 'static',
      ip_addresses: JSON.stringify(adapter.ip === null ? [] : [adapter.ip]),
      ...(adapter.vlan === undefined ? {} : { vlan: adapter.vlan }),
      isTeamed: adapter.isTeamed ? 1 : 0,
    }),
  )
  const vmmId = choice.guid()
  return {
    host: plan.host,
    cloud: plan.cloud,
    checkpointCount: plan.checkpoints ?? 0,
    disks,
    adapters,
    fields: {
      vmm_id: vmmId,
      hyper_v_id: otherGuid(vmmId),
      bios_guid: choice.guid(),
      name: plan.name,
      ...(plan.isTemplate
        ? {}
        : { computer_name: `${plan.name.replaceAll(/[^A-Za-z0-9-]/g, '').slice(0, 15) || 'vm'}.harbour.example`.toLowerCase() }),
      state: plan.state ?? 'Running',
      status: plan.state ?? 'Running',
      generation: plan.generation,
      ...(plan.generation === 2 ? { secure_boot: plan.secureBoot ? 1 : 0 } : {}),
      os_name: plan.os,
      ...(family === null ? {} : { os_family: family }),
      ...(architecture === null ? {} : { os_architecture: architecture }),
      cpu_count: plan.cpuCount,
      memory_bytes: plan.memoryGib * gib,
      dynamic_memory: plan.dynamicMemory ? 1 : 0,
      ...(plan.dynamicMemory ? { dynamic_memory_maximum_bytes: plan.memoryGib * 2 * gib } : {}),
      is_highly_available: plan.clustered ? 1 : 0,
      has_shared_storage: plan.disks.some((disk) => disk.isShared) ? 1 : 0,
      has_passthrough_disk: plan.disks.some((disk) => disk.isPassthrough) ? 1 : 0,
      has_virtual_fibre_channel: plan.fibreChannel ? 1 : 0,
      is_template: plan.isTemplate ? 1 : 0,
      integration_services: plan.integrationServices ?? (family === 'linux' ? '3.5' : '6.3.9600.18080'),
      cpu_percent: isRunning ? choice.int(1, 62) : 0,
      owner: plan.owner ?? 'HARBOUR\\vmadmin',
      user_role: 'Administrator',
      ...(plan.availabilitySet === undefined ? {} : { availability_set: plan.availabilitySet }),
      tag: '(none)',
      ...(plan.description === undefined ? {} : { description: plan.description }),
      location: `${plan.folder}\\${onDisk(plan.name)}`,
      created_wall_ms: Date.UTC(2012, 9, 1) + choice.int(0, 1_200) * 86_400_000 + choice.int(0, 86_399) * 1000,
      total_size_bytes: total,
    },
  }
}

/** Another id of the same machine, drawn from nothing: estates stay as their seed makes them. */
const otherGuid = (id: string): string =>
  [...id.replaceAll('-', '')]
    .reverse()
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
