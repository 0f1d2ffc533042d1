import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import type { Details, ListRow } from '../../../preload/contract/inventory.ts'
import type { ItemDetails, RpoExplanation } from '../../../preload/contract/replication.ts'
import type { Api } from '../../app/api.ts'
import { errorShapeOf } from '../../wizard/error-shape.ts'

export interface ItemPageApi {
  readonly replication: Pick<Api['replication'], 'item' | 'explain' | 'addNote'>
  readonly inventory: Pick<Api['inventory'], 'details' | 'window'>
}

/** Everything on the page of one replicated item; read again with every change and while the clock plays. */
export class ItemPageStore {
  item: ItemDetails | null = null
  why: RpoExplanation | null = null
  details: Details | null = null
  events: readonly ListRow[] = []
  error: ErrorShape | null = null
  private asked = 0

  constructor(
    private readonly api: ItemPageApi,
    readonly id: number,
  ) {
    makeAutoObservable<this, 'api' | 'asked'>(
      this,
      {
        api: false,
        asked: false,
        id: false,
        item: observableRef,
        why: observableRef,
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
        // Before the clock has moved there is nothing to explain.
        this.api.replication.explain({ id }).catch(() => null),
        this.api.inventory.details({ kind: 'protectedItems', id }),
        this.api.inventory.window({ query: { kind: 'events', scope: { kind: 'all' }, where, sort: [] }, offset: 0, limit: 100 }),
      ])
      runInAction(() => {
        if (run !== this.asked) return
        this.item = item
        this.why = why
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
