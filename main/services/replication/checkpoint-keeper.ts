import type { Saved } from '../../domain/replication/simulation.ts'
import type { LabStore } from '../lab/lab-store.types.ts'
import { thinCheckpoints } from './checkpoint-thinning.ts'
import { type Live, linesIn } from './live.ts'
import { addCheckpoint, type Packed, packAside, packNow } from './simulation-store.ts'

const day = 86_400_000
/** Work after which a checkpoint is due, in ms: what must be played again when the clock goes back to any instant. */
const checkpointWorkMs = 600
/** Making checkpoints takes no more than such a part of the play: 1 / 8. */
const checkpointShare = 8

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

interface KeeperParts {
  store: LabStore
  stopwatch: () => number
  live: () => Live | null
}

/** Says when the whole state is to be stored, and stores it, so that a crash or a step back starts from there. */
export class CheckpointKeeper {
  readonly #store: LabStore
  readonly #stopwatch: () => number
  readonly #current: () => Live | null
  #costMs = 0
  #taken: Taken | null = null

  constructor({ store, stopwatch, live }: KeeperParts) {
    this.#store = store
    this.#stopwatch = stopwatch
    this.#current = live
  }

  get due(): boolean {
    const live = this.#current()
    if (live === null) return false
    const work = Math.max(checkpointWorkMs, this.#costMs * checkpointShare)
    return live.workMs > work || Math.floor(live.sim.now / day) > Math.floor(live.checkpointMs / day)
  }

  /** Stores the whole state now. */
  now(): void {
    const taken = this.#take()
    if (taken !== null) this.#keep(taken, packNow(taken.saved, taken.scenarioId, taken.live.tail))
  }

  /**
   * The same with the packing on another thread, for a clock that plays: the state is taken now and stored by `keep`. One that is overtaken by
   * another, by a rewind or by the end of the lab comes to nothing.
   */
  aside(): void {
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
    if (taken === null || taken.live !== this.#current()) return null
    return taken.packed === null ? 'packing' : 'packed'
  }

  /** Stores what `aside` has packed. */
  keep(): void {
    const taken = this.#taken
    if (taken !== null && taken.live === this.#current() && taken.packed !== null) this.#keep(taken, taken.packed)
  }

  /** The same at once, packing it here if that isn't done yet: the player has nobody to make way for. */
  finish(): void {
    const taken = this.#taken
    if (taken === null || taken.live !== this.#current()) return
    this.#keep(taken, taken.packed ?? packNow(taken.saved, taken.scenarioId, taken.live.tail.slice(0, taken.tail)))
  }

  #take(): Taken | null {
    const live = this.#current()
    if (live === null || this.#store.readOnly) return null
    const began = this.#stopwatch()
    // What is still packed holds less than this one.
    if (this.#taken?.live === live) live.workMs += this.#taken.workMs
    this.#taken = null
    const saved = live.sim.save()
    const taken = {
      live,
      saved,
      branch: this.#store.db.prepare('SELECT branch FROM lab').pluck().get() as number,
      inputs: live.inputs,
      lines: linesIn(live),
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

  #keep(taken: Taken, packed: Packed): void {
    const { live, saved, branch, inputs, lines, tail } = taken
    const began = this.#stopwatch()
    this.#taken = null
    const scenarioId = this.#store.quiet((db) => {
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
    this.#costMs = taken.costMs + this.#stopwatch() - began
  }
}

/** Whether it differs from what is stored last. */
export const moved = (live: Live): boolean =>
  live.sim.now !== live.storedMs || live.inputs !== live.checkpointInputs || live.tail.length > 0
