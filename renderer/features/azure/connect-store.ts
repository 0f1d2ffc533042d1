import { makeAutoObservable, observableRef } from 'mobx'
import type { ConnectCard, ConnectTick } from '../../../preload/contract/connect.ts'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import type { Api } from '../../app/api.ts'
import { Request } from '../../state/request.ts'

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
  writing: Writing | null = null
  private readonly reading = new Request()
  private readonly keeping = new Request()

  constructor(
    private readonly api: ConnectApi,
    readonly itemId: number,
  ) {
    makeAutoObservable<this, 'api' | 'reading' | 'keeping'>(
      this,
      { api: false, reading: false, keeping: false, itemId: false, card: observableRef, writing: observableRef },
      { autoBind: true },
    )
  }

  get error(): ErrorShape | null {
    return this.reading.error
  }

  /** What stands against the note that is being written. */
  get fault(): ErrorShape | null {
    return this.keeping.error
  }

  get busy(): boolean {
    return this.keeping.busy
  }

  async load(): Promise<void> {
    await this.reading.latest(
      () => this.api.connect.card({ itemId: this.itemId }),
      (card) => {
        this.card = card
      },
    )
  }

  write(writing: Writing | null): void {
    this.writing = writing
    this.keeping.say(null)
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
    const done = await this.keeping.once(async () => {
      await work()
      await this.load()
    })
    return done !== null
  }
}
