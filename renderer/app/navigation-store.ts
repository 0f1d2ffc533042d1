import { makeAutoObservable, observableRef } from 'mobx'
import type { ListKind, Scope } from '../../preload/contract/inventory.ts'
import { type WorkspaceId, workspaceOfKind } from './workspaces.ts'

export interface SortKey {
  field: string
  descending: boolean
}

/** A place in the console. Going back returns to the same node, filter, order and row. */
export type Address = {
  workspace: WorkspaceId
  /** Node of the navigation tree; null = the node that opens the same list, if there is one. */
  nodeId: string | null
} & (
  | { type: 'list'; kind: ListKind; scope: Scope; where: string; sort: SortKey[]; selected: number | null; tab: string | null }
  /** `at` is what was last used there, so that going back finds it. */
  | { type: 'page'; page: string; at?: string; plan?: { id: number; name: string } }
  /** The workspace was opened and its tree is not read yet; becomes its first node. */
  | { type: 'workspace' }
)
export type ListAddress = Extract<Address, { type: 'list' }>

const historyLimit = 100

/**
 * Where a lab begins: all machines. Known before the engine has read any tree, so that the first rows need not wait for one.
 * The node is that of the engine's tree (`inventory.tree`).
 */
const home: Address = {
  workspace: 'vms',
  nodeId: 'allHosts',
  type: 'list',
  kind: 'vms',
  scope: { kind: 'all' },
  where: '',
  sort: [],
  selected: null,
  tab: null,
}

/** Whether an address is the beginning, as nobody has touched it yet. */
const isHome = (address: Address): boolean =>
  address.type === 'list' && address.kind === 'vms' && address.scope.kind === 'all' && address.where === ''

export class NavigationStore {
  private entries: readonly Address[] = [home]
  private index = 0
  /** Counts places entered; a view is made anew when it changes. */
  visit = 0
  /** Asked before the present place is left; given the step, to take it later. */
  private guardian: ((go: () => void) => void) | null = null
  /** Where each workspace was left, so that its button returns there. */
  private readonly left = new Map<WorkspaceId, Address>()

  constructor() {
    makeAutoObservable<this, 'entries' | 'guardian' | 'left'>(
      this,
      { entries: observableRef, guardian: observableRef, left: false },
      { autoBind: true },
    )
  }

  get current(): Address {
    return this.entries[this.index]!
  }

  get workspace(): WorkspaceId {
    return this.current.workspace
  }

  get canGoBack(): boolean {
    return this.index > 0
  }

  get canGoForward(): boolean {
    return this.index < this.entries.length - 1
  }

  get guarded(): boolean {
    return this.guardian !== null
  }

  /** The recovery plan on screen. */
  get planId(): number | null {
    return this.current.type === 'page' ? (this.current.plan?.id ?? null) : null
  }

  get planName(): string {
    return this.current.type === 'page' ? (this.current.plan?.name ?? '') : ''
  }

  /** Whoever has unsaved changes on the present place asks about them; null = it may be left. */
  guard(ask: ((go: () => void) => void) | null): void {
    this.guardian = ask
  }

  openPlan(id: number, name: string): void {
    this.go({ workspace: 'recovery', nodeId: 'recoveryPlans', type: 'page', page: 'page:recovery-plan', plan: { id, name } })
  }

  go(address: Address): void {
    if (this.guardian) {
      this.guardian(() => this.go(address))
      return
    }
    const placeholder = this.current.type === 'workspace' || (this.current === home && isHome(address))
    const kept = this.entries.slice(placeholder ? 0 : -historyLimit, placeholder ? this.index : this.index + 1)
    this.entries = [...kept, address]
    this.index = this.entries.length - 1
    this.left.set(address.workspace, address)
    this.visit += 1
  }

  /** Changes the present place without a step in the history: a filter, an order, a selected row. */
  amend(part: Partial<Pick<ListAddress, 'where' | 'sort' | 'selected' | 'tab'>>): void {
    const now = this.current
    if (now.type !== 'list') return
    const next = { ...now, ...part }
    this.entries = this.entries.map((entry, i) => (i === this.index ? next : entry))
    this.left.set(next.workspace, next)
  }

  /** Notes what was used on the present page, without a step in the history. */
  mark(at: string): void {
    const now = this.current
    if (now.type !== 'page') return
    const next = { ...now, at }
    this.entries = this.entries.map((entry, i) => (i === this.index ? next : entry))
    this.left.set(next.workspace, next)
  }

  openWorkspace(workspace: WorkspaceId): void {
    if (this.current.workspace === workspace) return
    this.go(this.left.get(workspace) ?? { workspace, nodeId: null, type: 'workspace' })
  }

  openPage(workspace: WorkspaceId, page: string): void {
    const now = this.current
    if (now.type === 'page' && now.page === page) return
    this.go({ workspace, nodeId: page, type: 'page', page })
  }

  /** The page of one replicated item; which one, its tab and the instant to explain are noted in the place, so that Back finds them. */
  openItem(id: number, tab?: string, atMs?: number): void {
    const at = [id, tab, tab === undefined ? undefined : atMs].filter((part) => part !== undefined).join(' ')
    this.go({ workspace: 'recovery', nodeId: null, type: 'page', page: 'page:item', at })
  }

  /** The check-lists of one replicated item, for connecting to it after a failover. */
  openConnect(itemId: number): void {
    this.go({ workspace: 'recovery', nodeId: null, type: 'page', page: 'page:connect', at: String(itemId) })
  }

  openList(list: {
    kind: ListKind
    scope?: Scope
    where?: string
    nodeId?: string | null
    workspace?: WorkspaceId
    selected?: number | null
  }): void {
    this.go({
      workspace: list.workspace ?? workspaceOfKind(list.kind),
      nodeId: list.nodeId ?? null,
      type: 'list',
      kind: list.kind,
      scope: list.scope ?? { kind: 'all' },
      where: list.where ?? '',
      sort: [],
      selected: list.selected ?? null,
      tab: null,
    })
  }

  back(): void {
    if (this.canGoBack) this.step(-1)
  }

  forward(): void {
    if (this.canGoForward) this.step(1)
  }

  /** Another lab was opened: old rows mean nothing there. */
  reset(): void {
    this.guardian = null
    this.entries = [home]
    this.index = 0
    this.left.clear()
    this.visit += 1
  }

  private step(by: number): void {
    if (this.guardian) {
      this.guardian(() => this.step(by))
      return
    }
    this.index += by
    this.left.set(this.current.workspace, this.current)
    this.visit += 1
  }
}
