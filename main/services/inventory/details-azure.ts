import type { Database } from 'better-sqlite3'
import type { Cell, ListKind } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import { type DetailBuilder, fact, facts, type Row, type TableColumn, tab, tableTab } from './detail-parts.ts'
import { connectTab } from './details-connect.ts'
import { testTab } from './details-test.ts'
import { ListReader } from './list-reader.ts'
import { lists } from './lists.ts'
import { azureVmList } from './lists-recovery.ts'

const all = (db: Database, sql: string, id: number): Row[] => db.prepare(sql).all(id) as Row[]
const one = (db: Database, sql: string, id: number) => db.prepare(sql).get(id) as Record<string, Cell> | undefined

/** The list's own columns as a summary: what the grid says, and what it has no room for. */
const summaryOf = (db: Database, kind: ListKind, id: number) => {
  const [row] = new ListReader(db, () => 0).rows(kind, [id])
  if (!row) return undefined
  const shown = lists[kind].columns.filter((column) => !['id', 'lineage'].includes(column.field))
  return {
    title: String(row.cells.name ?? ''),
    block: facts(
      null,
      shown.map((column) => fact(column.label, row.cells[column.field], column.format)),
    ),
  }
}

const simple =
  (kind: ListKind, icon: string, tabs: (db: Database, id: number) => ReturnType<typeof tab>[] = () => []): DetailBuilder =>
  ({ db }, id) => {
    const summary = summaryOf(db, kind, id)
    return summary && { title: summary.title, icon, tabs: [tab('summary', t('Summary'), [summary.block]), ...tabs(db, id)] }
  }

const itemColumns: readonly TableColumn[] = [
  ['name', t('Name'), 'text'],
  ['azure_name', t('Azure name'), 'text'],
  ['azure_size', t('Size'), 'text'],
  ['policy', t('Policy'), 'text'],
]
const items = (where: string) =>
  `SELECT p.id, v.name, p.azure_name, p.azure_size, y.name AS policy FROM protected_item p JOIN vm v ON v.id = p.vm_id JOIN policy y ON y.id = p.policy_id WHERE ${where}
   ORDER BY v.name COLLATE NOCASE, p.id`
const itemTab = (db: Database, where: string, id: number) =>
  tableTab('items', t('Items'), itemColumns, all(db, items(where), id), t('No replicated item uses it.'))

/** Machines in Azure that came of it, as their list shows them. */
const azureTab = (db: Database, where: string, id: number, empty: string) => {
  const columns = azureVmList.columns.filter(({ field }) =>
    ['name', 'state', 'size', 'network', 'addresses', 'createdBy', 'created'].includes(field),
  )
  const shown = columns.map(({ field, sql }) => `${sql} AS "${field}"`).join(', ')
  return tableTab(
    'azure',
    t('In Azure'),
    columns.map(({ field, label, format }) => [field, label, format] as const),
    all(db, `SELECT t.id, ${shown} FROM ${azureVmList.from} WHERE ${where} ORDER BY t.name COLLATE NOCASE, t.id`, id),
    empty,
    'azureVms',
  )
}

export const vaultDetails = simple('vaults', 'vault', (db, id) => [itemTab(db, 'p.vault_id = ?', id)])
export const storageAccountDetails = simple('storageAccounts', 'storageAccount', (db, id) => [
  itemTab(db, '? IN (p.storage_account_id, p.log_storage_account_id)', id),
])
export const azureNetworkDetails = simple('azureNetworks', 'azureNetwork', (db, id) => [
  tableTab(
    'subnets',
    t('Subnets'),
    [
      ['name', t('Name'), 'text'],
      ['address_range', t('Address range'), 'text'],
    ],
    all(db, 'SELECT id, name, address_range FROM azure_subnet WHERE azure_network_id = ? ORDER BY ordinal', id),
    t('The network has no subnet.'),
  ),
  tableTab(
    'mappings',
    t('Mapped from'),
    [['name', t('VM network'), 'text']],
    all(
      db,
      'SELECT m.id, n.name FROM network_mapping m JOIN vm_network n ON n.id = m.vm_network_id WHERE m.azure_network_id = ? ORDER BY n.name COLLATE NOCASE',
      id,
    ),
    t('No VM network is mapped to it.'),
  ),
])
export const policyDetails = simple('policies', 'policy', (db, id) => [
  tableTab(
    'clouds',
    t('Clouds'),
    [['name', t('Name'), 'text']],
    all(
      db,
      'SELECT c.id, c.name FROM policy_cloud x JOIN cloud c ON c.id = x.cloud_id WHERE x.policy_id = ? ORDER BY c.name COLLATE NOCASE',
      id,
    ),
    t('No cloud is associated.'),
  ),
  itemTab(db, 'p.policy_id = ?', id),
])
export const mappingDetails = simple('mappings', 'mapping', (db, id) => [
  tableTab(
    'vms',
    t('Connected VMs'),
    [
      ['name', t('Name'), 'text'],
      ['state', t('Virtual Machine State'), 'vmState'],
    ],
    all(
      db,
      `SELECT v.id, v.name, v.state FROM vm v WHERE v.id IN (SELECT a.vm_id FROM network_adapter a JOIN network_mapping m ON m.vm_network_id = a.vm_network_id WHERE m.id = ?)
       ORDER BY v.name COLLATE NOCASE, v.id`,
      id,
    ),
    t('No machine is connected.'),
  ),
])

export const protectedItemDetails = simple('protectedItems', 'protectedItem', (db, id) => {
  const item = one(db, 'SELECT vm_id FROM protected_item WHERE id = ?', id)!
  return [
    tableTab(
      'network',
      t('Compute and Network'),
      [
        ['name', t('On-premises adapter'), 'text'],
        ['network', t('On-premises network name'), 'text'],
        ['subnet', t('Target subnet'), 'text'],
        ['ip', t('Target IP'), 'text'],
      ],
      all(
        db,
        `SELECT x.id, a.name, n.name AS network, x.subnet_name AS subnet, coalesce(x.ip_address, 'DHCP assigned') AS ip FROM protected_item_adapter x
         JOIN network_adapter a ON a.id = x.network_adapter_id LEFT JOIN vm_network n ON n.id = a.vm_network_id WHERE x.protected_item_id = ? ORDER BY a.ordinal`,
        id,
      ),
      t('No adapter is set; the network mapping decides.'),
    ),
    tableTab(
      'disks',
      t('Disks'),
      [
        ['name', t('Name'), 'text'],
        ['size_bytes', t('Size'), 'bytes'],
        ['os', t('OS Disk'), 'yesNo'],
        ['replicated', t('Replicated'), 'yesNo'],
      ],
      all(
        db,
        `SELECT d.id, d.name, d.size_bytes, d.id = p.os_disk_id AS os, NOT EXISTS (SELECT 1 FROM protected_item_excluded_disk e WHERE e.virtual_disk_id = d.id) AS replicated
         FROM virtual_disk d JOIN protected_item p ON p.vm_id = d.vm_id WHERE d.vm_id = ? ORDER BY d.ordinal`,
        item.vm_id as number,
      ),
      t('No disks are in the import.'),
    ),
    azureTab(db, 't.protected_item_id = ?', id, t('It has no virtual machine in Azure now.')),
    ...testTab(db, id),
    ...connectTab(db, id),
  ]
})

const runKinds: Readonly<Record<string, string>> = { test: t('Test'), planned: t('Planned'), unplanned: t('Unplanned') }

export const recoveryPlanDetails = simple('recoveryPlans', 'recoveryPlan', (db, id) => [
  tableTab(
    'groups',
    t('Groups'),
    [
      ['group_name', t('Group'), 'text'],
      ['name', t('Machine'), 'text'],
      ['azure_name', t('Azure name'), 'text'],
    ],
    all(
      db,
      `SELECT i.id, 'Group ' || i.group_number AS group_name, v.name, p.azure_name FROM recovery_plan_item i JOIN protected_item p ON p.id = i.protected_item_id
       JOIN vm v ON v.id = p.vm_id WHERE i.recovery_plan_id = ? ORDER BY i.group_number, i.ordinal`,
      id,
    ),
    t('The plan holds no machine.'),
  ),
  azureTab(
    db,
    't.protected_item_id IN (SELECT i.protected_item_id FROM recovery_plan_item i WHERE i.recovery_plan_id = ?)',
    id,
    t('None of its machines stands in Azure now.'),
  ),
  tableTab(
    'runs',
    t('Runs'),
    [
      ['kind', t('Failover'), 'text'],
      ['status', t('Status'), 'jobStatus'],
      ['started', t('Started'), 'instantLab'],
      ['rto', t('RTO'), 'durationMs'],
      ['target', t('RTO target'), 'durationMs'],
    ],
    all(
      db,
      `SELECT id, kind, status, started_ms AS started, rto_ms AS rto, target_ms AS target FROM plan_run
         WHERE recovery_plan_id = ? AND gone = 0 ORDER BY started_ms DESC, id DESC LIMIT 50`,
      id,
    ).map((run) => ({ ...run, kind: runKinds[String(run.kind)] ?? run.kind ?? null })),
    t('This plan was never run.'),
  ),
])
