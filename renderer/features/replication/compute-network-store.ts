import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ComputeNetwork, NicType, PropertiesDraft, PropertyIssue } from '../../../preload/contract/compute-network.ts'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import type { Api } from '../../app/api.ts'
import { errorShapeOf } from '../../wizard/error-shape.ts'

export interface ComputeNetworkApi {
  readonly replication: Pick<Api['replication'], 'computeNetwork' | 'checkProperties' | 'setProperties'>
}

export interface AdapterEdit {
  subnet: string | null
  ip: string
  type: NicType | null
}

type Edits = Omit<PropertiesDraft, 'id' | 'adapters'>

/** Compute and Network of one item: what is stored, and over it what somebody is about to change. Changes survive every reload. */
export class ComputeNetworkStore {
  stored: ComputeNetwork | null = null
  edits: Edits = {}
  adapterEdits: ReadonlyMap<number, Partial<AdapterEdit>> = new Map()
  issues: readonly PropertyIssue[] = []
  error: ErrorShape | null = null
  busy = false
  /** Save was tried: every fault shows, not only those of fields that were changed. */
  tried = false
  private loads = 0
  private checks = 0

  constructor(
    private readonly api: ComputeNetworkApi,
    readonly id: number,
  ) {
    makeAutoObservable<this, 'api' | 'loads' | 'checks'>(
      this,
      {
        api: false,
        loads: false,
        checks: false,
        id: false,
        stored: observableRef,
        edits: observableRef,
        adapterEdits: observableRef,
        issues: observableRef,
        error: observableRef,
      },
      { autoBind: true },
    )
  }

  get dirty(): boolean {
    return Object.keys(this.edits).length > 0 || this.adapterEdits.size > 0
  }

  get networkId(): number | null {
    return this.edits.networkId === undefined ? (this.stored?.networkId ?? null) : this.edits.networkId
  }

  get size(): string {
    return this.edits.size ?? this.stored?.size ?? ''
  }

  get subnets(): readonly { name: string; range: string }[] {
    return this.stored?.networks.find((each) => each.id === this.networkId)?.subnets ?? []
  }

  adapter(n: number): AdapterEdit {
    const stored = this.stored?.adapters[n]
    const moved = this.networkId !== this.stored?.networkId
    const kept = { subnet: moved ? null : (stored?.subnet ?? null), ip: moved ? '' : (stored?.ip ?? ''), type: stored?.type ?? null }
    return { ...kept, ...this.adapterEdits.get(stored?.networkAdapterId ?? 0) }
  }

  /** The fault or warning under a field. */
  issue(field: string): PropertyIssue | null {
    const found = this.issues.filter((each) => each.field === field)
    return found.find((each) => each.severity === 'error') ?? found[0] ?? null
  }

  get faults(): number {
    return this.issues.filter((each) => each.severity === 'error').length
  }

  async load(): Promise<void> {
    const run = ++this.loads
    try {
      const stored = await this.api.replication.computeNetwork({ id: this.id })
      runInAction(() => {
        if (run !== this.loads) return
        // While the clock plays most reloads bring nothing new; what is on screen then stays the same object.
        if (JSON.stringify(stored) !== JSON.stringify(this.stored)) this.stored = stored
        if (this.error?.code === 'not-found') this.error = null
      })
      if (this.issues.length === 0 || this.dirty) await this.check()
    } catch (error) {
      runInAction(() => {
        if (run === this.loads) this.error = errorShapeOf(error)
      })
    }
  }

  change(part: Edits): void {
    this.edits = { ...this.edits, ...part }
    // Another network has other subnets and addresses.
    if ('networkId' in part)
      this.adapterEdits = new Map([...this.adapterEdits].flatMap(([id, { type }]) => (type === undefined ? [] : [[id, { type }]])))
    void this.check()
  }

  changeAdapter(n: number, part: Partial<AdapterEdit>): void {
    const id = this.stored?.adapters[n]?.networkAdapterId
    if (id === undefined) return
    this.adapterEdits = new Map(this.adapterEdits).set(id, { ...this.adapterEdits.get(id), ...part })
    void this.check()
  }

  discard(): void {
    this.edits = {}
    this.adapterEdits = new Map()
    this.error = null
    this.tried = false
    void this.check()
  }

  /** True when it is kept. */
  async save(): Promise<boolean> {
    if (this.busy || !this.dirty) return false
    this.tried = true
    this.busy = true
    this.error = null
    try {
      await this.api.replication.setProperties(this.draft)
      runInAction(() => {
        this.edits = {}
        this.adapterEdits = new Map()
        this.tried = false
      })
      await this.load()
      return true
    } catch (error) {
      runInAction(() => (this.error = errorShapeOf(error)))
      await this.check()
      return false
    } finally {
      runInAction(() => (this.busy = false))
    }
  }

  private get draft(): PropertiesDraft {
    const adapters = (this.stored?.adapters ?? []).flatMap((each, n) => {
      if (!this.adapterEdits.has(each.networkAdapterId)) return []
      const { subnet, ip, type } = this.adapter(n)
      return [{ networkAdapterId: each.networkAdapterId, subnet, ip: ip.trim() === '' ? null : ip.trim(), type }]
    })
    return { id: this.id, ...this.edits, ...(adapters.length > 0 ? { adapters } : {}) }
  }

  private async check(): Promise<void> {
    const run = ++this.checks
    try {
      const { issues } = await this.api.replication.checkProperties(this.draft)
      runInAction(() => {
        if (run === this.checks) this.issues = issues
      })
    } catch {
      // The item has gone or the engine restarts; the page tells.
    }
  }
}
