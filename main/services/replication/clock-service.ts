import type { HandlersFor } from '../../../preload/contract/area.ts'
import type { ClockEvent, ClockState, clock } from '../../../preload/contract/clock.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import type { LogEvent } from '../../domain/replication/simulation.ts'
import { branchesOf, branchLines } from './branches.ts'
import { eventText, waitsFor } from './clock-events.ts'
import type { LabSimulation } from './lab-simulation.ts'
import { rewindLab } from './rewind.ts'

/** How the player sees wall time and gets its next turn; tests bring their own. */
export interface Turns {
  /** Milliseconds that only rise. */
  nowMs(): number
  /** Calls `turn` soon, other work of the process first. Returns what cancels it. */
  soon(turn: () => void): () => void
}

const realTurns: Turns = {
  nowMs: () => performance.now(),
  soon: (turn) => {
    const timer = setTimeout(turn, 4)
    return () => clearTimeout(timer)
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

interface Motion {
  mode: 'playing' | 'running'
  target: { atMs: number | null; event: ClockEvent | null } | null
  /** Lab and wall instants from which the wish is counted. */
  fromLab: number
  fromWall: number
  cancel: () => void
  arrived: (() => void)[]
}

/** As long as one turn may take, in wall ms: what a call of the window has to wait at most. */
const turnMs = 25
const flushEveryMs = 1000
const tellEveryMs = 250
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
  #achieved: number | null = null
  /** Lab ms that one turn carries, learned from the turns before. */
  #stride = 60_000
  #lastFlush = 0
  #lastTold = 0
  #window: { lab: number; wall: number } = { lab: 0, wall: 0 }

  constructor(parts: ClockParts) {
    this.#parts = parts
    this.#simulation = parts.simulation
    this.#turns = parts.turns ?? realTurns
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
  run(target: { atMs: number } | { event: ClockEvent }): Promise<ClockState> {
    this.#writable()
    const atMs = 'atMs' in target ? target.atMs : null
    if (atMs !== null && atMs < this.#simulation.nowMs)
      throw new AppError({
        code: 'clock-back',
        message: t("The clock can't run backwards."),
        remedy: t('Use Rewind to go back: what came after becomes a branch.'),
        field: 'atMs',
      })
    return new Promise((resolve) => {
      this.#start('running', { atMs, event: 'event' in target ? target.event : null })
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

  /** Before the lab is closed: stops and stores the whole state. */
  close(): void {
    this.#motion?.cancel()
    this.#motion = null
    this.#simulation.close()
  }

  #start(mode: Motion['mode'], target: Motion['target']): void {
    this.#motion?.cancel()
    for (const arrived of this.#motion?.arrived ?? []) arrived()
    const wall = this.#turns.nowMs()
    this.#stopped = null
    this.#motion = { mode, target, fromLab: this.#simulation.nowMs, fromWall: wall, cancel: () => undefined, arrived: [] }
    this.#window = { lab: this.#simulation.nowMs, wall }
    this.#lastFlush = wall
    this.#again()
    this.#tell()
  }

  #again(): void {
    const motion = this.#motion
    if (motion !== null) motion.cancel = this.#turns.soon(() => this.#turn(motion))
  }

  #turn(motion: Motion): void {
    if (motion !== this.#motion) return
    try {
      const hit = this.#go(motion)
      if (motion !== this.#motion) return
      if (hit !== null) this.#halt(hit)
      else {
        this.#keep()
        this.#again()
      }
    } catch (error) {
      this.#motion = null
      this.#achieved = null
      this.#stopped = error instanceof AppError ? error.message : t('The clock met an error.')
      for (const arrived of motion.arrived) arrived()
      this.#parts.failed?.(error)
      this.#tell()
    }
  }

  /** One turn. Returns why the clock stops; '' when the instant is reached. */
  #go(motion: Motion): string | null {
    const began = this.#turns.nowMs()
    const { target } = motion
    const playing = motion.mode === 'playing'
    const last = playing ? Number.MAX_SAFE_INTEGER : (target?.atMs ?? motion.fromLab + longestRunMs)
    const wish = playing ? Math.floor(motion.fromLab + (began - motion.fromWall) * this.#speed) : last
    const stopAt = target?.event == null ? undefined : waitsFor[target.event]
    let met: LogEvent | null = null
    const stopWhen =
      stopAt &&
      ((event: LogEvent): boolean => {
        if (!stopAt(event)) return false
        met ??= event
        return true
      })
    let now = this.#simulation.nowMs
    while (now < wish) {
      const from = this.#turns.nowMs()
      const aim = Math.min(wish, now + this.#stride)
      now = this.#simulation.advance(aim, stopWhen)
      const took = this.#turns.nowMs() - from
      this.#learn(took)
      if (met !== null) return eventText(met)
      if (this.#turns.nowMs() - began > turnMs) break
    }
    if (playing && now < wish) {
      // It can't keep up: the wish is counted from here, or a long run would follow a pause of the process.
      motion.fromLab = now
      motion.fromWall = this.#turns.nowMs()
    }
    if (now < last) return null
    return target?.event == null ? '' : t('Nothing of that kind happened within a year.')
  }

  #learn(took: number): void {
    if (took > turnMs / 2) this.#stride = Math.max(1000, Math.floor(this.#stride / 2))
    else if (took < turnMs / 5) this.#stride = Math.min(day, this.#stride * 2)
  }

  #keep(): void {
    const wall = this.#turns.nowMs()
    if (wall - this.#window.wall >= 1000) {
      const now = this.#simulation.nowMs
      this.#achieved = (now - this.#window.lab) / (wall - this.#window.wall)
      this.#window = { lab: now, wall }
    }
    if (wall - this.#lastFlush >= flushEveryMs) {
      this.#simulation.flush(turnMs)
      this.#lastFlush = this.#turns.nowMs()
      this.#parts.itemsChanged?.(this.#simulation.nowMs)
      if (this.#simulation.checkpointDue) this.#simulation.checkpoint()
    }
    if (wall - this.#lastTold >= tellEveryMs) this.#tell()
  }

  #halt(why: string | null): void {
    const motion = this.#motion
    this.#motion = null
    this.#achieved = null
    if (motion === null) return
    motion.cancel()
    this.#stopped = why === '' ? null : why
    try {
      this.#simulation.flush()
      if (this.#simulation.checkpointDue) this.#simulation.checkpoint()
    } finally {
      for (const arrived of motion.arrived) arrived()
      this.#tell()
      this.#parts.itemsChanged?.(this.#simulation.nowMs)
    }
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
export const clockHandlers = (service: ClockService, simulation: LabSimulation): HandlersFor<typeof clock> => ({
  state: () => service.state(),
  play: ({ speed }) => service.play(speed),
  pause: () => service.pause(),
  step: ({ byMs }) => service.step(byMs),
  runTo: (target) => {
    void service.run(target)
    return service.state()
  },
  rewind: ({ toMs }) => service.rewind(toMs),
  checkpoints: () => simulation.checkpoints(),
  branches: () => branchesOf(simulation),
  log: (query) => branchLines(simulation, query),
})
