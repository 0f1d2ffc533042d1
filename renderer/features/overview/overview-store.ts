import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { Api } from '../../app/api.ts'

type Totals = Awaited<ReturnType<Api['inventory']['totals']>>
type Progress = Awaited<ReturnType<Api['setup']['progress']>>
type Summary = Awaited<ReturnType<Api['readiness']['summary']>>

/** The servers that the vault knows; what the tree lists under Servers. */
export const registered = 'registered:yes'
/** The jobs of Site Recovery; what the tree lists under Site Recovery jobs. */
export const recoveryJobs = 'kind:setup*'

export interface OverviewFigures {
  totals: Totals
  progress: Progress
  readiness: Summary
  vault: { name: string; cells: Record<string, string | number | null> } | null
  servers: number
  mappings: number
  policies: number
  storageAccounts: number
  jobs: number
}

/** The figures of the Site Recovery overview; each is the length of the list that it opens. */
export class OverviewStore {
  figures: OverviewFigures | null = null
  error: unknown = null
  private request = 0

  constructor(private readonly api: Api) {
    makeAutoObservable<this, 'api' | 'request'>(
      this,
      { api: false, request: false, figures: observableRef, error: observableRef },
      { autoBind: true },
    )
  }

  async load(): Promise<void> {
    const request = ++this.request
    const { inventory, setup, readiness } = this.api
    const count = (kind: 'vmmServers' | 'mappings' | 'policies' | 'storageAccounts' | 'jobs', where = ''): Promise<number> =>
      inventory.window({ query: { kind, where }, offset: 0, limit: 0 }).then((answer) => answer.total)
    try {
      const [totals, progress, summary, vaults, servers, mappings, policies, storageAccounts, jobs] = await Promise.all([
        inventory.totals(),
        setup.progress(),
        readiness.summary(),
        inventory.window({ query: { kind: 'vaults' }, offset: 0, limit: 1 }),
        count('vmmServers', registered),
        count('mappings'),
        count('policies'),
        count('storageAccounts'),
        count('jobs', recoveryJobs),
      ])
      runInAction(() => {
        if (request !== this.request) return
        const row = vaults.rows[0]
        this.figures = {
          totals,
          progress,
          readiness: summary,
          vault: row ? { name: String(row.cells.name ?? ''), cells: row.cells } : null,
          servers,
          mappings,
          policies,
          storageAccounts,
          jobs,
        }
        this.error = null
      })
    } catch (error) {
      runInAction(() => {
        if (request === this.request) this.error = error
      })
    }
  }
}
