import type { Database } from 'better-sqlite3'
import type { Cell } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import { type DetailBuilder, fact, facts, tab } from './detail-parts.ts'
import { wantedEvents } from './lists-events.ts'

/** The replicated item that an event is about, where it is one still. */
const itemOf = (db: Database, { source, source_id: id }: EventRow): { id: number; name: string } | undefined => {
  const item =
    source === 'replication'
      ? 'SELECT protected_item_id FROM replication_event WHERE id = ?'
      : source === 'job'
        ? "SELECT target_id FROM job WHERE id = ? AND target_kind = 'protectedItem'"
        : null
  if (item === null) return undefined
  return db.prepare(`SELECT p.id, v.name FROM protected_item p JOIN vm v ON v.id = p.vm_id WHERE p.id = (${item})`).get(id) as
    | { id: number; name: string }
    | undefined
}

interface EventRow {
  name: string
  source: 'job' | 'server' | 'replication'
  source_id: number
  [column: string]: Cell
}

/** One event: what it says, what to do, and which job told it; why it came stands on the page of its replicated item. */
export const eventDetails: DetailBuilder = ({ db }, id) => {
  const event = db.prepare(`WITH wanted(id) AS (SELECT CAST(? AS INTEGER)) SELECT e.* FROM ${wantedEvents}`).get(id) as EventRow | undefined
  if (!event) return undefined
  const item = itemOf(db, event)
  const job = event.source === 'job' ? (db.prepare('SELECT name FROM job WHERE id = ?').pluck().get(event.source_id) as string) : null
  const link = item !== undefined && event.object === item.name ? { kind: 'protectedItems' as const, id: item.id } : null
  return {
    title: event.name,
    icon: 'event',
    actions: [{ command: 'event.why', reason: link === null ? t('Only events of a replicated item have more to tell.') : null }],
    tabs: [
      tab('summary', t('Summary'), [
        facts(null, [
          fact(t('Severity'), event.severity, 'severity'),
          fact(t('Time'), event.lab_ms, 'instantLab'),
          fact(t('Time (wall)'), event.wall_ms, 'instantWall'),
          fact(t('Affected object'), event.object, 'text', link === null ? {} : { link }),
          fact(t('Owner'), event.owner),
          ...(job === null ? [] : [fact(t('Job'), job, 'text', { link: { kind: 'jobs', id: event.source_id } })]),
        ]),
        ...(event.error_message === null
          ? []
          : [
              facts(t('Error'), [
                fact(t('Error'), event.error_message),
                fact(t('Code'), event.error_code),
                fact(t('Recommended Action'), event.error_remedy),
              ]),
            ]),
      ]),
    ],
  }
}
