import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import type { ListKind } from '../../../preload/contract/inventory.ts'
import { groupBy } from '../../domain/group-by.ts'
import { whereClause } from '../inventory/list-reader.ts'
import { lists } from '../inventory/lists.ts'

/** What a number counts: a list and its filter, the very text that opens it. */
export interface Counted {
  kind: ListKind
  where: string
}

/** At 25,000 machines a pass with this many filters takes some 35 ms; between passes the engine answers others. */
const perQuery = 8

/**
 * How many rows each list has under its filter. Several figures of one list are counted in one pass over it. The inner LIMIT keeps
 * the pass apart from the sums, so that SQLite leaves out the joins that no filter needs. `db` is asked anew for each pass.
 * Rejects with AppError `filter-syntax`.
 */
export const countFigures = async (db: () => Database, figures: readonly Counted[]): Promise<number[]> => {
  const counts = new Map<Counted, number>()
  for (const [kind, ofKind] of groupBy(figures, (figure) => figure.kind))
    for (let from = 0; from < ofKind.length; from += perQuery) {
      const part = ofKind.slice(from, from + perQuery)
      for (const [index, count] of countKind(db(), kind, part).entries()) counts.set(part[index]!, count)
      await nextTurn()
    }
  return figures.map((figure) => counts.get(figure)!)
}

const countKind = (db: Database, kind: ListKind, figures: readonly Counted[]): number[] => {
  const spec = lists[kind]
  const conditions = figures.map(({ where }) => whereClause(spec, { kind: 'all' }, where))
  const columns = conditions.map(({ sql }, index) => `(${sql}) AS f${index}`)
  const sums = conditions.map((_, index) => `coalesce(sum(f${index}), 0)`)
  return db
    .prepare(`SELECT ${sums.join(', ')} FROM (SELECT ${columns.join(', ')} FROM ${spec.from} LIMIT -1)`)
    .raw()
    .get(...conditions.flatMap(({ params }) => params)) as number[]
}

/** Counts again only what may have changed: lists of the clock when it moves, all others when the lab does. */
export class FigureCache {
  readonly #kept = new Map<ListKind, { key: string; counts: ReadonlyMap<string, number> }>()

  async counts(db: () => Database, figures: readonly Counted[], now: { revision: number; clockMs: number }): Promise<number[]> {
    const found = new Map<Counted, number>()
    for (const [kind, ofKind] of groupBy(figures, (figure) => figure.kind)) {
      const wheres = [...new Set(ofKind.map(({ where }) => where))].sort()
      const key = JSON.stringify([now.revision, lists[kind].byClock ? now.clockMs : null, wheres])
      let kept = this.#kept.get(kind)
      if (kept?.key !== key) {
        const counts = await countFigures(
          db,
          wheres.map((where) => ({ kind, where })),
        )
        kept = { key, counts: new Map(wheres.map((where, index) => [where, counts[index]!])) }
        this.#kept.set(kind, kept)
      }
      for (const figure of ofKind) found.set(figure, kept.counts.get(figure.where)!)
    }
    return figures.map((figure) => found.get(figure)!)
  }
}
