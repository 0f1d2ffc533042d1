import type { AdapterFields, DiskFields } from '../../domain/importing/records.ts'
import type { Stored } from './row-writer.ts'

const fold = (value: unknown): string => String(value ?? '').toLowerCase()

/** The shapes spell one disk "SQL01_C.vhdx" or "SQL01_C". */
const diskName = (value: unknown): string => fold(value).replace(/\.vhdx?$/, '')

export const sameDiskName = (a: unknown, b: unknown): boolean => (typeof a === 'string' && a === b) || diskName(a) === diskName(b)

const isSlotted = (disk: Slotted | Stored): boolean => disk.bus_type != null && disk.bus != null && disk.lun != null

type Slotted = Pick<DiskFields, 'bus_type' | 'bus' | 'lun'>
const slot = (disk: Slotted | Stored): string | null => (isSlotted(disk) ? `${fold(disk.bus_type)} ${disk.bus}:${disk.lun}` : null)

const sameSlot = (a: Stored, b: DiskFields): boolean =>
  isSlotted(a) && isSlotted(b) && ((a.bus === b.bus && a.lun === b.lun && a.bus_type === b.bus_type) || slot(a) === slot(b))

type Test<T> = (known: Stored, told: T) => boolean

/** Pairs told parts with known ones: every test in turn takes what it can, each part once. */
const pair = <T>(known: readonly Stored[], told: readonly T[], tests: readonly Test<T>[]): (Stored | undefined)[] => {
  const out: (Stored | undefined)[] = told.map(() => undefined)
  if (known.length === 0) return out
  const [surest] = tests
  // An unchanged machine: every part stands where it stood.
  if (surest && told.length <= known.length && told.every((part, i) => surest(known[i] as Stored, part))) return known.slice(0, told.length)
  const free = new Set(known)
  for (const test of tests) {
    told.forEach((part, i) => {
      if (out[i] !== undefined) return
      for (const candidate of free) {
        if (!test(candidate, part)) continue
        out[i] = candidate
        free.delete(candidate)
        return
      }
    })
  }
  return out
}

/** "Disk 2", "Network Adapter 1": a file told how many there are, not what they are called. */
export const countedDisk = (disk: Stored): boolean => /^Disk \d+$/.test(String(disk.name))
export const countedAdapter = (adapter: Stored): boolean => /^Network Adapter \d+$/.test(String(adapter.name))

/** A counted disk that nothing else places either. */
const onlyCounted = (disk: Stored): boolean => countedDisk(disk) && slot(disk) === null && disk.path == null

/**
 * Same slot and name; same path; same name where no slot speaks against it or the name is the only one; same slot. What is left
 * goes to disks that were only counted: of the same size first, then in order.
 */
export const matchDisks = (known: readonly Stored[], told: readonly DiskFields[]): (Stored | undefined)[] => {
  const once = (name: string): boolean =>
    known.filter((disk) => diskName(disk.name) === name).length === 1 && told.filter((disk) => diskName(disk.name) === name).length === 1
  return pair(known, told, [
    (a, b) => sameSlot(a, b) && sameDiskName(a.name, b.name),
    (a, b) => a.path != null && b.path !== undefined && fold(a.path) === fold(b.path),
    (a, b) => b.name !== undefined && sameDiskName(a.name, b.name) && (slot(a) === null || slot(b) === null || once(diskName(b.name))),
    sameSlot,
    (a, b) => onlyCounted(a) && b.size_bytes !== undefined && a.size_bytes === b.size_bytes,
    onlyCounted,
  ])
}

/** Same MAC address; else same name; else, where names tell nothing, same place. */
export const matchAdapters = (known: readonly Stored[], told: readonly AdapterFields[]): (Stored | undefined)[] =>
  pair(known, told, [
    (a, b) => a.mac_address != null && a.mac_address === b.mac_address,
    (a, b) =>
      b.name !== undefined &&
      fold(a.name) === fold(b.name) &&
      (a.mac_address == null || b.mac_address === undefined || once(known, told, b)),
    (a, b) => b.name === undefined && (a.mac_address == null || b.mac_address === undefined),
  ])

const once = (known: readonly Stored[], told: readonly AdapterFields[], part: AdapterFields): boolean =>
  known.filter((adapter) => fold(adapter.name) === fold(part.name)).length === 1 &&
  told.filter((adapter) => fold(adapter.name) === fold(part.name)).length === 1
