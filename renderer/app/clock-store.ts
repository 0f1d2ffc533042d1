import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import { type ClockState, clockSpeeds } from '../../preload/contract/clock.ts'
import { t } from '../../preload/contract/words.ts'
import type { Api } from './api.ts'
import type { EngineStore } from './engine-store.ts'
import type { LabStore } from './lab-store.ts'
import type { NotificationsStore } from './notifications-store.ts'

/** The clock of the open lab, as the engine tells it: at most four times a second. */
export class ClockStore {
  state: ClockState | null = null
  /** The speed that Play uses: lab time over wall time. */
  speed = 60

  constructor(
    private readonly api: Api,
    private readonly lab: LabStore,
    engine: EngineStore,
    private readonly notifications: NotificationsStore,
  ) {
    makeAutoObservable<this, 'api' | 'lab' | 'notifications'>(
      this,
      { api: false, lab: false, notifications: false, state: observableRef },
      { autoBind: true },
    )
    api.clock.onChanged((state) => runInAction(() => this.take(state)))
    lab.onReplaced(() => runInAction(() => (this.state = null)))
    engine.onRestarted(() => runInAction(() => (this.state = null)))
  }

  get moving(): boolean {
    return this.state !== null && this.state.mode !== 'paused'
  }

  /** Lab time, in milliseconds since 1970 UTC; null without a lab. */
  get nowMs(): number | null {
    return (this.moving ? this.state?.nowMs : this.lab.info?.clockMs) ?? null
  }

  toggle(): Promise<void> {
    return this.ask(() => (this.moving ? this.api.clock.pause() : this.api.clock.play({ speed: this.speed })))
  }

  step(byMs: number): Promise<void> {
    return this.ask(() => this.api.clock.step({ byMs }))
  }

  /** The next speed of the list, or the one before. */
  async change(by: 1 | -1): Promise<void> {
    const next = clockSpeeds[clockSpeeds.findIndex((speed) => speed === this.speed) + by]
    if (next === undefined) return
    this.speed = next
    this.notifications.announce(t('Speed x{speed}', { speed: next }))
    if (this.state?.mode === 'playing') await this.ask(() => this.api.clock.play({ speed: next }))
  }

  private async ask(work: () => Promise<ClockState>): Promise<void> {
    try {
      const state = await work()
      runInAction(() => this.take(state))
    } catch (error) {
      this.notifications.fault(error)
    }
  }

  private take(state: ClockState): void {
    const stopped = this.moving && state.mode === 'paused'
    this.state = state
    if (state.mode === 'paused') void this.lab.refresh()
    if (stopped && state.stopped) this.notifications.push({ intent: 'info', title: t('The clock stopped.'), body: state.stopped })
  }
}
