import type { Database } from 'better-sqlite3'
import type { LabMoment } from '../../../preload/contract/clock.ts'
import { EventOrder } from '../inventory/event-order.ts'
import { inTurns } from '../lab/in-turns.ts'
import { timeTables } from './rewind.ts'
import { lineage, type Stretch } from './simulation-store.ts'

type Kind = LabMoment['kind']

const marks = timeTables.map((table) => `'${table}'`).join(', ')
/** A job whose changes belong to simulated time, so that a rewind takes it back. Getting Started's own are settings. */
export const timed = `j.kind <> 'setup.finish' AND NOT EXISTS (SELECT 1 FROM replication_job r WHERE r.job_id = j.id)
  AND (j.kind LIKE 'replication.%' OR EXISTS (SELECT 1 FROM change_log l WHERE l.job_id = j.id AND l.table_name IN (${marks})))`

/** The present time line as conditions on jobs: which branch counts up to which instant. */
export const within = (stretches: readonly Stretch[]): string =>
  `(${stretches.map(({ branch, untilMs }) => `(j.branch = ${branch} AND j.started_lab_ms < ${untilMs})`).join(' OR ')})`

export const present = (db: Database): Stretch[] => lineage(db, db.prepare('SELECT branch FROM lab').pluck().get() as number)

const sources = (db: Database): Record<Kind, string> => ({
  action: `SELECT j.started_lab_ms AS atMs, 'action' AS kind, j.name AS text, j.target_name AS object, j.owner AS who, NULL AS severity, j.id AS n
    FROM job j WHERE ${within(present(db))} AND ${timed}`,
  job: `SELECT j.started_lab_ms AS atMs, 'job' AS kind, j.name AS text, r.vm_name AS object, j.owner AS who, NULL AS severity, j.id AS n
    FROM replication_job r JOIN job j ON j.id = r.job_id WHERE r.gone = 0`,
  event: `SELECT e.at_ms AS atMs, 'event' AS kind, e.message AS text, e.object AS object, NULL AS who, e.severity AS severity, e.id AS n
    FROM replication_event e WHERE e.gone = 0`,
})

const likely = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

export interface MomentQuery {
  filter: string
  kinds: readonly Kind[]
  offset: number
  limit: number
}
export interface MomentPage {
  total: number
  rows: LabMoment[]
}

const kindsOf = ({ kinds }: MomentQuery): Kind[] =>
  (['action', 'event', 'job'] as const).filter((kind) => kinds.length === 0 || kinds.includes(kind))

const filtered = (filter: string): { where: string; params: string[] } => {
  const text = filter.trim()
  return text === ''
    ? { where: '1', params: [] }
    : { where: "(text LIKE ? ESCAPE '\\' OR object LIKE ? ESCAPE '\\')", params: [likely(text), likely(text)] }
}

/** In one look, however many there are: for labs whose events don't stand in the order of their time. */
export const momentsBySql = (db: Database, query: MomentQuery): MomentPage => {
  const { where, params } = filtered(query.filter)
  const wanted = kindsOf(query).map((kind) => sources(db)[kind])
  const from = `FROM (${wanted.reduce((all, sql) => `${all} UNION ALL SELECT * FROM (${sql})`)}) WHERE ${where}`
  return {
    total: db
      .prepare(`SELECT count(*) ${from}`)
      .pluck()
      .get(...params) as number,
    rows: db
      .prepare(`SELECT atMs, kind, text, object, who, severity ${from} ORDER BY atMs DESC, n DESC, kind LIMIT ? OFFSET ?`)
      .all(...params, query.limit, query.offset) as LabMoment[],
  }
}

/** Row numbers of one kind with their instants, oldest first. */
interface Column {
  kind: Kind
  ids: ArrayLike<number>
  times: ArrayLike<number>
  count: number
}

/** Filters whose events are kept, 12 bytes of each that passes; '' is one of them. */
const keptFilters = 3

/**
 * What happened on the present branch, newest first: what people did, jobs as they began, events. A lab whose clock has played for weeks has more than a
 * million events: they are looked at once, in turns with other work, and what comes later joins them.
 */
export class MomentList {
  readonly #events = new Map<string, EventOrder>()

  read(db: Database, query: MomentQuery): MomentPage | Promise<MomentPage> {
    if (!kindsOf(query).includes('event')) return this.#page(db, query, null)
    const order = this.#orderOf(query.filter.trim())
    const work = order.follow(db)
    // What came since the last look is mostly read at once.
    if (work.next().done || work.next().done) return this.#page(db, query, order)
    return inTurns(work, () => new Promise((resolve) => setImmediate(resolve))).then(() => this.#page(db, query, order))
  }

  #orderOf(text: string): EventOrder {
    const { where, params } = filtered(text)
    const order = this.#events.get(text) ?? new EventOrder({ sql: where.replace('text', 'e.name').replace('object', 'e.object'), params })
    this.#events.delete(text)
    this.#events.set(text, order)
    if (this.#events.size > keptFilters) this.#events.delete(this.#events.keys().next().value as string)
    return order
  }

  #page(db: Database, query: MomentQuery, order: EventOrder | null): MomentPage {
    const events = order?.simulated(db)
    if (events === null) return momentsBySql(db, query)
    const columns = kindsOf(query).map((kind) =>
      kind === 'event' && events !== undefined ? { kind, ...events } : columnOf(db, kind, query.filter),
    )
    return { total: columns.reduce((sum, { count }) => sum + count, 0), rows: rowsOf(db, placesOf(columns, query)) }
  }
}

const columnOf = (db: Database, kind: Kind, filter: string): Column => {
  const { where, params } = filtered(filter)
  const rows = db
    .prepare(`SELECT n, atMs FROM (${sources(db)[kind]}) WHERE ${where} ORDER BY atMs, n`)
    .raw()
    .all(...params) as [n: number, atMs: number][]
  return { kind, ids: rows.map(([n]) => n), times: rows.map(([, atMs]) => atMs), count: rows.length }
}

interface Place {
  kind: Kind
  n: number
}

/** The rows of a page: the newest of all columns first; at one instant by number, then by kind, as the columns stand. */
const placesOf = (columns: readonly Column[], { offset, limit }: MomentQuery): Place[] => {
  const next = columns.map(({ count }) => count - 1)
  const places: Place[] = []
  for (let at = 0; at < offset + limit; at++) {
    let best = -1
    for (let c = 0; c < columns.length; c++) if ((next[c] as number) >= 0 && (best < 0 || later(columns, next, c, best))) best = c
    if (best < 0) break
    const { kind, ids } = columns[best] as Column
    if (at >= offset) places.push({ kind, n: ids[next[best] as number] as number })
    next[best] = (next[best] as number) - 1
  }
  return places
}

const later = (columns: readonly Column[], next: readonly number[], a: number, b: number): boolean => {
  const [one, other] = [columns[a] as Column, columns[b] as Column]
  const [i, j] = [next[a] as number, next[b] as number]
  const apart = (one.times[i] as number) - (other.times[j] as number)
  return apart > 0 || (apart === 0 && (one.ids[i] as number) > (other.ids[j] as number))
}

const rowsOf = (db: Database, places: readonly Place[]): LabMoment[] => {
  const found = new Map<string, LabMoment>()
  for (const kind of new Set(places.map((place) => place.kind))) {
    const wanted = JSON.stringify(places.filter((place) => place.kind === kind).map(({ n }) => n))
    const key = kind === 'event' ? 'e.id' : 'j.id'
    const sql = `${sources(db)[kind]} AND ${key} IN (SELECT value FROM json_each(?))`
    for (const { n, ...row } of db.prepare(sql).all(wanted) as (LabMoment & { n: number })[]) found.set(`${kind} ${n}`, row)
  }
  return places.flatMap(({ kind, n }) => found.get(`${kind} ${n}`) ?? [])
}
