import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { z } from 'zod'
import { AppError, type ErrorShape } from '../../../preload/contract/errors.ts'
import type { capacityEstimate, SetupMachine, SetupOptions } from '../../../preload/contract/setup.ts'
import type { SetupAnswers, SetupPage } from '../../../preload/contract/setup-answers.ts'
import { plural, t } from '../../../preload/contract/words.ts'
import { Request } from '../../state/request.ts'
import { Debounce } from '../../wizard/debounce.ts'
import { MachineWindow } from '../../wizard/machine-window.ts'
import type { WizardPage } from '../../wizard/wizard-page.ts'
import { WizardStore } from '../../wizard/wizard-store.ts'
import { PasswordStore } from './password-store.ts'
import { SelectionStore } from './selection-store.ts'
import type { SetupApi } from './setup-api.ts'
import { TargetDraft } from './target-draft.ts'

/** Answers of which nothing is given yet, put in when the page is built. */
declare const __EMPTY_ANSWERS__: SetupAnswers

export type CapacityEstimate = z.infer<typeof capacityEstimate>
export interface SetupFinished {
  readonly jobId: number
  readonly protectedItems: number
  readonly plans: readonly string[]
}

/** Up to 25,000 selected machines need not travel where only the estate is asked about. */
const withoutItems = (answers: SetupAnswers): SetupAnswers =>
  answers.machines.items.length === 0 ? answers : { ...answers, machines: { ...answers.machines, items: [] } }

interface Ending {
  closed(): void
  finished(result: SetupFinished, openJobs: boolean): void
}

const RELOAD_MS = 150

/**
 * The draft of Getting Started and what its pages offer. The draft is one value, replaced on each change and never altered, so that
 * it goes to the engine as it is; what is right or wrong is told by the engine alone.
 */
export class GettingStartedStore {
  readonly wizard: WizardStore
  /** The machines of the source cloud. */
  readonly machines: MachineWindow<SetupMachine>
  readonly selection: SelectionStore
  readonly password: PasswordStore
  readonly target: TargetDraft
  answers: SetupAnswers = __EMPTY_ANSWERS__
  options: SetupOptions | null = null
  capacity: CapacityEstimate | null = null
  begun = false
  openJobs = false
  confirmedBy = ''
  todayIso = ''
  /** Machine whose properties are open on the machines page. */
  openMachine: { readonly name: string; readonly host: string | null } | null = null

  private readonly beginning = new Request()
  private readonly readingOptions = new Request()
  private readonly readingCapacity = new Request()
  private readonly selectingAll = new Request()
  private result: SetupFinished | null = null
  private readonly optionsLater = new Debounce(RELOAD_MS)
  private readonly capacityLater = new Debounce(RELOAD_MS)

  constructor(
    private readonly api: SetupApi,
    pages: readonly WizardPage[],
    private readonly ending: Ending,
  ) {
    this.machines = new MachineWindow((query) => api.setup.machines({ answers: withoutItems(this.answers), ...query }))
    this.selection = new SelectionStore(
      () => this.answers.machines.items,
      (items) => this.patch('machines', { items }),
    )
    this.password = new PasswordStore(api, (handle) =>
      this.patch('source', { proxy: { ...this.answers.source.proxy, password: handle === null ? null : { handle } } }),
    )
    this.target = new TargetDraft(
      () => this.answers,
      (answers) => this.replace(answers),
    )
    this.wizard = new WizardStore(pages, {
      check: (page) => api.setup.check({ answers: this.answers, ...(page ? { page: page as SetupPage } : {}) }),
      saveDraft: (page) => api.setup.saveDraft({ answers: this.draft, page: page as SetupPage }),
      discardDraft: () => api.setup.discardDraft(),
      finish: () => this.finish(),
      script: () => api.setup.script({ answers: this.draft }),
      settle: () => this.password.settled(),
      reveal: (page, field) => this.reveal(page, field),
      entered: (page) => this.entered(page as SetupPage),
      closed: (how) => this.close(how),
    })
    makeAutoObservable<
      this,
      'api' | 'ending' | 'beginning' | 'readingOptions' | 'readingCapacity' | 'selectingAll' | 'result' | 'optionsLater' | 'capacityLater'
    >(
      this,
      {
        api: false,
        ending: false,
        wizard: false,
        machines: false,
        selection: false,
        password: false,
        target: false,
        beginning: false,
        readingOptions: false,
        readingCapacity: false,
        selectingAll: false,
        result: false,
        optionsLater: false,
        capacityLater: false,
        answers: observableRef,
        options: observableRef,
        capacity: observableRef,
        openMachine: observableRef,
      },
      { autoBind: true },
    )
  }

  get loadError(): ErrorShape | null {
    return this.beginning.error ?? this.readingOptions.error
  }

  get capacityError(): ErrorShape | null {
    return this.readingCapacity.error
  }

  /** Everything that the page shown needs is here. */
  get ready(): boolean {
    if (!this.begun || !this.options || this.readingOptions.busy) return false
    if (this.wizard.currentId === 'capacity') return this.capacity !== null || this.capacityError !== null
    if (this.wizard.currentId === 'machines') return this.machines.loaded || this.machines.error !== null
    return true
  }

  /** What may be kept on disk: a handle of main's memory means nothing tomorrow. */
  get draft(): SetupAnswers {
    const { source } = this.answers
    return source.proxy.password === null
      ? this.answers
      : { ...this.answers, source: { ...source, proxy: { ...source.proxy, password: null } } }
  }

  /** Reads the kept draft, or proposals, and opens at its page. */
  async begin(): Promise<void> {
    // A keychain that hangs must not keep the wizard waiting.
    void this.password.load()
    await this.beginning.once(
      () => Promise.all([this.api.setup.begin(), this.api.shell.info()]),
      ([state, info]) => {
        this.answers = state.answers
        this.confirmedBy = info.userName
        this.todayIso = new Date(info.fixedNowMs ?? Date.now()).toISOString().slice(0, 10)
        this.begun = true
        this.wizard.open(state.page, state)
        const { proxy } = this.answers.source
        if (proxy.password !== null) this.patch('source', { proxy: { ...proxy, password: null } })
      },
    )
  }

  /** Changes some answers of one page. */
  patch<P extends keyof SetupAnswers>(part: P, change: Partial<SetupAnswers[P]>): void {
    this.replace({ ...this.answers, [part]: { ...(this.answers[part] as object), ...change } }, part)
  }

  tick(item: string, ticked: boolean): void {
    const others = this.answers.prerequisites.ticks.filter((t) => t.item !== item)
    this.patch('prerequisites', { ticks: ticked ? [...others, { item, by: this.confirmedBy.trim(), date: this.todayIso }] : others })
  }

  setConfirmedBy(name: string): void {
    this.confirmedBy = name
  }

  setOpenJobs(open: boolean): void {
    this.openJobs = open
  }

  showMachine(machine: { name: string; host: string | null } | null): void {
    this.openMachine = machine && { name: machine.name, host: machine.host }
  }

  async selectAllEligible(): Promise<void> {
    const { selectingAll } = this
    await selectingAll.once(
      () => this.api.setup.eligible({ answers: withoutItems(this.answers), where: this.machines.where }),
      (found) => {
        this.selection.addAll(found)
        this.wizard.announce(t('{count} selected', { count: this.selection.count.toLocaleString('en-US') }))
      },
    )
    if (selectingAll.error)
      runInAction(() => {
        this.machines.error = selectingAll.error
      })
  }

  async reloadOptions(): Promise<void> {
    this.optionsLater.cancel()
    const { readingOptions } = this
    // Only the review sums the machines up; elsewhere the selection need not travel.
    const answers = this.wizard.currentId === 'review' ? this.answers : withoutItems(this.answers)
    await readingOptions.latest(
      () => this.api.setup.options({ answers }),
      (options) => {
        this.options = options
      },
    )
    if (this.options && !readingOptions.busy && readingOptions.error) this.wizard.report(new AppError(readingOptions.error))
  }

  async reloadCapacity(): Promise<void> {
    this.capacityLater.cancel()
    await this.readingCapacity.latest(
      () => this.api.setup.capacity({ answers: this.answers }),
      (estimate) => {
        this.capacity = estimate
      },
    )
  }

  /** Writes the scripts of the draft into a folder of the user's choice. */
  async saveScripts(): Promise<void> {
    try {
      const folder = await this.api.shell.pickFolder({ title: t('Save the scripts in a folder') })
      if (!folder) return
      const { files } = await this.api.setup.exportScripts({ answers: this.draft, folder: folder.token })
      this.wizard.scripts.savedAs(t('{files} saved in {name}.', { files: plural(files.length, 'file'), name: folder.name }))
    } catch (error) {
      this.wizard.scripts.failed(error)
    }
  }

  /** Stops everything under way: the lab was closed, or the dialog taken down. */
  dispose(): void {
    for (const each of [this.beginning, this.readingOptions, this.readingCapacity, this.selectingAll]) each.drop()
    this.optionsLater.cancel()
    this.capacityLater.cancel()
    this.wizard.dispose()
    void this.password.drop()
  }

  private replace(answers: SetupAnswers, part?: keyof SetupAnswers): void {
    const cloudChanged = answers.machines.cloud !== this.answers.machines.cloud
    const itemsOnly = part === 'machines' && answers.machines.items !== this.answers.machines.items
    this.answers = answers
    this.wizard.changed()
    if (!itemsOnly && part !== 'recoveryPlan') this.optionsLater.run(() => void this.reloadOptions())
    if (part === 'capacity') this.capacityLater.run(() => void this.reloadCapacity())
    if (cloudChanged) {
      // Machines of the cloud before are not wanted any more.
      this.selectingAll.drop()
      this.openMachine = null
      void this.machines.reload()
    }
  }

  private entered(page: SetupPage): void {
    this.openMachine = null
    void this.reloadOptions()
    if (page === 'capacity') void this.reloadCapacity()
    if (page === 'machines') void this.machines.reload()
  }

  /** The machine of that name and, where it is known, that host, if its row was read. */
  machineOf({ name, host }: { name: string; host: string | null }): SetupMachine | undefined {
    return this.machines.find((machine) => machine.name === name && (host === null || machine.host === host))
  }

  /** A fault of one machine is shown in its properties: open them. */
  private reveal(page: string, field: string): void {
    const index = /^items\.(\d+)\./.exec(field)?.[1]
    if (page !== 'machines' || index === undefined) return
    const item = this.answers.machines.items[Number(index)]
    if (!item) return
    const machine = { name: item.name, host: item.host ?? null }
    // Far down a long list: bring it up by its name.
    if (!this.machineOf(machine)) this.machines.setWhere(`name="${item.name.replaceAll('"', '""')}"`)
    this.showMachine(machine)
  }

  private async finish(): Promise<void> {
    this.result = await this.api.setup.finish({ answers: this.answers })
  }

  private close(how: 'keep' | 'discard' | 'finish'): void {
    this.dispose()
    if (how === 'finish' && this.result) this.ending.finished(this.result, this.openJobs)
    else this.ending.closed()
  }
}
