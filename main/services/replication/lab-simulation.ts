import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import type { Verdict } from '../../domain/replication/actions.ts'
import type { Scenario, Vm } from '../../domain/replication/scenario.ts'
import type { Listener, LogEvent, Saved, Simulation } from '../../domain/replication/simulation.ts'
import type { ActionInfo, LabStore, Tx } from '../lab/lab-store.types.ts'
import { AzureDesk } from './azure-refusals.ts'
import { Projection } from './projection.ts'
import { inputTables, reconcile } from './reconcile.ts'
import { emptyScenario, policiesOf } from './scenario-builder.ts'
import {
  addCheckpoint,
  addInput,
  checkpointAt,
  type InputBody,
  inputsOf,
  lineage,
  loadCheckpoint,
  machinesOf,
  type Packed,
  packAside,
  packNow,
  type Stretch,
  storedLines,
  thinCheckpoints,
} from './simulation-store.ts'

/** The domain's two ways to a simulation; given from outside, so that tests can bring their own. */
export interface SimulationMaker {
  create(scenario: Scenario, listener: Listener): Simulation
  restore(saved: Saved, vms: readonly Vm[], listener: Listener): Simulation
}

export interface LabSimulationParts {
  store: LabStore
  maker: SimulationMaker
  actor: string
  wall: () => number
  /** Milliseconds that only ever rise, to measure work. */
  stopwatch?: () => number
}

const sha256: Listener['sha256'] = () => {
  const hash = createHash('sha256')
  return { update: (text) => void hash.update(text), digest: () => hash.digest('hex') }
}

const minute = 60_000
const day = 86_400_000
/** Work after which a checkpoint is due, in ms: what must be played again when the clock goes back to any instant. */
const checkpointWorkMs = 600
/** Making checkpoints takes no more than such a part of the play: 1 / 8. */
const checkpointShare = 8
/** What showing a change at once may cost, in ms; the rest follows in turns of the player. */
const showMs = 15

/** Where the clock stands is on the disk itself at least so often, in ms; a power cut loses no more of the play. */
const lastEveryMs = 1000

interface Live {
  sim: Simulation
  /** Protected item -> name in the simulation, and back. */
  members: Map<number, string>
  items: Map<string, number>
  inputs: number
  /** Lines since the last checkpoint; the first of them is line `tailFrom`. */
  tail: string[]
  tailFrom: number
  scenarioId: number | null
  /** Where the last checkpoint was taken, and where that stands which is stored. */
  checkpointMs: number
  storedMs: number
  /** Inputs that the last checkpoint holds; -1 = there is none. */
  checkpointInputs: number
  workMs: number
}

/** A state that was taken as a checkpoint and is not yet stored. */
interface Taken {
  live: Live
  saved: Saved
  branch: number
  inputs: number
  lines: number
  /** Lines that belong to it. */
  tail: number
  scenarioId: number | null
  workMs: number
  costMs: number
  packed: Packed | null
}

/**
 * The simulation of the open lab: loads it when it is first asked for, gives it every input in its order, and keeps what is needed to have it
 * again after a crash: inputs at once, where it stands at each `flush`, everything at a checkpoint.
 */
export class LabSimulation {
  readonly store: LabStore
  readonly projection: Projection
  readonly #parts: LabSimulationParts
  readonly #stopwatch: () => number
  #live: Live | null = null
  #unreconciled = true
  #noTime = false
  #told = false
  #checkpointCostMs = 0
  #lastedMs = Number.NEGATIVE_INFINITY
  #taken: Taken | null = null
  #chunk: { first: number; lines: string[] } | null = null
  /** Asked to go on with `flush`, in turns of its own, when a change could not be shown at once. Without it each is shown whole before its call returns. */
  onBehind: (() => void) | null = null

  constructor(parts: LabSimulationParts) {
    this.#parts = parts
    this.store = parts.store
    this.projection = new Projection(parts.store)
    this.#stopwatch = parts.stopwatch ?? (() => performance.now())
    parts.store.onCommitted(({ tables }) => {
      for (const table of tables) if (inputTables.has(table)) this.#unreconciled = true
    })
  }

  /** Where the lab's time stands, played but not yet stored milliseconds included. */
  get nowMs(): number {
    return this.#live?.sim.now ?? this.#lab().clock_ms
  }

  /** Null while nothing was ever protected. */
  get live(): Simulation | null {
    return this.#load()?.sim ?? null
  }

  get members(): ReadonlyMap<number, string> {
    return this.#load()?.members ?? new Map()
  }

  nameOf(itemId: number): string | undefined {
    return this.#load()?.members.get(itemId)
  }

  itemOf(name: string): number | undefined {
    return this.#live?.items.get(name)
  }

  /** Lines logged so far. */
  get lines(): number {
    const live = this.#load()
    return live === null ? this.#storedLineCount() : live.tailFrom + live.tail.length
  }

  /** sha256 over all lines of the present time line. */
  logHash(): string {
    const hash = createHash('sha256')
    for (const text of this.logText(0)) hash.update(text)
    return hash.digest('hex')
  }

  /** Lines from `from` on, in pieces of whole lines. */
  *logText(from: number): Generator<string> {
    const live = this.#load()
    yield* storedLines(this.store.db, this.#stretches(), from)
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
    const live = this.#load()
    // What is written now bears the instant that the clock shows.
    if (live !== null && live.sim.now !== this.#lab().clock_ms) this.flush(0)
    const outcome = this.#whole(() =>
      this.store.apply(action, (tx) => {
        const { ops = [], value } = prepare(tx, this.#live?.sim ?? null)
        this.#follow(tx.db, tx.jobId)
        this.#input(tx.db, { ops }, tx.jobId, action.actor)
        return value
      }),
    )
    this.#unreconciled = false
    this.#show()
    return outcome
  }

  /** The same without a job of its own: the simulation's own jobs tell what happens. Returns its verdicts, one an action. */
  input(body: InputBody): Verdict[] {
    this.#load()
    const verdicts = this.#whole(() =>
      this.store.shown(['replicated_item', 'job'], (db) => {
        this.#follow(db, null)
        return this.#input(db, body, null, this.#parts.actor)
      }),
    )
    this.#unreconciled = false
    this.#show()
    return verdicts
  }

  /**
   * Plays towards an instant and returns the one reached. Stores inputs that the lab's rows ask for before time moves. With `pauseWhen` it also
   * stops when that is true, and at midnights, so that other work can come in between; `checkpointDue` tells when one should be made.
   */
  advance(toMs: number, stopWhen?: (event: LogEvent) => boolean, pauseWhen?: () => boolean, watch?: { points: boolean }): number {
    if (toMs < this.nowMs) throw back()
    this.#writable()
    this.follow()
    const live = this.#live
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
        this.checkpoint()
      }
    } catch (error) {
      this.#live = null
      throw error
    }
  }

  /** Tells the simulation what changed in the lab meanwhile. */
  follow(): void {
    this.#load()
    if (!this.#unreconciled || this.store.readOnly) return
    const members = this.#live?.members ?? new Map<number, string>()
    if (this.#live === null && this.store.db.prepare('SELECT 1 FROM protected_item').get() === undefined) return
    const wanted = this.#live === null ? null : reconcile(this.store.db, this.#live.sim, members)
    if (wanted === null || wanted.ops.length > 0) this.input({ ops: [] })
    this.#unreconciled = false
  }

  /** Sets the lab's seed. Throws AppError `seed-fixed` once time has passed under another one. */
  seed(seed: number): void {
    const { db } = this.store
    const lab = db.prepare('SELECT seed FROM lab').pluck().get() as number
    const row = db.prepare('SELECT scenario FROM simulation WHERE id = 1').get() as { scenario: string } | undefined
    const live = this.#load()
    const scenario = row === undefined ? null : (JSON.parse(row.scenario) as Scenario)
    if (lab === seed && (live === null || scenario?.seed === seed)) return
    const first = inputsOf(db, this.#stretches())[0]?.atMs
    if (live !== null && scenario?.seed !== seed && first !== undefined && live.sim.now > first)
      throw new AppError({
        code: 'seed-fixed',
        message: t('Time has passed in this lab under the seed {seed}. Nothing was changed.', { seed: scenario?.seed ?? lab }),
        remedy: t('Use a new lab, or rewind to the beginning.'),
        field: 'seed',
      })
    this.store.apply(
      {
        kind: 'lab.seed',
        name: t('Set the seed to {seed}', { seed }),
        actor: this.#parts.actor,
        target: { kind: 'lab', id: 1, name: t('Seed') },
      },
      (tx) => {
        tx.update('lab', 1, { seed })
        if (scenario === null) return
        tx.db.prepare('UPDATE simulation SET seed = ?, scenario = ?').run(seed, JSON.stringify({ ...scenario, seed }))
        const branch = this.#branchIn(tx.db)
        for (const table of ['simulation_checkpoint', 'simulation_log'])
          tx.db.prepare(`DELETE FROM ${table} WHERE branch_id = ?`).run(branch)
      },
    )
    // Nothing has been drawn before time passes: the lines so far are the same.
    this.drop()
  }

  /** Makes a policy of the lab known to the simulation, so that items can change to it. */
  followPolicy(name: string): void {
    this.follow()
    const sim = this.#live?.sim
    if (sim === undefined || sim.scenario.policies.some((policy) => policy.name === name)) return
    const policy = [...policiesOf(this.store.db).values()].find((each) => each.name === name)
    if (policy !== undefined) this.input({ ops: [{ extend: { policies: [policy] } }] })
  }

  /**
   * Stores where the clock stands and shows what happened up to there. With a budget only as much of it is shown as fits into so many ms;
   * true when all is.
   */
  flush(budgetMs = Number.POSITIVE_INFINITY): boolean {
    const live = this.#live
    if (live === null || this.store.readOnly) return true
    const now = this.#stopwatch()
    const lasting = now - this.#lastedMs >= lastEveryMs || budgetMs === Number.POSITIVE_INFINITY
    if (lasting) this.#lastedMs = now
    return this.projection.write(
      {
        sim: live.sim,
        items: live.items,
        branch: this.#lab().branch,
        lines: (from) => this.#pending(live, from),
        total: live.tailFrom + live.tail.length,
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
    const { clock_ms, branch } = this.#lab()
    const shown = db.prepare('SELECT shown_lines FROM simulation WHERE id = 1').pluck().get() as number | undefined
    if (shown === undefined) return false
    const whole = db
      .prepare('SELECT 1 FROM simulation_checkpoint WHERE branch_id = ? AND at_ms = ? AND lines = ?')
      .get(branch, clock_ms, shown)
    return whole === undefined
  }

  get checkpointDue(): boolean {
    const live = this.#live
    if (live === null) return false
    const work = Math.max(checkpointWorkMs, this.#checkpointCostMs * checkpointShare)
    return live.workMs > work || Math.floor(live.sim.now / day) > Math.floor(live.checkpointMs / day)
  }

  /** Stores the whole state, so that a crash or a step back starts from here. */
  checkpoint(): void {
    const taken = this.#take()
    if (taken !== null) this.#storeCheckpoint(taken, packNow(taken.saved, taken.scenarioId, taken.live.tail))
  }

  /**
   * The same with the packing on another thread, for a clock that plays: the state is taken now and stored by `keepCheckpoint`. One that is
   * overtaken by another, by a rewind or by the end of the lab comes to nothing.
   */
  checkpointAside(): void {
    const taken = this.#take()
    if (taken === null) return
    this.#taken = taken
    packAside(taken.saved, taken.scenarioId, taken.live.tail).then(
      (packed) => {
        taken.packed = packed
      },
      () => {
        // Not packed aside, it is packed here.
        if (this.#taken === taken) taken.packed = packNow(taken.saved, taken.scenarioId, taken.live.tail.slice(0, taken.tail))
      },
    )
  }

  /** A checkpoint is being packed aside; it may be stored once `packed`. */
  get underWay(): 'packing' | 'packed' | null {
    const taken = this.#taken
    if (taken === null || taken.live !== this.#live) return null
    return taken.packed === null ? 'packing' : 'packed'
  }

  /** Stores what `checkpointAside` has packed. */
  keepCheckpoint(): void {
    const taken = this.#taken
    if (taken !== null && taken.live === this.#live && taken.packed !== null) this.#storeCheckpoint(taken, taken.packed)
  }

  #take(): Taken | null {
    const live = this.#live
    if (live === null || this.store.readOnly) return null
    const began = this.#stopwatch()
    // What is still packed holds less than this one.
    if (this.#taken?.live === live) live.workMs += this.#taken.workMs
    this.#taken = null
    const saved = live.sim.save()
    const taken = {
      live,
      saved,
      branch: this.#lab().branch,
      inputs: live.inputs,
      lines: live.tailFrom + live.tail.length,
      tail: live.tail.length,
      scenarioId: live.scenarioId,
      workMs: live.workMs,
      costMs: this.#stopwatch() - began,
      packed: null,
    }
    live.workMs = 0
    live.checkpointMs = saved.at
    return taken
  }

  #storeCheckpoint(taken: Taken, packed: Packed): void {
    const { live, saved, branch, inputs, lines, tail } = taken
    const began = this.#stopwatch()
    this.#taken = null
    const scenarioId = this.store.quiet((db) => {
      // Inputs may have come since it was taken.
      db.prepare('UPDATE lab SET clock_ms = max(clock_ms, ?)').run(saved.at)
      const scenario = addCheckpoint(db, packed, { ...taken, atMs: saved.at })
      thinCheckpoints(db, branch)
      return scenario
    })
    if (live.inputs === inputs) live.scenarioId = scenarioId
    // What is not yet shown is read from the stored log when its turn comes.
    live.tail.splice(0, tail)
    live.tailFrom = lines
    live.storedMs = saved.at
    live.checkpointInputs = inputs
    this.#checkpointCostMs = taken.costMs + this.#stopwatch() - began
  }

  /** Instants of the present branch that are stored whole, newest first. */
  checkpoints(): { atMs: number; bytes: number }[] {
    const read = this.store.db.prepare(
      'SELECT at_ms AS atMs, length(state) AS bytes FROM simulation_checkpoint WHERE branch_id = ? AND at_ms <= ? ORDER BY at_ms DESC, id DESC',
    )
    const rows = this.#stretches()
      .reverse()
      .flatMap(({ branch, untilMs }) => read.all(branch, Math.min(untilMs, this.nowMs)) as { atMs: number; bytes: number }[])
    return rows.filter((row, n) => row.atMs !== rows[n - 1]?.atMs)
  }

  /** A simulation of this time line's past, apart from the live one: for looking only. Null where nothing was protected yet. */
  at(atMs: number, includeInstant = true): Simulation | null {
    return this.#build(atMs, includeInstant ? atMs + 1 : atMs)?.sim ?? null
  }

  /**
   * A stretch of this time line once more, apart from the live simulation, leg by leg: whoever asks takes `sim` to `toMs` before asking for the
   * next leg, in as many turns as wanted; inputs come in between. Legs that lead from a checkpoint up to `fromMs` don't count. There is none
   * where nothing was protected at `fromMs` yet.
   */
  *replay(fromMs: number, untilMs: number): Generator<{ sim: Simulation; toMs: number; counts: boolean }> {
    const startMs = this.checkpoints().find(({ atMs }) => atMs <= fromMs)?.atMs ?? fromMs
    const built = this.#build(startMs, startMs + 1)
    if (built === null) return
    const { sim } = built
    for (const input of inputsOf(this.store.db, this.#stretches(), untilMs + 1).slice(built.inputs)) {
      if (sim.now < fromMs && input.atMs > fromMs) yield { sim, toMs: fromMs, counts: false }
      if (input.atMs > sim.now) yield { sim, toMs: input.atMs, counts: sim.now >= fromMs }
      perform(sim, input)
    }
    if (sim.now < fromMs) yield { sim, toMs: fromMs, counts: false }
    yield { sim, toMs: untilMs, counts: true }
  }

  /** A branch at its end, for looking only; the present one is the live simulation itself. Null where nothing was protected. */
  endOf(branch: number): Simulation | null {
    if (branch === this.#lab().branch) return this.live
    const leftMs = this.store.db.prepare('SELECT left_ms FROM branch WHERE id = ?').pluck().get(branch) as number | null
    if (leftMs === null) return null
    return this.#build(leftMs, Number.MAX_SAFE_INTEGER, lineage(this.store.db, branch))?.sim ?? null
  }

  /** What going back to `toMs` needs: how many lines and which items remain, and how to enter the new branch once its rows stand. */
  past(toMs: number): { lines: number; items: number[]; enter: () => void } {
    const built = this.#build(toMs, toMs)
    const lines = built === null ? 0 : built.tailFrom + built.tail.length
    return {
      lines,
      items: [...(built?.members.keys() ?? [])],
      enter: () => {
        this.#live = built
        this.#chunk = null
        this.projection.reset()
        this.#noTime = built === null
        this.#unreconciled = true
        // The lines between the checkpoint and the branching are stored with the branch that was left.
        if (built !== null) {
          built.tail = []
          built.tailFrom = lines
          built.scenarioId = null
        }
        this.#show()
      },
    }
  }

  /** Stores everything; the next question loads again. */
  close(): void {
    const live = this.#live
    if (live !== null && !this.store.readOnly) {
      this.flush()
      const moved = live.sim.now !== live.storedMs || live.inputs !== live.checkpointInputs || live.tail.length > 0
      if (moved) this.checkpoint()
    }
    this.#live = null
  }

  /** Forgets what is in memory without storing it. */
  drop(): void {
    this.#live = null
    this.#chunk = null
    this.#noTime = false
  }

  #lab(): { clock_ms: number; branch: number } {
    return this.store.db.prepare('SELECT clock_ms, branch FROM lab').get() as { clock_ms: number; branch: number }
  }

  #stretches(): Stretch[] {
    return lineage(this.store.db, this.#lab().branch)
  }

  #storedLineCount(): number {
    const { branch } = this.#lab()
    const own = this.store.db.prepare('SELECT max(first_line + lines) FROM simulation_log WHERE branch_id = ?').pluck().get(branch) as
      | number
      | null
    return own ?? (this.store.db.prepare('SELECT from_lines FROM branch WHERE id = ?').pluck().get(branch) as number | undefined) ?? 0
  }

  #writable(): void {
    if (!this.store.readOnly) return
    throw new AppError({
      code: 'lab-read-only',
      message: t('The clock stands still. {readOnlyReason}', {
        readOnlyReason: this.store.readOnlyReason ?? t('The lab is open for reading only.'),
      }),
      remedy: t('Save a copy in a folder where you can write.'),
    })
  }

  #load(): Live | null {
    if (this.#live !== null || this.#noTime) return this.#live
    this.#live = this.#build(this.#lab().clock_ms, Number.MAX_SAFE_INTEGER)
    this.#noTime = this.#live === null
    if (this.#live !== null) this.#dropStored(this.#live)
    return this.#live
  }

  /** Lines up to the branching are stored with the branch that was left, others when it was about to be left. */
  #dropStored(live: Live): void {
    const stored = this.#storedLineCount()
    if (live.tailFrom >= stored) return
    live.tail.splice(0, stored - live.tailFrom)
    live.tailFrom = stored
  }

  /** From the newest checkpoint that fits, with the inputs before `inputsBefore`. */
  #build(atMs: number, inputsBefore: number, stretches = this.#stretches()): Live | null {
    const { db } = this.store
    const row = db.prepare('SELECT started_ms, scenario FROM simulation WHERE id = 1').get() as
      | { started_ms: number; scenario: string }
      | undefined
    if (row === undefined || atMs < row.started_ms) return null
    const inputs = inputsOf(db, stretches, inputsBefore)
    if (inputs.length === 0) return null
    const live: Live = {
      sim: null as unknown as Simulation,
      members: new Map(),
      items: new Map(),
      inputs: inputs.length,
      tail: [],
      tailFrom: 0,
      scenarioId: null,
      checkpointMs: row.started_ms,
      storedMs: row.started_ms,
      checkpointInputs: -1,
      workMs: 0,
    }
    const listener = listenerOf(live)
    const found = checkpointAt(db, stretches, atMs, inputs)
    if (found === undefined) live.sim = this.#parts.maker.create(JSON.parse(row.scenario) as Scenario, listener)
    else {
      live.sim = this.#parts.maker.restore(loadCheckpoint(db, found), machinesOf(inputs.slice(0, found.inputs)), listener)
      live.tailFrom = found.lines
      live.checkpointMs = found.at_ms
      live.storedMs = found.at_ms
      live.checkpointInputs = found.inputs
      if (found.inputs === inputs.length) live.scenarioId = found.scenario_id
    }
    const began = this.#stopwatch()
    inputs.forEach((input, index) => {
      join(live, input)
      if (index < (found?.inputs ?? 0)) return
      live.sim.advance(input.atMs)
      perform(live.sim, input)
    })
    live.sim.advance(atMs)
    live.workMs = this.#stopwatch() - began
    return live
  }

  /** Lines to show from `from` on: those of one stored chunk, unpacked once for all the writes that it takes, or what is not yet stored. */
  #pending(live: Live, from: number): readonly string[] {
    if (from >= live.tailFrom) return live.tail.slice(from - live.tailFrom)
    let chunk = this.#chunk
    if (chunk === null || from < chunk.first || from >= chunk.first + chunk.lines.length) {
      const [text = ''] = storedLines(this.store.db, this.#stretches(), from)
      chunk = { first: from, lines: [...linesOf([text])] }
      this.#chunk = chunk
    }
    return chunk.lines.slice(from - chunk.first)
  }

  /** Inside a transaction: inputs that the lab's rows ask for. */
  #follow(db: Database, jobId: number | null): void {
    const any = db.prepare('SELECT 1 FROM protected_item').get() !== undefined
    if (this.#live === null && !any) return
    const live = this.#live ?? this.#begin(db)
    const body = reconcile(db, live.sim, live.members)
    if (body.ops.length > 0) this.#input(db, body, jobId, this.#parts.actor)
  }

  #input(db: Database, asked: InputBody, jobId: number | null, actor: string): Verdict[] {
    if (asked.ops.length === 0) return []
    const live = this.#live
    if (live === null) throw new Error('Nothing is protected')
    const body = new AzureDesk(db, live.sim, (vm) => live.items.get(vm)).answer(asked)
    addInput(db, { branch: this.#branchIn(db), atMs: live.sim.now, jobId, wallMs: this.#parts.wall(), actor, body })
    db.prepare('UPDATE lab SET clock_ms = ?').run(live.sim.now)
    this.#told = true
    live.inputs += 1
    live.scenarioId = null
    join(live, body)
    return perform(live.sim, body)
  }

  /** The simulation can't be taken back with the transaction: when that fails after it was told, it is loaded anew. */
  #whole<T>(work: () => T): T {
    const before = this.#live
    this.#told = false
    try {
      return work()
    } catch (error) {
      if (this.#told || before === null) {
        this.#live = null
        this.#noTime = false
      }
      throw error
    }
  }

  #branchIn(db: Database): number {
    return db.prepare('SELECT branch FROM lab').pluck().get() as number
  }

  /** Time begins to count with the first item. */
  #begin(db: Database): Live {
    const lab = db.prepare('SELECT clock_ms, seed, branch FROM lab').get() as { clock_ms: number; seed: number; branch: number }
    const startMs = Math.floor(lab.clock_ms / minute) * minute
    const known = db.prepare('SELECT scenario FROM simulation WHERE id = 1').pluck().get() as string | undefined
    const fresh = emptyScenario(db, startMs, lab.seed)
    if (known === undefined)
      db.prepare('INSERT INTO simulation (id, started_ms, seed, scenario, shown_lines) VALUES (1, ?, ?, ?, 0)').run(
        startMs,
        lab.seed,
        JSON.stringify(fresh),
      )
    else
      db.prepare('UPDATE simulation SET started_ms = ?, seed = ?, scenario = ?, shown_lines = 0').run(
        startMs,
        lab.seed,
        JSON.stringify(fresh),
      )
    const live: Live = {
      sim: null as unknown as Simulation,
      members: new Map(),
      items: new Map(),
      inputs: 0,
      tail: [],
      tailFrom: 0,
      scenarioId: null,
      checkpointMs: startMs,
      storedMs: startMs,
      checkpointInputs: -1,
      workMs: 0,
    }
    live.sim = this.#parts.maker.create(fresh, listenerOf(live))
    live.sim.advance(lab.clock_ms)
    this.#live = live
    this.#noTime = false
    return live
  }
}

const listenerOf = (live: Live): Listener => ({ onLine: (line) => void live.tail.push(line), sha256 })

/** An item's id may be that of one that was disabled before. */
const join = (live: Live, { items = [] }: InputBody): void => {
  for (const { name, item } of items) {
    const before = live.members.get(item)
    if (before !== undefined) live.items.delete(before)
    live.members.set(item, name)
    live.items.set(name, item)
  }
}

const perform = (sim: Simulation, body: InputBody): Verdict[] => {
  const verdicts: Verdict[] = []
  for (const op of body.ops) {
    if ('extend' in op) sim.extend(op.extend)
    else if ('edit' in op) sim.edit(op.edit)
    else verdicts.push(sim.act(op.act))
  }
  return verdicts
}

export function* linesOf(pieces: Iterable<string>): Generator<string> {
  for (const piece of pieces) {
    let from = 0
    for (let end = piece.indexOf('\n', from); end !== -1; end = piece.indexOf('\n', from)) {
      yield piece.slice(from, end + 1)
      from = end + 1
    }
  }
}

const back = (): AppError =>
  new AppError({
    code: 'clock-back',
    message: t("The clock can't run backwards."),
    remedy: t('Use Rewind to go back: what came after becomes a branch.'),
    field: 'atMs',
  })
