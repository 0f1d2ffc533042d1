import { t } from '../../../preload/contract/words.ts'
import type { LineKind } from '../../domain/collector/fields.ts'
import type { CollectorHeader } from '../../domain/collector/header.ts'
import type { ReadObject, Told } from '../../domain/collector/read-object.ts'
import type { HostFields } from '../../domain/importing/records.ts'
import type { ColumnValue, Row } from '../lab/lab-store.types.ts'
import type { Fabric } from './fabric.ts'
import type { At, RowWriter, Stored } from './row-writer.ts'
import type { PartKind } from './tally.ts'

type Taken = { reason: string } | null
const fold = (text: string): string => text.toLowerCase()
const text = (value: string | number | undefined): string | undefined => (value === undefined ? undefined : String(value))

const kindNames: Readonly<Record<Exclude<LineKind, 'vm' | 'error'>, string>> = {
  vmmServer: t('VMM server'),
  runAsAccount: t('Run As account'),
  hostGroup: t('host group'),
  cluster: 'cluster',
  host: 'host',
  logicalNetwork: t('logical network'),
  vmNetwork: t('VM network'),
  cloud: 'cloud',
}

/** Everything of a collector file but its machines: servers, hosts, networks, clouds and what belongs to them. */
export class CollectorFabric {
  /** Line that told an object, by kind and name. */
  private readonly lines = new Map<string, number>()
  private readonly own: Readonly<Record<string, Map<string, Stored>>>

  constructor(
    private readonly rows: RowWriter,
    private readonly fabric: Fabric,
    private readonly header: CollectorHeader,
    private readonly file: number,
  ) {
    const load = (table: string, key: (row: Stored) => string): Map<string, Stored> => {
      const all = rows.tx.db.prepare(`SELECT * FROM ${table}`).all() as Stored[]
      return new Map(all.map((row) => [key(row), row]))
    }
    this.own = {
      run_as_account: load('run_as_account', (row) => fold(String(row.name))),
      host_volume: load('host_volume', (row) => `${row.host_id} ${fold(String(row.name))}`),
      cloud_host_group: load('cloud_host_group', (row) => `${row.cloud_id} ${row.host_group_id}`),
      cloud_logical_network: load('cloud_logical_network', (row) => `${row.cloud_id} ${row.logical_network_id}`),
    }
  }

  /** Null when the line was taken; else why it can't be. */
  take(kind: Exclude<LineKind, 'vm' | 'error'>, read: ReadObject, line: number): Taken {
    const key = `${kind} ${fold(String(read.values.name ?? read.values.path))}`
    const before = this.lines.get(key)
    if (before !== undefined) return { reason: t('The same {kindNames} stands in line {before}.', { kindNames: kindNames[kind], before }) }
    this.lines.set(key, line)
    const at = { file: this.file, line }
    if (kind === 'vmmServer') this.server(read.values, at)
    else if (kind === 'runAsAccount') this.account(read.values, at)
    else if (kind === 'hostGroup') return this.group(read.values, at)
    else if (kind === 'cluster') this.cluster(read.values, at)
    else if (kind === 'host') this.host(read, at)
    else if (kind === 'logicalNetwork') this.fabric.logicalNetwork(String(read.values.name), at)
    else if (kind === 'vmNetwork') this.network(read, at)
    else this.cloud(read, at)
    return null
  }

  private get serverName(): string | null {
    return this.header.mode === 'vmm' ? this.header.server : null
  }

  private serverId(at: At): number | null {
    return this.serverName === null ? null : this.fabric.vmmServer(this.serverName, at)
  }

  private server(values: Told, at: At): void {
    const { name, ...facts } = values
    this.change('vmm_server', 'vmmServers', this.fabric.vmmServer(String(name), at), facts, at)
  }

  /** An account that the lab has is the user's: what VMM tells otherwise is reported and left. */
  private account(values: Told, at: At): void {
    const known = this.own.run_as_account?.get(fold(String(values.name)))
    if (known === undefined) {
      this.insertOwn('run_as_account', 'runAsAccounts', fold(String(values.name)), { ...values, enabled: values.enabled ?? 1 }, at)
      return
    }
    const { name: _, ...facts } = values
    this.rows.keep('runAsAccounts', known, facts, at)
  }

  private group(values: Told, at: At): Taken {
    return this.fabric.hostGroup(String(values.path), at) === null ? { reason: t('The path names no group.') } : null
  }

  private cluster(values: Told, at: At): void {
    const { name, hostGroup, ...facts } = values
    const groupId = hostGroup === undefined ? null : this.fabric.hostGroup(String(hostGroup), at)
    const id = this.fabric.cluster(String(name), groupId, at)
    this.change('host_cluster', 'clusters', id, { ...facts, ...(groupId === null ? {} : { host_group_id: groupId }) }, at)
  }

  private host({ values, parts }: ReadObject, at: At): void {
    const { name, vmmId, groupPath, cluster, ...facts } = values
    const told: HostFields = {
      name: String(name),
      ...(vmmId === undefined ? {} : { vmmId: String(vmmId) }),
      ...(groupPath === undefined ? {} : { groupPath: String(groupPath) }),
      ...(cluster === undefined ? {} : { cluster: String(cluster) }),
    }
    const id = this.fabric.host(told, this.serverId(at), at)
    this.change('host', 'hosts', id, facts, at)
    for (const volume of parts.volumes ?? []) {
      const key = `${id} ${fold(String(volume.name))}`
      const known = this.own.host_volume?.get(key)
      if (known === undefined) this.insertOwn('host_volume', 'volumes', key, { host_id: id, ...volume }, at)
      else this.rows.merge('host_volume', 'volumes', known, volume, at)
    }
  }

  private network({ values, parts }: ReadObject, at: At): void {
    const name = String(values.name)
    const logical = text(values.logicalNetwork)
    const serverId = this.serverId(at)
    const { networkId } = this.fabric.network(name, undefined, logical, serverId, at)
    if (logical !== undefined)
      this.change('vm_network', 'vmNetworks', networkId, { logical_network_id: this.fabric.logicalNetwork(logical, at) }, at)
    parts.subnets?.forEach(({ name: subnet, ...facts }, ordinal) => {
      const { subnetId } = this.fabric.network(name, String(subnet), undefined, serverId, at)
      if (subnetId !== null) this.change('vm_subnet', 'subnets', subnetId, { ordinal, ...facts }, at)
    })
  }

  private cloud({ values, names }: ReadObject, at: At): void {
    const { name, vmm_id: vmmId, ...facts } = values
    const id = this.fabric.toldCloud(String(name), text(vmmId), this.serverId(at), at)
    this.change('cloud', 'clouds', id, facts, at)
    for (const path of names.hostGroups ?? []) {
      const group = this.fabric.hostGroup(path, at)
      if (group !== null) this.link('cloud_host_group', 'cloudHostGroups', { cloud_id: id, host_group_id: group }, at)
    }
    for (const network of names.logicalNetworks ?? []) {
      const logical = this.fabric.logicalNetwork(network, at)
      this.link('cloud_logical_network', 'cloudLogicalNetworks', { cloud_id: id, logical_network_id: logical }, at)
    }
  }

  private link(table: string, kind: PartKind, row: Row, at: At): void {
    const key = Object.values(row).join(' ')
    const known = this.own[table]?.get(key)
    if (known === undefined) this.insertOwn(table, kind, key, row, at)
    else this.rows.tally.note(kind, known.id, 'unchanged')
  }

  private insertOwn(table: string, kind: PartKind, key: string, row: Row, at: At): void {
    this.own[table]?.set(key, { ...row, id: this.rows.insert(table, kind, row, at) })
  }

  /** A line about an object is surer than what other lines tell of it by the way. */
  private change(table: string, kind: PartKind, id: number, facts: Row, at: At): void {
    const row = this.rows.tx.db.prepare(`SELECT * FROM ${table} WHERE id = ?`).get(id) as Stored
    this.rows.merge(table, kind, row, facts, at, { show: (column, value) => this.shown(column, value) })
  }

  private shown(column: string, value: ColumnValue): string | number | null {
    const table = { host_group_id: 'host_group', logical_network_id: 'logical_network' }[column]
    if (table !== undefined && value !== null)
      return (this.rows.tx.db.prepare(`SELECT name FROM ${table} WHERE id = ?`).pluck().get(value) as string | undefined) ?? null
    return typeof value === 'bigint' ? Number(value) : value
  }
}
