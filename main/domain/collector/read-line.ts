import { withOsTraits } from '../importing/property-rows.ts'
import type { AdapterFields, DiskFields, VmRecord } from '../importing/records.ts'
import { type LineKind, lineKinds } from './fields.ts'
import type { CollectorHeader } from './header.ts'
import { type Found, type Line, type ReadObject, readObject, type Told } from './read-object.ts'

/** Null when the line's kind is not known. */
export const readLine = (line: Line): { kind: LineKind; read: Found } | null => {
  const kind = line.kind
  if (typeof kind !== 'string' || !Object.hasOwn(lineKinds, kind)) return null
  return { kind: kind as LineKind, read: readObject(lineKinds[kind as LineKind], line) }
}

/** A machine for the importer. In mode vmm a machine without a cloud is in none; in mode hyper-v its cloud is not known. */
export const machineOf = ({ values, parts }: ReadObject, line: Line, number: number, header: CollectorHeader): VmRecord => {
  const { host, cloud } = values
  const own: Told = {}
  for (const column in values) if (column !== 'host' && column !== 'cloud') own[column] = values[column] as string | number
  const family = own.os_family
  const architecture = own.os_architecture
  const fields = withOsTraits(own)
  if (family !== undefined) fields.os_family = family as 'windows' | 'linux'
  if (architecture !== undefined) fields.os_architecture = architecture as 'x64' | 'x86'
  if (header.mode === 'vmm') {
    fields.cloud_told = 1
    if (cloud === undefined && Object.hasOwn(line, 'cloud')) fields.cloud_id = null
  }
  return {
    line: number,
    name: String(own.name),
    vmmId: (own.vmm_id as string | undefined) ?? null,
    hyperVId: (own.hyper_v_id as string | undefined) ?? null,
    biosGuid: (own.bios_guid as string | undefined) ?? null,
    host: host === undefined ? null : { name: String(host) },
    cloud: cloud === undefined ? null : String(cloud),
    vmmServer: header.mode === 'vmm' ? header.server : null,
    fields,
    disks: parts.disks?.map((disk) => ({ line: number, fields: disk as DiskFields })) ?? null,
    adapters: parts.adapters?.map((adapter) => ({ line: number, fields: adapter as AdapterFields })) ?? null,
  }
}
