import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { JobBrief } from '../../preload/contract/jobs.ts'
import type { Api } from './api.ts'

/** Jobs that the pane lists; the workspace holds them all. */
const listed = 50

/** A job's status as a cell: "running 45" while its progress is known. */
export const statusCell = ({ status, progress }: Pick<JobBrief, 'status' | 'progress'>): string =>
  (status === 'running' || status === 'waiting') && progress !== null ? `${status} ${Math.floor(progress)}` : status

/** The newest jobs, for the pane. */
export class RecentJobsStore {
  /** Null until they were read. */
  jobs: readonly JobBrief[] | null = null
  private request = 0

  constructor(private readonly api: { readonly jobs: Pick<Api['jobs'], 'recent'> }) {
    makeAutoObservable<this, 'api' | 'request'>(this, { api: false, request: false, jobs: observableRef }, { autoBind: true })
  }

  async load(): Promise<void> {
    const request = ++this.request
    try {
      const jobs = await this.api.jobs.recent({ limit: listed })
      runInAction(() => {
        if (request === this.request) this.jobs = jobs
      })
    } catch {
      // The engine is restarting: its bar says so, and the jobs are read again when it answers.
    }
  }
}
