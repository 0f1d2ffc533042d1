import type { Cell } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import { type DetailBuilder, fact, facts, tab } from './detail-parts.ts'
import { eventList } from './lists-events.ts'

interface EventRow {
  name: string
  source: 'job' | 'server' | 'replication'
  source_id: number
  [column: string]: Cell
}

/** One event: what it says, what to do, and which job told it. */
export const eventDetails: DetailBuilder = ({ db }, id) => {
  const event = db.prepare(`SELECT e.* FROM ${eventList.from} WHERE ${eventList.id} = ?`).get(id) as EventRow | undefined
  if (!event) return undefined
  return {
    title: event.name,
    icon: 'event',
    tabs: [
      tab('summary', t('Summary'), [
        facts(null, [
          fact(t('Severity'), event.severity, 'severity'),
          fact(t('Time'), event.lab_ms, 'instantLab'),
          fact(t('Time (wall)'), event.wall_ms, 'instantWall'),
          fact(t('Affected object'), event.object),
          fact(t('Owner'), event.owner),
          ...(event.source === 'job' ? [fact(t('Job'), event.source_id, 'count')] : []),
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
