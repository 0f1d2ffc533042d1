import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import type { ActionOutcome, ItemDetails, ItemVerb, LossFacts, PointChoice } from '../../../preload/contract/replication.ts'
import type { ScriptFile } from '../../../preload/contract/setup.ts'
import type { Api } from '../../app/api.ts'
import { errorShapeOf } from '../../wizard/error-shape.ts'

export interface ItemActionApi {
  readonly replication: Pick<Api['replication'], 'item' | 'allowed' | 'losses' | 'choices' | 'untested' | 'failbackHosts' | 'cleanupScript'>
}
export type ReplicationChoices = Awaited<ReturnType<ItemActionApi['replication']['choices']>>

/** What a dialog about some items knows of them, and the one call that it makes. */
export class ItemActionStore {
  /** Of these items the action is allowed now. */
  allowed: number | null = null
  /** Of those, machines that are on their way back to the site. */
  back = 0
  /** Of a single one. */
  item: ItemDetails | null = null
  choices: ReplicationChoices | null = null
  losses: LossFacts | null = null
  /** Machines without a test failover in the last days, before a failover to Azure. */
  untested: Awaited<ReturnType<ItemActionApi['replication']['untested']>> | null = null
  riskTaken = false
  failbackHosts: Awaited<ReturnType<ItemActionApi['replication']['failbackHosts']>> | null = null
  scripts: readonly ScriptFile[] | null = null
  error: ErrorShape | null = null
  busy = false
  loaded = false
  private lossRun = 0

  constructor(
    private readonly api: ItemActionApi,
    readonly verb: ItemVerb,
    readonly ids: readonly number[],
  ) {
    makeAutoObservable<this, 'api' | 'lossRun'>(
      this,
      {
        api: false,
        lossRun: false,
        verb: false,
        ids: false,
        item: observableRef,
        choices: observableRef,
        losses: observableRef,
        untested: observableRef,
        failbackHosts: observableRef,
        scripts: observableRef,
        error: observableRef,
      },
      { autoBind: true },
    )
  }

  get single(): boolean {
    return this.ids.length === 1
  }

  async load(): Promise<void> {
    const { replication } = this.api
    const [id] = this.ids
    try {
      const toAzure = this.verb === 'planned' || this.verb === 'unplanned'
      const [allowed, item, choices, untested, failbackHosts] = await Promise.all([
        replication.allowed({ ids: [...this.ids] }),
        this.single && id !== undefined ? replication.item({ id }) : null,
        replication.choices(),
        toAzure ? replication.untested({ ids: [...this.ids] }) : null,
        this.verb === 'failback' && this.single && id !== undefined ? replication.failbackHosts({ id }) : null,
      ])
      runInAction(() => {
        const verdict = allowed.find((each) => each.verb === this.verb)
        this.allowed = verdict?.count ?? 0
        this.back = verdict?.back ?? 0
        this.item = item
        this.choices = choices
        this.untested = untested
        this.failbackHosts = failbackHosts
        this.loaded = true
      })
    } catch (error) {
      this.fail(error)
    }
  }

  /** True when nothing has to be ticked first, or it is. */
  get riskAccepted(): boolean {
    return this.riskTaken || this.untested === null || this.untested.items === 0
  }

  takeRisk(taken: boolean): void {
    this.riskTaken = taken
  }

  /** What a removal leaves on the hosts. */
  async loadScripts(): Promise<void> {
    try {
      const { files } = await this.api.replication.cleanupScript({ ids: [...this.ids] })
      runInAction(() => (this.scripts = files))
    } catch (error) {
      this.fail(error)
    }
  }

  /** Null = no point is chosen. */
  async weigh(point: PointChoice | null): Promise<void> {
    const run = ++this.lossRun
    if (point === null) {
      this.losses = null
      return
    }
    try {
      const losses = await this.api.replication.losses({ ids: [...this.ids], point })
      runInAction(() => {
        if (run === this.lossRun) this.losses = losses
      })
    } catch (error) {
      if (run === this.lossRun) this.fail(error)
    }
  }

  /** Null when it was refused; the reason is then in `error`. */
  async submit(work: () => Promise<ActionOutcome>): Promise<ActionOutcome | null> {
    if (this.busy) return null
    this.busy = true
    this.error = null
    try {
      return await work()
    } catch (error) {
      this.fail(error)
      return null
    } finally {
      runInAction(() => (this.busy = false))
    }
  }

  private fail(error: unknown): void {
    runInAction(() => (this.error = errorShapeOf(error)))
  }
}
