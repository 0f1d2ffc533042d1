import type { Database } from 'better-sqlite3'
import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import type { PointChoice } from '../../domain/replication/actions.ts'
import { findPoint } from '../../domain/replication/failover-points.ts'
import type { LabSimulation } from './lab-simulation.ts'
import { lineage } from './simulation-store.ts'

/** What a test failover was started with. */
export interface TestChoice {
  atMs: number
  networkId: number | null
  /** Null where it isn't known: a test of an earlier version. */
  point: { choice: 'latest' | 'latestProcessed' | 'app' | 'custom'; stampMs: number; appConsistent: boolean } | null
}

/**
 * Keeps what a person chose for test failovers that begin now. Replication goes on untouched, so that nothing else tells of it later.
 * Throws AppError `not-found` for a network that the lab doesn't know.
 */
export const keepTestChoice = (
  simulation: LabSimulation,
  items: readonly number[],
  { networkId, point }: { networkId: number | null; point: PointChoice },
): void => {
  const { store, live: sim } = simulation
  if (networkId !== null && store.db.prepare('SELECT 1 FROM azure_network WHERE id = ?').get(networkId) === undefined)
    throw new AppError({
      code: 'not-found',
      message: t('This Azure network is not in the lab.'),
      remedy: t('Choose one of the list.'),
      field: 'networkId',
    })
  if (items.length === 0 || sim === null) return
  store.quiet((db) => {
    const branch = db.prepare('SELECT branch FROM lab').pluck().get() as number
    const add = db.prepare(
      `INSERT INTO test_failover_choice (branch_id, protected_item_id, at_ms, network_id, point, stamp_ms, app_consistent)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    for (const item of items) {
      const vm = simulation.nameOf(item)
      const index = vm === undefined ? undefined : sim.indexOf(vm)
      const found = index === undefined ? undefined : findPoint(sim.item(index).points, point)
      const choice = typeof point === 'number' ? 'custom' : point
      add.run(branch, item, sim.now, networkId, choice, found?.stamp ?? null, found === undefined ? null : Number(found.app))
    }
  })
}

interface Row {
  at_ms: number
  network_id: number | null
  point: NonNullable<TestChoice['point']>['choice'] | null
  stamp_ms: number | null
  app_consistent: number | null
}

/** What the newest test failover of an item was started with, up to an instant of a branch, the lab's own by default; null = there was none. */
export const testChoiceOf = (
  db: Database,
  item: number,
  { branch, atMs = Number.MAX_SAFE_INTEGER }: { branch?: number; atMs?: number } = {},
): TestChoice | null => {
  const read = db.prepare(
    `SELECT at_ms, network_id, point, stamp_ms, app_consistent FROM test_failover_choice
     WHERE protected_item_id = ? AND branch_id = ? AND at_ms < ? AND at_ms <= ? ORDER BY at_ms DESC, id DESC LIMIT 1`,
  )
  const last = branch ?? (db.prepare('SELECT branch FROM lab').pluck().get() as number)
  for (const stretch of lineage(db, last).reverse()) {
    const row = read.get(item, stretch.branch, stretch.untilMs, atMs) as Row | undefined
    if (row !== undefined) return shape(row)
  }
  return null
}

const shape = ({ at_ms, network_id, point, stamp_ms, app_consistent }: Row): TestChoice => ({
  atMs: at_ms,
  networkId: network_id,
  point: point === null || stamp_ms === null ? null : { choice: point, stampMs: stamp_ms, appConsistent: app_consistent === 1 },
})

const kinds: Readonly<Record<NonNullable<TestChoice['point']>['choice'], string>> = {
  latest: t('Latest'),
  latestProcessed: t('Latest processed'),
  app: t('Latest app-consistent'),
  custom: t('Custom'),
}

/** What kind of point it is, and how it was chosen: "Crash-consistent (Latest processed)". */
export const testPointWords = ({ choice, appConsistent }: NonNullable<TestChoice['point']>): string =>
  t('{kind} ({choice})', { kind: appConsistent ? t('App-consistent') : t('Crash-consistent'), choice: kinds[choice] })
