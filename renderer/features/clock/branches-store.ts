import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { z } from 'zod'
import type { BranchInfo, BranchItem, branchJob, clock } from '../../../preload/contract/clock.ts'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import type { Api } from '../../app/api.ts'
import { WindowStore } from '../../app/window-store.ts'
import { Request } from '../../state/request.ts'
import { Debounce } from '../../wizard/debounce.ts'

export type BranchDetails = z.output<(typeof clock.members)['branch']['output']>
export type Comparison = z.output<(typeof clock.members)['compareBranches']['output']>
export type Difference = Comparison['rows'][number]
export type BranchJob = z.output<typeof branchJob>
type BranchesApi = { readonly clock: Pick<Api['clock'], 'branches' | 'branch' | 'branchItems' | 'branchJobs' | 'log' | 'compareBranches'> }

export type BranchTab = 'summary' | 'machines' | 'jobs' | 'log' | 'compare'

/** The branches of the lab's time, and everything about the one that is looked at. Nothing here changes any of them. */
export class BranchesStore {
  branches: readonly BranchInfo[] = []
  loaded = false
  chosen: number | null = null
  tab: BranchTab = 'summary'
  details: BranchDetails | null = null
  other: number | null = null
  comparison: Omit<Comparison, 'rows'> | null = null
  filter = ''
  readonly items = new WindowStore<BranchItem>(async () => ({ total: 0, rows: [] }))
  readonly jobs = new WindowStore<BranchJob>(async () => ({ total: 0, rows: [] }))
  readonly log = new WindowStore<string>(async () => ({ total: 0, rows: [] }))
  readonly differences = new WindowStore<Difference>(async () => ({ total: 0, rows: [] }))
  private readonly listing = new Request()
  private readonly reading = new Request()
  private readonly later = new Debounce(200)

  constructor(private readonly api: BranchesApi) {
    makeAutoObservable<this, 'api' | 'listing' | 'reading' | 'later'>(
      this,
      {
        api: false,
        listing: false,
        reading: false,
        later: false,
        items: false,
        jobs: false,
        log: false,
        differences: false,
        branches: observableRef,
        details: observableRef,
        comparison: observableRef,
      },
      { autoBind: true },
    )
  }

  get error(): ErrorShape | null {
    return this.listing.error ?? this.reading.error ?? this.window?.error ?? null
  }

  get current(): BranchInfo | null {
    return this.branches.find(({ id }) => id === this.chosen) ?? null
  }

  get index(): number {
    return this.branches.findIndex(({ id }) => id === this.chosen)
  }

  /** Reads the list, and the branch that is looked at; at first that is the present one. */
  async load(): Promise<void> {
    const taken = await this.listing.latest(
      () => this.api.clock.branches(),
      (branches) => {
        // The newest first: what was just left stands on top.
        this.branches = [...branches].reverse()
        if (this.current === null) this.chosen = branches.find(({ current }) => current)?.id ?? this.branches[0]?.id ?? null
      },
    )
    runInAction(() => {
      this.loaded = true
    })
    if (taken) await this.read()
  }

  choose(index: number): void {
    const branch = this.branches[index]
    if (!branch || branch.id === this.chosen) return
    this.chosen = branch.id
    this.details = null
    this.comparison = null
    if (this.other === branch.id) this.other = null
    void this.read()
  }

  show(tab: BranchTab): void {
    this.tab = tab
    void this.read()
  }

  setFilter(filter: string): void {
    this.filter = filter
    this.later.run(() => void this.read())
  }

  compareWith(other: number | null): void {
    this.other = other
    void this.read()
  }

  /** What the open tab shows of the branch. */
  private async read(): Promise<void> {
    const branch = this.chosen
    if (branch === null) return
    const { clock } = this.api
    const { filter } = this
    if (this.tab === 'summary')
      await this.reading.latest(
        () => clock.branch({ branch }),
        (details) => {
          this.details = details
        },
      )
    else {
      // A list tells by itself what stands against it.
      this.reading.drop()
      this.reading.say(null)
      if (this.tab === 'machines') await this.items.ask((window) => clock.branchItems({ branch, filter, ...window }))
      else if (this.tab === 'jobs') await this.jobs.ask((window) => clock.branchJobs({ branch, ...window }))
      else if (this.tab === 'log')
        await this.log.ask(async (window) => {
          const { total, lines } = await clock.log({ branch, ...window })
          return { total, rows: lines }
        })
      else await this.compare(branch)
    }
  }

  /** The list of the open tab, where it is one. */
  private get window(): WindowStore<unknown> | null {
    if (this.tab === 'summary') return null
    return this.tab === 'compare' ? this.differences : this.tab === 'machines' ? this.items : this[this.tab]
  }

  private async compare(branch: number): Promise<void> {
    const other = this.other ?? this.branches.find(({ id }) => id !== branch)?.id
    if (other === undefined) return
    this.other = other
    await this.differences.ask(async (window) => {
      const { rows, ...ends } = await this.api.clock.compareBranches({ a: other, b: branch, ...window })
      runInAction(() => {
        if (this.chosen === branch && this.other === other) this.comparison = ends
      })
      return { total: ends.total, rows }
    })
  }
}
