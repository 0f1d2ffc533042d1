import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { Cell, Details, ListKind } from '../../../preload/contract/inventory.ts'
import type { Api } from '../../app/api.ts'

/** The tab last looked at, for each kind of object, while the window is open. */
const lastTabs = new Map<ListKind, string>()

/** What the lab knows of one row, in tabs. */
export class DetailsStore {
  id: number | null = null
  details: Details | null = null
  error: unknown = null
  tab: string | null
  private request = 0

  constructor(
    private readonly api: Api,
    private readonly kind: ListKind,
    tab: string | null,
  ) {
    this.tab = tab ?? lastTabs.get(kind) ?? null
    makeAutoObservable<this, 'api' | 'kind' | 'request'>(
      this,
      { api: false, kind: false, request: false, details: observableRef, error: observableRef },
      { autoBind: true },
    )
  }

  /** The tab on screen: the chosen one, or the first where this row has no such tab. */
  get current(): Details['tabs'][number] | null {
    const tabs = this.details?.tabs ?? []
    return tabs.find((tab) => tab.id === this.tab) ?? tabs[0] ?? null
  }

  /** Reads a row; the one before stays on screen until the answer is there. */
  async show(id: number | null): Promise<void> {
    const request = ++this.request
    this.id = id
    if (id === null) {
      this.details = null
      this.error = null
      return
    }
    try {
      const details = await this.api.inventory.details({ kind: this.kind, id })
      runInAction(() => {
        if (request !== this.request) return
        this.details = details
        this.error = null
      })
    } catch (error) {
      runInAction(() => {
        if (request === this.request) this.error = error
      })
    }
  }

  open(tab: string): void {
    this.tab = tab
    lastTabs.set(this.kind, tab)
  }

  step(by: number): void {
    const tabs = this.details?.tabs ?? []
    if (tabs.length === 0) return
    const at = tabs.findIndex((tab) => tab.id === this.current?.id)
    this.open(tabs[(at + by + tabs.length) % tabs.length]!.id)
  }

  /** Sets one value by hand; it survives later imports. Rejects with the engine's reason. */
  async edit(field: string, value: Cell): Promise<void> {
    if (this.id === null || !this.canEdit(this.kind)) return
    await this.api.inventory.edit({ kind: this.kind, id: this.id, field, value })
    await this.show(this.id)
  }

  private canEdit(kind: ListKind): kind is 'vms' | 'hosts' | 'clouds' {
    return kind === 'vms' || kind === 'hosts' || kind === 'clouds'
  }
}
