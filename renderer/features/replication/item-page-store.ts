import { makeAutoObservable, observableRef } from 'mobx'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import type { Details, ListRow } from '../../../preload/contract/inventory.ts'
import type { ItemDetails, RpoExplanation, RpoHistory } from '../../../preload/contract/replication.ts'
import type { Api } from '../../app/api.ts'
import { errorShapeOf } from '../../state/error-shape.ts'
import { Request } from '../../state/request.ts'

export interface ItemPageApi {
  readonly replication: Pick<Api['replication'], 'item' | 'explain' | 'addNote' | 'rpoHistory'>
  readonly inventory: Pick<Api['inventory'], 'details' | 'window'>
}

/** Everything on the page of one replicated item; read again with every change and while the clock plays. */
export class ItemPageStore {
  item: ItemDetails | null = null
  why: RpoExplanation | null = null
  /** The instant of the past that is explained; null = the present one. */
  atMs: number | null = null
  /** Why that can't be explained. */
  whyError: ErrorShape | null = null
  details: Details | null = null
  events: readonly ListRow[] = []
  history: RpoHistory | null = null
  private readonly reading = new Request()
  private readonly explaining = new Request()
  private readonly readingHistory = new Request()
  private readonly noting = new Request()

  constructor(
    private readonly api: ItemPageApi,
    readonly id: number,
    /** The instant to explain first. */
    atMs: number | null = null,
  ) {
    this.atMs = atMs
    makeAutoObservable<this, 'api' | 'reading' | 'explaining' | 'readingHistory' | 'noting'>(
      this,
      {
        api: false,
        reading: false,
        explaining: false,
        readingHistory: false,
        noting: false,
        id: false,
        item: observableRef,
        why: observableRef,
        whyError: observableRef,
        history: observableRef,
        details: observableRef,
        events: observableRef,
      },
      { autoBind: true },
    )
  }

  get error(): ErrorShape | null {
    return this.noting.error ?? this.reading.error ?? this.readingHistory.error
  }

  /** A note is being kept. */
  get busy(): boolean {
    return this.noting.busy
  }

  async load(): Promise<void> {
    const { id } = this
    await this.reading.latest(
      async () => {
        const item = await this.api.replication.item({ id })
        const where = `object="${item.name.replaceAll('"', '""')}"`
        const [, details, events] = await Promise.all([
          this.explain(),
          this.api.inventory.details({ kind: 'protectedItems', id }),
          this.api.inventory.window({ query: { kind: 'events', scope: { kind: 'all' }, where, sort: [] }, offset: 0, limit: 100 }),
        ])
        return { item, details, events: events.rows }
      },
      ({ item, details, events }) => {
        this.item = item
        this.details = details
        this.events = events
      },
    )
  }

  /** Another instant to explain; null = the present one, as it moves. */
  async explainAt(atMs: number | null): Promise<void> {
    this.atMs = atMs
    await this.explain()
  }

  /** Asks until all hours are known, or something else is wanted; the engine works them out only while it is asked. */
  async loadHistory(hours: number): Promise<void> {
    for (let done = false; !done; ) {
      const taken = await this.readingHistory.latest(
        () => this.api.replication.rpoHistory({ id: this.id, hours }),
        (history) => {
          done = history.done
          // What is shown stays until at least as much is known anew.
          if (done || history.hours.length >= (this.history?.hours.length ?? 0)) this.history = history
        },
      )
      if (!taken) return
    }
  }

  /** Nobody looks at it any more. */
  leaveHistory(): void {
    this.readingHistory.drop()
  }

  /** True when it is kept. */
  async note(text: string): Promise<boolean> {
    const done = await this.noting.once(async () => {
      await this.api.replication.addNote({ id: this.id, text })
      await this.load()
    })
    return done !== null
  }

  /** The instant that was wanted last; what can't be explained is an answer too. */
  private async explain(): Promise<void> {
    const { id, atMs } = this
    await this.explaining.latest(
      () =>
        this.api.replication.explain({ id, ...(atMs === null ? {} : { atMs }) }).then(
          (told) => ({ told, error: null }),
          (error: unknown) => ({ told: null, error: errorShapeOf(error) }),
        ),
      ({ told, error }) => {
        this.why = told
        this.whyError = error
      },
    )
  }
}
