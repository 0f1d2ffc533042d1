import { makeAutoObservable, observableRef } from 'mobx'
import type { PickedFile } from '../../preload/contract/common.ts'
import type { TileFigure } from '../../preload/contract/dashboard.ts'
import type { ListKind, ObjectLink } from '../../preload/contract/inventory.ts'
import type { RunKind } from '../../preload/contract/recovery-plans.ts'
import type { ItemVerb } from '../../preload/contract/replication.ts'
import type { AppInfo } from '../../preload/contract/shell.ts'
import { t } from '../../preload/contract/words.ts'
import type { ActiveList } from './active-list.ts'
import type { Api } from './api.ts'
import { ClockStore } from './clock-store.ts'
import { CommandStore } from './commands.ts'
import { EngineStore } from './engine-store.ts'
import { ImportRunStore } from './import-run-store.ts'
import { ItemsStore, itemDeeds } from './items-store.ts'
import { JobsStore } from './jobs-store.ts'
import { LabStore } from './lab-store.ts'
import { LaterStore } from './later-store.ts'
import { NavigationStore } from './navigation-store.ts'
import { NewsStore } from './news-store.ts'
import { NotificationsStore } from './notifications-store.ts'
import { PlansStore } from './plans-store.ts'
import { PreferencesStore } from './preferences-store.ts'
import { TreeStore } from './tree-store.ts'

/** Verbs on replicated items that are asked about before they are done. */
export type ItemDialogVerb = Exclude<ItemVerb, 'pause' | 'resume' | 'resync' | 'restart'>

/** The one dialog that may be open; a union instead of a flag for each. */
export type DialogState =
  | { name: 'import'; files: PickedFile[] }
  | { name: 'getting-started' }
  | { name: 'new-lab' }
  | { name: 'lab-properties' }
  | { name: 'about' }
  | { name: 'palette' }
  | { name: 'keyboard-map' }
  | { name: 'tour' }
  | { name: 'plan-create' }
  | { name: 'plan-run'; id: number; plan: string; kind: RunKind }
  | { name: 'plan-rename'; id: number; plan: string }
  | { name: 'plan-export'; id: number; plan: string }
  | { name: 'plan-delete'; id: number; plan: string }
  | { name: 'run-to' }
  | { name: 'rewind' }
  | { name: 'run-as-create' }
  | { name: 'run-as-password'; id: number }
  | { name: 'run-as-delete'; id: number }
  | { name: 'enable-replication' }
  | { name: 'azure-limits' }
  /** `title` names the machine, or tells how many. */
  | { name: 'item'; verb: ItemDialogVerb; ids: readonly number[]; title: string }
  /** `value` is the name that a tile has now, `title` its own; `save` is told the new one. */
  | { name: 'tile-rename'; title: string; value: string; save: (name: string) => void }
  | { name: 'tile-about'; title: string; about: string; figures: readonly Pick<TileFigure, 'id' | 'label' | 'opens'>[] }

/** Everything that the window knows, made once and handed down by `RootContext`. */
export class RootStore {
  readonly notifications = new NotificationsStore()
  readonly navigation = new NavigationStore()
  readonly later = new LaterStore(this.notifications)
  readonly engine: EngineStore
  readonly preferences: PreferencesStore
  readonly lab: LabStore
  readonly clock: ClockStore
  readonly trees: TreeStore
  readonly importRun: ImportRunStore
  readonly items: ItemsStore
  readonly plans: PlansStore
  readonly jobs: JobsStore
  readonly news: NewsStore
  readonly commands: CommandStore
  dialog: DialogState | null = null
  /** What the product is; known when `start` is done, and nothing is drawn before. */
  info!: AppInfo
  /** The list on screen, if there is one: what list commands act on. */
  activeList: ActiveList | null = null
  private readonly refreshListeners = new Set<() => Promise<void>>()

  constructor(
    readonly api: Api,
    /** When to ask what the first picture does without; at once where nothing is drawn. */
    private readonly inItsTime: (root: RootStore, work: () => void) => void = (_, work) => work(),
  ) {
    this.engine = new EngineStore(api, this.notifications)
    this.preferences = new PreferencesStore(api, this.notifications)
    this.lab = new LabStore(api, this.notifications)
    this.clock = new ClockStore({
      api,
      lab: this.lab,
      engine: this.engine,
      notifications: this.notifications,
      openItem: (id) => this.navigation.openItem(id),
      afterPicture: (work) => this.afterPicture(work),
    })
    this.trees = new TreeStore(api, this.lab)
    this.importRun = new ImportRunStore(api)
    this.jobs = new JobsStore({
      api,
      lab: this.lab,
      engine: this.engine,
      notifications: this.notifications,
      open: (link) => this.openObject(link),
      // An edited value stands where it was typed, a rewind tells itself, the result of an import stands in its dialog.
      inPlace: (kind) =>
        ['inventory.edit', 'model.set', 'clock.rewind', 'connect.tick'].includes(kind) ||
        (kind === 'import' && this.dialog?.name === 'import'),
      afterPicture: (work) => this.afterPicture(work),
      askCancel: (ids, title) => this.openDialog({ name: 'item', verb: 'cancel', ids, title }),
      toldByDeed: ({ kind, status }) => status === 'completed' && itemDeeds.has(kind),
    })
    makeAutoObservable<this, 'refreshListeners' | 'inItsTime'>(
      this,
      {
        api: false,
        info: false,
        notifications: false,
        navigation: false,
        later: false,
        engine: false,
        preferences: false,
        lab: false,
        clock: false,
        trees: false,
        importRun: false,
        items: false,
        plans: false,
        jobs: false,
        news: false,
        commands: false,
        refreshListeners: false,
        inItsTime: false,
        afterPicture: false,
        dialog: observableRef,
        activeList: observableRef,
      },
      { autoBind: true },
    )
    this.items = new ItemsStore(this)
    this.plans = new PlansStore(this)
    this.news = new NewsStore(this)
    api.inventory.onChanged((change) => change.played && this.jobs.follow())
    api.replication.onChanged(this.jobs.follow)
    this.commands = new CommandStore(this)
    this.lab.onReplaced(() => this.labReplaced())
  }

  /** Called when the user asks the page to read again. */
  onRefreshed(listener: () => Promise<void>): () => void {
    this.refreshListeners.add(listener)
    return () => this.refreshListeners.delete(listener)
  }

  /** Reads the page on screen, the trees and the lab again. */
  async refresh(): Promise<void> {
    await Promise.all([
      this.activeList?.reload(),
      ...[...this.refreshListeners].map((read) => read()),
      this.trees.reload(),
      this.lab.refresh(),
    ])
  }

  /** Reads what the first picture needs. `labKnown` is called first of all when there is a lab. */
  async start(labKnown?: () => void): Promise<void> {
    const [info] = await Promise.all([this.api.shell.info(), this.preferences.load(), this.engine.load(), this.lab.load(labKnown)])
    this.info = info
    const place = this.preferences.takeReturn()
    if (place !== null && this.lab.info) this.navigation.openPage('settings', place)
  }

  /** What the first picture of a list or of the start screen waits for is there; other places wait for the later part themselves. */
  get isPictured(): boolean {
    return !this.lab.isOpen || this.navigation.current.type !== 'list' || this.activeList?.loaded === true
  }

  /** Wall time, in milliseconds since 1970 UTC; fixed while pictures are taken. */
  wallNowMs(): number {
    return this.info.fixedNowMs ?? Date.now()
  }

  /** Leaves engine and page to what people wait for, and does `work` then. */
  afterPicture(work: () => void): void {
    this.inItsTime(this, work)
  }

  openDialog(dialog: DialogState): void {
    this.dialog = dialog
  }

  /** Closes the dialog that is open; with `only`, when it is that one. */
  closeDialog(only: DialogState | null = this.dialog): void {
    if (this.dialog === only) this.dialog = null
  }

  /** Opens the import dialog, with files that were dropped already. */
  openImport(files: PickedFile[] = []): void {
    this.dialog = { name: 'import', files }
  }

  openGettingStarted(): void {
    this.dialog = { name: 'getting-started' }
  }

  openPlan(): void {
    this.dialog = null
    this.navigation.openPage('recovery', 'page:plan')
  }

  /** The check-lists of one replicated item; closes the dialog that leads there. */
  openConnect(itemId: number): void {
    this.dialog = null
    this.navigation.openConnect(itemId)
  }

  /** The page of one recovery plan; a run that was started there shows on it. */
  openRecoveryPlan(id: number, name: string): void {
    if (this.navigation.planId === id) void this.refresh()
    else this.navigation.openPlan(id, name)
  }

  /** Shows the window's parts in turn, on the sample lab when none is open. */
  async takeTour(): Promise<void> {
    if (!this.lab.info && !(await this.lab.openSample())) return
    await this.preferences.set({ navigationShown: true, detailsShown: true, ribbonMinimised: false })
    this.openList('vms')
    this.openDialog({ name: 'tour' })
  }

  /** Writes the collector script to a file of the user's choice, and says where it is and what to do with it. */
  async saveCollector(): Promise<void> {
    try {
      const target = await this.api.shell.pickSave({ suggestedName: 'offsite-collector.ps1', title: t('Save collector script') })
      if (!target) return
      await this.api.imports.saveCollector({ target: target.token })
      this.notifications.push({
        intent: 'success',
        title: t('Collector script saved as {name}.', { name: target.name }),
        body: t('Run it in Windows PowerShell where the VMM console or the Hyper-V module is, then import its file.'),
        actions: [{ label: t('Show in folder'), run: () => void this.api.shell.reveal({ token: target.token }) }],
      })
    } catch (error) {
      this.notifications.fault(error)
    }
  }

  /** Opens the list that a figure counted, with the same filter. */
  openList(kind: ListKind, where = ''): void {
    this.dialog = null
    this.navigation.openList({ kind, where })
  }

  /** Opens the list of an object with its row chosen and its details shown. */
  openObject({ kind, id }: ObjectLink): void {
    if (!this.preferences.values.detailsShown) void this.preferences.set({ detailsShown: true })
    this.navigation.openList({ kind, selected: id })
  }

  /** Puts a text on the clipboard and says so: "The error is copied." */
  async copy(text: string, what: string): Promise<void> {
    await this.api.shell.copy({ text })
    this.notifications.announce(t('{what} is copied.', { what }))
  }

  /** Another lab, or none, took the place of the one before. */
  labReplaced(): void {
    this.dialog = this.dialog?.name === 'import' ? this.dialog : null
    this.navigation.reset()
  }

  setActiveList(list: ActiveList | null): void {
    this.activeList = list
  }
}
