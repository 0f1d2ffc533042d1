import type { HandlersFor } from '../../../preload/contract/area.ts'
import type { ClockEvent, ClockState, clock } from '../../../preload/contract/clock.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import type { LogEvent } from '../../domain/replication/simulation.ts'
import { BranchEnds } from './branch-ends.ts'
import { branchesOf, branchLines } from './branches.ts'
import { eventText, initialWatch, waitsFor } from './clock-events.ts'
import type { LabSimulation } from './lab-simulation.ts'
import { readModel, setModel } from './model-service.ts'
import { momentsOf, newsOf, previewRewind } from './moments.ts'
import { rewindLab } from './rewind.ts'

/** How the player sees wall time and gets its next turn; tests bring their own. */
export interface Turns {
  /** Milliseconds that only rise. */
  nowMs(): number
  /** Calls `turn` after so many ms, other work of the process first. Returns what cancels it. */
  soon(turn: () => void, afterMs: number): () => void
  /** Nobody waits for an answer meanwhile: what a change brought is shown before its call returns, however long that takes. */
  alone?: boolean
}

const realTurns: Turns = {
  nowMs: () => performance.now(),
  soon: (turn, afterMs) => {
    if (afterMs > 0) {
      const timer = setTimeout(turn, afterMs)
      return () => clearTimeout(timer)
    }
    const handle = setImmediate(turn)
    return () => clearImmediate(handle)
  },
}

export interface ClockParts {
  simulation: LabSimulation
  actor: string
  turns?: Turns
  /** Told at most four times a second while it moves, and whenever it stops. */
  changed?: (state: ClockState) => void
  /** Items changed: at most once a second. */
  itemsChanged?: (nowMs: number) => void
  /** An error while the clock plays; it has been paused. */
  failed?: (error: unknown) => void
}

type Target = NonNullable<ClockState['target']>

interface Motion {
  mode: 'playing' | 'running'
  target: Target | null
  /** Whether a line of the log is what the run waits for. */
  stopAt: ((event: LogEvent) => boolean) | null
  /** Lab and wall instants from which the wish is counted. */
  fromLab: number
  fromWall: number
  cancel: () => void
  arrived: (() => void)[]
}

/** As long as one turn may take, in wall ms: what a call of the window has to wait, as a rule. */
const turnMs = 10
/** What one turn of showing may take, its commit not counted. */
const showMs = 8
/** As `turnMs`, when nobody waits: shortcuts of the simulation pay off over whole hours. */
const aloneTurnMs = 250
/** Until the next turn when the clock is where it should be, and when it is behind: then it only lets other work of the process through. */
const restMs = 30
const flushEveryMs = 1000
/** While the lists tell less than the clock. */
const catchUpEveryMs = 150
const tellEveryMs = 250
const itemsEveryMs = 1000
const day = 86_400_000
/** A run to an event that never comes ends here. */
const longestRunMs = 366 * day

export class ClockService {
  readonly #simulation: LabSimulation
  readonly #parts: ClockParts
  readonly #turns: Turns
  #motion: Motion | null = null
  #speed = 60
  #stopped: string | null = null
  #met: ClockState['met'] = null
  #achieved: number | null = null
  #behind = false
  #cancelShow: (() => void) | null = null
  #lastFlush = 0
  #lastItems = 0
  #lastTold = 0
  #window: { lab: number; wall: number } = { lab: 0, wall: 0 }

  get actor(): string {
    return this.#parts.actor
  }

  constructor(parts: ClockParts) {
    this.#parts = parts
    this.#simulation = parts.simulation
    this.#turns = parts.turns ?? realTurns
    if (this.#turns.alone) return
    this.#simulation.onBehind = () => this.#showLater()
    if (this.#simulation.cutOff) this.#showLater()
  }

  state(): ClockState {
    const { db } = this.#simulation.store
    const branch = db.prepare('SELECT branch FROM lab').pluck().get() as number
    const begin = db.prepare('SELECT min(from_ms) FROM branch').pluck().get() as number | null
    const nowMs = this.#simulation.nowMs
    return {
      nowMs,
      beginMs: begin ?? nowMs,
      branch,
      mode: this.#motion?.mode ?? 'paused',
      speed: this.#speed,
      achieved: this.#achieved,
      target: this.#motion?.target ?? null,
      stopped: this.#motion === null ? this.#stopped : null,
      met: this.#motion === null ? this.#met : null,
      items: db.prepare('SELECT count(*) FROM protected_item').pluck().get() as number,
    }
  }

  play(speed: number): ClockState {
    this.#writable()
    this.#speed = speed
    this.#start('playing', null)
    return this.state()
  }

  /** Stands still and stores everything up to here. */
  pause(why: string | null = null): ClockState {
    this.#halt(why)
    return this.state()
  }

  /** Runs in turns, so that other calls are answered meanwhile; resolves at the instant or event. */
  run(target: { atMs: number } | { event: ClockEvent; item?: number | undefined }): Promise<ClockState> {
    this.#writable()
    const atMs = 'atMs' in target ? target.atMs : null
    if (atMs !== null && atMs < this.#simulation.nowMs)
      throw new AppError({
        code: 'clock-back',
        message: t("The clock can't run backwards."),
        remedy: t('Use Rewind to go back: what came after becomes a branch.'),
        field: 'atMs',
      })
    const awaited = 'event' in target ? this.#awaited(target.event, target.item) : null
    const event = 'event' in target ? target.event : null
    return new Promise((resolve) => {
      this.#start(
        'running',
        { fromMs: this.#simulation.nowMs, atMs, event, item: awaited?.name ?? null },
        awaited === null ? null : awaited.stopAt,
      )
      this.#motion?.arrived.push(() => resolve(this.state()))
    })
  }

  step(byMs: number): Promise<ClockState> {
    return this.run({ atMs: this.#simulation.nowMs + byMs })
  }

  rewind(toMs: number): ClockState {
    this.#writable()
    this.#halt(null)
    rewindLab(this.#simulation, toMs, this.#parts.actor)
    this.#tell()
    this.#parts.itemsChanged?.(this.#simulation.nowMs)
    return this.state()
  }

  /** Writes down what the clock has played, so that questions about the past see all of it. */
  catchUp(): void {
    if (!this.#simulation.store.readOnly) this.#simulation.flush()
  }

  /** Before the lab is closed: stops and stores the whole state. */
  close(): void {
    this.#motion?.cancel()
    this.#motion = null
    this.#cancelShow?.()
    this.#cancelShow = null
    this.#simulation.close()
  }

  /** What a run to an event looks for. Throws AppError `nothing-awaited`, `not-found`. */
  #awaited(event: ClockEvent, item: number | undefined): { name: string | null; stopAt: (event: LogEvent) => boolean } {
    this.#simulation.follow()
    const { live } = this.#simulation
    const vm = item === undefined ? undefined : this.#simulation.nameOf(item)
    if (item !== undefined && vm === undefined)
      throw new AppError({
        code: 'not-found',
        message: t('This item is not replicated any more.'),
        remedy: t('Refresh the list.'),
        field: 'item',
      })
    if (live === null || live.size === 0)
      throw new AppError({
        code: 'nothing-awaited',
        message: t('Nothing is replicated, so nothing would happen.'),
        remedy: t('Enable replication first, or run to a date.'),
        field: 'event',
      })
    const isIt = waitsFor[event]
    if (event !== 'all-protected') return { name: vm ?? null, stopAt: (line) => isIt(line) && (vm === undefined || line.vm === vm) }
    const underWay = initialWatch(live)
    if (!underWay())
      throw new AppError({
        code: 'nothing-awaited',
        message: t('No initial replication is under way.'),
        remedy: t('Enable replication of a machine first.'),
        field: 'event',
      })
    return { name: null, stopAt: (line) => isIt(line) && !underWay() }
  }

  #start(mode: Motion['mode'], target: Motion['target'], stopAt: Motion['stopAt'] = null): void {
    this.#motion?.cancel()
    for (const arrived of this.#motion?.arrived ?? []) arrived()
    const wall = this.#turns.nowMs()
    this.#stopped = null
    this.#met = null
    this.#motion = { mode, target, stopAt, fromLab: this.#simulation.nowMs, fromWall: wall, cancel: () => undefined, arrived: [] }
    this.#window = { lab: this.#simulation.nowMs, wall }
    this.#lastFlush = wall
    this.#again(0)
    this.#tell()
  }

  #again(afterMs: number): void {
    const motion = this.#motion
    if (motion !== null) motion.cancel = this.#turns.soon(() => this.#turn(motion), afterMs)
  }

  #turn(motion: Motion): void {
    if (motion !== this.#motion) return
    try {
      const began = this.#turns.nowMs()
      let rest = false
      // What is stored or shown, and takes long, has a turn of its own: a call waits for one thing only.
      while (!rest && this.#turns.nowMs() - began < turnMs / 4) {
        if (this.#keep()) continue
        const turn = this.#go(motion)
        if (motion !== this.#motion) return
        if (turn.hit !== null) {
          this.#halt(turn.hit)
          return
        }
        rest = turn.rest
      }
      this.#again(rest ? restMs : 0)
    } catch (error) {
      this.#motion = null
      this.#achieved = null
      this.#stopped = error instanceof AppError ? error.message : t('The clock met an error.')
      for (const arrived of motion.arrived) arrived()
      this.#parts.failed?.(error)
      this.#tell()
    }
  }

  /** One turn of play. `hit`: why the clock stops, '' when the instant is reached; `rest`: it is where it should be by now. */
  #go(motion: Motion): { hit: string | null; rest: boolean } {
    const began = this.#turns.nowMs()
    const { target, stopAt } = motion
    const playing = motion.mode === 'playing'
    const last = playing ? Number.MAX_SAFE_INTEGER : (target?.atMs ?? motion.fromLab + longestRunMs)
    const wish = playing ? Math.floor(motion.fromLab + (began - motion.fromWall) * this.#speed) : last
    let met: LogEvent | null = null
    const stopWhen =
      stopAt === null
        ? undefined
        : (event: LogEvent): boolean => {
            if (!stopAt(event)) return false
            met ??= event
            return true
          }
    const pauseWhen = (): boolean => this.#turns.nowMs() - began > (this.#turns.alone ? aloneTurnMs : turnMs)
    const watch = { points: target?.event === 'point' }
    let now = this.#simulation.nowMs
    while (now < wish) {
      now = this.#simulation.advance(wish, stopWhen, pauseWhen, watch)
      if (met !== null) return { hit: this.#tellMet(met, target?.event ?? null), rest: false }
      if (pauseWhen() || (this.#simulation.checkpointDue && this.#simulation.underWay === null)) break
    }
    const rest = now >= wish
    const late = pauseWhen()
    // In between it only makes way for a checkpoint.
    if (rest || late) this.#measure(now, began)
    if (playing && !rest && late) {
      // It can't keep up: the wish is counted from here, or a long run would follow a pause of the process.
      motion.fromLab = now
      motion.fromWall = this.#turns.nowMs()
    }
    if (now < last) return { hit: null, rest }
    return { hit: target?.event == null ? '' : t('Nothing of that kind happened within a year.'), rest }
  }

  /** Where a turn that began at `wall` has come to. */
  #measure(now: number, wall: number): void {
    if (wall - this.#window.wall < 1000) return
    this.#achieved = (now - this.#window.lab) / (wall - this.#window.wall)
    this.#window = { lab: now, wall }
  }

  /** Names the machine that the run has met, as the lists name it. */
  #tellMet(event: LogEvent, awaited: ClockEvent | null): string {
    const id = event.vm === undefined ? undefined : this.#simulation.itemOf(event.vm)
    const name =
      id === undefined
        ? undefined
        : (this.#simulation.store.db
            .prepare('SELECT v.name FROM protected_item p JOIN vm v ON v.id = p.vm_id WHERE p.id = ?')
            .pluck()
            .get(id) as string | undefined)
    if (id !== undefined && name !== undefined) this.#met = { id, name }
    return awaited === 'all-protected' ? t('Every initial replication has ended.') : eventText(event, name)
  }

  /** Stores, shows or tells what is due; true when that took a turn. */
  #keep(): boolean {
    const wall = this.#turns.nowMs()
    if (wall - this.#lastTold >= tellEveryMs) this.#tell()
    const packing = this.#simulation.underWay
    if (packing === 'packed') {
      this.#simulation.keepCheckpoint()
      return true
    }
    if (this.#simulation.checkpointDue && packing === null) {
      this.#simulation.checkpointAside()
      return true
    }
    if (wall - this.#lastFlush < (this.#behind && !this.#turns.alone ? catchUpEveryMs : flushEveryMs)) return false
    this.#behind = !this.#simulation.flush(this.#turns.alone ? 0 : showMs)
    this.#lastFlush = this.#turns.nowMs()
    this.#tellItems(false)
    return true
  }

  /** Shows in turns what is not yet shown, while the clock stands; while it moves that is part of its turns. */
  #showLater(afterMs = 0): void {
    this.#behind = true
    if (this.#motion !== null || this.#cancelShow !== null) return
    this.#cancelShow = this.#turns.soon(() => {
      this.#cancelShow = null
      if (this.#motion !== null) return
      try {
        if (this.#simulation.live === null) return
        this.#behind = !this.#simulation.flush(showMs)
        if (this.#behind) this.#showLater()
        this.#tellItems(!this.#behind)
      } catch (error) {
        // An import is under way: lists wait for its end.
        if (error instanceof AppError && error.code === 'lab-busy') this.#showLater(tellEveryMs)
        else this.#parts.failed?.(error)
      }
    }, afterMs)
  }

  #halt(why: string | null): void {
    const motion = this.#motion
    this.#motion = null
    this.#achieved = null
    if (motion === null) return
    motion.cancel()
    this.#stopped = why === '' ? null : why
    try {
      if (!this.#simulation.flush(this.#turns.alone ? Number.POSITIVE_INFINITY : showMs)) this.#showLater()
      if (this.#simulation.checkpointDue || this.#simulation.underWay !== null) this.#simulation.checkpoint()
    } finally {
      for (const arrived of motion.arrived) arrived()
      this.#tell()
      this.#tellItems(true)
    }
  }

  #tellItems(now: boolean): void {
    const wall = this.#turns.nowMs()
    if (!now && wall - this.#lastItems < itemsEveryMs) return
    this.#lastItems = wall
    this.#parts.itemsChanged?.(this.#simulation.nowMs)
  }

  #tell(): void {
    this.#lastTold = this.#turns.nowMs()
    this.#parts.changed?.(this.state())
  }

  #writable(): void {
    const { store } = this.#simulation
    if (store.readOnly)
      throw new AppError({
        code: 'lab-read-only',
        message: t('The clock stands still. {readOnlyReason}', {
          readOnlyReason: store.readOnlyReason ?? t('The lab is open for reading only.'),
        }),
        remedy: t('Save a copy in a folder where you can write.'),
      })
  }
}

/** The calls of the area over the service. */
export const clockHandlers = (service: ClockService, simulation: LabSimulation): HandlersFor<typeof clock> => {
  const ends = new BranchEnds(simulation)
  return {
    state: () => service.state(),
    play: ({ speed }) => service.play(speed),
    pause: () => service.pause(),
    step: ({ byMs }) => service.step(byMs),
    runTo: (target) => {
      void service.run(target)
      return service.state()
    },
    rewind: ({ toMs }) => service.rewind(toMs),
    rewindPreview: ({ toMs }) => {
      service.catchUp()
      return previewRewind(simulation, toMs)
    },
    moments: (query) => momentsOf(simulation, query),
    news: ({ after }) => newsOf(simulation, after),
    checkpoints: () => simulation.checkpoints(),
    branches: () => branchesOf(simulation),
    branch: ({ branch }) => ends.branch(branch),
    branchItems: (query) => ends.items(query),
    branchJobs: (query) => ends.jobs(query),
    compareBranches: (query) => ends.compare(query),
    log: (query) => branchLines(simulation, query),
    model: () => readModel(simulation),
    setModel: ({ values }) => setModel(simulation, values, service.actor),
  }
}
