import { makeAutoObservable, observable, observableRef, runInAction } from 'mobx'
import type { ErrorShape } from '../../preload/contract/errors.ts'
import { errorShapeOf } from '../state/error-shape.ts'
import { Debounce } from './debounce.ts'

const CHUNK = 100

export interface MachineQuery {
  where: string
  offset: number
  limit: number
}

export interface MachinePage<T> {
  rows: readonly T[]
  total: number
  /** Of those, how many may be selected. */
  eligible: number
}

/** The machines that a wizard offers, as a window: only the chunks that were looked at are held. */
export class MachineWindow<T> {
  where = ''
  total = 0
  eligible = 0
  loaded = false
  error: ErrorShape | null = null
  /** The filter box's fault; the rows stay as they were. */
  filterError: ErrorShape | null = null
  private readonly chunks = observable.map<number, readonly T[]>({}, { deep: false })
  private readonly asked = new Set<number>()
  /** Counts up when what was asked for changes; answers to older questions are dropped. */
  private run = 0
  private readonly later = new Debounce(200)

  constructor(private readonly read: (query: MachineQuery) => Promise<MachinePage<T>>) {
    makeAutoObservable<this, 'read' | 'asked' | 'run' | 'later'>(
      this,
      { read: false, asked: false, run: false, later: false, error: observableRef, filterError: observableRef },
      { autoBind: true },
    )
  }

  at(index: number): T | undefined {
    return this.chunks.get(Math.floor(index / CHUNK))?.[index % CHUNK]
  }

  /** The first of the machines held so far that fits; for what acts on rows that were seen. */
  find(fits: (machine: T) => boolean): T | undefined {
    for (const rows of this.chunks.values()) {
      const found = rows.find(fits)
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

  private async load(chunk: number, fresh: boolean): Promise<void> {
    const run = this.run
    this.asked.add(chunk)
    try {
      const answer = await this.read({ where: this.where, offset: chunk * CHUNK, limit: CHUNK })
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
