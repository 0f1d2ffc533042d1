import type { Database } from 'better-sqlite3'
import { atOnce, type Turns } from '../lab/in-turns.ts'
import type { CompiledFilter } from './filter-sql.ts'
import { otherEvents, simulatedEvents } from './lists-events.ts'

/** An id in the list of events: `id * 8 + n` of the source. */
const listed = (id: number): number => id * 8 + 2

/** Rows of the log that are looked at before others have their turn: some ms. */
const atATime = 8192

/**
 * The order of the list of events, all or those that pass a filter which no time changes, newest first. A lab whose clock has played for weeks has many hundred thousand of them
 * and gets more all the time: those of the simulation come in the order of their time and are only added to; the few others are merged in.
 */
export class EventOrder {
  /** Events of the simulation, oldest first: row ids and lab times. */
  #ids = new Int32Array(1024)
  #times = new Float64Array(1024)
  #count = 0
  #branch = -1
  /** The last row that was looked at. */
  #scanned = 0
  readonly #filter: CompiledFilter

  constructor(filter: CompiledFilter = { sql: '1', params: [] }) {
    this.#filter = filter
  }

  /**
   * Null when the rows don't stand in the order of their time, as those of a lab that another program wrote may. `within`: of these only those between
   * two instants, and the same as a filter of the others.
   */
  vector(db: Database, within?: { fromMs: number; toMs: number; filter: CompiledFilter }): Int32Array | null {
    if (!atOnce(this.follow(db))) return null
    const { sql, params } = within?.filter ?? this.#filter
    const first = within === undefined ? 0 : this.#from(within.fromMs)
    const end = within === undefined ? this.#count : Math.max(first, this.#from(within.toMs + 1))
    const others = db
      .prepare(`SELECT e.id, e.lab_ms FROM (${otherEvents}) e WHERE ${sql} ORDER BY e.lab_ms DESC NULLS LAST, e.id DESC`)
      .raw()
      .all(...params) as [id: number, labMs: number | null][]
    const vector = new Int32Array(end - first + others.length)
    let at = 0
    let next = end - 1
    for (const [id, labMs] of others) {
      while (next >= first && this.#comesFirst(next, id, labMs)) vector[at++] = listed(this.#ids[next--] as number)
      vector[at++] = id
    }
    while (next >= first) vector[at++] = listed(this.#ids[next--] as number)
    return vector
  }

  /** Events of the simulation alone, oldest first, as far as `count`. Null as above. */
  simulated(db: Database): { ids: Int32Array; times: Float64Array; count: number } | null {
    return atOnce(this.follow(db)) ? { ids: this.#ids, times: this.#times, count: this.#count } : null
  }

  /** The first that happened at `ms` or later. */
  #from(ms: number): number {
    let [low, high] = [0, this.#count]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#times[middle] as number) < ms) low = middle + 1
      else high = middle
    }
    return low
  }

  #comesFirst(n: number, id: number, labMs: number | null): boolean {
    const time = this.#times[n] as number
    return labMs === null || time > labMs || (time === labMs && listed(this.#ids[n] as number) > id)
  }

  /** Looks at the rows that came since, so that `vector` has little left to do; false when they don't stand in the order of their time. */
  *follow(db: Database): Turns<boolean> {
    const { sql, params } = this.#filter
    const range = db
      .prepare(
        `SELECT e.source_id, e.lab_ms FROM (${simulatedEvents}) e WHERE e.source_id > ? AND e.source_id <= ? AND ${sql} ORDER BY e.source_id`,
      )
      .raw()
    for (;;) {
      // Going back in time opens a branch and takes events away.
      const branch = db.prepare('SELECT branch FROM lab').pluck().get() as number
      if (branch !== this.#branch) this.#begin(branch)
      const end = (db.prepare('SELECT max(id) FROM replication_event').pluck().get() as number | null) ?? 0
      if (this.#scanned >= end) return true
      const until = Math.min(end, this.#scanned + atATime)
      for (const [id, atMs] of range.all(this.#scanned, until, ...params) as [id: number, atMs: number][]) {
        if (this.#count > 0 && atMs < (this.#times[this.#count - 1] as number)) {
          this.#begin(-1)
          return false
        }
        if (this.#count === this.#ids.length) this.#grow()
        this.#ids[this.#count] = id
        this.#times[this.#count] = atMs
        this.#count += 1
      }
      this.#scanned = until
      yield
    }
  }

  #begin(branch: number): void {
    this.#branch = branch
    this.#count = 0
    this.#scanned = 0
  }

  #grow(): void {
    const [ids, times] = [this.#ids, this.#times]
    this.#ids = new Int32Array(ids.length * 2)
    this.#times = new Float64Array(times.length * 2)
    this.#ids.set(ids)
    this.#times.set(times)
  }
}
