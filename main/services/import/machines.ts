import { t } from '../../../preload/contract/words.ts'
import { columnsOfDiskRows } from '../../domain/importing/disk-rows.ts'
import type { AdapterFields, DiskFields, HostFields, VmFields, VmRecord } from '../../domain/importing/records.ts'
import type { ColumnValue, Row } from '../lab/lab-store.types.ts'
import type { Fabric } from './fabric.ts'
import { MachineFinder, type MachineId } from './identity.ts'
import { countedAdapter, countedDisk, matchAdapters, matchDisks, sameDiskName } from './match-parts.ts'
import type { At, RowWriter, Stored } from './row-writer.ts'

export interface ToldMachine extends MachineId {
  readonly line: number
  readonly hostFields: HostFields | null
  readonly cloud: string | null
  readonly vmmServer: string | null
  /** Taken over: references to other rows are added. */
  readonly fields: VmFields
  readonly disks: readonly { line: number; fields: DiskFields }[] | null
  readonly adapters: readonly { line: number; fields: AdapterFields }[] | null
}

/** Who tells a machine: `hosts` are asked by the collector themselves, `servers` is an Azure Migrate CSV, which names neither hosts nor disks. */
type Source = 'properties' | 'hosts' | 'disks' | 'servers'

export const fromRecord = ({
  line,
  name,
  vmmId,
  hyperVId,
  biosGuid,
  host,
  cloud,
  vmmServer,
  fields,
  disks,
  adapters,
}: VmRecord): ToldMachine => ({
  line,
  name,
  vmmId,
  hyperVId,
  biosGuid,
  computerName: fields.computer_name ?? null,
  hostFields: host,
  host: host?.name ?? null,
  cloud,
  vmmServer,
  fields,
  disks,
  adapters,
})

/** Machines with their disks and adapters, row by row. */
export class Machines {
  private readonly finder: MachineFinder
  private readonly disksOf
  private readonly disksForDisks
  private readonly adaptersOf
  private readonly nameOf
  /** What a property export of this import told; a per-disk export, which rounds, only fills what it left open. */
  private readonly told = { vms: new Set<number>(), disks: new Set<number>() }
  /** Machines of which a list of servers told otherwise than VMM or Hyper-V. */
  outvoted = 0
  /** File and line that told a machine, to find it told twice by one file. */
  private readonly lines = new Map<number, At>()

  constructor(
    private readonly rows: RowWriter,
    private readonly fabric: Fabric,
  ) {
    const { db } = rows.tx
    this.finder = new MachineFinder(db)
    this.disksOf = db.prepare<[number], Stored>('SELECT * FROM virtual_disk WHERE vm_id = ? ORDER BY ordinal')
    this.disksForDisks = db.prepare<[number], Stored>(
      `SELECT id, ordinal, path, field_origins, ${columnsOfDiskRows.disk.join(', ')} FROM virtual_disk WHERE vm_id = ? ORDER BY ordinal`,
    )
    this.adaptersOf = db.prepare<[number], Stored>('SELECT * FROM network_adapter WHERE vm_id = ? ORDER BY ordinal')
    this.nameOf = {
      host_id: db.prepare<[unknown], { name: string }>('SELECT name FROM host WHERE id = ?'),
      cloud_id: db.prepare<[unknown], { name: string }>('SELECT name FROM cloud WHERE id = ?'),
      vmm_server_id: db.prepare<[unknown], { name: string }>('SELECT name FROM vmm_server WHERE id = ?'),
      vm_network_id: db.prepare<[unknown], { name: string }>('SELECT name FROM vm_network WHERE id = ?'),
      vm_subnet_id: db.prepare<[unknown], { name: string }>('SELECT name FROM vm_subnet WHERE id = ?'),
    }
  }

  /**
   * Null when the machine was taken; else why it can't be: told twice by this file, or fitting several machines.
   * `source` says which shape tells it.
   */
  take(machine: ToldMachine, file: number, source: Source): { reason: string } | null {
    const fits = this.finder.find(machine, source === 'disks')
    const found = source === 'servers' ? this.serverOf(fits, machine.name) : fits
    if (found === 'ambiguous')
      return {
        reason:
          machine.host === null
            ? t("Several machines are named {name}. The row doesn't tell which one it means.", { name: machine.name })
            : t("Several machines are named {name} on {host}. The row doesn't tell which one it means.", {
                name: machine.name,
                host: machine.host,
              }),
      }
    const before = found === null ? undefined : this.lines.get(found.id)
    if (before !== undefined && before.file === file) return { reason: t('The same machine stands in line {line}.', { line: before.line }) }
    const at = { file, line: machine.line }
    const serverId = machine.vmmServer === null ? null : this.fabric.vmmServer(machine.vmmServer, at)
    const values = machine.fields as Row
    if (serverId !== null) values.vmm_server_id = serverId
    if (machine.hostFields !== null) values.host_id = this.fabric.host(machine.hostFields, serverId, at)
    if (machine.cloud !== null) values.cloud_id = this.fabric.cloud(machine.cloud, serverId, at)
    if (found === null) values.name = machine.name
    const isNew = found === null
    const id = isNew ? this.rows.insert('vm', 'vms', values, at) : found.id
    if (found !== null) this.merge(found, values, at, source)
    if (isWhole(source)) this.told.vms.add(id)
    this.lines.set(id, at)
    this.finder.remember(machine, id, isNew)
    // Servers only count their parts: they tell nothing of parts that another source or a user has named.
    if (machine.disks !== null && (source !== 'servers' || isNew || this.disksOf.all(id).every(countedDisk)))
      this.takeDisks(id, isNew, machine.disks, file, source, typeof found?.vmm_id === 'string')
    if (machine.adapters !== null && (source !== 'servers' || isNew || this.adaptersOf.all(id).every(countedAdapter)))
      this.takeAdapters(id, isNew, machine.adapters, file, serverId)
    return null
  }

  private serverOf(fits: Stored | null | 'ambiguous', name: string): Stored | null | 'ambiguous' {
    if (fits === 'ambiguous') return this.finder.findWithoutHost(name)
    return fits ?? this.finder.findByGuest(name)
  }

  private merge(found: Stored, told: Row, at: At, source: Source): void {
    const values = told
    const isHosted = found.host_id !== null || found.vmm_id !== null
    const onlyGaps = (!isWhole(source) && this.told.vms.has(found.id)) || (source === 'servers' && isHosted)
    if (source === 'servers' && isHosted && differs(found, values)) this.outvoted++
    if (source === 'hosts') {
      // Hyper-V's status is its health ("Operating normally"); of a machine that VMM has told it is the state in VMM's words.
      if (found.vmm_id !== null) {
        if (values.state === undefined || values.state === found.state) delete values.status
        else values.status = values.state
      }
      // It tells whether there are checkpoints, not how many.
      if (values.checkpoint_count === 1 && Number(found.checkpoint_count) > 1) delete values.checkpoint_count
    }
    if (values.os_name !== undefined && values.os_name !== found.os_name) {
      // "Unknown" is what VMM says of a guest that is off: it doesn't unseat a name that tells the family.
      if (values.os_family === undefined && found.os_family !== null) delete values.os_name
      else {
        values.os_family ??= null
        values.os_architecture ??= null
      }
    }
    this.rows.merge('vm', 'vms', found, values, at, { onlyGaps, show: this.show })
  }

  private takeDisks(
    vmId: number,
    isNew: boolean,
    told: readonly { line: number; fields: DiskFields }[],
    file: number,
    source: Source,
    knownToVmm: boolean,
  ): void {
    const known = isNew ? [] : (source === 'disks' ? this.disksForDisks : this.disksOf).all(vmId)
    const matches = known.length === 0 ? noMatches : matchDisks(known, told.map(fieldsOf))
    let ordinal = nextOrdinal(known)
    told.forEach(({ line, fields }, i) => {
      const at = { file, line }
      const match = matches[i]
      let id = match?.id
      if (match) {
        const onlyGaps = source === 'disks' && this.told.disks.has(match.id)
        // The other spelling of the same name is no change; Hyper-V tells the name of the file, which a checkpoint changes, and not VMM's.
        const isNoName = source === 'hosts' && knownToVmm
        if (fields.name !== undefined && (isNoName || sameDiskName(match.name, fields.name))) delete fields.name
        this.rows.merge('virtual_disk', 'disks', match, fields as Row, at, { onlyGaps })
      } else {
        const name = fields.name ?? (slotName(fields) || `Disk ${ordinal + 1}`)
        const row = fields as Row
        row.vm_id = vmId
        row.ordinal = ordinal++
        row.name = name
        id = this.rows.insert('virtual_disk', 'disks', row, at)
      }
      if (isWhole(source) && id !== undefined && fields.size_bytes !== undefined) this.told.disks.add(id)
    })
  }

  private takeAdapters(
    vmId: number,
    isNew: boolean,
    told: readonly { line: number; fields: AdapterFields }[],
    file: number,
    serverId: number | null,
  ): void {
    const known = isNew ? [] : this.adaptersOf.all(vmId)
    const matches = known.length === 0 ? noMatches : matchAdapters(known, told.map(fieldsOf))
    let ordinal = nextOrdinal(known)
    told.forEach(({ line, fields }, i) => {
      const at = { file, line }
      const match = matches[i]
      const { network, subnet, logicalNetwork } = fields
      const values: Row = {}
      for (const field in fields) if (!named.has(field)) values[field] = fields[field as keyof AdapterFields] as string | number
      if (network !== undefined) {
        const { networkId, subnetId } = this.fabric.network(network, subnet, logicalNetwork, serverId, at)
        values.vm_network_id = networkId
        if (subnetId !== null) values.vm_subnet_id = subnetId
        // A subnet belongs to its network: it can't stay when the adapter moves.
        else if (match && match.vm_network_id !== networkId) values.vm_subnet_id = null
      }
      if (match) this.rows.merge('network_adapter', 'adapters', match, values, at, { show: this.show })
      else {
        const name = fields.name ?? `Network Adapter ${ordinal + 1}`
        values.vm_id = vmId
        values.ordinal = ordinal++
        values.name = name
        this.rows.insert('network_adapter', 'adapters', values, at)
      }
    })
  }

  private readonly show = (column: string, value: ColumnValue): string | number | null => {
    const statement = (this.nameOf as Partial<Record<string, typeof this.nameOf.host_id>>)[column]
    if (statement !== undefined && value !== null) return statement.get(value)?.name ?? null
    return typeof value === 'bigint' ? Number(value) : value
  }
}

/** A source that tells a machine whole: what per-disk rows say of it only fills gaps. */
const isWhole = (source: Source): boolean => source === 'properties' || source === 'hosts'

/** Names are spelt in many ways, and loads differ each time. */
const differs = (known: Stored, told: Row): boolean =>
  ['cpu_count', 'memory_bytes', 'generation', 'os_family'].some(
    (column) => told[column] !== undefined && known[column] !== null && known[column] !== told[column],
  )

const noMatches: readonly (Stored | undefined)[] = []
const fieldsOf = <T>({ fields }: { fields: T }): T => fields

const slotName = ({ bus_type: type, bus, lun }: DiskFields): string =>
  [type, lun === undefined ? '' : `${bus ?? 0}:${lun}`].join(' ').trim()

/** Fields of an adapter that name other rows. */
const named = new Set(['network', 'subnet', 'logicalNetwork'])

const nextOrdinal = (rows: readonly Stored[]): number => rows.reduce((most, { ordinal }) => Math.max(most, Number(ordinal)), -1) + 1
