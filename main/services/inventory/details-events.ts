import type { Cell } from '../../../preload/contract/inventory.ts'
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
      tab('summary', 'Summary', [
        facts(null, [
          fact('Severity', event.severity, 'severity'),
          fact('Time', event.lab_ms, 'instantLab'),
          fact('Time (wall)', event.wall_ms, 'instantWall'),
          fact('Affected object', event.object),
          fact('Owner', event.owner),
          ...(event.source === 'job' ? [fact('Job', event.source_id, 'count')] : []),
        ]),
        ...(event.error_message === null
          ? []
          : [
              facts('Error', [
                fact('Error', event.error_message),
                fact('Code', event.error_code),
                fact('Recommended Action', event.error_remedy),
              ]),
            ]),
      ]),
    ],
  }
}
