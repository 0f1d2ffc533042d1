import { makeAutoObservable, observable, observableRef, runInAction } from 'mobx'
import type { ErrorShape } from '../../preload/contract/errors.ts'
import { t } from '../../preload/contract/words.ts'
import { errorShapeOf } from '../state/error-shape.ts'
import { Debounce } from './debounce.ts'
import { WizardFaults } from './wizard-faults.ts'
import type { WizardHost, WizardIssue, WizardPage } from './wizard-page.ts'
import { WizardScripts } from './wizard-scripts.ts'

export type StepState = 'current' | 'error' | 'done' | 'visited' | 'todo'
export type FocusTarget = { readonly to: 'heading' | 'summary' | 'failure' } | { readonly to: 'field'; readonly fields: readonly string[] }

const DRAFT_MS = 1500
const passing: ReadonlySet<string> = new Set(['lab-busy', 'engine-restarted'])
const CHECK_MS = 250

/** Order, validity, focus, busy, draft and leaving of one wizard; knows nothing of what it asks. */
export class WizardStore {
  currentId: string
  readonly visited = observable.set<string>()
  readonly passed = observable.set<string>()
  readonly faults: WizardFaults
  readonly scripts = new WizardScripts()
  busy: 'next' | 'finish' | 'save' | null = null
  failure: ErrorShape | null = null
  dialog: 'none' | 'leave' | 'script' = 'none'
  savedWallMs: number | null = null
  announcement = ''
  /** Counts up with every wish to move the focus, so that the same wish twice is acted on twice. */
  focus: { readonly n: number; readonly target: FocusTarget } = { n: 0, target: { to: 'heading' } }
  closed = false

  private readonly draftLater = new Debounce(DRAFT_MS)
  private readonly checkLater = new Debounce(CHECK_MS)

  constructor(
    private readonly pages: readonly WizardPage[],
    private readonly host: WizardHost,
  ) {
    const first = pages[0]
    if (!first) throw new Error('a wizard needs a page')
    this.currentId = first.id
    this.faults = new WizardFaults((page) => host.check(page))
    makeAutoObservable<this, 'draftLater' | 'checkLater' | 'host' | 'pages'>(
      this,
      {
        draftLater: false,
        checkLater: false,
        host: false,
        pages: false,
        faults: false,
        scripts: false,
        failure: observableRef,
        focus: observableRef,
      },
      { autoBind: true },
    )
  }

  get keepsDrafts(): boolean {
    return this.host.saveDraft !== undefined
  }

  get steps(): readonly WizardPage[] {
    return this.pages.filter((p) => p.visible?.() ?? true)
  }

  get index(): number {
    return Math.max(
      0,
      this.steps.findIndex((p) => p.id === this.currentId),
    )
  }

  get current(): WizardPage {
    return this.steps[this.index] ?? (this.pages[0] as WizardPage)
  }

  get isFirst(): boolean {
    return this.index === 0
  }

  get isLast(): boolean {
    return this.index === this.steps.length - 1
  }

  /** Finish is offered once every page was seen. */
  get canFinish(): boolean {
    return this.steps.every((p) => this.visited.has(p.id) || p.id === this.currentId)
  }

  get allIssues(): readonly WizardIssue[] {
    return this.steps.flatMap((p) => this.faults.of(p.id))
  }

  /** Issues of the page shown that the error summary lists: only after a failed Next or Finish. */
  get summaryIssues(): readonly WizardIssue[] {
    return this.faults.exposedErrors(this.currentId)
  }

  stepState(id: string): StepState {
    if (id === this.currentId) return 'current'
    if (!this.visited.has(id)) return 'todo'
    if (this.faults.hasError(id)) return 'error'
    return this.passed.has(id) ? 'done' : 'visited'
  }

  /** What to show under a field: its first error, else its first warning; nothing before the field was left. */
  fieldIssue(page: string, field: string, parts = false): WizardIssue | undefined {
    return this.faults.shown(page, field, parts)
  }

  /** Opens at a page; those before it count as seen. */
  open(page: string, options: { savedWallMs: number | null; resumed: boolean }): void {
    const at = Math.max(
      0,
      this.steps.findIndex((p) => p.id === page),
    )
    for (const p of this.steps.slice(0, at)) {
      this.visited.add(p.id)
      this.passed.add(p.id)
    }
    this.savedWallMs = options.savedWallMs
    this.show(this.steps[at]?.id ?? this.currentId)
    if (options.resumed && at > 0) void this.check()
  }

  /** The answers changed: judge the page again soon, keep the draft a little later. */
  changed(): void {
    if (this.closed) return
    this.checkLater.run(() => void this.check(this.currentId))
    if (this.keepsDrafts) this.draftLater.run(() => void this.saveDraft(true))
  }

  /** A field was left: its issues show from now on. */
  touch(field: string): void {
    this.faults.touch(this.currentId, field)
    this.checkLater.run(() => void this.check(this.currentId))
  }

  /** Never judges anything. */
  previous(): void {
    const before = this.steps[this.index - 1]
    if (before && !this.busy) this.show(before.id)
  }

  /** A page of the rail that was seen before. */
  goTo(id: string): void {
    if (this.busy || id === this.currentId || !this.visited.has(id)) return
    this.show(id)
  }

  /** From a summary or a pre-check: to the page and, when given, its field. */
  fix(page: string, field?: string): void {
    if (this.busy || !this.steps.some((p) => p.id === page)) return
    if (page !== this.currentId) this.show(page)
    if (field) {
      this.faults.expose(page)
      this.wantFocus({ to: 'field', fields: [field] })
    }
  }

  async next(): Promise<void> {
    if (this.busy || this.isLast) return
    const page = this.currentId
    this.busy = 'next'
    this.failure = null
    try {
      const errors = await this.judge(page)
      runInAction(() => {
        if (errors.length > 0) return this.expose(page, errors)
        this.passed.add(page)
        const following = this.steps[this.index + 1]
        if (following) this.show(following.id)
      })
    } catch (error) {
      this.fail(error)
    } finally {
      runInAction(() => {
        this.busy = null
      })
    }
  }

  async finish(): Promise<void> {
    if (this.busy || !this.canFinish) return
    this.busy = 'finish'
    this.failure = null
    this.draftLater.cancel()
    this.checkLater.cancel()
    try {
      const errors = await this.judge()
      if (errors.length > 0) {
        runInAction(() => this.exposeAll(errors))
        return
      }
      await this.host.finish()
      runInAction(() => {
        this.closed = true
      })
      this.host.closed('finish')
    } catch (error) {
      this.fail(error)
    } finally {
      runInAction(() => {
        this.busy = null
      })
    }
  }

  /** Judges everything, without moving anything: for the review page. */
  async checkAll(): Promise<void> {
    await this.check()
  }

  /** @param quiet the wizard saves by itself: no announcement */
  async saveDraft(quiet = false): Promise<boolean> {
    this.draftLater.cancel()
    if (this.closed || this.busy === 'finish' || !this.host.saveDraft) return false
    try {
      const { savedWallMs } = await this.host.saveDraft(this.currentId)
      runInAction(() => {
        this.savedWallMs = savedWallMs
        if (!quiet) this.announcement = t('Draft saved')
      })
      return true
    } catch (error) {
      // An import holds the lab, or the engine is being started again: both pass, and the answers are kept when they have.
      if (quiet && passing.has(errorShapeOf(error).code)) this.draftLater.run(() => void this.saveDraft(true))
      else this.fail(error)
      return false
    }
  }

  requestClose(): void {
    if (this.busy === 'finish' || this.dialog === 'leave') return
    this.dialog = 'leave'
  }

  async leave(how: 'keep' | 'discard' | 'stay'): Promise<void> {
    this.dialog = 'none'
    if (how === 'stay') return
    this.checkLater.cancel()
    this.draftLater.cancel()
    this.busy = 'save'
    try {
      await this.host.settle?.()
      if (how === 'keep') await this.host.saveDraft?.(this.currentId)
      else await this.host.discardDraft?.()
      runInAction(() => {
        this.closed = true
      })
      this.host.closed(how)
    } catch (error) {
      this.fail(error)
    } finally {
      runInAction(() => {
        this.busy = null
      })
    }
  }

  async viewScript(): Promise<void> {
    const { host } = this
    if (!host.script) return
    const script = host.script.bind(host)
    this.dialog = 'script'
    await this.scripts.load(async () => {
      await host.settle?.()
      return script()
    })
  }

  closeScript(): void {
    this.dialog = 'none'
  }

  announce(text: string): void {
    this.announcement = text
  }

  /** Stops the timers; for a wizard that is taken down from outside (the lab was closed). */
  dispose(): void {
    this.closed = true
    this.draftLater.cancel()
    this.checkLater.cancel()
  }

  private show(id: string): void {
    this.visited.add(id)
    this.currentId = id
    this.failure = null
    this.checkLater.cancel()
    this.announcement = t('Step {index} of {steps}, {title}', {
      index: this.index + 1,
      steps: this.steps.length,
      title: this.current.title,
    })
    this.wantFocus({ to: 'heading' })
    this.host.entered?.(id)
    if (this.isLast) void this.checkAll()
  }

  private async judge(page?: string): Promise<readonly WizardIssue[]> {
    this.checkLater.cancel()
    await this.host.settle?.()
    return (await this.faults.judge(page)).filter((i) => i.severity === 'error')
  }

  /** Judges again in the background: what fails is shown, nothing moves. */
  private async check(page?: string): Promise<void> {
    try {
      await this.faults.judge(page)
    } catch (error) {
      this.fail(error)
    }
  }

  private expose(page: string, errors: readonly WizardIssue[]): void {
    this.faults.expose(page)
    this.passed.delete(page)
    this.announcement =
      errors.length === 1
        ? (errors[0]?.message ?? '')
        : t('{n, plural, one {# entry needs} other {# entries need}} attention.', { n: errors.length })
    this.wantFocus({ to: 'field', fields: errors.map((e) => e.field) })
  }

  private exposeAll(errors: readonly WizardIssue[]): void {
    for (const e of errors) this.faults.expose(e.page)
    this.announcement = t('{n, plural, one {# entry needs} other {# entries need}} attention before Finish', { n: errors.length })
    const first = this.steps.find((p) => errors.some((e) => e.page === p.id))
    if (this.isLast || !first) {
      this.wantFocus({ to: 'summary' })
      return
    }
    this.show(first.id)
    this.wantFocus({ to: 'field', fields: errors.filter((e) => e.page === first.id).map((e) => e.field) })
  }

  private wantFocus(target: FocusTarget): void {
    if (target.to === 'field' && target.fields[0] !== undefined) this.host.reveal?.(this.currentId, target.fields[0])
    this.focus = { n: this.focus.n + 1, target }
  }

  /** A call of the host failed beside the shell's own: shown in the same place. */
  report(error: unknown): void {
    this.fail(error)
  }

  private fail(error: unknown): void {
    runInAction(() => {
      this.failure = errorShapeOf(error)
      this.announcement = this.failure.message
      if (this.busy) this.wantFocus({ to: 'failure' })
    })
  }
}
