import type { Database } from 'better-sqlite3'
import type { LogEvent, Simulation } from '../../domain/replication/simulation.ts'
import type { ItemView, JobView } from '../../domain/replication/views.ts'
import type { LabStore, Tx } from '../lab/lab-store.types.ts'
import { makingOf, showAzureVms } from './azure-vms.ts'
import { eventOf } from './event-texts.ts'
import { showItem } from './item-rows.ts'
import { JobRows } from './job-rows.ts'
import { refreshOpenJobs } from './job-standing.ts'
import { readEvents } from './log-reading.ts'
import { showPlanRuns } from './plan-run-rows.ts'
import { prepared } from './prepared.ts'

export interface Source {
  sim: Simulation
  /** Name in the simulation -> protected item. */
  items: Map<string, number>
  branch: number
  /** Some lines from this one on, at least one when there are any. */
  lines(from: number): readonly string[]
  total: number
  /** Jobs that ended since all lines were shown; empty again when they are. */
  ended: Map<string, JobView>
}

export interface WriteOptions {
  wallMs: number
  actor: string
  budgetMs: number
  stopwatch: () => number
  /** Waits until the disk has it. */
  lasting: boolean
}

/** Lines that one write shows at least, and items of a lab that is always shown whole. */
const atLeast = 256

const shownTables = ['lab', 'replicated_item', 'replication_event', 'plan_run', 'azure_vm']
const played: ReadonlySet<string> = new Set([...shownTables, 'job', 'change_log', 'replication_job'])

/** Whether a change of these tables is what the clock brings, and nothing that a person did. */
export const isPlayed = (tables: Iterable<string>): boolean => [...tables].every((table) => played.has(table))

/**
 * Brings the tables that lists read up to what the simulation says: jobs and events from the lines of its log, each line once; items from its
 * present state. Everything here can be worked out again, so it may lag behind the clock while that plays fast.
 */
export class Projection {
  readonly #store: LabStore
  /** Items whose row may be out of date, most urgent first. */
  #dirty = new Set<string>()
  /** Where the round over all items stands, and how many of it are still to come; a round is over when all were looked at since `#roundMs`. */
  #cursor = 0
  #left = 0
  #roundMs = -1
  /** The last job under way that was brought up to date. */
  #lastOpen = 0
  #written = new Map<number, string>()
  /** Items whose machine is being made in Azure, and since when. */
  #making = new Map<number, number>()
  /** Items that have machines in Azure; null = not yet looked up. */
  #inAzure: Set<number> | null = null

  constructor(store: LabStore) {
    this.#store = store
  }

  /** After the simulation was replaced by another. */
  reset(): void {
    this.#dirty.clear()
    this.#written.clear()
    this.#making.clear()
    this.#cursor = 0
    this.#roundMs = -1
    this.#lastOpen = 0
    this.#inAzure = null
  }

  /** One transaction. True when all lines and all items are shown. A few hundred lines and a small lab's items are, whatever the budget. */
  write(source: Source, { wallMs, actor, budgetMs, stopwatch, lasting }: WriteOptions): boolean {
    const { sim } = source
    const began = stopwatch()
    const until = began + budgetMs
    let linesDone = false
    try {
      const done = this.#store.shown(
        shownTables,
        (db, within) => {
          linesDone = this.#lines(source, db, within, { wallMs, actor, until: began + budgetMs / 2, stopwatch })
          db.prepare('UPDATE lab SET clock_ms = ?').run(sim.now)
          if (linesDone) this.#openJobs(db, sim, () => stopwatch() - began < budgetMs / 2)
          const itemsDone = this.#items(source, db, until, stopwatch)
          showPlanRuns(db, sim, { branch: source.branch, wallMs })
          return linesDone && itemsDone
        },
        lasting,
      )
      if (linesDone) source.ended.clear()
      return done
    } catch (error) {
      // What was written has been taken back: all of it counts as not shown.
      this.reset()
      throw error
    }
  }

  /** Jobs under way, some at least; where there is time, all of them. */
  #openJobs(db: Database, sim: Simulation, more: () => boolean): void {
    // A round that was under way is ended first.
    let rounds = this.#lastOpen === 0 ? 1 : 2
    do {
      this.#lastOpen = refreshOpenJobs(db, sim, this.#lastOpen)
      if (this.#lastOpen === 0) rounds -= 1
    } while (rounds > 0 && more())
  }

  #lines(
    source: Source,
    db: Database,
    within: (jobId: number, actor: string, labMs: number) => Tx,
    { wallMs, actor, until, stopwatch }: { wallMs: number; actor: string; until: number; stopwatch: () => number },
  ): boolean {
    let line = db.prepare('SELECT shown_lines FROM simulation').pluck().get() as number
    if (line >= source.total) return true
    const jobs = new JobRows(db, { branch: source.branch, wallMs, actor })
    const addEvent = prepared(
      db,
      'INSERT INTO replication_event (branch_id, line, at_ms, severity, protected_item_id, object, code, message) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    )
    const nameOf = prepared(db, 'SELECT v.name FROM protected_item p JOIN vm v ON v.id = p.vm_id WHERE p.id = ?').pluck()
    const titles = new Map<number, string | undefined>()
    const titleOf = (vm: string, item: number | undefined): string => {
      if (item === undefined) return vm
      if (!titles.has(item)) titles.set(item, nameOf.get(item) as string | undefined)
      return titles.get(item) ?? vm
    }
    const first = line
    const gone: { vm: string; item: number; atMs: number }[] = []
    for (const event of readEvents(linesFrom(source, line))) {
      if (event.vm !== undefined) this.#dirty.add(event.vm)
      const item = event.vm === undefined ? undefined : source.items.get(event.vm)
      if (event.e === 'plan' && event.s === 'start') jobs.planStarts(event, line)
      const job = event.e === 'job' ? event : finalizing(event)
      if (job !== null && job.vm !== undefined) jobs.take(job, { item: item ?? null, title: titleOf(job.vm, item), line })
      const told = eventOf(event.vm === undefined ? event : { ...event, vm: titleOf(event.vm, item) })
      if (told !== null) addEvent.run(source.branch, line, event.t, told.severity, item ?? null, told.object, told.code, told.message)
      if (event.e === 'state' && event.to === 'M0' && event.from === 'M17' && event.vm !== undefined && item !== undefined)
        gone.push({ vm: event.vm, item, atMs: event.t })
      line += 1
      if (line - first >= atLeast && line % 16 === 0 && stopwatch() > until) break
    }
    jobs.finish(source.sim, source.ended)
    for (const { vm, item, atMs } of gone) {
      forget(within(jobs.jobOf(vm, 'disable') ?? jobs.anyJob(), actor, atMs), item)
      source.items.delete(vm)
      this.#written.delete(item)
    }
    db.prepare('UPDATE simulation SET shown_lines = ?').run(line)
    return line >= source.total
  }

  #items({ sim, items }: Source, db: Database, until: number, stopwatch: () => number): boolean {
    const show = (name: string): void => {
      const item = items.get(name)
      const index = sim.indexOf(name)
      if (item === undefined || index === undefined) return
      const view = sim.item(index)
      const before = this.#written.get(item)
      const now = showItem(db, view, item, sim.now, before)
      const making = makingOf(view)?.sinceMs ?? null
      if (now === before && making === (this.#making.get(item) ?? null)) return
      this.#written.set(item, now)
      if (making === null) this.#making.delete(item)
      else this.#making.set(item, making)
      this.#azure(db, view, item)
    }
    let n = 0
    const over = (): boolean => ++n % 16 === 0 && items.size > atLeast && stopwatch() > until
    for (const name of this.#dirty) {
      show(name)
      this.#dirty.delete(name)
      if (over()) return false
    }
    // The others in turn: their newest point and backlog move with every cycle.
    const names = [...items.keys()]
    if (this.#roundMs !== sim.now || this.#left > names.length) this.#left = names.length
    this.#roundMs = sim.now
    while (this.#left > 0) {
      if (this.#cursor >= names.length) this.#cursor = 0
      show(names[this.#cursor++] ?? '')
      this.#left -= 1
      if (over()) return this.#left === 0
    }
    return true
  }

  /** Most items have nothing in Azure, and never had. */
  #azure(db: Database, view: ItemView, item: number): void {
    this.#inAzure ??= new Set(db.prepare('SELECT DISTINCT protected_item_id FROM azure_vm').pluck().all() as number[])
    const may = view.drill !== null || view.failover !== null
    if (!may && !this.#inAzure.has(item)) return
    showAzureVms(db, view, item)
    if (may) this.#inAzure.add(item)
    else this.#inAzure.delete(item)
  }
}

function* linesFrom(source: Source, from: number): Generator<string> {
  for (let line = from; line < source.total; ) {
    const some = source.lines(line)
    if (some.length === 0) return
    yield* some
    line += some.length
  }
}

/** Finalize protection has no line of its own: M4 is that job. */
const finalizing = (event: LogEvent): LogEvent | null => {
  if (event.e !== 'state' || (event.from !== 'M4' && event.to !== 'M4')) return null
  return { ...event, e: 'job', job: 'finalize', step: 'finalize', s: event.to === 'M4' ? 'start' : event.to === 'M5' ? 'end' : 'failed' }
}

/** A machine whose replication has been disabled is no protected item any more, and in no plan. */
const forget = (tx: Tx, item: number): void => {
  for (const table of ['recovery_plan_item', 'protected_item_adapter', 'protected_item_excluded_disk'])
    for (const id of tx.db.prepare(`SELECT id FROM ${table} WHERE protected_item_id = ?`).pluck().all(item) as number[])
      tx.remove(table, id)
  tx.db.prepare('DELETE FROM replicated_item WHERE protected_item_id = ?').run(item)
  if (tx.db.prepare('SELECT 1 FROM protected_item WHERE id = ?').get(item) !== undefined) tx.remove('protected_item', item)
}
