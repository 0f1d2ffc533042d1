import type { LabSimulation } from './lab-simulation.ts'

const day = 86_400_000

/** Figures of the Overview, from the rows that the lists show. A drill counts as done when it was cleaned up (fact base 6.4). */
export const summaryOf = (simulation: LabSimulation) => {
  const { db } = simulation.store
  const items = db
    .prepare(
      `SELECT (SELECT count(*) FROM protected_item) AS items, coalesce(sum(r.health = 'normal'), 0) AS normal, coalesce(sum(r.health = 'warning'), 0) AS warning,
        coalesce(sum(r.health = 'critical'), 0) AS critical, coalesce(sum(r.health = 'not-applicable'), 0) + (SELECT count(*) FROM protected_item) - count(*) AS notApplicable,
        coalesce(sum(r.state IN ('M2', 'M3', 'M4')), 0) AS initialReplication, coalesce(sum(r.state IN ('M5', 'M9')), 0) AS protected,
        coalesce(sum(r.active_location = 'recovery'), 0) AS failedOver,
        coalesce(sum(r.state = 'M5' AND r.last_drill_ms IS NULL), 0) AS testsRecommended, coalesce(sum(r.last_drill_ms IS NOT NULL), 0) AS testsDone
       FROM replicated_item r`,
    )
    .get() as Record<
    | 'items'
    | 'normal'
    | 'warning'
    | 'critical'
    | 'notApplicable'
    | 'initialReplication'
    | 'protected'
    | 'failedOver'
    | 'testsRecommended'
    | 'testsDone',
    number
  >
  const since = simulation.nowMs - day
  const jobs = db
    .prepare(
      `SELECT coalesce(sum(j.status = 'running'), 0) AS jobsRunning, coalesce(sum(j.status = 'waiting'), 0) AS jobsWaiting,
        coalesce(sum(j.status = 'failed' AND j.started_lab_ms >= ?), 0) AS jobsFailedToday
       FROM job j JOIN replication_job r ON r.job_id = j.id WHERE r.gone = 0 AND j.status IN ('running', 'waiting', 'failed')`,
    )
    .get(since) as { jobsRunning: number; jobsWaiting: number; jobsFailedToday: number }
  const eventsToday = db.prepare('SELECT count(*) FROM replication_event WHERE gone = 0 AND at_ms >= ?').pluck().get(since) as number
  return { ...items, ...jobs, eventsToday }
}
