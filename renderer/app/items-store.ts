import { makeAutoObservable, observableRef, reaction, runInAction } from 'mobx'
import type { ActionOutcome, ItemVerb } from '../../preload/contract/replication.ts'
import { plural, t } from '../../preload/contract/words.ts'
import { followLab } from './follow.ts'
import type { RootStore } from './root-store.ts'

interface Verdict {
  count: number
  reason: string | null
}

/** Jobs of actions on items, of which `told` speaks: they are told once. */
export const itemDeeds: ReadonlySet<string> = new Set(
  [
    ...['pause', 'resume', 'resync', 'changePolicy', 'disableMachines', 'removeMachines', 'failbackHost', 'enableMachines'],
    ...['testPoint', 'notes'],
  ].map((deed) => `replication.${deed}`),
)

/** The replicated items that commands act on, and what may be done to them now: the engine's word, asked for again with every change. */
export class ItemsStore {
  /** The item whose page is open; commands act on it instead of on a selection. */
  page: { id: number; name: string } | null = null
  private verdicts: ReadonlyMap<ItemVerb, Verdict> | null = null
  private asked = 0

  constructor(private readonly root: RootStore) {
    makeAutoObservable<this, 'root' | 'verdicts' | 'asked'>(
      this,
      { root: false, asked: false, page: observableRef, verdicts: observableRef },
      { autoBind: true },
    )
    reaction(
      () => [this.page?.id, this.list?.selection],
      () => {
        runInAction(() => (this.verdicts = null))
        void this.refresh()
      },
    )
    followLab(root, this.refresh)
  }

  /** Whether items are on screen: their list, or the page of one. */
  get shown(): boolean {
    return this.page !== null || this.list !== null
  }

  get count(): number {
    return this.page ? 1 : (this.list?.selectedCount ?? 0)
  }

  /** "WEB01", "3 machines". */
  get title(): string {
    if (this.page) return this.page.name
    const row = this.list?.activeRow
    return this.count === 1 && row ? String(row.cells.name ?? '') : plural(this.count, 'machine')
  }

  /** The one replicated item that commands act on, if it is one. */
  get single(): { id: number; name: string } | null {
    if (this.page) return this.page
    const row = this.list?.activeRow
    return this.count === 1 && row ? { id: row.id, name: String(row.cells.name ?? '') } : null
  }

  /** Whether the later way to end a test failover is in use, a blade of its own. */
  get cleanupBlade(): boolean {
    return (this.root.lab.info?.rulePack ?? '') >= '2017'
  }

  /** True when the verb is allowed for at least one of them; the reason otherwise. */
  may(verb: ItemVerb): true | string {
    const { lab } = this.root
    if (!lab.isOpen) return t('Open a lab first.')
    if (lab.canWrite !== true) return lab.canWrite
    if (this.count === 0) return t('Select a replicated item first.')
    const verdict = this.verdicts?.get(verb)
    if (!verdict) return t('Its state is being read.')
    return verdict.count > 0 ? true : (verdict.reason ?? t("Its state doesn't allow this."))
  }

  async ids(): Promise<number[]> {
    return this.page ? [this.page.id] : ((await this.list?.selectedIds()) ?? [])
  }

  openPage(page: { id: number; name: string } | null): void {
    this.page = page
  }

  async refresh(): Promise<void> {
    if (!this.shown || this.count === 0) return
    const request = ++this.asked
    try {
      const ids = await this.ids()
      const verdicts = ids.length === 0 ? [] : await this.root.api.replication.allowed({ ids })
      runInAction(() => {
        if (request === this.asked) this.verdicts = new Map(verdicts.map((each) => [each.verb, each]))
      })
    } catch {
      // The engine is restarting; its bar says so and the next change reads again.
    }
  }

  /** Says what came of an action; machines that refused it are named with their reason. */
  told(done: string, outcome: ActionOutcome): void {
    const { notifications } = this.root
    const { jobId } = outcome
    void this.refresh()
    const actions = jobId === null ? [] : [{ label: t('Open job'), run: () => this.root.openObject({ kind: 'jobs' as const, id: jobId }) }]
    if (outcome.refused.length === 0) {
      notifications.push({ intent: 'success', title: done, actions })
      return
    }
    const named = outcome.refused.slice(0, 3).map((each) => `${each.name}: ${each.message}`)
    const rest = outcome.refused.length - named.length
    if (rest > 0) named.push(t('And {n, plural, one {# more} other {# more}}.', { n: rest }))
    notifications.push({
      intent: 'warning',
      title: t('{done} {n, plural, one {# machine was left out.} other {# machines were left out.}}', { done, n: outcome.refused.length }),
      body: named.join(' '),
      details: outcome.refused.map((each) => `${each.name}: ${each.message} ${each.remedy ?? ''} ${each.code}`).join('\n'),
      actions,
    })
  }

  private get list() {
    const list = this.root.activeList
    return list?.kind === 'protectedItems' ? list : null
  }
}
