import { makeAutoObservable, observable, observableRef, runInAction } from 'mobx'
import type { ErrorShape } from '../../../preload/contract/errors.ts'
import type { SetupAnswers, SetupMachine } from '../../../preload/contract/setup.ts'
import { Debounce } from '../../wizard/debounce.ts'
import { errorShapeOf } from '../../wizard/error-shape.ts'
import type { SetupApi } from './setup-api.ts'

const CHUNK = 100

/** The machines of the source cloud as a window: only the chunks that were looked at are held. */
export class MachineListStore {
  where = ''
  total = 0
  eligible = 0
  loaded = false
  error: ErrorShape | null = null
  /** The filter box's fault; the rows stay as they were. */
  filterError: ErrorShape | null = null
  private readonly chunks = observable.map<number, readonly SetupMachine[]>({}, { deep: false })
  private readonly asked = new Set<number>()
  /** Counts up when what was asked for changes; answers to older questions are dropped. */
  private run = 0
  private readonly later = new Debounce(200)

  constructor(
    private readonly api: SetupApi,
    private readonly answers: () => SetupAnswers,
  ) {
    makeAutoObservable<this, 'api' | 'answers' | 'asked' | 'run' | 'later'>(
      this,
      { api: false, answers: false, asked: false, run: false, later: false, error: observableRef, filterError: observableRef },
      { autoBind: true },
    )
  }

  at(index: number): SetupMachine | undefined {
    return this.chunks.get(Math.floor(index / CHUNK))?.[index % CHUNK]
  }

  /** Every machine held so far; for what acts on rows that were seen. */
  find(name: string, host: string | null): SetupMachine | undefined {
    for (const rows of this.chunks.values()) {
      const found = rows.find((m) => m.name === name && (host === null || m.host === host))
      if (found) return found
    }
    return undefined
  }

  setWhere(where: string): void {
    this.where = where
    this.later.run(() => void this.reload())
  }

  /** Reads the first rows again; the rest when it is scrolled to. */
  async reload(): Promise<void> {
    this.later.cancel()
    this.run += 1
    this.asked.clear()
    await this.load(0, true)
  }

  /** Makes sure that rows `first` to `last` are held or on their way. */
  ensure(first: number, last: number): void {
    for (let chunk = Math.floor(first / CHUNK); chunk <= Math.floor(Math.max(first, last) / CHUNK); chunk++) {
      if (chunk * CHUNK < this.total && !this.asked.has(chunk)) void this.load(chunk, false)
    }
  }

  /** Names and hosts of every eligible machine that passes the filter. */
  async allEligible(): Promise<readonly { name: string; host: string | null }[]> {
    return this.api.setup.eligible({ answers: withoutItems(this.answers()), where: this.where })
  }

  private async load(chunk: number, fresh: boolean): Promise<void> {
    const run = this.run
    this.asked.add(chunk)
    try {
      const answer = await this.api.setup.machines({
        answers: withoutItems(this.answers()),
        where: this.where,
        offset: chunk * CHUNK,
        limit: CHUNK,
      })
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

/** Up to 25,000 selected machines need not travel where only the estate is asked about. */
export const withoutItems = (answers: SetupAnswers): SetupAnswers =>
  answers.machines.items.length === 0 ? answers : { ...answers, machines: { ...answers.machines, items: [] } }
