import { t } from '../../../preload/contract/words.ts'
import { choice, col, duration, idColumn, type ListSpec, labAge, more, sqlText, text } from './list-spec.ts'

export const eventSeverities = ['critical', 'warning', 'information'] as const

/** The jobs of Site Recovery, as a filter of the list of jobs. */
export const recoveryJobs = '(kind:setup* OR kind:replication*)'

/** A text of which SQL puts in the value, which stands for a name: 'Server ' || name || ' was registered'. */
const sentence = (say: (name: string) => string, column: string): string =>
  say('\u0000').split('\u0000').map(sqlText).join(` || ${column} || `)

/**
 * What happened that Site Recovery tells of: one line a source, each with an id of its own kind (`id * 8 + n`), so that others can join.
 * A job of any kind that did not end as it should is an event; of those that ended well only Site Recovery's own are. A job still
 * under way is none.
 */
const sources: readonly [n: number, sql: string][] = [
  [
    0,
    `SELECT id * 8 AS id, 'job' AS source, id AS source_id, CASE status WHEN 'failed' THEN ${sentence((name) => t('{name} failed', { name }), 'name')}
     WHEN 'interrupted' THEN ${sentence((name) => t('{name} was interrupted', { name }), 'name')}
     WHEN 'cancelled' THEN ${sentence((name) => t('{name} was cancelled', { name }), 'name')}
     WHEN 'completed-info' THEN ${sentence((name) => t('{name} completed with information', { name }), 'name')}
     ELSE ${sentence((name) => t('{name} completed', { name }), 'name')} END AS name,
   CASE status WHEN 'failed' THEN 'critical' WHEN 'interrupted' THEN 'critical' WHEN 'cancelled' THEN 'warning'
     WHEN 'completed-info' THEN 'warning' ELSE 'information' END AS severity,
   started_lab_ms AS lab_ms, ended_wall_ms AS wall_ms, target_name AS object, owner, error_code, error_message, error_remedy
   FROM job WHERE (status IN ('failed', 'interrupted', 'cancelled', 'completed-info') OR (status = 'completed' AND kind LIKE 'setup%'))
     -- how the job of a machine ended is told by the simulation, at that instant
     AND NOT EXISTS (SELECT 1 FROM replication_job r WHERE r.job_id = job.id AND (r.gone = 1 OR r.model <> 'planRun'))`,
  ],
  [
    1,
    `SELECT id * 8 + 1 AS id, 'server', id, ${sentence((name) => t('Server {name} was registered', { name }), 'coalesce(friendly_name, name)')}, 'information',
   registered_lab_ms AS lab_ms, NULL, name, NULL, NULL, NULL, NULL FROM vmm_server WHERE registered_lab_ms IS NOT NULL`,
  ],
  [
    2,
    `SELECT id * 8 + 2 AS id, 'replication' AS source, id AS source_id, message AS name, severity, at_ms AS lab_ms, NULL AS wall_ms, object, NULL AS owner,
   code AS error_code, NULL AS error_message, NULL AS error_remedy FROM replication_event WHERE gone = 0`,
  ],
]

const union = (parts: readonly string[]): string => parts.join(' UNION ALL ')

/** What isn't told by the simulation, unordered: `id` in the list and `lab_ms` among its columns. */
export const otherEvents = union(sources.filter(([n]) => n !== 2).map(([, sql]) => sql))

/** What the simulation tells, unordered. */
export const simulatedEvents = union(sources.filter(([n]) => n === 2).map(([, sql]) => sql))

/** Each source by its own key: over all of them no index would help. */
export const wantedEvents = `(${union(sources.map(([n, sql]) => `${sql} AND id IN (SELECT id / 8 FROM wanted WHERE id % 8 = ${n})`))}) e`

export const eventList: ListSpec = {
  kind: 'events',
  from: `(${union(sources.map(([, sql]) => sql))}) e`,
  fromWanted: wantedEvents,
  id: 'e.id',
  byClock: true,
  defaultSort: [
    { field: 'time', descending: true },
    { field: 'id', descending: true },
  ],
  columns: [
    col('name', t('Name'), 'text', 320, 'e.name'),
    col('severity', t('Severity'), 'severity', 130, 'e.severity'),
    col('time', t('Time'), 'instantLab', 160, 'e.lab_ms'),
    col('object', t('Affected object'), 'text', 200, 'e.object'),
    col('owner', t('Owner'), 'text', 140, 'e.owner'),
    col('errorCode', t('Error code'), 'text', 150, 'e.error_code'),
    col('wall', t('Time (wall)'), 'instantWall', 170, 'e.wall_ms', more),
    idColumn('e'),
  ],
  scopes: {},
  fields: [
    text('name', t('Name'), 'e.name'),
    choice('severity', t('Severity'), eventSeverities, 'e.severity'),
    duration('age', t('Age in lab time'), labAge('e.lab_ms')),
    text('object', t('Affected object'), 'e.object'),
    text('owner', t('Owner'), 'e.owner'),
    text('error', t('Error code'), 'e.error_code'),
    choice('source', t('Source'), ['job', 'server', 'replication'], 'e.source'),
  ],
}
