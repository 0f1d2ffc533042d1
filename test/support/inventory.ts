import type { LabStore } from '../../main/services/lab/lab-store.types.ts'

/** Every table of the on-premises inventory. */
export const inventoryTables = [
  'vmm_server',
  'run_as_account',
  'host_group',
  'host_cluster',
  'host',
  'host_volume',
  'cloud',
  'cloud_host_group',
  'logical_network',
  'cloud_logical_network',
  'vm_network',
  'vm_subnet',
  'vm',
  'virtual_disk',
  'network_adapter',
] as const

const provenance = /^(id|origin_.*|field_origins)$/

/**
 * All columns of all inventory rows, read from the schema itself: only row ids and provenance are left out, and a reference
 * is the whole row that it means. Two labs with the same inventory give equal values, whatever the order of their rows.
 */
export const inventoryOf = ({ db }: LabStore): Record<string, string[]> => {
  const texts = new Map<string, Map<unknown, string>>()
  const read = (table: string): Map<unknown, string> => {
    const known = texts.get(table)
    if (known) return known
    const references = new Map(
      (db.prepare(`SELECT "from", "table" FROM pragma_foreign_key_list(?)`).all(table) as { from: string; table: string }[]).map((each) => [
        each.from,
        each.table,
      ]),
    )
    const rows = db.prepare(`SELECT * FROM ${table} ORDER BY id`).all() as Record<string, unknown>[]
    const out = new Map<unknown, string>()
    texts.set(table, out)
    for (const row of rows) {
      const fields = Object.entries(row)
        .filter(([column]) => !provenance.test(column))
        .map(([column, value]) => {
          const target = references.get(column)
          if (target === undefined || value === null) return [column, value]
          // A parent group stands before its children.
          return [column, target === table ? out.get(value) : read(target).get(value)]
        })
      out.set(row.id, JSON.stringify(Object.fromEntries(fields)))
    }
    return out
  }
  return Object.fromEntries(inventoryTables.map((table) => [table, [...read(table).values()].sort()]))
}
