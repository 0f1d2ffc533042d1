import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ErrorShape } from '../../preload/contract/errors.ts'
import { errorShapeOf } from '../state/error-shape.ts'

const chunkRows = 100

/** Reads some rows of a list; `total` is how many there are. */
export type ReadRows<T> = (window: { offset: number; limit: number }) => Promise<{ total: number; rows: readonly T[] }>

/** A long list as windows: only the chunks that were looked at are held, and answers to older questions are dropped. */
export class WindowStore<T> {
  total = 0
  loaded = false
  error: ErrorShape | null = null
  private chunks: ReadonlyMap<number, readonly T[]> = new Map()
  private readonly asked = new Set<number>()
  private run = 0
  private visible = { first: 0, last: 0 }

  constructor(private read: ReadRows<T>) {
    makeAutoObservable<this, 'read' | 'chunks' | 'asked' | 'run' | 'visible'>(
      this,
      { read: false, asked: false, run: false, visible: false, chunks: observableRef, error: observableRef },
      { autoBind: true },
    )
  }

  at(index: number): T | undefined {
    return this.chunks.get(Math.floor(index / chunkRows))?.[index % chunkRows]
  }

  /** Another question: the rows on screen stay until the first answer is there. */
  ask(read: ReadRows<T>): Promise<void> {
    this.read = read
    this.visible = { first: 0, last: 0 }
    return this.reload()
  }

  /** Reads the rows in sight again. */
  async reload(): Promise<void> {
    this.run += 1
    this.asked.clear()
    await this.load(Math.floor(this.visible.first / chunkRows), true)
    this.see(this.visible.first, this.visible.last)
  }

  /** Makes sure that these rows are held or on their way. */
  see(first: number, last: number): void {
    this.visible = { first, last }
    for (let chunk = Math.floor(first / chunkRows); chunk <= Math.floor(Math.max(first, last) / chunkRows); chunk++)
      if (chunk * chunkRows < this.total && !this.asked.has(chunk)) void this.load(chunk, false)
  }

  private async load(chunk: number, fresh: boolean): Promise<void> {
    const { run } = this
    this.asked.add(chunk)
    try {
      const answer = await this.read({ offset: chunk * chunkRows, limit: chunkRows })
      runInAction(() => {
        if (run !== this.run) return
        this.chunks = new Map([...(fresh ? [] : this.chunks), [chunk, answer.rows]])
        this.total = answer.total
        this.loaded = true
        this.error = null
      })
    } catch (error) {
      runInAction(() => {
        if (run !== this.run) return
        this.asked.delete(chunk)
        this.error = errorShapeOf(error)
        this.loaded = true
      })
    }
  }
}
