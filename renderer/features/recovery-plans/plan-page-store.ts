import { makeAutoObservable, observableRef } from 'mobx'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import type { OrderPlace, PlanAction, PlanDraft, PlanGroup, PlanReady, PlanRun } from '../../../preload/contract/recovery-plans.ts'
import type { Api } from '../../app/api.ts'
import { Request } from '../../state/request.ts'
import {
  acceptOrder,
  addAction,
  changeAction,
  changeGroup,
  keyOf,
  moveRow,
  type Place,
  type PlanRow,
  removeRow,
  rowsOf,
} from './plan-draft.ts'

export type PlanPageApi = Pick<Api, 'recoveryPlans'>
type Plan = Awaited<ReturnType<Api['recoveryPlans']['get']>>

/** One plan as it is kept, as it is being changed, and its runs. */
export class PlanPageStore {
  plan: Plan | null = null
  draft: PlanDraft | null = null
  runs: readonly PlanRun[] = []
  /** With the estimates of what is saved. */
  ready: PlanReady | null = null
  /** The order that is suggested now, to be accepted or not. */
  proposal: readonly OrderPlace[] | null = null
  chosen: string | null = null
  private readonly reading = new Request()
  private readonly saving = new Request()
  private readonly suggesting = new Request()
  private readonly confirming = new Request()
  /** Names of machines that were added and are not saved yet. */
  private added: ReadonlyMap<number, string> = new Map()

  constructor(
    private readonly api: PlanPageApi,
    readonly id: number,
  ) {
    makeAutoObservable<this, 'api' | 'added' | 'reading' | 'saving' | 'suggesting' | 'confirming'>(
      this,
      {
        api: false,
        id: false,
        reading: false,
        saving: false,
        suggesting: false,
        confirming: false,
        plan: observableRef,
        draft: observableRef,
        runs: observableRef,
        ready: observableRef,
        proposal: observableRef,
        added: observableRef,
      },
      { autoBind: true },
    )
  }

  get error(): ErrorShape | null {
    return this.saving.error ?? this.confirming.error ?? this.suggesting.error ?? this.reading.error
  }
  get busy(): boolean {
    return this.saving.busy
  }
  /** A manual action is being confirmed: a second word would be for the next one. */
  get confirms(): boolean {
    return this.confirming.busy
  }
  get dirty(): boolean {
    return this.plan !== null && this.draft !== null && JSON.stringify(draftOf(this.plan)) !== JSON.stringify(this.draft)
  }
  get groups(): readonly PlanGroup[] {
    return this.draft?.groups ?? []
  }
  get rows(): PlanRow[] {
    return rowsOf(this.groups)
  }
  get row(): PlanRow | null {
    return this.rows.find((row) => keyOf(row) === this.chosen) ?? null
  }
  get machines(): number {
    return this.groups.reduce((sum, group) => sum + group.itemIds.length, 0)
  }

  nameOf(item: number): string {
    return this.plan?.members.find((member) => member.id === item)?.name ?? this.added.get(item) ?? String(item)
  }

  /** From 0; -1 = in none. */
  groupOf(item: number): number {
    return this.groups.findIndex((group) => group.itemIds.includes(item))
  }

  get action(): PlanAction | null {
    const { row } = this
    return row?.kind === 'action' ? (this.groups[row.group]?.[row.place][row.index] ?? null) : null
  }

  statusOf(item: number): string {
    return this.plan?.members.find((member) => member.id === item)?.status ?? ''
  }

  /** Reads the plan and its runs; what is being changed stays. */
  async load(): Promise<void> {
    const { id } = this
    const { recoveryPlans } = this.api
    await this.reading.latest(
      () => Promise.all([recoveryPlans.get({ id }), recoveryPlans.runs({ id }), recoveryPlans.ready({ id })]),
      ([plan, runs, ready]) => {
        const kept = this.dirty
        this.plan = plan
        this.runs = runs
        this.ready = ready
        if (!kept) this.draft = draftOf(plan)
      },
    )
  }

  /** True when the plan is saved. */
  async save(): Promise<boolean> {
    const { draft } = this
    if (draft === null) return false
    const done = await this.saving.once(
      async () => {
        await this.api.recoveryPlans.save(draft)
        return this.api.recoveryPlans.get({ id: this.id })
      },
      (plan) => {
        // What is still being read may be from before.
        this.reading.drop()
        this.plan = plan
        // What was changed while it was saved is not saved yet.
        if (this.draft === draft) this.draft = draftOf(plan)
      },
    )
    if (done !== null) await this.load()
    return done !== null
  }

  discard(): void {
    if (this.plan) this.draft = draftOf(this.plan)
    for (const each of [this.saving, this.suggesting, this.confirming]) each.say(null)
  }

  choose(key: string | null): void {
    this.chosen = key
  }

  target(minutes: number | null): void {
    if (this.draft) this.draft = { ...this.draft, targetRtoMinutes: minutes }
  }

  move(by: -1 | 1): void {
    if (this.row) this.take(moveRow(this.groups, this.row, by))
  }

  toGroup(to: number): void {
    if (this.row) this.take(changeGroup(this.groups, this.row, to))
  }

  /** What was dragged is let go over another row. */
  drop(key: string, on: PlanRow): void {
    const row = this.rows.find((each) => keyOf(each) === key)
    if (row) this.take(changeGroup(this.groups, row, on.group, on.kind === 'item' ? on.item : undefined))
  }

  remove(): void {
    const { row } = this
    if (!row) return
    const at = this.rows.findIndex((each) => keyOf(each) === keyOf(row))
    this.put(removeRow(this.groups, row))
    const next = this.rows[Math.min(at, this.rows.length - 1)]
    this.chosen = next ? keyOf(next) : null
  }

  addGroup(): void {
    this.put([...this.groups, { itemIds: [], pre: [], post: [] }])
    this.chosen = `group-${this.groups.length - 1}`
  }

  insert(place: Place, action: PlanAction): void {
    this.put(addAction(this.groups, this.row?.group ?? 0, place, action))
  }

  addItems(items: ReadonlyMap<number, string>): void {
    this.added = new Map([...this.added, ...items])
    const at = this.row?.group ?? 0
    this.put(this.groups.map((group, n) => (n === at ? { ...group, itemIds: [...group.itemIds, ...items.keys()] } : group)))
  }

  /** Puts a changed action in the place of the chosen one. */
  change(action: PlanAction): void {
    if (this.row?.kind === 'action') this.put(changeAction(this.groups, this.row, action))
  }

  async suggest(): Promise<void> {
    await this.suggesting.once(
      () => this.api.recoveryPlans.suggestOrder({ itemIds: this.groups.flatMap((group) => group.itemIds) }),
      ({ machines }) => {
        this.proposal = machines
      },
    )
  }

  acceptProposal(accepted: ReadonlySet<number>): void {
    if (this.proposal) this.put(acceptOrder(this.groups, this.proposal, accepted))
    this.proposal = null
  }

  closeProposal(): void {
    this.proposal = null
  }

  async confirm(runId: number): Promise<void> {
    await this.confirming.once(async () => {
      await this.api.recoveryPlans.confirm({ runId })
      await this.load()
    })
  }

  private put(groups: readonly PlanGroup[]): void {
    if (this.draft) this.draft = { ...this.draft, groups: [...groups] }
  }

  private take(moved: { groups: PlanGroup[]; row: PlanRow } | null): void {
    if (!moved) return
    this.put(moved.groups)
    this.chosen = keyOf(moved.row)
  }
}

const draftOf = ({ id, name, targetRtoMinutes, groups }: Plan): PlanDraft => ({ id, name, targetRtoMinutes, groups })
