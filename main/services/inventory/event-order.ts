import type { Database } from 'better-sqlite3'
import { otherEvents } from './lists-events.ts'

/** An id in the list of events: `id * 8 + n` of the source. */
const listed = (id: number): number => id * 8 + 2

/**
 * The order of the list of events without a filter, newest first. A lab whose clock has played for weeks has many hundred thousand of them
 * and gets more all the time: those of the simulation come in the order of their time and are only added to; the few others are merged in.
 */
export class EventOrder {
  /** Events of the simulation, oldest first: row ids and lab times. */
  #ids = new Int32Array(1024)
  #times = new Float64Array(1024)
  #count = 0
  #branch = -1

  /** Null when the rows don't stand in the order of their time, as those of a lab that another program wrote may. */
  vector(db: Database): Int32Array | null {
    if (!this.#follow(db)) return null
    const others = db.prepare(`SELECT e.id, e.lab_ms FROM (${otherEvents}) e ORDER BY e.lab_ms DESC NULLS LAST, e.id DESC`).raw().all() as [
      id: number,
      labMs: number | null,
    ][]
    const vector = new Int32Array(this.#count + others.length)
    let at = 0
    let next = this.#count - 1
    for (const [id, labMs] of others) {
      while (next >= 0 && this.#comesFirst(next, id, labMs)) vector[at++] = listed(this.#ids[next--] as number)
      vector[at++] = id
    }
    while (next >= 0) vector[at++] = listed(this.#ids[next--] as number)
    return vector
  }

  #comesFirst(n: number, id: number, labMs: number | null): boolean {
    const time = this.#times[n] as number
    return labMs === null || time > labMs || (time === labMs && listed(this.#ids[n] as number) > id)
  }

  #follow(db: Database): boolean {
    // Going back in time opens a branch and takes events away.
    const branch = db.prepare('SELECT branch FROM lab').pluck().get() as number
    if (branch !== this.#branch) this.#count = 0
    this.#branch = branch
    const last = this.#count === 0 ? 0 : (this.#ids[this.#count - 1] as number)
    const rows = db.prepare('SELECT id, at_ms FROM replication_event WHERE id > ? AND gone = 0 ORDER BY id').raw()
    for (const [id, atMs] of rows.iterate(last) as IterableIterator<[id: number, atMs: number]>) {
      if (this.#count > 0 && atMs < (this.#times[this.#count - 1] as number)) {
        this.#count = 0
        return false
      }
      if (this.#count === this.#ids.length) this.#grow()
      this.#ids[this.#count] = id
      this.#times[this.#count] = atMs
      this.#count += 1
    }
    return true
  }

  #grow(): void {
    const [ids, times] = [this.#ids, this.#times]
    this.#ids = new Int32Array(ids.length * 2)
    this.#times = new Float64Array(times.length * 2)
    this.#ids.set(ids)
    this.#times.set(times)
  }
}
