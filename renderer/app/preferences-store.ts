import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import { defaultPreferences } from '../../preload/contract/plain.ts'
import type { Preferences } from '../../preload/contract/shell.ts'
import { times } from '../ui/format.ts'
import type { Api } from './api.ts'
import type { NotificationsStore } from './notifications-store.ts'

/** The layout that Reset layout returns to; theme and units are no layout. */
const layout = {
  navigationWidth: defaultPreferences.navigationWidth,
  detailsHeight: defaultPreferences.detailsHeight,
  navigationShown: true,
  detailsShown: true,
  ribbonMinimised: false,
}

const returnKey = 'offsite.return'
/** Lives as long as the window; tests without a page have none. */
const keptForReload = typeof sessionStorage === 'undefined' ? null : sessionStorage

/** How this user likes the window; kept by main. */
export class PreferencesStore {
  values: Preferences = defaultPreferences
  zoomPercent = 100
  systemDark: boolean
  private readonly media: MediaQueryList | null

  constructor(
    private readonly api: Api,
    private readonly notifications: NotificationsStore,
  ) {
    this.media = typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : null
    this.systemDark = this.media?.matches ?? false
    makeAutoObservable<this, 'api' | 'notifications' | 'media'>(
      this,
      { api: false, notifications: false, media: false, values: observableRef },
      { autoBind: true },
    )
    this.media?.addEventListener('change', (event) => runInAction(() => (this.systemDark = event.matches)))
    api.shell.onPreferencesChanged((values) => this.take(values))
    if (typeof window !== 'undefined') this.watchZoom()
  }

  get rowHeight(): 28 | 32 {
    return this.values.density === 'compact' ? 28 : 32
  }

  get theme(): 'light' | 'dark' | 'high-contrast' {
    if (this.values.theme !== 'system') return this.values.theme
    return this.systemDark ? 'dark' : 'light'
  }

  async load(): Promise<void> {
    const [values, zoom] = await Promise.all([this.api.shell.preferences(), this.api.shell.zoom({ step: 'read' })])
    this.take(values)
    runInAction(() => {
      this.zoomPercent = zoom.percent
    })
  }

  async set(part: Partial<Preferences>): Promise<void> {
    const before = this.values
    this.take({ ...before, ...part })
    try {
      await this.api.shell.setPreferences(part)
    } catch (error) {
      this.take(before)
      this.notifications.fault(error)
    }
  }

  /** The page is made again in the other language; `place` is what it shows then. */
  async speak(language: Preferences['language'], place: string): Promise<void> {
    if (language === this.values.language) return
    keptForReload?.setItem(returnKey, place)
    await this.set({ language })
    if (this.values.language !== language) keptForReload?.removeItem(returnKey)
  }

  /** The page of the settings that a change of language came from; null after any other start. */
  takeReturn(): string | null {
    const place = keptForReload?.getItem(returnKey) ?? null
    keptForReload?.removeItem(returnKey)
    return place
  }

  /** The window is zoomed from elsewhere too: its pixels have another size then. */
  private watchZoom(): void {
    let ratio = window.devicePixelRatio
    window.addEventListener('resize', () => {
      if (window.devicePixelRatio === ratio) return
      ratio = window.devicePixelRatio
      this.api.shell.zoom({ step: 'read' }).then(
        ({ percent }) => runInAction(() => (this.zoomPercent = percent)),
        (error: unknown) => this.notifications.fault(error),
      )
    })
  }

  private take(values: Preferences): void {
    this.values = values
    times.utc = values.dates === 'utc'
  }

  resetLayout(): Promise<void> {
    return this.set(layout)
  }

  async zoom(step: 'in' | 'out' | 'reset'): Promise<void> {
    try {
      const { percent } = await this.api.shell.zoom({ step })
      runInAction(() => (this.zoomPercent = percent))
    } catch (error) {
      this.notifications.fault(error)
    }
  }
}
