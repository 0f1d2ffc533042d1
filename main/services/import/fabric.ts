import { ownText } from '../../domain/importing/own-text.ts'
import { type HostFields, hostLabel, isSameHost } from '../../domain/importing/records.ts'
import type { Row } from '../lab/lab-store.types.ts'
import type { At, RowWriter, Stored } from './row-writer.ts'
import type { PartKind } from './tally.ts'

const fold = (name: string): string => name.toLowerCase()

/** What stays in memory must not keep the portions of the file that its texts were read from. */
const owned = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, typeof value === 'string' ? ownText(value) : value])) as T

const factsOf = ['name', 'vmmId', 'groupPath', 'cluster'] as const

/** Hosts, groups, clouds and networks that machines name: made when first named, found again without regard to case. */
export class Fabric {
  private readonly byName = new Map<string, Map<string, Stored>>()
  private readonly hostsById = new Map<string, Stored>()
  /** By the first label of their name. */
  private readonly hostsByLabel = new Map<string, Set<Stored>>()
  private readonly hostsDone = new Map<number, Partial<HostFields>>()
  private readonly subnets = new Map<string, Stored>()
  private readonly answers = new Map<string, unknown>()

  constructor(private readonly rows: RowWriter) {
    for (const table of ['vmm_server', 'host', 'host_cluster', 'cloud', 'logical_network', 'vm_network']) this.load(table, 'name')
    this.load('host_group', 'path')
    for (const host of this.byName.get('host')?.values() ?? []) {
      if (typeof host.vmm_id === 'string') this.hostsById.set(host.vmm_id, host)
      this.noteLabel(host)
    }
    for (const subnet of this.rows.tx.db.prepare('SELECT * FROM vm_subnet').all() as Stored[]) {
      this.subnets.set(`${subnet.vm_network_id} ${fold(String(subnet.name))}`, subnet)
    }
  }

  vmmServer(name: string, at: At): number {
    return this.once(`server ${name}`, () => this.named('vmm_server', 'vmmServers', name, {}, at).id)
  }

  cloud(name: string, vmmServerId: number | null, at: At): number {
    const facts: Row = vmmServerId === null ? {} : { vmm_server_id: vmmServerId }
    return this.once(`cloud ${vmmServerId} ${name}`, () => this.named('cloud', 'clouds', name, facts, at).id)
  }

  /** A cloud by its id, else by its name; renamed unless another cloud has the name. */
  toldCloud(name: string, vmmId: string | undefined, vmmServerId: number | null, at: At): number {
    const same = vmmId === undefined ? undefined : [...(this.byName.get('cloud')?.values() ?? [])].find(({ vmm_id: id }) => id === vmmId)
    const known = same ?? this.find('cloud', name)
    const facts: Row = {
      ...(vmmId === undefined ? {} : { vmm_id: vmmId }),
      ...(vmmServerId === null ? {} : { vmm_server_id: vmmServerId }),
    }
    if (known === undefined) return this.make('cloud', 'clouds', name, { name, ...facts }, at).id
    const free = fold(String(known.name)) !== fold(name) && this.find('cloud', name) === undefined
    this.rows.merge('cloud', 'clouds', known, { ...(free ? { name } : {}), ...facts }, at)
    // Machines name it as the file does, also when a user has named it otherwise.
    if (free) this.byName.get('cloud')?.set(fold(name), known)
    return known.id
  }

  logicalNetwork(name: string, at: At): number {
    return this.named('logical_network', 'logicalNetworks', name, {}, at).id
  }

  /** A host told several times in one import keeps what was told first, whatever order the rows of machines come in later. */
  host(row: HostFields, vmmServerId: number | null, at: At): number {
    const same = (row.vmmId === undefined ? undefined : this.hostsById.get(row.vmmId)) ?? this.find('host', row.name)
    const known = same ?? this.hostAlike(row)
    const done = known === undefined ? {} : (this.hostsDone.get(known.id) ?? {})
    if (known !== undefined && factsOf.every((fact) => row[fact] === undefined || done[fact] !== undefined)) return known.id
    const told = owned(row)
    const news = Object.fromEntries(Object.entries(told).filter(([fact]) => !(fact in done))) as Partial<HostFields>
    const groupId = news.groupPath === undefined ? null : this.hostGroup(news.groupPath, at)
    const facts: Row = {
      ...(news.vmmId === undefined ? {} : { vmm_id: news.vmmId }),
      ...(vmmServerId === null ? {} : { vmm_server_id: vmmServerId }),
      ...(groupId === null ? {} : { host_group_id: groupId }),
      ...(news.cluster === undefined ? {} : { host_cluster_id: this.cluster(news.cluster, groupId, at) }),
    }
    const host = known ?? this.make('host', 'hosts', told.name, { name: told.name, ...facts }, at)
    if (known !== undefined) {
      // A short name is no news where the full one is known, nor is a full one of a host that VMM has named.
      const isNews = same !== undefined || (told.name.includes('.') && known.vmm_id === null)
      const renamed = isNews && fold(String(known.name)) !== fold(told.name) && this.find('host', told.name) === undefined
      this.rows.merge('host', 'hosts', known, { ...(renamed ? { name: told.name } : {}), ...facts }, at)
      this.byName.get('host')?.set(fold(told.name), known)
    }
    this.noteLabel(host)
    if (told.vmmId !== undefined) this.hostsById.set(told.vmmId, host)
    this.hostsDone.set(host.id, { ...told, ...done })
    return host.id
  }

  /** The one host that has this name in short, or in full. */
  private hostAlike({ name, vmmId }: HostFields): Stored | undefined {
    const [one, ...more] = [...(this.hostsByLabel.get(hostLabel(name)) ?? [])].filter(
      (host) => isSameHost(String(host.name), name) && (vmmId === undefined || typeof host.vmm_id !== 'string'),
    )
    return more.length === 0 ? one : undefined
  }

  private noteLabel(host: Stored): void {
    const label = ownText(hostLabel(String(host.name)))
    const known = this.hostsByLabel.get(label)
    if (known === undefined) this.hostsByLabel.set(label, new Set([host]))
    else known.add(host)
  }

  hostId(name: string): number | null {
    return this.find('host', name)?.id ?? null
  }

  /** The VM network and, when told, its subnet. */
  network(name: string, subnet: string | undefined, logicalNetwork: string | undefined, vmmServerId: number | null, at: At) {
    const key = `network ${vmmServerId} ${name}\u0000${subnet ?? '\u0000'}\u0000${logicalNetwork ?? '\u0000'}`
    return this.once(key, () => this.findNetwork(name, subnet, logicalNetwork, vmmServerId, at))
  }

  private findNetwork(
    name: string,
    subnet: string | undefined,
    logicalNetwork: string | undefined,
    vmmServerId: number | null,
    at: At,
  ): { networkId: number; subnetId: number | null } {
    const facts: Row = {
      ...(vmmServerId === null ? {} : { vmm_server_id: vmmServerId }),
      ...(logicalNetwork === undefined ? {} : { logical_network_id: this.logicalNetwork(logicalNetwork, at) }),
    }
    const network = this.named('vm_network', 'vmNetworks', name, facts, at)
    return { networkId: network.id, subnetId: subnet === undefined ? null : this.subnet(network.id, subnet) }
  }

  /** "All Hosts\Berlin": every group on the way is made. */
  hostGroup(path: string, at: At): number | null {
    const names = path
      .split('\\')
      .map((name) => name.trim())
      .filter((name) => name !== '')
    let parentId: number | null = null
    for (let i = 0; i < names.length; i++) {
      const here = names.slice(0, i + 1).join('\\')
      const known: Stored | undefined = this.find('host_group', here)
      if (known !== undefined) this.rows.tally.note('hostGroups', known.id, 'unchanged')
      const group: Stored =
        known ?? this.make('host_group', 'hostGroups', here, { parent_id: parentId, name: names[i] ?? '', path: here }, at)
      parentId = group.id
    }
    return parentId
  }

  cluster(name: string, groupId: number | null, at: At): number {
    return this.named('host_cluster', 'clusters', name, groupId === null ? {} : { host_group_id: groupId }, at, true).id
  }

  private subnet(networkId: number, name: string): number {
    const key = `${networkId} ${fold(name)}`
    const known = this.subnets.get(key)
    if (known !== undefined) {
      this.rows.tally.note('subnets', known.id, 'unchanged')
      return known.id
    }
    const ordinals = [...this.subnets.values()].filter((subnet) => subnet.vm_network_id === networkId).map(({ ordinal }) => Number(ordinal))
    const row = { vm_network_id: networkId, ordinal: Math.max(-1, ...ordinals) + 1, name: ownText(name) }
    const id = this.rows.insert('vm_subnet', 'subnets', row, null)
    this.subnets.set(ownText(key), { ...row, id })
    return id
  }

  /** Facts of a known row are filled where they are missing; a row of a list has no say in moving its container. */
  private named(table: string, kind: PartKind, name: string, facts: Row, at: At, fill = true): Stored {
    const known = this.find(table, name)
    if (known === undefined) return this.make(table, kind, name, { name, ...facts }, at)
    this.rows.merge(table, kind, known, facts, at, { onlyGaps: fill })
    return known
  }

  private make(table: string, kind: PartKind, key: string, row: Row, at: At): Stored {
    const stored: Stored = { ...owned(row), id: this.rows.insert(table, kind, row, at) }
    this.byName.get(table)?.set(ownText(fold(key)), stored)
    return stored
  }

  /**
   * Thousands of machines name the same few things. Filling gaps and counting a second time changes nothing, so the first
   * answer stands; a conflict is reported for every row that has it.
   */
  private once<T>(key: string, work: () => T): T {
    const known = this.answers.get(key)
    if (known !== undefined) return known as T
    const conflicts = this.rows.conflicts.length
    const answer = work()
    if (this.rows.conflicts.length === conflicts) this.answers.set(ownText(key), answer)
    return answer
  }

  private find(table: string, name: string): Stored | undefined {
    return this.byName.get(table)?.get(fold(name))
  }

  private load(table: string, key: 'name' | 'path'): void {
    const rows = this.rows.tx.db.prepare(`SELECT * FROM ${table}`).all() as Stored[]
    this.byName.set(table, new Map(rows.map((row) => [fold(String(row[key])), row])))
  }
}
