import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ObjectLink } from '../../preload/contract/inventory.ts'
import type { JobBrief, JobStatus } from '../../preload/contract/jobs.ts'
import { t } from '../../preload/contract/words.ts'
import { atMostEvery } from '../ui/at-most.ts'
import { formatCell } from '../ui/format.ts'
import type { Api } from './api.ts'
import type { EngineStore } from './engine-store.ts'
import type { LabStore } from './lab-store.ts'
import { explain, type Notice, type NotificationsStore } from './notifications-store.ts'

export interface JobsParts {
  api: { readonly jobs: Api['jobs'] }
  lab: Pick<LabStore, 'info' | 'onReplaced'>
  engine: Pick<EngineStore, 'onRestarted'>
  notifications: NotificationsStore
  /** Opens the list of an object with its row chosen. */
  open: (link: ObjectLink) => void
  /** True while the result of this kind of job stands where the person is looking. */
  inPlace: (kind: string) => boolean
  /** Does `work` once the first rows are on screen. */
  afterPicture: (work: () => void) => void
  /** Asks before the job of a replicated item is cut short, and does it. */
  askCancel: (ids: readonly number[], title: string) => void
  /** True of a result that the deed itself tells, in its own words. */
  toldByDeed: (job: JobBrief) => boolean
}

export type JobAct = 'job.cancel' | 'job.restart' | 'job.takeBack'

const intents: Record<Exclude<JobStatus, 'running' | 'waiting'>, Notice['intent']> = {
  completed: 'success',
  'completed-info': 'warning',
  failed: 'error',
  interrupted: 'error',
  cancelled: 'info',
}

const followMs = 1000

export const isUnderWay = ({ status }: { status: JobStatus }): boolean => status === 'running' || status === 'waiting'

/** "Import vms.csv", "Change properties of virtual machine, SQL01". */
export const jobTitle = ({ name, target }: Pick<JobBrief, 'name' | 'target'>): string =>
  target === null || target === '' || name.includes(target) ? name : t('{name}, {target}', { name, target })

/** Jobs as they begin, go on and end: what runs, what the status bar shows of it, and a notice for each result. */
export class JobsStore {
  /** Running and waiting jobs, newest first. */
  underWay: readonly JobBrief[] = []
  /** The job shown by the pane, and whether the pane is open. */
  paneShown = false
  paneJob: number | null = null
  /** Commands that wait for the engine: "job.takeBack 7". */
  private busy: ReadonlySet<string> = new Set()
  private asked = 0
  private readonly follows = atMostEvery(followMs, () => this.load())

  constructor(private readonly parts: JobsParts) {
    makeAutoObservable<this, 'parts' | 'busy' | 'asked' | 'follows'>(
      this,
      { parts: false, asked: false, follows: false, underWay: observableRef, busy: observableRef },
      { autoBind: true },
    )
    const { api, lab, engine } = parts
    api.jobs.onChanged((job) => runInAction(() => this.take(job)))
    api.jobs.onProgressed(({ jobId, progress, step }) => runInAction(() => this.progress(jobId, progress, step)))
    lab.onReplaced(() => this.replaced())
    engine.onRestarted(() => void this.recover())
  }

  /** The one that the status bar shows. */
  get current(): JobBrief | null {
    return this.underWay[0] ?? null
  }

  of(id: number): JobBrief | null {
    return this.underWay.find((job) => job.id === id) ?? null
  }

  isBusy(act: JobAct, id: number): boolean {
    return this.busy.has(`${act} ${id}`)
  }

  async load(): Promise<void> {
    if (!this.parts.lab.info) {
      this.underWay = []
      return
    }
    const request = ++this.asked
    try {
      const jobs = await this.parts.api.jobs.running()
      // What came meanwhile may be newer than this answer, or not in it: asked again.
      if (request !== this.asked) this.follow()
      else runInAction(() => (this.underWay = jobs))
    } catch {
      // The engine is restarting; it is asked again when it answers.
    }
  }

  openPane(id: number | null = this.paneJob): void {
    this.paneShown = true
    this.paneJob = id
  }

  closePane(): void {
    this.paneShown = false
  }

  choose(id: number | null): void {
    this.paneJob = id
  }

  /** Cancels, restarts or takes back; asks first where cancelling leaves a machine without replication. A refusal is told where faults are told. */
  async act(act: JobAct, id: number): Promise<void> {
    const key = `${act} ${id}`
    if (this.busy.has(key)) return
    const { link, target } = this.of(id) ?? {}
    if (act === 'job.cancel' && link?.kind === 'protectedItems') return this.parts.askCancel([link.id], target ?? '')
    this.busy = new Set([...this.busy, key])
    const { api, notifications } = this.parts
    try {
      if (act === 'job.cancel') await api.jobs.cancel({ id })
      else {
        const { jobId } = await (act === 'job.restart' ? api.jobs.restart({ id }) : api.jobs.takeBack({ id }))
        runInAction(() => {
          if (this.paneShown && this.paneJob === id) this.paneJob = jobId
        })
      }
    } catch (error) {
      notifications.fault(error)
    } finally {
      runInAction(() => {
        this.busy = new Set([...this.busy].filter((one) => one !== key))
      })
    }
  }

  private take(job: JobBrief): void {
    this.asked++
    const others = this.underWay.filter(({ id }) => id !== job.id)
    this.underWay = isUnderWay(job) ? [job, ...others].sort((a, b) => b.id - a.id) : others
    if (!isUnderWay(job) && !this.parts.toldByDeed(job)) this.tell(job)
  }

  private progress(id: number, progress: number | null, step: string | null): void {
    this.underWay = this.underWay.map((job) => (job.id === id ? { ...job, progress, step } : job))
  }

  /** One notice a result: names the job, its object and how it went, and opens them. */
  private tell(job: JobBrief): void {
    const { notifications, open, inPlace } = this.parts
    const { status, link, error } = job
    if (status === 'running' || status === 'waiting') return
    const word = formatCell(status, 'jobStatus', { sizeSuffix: 'GiB', timeZone: 'UTC' })
    notifications.push({
      intent: intents[status],
      title: t('{job}: {status}', { job: jobTitle(job), status: word }),
      body: error === null ? null : [error.message, error.recommendation].filter(Boolean).join(' '),
      details: error === null || status === 'completed' ? null : JSON.stringify({ job: job.id, name: job.name, ...error }, null, 2),
      toast: !inPlace(job.kind),
      actions: [
        ...(link === null || link.kind === 'jobs'
          ? []
          : [{ label: t('Open {target}', { target: job.target ?? 'it' }), run: () => open(link) }]),
        { label: t('Open job'), run: () => open({ kind: 'jobs', id: job.id }) },
      ],
    })
  }

  /** Jobs of the lab's clock tell no beginnings and ends of their own: they are asked after while it plays. */
  follow(): void {
    this.follows.ask()
  }

  private replaced(): void {
    this.paneJob = null
    this.paneShown = this.paneShown && this.parts.lab.info !== null
    if (this.parts.lab.info === null) void this.load()
    else this.parts.afterPicture(() => void this.load())
  }

  /** The engine died: what was under way is asked after, and told when it was cut off. */
  private async recover(): Promise<void> {
    const before = this.underWay
    await this.load()
    for (const { id } of before) {
      if (this.of(id)) continue
      try {
        const job = await this.parts.api.jobs.get({ id })
        runInAction(() => this.tell(job))
      } catch (error) {
        // A job that is gone left nothing to tell.
        if (explain(error).code !== 'not-found') this.parts.notifications.fault(error)
      }
    }
  }
}
