import { makeAutoObservable, observableRef, reaction, runInAction } from 'mobx'
import type { PlanReady, RunKind } from '../../preload/contract/recovery-plans.ts'
import type { ItemVerb } from '../../preload/contract/replication.ts'
import { t } from '../../preload/contract/words.ts'
import { followLab } from './follow.ts'
import type { RootStore } from './root-store.ts'

/** The recovery plan that commands act on, and what may be done with it now: the engine's word, asked for again with every change. */
export class PlansStore {
  ready: PlanReady | null = null
  private asked = 0

  constructor(private readonly root: RootStore) {
    makeAutoObservable<this, 'root' | 'asked'>(this, { root: false, asked: false, ready: observableRef }, { autoBind: true })
    reaction(
      () => this.id,
      () => {
        runInAction(() => (this.ready = null))
        void this.refresh()
      },
    )
    followLab(root, this.refresh)
  }

  /** The one on screen, or the one selected in the list. */
  get id(): number | null {
    const { planId } = this.root.navigation
    if (planId !== null) return planId
    const list = this.root.activeList
    return list?.kind === 'recoveryPlans' && list.selectedCount === 1 ? (list.activeRow?.id ?? null) : null
  }

  get one(): { id: number; plan: string } | null {
    const { id } = this
    if (id === null) return null
    const { navigation, activeList } = this.root
    return { id, plan: this.ready?.name ?? (navigation.planName || String(activeList?.activeRow?.cells.name ?? '')) }
  }

  /** True when a plan is chosen and can be changed; the reason otherwise. */
  get changeable(): true | string {
    const { lab, navigation } = this.root
    if (!lab.isOpen) return t('Open a lab first.')
    if (lab.canWrite !== true) return lab.canWrite
    if (navigation.guarded) return t('Save or discard the changes of the plan first.')
    return this.id === null ? t('Select one recovery plan first.') : true
  }

  mayRun(kind: RunKind): true | string {
    const may = this.changeable
    if (may !== true) return may
    // The dialog itself says what stands against a run that takes those machines which are ready; a planned one takes all or none.
    if (kind !== 'planned' && kind !== 'failback' && this.ready !== null && this.ready.machines > 0 && !this.ready.running) return true
    return this.verdict(this.ready?.kinds.find((each) => each.kind === kind)?.reason)
  }

  mayFollow(verb: ItemVerb): true | string {
    const may = this.changeable
    if (may !== true) return may
    const found = this.ready?.verbs.find((each) => each.verb === verb)
    return this.verdict(found && found.count === 0 ? (found.reason ?? t('The plan holds no machine.')) : found?.reason)
  }

  async refresh(): Promise<void> {
    const { id } = this
    if (id === null) return
    const request = ++this.asked
    try {
      const ready = await this.root.api.recoveryPlans.ready({ id })
      runInAction(() => {
        if (request === this.asked && this.id === id) this.ready = ready
      })
    } catch {
      // The plan is gone, or the engine is restarting: the next change reads again.
    }
  }

  private verdict(reason: string | null | undefined): true | string {
    if (reason === undefined) return t('Its state is being read.')
    return reason ?? true
  }
}
