import type { Database } from 'better-sqlite3'
import type { Policy } from '../../preload/contract/policy.ts'

/** All replication policies of the lab, by name. */
export const policyRows = (db: Database): (Policy & { id: number })[] => {
  const clouds = db
    .prepare<[number], string>(
      'SELECT c.name FROM policy_cloud p JOIN cloud c ON c.id = p.cloud_id WHERE p.policy_id = ? ORDER BY c.name COLLATE NOCASE, c.id',
    )
    .pluck()
  return db
    .prepare<[], Omit<Policy, 'encrypt' | 'clouds'> & { id: number; encrypt: number }>(
      `SELECT id, name, copy_frequency_seconds AS copyFrequencySeconds, retention_hours AS retentionHours,
         app_consistent_hours AS appConsistentHours, initial_replication_start AS initialReplicationStart, encrypt
       FROM policy ORDER BY name COLLATE NOCASE, id`,
    )
    .all()
    .map((row) => ({ ...row, encrypt: row.encrypt === 1, clouds: clouds.all(row.id) }))
}
