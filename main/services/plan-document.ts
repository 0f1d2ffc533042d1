import type { Database } from 'better-sqlite3'
import type { PlanDocument } from '../../preload/contract/plan.ts'
import { type SetupAnswers, setupAnswers } from '../../preload/contract/setup-answers.ts'
import { estimateCapacity } from '../domain/capacity/estimate.ts'
import { bitsPerKbps } from '../domain/capacity/throttle.ts'
import { landings } from '../domain/mapping/landing.ts'
import { prerequisiteLines } from '../domain/setup/prerequisites.ts'
import { machinesOf, notProtectedOf } from './plan-machines.ts'
import { nextSteps } from './plan-next-steps.ts'
import { policyRows } from './policies.ts'
import { capacityRow } from './setup/capacity-row.ts'
import { labOf, loadSetupContext, planHead } from './setup/setup-context.ts'

const rows = <T>(db: Database, sql: string, ...params: unknown[]): T[] => db.prepare<unknown[], T>(sql).all(...params)

/**
 * The plan of a lab as one document, in a fixed order: the same lab gives the same text, byte for byte. A lab that isn't set
 * up has a document too; its parts are null or empty.
 */
export const planDocumentOf = (db: Database): PlanDocument => {
  const lab = labOf(db)
  const [vault] = rows<NonNullable<PlanDocument['vault']>>(
    db,
    `SELECT v.name, s.name AS subscription, g.name AS resourceGroup, v.region FROM vault v
     JOIN subscription s ON s.id = v.subscription_id JOIN resource_group g ON g.id = v.resource_group_id ORDER BY v.id LIMIT 1`,
  )
  const machines = machinesOf(db)
  const policies = policiesOf(db)
  const source = sourceOf(db)
  const target = targetOf(db)
  const mappings = mappingsOf(db)
  const plan: PlanDocument = {
    schema: 'offsite-plan/1',
    lab: planHead(lab),
    rulePack: lab.rule_pack,
    vault: vault ?? null,
    source,
    target,
    networkMappings: mappings,
    policies,
    capacity: capacityOf(db, policies[0]?.retentionHours ?? 0),
    machines,
    notProtected: notProtectedOf(db),
    recoveryPlans: recoveryPlansOf(db),
    prerequisites: prerequisitesOf(db, vault ?? null, source, target, mappings),
    nextSteps: [],
  }
  return { ...plan, nextSteps: nextSteps(plan) }
}

const sourceOf = (db: Database): PlanDocument['source'] => {
  const [row] = rows<{
    id: number
    name: string
    friendly: string | null
    sync: 'all' | 'chosen' | null
    connection: 'direct' | 'proxy' | null
    address: string | null
    port: number | null
    account: string | null
    userName: string | null
    keyFile: string | null
  }>(
    db,
    `SELECT s.id, s.name, s.friendly_name AS friendly, s.sync_clouds AS sync, s.connection, s.proxy_address AS address, s.proxy_port AS port,
       a.name AS account, a.user_name AS userName, s.registration_key_file AS keyFile
     FROM vmm_server s LEFT JOIN run_as_account a ON a.id = s.proxy_run_as_account_id WHERE s.registered_lab_ms IS NOT NULL ORDER BY s.id LIMIT 1`,
  )
  if (!row) return null
  const clouds = rows<{ name: string }>(
    db,
    'SELECT name FROM cloud WHERE vmm_server_id = ? AND sent_to_vault = 1 ORDER BY name COLLATE NOCASE, id',
    row.id,
  )
  return {
    vmmServer: row.name,
    friendlyName: row.friendly ?? row.name,
    sync: row.sync ?? 'all',
    clouds: clouds.map((each) => each.name),
    connection: row.connection ?? 'direct',
    keyFile: row.keyFile,
    proxy:
      row.connection === 'proxy' && row.address !== null
        ? { address: row.address, port: row.port ?? 8080, userName: row.userName, runAsAccount: row.account }
        : null,
  }
}

const targetOf = (db: Database): PlanDocument['target'] => {
  const [vault] = rows<{ subscription: string; model: 'resource-manager' | 'classic' | null }>(
    db,
    `SELECT coalesce((SELECT s2.name FROM storage_account a JOIN subscription s2 ON s2.id = a.subscription_id ORDER BY a.id LIMIT 1), s.name) AS subscription,
       v.deployment_model AS model FROM vault v JOIN subscription s ON s.id = v.subscription_id ORDER BY v.id LIMIT 1`,
  )
  if (!vault) return null
  const subnets = rows<{ network: number; name: string; range: string }>(
    db,
    'SELECT azure_network_id AS network, name, address_range AS range FROM azure_subnet ORDER BY azure_network_id, ordinal',
  )
  return {
    subscription: vault.subscription,
    deploymentModel: vault.model ?? 'resource-manager',
    storageAccounts: rows(db, 'SELECT name, account_type AS type, region FROM storage_account ORDER BY name, id'),
    networks: rows<{ id: number; name: string; region: string; addressRange: string }>(
      db,
      'SELECT id, name, region, address_range AS addressRange FROM azure_network ORDER BY name COLLATE NOCASE, id',
    ).map(({ id, ...network }) => ({
      ...network,
      subnets: subnets.filter((each) => each.network === id).map(({ name, range }) => ({ name, range })),
    })),
  }
}

const mappingsOf = (db: Database): PlanDocument['networkMappings'] => {
  const names = (table: string, column: string, id: number): string[] =>
    rows<{ name: string }>(db, `SELECT name FROM ${table} WHERE ${column} = ? ORDER BY ordinal`, id).map((each) => each.name)
  return rows<{ source: string; target: string; sourceId: number; targetId: number; vms: number }>(
    db,
    `SELECT n.name AS source, z.name AS target, n.id AS sourceId, z.id AS targetId,
       (SELECT count(DISTINCT vm_id) FROM network_adapter a WHERE a.vm_network_id = n.id) AS vms
     FROM network_mapping m JOIN vm_network n ON n.id = m.vm_network_id JOIN azure_network z ON z.id = m.azure_network_id
     ORDER BY n.name COLLATE NOCASE, n.id`,
  ).map(({ source, target, sourceId, targetId, vms }) => ({
    source,
    target,
    vms,
    lands: landings(names('vm_subnet', 'vm_network_id', sourceId), names('azure_subnet', 'azure_network_id', targetId)),
  }))
}

const policiesOf = (db: Database): PlanDocument['policies'] => policyRows(db).map(({ id: _, ...policy }) => policy)

const capacityOf = (db: Database, retentionHours: number): PlanDocument['capacity'] => {
  const row = capacityRow(db)
  if (!row) return null
  const [amount] = rows<{ machines: number; sizeBytes: number; usedBytes: number }>(
    db,
    `SELECT count(DISTINCT p.id) AS machines, coalesce(sum(coalesce(d.size_bytes, d.used_bytes)), 0) AS sizeBytes,
       coalesce(sum(coalesce(d.used_bytes, d.size_bytes)), 0) AS usedBytes
     FROM protected_item p LEFT JOIN virtual_disk d ON d.vm_id = p.vm_id
       AND NOT EXISTS (SELECT 1 FROM protected_item_excluded_disk x WHERE x.virtual_disk_id = d.id)`,
  )
  const linkMbps = row.link_bits_per_second / 1e6
  const dailyChangePercent = row.daily_change_ppm / 1e4
  const { figures } = estimateCapacity({
    machines: amount?.machines ?? 0,
    sizeBytes: amount?.sizeBytes ?? 0,
    usedBytes: amount?.usedBytes ?? 0,
    linkMbps,
    dailyChangePercent,
    initialReplicationHours: row.initial_replication_hours,
    retentionHours,
  })
  return {
    plannerDone: row.planner_done,
    linkMbps,
    dailyChangePercent,
    initialReplicationHours: row.initial_replication_hours,
    throttle:
      row.throttle_enabled === 1
        ? {
            workDays: JSON.parse(row.work_days) as string[],
            workStart: row.work_start,
            workEnd: row.work_end,
            workKbps: row.work_bits_per_second / bitsPerKbps,
            nonWorkKbps: row.non_work_bits_per_second / bitsPerKbps,
          }
        : null,
    uploadThreads: row.upload_threads,
    downloadThreads: row.download_threads,
    figures,
  }
}

const recoveryPlansOf = (db: Database): PlanDocument['recoveryPlans'] =>
  rows<{ id: number; name: string; deploymentModel: string }>(
    db,
    'SELECT id, name, deployment_model AS deploymentModel FROM recovery_plan ORDER BY id',
  ).map(({ id, ...plan }) => {
    const groups = new Map<number, string[]>()
    for (const item of rows<{ number: number; name: string }>(
      db,
      `SELECT i.group_number AS number, v.name FROM recovery_plan_item i JOIN protected_item p ON p.id = i.protected_item_id JOIN vm v ON v.id = p.vm_id
       WHERE i.recovery_plan_id = ? ORDER BY i.group_number, i.ordinal, i.id`,
      id,
    ))
      groups.set(item.number, [...(groups.get(item.number) ?? []), item.name])
    return { ...plan, groups: [...groups].map(([number, machines]) => ({ name: `Group ${number}`, machines })) }
  })

/** The list is judged again from what the lab holds now, with the ticks that Finish kept. */
const prerequisitesOf = (
  db: Database,
  vault: PlanDocument['vault'],
  source: PlanDocument['source'],
  target: PlanDocument['target'],
  mappings: PlanDocument['networkMappings'],
): PlanDocument['prerequisites'] => {
  const answers: SetupAnswers = setupAnswers.parse({
    prerequisites: { ticks: rows(db, 'SELECT item, ticked_by AS by, ticked_on AS date FROM prerequisite_tick ORDER BY id') },
    vault: { region: vault?.region ?? '' },
    source: source
      ? {
          vmmServer: source.vmmServer,
          sync: source.sync,
          clouds: source.clouds,
          connection: source.connection,
          proxy: { address: source.proxy?.address ?? '' },
        }
      : {},
    target: {
      deploymentModel: target?.deploymentModel ?? 'resource-manager',
      storageAccount: target?.storageAccounts[0]?.name ?? '',
      network: target?.networks[0]?.name ?? '',
    },
    networkMapping: { mappings: mappings.map(({ source: from, target: to }) => ({ source: from, target: to })) },
  })
  return prerequisiteLines(answers, loadSetupContext(db, answers)).map(({ item, title, state, evidence }) => ({
    item,
    title,
    state,
    evidence,
  }))
}
