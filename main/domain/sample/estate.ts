import type { AdapterFields, DiskFields, VmFields } from '../importing/records.ts'

export const estateSizes = ['S', 'M', 'L', 'XL', 'MAX'] as const
export type EstateSize = (typeof estateSizes)[number]

/** Rows of each kind, exactly. */
export interface EstateCounts {
  readonly clouds: number
  readonly hosts: number
  readonly vms: number
  readonly disks: number
  readonly adapters: number
}

/** Reference estates: a lab, a small firm, an enterprise, a provider, and the largest that VMM 2012 R2 to 2025 is tested with. */
export const estateCounts: Readonly<Record<EstateSize, EstateCounts>> = {
  S: { clouds: 2, hosts: 3, vms: 40, disks: 100, adapters: 50 },
  M: { clouds: 4, hosts: 16, vms: 400, disks: 1_100, adapters: 600 },
  L: { clouds: 10, hosts: 60, vms: 1_500, disks: 4_200, adapters: 2_400 },
  XL: { clouds: 40, hosts: 300, vms: 8_000, disks: 22_000, adapters: 13_000 },
  MAX: { clouds: 120, hosts: 1_000, vms: 25_000, disks: 70_000, adapters: 40_000 },
}

/** Zone of the samples' sites. */
export const sampleTimeZone = 'Europe/Berlin'

/** Instant at which the samples stand still: 12 May 2026, 14:05 in their zone. */
export const sampleClockMs = Date.UTC(2026, 4, 12, 12, 5)

export interface SampleVolume {
  readonly name: string
  readonly capacityBytes: number
  readonly freeBytes: number
  readonly isCsv: boolean
}

export interface SampleHost {
  readonly name: string
  readonly vmmId: string
  readonly groupPath: string
  readonly cluster: string | null
  readonly osName: string
  readonly logicalCpuCount: number
  readonly memoryBytes: number
  readonly availableMemoryBytes: number
  readonly cpuPercent: number
  readonly volumes: readonly SampleVolume[]
}

export interface SampleCloud {
  readonly name: string
  readonly vmmId: string
  readonly description: string
  readonly groupPaths: readonly string[]
  readonly logicalNetworks: readonly string[]
}

export interface SampleNetwork {
  readonly name: string
  readonly logicalNetwork: string
  readonly subnets: readonly { readonly name: string; readonly range: string; readonly vlan: number }[]
}

export interface SampleAdapter extends AdapterFields {
  isTeamed?: number
}

/** A machine with the columns that an import could tell, and what only the console knows. */
export interface SampleVm {
  readonly fields: VmFields & { name: string }
  readonly host: string
  readonly cloud: string | null
  readonly checkpointCount: number
  readonly disks: readonly DiskFields[]
  readonly adapters: readonly SampleAdapter[]
}

export interface Estate {
  readonly name: string
  readonly vmmServer: { readonly name: string; readonly productVersion: string }
  /** Parents before children. */
  readonly hostGroups: readonly string[]
  readonly clusters: readonly { readonly name: string; readonly groupPath: string; readonly hasBroker: boolean | null }[]
  readonly hosts: readonly SampleHost[]
  readonly clouds: readonly SampleCloud[]
  readonly logicalNetworks: readonly string[]
  readonly networks: readonly SampleNetwork[]
  readonly vms: readonly SampleVm[]
}
