import type { LabInfo } from '../../../preload/contract/lab.ts'
import type { LabStore } from './lab-store.types.ts'

interface LabRow {
  lab_id: string
  name: string
  seed: number
  clock_ms: number
  time_zone: string
  branch: number
  rule_pack: string
  saved_wall_ms: number
}

/**
 * What the window shows of the lab itself. `fileName` is the one that the user knows, without its folder; `nowMs` is where the
 * clock stands while it plays (simulated time, ms since 1970), else the instant that is stored.
 */
export const readLabInfo = (store: LabStore, fileName: string, nowMs?: number): LabInfo => {
  const row = store.db
    .prepare('SELECT *, coalesce((SELECT max(ended_wall_ms) FROM job), created_wall_ms) AS saved_wall_ms FROM lab')
    .get() as LabRow
  return {
    labId: row.lab_id,
    name: row.name,
    fileName,
    readOnly: store.readOnly,
    readOnlyReason: store.readOnlyReason,
    seed: row.seed,
    clockMs: nowMs ?? row.clock_ms,
    timeZone: row.time_zone,
    branch: row.branch,
    rulePack: row.rule_pack,
    revision: store.revision,
    savedWallMs: row.saved_wall_ms,
  }
}
