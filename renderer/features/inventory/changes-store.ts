import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { z } from 'zod'
import type { jobs } from '../../../preload/contract/jobs.ts'
import type { Api } from '../../app/api.ts'

type Window = z.output<(typeof jobs)['members']['changes']['output']>

/** Objects a page: each has some twenty properties. */
export const pageObjects = 25

/** The change tracking of one job, a page at a time, however long it is. */
export class ChangesStore {
  window: Window | null = null
  error: unknown = null
  type: string | null = null
  page = 0
  private request = 0

  constructor(
    private readonly api: { readonly jobs: Pick<Api['jobs'], 'changes'> },
    private readonly jobId: number,
  ) {
    makeAutoObservable<this, 'api' | 'jobId' | 'request'>(
      this,
      { api: false, jobId: false, request: false, window: observableRef, error: observableRef },
      { autoBind: true },
    )
  }

  get pages(): number {
    return Math.max(1, Math.ceil((this.window?.total ?? 0) / pageObjects))
  }

  /** "26 – 50 of 104,250"; positions count from 1. */
  get span(): { first: number; last: number; total: number } {
    const rows = this.window?.rows.length ?? 0
    const offset = this.window?.offset ?? 0
    return { first: rows === 0 ? 0 : offset + 1, last: offset + rows, total: this.window?.total ?? 0 }
  }

  async load(): Promise<void> {
    const request = ++this.request
    try {
      const window = await this.api.jobs.changes({ id: this.jobId, type: this.type, offset: this.page * pageObjects, limit: pageObjects })
      runInAction(() => {
        if (request !== this.request) return
        this.window = window
        this.error = null
      })
    } catch (error) {
      runInAction(() => {
        if (request === this.request) this.error = error
      })
    }
  }

  async open(page: number): Promise<void> {
    this.page = Math.min(this.pages - 1, Math.max(0, page))
    await this.load()
  }

  async only(type: string | null): Promise<void> {
    this.type = type
    this.page = 0
    await this.load()
  }
}
