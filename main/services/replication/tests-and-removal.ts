import type { Database } from 'better-sqlite3'
import type { ScriptFile } from '../../../preload/contract/setup.ts'
import { replicationCleanup } from '../../domain/scripts/replication-cleanup.ts'
import { ruleYear } from '../../domain/setup/context.ts'
import { labOf } from '../setup/setup-context.ts'
import type { LabSimulation } from './lab-simulation.ts'

/** Days after which a test failover is too old: the product's own warning, from 2018 on. */
export const testDays = 180
const day = 86_400_000

/** Items without a test failover in that time; 0 under rules that don't know the warning. */
export const untestedOf = (simulation: LabSimulation, ids: readonly number[]): number => {
  const { db } = simulation.store
  if (ruleYear(labOf(db).rule_pack) < 2018) return 0
  return db
    .prepare(
      `SELECT count(*) FROM protected_item p LEFT JOIN replicated_item r ON r.protected_item_id = p.id
       WHERE p.id IN (SELECT value FROM json_each(?)) AND coalesce(r.last_drill_ms, -1) < ?`,
    )
    .pluck()
    .get(JSON.stringify(ids), simulation.nowMs - testDays * day) as number
}

/** What "Remove" leaves on the hosts, to be cleaned by hand: one file a host. */
export const cleanupScriptOf = (db: Database, ids: readonly number[]): ScriptFile[] =>
  replicationCleanup(
    db
      .prepare(
        `SELECT v.name, h.name AS host FROM protected_item p JOIN vm v ON v.id = p.vm_id LEFT JOIN host h ON h.id = v.host_id
         WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY h.name COLLATE NOCASE, v.name COLLATE NOCASE`,
      )
      .all(JSON.stringify(ids)) as { name: string; host: string | null }[],
  )
