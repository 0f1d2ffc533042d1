import { t } from '../../../preload/contract/words.ts'
import type { RowFormat, Values } from './formats.ts'
import { withOsTraits } from './property-rows.ts'
import type { AdapterFields, CellFault, DiskFields, VmRecord } from './records.ts'

const own = ['name', 'cpu_count', 'memory_bytes', 'generation', 'cpu_percent'] as const

/** A server with what its row counts and does not list: the template has columns for eight disks. */
export interface ServerRecord extends VmRecord {
  unlistedDisks: number
}

const secondsOfDay = 86_400

/** One row of an Azure Migrate CSV, or why it is left out. It tells no host. */
export const readServerRow = (format: RowFormat, cells: readonly string[], line: number): ServerRecord | { faults: CellFault[] } => {
  const { values, faults: found } = format.read(cells)
  const faults = [...found]
  const { name } = values
  const nameHeading = format.headingOf('name')
  if (name === undefined && !faults.some(({ column }) => column === nameHeading)) {
    faults.push({ column: nameHeading, value: '', reason: t('The name is missing.') })
  }
  if (faults.length > 0 || name === undefined) return { faults }
  const fields: Record<string, string | number> = {}
  for (const field of own) if (values[field] !== undefined) fields[field] = values[field]
  if (values.os_name !== undefined) fields.os_name = osName(String(values.os_name), values.os_version)
  const traits = withOsTraits(fields)
  if (values.os_architecture !== undefined) traits.os_architecture = values.os_architecture as 'x64' | 'x86'
  const disks = disksOf(values)
  return {
    unlistedDisks: Math.max(0, Number(values.disk_count ?? 0) - (disks?.length ?? 0)),
    line,
    name: String(name),
    vmmId: null,
    hyperVId: null,
    biosGuid: null,
    host: null,
    cloud: null,
    vmmServer: null,
    fields: traits,
    disks: disks?.map((disk) => ({ line, fields: disk })) ?? null,
    adapters: adaptersOf(values)?.map((adapter) => ({ line, fields: adapter })) ?? null,
  }
}

const osName = (name: string, version: string | number | undefined): string =>
  version === undefined || name.toLowerCase().includes(String(version).toLowerCase()) ? name : `${name} ${version}`

/** Storage in use is told for the whole server, so only a single disk can take it. */
const disksOf = (values: Values): DiskFields[] | null => {
  const disks: DiskFields[] = []
  for (let n = 1; n <= 8; n++) {
    const size = values[`disk_${n}`]
    const writes = values[`disk_${n}_writes`]
    if (size === undefined) continue
    disks.push({
      name: `Disk ${n}`,
      size_bytes: Number(size),
      ...(writes === undefined ? {} : { written_bytes_per_day: Math.round(Number(writes) * secondsOfDay) }),
    })
  }
  const [only] = disks
  const isOnly = disks.length === 1 && (values.disk_count === undefined || values.disk_count === 1)
  if (only && isOnly && values.used !== undefined) only.used_bytes = Number(values.used)
  return disks.length === 0 ? null : disks
}

const list = (value: string | number | undefined): string[] => (typeof value === 'string' ? (JSON.parse(value) as string[]) : [])

/** As many addresses as adapters: one each, in order. Else the first adapter has them all. */
const adaptersOf = (values: Values): AdapterFields[] | null => {
  const [addresses, macs] = [list(values.ip_addresses), list(values.mac_addresses)]
  const told = addresses.length + macs.length > 0
  const count = Number(values.adapter_count ?? 0) || (told ? Math.max(1, macs.length) : 0)
  if (count === 0) return null
  return Array.from({ length: count }, (_, n) => {
    const here = addresses.length === count ? addresses.slice(n, n + 1) : n === 0 ? addresses : []
    const mac = macs[n]
    return {
      name: `Network Adapter ${n + 1}`,
      ...(here.length === 0 ? {} : { ip_addresses: JSON.stringify(here) }),
      ...(mac === undefined ? {} : { mac_address: mac }),
    }
  })
}
