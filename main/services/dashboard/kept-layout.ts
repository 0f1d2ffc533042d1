import type { Database } from 'better-sqlite3'
import * as z from 'zod'
import { placedTile } from '../../../preload/contract/dashboard.ts'
import type { KeptLayout } from '../../domain/dashboard/layout.ts'
import type { LabStore } from '../lab/lab-store.types.ts'

const overview = 'overview'
const shape = z.object({ tiles: z.array(placedTile), known: z.array(z.string()) })

/** The layout that was kept; null when there is none, or when it is of a shape that this version can't read. */
export const readLayout = (db: Database): KeptLayout | null => {
  const text = db.prepare('SELECT layout FROM dashboard_layout WHERE dashboard = ?').pluck().get(overview) as string | undefined
  if (text === undefined) return null
  try {
    return shape.parse(JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null
    throw error
  }
}

/** Throws AppError `lab-read-only`, `lab-busy`, `disk-full`. */
export const writeLayout = (store: LabStore, layout: KeptLayout, wallMs: number): void => {
  store.quiet((db) =>
    db
      .prepare('INSERT OR REPLACE INTO dashboard_layout (dashboard, layout, saved_wall_ms) VALUES (?, ?, ?)')
      .run(overview, JSON.stringify(layout), wallMs),
  )
}

/** Throws as `writeLayout`. */
export const dropLayout = (store: LabStore): void => {
  store.quiet((db) => db.prepare('DELETE FROM dashboard_layout WHERE dashboard = ?').run(overview))
}
