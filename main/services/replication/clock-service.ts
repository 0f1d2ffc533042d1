import type { ClockEvent, ClockState } from '../../../preload/contract/clock.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import type { LogEvent } from '../../domain/replication/simulation.ts'
import { awaitedOf, metText } from './clock-awaited.ts'
import { type Goal, Motion } from './clock-motion.ts'
import { clockBack, clockStands } from './clock-refusals.ts'
import { busyMs, ClockShower } from './clock-shower.ts'
import { realTurns, restMs, type Turns, turnMs } from './clock-turns.ts'
import type { LabSimulation } from './lab-simulation.ts'
import { rewindLab } from './rewind.ts'

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

const tellEveryMs = 250

/** The clock of the open lab: plays, runs to an instant or event, stands, goes back. */
export class ClockService {
  readonly #simulation: LabSimulation
  readonly #parts: ClockParts
  readonly #turns: Turns
  readonly #shower: ClockShower
  #motion: Motion | null = null
  #speed = 60
  #stopped: string | null = null
  #met: ClockState['met'] = null
  #lastTold = 0

  get actor(): string {
    return this.#parts.actor
  }

  constructor(parts: ClockParts) {
    this.#parts = parts
    this.#simulation = parts.simulation
    this.#turns = parts.turns ?? realTurns
    this.#shower = new ClockShower({
      simulation: parts.simulation,
      turns: this.#turns,
      moving: () => this.#motion !== null,
      itemsChanged: (nowMs) => parts.itemsChanged?.(nowMs),
      failed: (error) => parts.failed?.(error),
    })
  }

  state(): ClockState {
    const { db } = this.#simulation.store
    const { branch } = this.#simulation.time.lab()
    const begin = db.prepare('SELECT min(from_ms) FROM branch').pluck().get() as number | null
    const nowMs = this.#simulation.nowMs
    return {
      nowMs,
      beginMs: begin ?? nowMs,
      branch,
      mode: this.#motion?.goal.mode ?? 'paused',
      speed: this.#speed,
      achieved: this.#motion?.achieved ?? null,
      target: this.#motion?.goal.target ?? null,
      stopped: this.#motion === null ? this.#stopped : null,
      met: this.#motion === null ? this.#met : null,
      items: db.prepare('SELECT count(*) FROM protected_item').pluck().get() as number,
    }
  }

  play(speed: number): ClockState {
    this.#writable()
    this.#speed = speed
    this.#start({ mode: 'playing', speed, target: null, stopAt: null })
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
    const fromMs = this.#simulation.nowMs
    const atMs = 'atMs' in target ? target.atMs : null
    if (atMs !== null && atMs < fromMs) throw clockBack()
    const awaited = 'event' in target ? awaitedOf(this.#simulation, target.event, target.item) : null
    const event = 'event' in target ? target.event : null
    return this.#run({ fromMs, atMs, event, item: awaited?.name ?? null }, awaited?.stopAt ?? null)
  }

  /** The same, to the first line of the log that is awaited, at the latest to an instant. */
  runUntil(isAwaited: (event: LogEvent) => boolean, atMs: number): Promise<ClockState> {
    this.#writable()
    const fromMs = this.#simulation.nowMs
    if (atMs < fromMs) throw clockBack()
    return this.#run({ fromMs, atMs, event: null, item: null }, isAwaited)
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
    this.#shower.close()
    this.#simulation.close()
  }

  #run(target: Goal['target'], stopAt: Goal['stopAt']): Promise<ClockState> {
    return new Promise((resolve) => {
      const motion = this.#start({ mode: 'running', speed: this.#speed, target, stopAt })
      motion.arrived.push(() => resolve(this.state()))
    })
  }

  #start(goal: Goal): Motion {
    this.#motion?.cancel()
    for (const arrived of this.#motion?.arrived ?? []) arrived()
    this.#stopped = null
    this.#met = null
    const motion = new Motion(this.#simulation, this.#turns, goal, this.#motion)
    this.#motion = motion
    this.#shower.begin()
    this.#again(0)
    this.#tell()
    return motion
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
        const turn = motion.go()
        if (motion !== this.#motion) return
        if (turn.hit !== null) {
          const found = turn.met === null ? null : metText(this.#simulation, turn.met, motion.goal.target?.event ?? null)
          if (found?.met != null) this.#met = found.met
          this.#halt(found?.text ?? turn.hit)
          return
        }
        rest = turn.rest
      }
      this.#again(rest ? restMs : 0)
    } catch (error) {
      // An import, or another job in turns, holds the lab: the clock waits for its end.
      if (isBusy(error) && motion === this.#motion && !this.#turns.alone) {
        this.#again(busyMs)
        return
      }
      this.#motion = null
      this.#stopped = error instanceof AppError ? error.message : t('The clock met an error.')
      for (const arrived of motion.arrived) arrived()
      this.#parts.failed?.(error)
      this.#tell()
    }
  }

  /** Stores, shows or tells what is due; true when that took a turn. */
  #keep(): boolean {
    if (this.#turns.nowMs() - this.#lastTold >= tellEveryMs) this.#tell()
    const { keeper } = this.#simulation
    const packing = keeper.underWay
    if (packing === 'packed') {
      keeper.keep()
      return true
    }
    if (keeper.due && packing === null) {
      keeper.aside()
      return true
    }
    return this.#shower.due()
  }

  #halt(why: string | null): void {
    const motion = this.#motion
    this.#motion = null
    if (motion === null) return
    motion.cancel()
    this.#stopped = why === '' ? null : why
    const { keeper } = this.#simulation
    try {
      this.#shower.all()
      if (this.#turns.alone) keeper.finish()
      if (keeper.due || keeper.underWay !== null) keeper.now()
    } catch (error) {
      // It stands all the same; the lists follow when the lab is free.
      if (!isBusy(error) || this.#turns.alone) throw error
      this.#shower.later(busyMs)
    } finally {
      for (const arrived of motion.arrived) arrived()
      this.#tell()
      this.#shower.tellItems(true)
    }
  }

  #tell(): void {
    this.#lastTold = this.#turns.nowMs()
    this.#parts.changed?.(this.state())
  }

  #writable(): void {
    const { store } = this.#simulation
    if (store.readOnly) throw clockStands(store)
  }
}

const isBusy = (error: unknown): boolean => error instanceof AppError && error.code === 'lab-busy'
