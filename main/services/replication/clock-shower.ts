import { AppError } from '../../../preload/contract/errors.ts'
import type { Turns } from './clock-turns.ts'
import type { LabSimulation } from './lab-simulation.ts'

/** What one turn of showing may take, its commit not counted. */
const showMs = 8
const flushEveryMs = 1000
/** While the lists tell less than the clock. */
const catchUpEveryMs = 150
const itemsEveryMs = 1000
/** Until it is tried again while an import runs. */
export const busyMs = 250

interface ShowerParts {
  simulation: LabSimulation
  turns: Turns
  /** While the clock moves, showing is part of its turns. */
  moving: () => boolean
  /** Items changed: at most once a second. */
  itemsChanged: (nowMs: number) => void
  failed: (error: unknown) => void
}

/** Brings the lists up to the clock, in turns that let other work of the process through. */
export class ClockShower {
  readonly #simulation: LabSimulation
  readonly #turns: Turns
  readonly #parts: ShowerParts
  #behind = false
  #cancel: (() => void) | null = null
  #lastFlush = 0
  #lastItems = 0

  constructor(parts: ShowerParts) {
    this.#parts = parts
    this.#simulation = parts.simulation
    this.#turns = parts.turns
    if (this.#turns.alone) return
    this.#simulation.onBehind = () => this.later()
    if (this.#simulation.cutOff) this.later()
  }

  /** The clock begins to move. */
  begin(): void {
    this.#lastFlush = this.#turns.nowMs()
  }

  /** A turn of showing, when one is due while the clock moves; false when none is. */
  due(): boolean {
    if (this.#turns.nowMs() - this.#lastFlush < (this.#behind && !this.#turns.alone ? catchUpEveryMs : flushEveryMs)) return false
    this.#behind = !this.#simulation.flush(this.#turns.alone ? 0 : showMs)
    this.#lastFlush = this.#turns.nowMs()
    this.tellItems(false)
    return true
  }

  /** The clock stands: what there is, in turns; at once when nobody waits. */
  all(): void {
    if (!this.#simulation.flush(this.#turns.alone ? Number.POSITIVE_INFINITY : showMs)) this.later()
  }

  /** Shows in turns what is not yet shown, while the clock stands; while it moves that is part of its turns. */
  later(afterMs = 0): void {
    this.#behind = true
    if (this.#parts.moving() || this.#cancel !== null) return
    this.#cancel = this.#turns.soon(() => {
      this.#cancel = null
      if (this.#parts.moving()) return
      try {
        if (this.#simulation.live === null) return
        this.#behind = !this.#simulation.flush(showMs)
        if (this.#behind) this.later()
        this.tellItems(!this.#behind)
      } catch (error) {
        // An import is under way: lists wait for its end.
        if (error instanceof AppError && error.code === 'lab-busy') this.later(busyMs)
        else this.#parts.failed(error)
      }
    }, afterMs)
  }

  tellItems(now: boolean): void {
    const wall = this.#turns.nowMs()
    if (!now && wall - this.#lastItems < itemsEveryMs) return
    this.#lastItems = wall
    this.#parts.itemsChanged(this.#simulation.nowMs)
  }

  close(): void {
    this.#cancel?.()
    this.#cancel = null
  }
}
