import type { Database } from 'better-sqlite3'
import { columnsOfDiskRows } from '../../domain/importing/disk-rows.ts'
import { ownText } from '../../domain/importing/own-text.ts'
import { isSameHost, hostLabel as label, machineKey } from '../../domain/importing/records.ts'
import type { Stored } from './row-writer.ts'

export interface MachineId {
  readonly name: string
  readonly host: string | null
  readonly vmmId: string | null
  /** Shared by a machine and its replica on another host. */
  readonly hyperVId: string | null
  readonly biosGuid: string | null
  /** What the guest calls itself; null where the source doesn't tell. */
  readonly computerName: string | null
}

/** What tells machines apart, kept in memory: 25,000 of them take about 10 MB and spare four queries a row. */
interface Known {
  id: number
  vmmId: string | null
  hyperVId: string | null
  biosGuid: string | null
  name: string
  host: string | null
}

interface Guest {
  id: number
  name: string
}

/**
 * Which machine of the lab a row means: by VMM ID, else Hyper-V ID, else BIOS GUID, else name and host. A weaker key never joins two
 * machines whose stronger keys are known and differ.
 */
export class MachineFinder {
  private readonly byVmmId = new Map<string, Known>()
  private readonly byHyperV = new Map<string, Known[]>()
  private readonly byBios = new Map<string, Known[]>()
  private readonly byName = new Map<string, Known[]>()
  /** Names under which machines were imported before a user renamed them, or under which this import met them. */
  /** Machines that only a list of servers has told, by the first label of their name, until another source tells them. */
  private readonly servers = new Map<string, Known[]>()
  /** Machines by the name of their guest, else their own; made when the first server is met by no other name. */
  private guests: Map<string, Guest[]> | null = null
  private readonly aliases = new Map<string, Known | 'several'>()
  private readonly row
  private readonly rowForDisks

  constructor(private readonly db: Database) {
    this.row = db.prepare<[number], Stored>('SELECT * FROM vm WHERE id = ?')
    this.rowForDisks = db.prepare<[number], Stored>(
      `SELECT id, host_id, field_origins, ${columnsOfDiskRows.vm.join(', ')} FROM vm WHERE id = ?`,
    )
    const all = db
      .prepare<[], Known>(
        'SELECT vm.id, vm.vmm_id AS vmmId, vm.hyper_v_id AS hyperVId, vm.bios_guid AS biosGuid, vm.name, host.name AS host FROM vm LEFT JOIN host ON host.id = vm.host_id',
      )
      .iterate()
    const byId = new Map<number, Known>()
    for (const known of all) {
      this.index(known)
      byId.set(known.id, known)
      if (known.host === null && known.vmmId === null && known.hyperVId === null) add(this.servers, label(known.name), known)
    }
    this.loadFormerNames(byId)
  }

  /** The one machine whose guest has the name of this server, in short or in full. */
  findByGuest(name: string): Stored | null {
    this.guests ??= this.loadGuests()
    const found = this.guests.get(label(name))?.filter((guest) => isSameHost(guest.name, name)) ?? []
    return found.length === 1 && found[0] !== undefined ? (this.row.get(found[0].id) ?? null) : null
  }

  private loadGuests(): Map<string, Guest[]> {
    const guests = new Map<string, Guest[]>()
    const all = this.db
      .prepare<[], Guest>(
        "SELECT id, coalesce(nullif(computer_name, ''), name) AS name FROM vm WHERE host_id IS NOT NULL OR vmm_id IS NOT NULL",
      )
      .iterate()
    for (const guest of all) add(guests, label(guest.name), guest)
    return guests
  }

  /** The machine that a list of servers told by the name of this guest; given away once. */
  private asServer(id: MachineId): Known | null {
    const name = id.computerName
    if (name === null) return null
    const found = this.servers.get(label(name))?.filter((vm) => isSameHost(vm.name, name) && !contradicts(vm, id)) ?? []
    if (found.length !== 1 || found[0] === undefined) return null
    this.servers.delete(label(name))
    return found[0]
  }

  /** `ambiguous` when several machines fit equally well. For per-disk rows only the columns that they bear on are read. */
  find(id: MachineId, forDisks: boolean): Stored | null | 'ambiguous' {
    const found = this.lookUp(id)
    if (found === null || found === 'ambiguous') return found
    return (forDisks ? this.rowForDisks : this.row).get(found.id) ?? null
  }

  /** The one machine of that name that has no host, for rows that tell none and fit several. */
  findWithoutHost(name: string): Stored | null | 'ambiguous' {
    const found = this.byName.get(fold(name))?.filter((vm) => vm.host === null) ?? []
    if (found.length > 1) return 'ambiguous'
    return found[0] === undefined ? null : (this.row.get(found[0].id) ?? null)
  }

  /** Notes a machine that a row of this import made or changed. */
  remember(id: MachineId, row: number, isNew: boolean): void {
    const key = machineKey(id.name, id.host)
    const alias = this.aliases.get(key)
    // Told again by a shape that knows less: nothing new.
    if (!isNew && alias !== undefined && alias !== 'several' && alias.id === row && weak(id)) return
    const known = owned(id, row)
    if (isNew) this.index(known)
    else {
      if (known.vmmId !== null && !this.byVmmId.has(known.vmmId)) this.byVmmId.set(known.vmmId, known)
      if (known.hyperVId !== null && !this.byHyperV.get(known.hyperVId)?.some((vm) => vm.id === row))
        add(this.byHyperV, known.hyperVId, known)
    }
    this.aliases.set(ownText(key), alias === undefined || (alias !== 'several' && alias.id === row) ? known : 'several')
  }

  private lookUp(id: MachineId): Known | null | 'ambiguous' {
    if (id.vmmId !== null) {
      const found = this.byVmmId.get(id.vmmId)
      if (found) return found
    }
    if (id.hyperVId !== null) {
      const found = this.byHyperV.get(id.hyperVId)?.filter((vm) => !contradicts(vm, id)) ?? []
      const here = found.length > 1 ? found.filter((vm) => isHost(vm.host, id.host)) : found
      if (here.length > 1 || (found.length > 1 && id.host === null)) return 'ambiguous'
      if (here[0]) return here[0]
    }
    if (id.biosGuid !== null) {
      const found = this.byBios.get(id.biosGuid)?.filter((vm) => (id.vmmId === null || vm.vmmId === null) && !otherInHyperV(vm, id)) ?? []
      const same = found.length > 1 ? found.filter((vm) => fold(vm.name) === fold(id.name)) : found
      if (same.length > 1) return 'ambiguous'
      if (same[0]) return same[0]
    }
    const alias = this.aliases.get(machineKey(id.name, id.host))
    if (alias === 'several' && weak(id)) return 'ambiguous'
    if (alias !== undefined && alias !== 'several' && !contradicts(alias, id)) return alias
    const named = this.byName.get(fold(id.name))?.filter((vm) => !contradicts(vm, id)) ?? []
    const here = named.filter((vm) => id.host !== null && fold(vm.host) === fold(id.host))
    const alike = here.length > 0 ? here : named.filter((vm) => isHost(vm.host, id.host))
    const fits = alike.length > 0 ? alike : named.filter((vm) => id.host === null || vm.host === null)
    return fits.length > 1 ? 'ambiguous' : (fits[0] ?? this.asServer(id))
  }

  private index(known: Known): void {
    if (known.vmmId !== null) this.byVmmId.set(known.vmmId, known)
    if (known.hyperVId !== null) add(this.byHyperV, known.hyperVId, known)
    if (known.biosGuid !== null) add(this.byBios, known.biosGuid, known)
    add(this.byName, fold(known.name), known)
  }

  private loadFormerNames(byId: ReadonlyMap<number, Known>): void {
    const renamed = new Set(this.db.prepare(`SELECT id FROM vm WHERE field_origins LIKE '%"name":{"job"%'`).pluck().all() as number[])
    if (renamed.size === 0) return
    const updates = this.db
      .prepare<[], { row_id: number; before: string }>(
        "SELECT row_id, before FROM change_log WHERE table_name = 'vm' AND op = 'update' AND before LIKE '%\"name\"%' ORDER BY id",
      )
      .iterate()
    for (const { row_id: id, before } of updates) {
      const known = renamed.has(id) ? byId.get(id) : undefined
      const { name } = JSON.parse(before) as { name?: string }
      if (known !== undefined && typeof name === 'string') this.aliases.set(machineKey(name, known.host), known)
    }
  }
}

/** What is kept of a machine must not keep the row that told it, nor the portion of the file that the row stands in. */
const owned = ({ name, host, vmmId, hyperVId, biosGuid }: MachineId, id: number): Known => ({
  id,
  vmmId: vmmId === null ? null : ownText(vmmId),
  hyperVId: hyperVId === null ? null : ownText(hyperVId),
  biosGuid: biosGuid === null ? null : ownText(biosGuid),
  name: ownText(name),
  host: host === null ? null : ownText(host),
})

const fold = (text: string | null): string => (text ?? '').toLowerCase()

const add = <T>(index: Map<string, T[]>, key: string, known: T): void => {
  const list = index.get(key)
  if (list) list.push(known)
  else index.set(key, [known])
}

/** Tells no id at all. */
const weak = (id: MachineId): boolean => id.vmmId === null && id.hyperVId === null && id.biosGuid === null

const isHost = (known: string | null, told: string | null): boolean => known !== null && told !== null && isSameHost(known, told)

const otherInHyperV = (vm: Known, id: MachineId): boolean => id.hyperVId !== null && vm.hyperVId !== null && vm.hyperVId !== id.hyperVId

const contradicts = (vm: Known, id: MachineId): boolean =>
  otherInHyperV(vm, id) ||
  (id.vmmId !== null && vm.vmmId !== null && vm.vmmId !== id.vmmId) ||
  (id.vmmId === null &&
    (id.hyperVId === null || vm.hyperVId === null) &&
    id.biosGuid !== null &&
    vm.biosGuid !== null &&
    vm.biosGuid !== id.biosGuid)
