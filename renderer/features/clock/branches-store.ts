import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { z } from 'zod'
import type { BranchInfo, BranchItem, branchJob, clock } from '../../../preload/contract/clock.ts'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import type { Api } from '../../app/api.ts'
import { WindowStore } from '../../app/window-store.ts'
import { Debounce } from '../../wizard/debounce.ts'
import { errorShapeOf } from '../../wizard/error-shape.ts'

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
  error: ErrorShape | null = null
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
  private asked = 0
  private readonly later = new Debounce(200)

  constructor(private readonly api: BranchesApi) {
    makeAutoObservable<this, 'api' | 'asked' | 'later'>(
      this,
      {
        api: false,
        asked: false,
        later: false,
        items: false,
        jobs: false,
        log: false,
        differences: false,
        branches: observableRef,
        error: observableRef,
        details: observableRef,
        comparison: observableRef,
      },
      { autoBind: true },
    )
  }

  get current(): BranchInfo | null {
    return this.branches.find(({ id }) => id === this.chosen) ?? null
  }

  get index(): number {
    return this.branches.findIndex(({ id }) => id === this.chosen)
  }

  /** Reads the list, and the branch that is looked at; at first that is the present one. */
  async load(): Promise<void> {
    try {
      // The newest first: what was just left stands on top.
      const branches = [...(await this.api.clock.branches())].reverse()
      runInAction(() => {
        this.branches = branches
        this.loaded = true
        this.error = null
        if (this.current === null) this.chosen = branches.find(({ current }) => current)?.id ?? branches[0]?.id ?? null
      })
      await this.read()
    } catch (error) {
      runInAction(() => {
        this.error = errorShapeOf(error)
        this.loaded = true
      })
    }
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
    const asked = ++this.asked
    const { clock } = this.api
    try {
      if (this.tab === 'summary') {
        const details = await clock.branch({ branch })
        runInAction(() => {
          if (asked === this.asked) this.details = details
        })
      } else if (this.tab === 'machines') await this.items.ask((window) => clock.branchItems({ branch, filter: this.filter, ...window }))
      else if (this.tab === 'jobs') await this.jobs.ask((window) => clock.branchJobs({ branch, ...window }))
      else if (this.tab === 'log')
        await this.log.ask(async (window) => {
          const { total, lines } = await clock.log({ branch, ...window })
          return { total, rows: lines }
        })
      else await this.compare(branch)
      runInAction(() => {
        if (asked === this.asked) this.error = null
      })
    } catch (error) {
      runInAction(() => {
        if (asked === this.asked) this.error = errorShapeOf(error)
      })
    }
  }

  private async compare(branch: number): Promise<void> {
    const other = this.other ?? this.branches.find(({ id }) => id !== branch)?.id
    if (other === undefined) return
    this.other = other
    await this.differences.ask(async (window) => {
      const { rows, ...ends } = await this.api.clock.compareBranches({ a: other, b: branch, ...window })
      runInAction(() => (this.comparison = ends))
      return { total: ends.total, rows }
    })
  }
}
