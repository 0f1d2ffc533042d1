import type { Database } from 'better-sqlite3'
import { ListReader } from './list-reader.ts'
import { lists } from './lists.ts'
import { madeByJob, madeByRun, type ResourceKind } from './lists-recovery.ts'

/** A machine that a failover made, as `offsite azure vms --json` prints it. Instants in ms since 1970; null = not known, or none. */
export interface ExportedAzureVm {
  name: string
  state: 'creating' | 'running' | 'stopped'
  size: string
  resourceGroup: string
  region: string | null
  deploymentModel: 'resource-manager' | 'classic'
  network: string | null
  availabilitySet: string | null
  storageAccount: string | null
  nics: { name: string; subnet: string | null; ip: string | null; assignment: 'static' | 'dynamic' | null; deviation: string | null }[]
  disks: { name: string; lun: number | null; os: boolean; sizeBytes: number | null }[]
  test: boolean
  createdBy: 'test' | 'planned' | 'unplanned'
  createdMs: number
  item: string | null
  job: { id: number; name: string } | null
  plan: string | null
}

export interface ExportedResource {
  name: string
  kind: ResourceKind
  type: string
  resourceGroup: string | null
  region: string | null
  deploymentModel: 'resource-manager' | 'classic' | null
  createdBy: 'test' | 'planned' | 'unplanned' | null
  createdMs: number | null
  source: string | null
}

const idsOf = (db: Database, kind: 'azureVms' | 'azureResources', where: string): number[] => [
  ...new ListReader(db, () => 0).ids({ kind, scope: { kind: 'all' }, where, sort: [] }),
]

interface VmRow {
  name: string
  state: ExportedAzureVm['state']
  size: string
  resource_group: string
  region: string | null
  deployment_model: ExportedAzureVm['deploymentModel']
  network: string | null
  availability_set: string | null
  storage_account: string | null
  created_by: ExportedAzureVm['createdBy']
  created_ms: number
  item: string | null
  job_id: number | null
  job: string | null
  plan: string | null
}

/** Machines in Azure that pass the filter, in the list's order. Throws AppError `filter-syntax`. */
export const exportAzureVms = (db: Database, where: string): ExportedAzureVm[] => {
  const find = db.prepare(
    `SELECT t.*, v.name AS item, ${madeByJob('id')} AS job_id, ${madeByJob('name')} AS job, ${madeByRun('plan_name')} AS plan
     FROM azure_vm t LEFT JOIN protected_item p ON p.id = t.protected_item_id LEFT JOIN vm v ON v.id = p.vm_id WHERE t.id = ?`,
  )
  const nics = db.prepare(
    'SELECT name, subnet, address AS ip, assignment, deviation FROM azure_vm_adapter WHERE azure_vm_id = ? ORDER BY ordinal',
  )
  const disks = db.prepare('SELECT name, lun, size_bytes FROM azure_vm_disk WHERE azure_vm_id = ? ORDER BY lun IS NOT NULL, lun')
  return idsOf(db, 'azureVms', where).map((id) => {
    const row = find.get(id) as VmRow
    return {
      name: row.name,
      state: row.state,
      size: row.size,
      resourceGroup: row.resource_group,
      region: row.region,
      deploymentModel: row.deployment_model,
      network: row.network,
      availabilitySet: row.availability_set,
      storageAccount: row.storage_account,
      nics: nics.all(id) as ExportedAzureVm['nics'],
      disks: (disks.all(id) as { name: string; lun: number | null; size_bytes: number | null }[]).map((disk) => ({
        name: disk.name,
        lun: disk.lun,
        os: disk.lun === null,
        sizeBytes: disk.size_bytes,
      })),
      test: row.created_by === 'test',
      createdBy: row.created_by,
      createdMs: row.created_ms,
      item: row.item,
      job: row.job_id === null || row.job === null ? null : { id: row.job_id, name: row.job },
      plan: row.plan,
    }
  })
}

/** Everything in Azure that passes the filter, in the list's order. Throws AppError `filter-syntax`. */
export const exportResources = (db: Database, where: string): ExportedResource[] => {
  const ids = idsOf(db, 'azureResources', where)
  const rows = db
    .prepare(
      `SELECT t.id, t.name, t.kind, t.type, t.resource_group AS resourceGroup, t.region, t.deployment_model AS deploymentModel,
         t.created_by AS createdBy, t.created_ms AS createdMs, t.source FROM ${lists.azureResources.from} WHERE t.id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(ids)) as (ExportedResource & { id: number })[]
  const byId = new Map(rows.map(({ id, ...row }) => [id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}
