import type { LabStore } from '../lab/lab-store.types.ts'
import type { Live } from './live.ts'
import { linesOf, storedLines } from './log-store.ts'
import type { TimeLine } from './time-line.ts'

/** Lines that lists don't show yet: those of one stored chunk, unpacked once for all the writes that it takes, or what is not yet stored. */
export class UnshownLines {
  readonly #store: LabStore
  readonly #time: TimeLine
  #chunk: { first: number; lines: string[] } | null = null

  constructor(store: LabStore, time: TimeLine) {
    this.#store = store
    this.#time = time
  }

  forget(): void {
    this.#chunk = null
  }

  /** Some from this line on. */
  from(live: Live, from: number): readonly string[] {
    if (from >= live.tailFrom) return live.tail.slice(from - live.tailFrom)
    let chunk = this.#chunk
    if (chunk === null || from < chunk.first || from >= chunk.first + chunk.lines.length) {
      const [text = ''] = storedLines(this.#store.db, this.#time.stretches(), from)
      chunk = { first: from, lines: [...linesOf([text])] }
      this.#chunk = chunk
    }
    return chunk.lines.slice(from - chunk.first)
  }
}
