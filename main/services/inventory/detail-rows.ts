import type { Database } from 'better-sqlite3'
import type { Cell, CellFormat } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import { type Fact, fact, facts, type Row, type Tab, type TableColumn, tab } from './detail-parts.ts'
import { originsOf } from './origins.ts'

export type AnyRow = Record<string, Cell> & { name: string }
/** label, column shown, format, column whose origin counts, field of `inventory.edit` */
export type FactSpec = readonly [label: string, column: string, format: CellFormat, source?: string | null, edit?: string]

export const originalFacts = (db: Database, row: AnyRow, specs: readonly FactSpec[]): Fact[] => {
  const originOf = 'field_origins' in row ? originsOf(db, row as never) : () => null
  return specs.map(([label, column, format, source, edit]) =>
    fact(label, row[column], format, { origin: source && row[column] !== null ? originOf(source) : null, edit: edit ?? null }),
  )
}
export const all = (db: Database, sql: string, id: number): Row[] => db.prepare(sql).all(id) as Row[]
export const lineageTab = (list: readonly Fact[]): Tab =>
  tab('lineage', t('Lineage'), [
    facts(
      null,
      list.filter((one) => one.origin !== null).map((one) => ({ ...one, edit: null })),
    ),
  ])

export const vmColumns: readonly TableColumn[] = [
  ['name', t('Name'), 'text'],
  ['state', t('Virtual Machine State'), 'vmState'],
  ['os_name', t('Operating System'), 'text'],
  ['memory_bytes', t('Memory'), 'bytes'],
  ['verdict', t('Readiness'), 'verdict'],
]
export const vmRows = (where: string) =>
  `SELECT v.id, v.name, v.state, v.os_name, v.memory_bytes, coalesce(r.verdict, 'unknown') AS verdict FROM vm v LEFT JOIN vm_readiness r ON r.vm_id = v.id
   WHERE ${where} ORDER BY v.name COLLATE NOCASE, v.id`
export const hostColumns: readonly TableColumn[] = [
  ['name', t('Name'), 'text'],
  ['status', t('Host Status'), 'hostStatus'],
  ['os_name', t('Operating System'), 'text'],
  ['vms', t('VMs'), 'count'],
]
export const hostRows = (where: string) =>
  `SELECT h.id, h.name, h.status, h.os_name, (SELECT count(*) FROM vm v WHERE v.host_id = h.id) AS vms FROM host h WHERE ${where} ORDER BY h.name COLLATE NOCASE, h.id`
export const networkColumns: readonly TableColumn[] = [
  ['name', t('Name'), 'text'],
  ['logical', t('Logical network'), 'text'],
  ['mapped', t('Mapped to'), 'text'],
]
export const networkRows = (where: string) =>
  `SELECT n.id, n.name, l.name AS logical, z.name AS mapped FROM vm_network n LEFT JOIN logical_network l ON l.id = n.logical_network_id
   LEFT JOIN network_mapping m ON m.vm_network_id = n.id LEFT JOIN azure_network z ON z.id = m.azure_network_id WHERE ${where} ORDER BY n.name COLLATE NOCASE, n.id`
