import type { Database } from 'better-sqlite3'
import { otherEvents } from './lists-events.ts'

interface Counted {
  branch: number
  /** The last row that was counted. */
  until: number
  count: number
}

const counted = new WeakMap<Database, Counted>()

/**
 * How many events the list has without a filter. A lab whose clock has played for weeks has more than a million, and trees and filtered lists ask at every
 * change: those of the simulation are only added to until a step back opens a branch, so that each is counted once.
 */
export const countEvents = (db: Database): number => {
  const branch = db.prepare('SELECT branch FROM lab').pluck().get() as number
  const end = (db.prepare('SELECT max(id) FROM replication_event').pluck().get() as number | null) ?? 0
  const known = counted.get(db)
  const goesOn = known?.branch === branch && known.until <= end
  const since = goesOn
    ? db.prepare('SELECT count(*) FROM replication_event WHERE gone = 0 AND id > ? AND id <= ?').pluck().get(known.until, end)
    : // Over the index of what is shown alone.
      db.prepare('SELECT count(*) FROM replication_event WHERE gone = 0').pluck().get()
  const count = (goesOn ? known.count : 0) + (since as number)
  counted.set(db, { branch, until: end, count })
  return count + (db.prepare(`SELECT count(*) FROM (${otherEvents})`).pluck().get() as number)
}
