import type { HandlersFor } from '../../../preload/contract/area.ts'
import type { dashboard, Tile, TileFigure } from '../../../preload/contract/dashboard.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import { presentLayout } from '../../domain/dashboard/layout.ts'
import { loadPack } from '../../domain/readiness/packs.ts'
import type { LabStore, WallClock } from '../lab/lab-store.types.ts'
import { catalogue, type FigureSpec, type TileSpec } from './catalogue.ts'
import { FigureCache } from './figures.ts'
import { dropLayout, readLayout, writeLayout } from './kept-layout.ts'
import { latestEvents } from './latest-events.ts'

export interface DashboardParts {
  store: LabStore
  wall: WallClock
  /** Pages of Getting Started and which of them are done. */
  progress: () => Promise<{ pages: readonly { done: boolean }[] }> | { pages: readonly { done: boolean }[] }
}

/** The Site Recovery overview of an open lab: what its tiles count, and how they lie. */
export const createDashboardService = ({ store, wall, progress }: DashboardParts): HandlersFor<typeof dashboard> => {
  const specs = catalogue()
  const cache = new FigureCache()
  return {
    read: async () => {
      const lab = store.db.prepare('SELECT rule_pack AS rulePack, clock_ms AS clockMs FROM lab').get() as {
        rulePack: string
        clockMs: number
      }
      const kept = readLayout(store.db)
      const layout = presentLayout(kept, specs)
      const shown = new Set(layout.map(({ id }) => id))
      const source = { pack: loadPack(lab.rulePack) }
      const wanted = specs.map((spec) => (shown.has(spec.id) ? spec.figures(source) : []))
      const counts = await cache.counts(() => store.db, wanted.flat(), { revision: store.revision, clockMs: lab.clockMs })
      let next = 0
      const tiles: Tile[] = []
      for (const [index, spec] of specs.entries()) {
        const figures = wanted[index]!.map((one) => counted(one, counts[next++]!))
        const pages = spec.progress && spec.page && shown.has(spec.id) ? [pageFigure(spec.page, await progress())] : []
        const latest = spec.latest && shown.has(spec.id) ? { latest: latestEvents(store.db) } : {}
        tiles.push({ ...formOf(spec), ...latest, figures: [...pages, ...(spec.found ? largest(figures) : figures)] })
      }
      return { tiles, layout, changed: kept !== null, clockMs: lab.clockMs, wallMs: wall(), rulePack: lab.rulePack }
    },
    saveLayout: ({ layout }) => {
      const known = specs.map(({ id }) => id)
      const twice = layout.find(({ id }, index) => !known.includes(id) || layout.findIndex((other) => other.id === id) !== index)
      if (twice)
        throw new AppError({
          code: 'bad-request',
          field: 'layout',
          message: t('"{id}" is no tile, or stands there twice.', { id: twice.id }),
        })
      writeLayout(store, { tiles: layout, known }, wall())
      return null
    },
    resetLayout: () => {
      dropLayout(store)
      return null
    },
  }
}

const formOf = ({ id, title, sizes, about, empty, page }: TileSpec): Omit<Tile, 'figures' | 'latest'> => ({
  id,
  title,
  sizes: [...sizes],
  about,
  empty,
  page: page ?? null,
})

const counted = ({ id, label, tone, kind, where }: FigureSpec, count: number): TileFigure => ({
  id,
  label: label(count),
  count,
  of: null,
  tone,
  opens: { type: 'list', kind, where },
})

const pageFigure = (page: string, { pages }: { pages: readonly { done: boolean }[] }): TileFigure => ({
  id: 'done',
  label: t('pages done'),
  count: pages.filter(({ done }) => done).length,
  of: pages.length,
  tone: null,
  opens: { type: 'page', page },
})

const largest = (figures: TileFigure[]): TileFigure[] => figures.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count)
