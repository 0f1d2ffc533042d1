import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { TreeNode } from '../../preload/contract/inventory.ts'
import { t } from '../../preload/contract/words.ts'
import { atMostEvery } from '../ui/at-most.ts'
import type { Api } from './api.ts'
import type { LabStore } from './lab-store.ts'
import type { Address } from './navigation-store.ts'
import { explain } from './notifications-store.ts'
import type { WorkspaceId } from './workspaces.ts'

type Trees = Partial<Record<WorkspaceId, readonly TreeNode[]>>

/** Where a workspace begins, when that is not its first node: what people come for. */
const starts: Partial<Record<WorkspaceId, string>> = { vms: 'allHosts', jobs: 'history' }

/** Pages of the window itself, which the engine knows nothing of. */
const ownNodes: Partial<Record<WorkspaceId, TreeNode[]>> = {
  settings: [
    { id: 'page:model', label: t('Model'), icon: 'options', count: null, list: null, children: [] },
    { id: 'page:branches', label: t('Branches of time'), icon: 'branch', count: null, list: null, children: [] },
    { id: 'page:console-options', label: t('Console options'), icon: 'options', count: null, list: null, children: [] },
  ],
}

/** Trees with counts that the clock moves, and how often they follow it while it plays. */
const playedTrees: readonly WorkspaceId[] = ['jobs', 'recovery']
const playedMs = 1000

const isOpener = (node: TreeNode): boolean => node.list !== null || node.id.startsWith('page:')

const sameScope = (a: { kind: string; id?: number | undefined }, b: { kind: string; id?: number | undefined }): boolean =>
  a.kind === b.kind && a.id === b.id

/** The navigation trees, one a workspace, kept by reference and read again after every change. */
export class TreeStore {
  trees: Trees = {}
  error: string | null = null
  /** Nodes that the user closed; everything else is open down to the second level. */
  private closed: ReadonlySet<string> = new Set()
  private opened: ReadonlySet<string> = new Set()
  private asked = 0
  /** The newest question of each tree. */
  private readonly newest = new Map<WorkspaceId, number>()

  constructor(
    private readonly api: Api,
    private readonly lab: LabStore,
  ) {
    makeAutoObservable<this, 'api' | 'lab' | 'closed' | 'opened' | 'asked' | 'newest'>(
      this,
      { api: false, lab: false, asked: false, newest: false, trees: observableRef, closed: observableRef, opened: observableRef },
      { autoBind: true },
    )
    const played = atMostEvery(playedMs, () => this.reload(playedTrees))
    api.inventory.onChanged((change) => {
      if (change.played) played.ask()
      else void this.reload()
    })
    lab.onReplaced(() => this.forget())
  }

  of(workspace: WorkspaceId): readonly TreeNode[] | null {
    return this.trees[workspace] ?? null
  }

  async load(workspace: WorkspaceId): Promise<void> {
    if (!this.lab.isOpen) return
    const request = ++this.asked
    this.newest.set(workspace, request)
    try {
      const nodes = await this.api.inventory.tree({ workspace })
      runInAction(() => {
        // Of the lab before, or from before a change.
        if (this.newest.get(workspace) !== request) return
        this.trees = { ...this.trees, [workspace]: [...nodes, ...(ownNodes[workspace] ?? [])] }
        this.error = null
      })
    } catch (error) {
      runInAction(() => {
        if (this.newest.get(workspace) === request) this.error = explain(error).message
      })
    }
  }

  async reload(only?: readonly WorkspaceId[]): Promise<void> {
    const loaded = Object.keys(this.trees) as WorkspaceId[]
    await Promise.all(loaded.filter((workspace) => only?.includes(workspace) !== false).map((workspace) => this.load(workspace)))
  }

  /** Changes whenever a node opens or closes. */
  get openState(): { closed: ReadonlySet<string>; opened: ReadonlySet<string> } {
    return { closed: this.closed, opened: this.opened }
  }

  isOpen(node: TreeNode, level: number): boolean {
    if (this.closed.has(node.id)) return false
    return level <= 2 || this.opened.has(node.id)
  }

  toggle(id: string, open: boolean): void {
    const closed = new Set(this.closed)
    const opened = new Set(this.opened)
    closed.delete(id)
    opened.delete(id)
    ;(open ? opened : closed).add(id)
    this.closed = closed
    this.opened = opened
  }

  /** The first node that opens something: where a workspace begins. */
  first(workspace: WorkspaceId): TreeNode | null {
    const find = (nodes: readonly TreeNode[]): TreeNode | null => {
      for (const node of nodes) {
        if (isOpener(node)) return node
        const inside = find(node.children)
        if (inside) return inside
      }
      return null
    }
    const start = starts[workspace]
    const wanted = start ? this.path(workspace, (node) => node.id === start).at(-1) : undefined
    return wanted ?? find(this.of(workspace) ?? [])
  }

  /** From the root to the node of an address; empty when the tree holds no such node. */
  pathOf(address: Address): TreeNode[] {
    const byId = this.path(address.workspace, (node) => node.id === address.nodeId)
    if (byId.length > 0 || address.type !== 'list') return byId
    const same = (node: TreeNode): boolean => node.list?.kind === address.kind && sameScope(node.list.scope, address.scope)
    const exact = this.path(address.workspace, (node) => same(node) && node.list?.where === address.where)
    return exact.length > 0 ? exact : this.path(address.workspace, (node) => same(node) && node.list?.where === '')
  }

  forget(): void {
    this.newest.clear()
    this.trees = {}
    this.closed = new Set()
    this.opened = new Set()
  }

  private path(workspace: WorkspaceId, test: (node: TreeNode) => boolean): TreeNode[] {
    const walk = (nodes: readonly TreeNode[], above: TreeNode[]): TreeNode[] => {
      for (const node of nodes) {
        const here = [...above, node]
        if (test(node)) return here
        const found = walk(node.children, here)
        if (found.length > 0) return found
      }
      return []
    }
    return walk(this.of(workspace) ?? [], [])
  }
}
