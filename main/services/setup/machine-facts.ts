import type { Database } from 'better-sqlite3'
import type { Finding, Verdict } from '../../../preload/contract/common.ts'
import type { MachineFacts } from '../../domain/setup/context.ts'
import { ruleYear } from '../../domain/setup/context.ts'
import { settledHere } from '../../domain/setup/eligibility.ts'
import { type SizeEra, smallestSize } from '../../domain/sizes/sizes.ts'

export const eraOf = (rulePack: string): SizeEra => (ruleYear(rulePack) > 2016 ? 'now' : '2016')

const settled = settledHere.map((rule) => `'${rule}'`).join(', ')

/** Condition on `vm v LEFT JOIN vm_readiness r`: no blocker is left that the wizard doesn't settle itself. */
export const withoutBlockers = `(coalesce(r.blocker_count, 0) = 0 OR NOT EXISTS (
  SELECT 1 FROM json_each(r.findings) f
  WHERE f.value ->> 'severity' = 'blocker' AND f.value ->> 'rule' NOT IN (${settled})))`

/** Condition for a machine that can be selected, in whatever cloud it is. */
export const selectable = `v.cloud_id IS NOT NULL AND ${withoutBlockers}
  AND NOT EXISTS (SELECT 1 FROM protected_item p WHERE p.vm_id = v.id)`

interface VmRow {
  id: number
  name: string
  host: string | null
  cloud: string | null
  os_name: string | null
  os_family: 'windows' | 'linux' | null
  cpu_count: number | null
  memory_bytes: number | null
  verdict: Verdict | null
  findings: string | null
  item_id: number | null
}
interface DiskRow {
  id: number
  vm_id: number
  name: string
  size_bytes: number | null
  used_bytes: number | null
  is_os: number | null
}
interface NicRow {
  id: number
  vm_id: number
  name: string
  network: string | null
  subnet: string | null
  ip_mode: 'static' | 'dhcp' | null
  ip_addresses: string
}

export type LabMachine = MachineFacts & { osName: string | null }

const group = <T extends { vm_id: number }>(rows: readonly T[]): Map<number, T[]> => {
  const map = new Map<number, T[]>()
  for (const row of rows) {
    const list = map.get(row.vm_id)
    if (list) list.push(row)
    else map.set(row.vm_id, [row])
  }
  return map
}

const firstAddress = (json: string): string | null => {
  const list = JSON.parse(json) as unknown
  const first: unknown = Array.isArray(list) ? list.find((each) => typeof each === 'string' && each.includes('.')) : undefined
  return typeof first === 'string' ? first : null
}

/** Machines with disks and adapters, in the order of `ids`. Premium sizes only where the account is premium. */
export const loadMachines = (db: Database, ids: readonly number[], rulePack: string, premium: boolean): LabMachine[] => {
  if (ids.length === 0) return []
  const wanted = JSON.stringify(ids)
  const rows = db
    .prepare<[string], VmRow>(
      `SELECT v.id, v.name, h.name AS host, c.name AS cloud, v.os_name, v.os_family, v.cpu_count, v.memory_bytes, r.verdict, r.findings, p.id AS item_id
       FROM vm v LEFT JOIN host h ON h.id = v.host_id LEFT JOIN cloud c ON c.id = v.cloud_id
       LEFT JOIN vm_readiness r ON r.vm_id = v.id LEFT JOIN protected_item p ON p.vm_id = v.id
       WHERE v.id IN (SELECT value FROM json_each(?))`,
    )
    .all(wanted)
  const disks = group(
    db
      .prepare<[string], DiskRow>(
        `SELECT id, vm_id, name, size_bytes, used_bytes, is_os FROM virtual_disk
         WHERE vm_id IN (SELECT value FROM json_each(?)) ORDER BY vm_id, ordinal`,
      )
      .all(wanted),
  )
  const nics = group(
    db
      .prepare<[string], NicRow>(
        `SELECT a.id, a.vm_id, a.name, n.name AS network, s.name AS subnet, a.ip_mode, a.ip_addresses
         FROM network_adapter a LEFT JOIN vm_network n ON n.id = a.vm_network_id LEFT JOIN vm_subnet s ON s.id = a.vm_subnet_id
         WHERE a.vm_id IN (SELECT value FROM json_each(?)) ORDER BY a.vm_id, a.ordinal`,
      )
      .all(wanted),
  )
  const era = eraOf(rulePack)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    const own = disks.get(id) ?? []
    const adapters = nics.get(id) ?? []
    const need = { cpuCount: row.cpu_count, memoryBytes: row.memory_bytes, diskCount: own.length, nicCount: adapters.length, premium }
    return {
      id,
      name: row.name,
      host: row.host,
      cloud: row.cloud,
      osName: row.os_name,
      osFamily: row.os_family,
      cpuCount: row.cpu_count,
      memoryBytes: row.memory_bytes,
      disks: own.map((disk) => ({
        id: disk.id,
        name: disk.name,
        sizeBytes: disk.size_bytes,
        usedBytes: disk.used_bytes,
        isOs: disk.is_os === null ? null : disk.is_os === 1,
      })),
      nics: adapters.map((nic) => ({
        id: nic.id,
        name: nic.name,
        network: nic.network,
        subnet: nic.subnet,
        ipMode: nic.ip_mode,
        ip: firstAddress(nic.ip_addresses),
      })),
      verdict: row.verdict ?? 'unknown',
      findings: row.findings === null ? [] : (JSON.parse(row.findings) as Finding[]),
      protectedItemId: row.item_id,
      smallestSize: smallestSize(need, era).size?.name ?? null,
    }
  })
}
