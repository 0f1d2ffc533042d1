import type { Database } from 'better-sqlite3'
import type { SetupAnswers } from '../../../preload/contract/setup-answers.ts'
import { type Estimate, estimateCapacity } from '../../domain/capacity/estimate.ts'
import { sameName } from '../../domain/setup/issue.ts'
import { matchesOf } from '../../domain/setup/resolve.ts'
import { selectable } from './machine-facts.ts'
import { loadSetupContext } from './setup-context.ts'

/** Estimate for the selected machines; while none is selected, for all that could be selected in the source cloud. */
export const estimateFor = (db: Database, answers: SetupAnswers): Estimate => {
  const amount = answers.machines.items.length > 0 ? selectedAmount(db, answers) : eligibleAmount(db, answers)
  const { capacity } = answers
  return estimateCapacity({
    ...amount,
    dailyChangePercent: capacity.dailyChangePercent ?? 0,
    linkMbps: capacity.linkMbps ?? 0,
    initialReplicationHours: capacity.initialReplicationHours ?? 0,
    retentionHours: answers.replication.retentionHours ?? 0,
  })
}

interface Amount {
  machines: number
  sizeBytes: number
  usedBytes: number
}

const selectedAmount = (db: Database, answers: SetupAnswers): Amount => {
  const context = loadSetupContext(db, answers)
  const amount = { machines: 0, sizeBytes: 0, usedBytes: 0 }
  for (const item of answers.machines.items) {
    const machine = matchesOf(item, context)[0]
    if (!machine) continue
    amount.machines += 1
    for (const disk of machine.disks) {
      if (item.excludeDisks?.some((name) => sameName(name, disk.name))) continue
      const size = disk.sizeBytes ?? disk.usedBytes ?? 0
      amount.sizeBytes += size
      amount.usedBytes += disk.usedBytes ?? size
    }
  }
  return amount
}

const eligibleAmount = (db: Database, answers: SetupAnswers): Amount => {
  const { cloud } = answers.machines
  const row = db
    .prepare<[string, string], { machines: number; sizeBytes: number; usedBytes: number }>(
      `SELECT count(*) AS machines, coalesce(sum(d.size), 0) AS sizeBytes, coalesce(sum(d.used), 0) AS usedBytes
       FROM vm v LEFT JOIN vm_readiness r ON r.vm_id = v.id
       LEFT JOIN (SELECT vm_id, sum(coalesce(size_bytes, used_bytes, 0)) AS size, sum(coalesce(used_bytes, size_bytes, 0)) AS used
                  FROM virtual_disk GROUP BY vm_id) d ON d.vm_id = v.id
       WHERE ${selectable} AND (? = '' OR v.cloud_id IN (SELECT id FROM cloud WHERE name = ? COLLATE NOCASE))`,
    )
    .get(cloud, cloud)
  return row ?? { machines: 0, sizeBytes: 0, usedBytes: 0 }
}
