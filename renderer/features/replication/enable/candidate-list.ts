import { makeAutoObservable, observable, observableRef, runInAction } from 'mobx'
import type { ErrorShape } from '../../../../preload/contract/errors.ts'
import type { Candidate } from '../../../../preload/contract/replication.ts'
import type { Api } from '../../../app/api.ts'
import { Debounce } from '../../../wizard/debounce.ts'
import { errorShapeOf } from '../../../wizard/error-shape.ts'

const CHUNK = 100
const LARGEST = 500

/** Machines that could be added, eligible ones first, as a window: only the chunks that were looked at are held. */
export class CandidateList {
  where = ''
  total = 0
  eligible = 0
  loaded = false
  error: ErrorShape | null = null
  filterError: ErrorShape | null = null
  private readonly chunks = observable.map<number, readonly Candidate[]>({}, { deep: false })
  private readonly asked = new Set<number>()
  /** Counts up when what was asked for changes; answers to older questions are dropped. */
  private run = 0
  private readonly later = new Debounce(200)

  constructor(
    private readonly api: { readonly replication: Pick<Api['replication'], 'candidates'> },
    private readonly scope: () => string,
  ) {
    makeAutoObservable<this, 'api' | 'scope' | 'asked' | 'run' | 'later'>(
      this,
      { api: false, scope: false, asked: false, run: false, later: false, error: observableRef, filterError: observableRef },
      { autoBind: true },
    )
  }

  at(index: number): Candidate | undefined {
    return this.chunks.get(Math.floor(index / CHUNK))?.[index % CHUNK]
  }

  setWhere(where: string): void {
    this.where = where
    this.later.run(() => void this.reload())
  }

  async reload(): Promise<void> {
    this.later.cancel()
    this.run += 1
    this.asked.clear()
    await this.load(0, true)
  }

  /** Makes sure that rows `first` to `last` are held or on their way. */
  ensure(first: number, last: number): void {
    for (let chunk = Math.floor(first / CHUNK); chunk <= Math.floor(Math.max(first, last) / CHUNK); chunk++)
      if (chunk * CHUNK < this.total && !this.asked.has(chunk)) void this.load(chunk, false)
  }

  /** Every eligible machine that passes the filter: they stand first. */
  async allEligible(): Promise<readonly Candidate[]> {
    const found: Candidate[] = []
    for (let offset = 0; ; offset += LARGEST) {
      const { rows, eligible } = await this.api.replication.candidates({ where: this.filter, offset, limit: LARGEST })
      found.push(...rows.filter((row) => row.eligible))
      if (rows.length < LARGEST || offset + LARGEST >= eligible) return found
    }
  }

  private get filter(): string {
    const parts = [this.scope(), this.where.trim()].filter((part) => part !== '')
    return parts.length > 1 ? parts.map((part) => `(${part})`).join(' AND ') : (parts[0] ?? '')
  }

  private async load(chunk: number, fresh: boolean): Promise<void> {
    const run = this.run
    this.asked.add(chunk)
    try {
      const answer = await this.api.replication.candidates({ where: this.filter, offset: chunk * CHUNK, limit: CHUNK })
      if (run !== this.run) return
      runInAction(() => {
        if (fresh) this.chunks.clear()
        this.chunks.set(chunk, answer.rows)
        this.total = answer.total
        this.eligible = answer.eligible
        this.loaded = true
        this.error = null
        this.filterError = null
      })
    } catch (error) {
      if (run !== this.run) return
      runInAction(() => {
        this.asked.delete(chunk)
        const shape = errorShapeOf(error)
        if (shape.code === 'filter-syntax') this.filterError = shape
        else this.error = shape
      })
    }
  }
}
