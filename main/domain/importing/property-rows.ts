import { t } from '../../../preload/contract/words.ts'
import { adapterRules, type ColumnRule, diskDriveRules, hardDiskRules } from './columns.ts'
import { type RowFormat, readObject, type Values } from './formats.ts'
import { isTypeName, type KnownKeys, parseObjects } from './multi-value.ts'
import { osTraits } from './os-names.ts'
import type { AdapterFields, CellFault, DiskFields, HostFields, VmFields, VmRecord } from './records.ts'

type Fields = Record<string, string | number>

/** Names of other objects; every other field is a column of the machine itself. */
const others = new Set(['host', 'host_id', 'host_group_path', 'cluster', 'cloud', 'vmm_server', 'hard_disks', 'disk_drives', 'adapters'])

/** Adds the family and architecture that an operating system's name tells. */
export const withOsTraits = (fields: Fields): VmFields => {
  const os = fields.os_name
  if (typeof os === 'string') {
    const { family, architecture } = osTraits(os)
    if (family !== null) fields.os_family = family
    if (architecture !== null) fields.os_architecture = architecture
  }
  return fields as VmFields
}

/** One row of a full property export, or why it is left out. */
export const readPropertyRow = (format: RowFormat, cells: readonly string[], line: number): VmRecord | { faults: CellFault[] } => {
  const { values, faults: found } = format.read(cells)
  const faults = [...found]
  const { name } = values
  const nameHeading = format.headingOf('name')
  if (name === undefined && !faults.some(({ column }) => column === nameHeading)) {
    faults.push({ column: nameHeading, value: '', reason: t('The name is missing.') })
  }
  const list = (field: keyof typeof known, rules: readonly ColumnRule[]) => readList(format, values, field, rules, faults)
  const disks = joinDisks(list('hard_disks', hardDiskRules), list('disk_drives', diskDriveRules))
  const adapters = list('adapters', adapterRules)
  if (faults.length > 0 || name === undefined) return { faults }
  const own: Fields = {}
  for (const field in values) if (!others.has(field)) own[field] = values[field] as string | number
  if (format.indexOf('cloud') !== -1) own.cloud_told = 1
  return {
    line,
    name: String(name),
    vmmId: text(values, 'vmm_id'),
    hyperVId: text(values, 'hyper_v_id'),
    biosGuid: text(values, 'bios_guid'),
    host: hostOf(values),
    cloud: text(values, 'cloud'),
    vmmServer: text(values, 'vmm_server'),
    fields: withOsTraits(own),
    disks: disks?.map((fields) => ({ line, fields })) ?? null,
    adapters: adapters?.map((fields) => ({ line, fields: fields as AdapterFields })) ?? null,
  }
}

const text = (values: Values, field: string): string | null => (values[field] as string | undefined) ?? null

const hostOf = (values: Values): HostFields | null => {
  const name = text(values, 'host')
  if (name === null) return null
  const [vmmId, groupPath, cluster] = [text(values, 'host_id'), text(values, 'host_group_path'), text(values, 'cluster')]
  return {
    name,
    ...(vmmId === null ? {} : { vmmId }),
    ...(groupPath === null ? {} : { groupPath }),
    ...(cluster === null ? {} : { cluster }),
  }
}

/** What the objects of each column look like, as met so far. */
const known = { hard_disks: [] as KnownKeys, disk_drives: [] as KnownKeys, adapters: [] as KnownKeys }

/** A column that holds a list of objects; null when the row does not tell. */
const readList = (
  format: RowFormat,
  values: Values,
  field: keyof typeof known,
  rules: readonly ColumnRule[],
  faults: CellFault[],
): Fields[] | null => {
  const cell = values[field]
  if (typeof cell !== 'string') return null
  const objects = parseObjects(cell, known[field])
  if (objects === null) return null
  const out: Fields[] = []
  for (const object of objects) {
    const read = readObject(rules, object)
    for (const { column, value, reason } of read.faults)
      faults.push({ column: format.headingOf(field), value, reason: `${column}: ${reason}` })
    out.push(read.values)
  }
  return out
}

/** Drives know the slot, hard disks the size: joined by name. Drives that are names only add nothing to hard disks. */
const joinDisks = (hardDisks: Fields[] | null, drives: Fields[] | null): DiskFields[] | null => {
  const onlyNames = drives?.every((drive) => drive.bus_type === undefined && drive.is_vhd === undefined) ?? true
  if (drives === null || (hardDisks !== null && onlyNames)) return hardDisks as DiskFields[] | null
  const left = [...(hardDisks ?? [])]
  const joined = drives.map((drive) => {
    const at = left.findIndex((disk) => disk.name === drive.name)
    const fields: Fields = (at === 0 ? left.shift() : at === -1 ? {} : left.splice(at, 1)[0]) ?? {}
    for (const field in drive) {
      if (field === 'is_vhd') fields.is_passthrough = drive.is_vhd === 0 ? 1 : 0
      else fields[field] = drive[field] as string | number
    }
    return fields as DiskFields
  })
  return [...joined, ...(left as DiskFields[])]
}

/** True when the column is there but PowerShell printed only a type name into it. */
export const hidesObjects = (cell: string | undefined): boolean => cell !== undefined && cell.trim() !== '' && isTypeName(cell)
