import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import type { Details, ListRow } from '../../../preload/contract/inventory.ts'
import type { ItemDetails, RpoExplanation, RpoHistory } from '../../../preload/contract/replication.ts'
import type { Api } from '../../app/api.ts'
import { errorShapeOf } from '../../wizard/error-shape.ts'

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
  error: ErrorShape | null = null
  private asked = 0
  private histories = 0

  constructor(
    private readonly api: ItemPageApi,
    readonly id: number,
    /** The instant to explain first. */
    atMs: number | null = null,
  ) {
    this.atMs = atMs
    makeAutoObservable<this, 'api' | 'asked' | 'histories'>(
      this,
      {
        api: false,
        asked: false,
        histories: false,
        id: false,
        item: observableRef,
        why: observableRef,
        whyError: observableRef,
        history: observableRef,
        details: observableRef,
        events: observableRef,
        error: observableRef,
      },
      { autoBind: true },
    )
  }

  async load(): Promise<void> {
    const run = ++this.asked
    const { id } = this
    try {
      const item = await this.api.replication.item({ id })
      const where = `object="${item.name.replaceAll('"', '""')}"`
      const [why, details, events] = await Promise.all([
        this.explained(),
        this.api.inventory.details({ kind: 'protectedItems', id }),
        this.api.inventory.window({ query: { kind: 'events', scope: { kind: 'all' }, where, sort: [] }, offset: 0, limit: 100 }),
      ])
      runInAction(() => {
        if (run !== this.asked) return
        this.item = item
        this.why = why.told
        this.whyError = why.error
        this.details = details
        this.events = events.rows
        this.error = null
      })
    } catch (error) {
      runInAction(() => {
        if (run === this.asked) this.error = errorShapeOf(error)
      })
    }
  }

  /** Another instant to explain; null = the present one, as it moves. */
  async explainAt(atMs: number | null): Promise<void> {
    this.atMs = atMs
    const why = await this.explained()
    runInAction(() => {
      if (atMs !== this.atMs) return
      this.why = why.told
      this.whyError = why.error
    })
  }

  private async explained(): Promise<{ told: RpoExplanation | null; error: ErrorShape | null }> {
    const { id, atMs } = this
    try {
      return { told: await this.api.replication.explain({ id, ...(atMs === null ? {} : { atMs }) }), error: null }
    } catch (error) {
      return { told: null, error: errorShapeOf(error) }
    }
  }

  async loadHistory(hours: number): Promise<void> {
    const run = ++this.histories
    try {
      const history = await this.api.replication.rpoHistory({ id: this.id, hours })
      runInAction(() => {
        if (run === this.histories) this.history = history
      })
    } catch (error) {
      runInAction(() => {
        if (run === this.histories) this.error = errorShapeOf(error)
      })
    }
  }

  /** True when it is kept. */
  async note(text: string): Promise<boolean> {
    try {
      await this.api.replication.addNote({ id: this.id, text })
      await this.load()
      return true
    } catch (error) {
      runInAction(() => (this.error = errorShapeOf(error)))
      return false
    }
  }
}
