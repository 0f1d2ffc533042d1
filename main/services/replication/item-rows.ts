import type { Database } from 'better-sqlite3'
import type { ItemView } from '../../domain/replication/views.ts'
import { activeLocation, drillWord, healthWord, reasonOf } from './item-texts.ts'
import { prepared } from './prepared.ts'

/** Writes the row of one item unless it says what `before` told; returns what it says now. */
export const showItem = (db: Database, view: ItemView, item: number, nowMs: number, before: string | undefined): string => {
  const values = [
    view.name,
    view.state,
    reasonOf(view),
    drillWord(view.drill),
    healthWord(view.health),
    activeLocation(view.state),
    view.irPercent,
    view.rpoMs === null ? null : nowMs - view.rpoMs,
    view.state === 'M5' || view.state === 'M3P' || view.state === 'M9' ? view.pending : null,
    view.points.length,
    view.marked ? 1 : 0,
  ]
  const now = JSON.stringify(values)
  if (now === before) return now
  const known = prepared(
    db,
    `UPDATE replicated_item SET name = ?, state = ?, reason = ?, drill = ?, health = ?, active_location = ?, ir_percent = ?, stamp_ms = ?,
       backlog_bytes = ?, points = ?, resync_needed = ? WHERE protected_item_id = ?`,
  ).run(...values, item)
  if (known.changes > 0) return now
  prepared(
    db,
    `INSERT INTO replicated_item (protected_item_id, name, state, reason, drill, health, active_location, ir_percent, stamp_ms, backlog_bytes, points, resync_needed,
       last_drill_ms)
     SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
       -- after a rewind the row is new, and tests before it count
       (SELECT max(j.ended_ms) FROM replication_job j WHERE j.vm_name = ? AND j.model = 'cleanup' AND j.gone = 0) FROM protected_item WHERE id = ?`,
  ).run(...values, view.name, item)
  return now
}
