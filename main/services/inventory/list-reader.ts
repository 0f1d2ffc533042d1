import type { Database } from 'better-sqlite3'
import type * as z from 'zod'
import { AppError } from '../../../preload/contract/errors.ts'
import type { Cell, ListKind, ListRow, listQuery } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import { inTurns } from '../lab/in-turns.ts'
import { type AgedFilter, agedFilter } from './event-age.ts'
import { countEvents } from './event-count.ts'
import { EventOrder } from './event-order.ts'
import { compileCondition } from './filter-sql.ts'
import type { ColumnSpec, ListSpec } from './list-spec.ts'
import { lists } from './lists.ts'

export type ParsedQuery = z.output<typeof listQuery>

/** One vector is 100 KB at 25,000 rows; the lists a person goes to and fro between. */
const keptVectors = 24
/** A filter of events keeps 12 bytes of each that passes. */
const keptEventFilters = 6

/**
 * Rows of a list by position. Filter and sort run once in SQL and leave a vector of ids; a window reads only its own
 * rows. Vectors are kept until the lab changes.
 */
export class ListReader {
  private readonly vectors = new Map<string, Int32Array>()
  private readonly events = new Map<string, EventOrder>()
  private seen = -1
  private readonly db: Database
  private readonly revision: () => number

  constructor(db: Database, revision: () => number) {
    this.db = db
    this.revision = revision
  }

  /** Ids in order. Throws `filter-syntax`, or `bad-request` for a column or scope that the list does not have. */
  ids(query: ParsedQuery): Int32Array {
    const revision = this.revision()
    if (revision !== this.seen) {
      this.vectors.clear()
      this.seen = revision
    }
    const clock = lists[query.kind].byClock && query.where !== '' ? this.db.prepare('SELECT clock_ms FROM lab').pluck().get() : null
    const key = JSON.stringify([query.kind, query.scope, query.where, query.sort, clock])
    const known = this.vectors.get(key)
    this.vectors.delete(key)
    const vector = known ?? this.read(query)
    this.vectors.set(key, vector)
    if (this.vectors.size > keptVectors) this.vectors.delete(this.vectors.keys().next().value!)
    return vector
  }

  private read(query: ParsedQuery): Int32Array {
    const spec = lists[query.kind]
    const order = this.eventOrder(query)
    const vector = order?.events.vector(this.db, order.between === null ? undefined : this.within(query.where, order.between))
    if (vector != null) return vector
    const where = whereClause(spec, query.scope, query.where)
    const sql = `SELECT ${spec.id} FROM ${spec.from} WHERE ${where.sql} ORDER BY ${orderBy(spec, query.sort)}`
    return Int32Array.from(
      this.db
        .prepare(sql)
        .pluck()
        .all(...where.params) as number[],
    )
  }

  /**
   * Looks at what a list of events has to look at, in turns with other work: a lab whose clock has played for weeks has many hundred thousand. Null
   * when there is nothing to wait for. Throws `filter-syntax`.
   */
  ready(query: ParsedQuery): Promise<unknown> | null {
    const order = this.eventOrder(query)
    if (order === null) return null
    const work = order.events.follow(this.db)
    // What came since the last look is mostly read at once.
    return work.next().done || work.next().done ? null : inTurns(work, () => new Promise((resolve) => setImmediate(resolve)))
  }

  /** Null for a list that is read in one go. */
  private eventOrder({ kind, scope, where, sort }: ParsedQuery): { events: EventOrder; between: AgedFilter['between'] } | null {
    const spec = lists[kind]
    if (kind !== 'events' || scope.kind !== 'all' || !isDefault(spec, sort)) return null
    // The whole first: an error tells its place in it.
    const whole = compileCondition(kind, where)
    const { rest, between } = agedFilter(where.trim())
    const filter = between === null ? whole : compileCondition(kind, rest)
    // What time makes older is not only added to.
    if (filter.sql.includes('clock_ms')) return null
    const events = this.events.get(rest) ?? new EventOrder(filter)
    this.events.delete(rest)
    this.events.set(rest, events)
    if (this.events.size > keptEventFilters) this.events.delete(this.events.keys().next().value as string)
    return { events, between }
  }

  private within(where: string, between: NonNullable<AgedFilter['between']>): Parameters<EventOrder['vector']>[1] {
    const nowMs = this.db.prepare('SELECT clock_ms FROM lab').pluck().get() as number
    return { ...between(nowMs), filter: compileCondition('events', where) }
  }

  /** Rows of the scope without a filter. */
  count(kind: ListKind, scope: ParsedQuery['scope']): number {
    if (kind === 'events' && scope.kind === 'all') return countEvents(this.db)
    const spec = lists[kind]
    const where = whereClause(spec, scope, '')
    return this.db
      .prepare(countSql(spec, where.sql))
      .pluck()
      .get(...where.params) as number
  }

  /** Rows of the given ids, in their order; ids that are gone are left out. */
  rows(kind: ListKind, ids: ArrayLike<number>): ListRow[] {
    const spec = lists[kind]
    if (ids.length === 0) return []
    const found = new Map<number, ListRow>()
    const columns = spec.columns.map((column) => `${column.sql} AS "${column.field}"`).join(', ')
    const sql = `WITH wanted(id) AS (SELECT value FROM json_each(?))
      SELECT ${spec.id} AS "#", ${columns} FROM ${spec.fromWanted ?? spec.from} WHERE ${spec.id} IN (SELECT id FROM wanted)`
    for (const row of this.db.prepare(sql).iterate(JSON.stringify(Array.from(ids))) as IterableIterator<Record<string, Cell>>) {
      const { '#': id, ...cells } = row
      found.set(id as number, { id: id as number, cells })
    }
    if (kind === 'vms') this.addJobStatus(found)
    return Array.from(ids).flatMap((id) => found.get(id) ?? [])
  }

  private addJobStatus(rows: ReadonlyMap<number, ListRow>): void {
    const sql = `SELECT target_id AS id, status, max(id) FROM job WHERE target_kind = 'vm' AND target_id IN (SELECT value FROM json_each(?)) GROUP BY target_id`
    for (const { id, status } of this.db.prepare(sql).all(JSON.stringify([...rows.keys()])) as { id: number; status: string }[])
      rows.get(id)!.cells.jobStatus = status
  }
}

/** The LIMIT keeps the inner query apart: SQLite then leaves out the joins that bear on no row, which a plain count(*) would all follow. */
export const countSql = (spec: ListSpec, where: string): string =>
  `SELECT count(*) FROM (SELECT ${spec.id} FROM ${spec.from} WHERE ${where} LIMIT -1)`

export const whereClause = (spec: ListSpec, scope: ParsedQuery['scope'], filter: string): { sql: string; params: (string | number)[] } => {
  const compiled = compileCondition(spec.kind, filter)
  if (scope.kind === 'all') return compiled
  const condition = spec.scopes[scope.kind]
  if (condition === undefined || scope.id === undefined)
    throw new AppError({
      code: 'bad-request',
      field: 'scope',
      message: t("A list of {kind} can't be limited to a {kind2}.", { kind: spec.kind, kind2: scope.kind }),
    })
  return { sql: `${condition} AND ${compiled.sql}`, params: [scope.id, ...compiled.params] }
}

export const columnOf = (spec: ListSpec, field: string): ColumnSpec => {
  const column = spec.columns.find((one) => one.field === field)
  if (!column)
    throw new AppError({
      code: 'bad-request',
      field: 'sort',
      message: t('A list of {kind} has no column "{field}".', { kind: spec.kind, field }),
    })
  return column
}

const isDefault = ({ defaultSort }: ListSpec, sort: ParsedQuery['sort']): boolean =>
  sort.length === 0 ||
  (sort.length === defaultSort.length &&
    sort.every(({ field, descending }, n) => field === defaultSort[n]?.field && descending === defaultSort[n]?.descending))

/** Missing values last in both directions; the id breaks every tie, so the order never changes by itself. */
const orderBy = (spec: ListSpec, sort: ParsedQuery['sort']): string => {
  const parts = (sort.length > 0 ? sort : spec.defaultSort).map(({ field, descending }) => {
    const column = columnOf(spec, field)
    if (!column.sortable)
      throw new AppError({
        code: 'bad-request',
        field: 'sort',
        message: t('The column "{label}" can\'t be sorted.', { label: column.label }),
      })
    return `(${column.sql}) COLLATE NOCASE ${descending ? 'DESC' : 'ASC'} NULLS LAST`
  })
  return [...parts, `${spec.id} ASC`].join(', ')
}
