import type { Database } from 'better-sqlite3'
import type { Finding, Verdict } from '../../preload/contract/common.ts'
import type { PlanDocument } from '../../preload/contract/plan.ts'

const rows = <T>(db: Database, sql: string): T[] => db.prepare<[], T>(sql).all()

interface ItemRow {
  id: number
  vm: number
  name: string
  host: string | null
  cloud: string
  azureName: string
  size: string
  osFamily: 'windows' | 'linux'
  osDisk: string
  policy: string
  storageAccount: string
  logStorageAccount: string | null
  network: string | null
  subnet: string | null
  ip: string | null
  verdict: Verdict | null
  findings: string | null
}

/** Protected machines with their target, by name. */
export const machinesOf = (db: Database): PlanDocument['machines'] => {
  const disks = new Map<number, PlanDocument['machines'][number]['disks']>()
  for (const { vm, excluded, ...disk } of rows<{ vm: number; name: string; sizeBytes: number; excluded: number }>(
    db,
    `SELECT d.vm_id AS vm, d.name, coalesce(d.size_bytes, 0) AS sizeBytes, x.id IS NOT NULL AS excluded FROM protected_item p
     JOIN virtual_disk d ON d.vm_id = p.vm_id LEFT JOIN protected_item_excluded_disk x ON x.virtual_disk_id = d.id ORDER BY d.vm_id, d.ordinal`,
  )) {
    const list = disks.get(vm)
    const entry = { ...disk, excluded: excluded === 1 }
    if (list) list.push(entry)
    else disks.set(vm, [entry])
  }
  return rows<ItemRow>(
    db,
    `SELECT p.id, v.id AS vm, v.name, h.name AS host, c.name AS cloud, p.azure_name AS azureName, p.azure_size AS size, p.os_family AS osFamily,
       o.name AS osDisk, y.name AS policy, s.name AS storageAccount, l.name AS logStorageAccount, n.name AS network,
       a.subnet_name AS subnet, a.ip_address AS ip, r.verdict, r.findings
     FROM protected_item p JOIN vm v ON v.id = p.vm_id LEFT JOIN host h ON h.id = v.host_id JOIN cloud c ON c.id = p.cloud_id
     JOIN virtual_disk o ON o.id = p.os_disk_id JOIN policy y ON y.id = p.policy_id JOIN storage_account s ON s.id = p.storage_account_id
     LEFT JOIN storage_account l ON l.id = p.log_storage_account_id LEFT JOIN azure_network n ON n.id = p.azure_network_id
     LEFT JOIN protected_item_adapter a ON a.id = (
       SELECT b.id FROM protected_item_adapter b JOIN network_adapter w ON w.id = b.network_adapter_id
       WHERE b.protected_item_id = p.id ORDER BY w.ordinal, b.id LIMIT 1)
     LEFT JOIN vm_readiness r ON r.vm_id = v.id ORDER BY v.name COLLATE NOCASE, v.id`,
  ).map(({ id: _id, vm, verdict, findings, ...machine }) => ({
    ...machine,
    disks: disks.get(vm) ?? [],
    verdict: verdict ?? 'unknown',
    findings: findings === null ? [] : (JSON.parse(findings) as Finding[]),
  }))
}

/** All others, with what stands against them. */
export const notProtectedOf = (db: Database): PlanDocument['notProtected'] =>
  rows<{ name: string; host: string | null; verdict: Verdict | null; findings: string | null }>(
    db,
    `SELECT v.name, h.name AS host, r.verdict, r.findings FROM vm v LEFT JOIN host h ON h.id = v.host_id LEFT JOIN vm_readiness r ON r.vm_id = v.id
     WHERE NOT EXISTS (SELECT 1 FROM protected_item p WHERE p.vm_id = v.id) ORDER BY v.name COLLATE NOCASE, v.id`,
  ).map((row) => ({
    name: row.name,
    host: row.host,
    verdict: row.verdict ?? 'unknown',
    findings: row.findings === null ? [] : (JSON.parse(row.findings) as Finding[]),
  }))
