import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ErrorShape } from '../../preload/contract/errors.ts'
import { errorShapeOf } from './error-shape.ts'

/**
 * One kind of call to the engine, as a store holds it: whether it is under way, and what stood against it last. What answers
 * after it was overtaken or dropped changes nothing. A store has one for each thing that may be asked or done by itself.
 */
export class Request {
  busy = false
  error: ErrorShape | null = null
  private run = 0

  constructor() {
    makeAutoObservable<this, 'run'>(this, { run: false, error: observableRef }, { autoBind: true })
  }

  /**
   * A question that may be asked anew before it is answered: `take` gets the newest answer only, in one action. What stood
   * against the one before stays until then. True when this answer was taken.
   */
  latest<T>(ask: () => Promise<T>, take: (answer: T) => void): Promise<boolean> {
    return this.follow(ask, take)
  }

  /** A deed that must not be done twice: while one is under way, nothing. Null when it was not done, `error` says why. */
  async once<T>(work: () => Promise<T>, take?: (answer: T) => void): Promise<{ readonly answer: T } | null> {
    if (this.busy) return null
    this.error = null
    let done: { readonly answer: T } | null = null
    const taken = await this.follow(work, (answer) => {
      take?.(answer)
      done = { answer }
    })
    return taken ? done : null
  }

  /** What is under way counts no more: what it asked about is gone, or something newer is known. */
  drop(): void {
    this.run += 1
    this.busy = false
  }

  /** A fault that was found without a call, or null. */
  say(error: unknown): void {
    this.error = error === null ? null : errorShapeOf(error)
  }

  private async follow<T>(work: () => Promise<T>, take: (answer: T) => void): Promise<boolean> {
    const run = ++this.run
    this.busy = true
    try {
      const answer = await work()
      return runInAction(() => {
        if (run !== this.run) return false
        this.busy = false
        take(answer)
        this.error = null
        return true
      })
    } catch (error) {
      runInAction(() => {
        if (run !== this.run) return
        this.busy = false
        this.error = errorShapeOf(error)
      })
      return false
    }
  }
}
