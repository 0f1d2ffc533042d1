import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ComputeNetwork, NicType, PropertiesDraft, PropertyIssue } from '../../../preload/contract/compute-network.ts'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import type { Api } from '../../app/api.ts'
import { Request } from '../../state/request.ts'

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
  /** Save was tried: every fault shows, not only those of fields that were changed. */
  tried = false
  private readonly reading = new Request()
  private readonly checking = new Request()
  private readonly saving = new Request()

  constructor(
    private readonly api: ComputeNetworkApi,
    readonly id: number,
  ) {
    makeAutoObservable<this, 'api' | 'reading' | 'checking' | 'saving'>(
      this,
      {
        api: false,
        reading: false,
        checking: false,
        saving: false,
        id: false,
        stored: observableRef,
        edits: observableRef,
        adapterEdits: observableRef,
        issues: observableRef,
      },
      { autoBind: true },
    )
  }

  get error(): ErrorShape | null {
    return this.saving.error ?? this.reading.error
  }

  get busy(): boolean {
    return this.saving.busy
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
    const taken = await this.reading.latest(
      () => this.api.replication.computeNetwork({ id: this.id }),
      (stored) => {
        // While the clock plays most reloads bring nothing new; what is on screen then stays the same object.
        if (JSON.stringify(stored) !== JSON.stringify(this.stored)) this.stored = stored
      },
    )
    if (taken && (this.issues.length === 0 || this.dirty)) await this.check()
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
    this.saving.say(null)
    this.tried = false
    void this.check()
  }

  /** True when it is kept. */
  async save(): Promise<boolean> {
    if (this.busy || !this.dirty) return false
    this.tried = true
    const { edits, adapterEdits } = this
    const done = await this.saving.once(async () => {
      await this.api.replication.setProperties(this.draft)
      runInAction(() => this.forget(edits, adapterEdits))
      await this.load()
    })
    if (done === null) await this.check()
    return done !== null
  }

  /** These changes are stored; what was changed since is not. */
  private forget(edits: Edits, adapterEdits: ReadonlyMap<number, Partial<AdapterEdit>>): void {
    this.edits = Object.fromEntries(Object.entries(this.edits).filter(([field, value]) => edits[field as keyof Edits] !== value))
    this.adapterEdits = new Map([...this.adapterEdits].filter(([id, edit]) => adapterEdits.get(id) !== edit))
    this.tried = false
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
    // What stands against the check itself the page tells: the item has gone, or the engine restarts.
    await this.checking.latest(
      () => this.api.replication.checkProperties(this.draft),
      ({ issues }) => {
        this.issues = issues
      },
    )
  }
}
