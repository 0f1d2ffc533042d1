import { createHash } from 'node:crypto'
import type { Verdict } from '../../domain/replication/actions.ts'
import type { LogEvent, Simulation } from '../../domain/replication/simulation.ts'
import type { ActionInfo, LabStore, Tx } from '../lab/lab-store.types.ts'
import { CheckpointKeeper, moved } from './checkpoint-keeper.ts'
import { clockBack, clockStands } from './clock-refusals.ts'
import { Inputs } from './inputs.ts'
import type { LabSimulationParts } from './lab-simulation.types.ts'
import { linesIn } from './live.ts'
import { Loaded } from './loaded.ts'
import { storedLineCount, storedLines } from './log-store.ts'
import { Projection } from './projection.ts'
import type { InputBody } from './simulation-store.ts'
import { TimeLine } from './time-line.ts'
import { UnshownLines } from './unshown-lines.ts'

const day = 86_400_000
/** What showing a change at once may cost, in ms; the rest follows in turns of the player. */
const showMs = 15

/** Where the clock stands is on the disk itself at least so often, in ms; a power cut loses no more of the play. */
const lastEveryMs = 1000

/**
 * The simulation of the open lab: loads it when it is first asked for, gives it every input in its order, and keeps what is needed to have it
 * again after a crash: inputs at once, where it stands at each `flush`, everything at a checkpoint.
 */
export class LabSimulation {
  readonly store: LabStore
  readonly projection: Projection
  readonly time: TimeLine
  readonly keeper: CheckpointKeeper
  readonly #parts: LabSimulationParts
  readonly #unshown: UnshownLines
  readonly #stopwatch: () => number
  readonly #loaded: Loaded
  readonly #inputs: Inputs
  #lastedMs = Number.NEGATIVE_INFINITY
  /** Asked to go on with `flush`, in turns of its own, when a change could not be shown at once. Without it each is shown whole before its call returns. */
  onBehind: (() => void) | null = null

  constructor(parts: LabSimulationParts) {
    this.#parts = parts
    this.store = parts.store
    this.projection = new Projection(parts.store)
    this.#stopwatch = parts.stopwatch ?? (() => performance.now())
    this.time = new TimeLine({ ...parts, stopwatch: this.#stopwatch })
    this.#loaded = new Loaded({ ...parts, time: this.time })
    this.#inputs = new Inputs(parts, this.#loaded)
    this.keeper = new CheckpointKeeper({ store: parts.store, stopwatch: this.#stopwatch, live: () => this.#loaded.current })
    this.#unshown = new UnshownLines(parts.store, this.time)
  }

  get actor(): string {
    return this.#parts.actor
  }

  /** Where the lab's time stands, played but not yet stored milliseconds included. */
  get nowMs(): number {
    return this.#loaded.current?.sim.now ?? this.time.lab().clock_ms
  }

  /** Null while nothing was ever protected. */
  get live(): Simulation | null {
    return this.#loaded.load()?.sim ?? null
  }

  get members(): ReadonlyMap<number, string> {
    return this.#loaded.load()?.members ?? new Map()
  }

  nameOf(itemId: number): string | undefined {
    return this.#loaded.load()?.members.get(itemId)
  }

  itemOf(name: string): number | undefined {
    return this.#loaded.current?.items.get(name)
  }

  /** Lines logged so far. */
  get lines(): number {
    const live = this.#loaded.load()
    return live === null ? storedLineCount(this.store.db, this.time.lab().branch) : linesIn(live)
  }

  /** sha256 over all lines of the present time line. */
  logHash(): string {
    const hash = createHash('sha256')
    for (const text of this.logText(0)) hash.update(text)
    return hash.digest('hex')
  }

  /** Lines from `from` on, in pieces of whole lines. */
  *logText(from: number): Generator<string> {
    const live = this.#loaded.load()
    yield* storedLines(this.store.db, this.time.stretches(), from)
    if (live !== null && live.tail.length > 0) yield live.tail.slice(Math.max(0, from - live.tailFrom)).join('')
  }

  /**
   * One user action as one job: `prepare` writes rows and says what the simulation is to do. What the lab's rows ask for besides (items that
   * joined, edited settings) goes first. Nothing is kept when anything throws.
   */
  act<T>(
    action: ActionInfo,
    prepare: (tx: Tx, sim: Simulation | null) => { ops?: InputBody['ops']; value: T },
  ): { value: T; jobId: number } {
    const live = this.#loaded.load()
    // What is written now bears the instant that the clock shows.
    if (live !== null && live.sim.now !== this.time.lab().clock_ms) this.flush(0)
    const outcome = this.#inputs.act(action, prepare)
    this.#show()
    return outcome
  }

  /** The same without a job of its own: the simulation's own jobs tell what happens. Returns its verdicts, one an action. */
  input(body: InputBody): Verdict[] {
    const verdicts = this.#inputs.input(body)
    this.#show()
    return verdicts
  }

  /**
   * Plays towards an instant and returns the one reached. Stores inputs that the lab's rows ask for before time moves. With `pauseWhen` it also
   * stops when that is true, and at midnights, so that other work can come in between; `keeper.due` tells when one should be made.
   */
  advance(toMs: number, stopWhen?: (event: LogEvent) => boolean, pauseWhen?: () => boolean, watch?: { points: boolean }): number {
    if (toMs < this.nowMs) throw clockBack()
    if (this.store.readOnly) throw clockStands(this.store)
    this.follow()
    const live = this.#loaded.current
    if (live === null) {
      // Nothing shows it but the clock, which tells its own way.
      this.store.quiet((db) => db.prepare('UPDATE lab SET clock_ms = ?').run(toMs))
      return toMs
    }
    try {
      // Midnights are where checkpoints stand.
      for (;;) {
        const until = Math.min(toMs, (Math.floor(live.sim.now / day) + 1) * day)
        const began = this.#stopwatch()
        const reached = live.sim.advance(until, stopWhen, pauseWhen, watch)
        live.workMs += this.#stopwatch() - began
        if (reached < until || reached >= toMs || pauseWhen !== undefined) return reached
        this.keeper.now()
      }
    } catch (error) {
      this.#loaded.drop()
      throw error
    }
  }

  /** Tells the simulation what changed in the lab meanwhile. */
  follow(): void {
    if (this.#inputs.behind) this.input({ ops: [] })
  }

  /** Makes a policy of the lab known to the simulation, so that items can change to it. */
  followPolicy(name: string): void {
    this.follow()
    const body = this.#inputs.policy(name)
    if (body !== null) this.input(body)
  }

  /**
   * Stores where the clock stands and shows what happened up to there. With a budget only as much of it is shown as fits into so many ms;
   * true when all is.
   */
  flush(budgetMs = Number.POSITIVE_INFINITY): boolean {
    const live = this.#loaded.current
    if (live === null || this.store.readOnly) return true
    const now = this.#stopwatch()
    const lasting = now - this.#lastedMs >= lastEveryMs || budgetMs === Number.POSITIVE_INFINITY
    if (lasting) this.#lastedMs = now
    return this.projection.write(
      {
        sim: live.sim,
        ended: live.ended,
        items: live.items,
        branch: this.time.lab().branch,
        lines: (from) => this.#unshown.from(live, from),
        total: linesIn(live),
      },
      { wallMs: this.#parts.wall(), actor: this.#parts.actor, budgetMs, stopwatch: this.#stopwatch, lasting },
    )
  }

  #show(): void {
    if (!this.flush(this.onBehind === null ? Number.POSITIVE_INFINITY : showMs)) this.onBehind?.()
  }

  /** The process that played last ended without a farewell: lists may tell less than the clock. */
  get cutOff(): boolean {
    if (this.store.readOnly) return false
    const { db } = this.store
    const { clock_ms, branch } = this.time.lab()
    const shown = db.prepare('SELECT shown_lines FROM simulation WHERE id = 1').pluck().get() as number | undefined
    if (shown === undefined) return false
    const whole = db
      .prepare('SELECT 1 FROM simulation_checkpoint WHERE branch_id = ? AND at_ms = ? AND lines = ?')
      .get(branch, clock_ms, shown)
    return whole === undefined
  }

  /** A simulation of this time line's past, apart from the live one: for looking only. Null where nothing was protected yet. */
  at(atMs: number, includeInstant = true): Simulation | null {
    return this.time.build(atMs, includeInstant ? atMs + 1 : atMs)?.sim ?? null
  }

  /** A branch at its end, for looking only; the present one is the live simulation itself. Null where nothing was protected. */
  endOf(branch: number): Simulation | null {
    return branch === this.time.lab().branch ? this.live : this.time.endOf(branch)
  }

  /** What going back to `toMs` needs: how many lines and which items remain, and how to enter the new branch once its rows stand. */
  past(toMs: number): { sim: Simulation | null; lines: number; items: number[]; enter: () => void } {
    const built = this.time.build(toMs, toMs)
    const lines = built === null ? 0 : linesIn(built)
    return {
      sim: built?.sim ?? null,
      lines,
      items: [...(built?.members.keys() ?? [])],
      enter: () => {
        this.#loaded.replace(built)
        this.#unshown.forget()
        this.projection.reset()
        this.#inputs.forget()
        // The lines between the checkpoint and the branching are stored with the branch that was left.
        if (built !== null) {
          built.tail.length = 0
          built.tailFrom = lines
          built.scenarioId = null
        }
        this.#show()
      },
    }
  }

  /** Stores everything; the next question loads again. */
  close(): void {
    const live = this.#loaded.current
    if (live !== null && !this.store.readOnly) {
      this.flush()
      if (moved(live)) this.keeper.now()
    }
    this.#loaded.drop()
  }

  /** Forgets what is in memory without storing it. */
  drop(): void {
    this.#loaded.drop()
    this.#unshown.forget()
  }
}
