import type { Database } from 'better-sqlite3'
import type { Turns } from './lab/in-turns.ts'
import type { Touched } from './lab/lab-store.types.ts'

/** Rows that are looked up in one go. */
const rowsAtOnce = 5000

/** Machines that a changed row bears on, by table; `?` is a JSON array of row ids. Tables not named bear on none. */
const machinesOf: Readonly<Record<string, string>> = {
  vm: 'SELECT id, id AS vm FROM vm WHERE id IN (SELECT value FROM json_each(?))',
  virtual_disk: 'SELECT id, vm_id AS vm FROM virtual_disk WHERE id IN (SELECT value FROM json_each(?))',
  network_adapter: 'SELECT id, vm_id AS vm FROM network_adapter WHERE id IN (SELECT value FROM json_each(?))',
  protected_item: 'SELECT id, vm_id AS vm FROM protected_item WHERE id IN (SELECT value FROM json_each(?))',
  protected_item_excluded_disk:
    'SELECT e.id, d.vm_id AS vm FROM protected_item_excluded_disk e JOIN virtual_disk d ON d.id = e.virtual_disk_id WHERE e.id IN (SELECT value FROM json_each(?))',
  host: 'SELECT h.id, v.id AS vm FROM host h LEFT JOIN vm v ON v.host_id = h.id WHERE h.id IN (SELECT value FROM json_each(?))',
  host_cluster:
    'SELECT k.id, v.id AS vm FROM host_cluster k LEFT JOIN host h ON h.host_cluster_id = k.id LEFT JOIN vm v ON v.host_id = h.id WHERE k.id IN (SELECT value FROM json_each(?))',
  cloud: 'SELECT c.id, v.id AS vm FROM cloud c LEFT JOIN vm v ON v.cloud_id = c.id WHERE c.id IN (SELECT value FROM json_each(?))',
  cloud_logical_network:
    'SELECT x.id, v.id AS vm FROM cloud_logical_network x LEFT JOIN vm v ON v.cloud_id = x.cloud_id WHERE x.id IN (SELECT value FROM json_each(?))',
  vm_network:
    'SELECT n.id, a.vm_id AS vm FROM vm_network n LEFT JOIN network_adapter a ON a.vm_network_id = n.id WHERE n.id IN (SELECT value FROM json_each(?))',
}

/**
 * Machines to judge anew. A removed row no longer says whose it was: then all are judged, except for a removed machine,
 * whose verdict goes with it, and removed hosts, clusters, clouds and networks, which no machine can still name.
 */
export function* touchedMachines(db: Database, touched: Touched): Turns<number[] | 'all'> {
  for (const [table, ids] of touched) if (ids === 'all' && machinesOf[table] !== undefined) return 'all'
  const machines = new Set<number>()
  for (const [table, ids] of touched) {
    const sql = machinesOf[table]
    if (sql === undefined || ids === 'all') continue
    const found = new Set<number>()
    const read = db.prepare(sql)
    const all = [...ids]
    for (let from = 0; from < all.length; from += rowsAtOnce) {
      for (const row of read.iterate(JSON.stringify(all.slice(from, from + rowsAtOnce))) as Iterable<{ id: number; vm: number | null }>) {
        found.add(row.id)
        if (row.vm !== null) machines.add(row.vm)
      }
      yield
    }
    const ownerLost = [
      'virtual_disk',
      'network_adapter',
      'protected_item',
      'protected_item_excluded_disk',
      'cloud_logical_network',
    ].includes(table)
    if (ownerLost && found.size < ids.size) return 'all'
  }
  return [...machines]
}
