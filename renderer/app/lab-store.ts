import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { z } from 'zod'
import { AppError, type ErrorShape } from '../../preload/contract/errors.ts'
import type { LabInfo, labs, recentLab } from '../../preload/contract/lab.ts'
import { t } from '../../preload/contract/words.ts'
import type { Api } from './api.ts'
import type { NotificationsStore } from './notifications-store.ts'

type RecentLab = z.output<typeof recentLab>
type CreateLab = z.input<(typeof labs.members)['create']['input']>
/** How the refused lab was named, so that a copy of the same one can be opened. */
type Opening = { recent: string } | { last: true }

const tickMs = 1000

/** The lab file that is open, and the ways to another one. */
export class LabStore {
  info: LabInfo | null = null
  /** A lab given at the start is being opened: the window is drawn already, and its questions are answered as soon as it is. */
  opening = false
  recent: readonly RecentLab[] = []
  /** What is under way ("Opening the sample lab"), or null. */
  busy: string | null = null
  /** Why the last lab could not be opened; shown on the start screen, in place. */
  refusal: { error: unknown; opening: Opening } | null = null
  /** Counts labs: the window is drawn anew for each. */
  turn = 0
  /** Counts what main told of labs. */
  private heard = 0
  /** When the clock was last taken over, in page time. */
  private ticked = 0
  private readonly replacedListeners = new Set<() => void>()
  private readonly underWay = new Set<string>()

  constructor(
    private readonly api: Api,
    private readonly notifications: NotificationsStore,
  ) {
    makeAutoObservable<this, 'api' | 'notifications' | 'replacedListeners' | 'underWay' | 'heard' | 'ticked'>(
      this,
      {
        api: false,
        notifications: false,
        replacedListeners: false,
        underWay: false,
        heard: false,
        ticked: false,
        info: observableRef,
        recent: observableRef,
        refusal: observableRef,
      },
      { autoBind: true },
    )
    api.labs.onChanged((info) => runInAction(() => this.take(info)))
    api.labs.onRefused((shape) => runInAction(() => this.refuse(shape)))
    api.inventory.onChanged(() => void this.refresh())
  }

  /** Also while the first one is being opened. */
  get isOpen(): boolean {
    return this.info !== null || this.opening
  }

  get canWrite(): true | string {
    if (!this.isOpen) return t('Open a lab first.')
    if (!this.info) return true
    return this.info.readOnly ? (this.info.readOnlyReason ?? t('This lab is read-only.')) : true
  }

  /** `known` is called when a lab is open or being opened, before anybody asks it anything. */
  async load(known?: () => void): Promise<void> {
    const { heard } = this
    const [info, opening, refusal, recent] = await Promise.all([
      this.api.labs.current(),
      this.api.labs.opening(),
      this.api.labs.refusal(),
      this.api.labs.recent(),
    ])
    if (info !== null || opening) known?.()
    runInAction(() => {
      this.recent = recent
      // What main told meanwhile is newer than these answers.
      if (heard !== this.heard) return
      this.take(info)
      if (refusal) this.refuse(refusal)
      this.opening = opening && this.info === null
    })
  }

  async loadRecent(): Promise<void> {
    const recent = await this.api.labs.recent()
    runInAction(() => (this.recent = recent))
  }

  /** The clock moved: what counts from it reads again at most once a second, and when it stands. */
  tick(nowMs: number, standing: boolean): void {
    if (standing) void this.refresh()
    else if (this.info && this.info.clockMs !== nowMs && performance.now() - this.ticked >= tickMs) {
      this.ticked = performance.now()
      this.info = { ...this.info, clockMs: nowMs }
    }
  }

  /** Reads clock, revision and time of saving again. */
  async refresh(): Promise<void> {
    if (!this.info) return
    try {
      const info = await this.api.session.lab()
      runInAction(() => {
        if (info && this.info?.labId === info.labId) this.info = info
      })
    } catch {
      // The engine is restarting; its bar says so and the next change reads again.
    }
  }

  openSample(): Promise<LabInfo | null> {
    return this.enter(t('Opening the sample lab'), { last: true }, () => this.api.labs.openSample())
  }

  create(input: CreateLab): Promise<LabInfo | null> {
    return this.enter(t('Making {name}', { name: input.name }), { last: true }, () => this.api.labs.create(input))
  }

  openAsked(): Promise<LabInfo | null> {
    return this.enter(t('Opening the lab'), { last: true }, () => this.api.labs.open({ ask: true }))
  }

  openRecent(id: string): Promise<LabInfo | null> {
    return this.enter(t('Opening the lab'), { recent: id }, () => this.api.labs.open({ recent: id }))
  }

  openCopy(): Promise<LabInfo | null> {
    const opening = this.refusal?.opening ?? { last: true as const }
    return this.enter(t('Copying the lab'), opening, () => this.api.labs.openCopy(opening))
  }

  close(): Promise<void> {
    return this.once('close', async () => {
      await this.api.labs.close()
      await this.loadRecent()
    })
  }

  /** A second key press or click while the copy is written writes no second file. */
  saveCopy(): Promise<void> {
    return this.once('saveCopy', async () => {
      const saved = await this.api.labs.saveCopy()
      if (saved) this.notifications.push({ intent: 'success', title: t('Copy saved as {name}.', { name: saved.name }) })
    })
  }

  clearRefusal(): void {
    this.refusal = null
  }

  /** Called when another lab (or none) took the place of the one before. */
  onReplaced(listener: () => void): () => void {
    this.replacedListeners.add(listener)
    return () => this.replacedListeners.delete(listener)
  }

  take(info: LabInfo | null): void {
    const replaced = info?.labId !== this.info?.labId || info?.fileName !== this.info?.fileName
    this.heard += 1
    const expected = this.opening && info !== null
    this.info = info
    this.opening = false
    // What is on screen is of this lab already.
    if (!replaced || expected) return
    this.turn += 1
    if (info) this.refusal = null
    for (const tell of this.replacedListeners) tell()
  }

  /** The lab that was given on the command line, or by the system, is not open. */
  private refuse(shape: ErrorShape): void {
    const error = new AppError(shape)
    this.heard += 1
    this.opening = false
    this.refusal = { error, opening: { last: true } }
    if (this.info) this.notifications.fault(error)
  }

  /** Does a deed that is not under way yet; what it fails of is told where faults are told. */
  private async once(deed: string, work: () => Promise<void>): Promise<void> {
    if (this.underWay.has(deed)) return
    this.underWay.add(deed)
    try {
      await work()
    } catch (error) {
      this.notifications.fault(error)
    } finally {
      this.underWay.delete(deed)
    }
  }

  private async enter(busy: string, opening: Opening, work: () => Promise<LabInfo | null>): Promise<LabInfo | null> {
    if (this.busy) return null
    this.busy = busy
    this.refusal = null
    try {
      const info = await work()
      runInAction(() => {
        if (info) this.take(info)
      })
      return info
    } catch (error) {
      runInAction(() => {
        if (!(error instanceof AppError && error.code === 'cancelled')) this.refusal = { error, opening }
      })
      // With a lab open the start screen is out of sight, so that the refusal needs another place.
      if (this.info) this.notifications.fault(error)
      return null
    } finally {
      runInAction(() => (this.busy = null))
      await this.loadRecent().catch(() => undefined)
    }
  }
}
