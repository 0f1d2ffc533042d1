import { makeAutoObservable, observableRef } from 'mobx'
import type { ClockState, LabMoment, RewindPreview } from '../../../preload/contract/clock.ts'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import type { Api } from '../../app/api.ts'
import { WindowStore } from '../../app/window-store.ts'
import { Request } from '../../state/request.ts'
import { Debounce } from '../../wizard/debounce.ts'

export type MomentKinds = 'all' | LabMoment['kind']

/** Where to go back to: what happened, an instant, and what going there would do. */
export class RewindStore {
  readonly moments: WindowStore<LabMoment>
  filter = ''
  kinds: MomentKinds = 'all'
  /** The row that was chosen; -1 = an instant was typed. */
  chosen = -1
  toMs: number | null = null
  private found: RewindPreview | null = null
  private readonly aiming = new Request()
  private readonly rewinding = new Request()
  private readonly later = new Debounce(200)

  constructor(
    private readonly api: { readonly clock: Pick<Api['clock'], 'moments' | 'rewindPreview' | 'rewind'> },
    /** The beginning of the lab's time. */
    private readonly beginMs: number,
  ) {
    this.moments = new WindowStore<LabMoment>((window) => this.read(window))
    makeAutoObservable<this, 'api' | 'beginMs' | 'aiming' | 'rewinding' | 'later' | 'found'>(
      this,
      { api: false, beginMs: false, moments: false, aiming: false, rewinding: false, later: false, found: observableRef },
      { autoBind: true },
    )
  }

  /** What going there would do; the one before stays on screen while it is asked. */
  get preview(): RewindPreview | null {
    return this.aiming.error === null ? this.found : null
  }

  get error(): ErrorShape | null {
    return this.rewinding.error ?? this.aiming.error ?? this.moments.error
  }

  /** Nothing is rewound before the preview is of the instant that is aimed at. */
  get busy(): boolean {
    return this.aiming.busy || this.rewinding.busy
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
      this.aiming.drop()
      this.aiming.say(null)
      this.toMs = null
      this.found = null
    } else void this.aim(toMs)
  }

  /** The state of the clock when it is done; null where it is refused, which `error` tells. */
  async rewind(): Promise<ClockState | null> {
    const { toMs } = this
    if (toMs === null || this.preview === null || this.busy) return null
    return (await this.rewinding.once(() => this.api.clock.rewind({ toMs })))?.answer ?? null
  }

  private async aim(toMs: number): Promise<void> {
    this.toMs = toMs
    this.rewinding.say(null)
    await this.aiming.latest(
      () => this.api.clock.rewindPreview({ toMs }),
      (preview) => {
        this.found = preview
      },
    )
  }

  private search(): void {
    this.chosen = -1
    void this.moments.ask((window) => this.read(window))
  }

  private read(window: { offset: number; limit: number }) {
    return this.api.clock.moments({ filter: this.filter, kinds: this.kinds === 'all' ? [] : [this.kinds], ...window })
  }
}
