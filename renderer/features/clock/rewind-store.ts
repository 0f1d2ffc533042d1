import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ClockState, LabMoment, RewindPreview } from '../../../preload/contract/clock.ts'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import type { Api } from '../../app/api.ts'
import { WindowStore } from '../../app/window-store.ts'
import { Debounce } from '../../wizard/debounce.ts'
import { errorShapeOf } from '../../wizard/error-shape.ts'

export type MomentKinds = 'all' | LabMoment['kind']

/** Where to go back to: what happened, an instant, and what going there would do. */
export class RewindStore {
  readonly moments: WindowStore<LabMoment>
  filter = ''
  kinds: MomentKinds = 'all'
  /** The row that was chosen; -1 = an instant was typed. */
  chosen = -1
  toMs: number | null = null
  preview: RewindPreview | null = null
  error: ErrorShape | null = null
  busy = false
  private asked = 0
  private readonly later = new Debounce(200)

  constructor(
    private readonly api: { readonly clock: Pick<Api['clock'], 'moments' | 'rewindPreview' | 'rewind'> },
    /** The beginning of the lab's time. */
    private readonly beginMs: number,
  ) {
    this.moments = new WindowStore<LabMoment>((window) => this.read(window))
    makeAutoObservable<this, 'api' | 'beginMs' | 'asked' | 'later'>(
      this,
      { api: false, beginMs: false, moments: false, asked: false, later: false, preview: observableRef, error: observableRef },
      { autoBind: true },
    )
  }

  setFilter(filter: string): void {
    this.filter = filter
    this.later.run(() => this.search())
  }

  setKinds(kinds: MomentKinds): void {
    this.kinds = kinds
    this.search()
  }

  /** The clock is to stand just before what the row tells. */
  choose(index: number): void {
    const row = this.moments.at(index)
    if (!row) return
    this.chosen = index
    void this.aim(Math.max(this.beginMs, row.atMs - 1))
  }

  /** An instant that was typed; null = it is none. */
  type(toMs: number | null): void {
    this.chosen = -1
    if (toMs === null) {
      this.asked++
      this.toMs = null
      this.preview = null
    } else void this.aim(toMs)
  }

  /** The state of the clock when it is done; null where it is refused, which `error` tells. */
  async rewind(): Promise<ClockState | null> {
    if (this.toMs === null || this.busy) return null
    this.busy = true
    try {
      return await this.api.clock.rewind({ toMs: this.toMs })
    } catch (error) {
      runInAction(() => {
        this.error = errorShapeOf(error)
        this.busy = false
      })
      return null
    }
  }

  private async aim(toMs: number): Promise<void> {
    const asked = ++this.asked
    this.toMs = toMs
    try {
      const preview = await this.api.clock.rewindPreview({ toMs })
      runInAction(() => {
        if (asked !== this.asked) return
        this.preview = preview
        this.error = null
      })
    } catch (error) {
      runInAction(() => {
        if (asked !== this.asked) return
        this.preview = null
        this.error = errorShapeOf(error)
      })
    }
  }

  private search(): void {
    this.chosen = -1
    void this.moments.ask((window) => this.read(window))
  }

  private read(window: { offset: number; limit: number }) {
    return this.api.clock.moments({ filter: this.filter, kinds: this.kinds === 'all' ? [] : [this.kinds], ...window })
  }
}
