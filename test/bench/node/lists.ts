import { createInventoryService } from '../../../main/services/inventory/inventory-service.ts'
import { openLabForReading } from '../../../main/services/lab/lab-files.ts'

const limit = 100
const rowSql = `SELECT v.id, v.name, v.status, v.state, h.name AS host, c.name AS cloud, v.os_name, v.cpu_count, v.memory_bytes,
    (SELECT sum(d.size_bytes) FROM virtual_disk d WHERE d.vm_id = v.id) AS disks, r.verdict
  FROM vm v LEFT JOIN host h ON h.id = v.host_id LEFT JOIN cloud c ON c.id = v.cloud_id LEFT JOIN vm_readiness r ON r.vm_id = v.id
  WHERE v.id IN (SELECT value FROM json_each(?))`

/** One sort and one filter, as the window asks for them, and the SQL that a person would write for the same answer. */
const cases = [
  {
    name: 'sort-engine',
    where: '',
    sort: [{ field: 'os', descending: true }],
    sql: 'SELECT v.id FROM vm v ORDER BY v.os_name COLLATE NOCASE DESC NULLS LAST, v.id',
  },
  {
    name: 'filter-engine',
    where: 'memory>=16gb os:linux',
    sort: [{ field: 'name', descending: false }],
    sql: `SELECT v.id FROM vm v WHERE v.memory_bytes >= 17179869184 AND (v.os_name LIKE '%linux%' OR v.os_family LIKE '%linux%')
      ORDER BY v.name COLLATE NOCASE, v.id`,
  },
]

/** A single answer takes some ten milliseconds, as long as one hiccup of the machine: the fastest of several counts. */
const fastest = (work: () => unknown): number => {
  let best = Number.POSITIVE_INFINITY
  for (let n = 0; n < 7; n++) {
    const started = performance.now()
    work()
    best = Math.min(best, performance.now() - started)
  }
  return best
}

export interface ListTimes {
  runs: Record<string, number[]>
  floors: Record<string, number[]>
}

/** Measures in turns, after one turn that warms up. Throws when both do not find the same machines. */
export const measureLists = (lab: string, workFolder: string, turns: number): ListTimes => {
  const store = openLabForReading(lab, { workFolder })
  const times: ListTimes = { runs: {}, floors: {} }
  try {
    for (const { name, where, sort, sql } of cases) {
      const engine = (): number[] => {
        // A new service each time: the last one remembers the order.
        const service = createInventoryService({ store, actor: 'bench' })
        const window = service.window({ query: { kind: 'vms', scope: { kind: 'all' }, where, sort }, offset: 0, limit })
        return [(window as { total: number }).total, ...(window as { rows: { id: number }[] }).rows.map(({ id }) => id)]
      }
      const bare = (): number[] => {
        const ids = store.db.prepare(sql).pluck().all() as number[]
        const shown = ids.slice(0, limit)
        if (where !== '') store.db.prepare('SELECT count(*) FROM vm').pluck().get()
        const rows = store.db.prepare(rowSql).all(JSON.stringify(shown))
        if (rows.length !== shown.length) throw new Error('Rows are missing')
        return [ids.length, ...shown]
      }
      if (JSON.stringify(engine()) !== JSON.stringify(bare()))
        throw new Error(`${name}: the engine and the bare SQL find different machines`)
      const [runs, floors] = [[], []] as [number[], number[]]
      for (let turn = 0; turn < turns; turn++) {
        for (const [work, into] of [[bare, floors] as const, [engine, runs] as const]) {
          into.push(fastest(work))
        }
      }
      times.runs[name] = runs
      times.floors[name] = floors
    }
    return times
  } finally {
    store.close()
  }
}
