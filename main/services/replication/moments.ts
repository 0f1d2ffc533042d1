import type { LabMoment, LabNews, RewindPreview } from '../../../preload/contract/clock.ts'
import { t } from '../../../preload/contract/words.ts'
import type { StoredEntry } from '../lab/change-log.ts'
import type { Row } from '../lab/lab-store.types.ts'
import type { LabSimulation } from './lab-simulation.ts'
import { present, timed, within } from './moment-list.ts'
import { checkPast, entriesSince } from './rewind.ts'

/** As many as a dialog shows of anything. */
const shown = 200

const named = (names: readonly string[]): { total: number; names: string[] } => ({ total: names.length, names: names.slice(0, shown) })

/** What going back to an instant takes back, and what stays. Throws AppError `clock-forward`. */
export const previewRewind = (simulation: LabSimulation, toMs: number): RewindPreview => {
  checkPast(simulation, toMs)
  const { store, nowMs } = simulation
  const { db } = store
  const stretches = present(db)
  const entries = entriesSince(db, stretches, toMs)
  const first = firstOf(entries)
  const actions = `FROM job j WHERE ${within(stretches)} AND j.started_lab_ms >= ${toMs} AND ${timed}`
  const stays = `FROM job j WHERE ${within(stretches)} AND j.started_lab_ms >= ${toMs} AND NOT (${timed}) AND j.kind <> 'clock.rewind'
    AND NOT EXISTS (SELECT 1 FROM replication_job r WHERE r.job_id = j.id)`
  const rows = (sql: string): LabMoment[] =>
    db
      .prepare(
        `SELECT j.started_lab_ms AS atMs, 'action' AS kind, j.name AS text, j.target_name AS object, j.owner AS who, NULL AS severity
         ${sql} ORDER BY j.started_lab_ms DESC, j.id DESC LIMIT ${shown}`,
      )
      .all() as LabMoment[]
  const count = (sql: string, ...params: number[]): number =>
    db
      .prepare(sql)
      .pluck()
      .get(...params) as number
  const machine = db.prepare('SELECT name FROM vm WHERE id = ?').pluck()
  const vmOf = (row: Row | null): string => (machine.get(row?.vm_id ?? 0) as string | undefined) ?? t('A machine')
  const items = first.filter(({ table_name: table }) => table === 'protected_item')
  const plans = first.filter(({ table_name: table }) => table === 'recovery_plan')
  const changed = new Set(
    first
      .filter(({ table_name: table, op }) => (table === 'recovery_plan' && op === 'update') || table.startsWith('recovery_plan_'))
      .map(({ table_name: table, row_id: id, before, after }) =>
        table === 'recovery_plan' ? id : Number((rowOf(before) ?? rowOf(after))?.recovery_plan_id),
      ),
  )
  const touchedPlans = new Set(plans.filter(({ op }) => op !== 'update').map(({ row_id: id }) => id))
  const planName = db.prepare('SELECT name FROM recovery_plan WHERE id = ?').pluck()
  return {
    nowMs,
    toMs,
    actions: { total: count(`SELECT count(*) ${actions}`), rows: rows(actions) },
    itemsGone: named(items.filter(({ op, gone }) => op === 'insert' && !gone).map(({ after }) => vmOf(rowOf(after)))),
    itemsBack: named(items.filter(({ op, gone }) => op !== 'insert' && gone).map(({ before }) => vmOf(rowOf(before)))),
    plansGone: named(plans.filter(({ op, gone }) => op === 'insert' && !gone).map(({ after }) => String(rowOf(after)?.name ?? ''))),
    plansBack: named(plans.filter(({ op, gone }) => op !== 'insert' && gone).map(({ before }) => String(rowOf(before)?.name ?? ''))),
    plansChanged: named([...changed].filter((id) => !touchedPlans.has(id)).flatMap((id) => (planName.get(id) as string | undefined) ?? [])),
    notes: first.filter(({ table_name: table, op }) => table === 'drill_note' && op === 'insert').length,
    jobs: count('SELECT count(*) FROM replication_job r JOIN job j ON j.id = r.job_id WHERE r.gone = 0 AND j.started_lab_ms >= ?', toMs),
    events: count('SELECT count(*) FROM replication_event WHERE gone = 0 AND at_ms >= ?', toMs),
    planRuns: count('SELECT count(*) FROM plan_run WHERE gone = 0 AND started_ms >= ?', toMs),
    stays: { total: count(`SELECT count(*) ${stays}`), rows: rows(stays) },
    fromMs: simulation.time.checkpoints(nowMs).find(({ atMs }) => atMs <= toMs)?.atMs ?? null,
  }
}

type Net = StoredEntry & {
  /** The row is not there any more now. */
  gone: boolean
}

/** The oldest entry of each row: what the rewind takes it back to. Entries come newest first. */
const firstOf = (entries: readonly StoredEntry[]): Net[] => {
  const rows = new Map<string, Net>()
  for (const entry of entries) {
    const key = `${entry.table_name} ${entry.row_id}`
    const newer = rows.get(key)
    rows.set(key, { ...entry, gone: newer === undefined ? entry.op === 'delete' : newer.gone })
  }
  return [...rows.values()]
}

const rowOf = (text: string | null): Row | null => (text === null ? null : (JSON.parse(text) as Row))

/** Critical events after a known one, newest first; as many as a bell can tell. */
export const newsOf = ({ store }: LabSimulation, after: number | null): LabNews => {
  const { db } = store
  const last = (db.prepare('SELECT max(id) FROM replication_event').pluck().get() as number | null) ?? 0
  if (after === null) return { last, total: 0, events: [] }
  const from = "FROM replication_event WHERE id > ? AND gone = 0 AND severity = 'critical'"
  return {
    last,
    total: db.prepare(`SELECT count(*) ${from}`).pluck().get(after) as number,
    events: db
      .prepare(`SELECT at_ms AS atMs, message, protected_item_id AS item ${from} ORDER BY id DESC LIMIT 10`)
      .all(after) as LabNews['events'],
  }
}
