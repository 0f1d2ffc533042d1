import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { DashboardState, PlacedTile, Tile, TileSize } from '../../../preload/contract/dashboard.ts'
import { t } from '../../../preload/contract/words.ts'
import type { Api } from '../../app/api.ts'
import type { NotificationsStore } from '../../app/notifications-store.ts'
import { type AtMost, atMostEvery } from '../../ui/at-most.ts'
import { type Direction, resized, shifted } from './tile-grid.ts'

export interface VaultInfo {
  name: string
  cells: Record<string, string | number | null>
}

/** What the layout needs to know of the lab. */
export interface LabDoor {
  readonly canWrite: true | string
}

/** A tile where it stands, with what it shows. */
export interface ShownTile extends PlacedTile {
  tile: Tile
  /** The user's name, or the title. */
  caption: string
}

/** Figures on screen change at most four times a second. */
const reloadMs = 250

export const sizeWords = (): Record<TileSize, string> => ({ S: t('Small'), M: t('Medium'), L: t('Large'), W: t('Wide') })

/** The tiles of the Site Recovery overview: what they count, how they lie, and every way to arrange them. */
export class DashboardStore {
  state: DashboardState | null = null
  vault: VaultInfo | null = null
  error: unknown = null
  /** The layout on screen: as it was read, or as it was changed since. */
  layout: readonly PlacedTile[] = []
  /** While a tile is dragged: how it would lie. */
  preview: readonly PlacedTile[] | null = null
  /** The tile with the Tab stop. */
  active: string | null = null
  /** As many slots as the window is wide. */
  slots: number = 4
  private request = 0
  private saves = 0
  private readonly reloads: AtMost

  constructor(
    private readonly api: Api,
    private readonly notifications: NotificationsStore,
    private readonly lab: LabDoor,
  ) {
    this.reloads = atMostEvery(reloadMs, () => this.load())
    makeAutoObservable<this, 'api' | 'notifications' | 'lab' | 'request' | 'saves' | 'reloads'>(
      this,
      {
        api: false,
        notifications: false,
        lab: false,
        request: false,
        saves: false,
        reloads: false,
        state: observableRef,
        vault: observableRef,
        error: observableRef,
        layout: observableRef,
        preview: observableRef,
      },
      { autoBind: true },
    )
  }

  /** The tiles as they stand on screen. */
  get shown(): ShownTile[] {
    const tiles = new Map(this.state?.tiles.map((tile) => [tile.id, tile]))
    return (this.preview ?? this.layout).flatMap((placed) => {
      const tile = tiles.get(placed.id)
      return tile ? [{ ...placed, tile, caption: placed.name ?? tile.title }] : []
    })
  }

  /** Every tile of the catalogue with whether it is shown. */
  get choices(): { id: string; title: string; shown: boolean }[] {
    const shown = new Map(this.layout.map((placed) => [placed.id, placed]))
    return (this.state?.tiles ?? []).map(({ id, title }) => ({ id, title: shown.get(id)?.name ?? title, shown: shown.has(id) }))
  }

  /** True, or why tiles can't be arranged. */
  get canArrange(): true | string {
    return this.lab.canWrite
  }

  get activeId(): string | null {
    return this.layout.some(({ id }) => id === this.active) ? this.active : (this.layout[0]?.id ?? null)
  }

  /** Something in the lab changed: reads again, at most four times a second. */
  reload(): void {
    this.reloads.ask()
  }

  stop(): void {
    this.reloads.stop()
  }

  async load(): Promise<void> {
    const request = ++this.request
    const saves = this.saves
    try {
      const [state, vaults] = await Promise.all([
        this.api.dashboard.read(),
        this.api.inventory.window({ query: { kind: 'vaults' }, offset: 0, limit: 1 }),
      ])
      runInAction(() => {
        if (request !== this.request) return
        const row = vaults.rows[0]
        this.vault = row ? { name: String(row.cells.name ?? ''), cells: row.cells } : null
        this.state = state
        this.error = null
        // What was arranged while this was read is newer.
        if (saves === this.saves) this.layout = state.layout
      })
    } catch (error) {
      runInAction(() => {
        if (request === this.request) this.error = error
      })
    }
  }

  activate(id: string): void {
    this.active = id
  }

  setSlots(slots: number): void {
    this.slots = slots
  }

  setPreview(layout: readonly PlacedTile[] | null): void {
    this.preview = layout
  }

  /** Keeps what the drag shows. */
  async drop(id: string): Promise<void> {
    const { preview } = this
    this.preview = null
    if (preview && JSON.stringify(preview) !== JSON.stringify(this.layout)) await this.keep(preview, () => this.placeWords(id))
  }

  async move(id: string, direction: Direction): Promise<void> {
    if (!this.mayArrange()) return
    const next = shifted(this.layout, this.slots, id, direction)
    if (!next) this.notifications.announce(t('{name} is at the edge.', { name: this.captionOf(id) }))
    else await this.keep(next, () => this.placeWords(id))
  }

  async resize(id: string, direction: Direction): Promise<void> {
    const tile = this.shown.find((each) => each.id === id)
    if (!tile || !this.mayArrange()) return
    const size = resized(tile.size, tile.tile.sizes, direction)
    const larger = direction === 'right' || direction === 'down'
    if (size) await this.setSize(id, size)
    else
      this.notifications.announce(
        larger ? t('{name} has no larger size.', { name: tile.caption }) : t('{name} has no smaller size.', { name: tile.caption }),
      )
  }

  async setSize(id: string, size: TileSize): Promise<void> {
    if (!this.mayArrange()) return
    const next = this.layout.map((placed) => (placed.id === id ? { ...placed, size } : placed))
    await this.keep(next, () => `${this.captionOf(id)}: ${sizeWords()[size]}`)
  }

  /** The next tile takes the Tab stop. */
  async hide(id: string): Promise<void> {
    if (!this.mayArrange()) return
    const index = this.layout.findIndex((placed) => placed.id === id)
    const name = this.captionOf(id)
    const next = this.layout.filter((placed) => placed.id !== id)
    this.active = (next[index] ?? next[index - 1])?.id ?? null
    await this.keep(next, () => t('{name} is hidden. Edit tiles shows it again.', { name }))
  }

  async show(id: string): Promise<void> {
    const tile = this.state?.tiles.find((each) => each.id === id)
    if (!tile || !this.mayArrange()) return
    this.active = id
    const placed = { id, size: tile.sizes[0]!, name: null }
    await this.keep([...this.layout, placed], () => t('{name} is shown at the end.', { name: tile.title }))
    // A hidden tile was not counted.
    await this.load()
  }

  /** An empty name gives the tile its own one back. */
  async rename(id: string, name: string): Promise<void> {
    if (!this.mayArrange()) return
    const wanted = name.trim()
    const tile = this.state?.tiles.find((each) => each.id === id)
    const kept = wanted === '' || wanted === tile?.title ? null : wanted
    await this.keep(
      this.layout.map((placed) => (placed.id === id ? { ...placed, name: kept } : placed)),
      () => t('The tile is called {name}.', { name: this.captionOf(id) }),
    )
  }

  async reset(): Promise<void> {
    if (!this.mayArrange()) return
    this.saves += 1
    try {
      await this.api.dashboard.resetLayout()
      this.notifications.announce(t('Tiles are as they were at first.'))
    } catch (error) {
      this.notifications.fault(error)
    }
    await this.load()
  }

  /** False, and says why, where the layout can't be kept. */
  mayArrange(): boolean {
    const { canArrange } = this
    if (canArrange === true) return true
    this.notifications.push({ intent: 'info', title: t('Tiles stay as they are.'), body: canArrange })
    return false
  }

  captionOf(id: string): string {
    return this.shown.find((each) => each.id === id)?.caption ?? id
  }

  private placeWords(id: string): string {
    const place = this.layout.findIndex((placed) => placed.id === id) + 1
    return t('{name} moved to place {place} of {all}.', { name: this.captionOf(id), place, all: this.layout.length })
  }

  /** On screen and told at once, so that the words of two keys come in their order; taken back when the lab refuses it. */
  private async keep(layout: readonly PlacedTile[], said: () => string): Promise<void> {
    this.saves += 1
    this.layout = layout
    this.notifications.announce(said())
    try {
      await this.api.dashboard.saveLayout({ layout: layout.map(({ id, size, name }) => ({ id, size, name })) })
    } catch (error) {
      this.notifications.fault(error)
      await this.load()
    }
  }
}
