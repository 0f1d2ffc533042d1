import { makeAutoObservable, observableRef } from 'mobx'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import type { ActionOutcome, ItemDetails, ItemVerb, LossFacts, PointChoice } from '../../../preload/contract/replication.ts'
import type { ScriptFile } from '../../../preload/contract/setup.ts'
import type { Api } from '../../app/api.ts'
import { Request } from '../../state/request.ts'

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
  loaded = false
  private readonly reading = new Request()
  private readonly readingScripts = new Request()
  private readonly weighing = new Request()
  private readonly submitting = new Request()

  constructor(
    private readonly api: ItemActionApi,
    readonly verb: ItemVerb,
    readonly ids: readonly number[],
  ) {
    makeAutoObservable<this, 'api' | 'reading' | 'readingScripts' | 'weighing' | 'submitting'>(
      this,
      {
        api: false,
        reading: false,
        readingScripts: false,
        weighing: false,
        submitting: false,
        verb: false,
        ids: false,
        item: observableRef,
        choices: observableRef,
        losses: observableRef,
        untested: observableRef,
        failbackHosts: observableRef,
        scripts: observableRef,
      },
      { autoBind: true },
    )
  }

  get error(): ErrorShape | null {
    return this.submitting.error ?? this.reading.error ?? this.weighing.error ?? this.readingScripts.error
  }

  get busy(): boolean {
    return this.submitting.busy
  }

  get single(): boolean {
    return this.ids.length === 1
  }

  async load(): Promise<void> {
    const { replication } = this.api
    const [id] = this.ids
    const toAzure = this.verb === 'planned' || this.verb === 'unplanned'
    await this.reading.latest(
      () =>
        Promise.all([
          replication.allowed({ ids: [...this.ids] }),
          this.single && id !== undefined ? replication.item({ id }) : null,
          replication.choices(),
          toAzure ? replication.untested({ ids: [...this.ids] }) : null,
          this.verb === 'failback' && this.single && id !== undefined ? replication.failbackHosts({ id }) : null,
        ]),
      ([allowed, item, choices, untested, failbackHosts]) => {
        const verdict = allowed.find((each) => each.verb === this.verb)
        this.allowed = verdict?.count ?? 0
        this.back = verdict?.back ?? 0
        this.item = item
        this.choices = choices
        this.untested = untested
        this.failbackHosts = failbackHosts
        this.loaded = true
      },
    )
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
    await this.readingScripts.latest(
      () => this.api.replication.cleanupScript({ ids: [...this.ids] }),
      ({ files }) => {
        this.scripts = files
      },
    )
  }

  /** Null = no point is chosen. */
  async weigh(point: PointChoice | null): Promise<void> {
    await this.weighing.latest(
      async () => (point === null ? null : this.api.replication.losses({ ids: [...this.ids], point })),
      (losses) => {
        this.losses = losses
      },
    )
  }

  /** Null when it was refused; the reason is then in `error`. */
  async submit(work: () => Promise<ActionOutcome>): Promise<ActionOutcome | null> {
    return (await this.submitting.once(work))?.answer ?? null
  }
}
