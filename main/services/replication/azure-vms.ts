import type { Database } from 'better-sqlite3'
import type { ItemView } from '../../domain/replication/views.ts'
import { sizeCatalogue } from '../../domain/sizes/sizes.ts'

interface ItemRow {
  azure_name: string
  azure_size: string
  resource_group: string
  network: string | null
  test_network: string | null
}
interface Adapter {
  name: string
  subnet: string | null
  /** Null = Azure gives any free address. */
  address: string | null
}

/** What stands in Azure for an item: the machine of a failover, that of a test failover, or neither. */
const wanted = (view: ItemView): Map<'test' | 'planned' | 'unplanned', { state: 'running' | 'stopped'; createdMs: number }> => {
  const vms = new Map<'test' | 'planned' | 'unplanned', { state: 'running' | 'stopped'; createdMs: number }>()
  if (view.drill === 'waiting' || view.drill === 'cleaning') vms.set('test', { state: 'running', createdMs: view.drillSince ?? 0 })
  const { failover } = view
  if (failover !== null && failover.upAt !== null && ['M12', 'M13', 'M14', 'M15'].includes(view.state))
    vms.set(failover.kind, { state: view.state === 'M15' ? 'stopped' : 'running', createdMs: failover.upAt })
  return vms
}

/** Brings the rows of Azure machines up to one item. Target NICs = the source's, at most what the size takes (S64). */
export const showAzureVms = (db: Database, view: ItemView, item: number): void => {
  const vms = wanted(view)
  const present = db.prepare('SELECT id, created_by, state FROM azure_vm WHERE protected_item_id = ?').all(item) as {
    id: number
    created_by: 'test' | 'planned' | 'unplanned'
    state: string
  }[]
  for (const row of present) {
    const vm = vms.get(row.created_by)
    if (vm === undefined) db.prepare('DELETE FROM azure_vm WHERE id = ?').run(row.id)
    else if (vm.state !== row.state) db.prepare('UPDATE azure_vm SET state = ? WHERE id = ?').run(vm.state, row.id)
    vms.delete(row.created_by)
  }
  if (vms.size === 0) return
  const row = db
    .prepare(
      `SELECT p.azure_name, p.azure_size, g.name AS resource_group, n.name AS network, t.name AS test_network FROM protected_item p
       JOIN resource_group g ON g.id = p.resource_group_id LEFT JOIN azure_network n ON n.id = p.azure_network_id
       LEFT JOIN replicated_item r ON r.protected_item_id = p.id LEFT JOIN azure_network t ON t.id = r.test_network_id WHERE p.id = ?`,
    )
    .get(item) as ItemRow | undefined
  if (row === undefined) return
  const adapters = db
    .prepare(
      `SELECT a.name, x.subnet_name AS subnet, x.ip_address AS address FROM protected_item_adapter x
       JOIN network_adapter a ON a.id = x.network_adapter_id WHERE x.protected_item_id = ? ORDER BY a.ordinal`,
    )
    .all(item) as Adapter[]
  const most = sizeCatalogue.find((size) => size.name === row.azure_size)?.maxNics ?? adapters.length
  for (const [by, vm] of vms)
    db.prepare(
      `INSERT INTO azure_vm (protected_item_id, name, size, resource_group, network, adapters, created_by, created_ms, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      item,
      by === 'test' ? `${row.azure_name}-test` : row.azure_name,
      row.azure_size,
      row.resource_group,
      by === 'test' ? row.test_network : row.network,
      JSON.stringify(adapters.slice(0, most)),
      by,
      vm.createdMs,
      vm.state,
    )
}
