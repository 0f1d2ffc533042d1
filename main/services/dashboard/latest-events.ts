import type { Database } from 'better-sqlite3'
import type { TileEvent } from '../../../preload/contract/dashboard.ts'
import { ListReader } from '../inventory/list-reader.ts'
import { otherEvents } from '../inventory/lists-events.ts'

/** Events that a tile has room for, and how far back they count by the clock of the lab, in ms. */
const most = 5
const dayMs = 86_400_000

/** The newest events of the last 24 hours, in the order of their list. */
export const latestEvents = (db: Database): TileEvent[] => {
  const since = (db.prepare('SELECT clock_ms FROM lab').pluck().get() as number) - dayMs
  // The newest of each source by its own index: a lab may hold hundreds of thousands.
  const ids = db
    .prepare(
      `SELECT id FROM (
         SELECT * FROM (SELECT id * 8 + 2 AS id, at_ms AS lab_ms FROM replication_event WHERE gone = 0 AND at_ms >= @since
           ORDER BY at_ms DESC, id DESC LIMIT ${most})
         UNION ALL SELECT id, lab_ms FROM (${otherEvents}) WHERE lab_ms >= @since)
       ORDER BY lab_ms DESC, id DESC LIMIT ${most}`,
    )
    .pluck()
    .all({ since }) as number[]
  return new ListReader(db, () => 0).rows('events', ids).map(({ id, cells }) => ({
    id,
    name: String(cells.name ?? ''),
    severity: cells.severity as TileEvent['severity'],
    atMs: Number(cells.time ?? 0),
  }))
}
