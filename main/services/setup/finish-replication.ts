import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import { t } from '../../../preload/contract/words.ts'
import { bitsPerKbps } from '../../domain/capacity/throttle.ts'
import type { Tx } from '../lab/lab-store.types.ts'
import { idByName, mustExist, upsertBy, upsertNamed } from './finish-rows.ts'

/** Policy with its clouds, network mappings, capacity settings and ticks (S43-S52). */
export const writeReplication = (tx: Tx, answers: SetupAnswers, vault: number): number => {
  const { replication, networkMapping } = answers
  tx.step(t('Prerequisites check for creating the replication policy'))
  tx.step(t('Creating the replication policy'))
  const policy = upsertNamed(tx, 'policy', replication.policyName, {
    vault_id: vault,
    copy_frequency_seconds: replication.copyFrequencySeconds,
    retention_hours: replication.retentionHours ?? 2,
    app_consistent_hours: replication.appConsistentHours ?? 0,
    initial_replication_start: replication.initialReplicationStart,
    encrypt: replication.encrypt ? 1 : 0,
  })
  for (const name of replication.clouds) {
    tx.step(t('Associate replication policy with {name}', { name }))
    upsertBy(tx, 'policy_cloud', { cloud_id: mustExist(idByName(tx, 'cloud', name), name) }, { policy_id: policy })
  }
  for (const mapping of networkMapping.mappings) {
    tx.step(t('Map network {source}', { source: mapping.source }))
    upsertBy(
      tx,
      'network_mapping',
      { vm_network_id: mustExist(idByName(tx, 'vm_network', mapping.source), mapping.source) },
      { vault_id: vault, azure_network_id: mustExist(idByName(tx, 'azure_network', mapping.target), mapping.target) },
    )
  }
  writeCapacity(tx, answers)
  for (const tick of answers.prerequisites.ticks)
    upsertBy(tx, 'prerequisite_tick', { item: tick.item }, { ticked_by: tick.by, ticked_on: tick.date })
  return policy
}

const writeCapacity = (tx: Tx, { capacity }: SetupAnswers): void => {
  tx.step(t('Save capacity settings'))
  const { throttle } = capacity
  const values = {
    planner_done: capacity.plannerDone,
    link_bits_per_second: Math.round((capacity.linkMbps ?? 100) * 1e6),
    daily_change_ppm: Math.round((capacity.dailyChangePercent ?? 0) * 1e4),
    initial_replication_hours: capacity.initialReplicationHours ?? 72,
    throttle_enabled: throttle.enabled ? 1 : 0,
    work_days: JSON.stringify(throttle.workDays),
    work_start: throttle.workStart,
    work_end: throttle.workEnd,
    work_bits_per_second: Math.round((throttle.workKbps ?? 512) * bitsPerKbps),
    non_work_bits_per_second: Math.round((throttle.nonWorkKbps ?? 2048) * bitsPerKbps),
    upload_threads: capacity.uploadThreads ?? 4,
    download_threads: capacity.downloadThreads ?? 4,
  }
  const known = tx.db.prepare('SELECT 1 FROM capacity_settings WHERE id = 1').pluck().get()
  if (known === undefined) tx.insert('capacity_settings', { id: 1, ...values })
  else tx.update('capacity_settings', 1, values)
}
