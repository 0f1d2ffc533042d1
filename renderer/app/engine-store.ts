import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { z } from 'zod'
import type { engineStatus } from '../../preload/contract/shell.ts'
import { t } from '../../preload/contract/words.ts'
import type { Api } from './api.ts'
import type { NotificationsStore } from './notifications-store.ts'

export type EngineStatus = z.output<typeof engineStatus>

/** Whether the engine process answers. A restart is told once and stays on screen until it is read. */
export class EngineStore {
  status: EngineStatus = { state: 'starting' }
  restarted = false
  private readonly restartListeners = new Set<() => void>()

  constructor(
    private readonly api: Api,
    private readonly notifications: NotificationsStore,
  ) {
    makeAutoObservable<this, 'api' | 'notifications' | 'restartListeners'>(
      this,
      { api: false, notifications: false, restartListeners: false, status: observableRef },
      { autoBind: true },
    )
    api.shell.onEngineChanged((status) => runInAction(() => this.take(status)))
  }

  async load(): Promise<void> {
    const status = await this.api.shell.engineStatus()
    runInAction(() => (this.status = status))
  }

  dismiss(): void {
    this.restarted = false
  }

  /** Called each time the engine answers again after a restart. */
  onRestarted(listener: () => void): () => void {
    this.restartListeners.add(listener)
    return () => this.restartListeners.delete(listener)
  }

  private take(status: EngineStatus): void {
    const before = this.status.state
    this.status = status
    if (status.state === 'restarting') this.restarted = true
    if (status.state === 'failed') this.notifications.announce(status.error?.message ?? t('The engine stopped.'), true)
    if (status.state !== 'running' || (before !== 'restarting' && before !== 'failed')) return
    this.restarted = true
    this.notifications.announce(t('The engine stopped and was restarted.'), true)
    for (const tell of this.restartListeners) tell()
  }
}
