import type { Database } from 'better-sqlite3'
import type { LabStore } from '../lab/lab-store.types.ts'
import type { SimulationMaker } from './lab-simulation.types.ts'
import type { Live } from './live.ts'
import { storedLineCount } from './log-store.ts'
import { beginTime } from './time-begin.ts'
import type { TimeLine } from './time-line.ts'

interface LoadedParts {
  store: LabStore
  maker: SimulationMaker
  time: TimeLine
}

/** What of the lab's simulation is in memory: nothing until it is first asked for, or after something went wrong with it. */
export class Loaded {
  readonly #store: LabStore
  readonly #maker: SimulationMaker
  readonly #time: TimeLine
  #live: Live | null = null
  #noTime = false

  constructor({ store, maker, time }: LoadedParts) {
    this.#store = store
    this.#maker = maker
    this.#time = time
  }

  /** Null also when it is not loaded. */
  get current(): Live | null {
    return this.#live
  }

  /** Null while nothing was ever protected. */
  load(): Live | null {
    if (this.#live !== null || this.#noTime) return this.#live
    this.#live = this.#time.build(this.#time.lab().clock_ms, Number.MAX_SAFE_INTEGER)
    this.#noTime = this.#live === null
    if (this.#live !== null) this.#dropStored(this.#live)
    return this.#live
  }

  /** Inside a transaction: time begins to count with the first item. */
  begin(db: Database): Live {
    const live = beginTime(db, this.#maker)
    this.replace(live)
    return live
  }

  replace(live: Live | null): void {
    this.#live = live
    this.#noTime = live === null
  }

  /** The next question loads it again. */
  drop(): void {
    this.#live = null
    this.#noTime = false
  }

  /** Lines up to the branching are stored with the branch that was left, others when it was about to be left. */
  #dropStored(live: Live): void {
    const stored = storedLineCount(this.#store.db, this.#time.lab().branch)
    if (live.tailFrom >= stored) return
    live.tail.splice(0, stored - live.tailFrom)
    live.tailFrom = stored
  }
}
