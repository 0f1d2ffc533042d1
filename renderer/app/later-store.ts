import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { NotificationsStore } from './notifications-store.ts'

type Parts = typeof import('./later-parts.tsx')

/**
 * The part of the window that its first picture does without: dialogs, wizards, and pages that are no list. It is read once that
 * picture stands, so that whoever opens one of them finds it there; who is faster waits for the reading.
 */
export class LaterStore {
  parts: Parts | null = null
  private loading: Promise<void> | null = null

  /** `read` is replaced only by tests. */
  constructor(
    private readonly notifications: Pick<NotificationsStore, 'fault'>,
    private readonly read: () => Promise<Parts> = () => import('./later-parts.tsx'),
  ) {
    makeAutoObservable<this, 'notifications' | 'read' | 'loading'>(
      this,
      { parts: observableRef, notifications: false, read: false, loading: false },
      { autoBind: true },
    )
  }

  /** Never rejects: what cannot be read is told, and tried again when it is next asked for. */
  load(): Promise<void> {
    this.loading ??= this.read().then(
      (parts) => runInAction(() => (this.parts = parts)),
      (error: unknown) => {
        this.loading = null
        this.notifications.fault(error)
      },
    ) as Promise<void>
    return this.loading
  }
}
