import type { Database } from 'better-sqlite3'
import { connectedAdapters, type NicType } from '../../domain/failover/adapters.ts'
import { type PlacedAdapter, placeAdapters, type WantedAdapter } from '../../domain/mapping/azure-adapters.ts'
import type { ItemView } from '../../domain/replication/views.ts'
import { findSize } from '../../domain/sizes/sizes.ts'
import { testChoiceOf } from './test-choices.ts'

type Maker = 'test' | 'planned' | 'unplanned'
interface Wanted {
  state: 'creating' | 'running' | 'stopped'
  createdMs: number
}
interface ItemRow {
  vm_id: number
  azure_name: string
  azure_size: string
  os_disk_id: number
  deployment_model: string
  availability_set: string | null
  resource_group: string
  region: string
  storage_account: string
  network_id: number | null
}

/** What stands in Azure for an item: the machine of a failover, that of a test failover, or neither. */
const wantedOf = (view: ItemView): Map<Maker, Wanted> => {
  const vms = new Map<Maker, Wanted>()
  if (view.drill === 'waiting' || view.drill === 'cleaning') vms.set('test', { state: 'running', createdMs: view.drillSince ?? 0 })
  const { failover } = view
  // M15: the machine in Azure is shut down for the way back, and stays so until the commit deletes it (F7, F13).
  if (failover !== null && failover.upAt !== null && ['M12', 'M13', 'M14', 'M15'].includes(view.state))
    vms.set(failover.kind, { state: view.state === 'M15' ? 'stopped' : 'running', createdMs: failover.upAt })
  const making = makingOf(view)
  if (making !== null) vms.set(making.by, { state: 'creating', createdMs: making.sinceMs })
  return vms
}

const makers: ReadonlySet<string> = new Set<Maker>(['test', 'planned', 'unplanned'])

/** The machine that a failover is making: from the task that creates it until it has started. */
export const makingOf = ({ job }: ItemView): { by: Maker; sinceMs: number } | null => {
  if (job === null || job.state !== 'running') return null
  const by = job.kind === 'testFailover' ? 'test' : job.kind
  const create = makers.has(by) ? job.steps.find(({ step }) => step === 'createVm') : undefined
  return create === undefined ? null : { by: by as Maker, sinceMs: create.startedAt }
}

/** Brings what lists show of Azure up to one item: what a failover made stands there, what a cleanup or a failback took away is gone. */
export const showAzureVms = (db: Database, view: ItemView, item: number): void => {
  const vms = wantedOf(view)
  const present = db
    .prepare(
      `SELECT id, created_by, created_ms, state, EXISTS (SELECT 1 FROM azure_vm_disk d WHERE d.azure_vm_id = azure_vm.id) AS whole
       FROM azure_vm WHERE protected_item_id = ?`,
    )
    .all(item) as { id: number; created_by: Maker; created_ms: number; state: string; whole: number }[]
  const made = new Map<Maker, number>()
  for (const row of present) {
    const vm = vms.get(row.created_by)
    if (row.state === 'creating' && vm !== undefined) {
      if (vm.state !== 'creating') made.set(row.created_by, row.id)
      else if (vm.createdMs !== row.created_ms) db.prepare('UPDATE azure_vm SET created_ms = ? WHERE id = ?').run(vm.createdMs, row.id)
      if (vm.state === 'creating') vms.delete(row.created_by)
      continue
    }
    // Another instant = another machine: the recovery point was changed, or a test was done again between two looks.
    if (vm === undefined || vm.createdMs !== row.created_ms || row.whole === 0) {
      db.prepare('DELETE FROM azure_vm WHERE id = ?').run(row.id)
      continue
    }
    if (vm.state !== row.state) db.prepare('UPDATE azure_vm SET state = ? WHERE id = ?').run(vm.state, row.id)
    vms.delete(row.created_by)
  }
  if (vms.size === 0) return
  const row = db
    .prepare(
      `SELECT p.vm_id, p.azure_name, p.azure_size, p.os_disk_id, p.deployment_model, p.availability_set, g.name AS resource_group, u.region,
         s.name AS storage_account, p.azure_network_id AS network_id
       FROM protected_item p JOIN resource_group g ON g.id = p.resource_group_id JOIN vault u ON u.id = p.vault_id
       JOIN storage_account s ON s.id = p.storage_account_id WHERE p.id = ?`,
    )
    .get(item) as ItemRow | undefined
  if (row === undefined) return
  for (const [by, vm] of vms) insertVm(db, item, row, { by, vm, id: made.get(by) ?? null })
}

/** `id`: the row of the machine while it was being created, which becomes the whole one. Adapters and disks come when it is made. */
const insertVm = (db: Database, item: number, row: ItemRow, { by, vm, id: known }: { by: Maker; vm: Wanted; id: number | null }): void => {
  const networkId = by === 'test' ? (testChoiceOf(db, item)?.networkId ?? null) : row.network_id
  const network =
    networkId === null
      ? null
      : ((db.prepare('SELECT name FROM azure_network WHERE id = ?').pluck().get(networkId) as string | undefined) ?? null)
  const id = Number(
    db
      .prepare(
        `INSERT OR REPLACE INTO azure_vm (id, protected_item_id, name, size, resource_group, region, deployment_model, network_id, network,
           availability_set, storage_account, created_by, created_ms, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        known,
        item,
        by === 'test' ? `${row.azure_name}-test` : row.azure_name,
        row.azure_size,
        row.resource_group,
        row.region,
        row.deployment_model,
        networkId,
        network,
        row.availability_set,
        row.storage_account,
        by,
        vm.createdMs,
        vm.state,
      ).lastInsertRowid,
  )
  if (vm.state === 'creating') return
  const addAdapter = db.prepare(
    'INSERT INTO azure_vm_adapter (azure_vm_id, ordinal, name, network_id, subnet, address, assignment, deviation) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  placed(db, item, row, by, networkId).forEach((adapter, n) => {
    addAdapter.run(id, n, adapter.name, networkId, adapter.subnet, adapter.address, adapter.assignment, adapter.deviation)
  })
  const disks = db
    .prepare(
      `SELECT d.id, d.name, d.size_bytes AS size FROM virtual_disk d WHERE d.vm_id = ?
         AND NOT EXISTS (SELECT 1 FROM protected_item_excluded_disk x WHERE x.virtual_disk_id = d.id AND x.protected_item_id = ?)
       ORDER BY d.id <> ?, d.ordinal`,
    )
    .all(row.vm_id, item, row.os_disk_id) as { id: number; name: string; size: number | null }[]
  const addDisk = db.prepare('INSERT INTO azure_vm_disk (azure_vm_id, lun, name, size_bytes) VALUES (?, ?, ?, ?)')
  let lun = 0
  for (const disk of disks) addDisk.run(id, disk.id === row.os_disk_id ? null : lun++, disk.name, disk.size)
}

/** Adapters as Compute and Network wants them and the size takes them. Addresses that other machines have or are promised are taken. */
const placed = (db: Database, item: number, row: ItemRow, by: Maker, networkId: number | null): PlacedAdapter[] => {
  const wanted = db
    .prepare(
      `SELECT a.name, x.subnet_name AS subnet, x.ip_address AS address, x.nic_type AS type FROM network_adapter a
       LEFT JOIN protected_item_adapter x ON x.network_adapter_id = a.id AND x.protected_item_id = ? WHERE a.vm_id = ? ORDER BY a.ordinal`,
    )
    .all(item, row.vm_id) as (WantedAdapter & { type: NicType | null })[]
  const most = findSize(row.azure_size)?.maxNics ?? wanted.length
  const adapters = connectedAdapters(wanted, most)
  const subnets =
    networkId === null
      ? []
      : (db.prepare('SELECT name, address_range AS range FROM azure_subnet WHERE azure_network_id = ? ORDER BY ordinal').all(networkId) as {
          name: string
          range: string
        }[])
  const used = db.prepare('SELECT 1 FROM azure_vm_adapter WHERE network_id = ? AND address = ?').pluck()
  const foreign = db.prepare('SELECT 1 FROM azure_address WHERE azure_network_id = ? AND address = ?').pluck()
  const promised = db
    .prepare(
      `SELECT 1 FROM protected_item_adapter x JOIN protected_item p ON p.id = x.protected_item_id
       WHERE x.ip_address = ? AND p.azure_network_id = ? AND p.id <> ?`,
    )
    .pluck()
  return placeAdapters({
    test: by === 'test',
    adapters,
    subnets,
    most,
    slot: item,
    isTaken: (address) =>
      used.get(networkId, address) !== undefined ||
      foreign.get(networkId, address) !== undefined ||
      promised.get(address, networkId, item) !== undefined,
  })
}
