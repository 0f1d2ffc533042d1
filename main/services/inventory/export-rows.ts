import type { Database } from 'better-sqlite3'
import type { Cell, ListKind } from '../../../preload/contract/inventory.ts'
import { groupBy } from '../../domain/group-by.ts'
import { compileCondition } from './filter-sql.ts'
import { ListReader } from './list-reader.ts'
import { lists } from './lists.ts'
import { firmwareSql } from './lists-vms.ts'

export interface Lineage {
  file: string
  line: number | null
}

/** One machine as `offsite inventory --json` prints it; null = the source does not tell. */
export interface ExportedVm {
  id: number
  name: string
  host: string | null
  cloud: string | null
  hostGroup: string | null
  cluster: string | null
  generation: 1 | 2 | null
  firmware: 'bios' | 'uefi' | null
  secureBoot: boolean | null
  osFamily: 'windows' | 'linux' | null
  osName: string | null
  cpuCount: number | null
  /** 1 MiB = 2^20 bytes. */
  memoryMib: number | null
  disks: { name: string; sizeBytes: number | null; isOs: boolean | null }[]
  nics: { name: string; network: string | null; ipMode: 'static' | 'dhcp' | null }[]
  state: string | null
  status: string | null
  computerName: string | null
  owner: string | null
  tag: string | null
  vmId: string | null
  hyperVId: string | null
  biosGuid: string | null
  readiness: 'ready' | 'warnings' | 'not-ready' | 'unknown'
  failing: string[]
  protected: boolean
  lineage: Lineage | null
}

/** Every other kind: the fields of its list, with sizes in bytes, times in ms and lineage. */
export type ExportedRow = { id: number; lineage: Lineage | null } & Record<string, Cell | Lineage | null>

/** Rows of a list that pass the filter, in the list's usual order. Throws AppError `filter-syntax`. */
export function exportRows(db: Database, kind: 'vms', where?: string): ExportedVm[]
export function exportRows(db: Database, kind: ListKind, where?: string): (ExportedVm | ExportedRow)[]
export function exportRows(db: Database, kind: ListKind, where = ''): (ExportedVm | ExportedRow)[] {
  return kind === 'vms' ? exportVms(db, where) : exportList(db, kind, where)
}

const yesNo = (value: number | null): boolean | null => (value === null ? null : value !== 0)

/** File names by batch, read once: 25,000 rows come from a handful of imports. */
const lineageReader = (db: Database): ((batch: number | null, file: number | null, line: number | null) => Lineage | null) => {
  const rows = db.prepare('SELECT id, files FROM import_batch').all() as { id: number; files: string }[]
  const names = new Map(rows.map(({ id, files }) => [id, (JSON.parse(files) as { name: string }[]).map((one) => one.name)]))
  return (batch, file, line) => {
    const name = batch === null || file === null ? undefined : names.get(batch)?.[file]
    return name === undefined ? null : { file: name, line }
  }
}

interface VmRow {
  id: number
  [column: string]: string | number | null
}

const exportVms = (db: Database, where: string): ExportedVm[] => {
  const { from } = lists.vms
  const condition = compileCondition('vms', where)
  const vms = db
    .prepare(
      `SELECT v.id, v.name, h.name AS host, c.name AS cloud, g.path AS hostGroup, k.name AS cluster, v.generation, ${firmwareSql} AS firmware, v.secure_boot, v.os_family, v.os_name,
       v.cpu_count, v.memory_bytes, v.state, v.status, v.computer_name, v.owner, v.tag, v.vmm_id, v.hyper_v_id, v.bios_guid, coalesce(r.verdict, 'unknown') AS verdict,
       coalesce(r.failing_rules, '') AS failing, p.id IS NOT NULL AS protected, v.origin_batch_id, v.origin_file, v.origin_line
       FROM ${from} WHERE ${condition.sql} ORDER BY v.name COLLATE NOCASE, v.id`,
    )
    .all(...condition.params) as VmRow[]
  const some = where.trim() === '' ? '' : 'WHERE vm_id IN (SELECT value FROM json_each(?))'
  const ids = some === '' ? [] : [JSON.stringify(vms.map((vm) => vm.id))]
  const disks = grouped<{ vm_id: number; name: string; size_bytes: number | null; is_os: number | null }>(
    db.prepare(`SELECT vm_id, name, size_bytes, is_os FROM virtual_disk ${some} ORDER BY vm_id, ordinal`).iterate(...ids),
  )
  const nics = grouped<{ vm_id: number; name: string; network: string | null; ip_mode: 'static' | 'dhcp' | null }>(
    db
      .prepare(
        `SELECT a.vm_id, a.name, n.name AS network, a.ip_mode FROM network_adapter a LEFT JOIN vm_network n ON n.id = a.vm_network_id ${some} ORDER BY a.vm_id, a.ordinal`,
      )
      .iterate(...ids),
  )
  const lineageOf = lineageReader(db)
  return vms.map(
    (vm) =>
      ({
        id: vm.id,
        name: vm.name,
        host: vm.host,
        cloud: vm.cloud,
        hostGroup: vm.hostGroup,
        cluster: vm.cluster,
        generation: vm.generation,
        firmware: vm.firmware,
        secureBoot: yesNo(vm.secure_boot as number | null),
        osFamily: vm.os_family,
        osName: vm.os_name,
        cpuCount: vm.cpu_count,
        memoryMib: vm.memory_bytes === null ? null : (vm.memory_bytes as number) / 2 ** 20,
        disks: (disks.get(vm.id) ?? []).map((disk) => ({ name: disk.name, sizeBytes: disk.size_bytes, isOs: yesNo(disk.is_os) })),
        nics: (nics.get(vm.id) ?? []).map((nic) => ({ name: nic.name, network: nic.network, ipMode: nic.ip_mode })),
        state: vm.state,
        status: vm.status,
        computerName: vm.computer_name,
        owner: vm.owner,
        tag: vm.tag,
        vmId: vm.vmm_id,
        hyperVId: vm.hyper_v_id,
        biosGuid: vm.bios_guid,
        readiness: vm.verdict,
        failing: String(vm.failing).split(' ').filter(Boolean),
        protected: vm.protected !== 0,
        lineage: lineageOf(vm.origin_batch_id as number | null, vm.origin_file as number | null, vm.origin_line as number | null),
      }) as ExportedVm,
  )
}

const grouped = <T extends { vm_id: number }>(rows: Iterable<unknown>) => groupBy(rows as Iterable<T>, (row) => row.vm_id)

const exportList = (db: Database, kind: ListKind, where: string): ExportedRow[] => {
  const reader = new ListReader(db, () => 0)
  const spec = lists[kind]
  const rows = reader.rows(kind, reader.ids({ kind, scope: { kind: 'all' }, where, sort: [] }))
  const table = spec.from.split(' ')[0]!
  const hasOrigin = spec.columns.some((column) => column.field === 'lineage')
  const lineageOf = lineageReader(db)
  const origins = new Map<number, Lineage | null>()
  if (hasOrigin)
    for (const row of db
      .prepare(`SELECT id, origin_batch_id AS batch, origin_file AS file, origin_line AS line FROM ${table}`)
      .iterate() as Iterable<{
      id: number
      batch: number | null
      file: number | null
      line: number | null
    }>)
      origins.set(row.id, lineageOf(row.batch, row.file, row.line))
  return rows.map(({ id, cells }) => {
    const { id: _, lineage: __, ...rest } = cells
    for (const column of spec.columns)
      if (column.format === 'yesNo' && typeof rest[column.field] === 'number')
        (rest as Record<string, unknown>)[column.field] = rest[column.field] !== 0
    return { id, ...rest, lineage: origins.get(id) ?? null }
  })
}
