import type { ClockState } from '../../../preload/contract/clock.ts'
import { t } from '../../../preload/contract/words.ts'
import type { LogEvent } from '../../domain/replication/simulation.ts'
import { DoneMeanwhile } from './clock-done.ts'
import { aloneTurnMs, type Turns, turnMs } from './clock-turns.ts'
import type { LabSimulation } from './lab-simulation.ts'

/** What a clock that moves is to reach: it plays at a speed, or runs to an instant or an event. */
export interface Goal {
  mode: 'playing' | 'running'
  /** Lab milliseconds a wall millisecond; counts while playing. */
  speed: number
  target: ClockState['target']
  /** Whether a line of the log is what the run waits for. */
  stopAt: ((event: LogEvent) => boolean) | null
}

/** `hit`: why the clock stops, '' when the instant is reached; `met`: the line that was waited for; `rest`: it is where it should be by now. */
export interface TurnEnd {
  hit: string | null
  met: LogEvent | null
  rest: boolean
}

const day = 86_400_000
/** A run to an event that never comes ends here. */
const longestRunMs = 366 * day

/** One move of the clock, from its start until something else is wished. */
export class Motion {
  readonly goal: Goal
  readonly arrived: (() => void)[] = []
  cancel: () => void = () => undefined
  readonly #simulation: LabSimulation
  readonly #turns: Turns
  /** Lab and wall instants from which the wish is counted. */
  #fromLab: number
  #fromWall: number
  #window: { lab: number; wall: number }
  #achieved: number | null
  readonly #meanwhile: DoneMeanwhile

  constructor(simulation: LabSimulation, turns: Turns, goal: Goal, before: Motion | null) {
    this.goal = goal
    this.#simulation = simulation
    this.#turns = turns
    this.#fromLab = simulation.nowMs
    this.#fromWall = turns.nowMs()
    this.#window = { lab: this.#fromLab, wall: this.#fromWall }
    this.#achieved = before?.achieved ?? null
    this.#meanwhile = new DoneMeanwhile(simulation)
    if (goal.stopAt !== null) this.#meanwhile.seen()
  }

  /** Lab milliseconds that a wall millisecond brought lately; null in the first second after it stood. */
  get achieved(): number | null {
    return this.#achieved
  }

  /** One turn of play. */
  go(): TurnEnd {
    const began = this.#turns.nowMs()
    const { mode, speed, target, stopAt } = this.goal
    const playing = mode === 'playing'
    const last = playing ? Number.MAX_SAFE_INTEGER : (target?.atMs ?? this.#fromLab + longestRunMs)
    const wish = playing ? Math.floor(this.#fromLab + (began - this.#fromWall) * speed) : last
    let met: LogEvent | null = null
    const stopWhen =
      stopAt === null
        ? undefined
        : (event: LogEvent): boolean => {
            if (!stopAt(event)) return false
            met ??= event
            return true
          }
    // What people do while it runs may be what it waits for: a job that they cancel has ended.
    if (stopAt !== null) {
      met = this.#meanwhile.events().find(stopAt) ?? null
      if (met !== null) return { hit: '', met, rest: false }
    }
    const pauseWhen = (): boolean => this.#turns.nowMs() - began > (this.#turns.alone ? aloneTurnMs : turnMs)
    const watch = { points: target?.event === 'point' }
    const { keeper } = this.#simulation
    let now = this.#simulation.nowMs
    while (now < wish) {
      now = this.#simulation.advance(wish, stopWhen, pauseWhen, watch)
      if (met !== null) return { hit: '', met, rest: false }
      if (pauseWhen() || (keeper.due && keeper.underWay === null)) break
    }
    if (stopAt !== null) this.#meanwhile.seen()
    const rest = now >= wish
    const late = pauseWhen()
    // In between it only makes way for a checkpoint.
    if (rest || late) this.#measure(now, began)
    if (playing && !rest && late) {
      // It can't keep up: the wish is counted from here, or a long run would follow a pause of the process.
      this.#fromLab = now
      this.#fromWall = this.#turns.nowMs()
    }
    if (now < last) return { hit: null, met: null, rest }
    return { hit: target?.event == null ? '' : t('Nothing of that kind happened within a year.'), met: null, rest }
  }

  /** Where a turn that began at `wall` has come to. */
  #measure(now: number, wall: number): void {
    if (wall - this.#window.wall < 1000) return
    this.#achieved = (now - this.#window.lab) / (wall - this.#window.wall)
    this.#window = { lab: now, wall }
  }
}
