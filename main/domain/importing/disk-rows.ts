import { t } from '../../../preload/contract/words.ts'
import { diskRules } from './columns.ts'
import type { RowFormat } from './formats.ts'
import { withOsTraits } from './property-rows.ts'
import { type CellFault, type DiskFields, machineKey, type VmFields } from './records.ts'

/** One row of a per-disk export, with the machine that it belongs to worked out. */
export interface DiskRow {
  readonly line: number
  readonly raw: string
  readonly name: string
  readonly host: string | null
  readonly key: string
  /** Values of the machine; empty in continuation rows. */
  readonly vm: VmFields
  /** Null when the row names no disk. */
  readonly disk: DiskFields | null
  readonly faults: readonly CellFault[]
  /** A value of the machine itself is bad. */
  readonly machineFault: boolean
  /** Line of the row above that gave the name, when this row left it blank. */
  readonly continues: number | null
}

const diskColumn: Readonly<Record<string, keyof DiskFields>> = {
  disk_name: 'name',
  disk_size: 'size_bytes',
  disk_used: 'used_bytes',
  disk_type: 'vhd_type',
  disk_format: 'vhd_format',
  disk_bus_type: 'bus_type',
  disk_bus: 'bus',
  disk_lun: 'lun',
  disk_volume: 'host_volume',
}

/** Columns of the lab that a per-disk row can bear on, so that no others need be read to compare with it. */
export const columnsOfDiskRows = {
  vm: [
    'name',
    'status',
    'os_family',
    'os_architecture',
    ...diskRules.map(({ field }) => field).filter((field) => !(field in diskColumn) && field !== 'name' && field !== 'host'),
  ],
  disk: Object.values(diskColumn),
} as const

/**
 * Reads rows in file order. A row with a blank VMName continues the machine above; a row that repeats the name above but
 * leaves the host blank belongs to the same host. Rows of a machine may stand apart as long as each names it.
 */
export class DiskRowReader {
  private above: { name: string; host: string | null; line: number } | null = null

  private readonly machineHeadings: ReadonlySet<string | null>

  constructor(private readonly format: RowFormat) {
    this.machineHeadings = new Set(
      ['description', 'state', 'os_name', 'cpu_count', 'memory_bytes', 'host'].map((field) => format.headingOf(field)),
    )
  }

  read(cells: readonly string[], raw: string, line: number): DiskRow | { faults: CellFault[] } {
    const { values, faults: found } = this.format.read(cells)
    const nameHeading = this.format.headingOf('name')
    const faults = [...found]
    const told = values.name as string | undefined
    const hostTold = (values.host as string | undefined) ?? null
    if (faults.some(({ column }) => column === nameHeading)) {
      this.above = null
      return { faults }
    }
    if (told === undefined && this.above === null) {
      return { faults: [...faults, { column: nameHeading, value: '', reason: t('The name is blank and no machine stands above.') }] }
    }
    const above = this.above
    const continues = told === undefined ? (above?.line ?? null) : null
    const name = told ?? above?.name ?? ''
    const sameAbove = above !== null && above.name.toLowerCase() === name.toLowerCase()
    const host = hostTold ?? (sameAbove ? above.host : null)
    if (told !== undefined) this.above = { name, host, line: sameAbove && hostTold === null ? above.line : line }
    const vm: Record<string, string | number> = {}
    const disk: Record<string, string | number> = {}
    for (const field in values) {
      const value = values[field] as string | number
      const column = diskColumn[field]
      if (column !== undefined) disk[column] = value
      else if (field === 'state') vm.state = vm.status = value
      else if (field !== 'name' && field !== 'host') vm[field] = value
    }
    const named = Object.keys(disk).length > 0
    if (named && disk.name === undefined) {
      const slot = [disk.bus_type, disk.bus, disk.lun].filter((part) => part !== undefined).join(' ')
      // A pass-through drive has no virtual hard disk, so no name; its slot is what the row tells.
      if (slot === '')
        faults.push({ column: this.format.headingOf('disk_name'), value: '', reason: t('The disk has neither a name nor a slot.') })
    }
    return {
      line,
      raw,
      name,
      host,
      key: machineKey(name, host),
      vm: withOsTraits(vm),
      disk: named ? (disk as DiskFields) : null,
      faults,
      machineFault: found.length > 0 && found.some(({ column }) => this.machineHeadings.has(column)),
      continues,
    }
  }
}

/** What makes two rows of one machine the same disk. */
export const diskKey = (disk: DiskFields): string =>
  disk.bus_type !== undefined && disk.bus !== undefined && disk.lun !== undefined
    ? `${disk.bus_type.toUpperCase()} ${disk.bus}:${disk.lun}`
    : `${(disk.name ?? '').toLowerCase()} ${disk.host_volume?.toLowerCase() ?? ''} ${disk.lun ?? ''}`

const busOrder = (type: string | undefined): number => (type === 'IDE' ? 0 : type === 'SCSI' ? 1 : 2)

/** Boot bus first: IDE before SCSI, then bus, then LUN; disks without a slot keep their place at the end. */
export const bySlot = (a: DiskFields, b: DiskFields): number => {
  const known = (disk: DiskFields): boolean => disk.bus_type !== undefined && disk.bus !== undefined && disk.lun !== undefined
  if (!known(a) || !known(b)) return Number(known(b)) - Number(known(a))
  return busOrder(a.bus_type) - busOrder(b.bus_type) || (a.bus ?? 0) - (b.bus ?? 0) || (a.lun ?? 0) - (b.lun ?? 0)
}
