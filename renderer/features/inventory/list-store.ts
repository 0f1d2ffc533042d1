import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import { AppError } from '../../../preload/contract/errors.ts'
import type { Column, ListKind, ListQuery, ListRow, Scope } from '../../../preload/contract/inventory.ts'
import { plural, t } from '../../../preload/contract/words.ts'
import type { ActiveList } from '../../app/active-list.ts'
import type { Api } from '../../app/api.ts'
import type { ListAddress, NavigationStore, SortKey } from '../../app/navigation-store.ts'
import type { NotificationsStore } from '../../app/notifications-store.ts'
import type { GridColumn, MoveMode } from '../../ui/grid/grid-types.ts'
import { DetailsStore } from './details-store.ts'
import { FilterStore } from './filter-store.ts'
import { kindTitles, yieldingColumns } from './kinds.ts'
import { countOf, everything, exactly, has, nothing, only, type Selection, stateOf, toggled } from './selection.ts'

/** Rows a page of the cache; a window call may ask for 500 at most. */
const pageRows = 100
const windowRows = 500
/** Ids that one call is asked for. */
const idsAtOnce = 25_000
/** Rows beyond those on screen that are read before they come into sight. */
const ahead = 50

/** A list as windows over the engine's query: rows come as they are looked at, the selection is kept by id. */
export class ListStore implements ActiveList {
  readonly kind: ListKind
  readonly scope: Scope
  readonly details: DetailsStore
  readonly filter: FilterStore
  columns: readonly Column[] = []
  where: string
  sort: readonly SortKey[]
  shown = 0
  total = 0
  /** It was asked for at least once. */
  begun = false
  loaded = false
  error: unknown = null
  selection: Selection = nothing
  activeIndex = -1
  activeId: number | null
  private pages: ReadonlyMap<number, readonly ListRow[]> = new Map()
  private anchor = 0
  private visible = { first: 0, last: 0 }
  /** Answers of an earlier query or revision are dropped. */
  private generation = 0
  private readonly asked = new Set<number>()
  /** Moves of the cursor: those that were asked for, and the newest that was made. */
  private readonly moves = { asked: 0, made: 0 }

  constructor(
    private readonly api: Api,
    private readonly navigation: NavigationStore,
    private readonly notifications: NotificationsStore,
    address: ListAddress,
  ) {
    this.kind = address.kind
    this.scope = address.scope
    this.where = address.where
    this.sort = address.sort
    this.activeId = address.selected
    this.details = new DetailsStore(api, address.kind, address.tab)
    this.filter = new FilterStore(api, address.kind, address.where, (where) => this.applyFilter(where))
    makeAutoObservable<this, 'api' | 'navigation' | 'notifications' | 'pages' | 'anchor' | 'visible' | 'generation' | 'asked' | 'moves'>(
      this,
      {
        api: false,
        navigation: false,
        notifications: false,
        kind: false,
        scope: false,
        details: false,
        filter: false,
        anchor: false,
        begun: false,
        visible: false,
        generation: false,
        asked: false,
        moves: false,
        columns: observableRef,
        sort: observableRef,
        error: observableRef,
        selection: observableRef,
        pages: observableRef,
      },
      { autoBind: true },
    )
  }

  get title(): string {
    return kindTitles[this.kind]
  }

  get shownColumns(): readonly GridColumn[] {
    const yielding = yieldingColumns[this.kind] ?? []
    return this.columns
      .filter((column) => column.shown)
      .map((column) => (yielding.includes(column.field) ? { ...column, yields: yielding.indexOf(column.field) } : column))
  }

  get selectedCount(): number {
    return countOf(this.selection, this.shown)
  }

  get selectionState(): 'none' | 'some' | 'all' {
    return stateOf(this.selection, this.shown)
  }

  get activeRow(): ListRow | null {
    const row = this.rowAt(this.activeIndex)
    return row && row.id === this.activeId ? row : null
  }

  may(command: string): true | string {
    const { details } = this.details
    const action = details?.id === this.activeId ? details?.actions?.find((one) => one.command === command) : undefined
    return action ? (action.reason ?? true) : t('This is not known yet.')
  }

  rowAt(index: number): ListRow | undefined {
    if (index < 0) return undefined
    return this.pages.get(Math.floor(index / pageRows))?.[index % pageRows]
  }

  isSelected(id: number): boolean {
    return has(this.selection, id)
  }

  /** Reads columns and first rows, and returns to the row that was active here before. */
  async open(): Promise<void> {
    this.begun = true
    // Columns and rows are asked for together; the filter's fields, which wait for a person, after them.
    const columns = this.api.inventory.columns({ kind: this.kind }).then((known) => runInAction(() => (this.columns = known)))
    const rows = this.reload()
    void this.filter.load()
    try {
      await Promise.all([rows, columns])
    } catch (error) {
      await rows
      runInAction(() => (this.error = error))
    }
    if (this.activeId !== null && this.activeIndex >= 0) runInAction(() => (this.selection = only(this.activeId!)))
  }

  /** Reads the rows in sight again; what is shown stays until the answer is there. */
  async reload(): Promise<void> {
    const generation = ++this.generation
    this.asked.clear()
    const { first, last } = this.visible
    const firstPage = Math.floor(first / pageRows)
    const pages = Math.floor((last + ahead) / pageRows) - firstPage + 1
    try {
      const [answer, index] = await Promise.all([
        this.api.inventory.window({ query: this.query, offset: firstPage * pageRows, limit: Math.min(pages * pageRows, windowRows) }),
        this.activeId === null ? null : this.api.inventory.indexOf({ query: this.query, id: this.activeId }),
      ])
      runInAction(() => {
        if (generation !== this.generation) return
        const read = new Map<number, readonly ListRow[]>()
        for (let at = 0; at < answer.rows.length; at += pageRows) read.set(firstPage + at / pageRows, answer.rows.slice(at, at + pageRows))
        this.pages = read
        this.shown = answer.total
        this.total = answer.scopeTotal
        this.loaded = true
        this.error = null
        this.filter.accept(this.where)
        this.activeIndex = index ?? -1
        if (index === null) this.leaveRow()
        else this.anchor = index
        this.see(this.visible.first, this.visible.last)
        if (this.activeIndex >= 0) this.see(this.activeIndex, this.activeIndex)
      })
      if (generation === this.generation) this.details.show(this.activeId)
    } catch (error) {
      runInAction(() => {
        if (generation === this.generation) this.refuse(error)
      })
    }
  }

  /** The grid shows these rows now: reads those that are not there yet. */
  see(first: number, last: number): void {
    this.visible = { first, last }
    const end = Math.floor(Math.min(last + ahead, this.shown - 1) / pageRows)
    for (let page = Math.floor(Math.max(0, first - ahead) / pageRows); page <= end; page++) {
      if (!this.pages.has(page) && !this.asked.has(page)) void this.read(page)
    }
  }

  /** A row that has to be read first is moved to when it is there, unless the cursor went elsewhere meanwhile. */
  async move(index: number, mode: MoveMode): Promise<void> {
    const move = ++this.moves.asked
    const row = this.rowAt(index) ?? (await this.fetchOne(index))
    if (!row) return
    const range = mode === 'extend' ? await this.idsBetween(this.anchor, index) : null
    // Only what was made overtakes: while a key is held down, each press asks anew and the cursor has to follow all the same.
    if (move < this.moves.made) return
    this.moves.made = move
    runInAction(() => {
      this.activeIndex = index
      this.activeId = row.id
      if (mode !== 'extend') this.anchor = index
      if (mode === 'select') this.selection = only(row.id)
      else if (mode === 'toggle') this.selection = toggled(this.selection, row.id)
      else if (range) this.selection = exactly(range)
      this.navigation.amend({ selected: row.id })
    })
    this.details.show(row.id)
  }

  toggleAll(): void {
    this.selection = this.selectionState === 'all' ? nothing : everything
  }

  selectAll(): void {
    this.selection = everything
    this.notifications.announce(t('{rows} selected.', { rows: plural(this.shown, 'row') }))
  }

  sortBy(field: string, add: boolean): void {
    const known = this.sort.find((key) => key.field === field)
    const next: SortKey = { field, descending: known ? !known.descending : false }
    const others = add ? this.sort.filter((key) => key.field !== field) : []
    this.sort = known && add ? this.sort.map((key) => (key.field === field ? next : key)) : [...others, next].slice(-4)
    this.navigation.amend({ sort: [...this.sort] })
    const label = this.columns.find((column) => column.field === field)?.label ?? field
    this.notifications.announce(
      next.descending ? t('Sorted by {label}, descending.', { label }) : t('Sorted by {label}, ascending.', { label }),
    )
    void this.reload()
  }

  async copySelection(): Promise<void> {
    const ids = await this.selectedIds()
    if (ids.length === 0) return
    const { text, rows } = await this.api.inventory.copyRows({ query: this.query, ids })
    await this.api.shell.copy({ text })
    this.notifications.announce(t('{rows} copied.', { rows: plural(rows, 'row') }))
  }

  async selectedIds(): Promise<number[]> {
    return this.selection.mode === 'some' ? [...this.selection.ids] : this.allIds(this.selection.except)
  }

  focusFilter(): void {
    this.filter.askFocus()
  }

  stepTab(by: number): void {
    this.details.step(by)
    this.navigation.amend({ tab: this.details.tab })
  }

  openTab(id: string): void {
    this.details.open(id)
    this.navigation.amend({ tab: this.details.tab })
  }

  private get query(): ListQuery {
    return { kind: this.kind, scope: this.scope, where: this.where, sort: [...this.sort] }
  }

  private async applyFilter(where: string): Promise<void> {
    this.where = where
    this.selection = nothing
    // Without a row to stay at, the grid goes to the top of what the new filter finds.
    if (this.activeId === null) this.visible = { first: 0, last: 0 }
    await this.reload()
    runInAction(() => {
      if (this.activeId !== null && this.activeIndex >= 0) this.selection = only(this.activeId)
      if (this.error === null && this.filter.fault === null) {
        this.navigation.amend({ where })
        this.notifications.announce(t('{rows} of {total} shown.', { rows: plural(this.shown, 'row'), total: this.total }))
      }
    })
  }

  private async read(page: number): Promise<void> {
    const generation = this.generation
    this.asked.add(page)
    try {
      const answer = await this.api.inventory.window({ query: this.query, offset: page * pageRows, limit: pageRows })
      runInAction(() => {
        if (generation !== this.generation) return
        this.pages = new Map(this.pages).set(page, answer.rows)
        this.shown = answer.total
      })
    } catch (error) {
      runInAction(() => {
        if (generation === this.generation) this.refuse(error)
      })
    }
  }

  private async fetchOne(index: number): Promise<ListRow | undefined> {
    const page = Math.floor(index / pageRows)
    if (index < 0 || index >= this.shown) return undefined
    await this.read(page)
    return this.rowAt(index)
  }

  private async idsBetween(a: number, b: number): Promise<number[]> {
    const from = Math.min(a, b)
    const to = Math.max(a, b)
    const ids: number[] = []
    for (let offset = from; offset <= to; offset += idsAtOnce)
      ids.push(...(await this.api.inventory.ids({ query: this.query, offset, limit: Math.min(idsAtOnce, to - offset + 1) })))
    return ids
  }

  private async allIds(except: ReadonlySet<number>): Promise<number[]> {
    const ids = this.shown === 0 ? [] : await this.idsBetween(0, this.shown - 1)
    return ids.filter((id) => !except.has(id))
  }

  /** The active row is gone or hidden. */
  private leaveRow(): void {
    this.activeId = null
    this.activeIndex = -1
    if (this.selection.mode === 'some' && this.selection.ids.size <= 1) this.selection = nothing
  }

  private refuse(error: unknown): void {
    if (!(error instanceof AppError) || error.code !== 'filter-syntax') {
      this.error = error
      return
    }
    this.filter.refuse(error)
    // The rows on screen are still those of the filter before.
    this.where = this.filter.applied
    this.loaded = true
  }
}
