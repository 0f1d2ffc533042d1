import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ConnectCard, ConnectTick } from '../../../preload/contract/connect.ts'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import type { Api } from '../../app/api.ts'
import { errorShapeOf } from '../../wizard/error-shape.ts'

export interface ConnectApi {
  readonly connect: Pick<Api['connect'], 'card' | 'tick' | 'untick'>
}

/** A note being written for a line of a list. */
export interface Writing {
  list: string
  step: string
  verdict: ConnectTick['verdict']
  note: string
}

/** The check-lists of one replicated item, read again with every change of the lab and of the items. */
export class ConnectStore {
  card: ConnectCard | null = null
  error: ErrorShape | null = null
  /** What stands against the note that is being written. */
  fault: ErrorShape | null = null
  writing: Writing | null = null
  busy = false
  private asked = 0

  constructor(
    private readonly api: ConnectApi,
    readonly itemId: number,
  ) {
    makeAutoObservable<this, 'api' | 'asked'>(
      this,
      { api: false, asked: false, itemId: false, card: observableRef, error: observableRef, fault: observableRef, writing: observableRef },
      { autoBind: true },
    )
  }

  async load(): Promise<void> {
    const run = ++this.asked
    try {
      const card = await this.api.connect.card({ itemId: this.itemId })
      runInAction(() => {
        if (run !== this.asked) return
        this.card = card
        this.error = null
      })
    } catch (error) {
      runInAction(() => {
        if (run === this.asked) this.error = errorShapeOf(error)
      })
    }
  }

  write(writing: Writing | null): void {
    this.writing = writing
    this.fault = null
  }

  setNote(note: string): void {
    if (this.writing) this.writing = { ...this.writing, note }
  }

  /** Keeps the note that is being written. */
  async save(): Promise<boolean> {
    const { writing } = this
    if (writing === null) return false
    const { step, verdict, note } = writing
    const done = await this.change(() => this.api.connect.tick({ itemId: this.itemId, step, verdict, note }))
    if (done) this.write(null)
    return done
  }

  async set(step: string, done: boolean): Promise<void> {
    await this.change(() =>
      done
        ? this.api.connect.tick({ itemId: this.itemId, step, verdict: 'done', note: '' })
        : this.api.connect.untick({ itemId: this.itemId, step }),
    )
  }

  private async change(work: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false
    this.busy = true
    this.fault = null
    try {
      await work()
      await this.load()
      return true
    } catch (error) {
      runInAction(() => {
        this.fault = errorShapeOf(error)
      })
      return false
    } finally {
      runInAction(() => {
        this.busy = false
      })
    }
  }
}
