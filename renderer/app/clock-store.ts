import { makeAutoObservable, observableRef, reaction, runInAction } from 'mobx'
import type { ClockEvent, ClockState } from '../../preload/contract/clock.ts'
import { clockSpeeds } from '../../preload/contract/plain.ts'
import { t } from '../../preload/contract/words.ts'
import { formatCount } from '../ui/format.ts'
import type { Api } from './api.ts'
import type { EngineStore } from './engine-store.ts'
import type { LabStore } from './lab-store.ts'
import type { NotificationsStore } from './notifications-store.ts'

export type RunTarget = { atMs: number } | { event: ClockEvent; item?: number }

export interface ClockParts {
  api: Api
  lab: LabStore
  engine: EngineStore
  notifications: NotificationsStore
  /** Opens the page of a replicated item. */
  openItem(id: number): void
  /** Does `work` once the first rows are on screen. */
  afterPicture(work: () => void): void
}

/** Played more slowly than this share of the wish, the speed reached is shown beside it. */
const slowShare = 0.9

/** The clock of the open lab, as the engine tells it: at most four times a second. */
export class ClockStore {
  state: ClockState | null = null
  /** The speed that Play uses: lab time over wall time. */
  speed = 60
  private asked = 0

  constructor(private readonly parts: ClockParts) {
    makeAutoObservable<this, 'parts' | 'asked'>(this, { parts: false, asked: false, state: observableRef }, { autoBind: true })
    const { api, lab, engine } = parts
    api.clock.onChanged((state) => runInAction(() => this.take(state)))
    lab.onReplaced(() => runInAction(() => this.forget()))
    engine.onRestarted(() => {
      runInAction(() => this.forget())
      void this.load()
    })
    // A window that was loaded anew finds the clock as it is, playing or not.
    reaction(
      () => lab.info !== null && `${lab.info.labId} ${lab.info.fileName}`,
      (open) => void (open && parts.afterPicture(() => void this.load())),
    )
  }

  get moving(): boolean {
    return this.state !== null && this.state.mode !== 'paused'
  }

  /** On the way to an instant or an event. */
  get running(): boolean {
    return this.state?.mode === 'running'
  }

  /** Lab time, in milliseconds since 1970 UTC; null without a lab. */
  get nowMs(): number | null {
    return this.state?.nowMs ?? this.parts.lab.info?.clockMs ?? null
  }

  /** The speed reached, while it plays and stays behind the wish; else null. */
  get behind(): number | null {
    const { state } = this
    if (state?.mode !== 'playing' || state.achieved === null || state.achieved >= state.speed * slowShare) return null
    return Math.max(1, Math.round(state.achieved))
  }

  /** Per cent of the way to an instant; null on the way to an event, whose instant nobody knows. */
  get percent(): number | null {
    const { state } = this
    if (!state?.target || state.target.atMs === null) return null
    const { fromMs, atMs } = state.target
    return atMs <= fromMs ? 100 : Math.floor(((state.nowMs - fromMs) / (atMs - fromMs)) * 100)
  }

  toggle(): Promise<void> {
    return this.ask(() => (this.moving ? this.parts.api.clock.pause() : this.parts.api.clock.play({ speed: this.speed })))
  }

  pause(): Promise<void> {
    return this.ask(() => this.parts.api.clock.pause())
  }

  step(byMs: number): Promise<void> {
    return this.ask(() => this.parts.api.clock.step({ byMs }))
  }

  /** Rejects nothing: a refusal is told where faults are told. */
  runTo(target: RunTarget): Promise<void> {
    return this.ask(() => this.parts.api.clock.runTo(target))
  }

  /** The next speed of the list, or the one before. */
  async change(by: 1 | -1): Promise<void> {
    const at = (clockSpeeds as readonly number[]).indexOf(this.speed)
    const next = clockSpeeds[at + by]
    if (next === undefined) this.parts.notifications.announce(by > 0 ? t('This is the highest speed.') : t('This is the lowest speed.'))
    else await this.setSpeed(next)
  }

  async setSpeed(speed: number): Promise<void> {
    this.speed = speed
    this.parts.notifications.announce(t('Speed x{speed}', { speed: formatCount(speed) }))
    if (this.state?.mode === 'playing') await this.ask(() => this.parts.api.clock.play({ speed }))
  }

  /** Asks the engine where the clock stands; an answer that something newer overtook is dropped. */
  async load(): Promise<void> {
    const asked = ++this.asked
    try {
      const state = await this.parts.api.clock.state()
      runInAction(() => {
        if (asked === this.asked) this.begin(state)
      })
    } catch {
      // The engine is restarting, or the lab is closed again: whoever replaces it asks anew.
    }
  }

  /** What a call of the clock's area answered. */
  take(state: ClockState): void {
    const stopped = this.moving && state.mode === 'paused'
    this.asked++
    // News may come before the answer to the first question.
    if (this.state === null) this.begin(state)
    this.state = state
    this.parts.lab.tick(state.nowMs, state.mode === 'paused')
    if (stopped && state.stopped) this.tell(state)
  }

  /** The first that is known of a clock: it may have been playing, at a speed of its own. */
  private begin(state: ClockState): void {
    this.state = state
    if ((clockSpeeds as readonly number[]).includes(state.speed)) this.speed = state.speed
  }

  private forget(): void {
    this.asked++
    this.state = null
  }

  private async ask(work: () => Promise<ClockState>): Promise<void> {
    try {
      const state = await work()
      runInAction(() => this.take(state))
    } catch (error) {
      this.parts.notifications.fault(error)
    }
  }

  private tell({ stopped, met }: ClockState): void {
    const { notifications, openItem } = this.parts
    notifications.push({
      intent: 'info',
      title: t('The clock stopped.'),
      body: stopped,
      actions: met === null ? [] : [{ label: t('Open {name}', { name: met.name }), run: () => openItem(met.id) }],
    })
  }
}
