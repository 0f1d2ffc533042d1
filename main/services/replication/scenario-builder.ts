import type { Database } from 'better-sqlite3'
import { defaultHost, phaseOf, utc } from '../../domain/replication/defaults.ts'
import type { Disk, Host, Policy, Scenario, Site, Throttle, Vm, Volume, Zone } from '../../domain/replication/scenario.ts'
import { capacityRow } from '../setup/capacity-row.ts'
import { churnOf, unknownDiskBytes, vssCapable } from './assumptions.ts'
import { modelOf } from './model.ts'

/** Machines without a known host share this one: their uploads meet only the site's limits. */
export const unknownHost = '(host not known)'

/** Link of a lab whose Getting Started isn't finished: what the wizard proposes. */
const defaultLinkBps = 100_000_000
const defaultDailyChangePpm = 50_000

export const minutesOfDay = (text: string): number => {
  const [hours = '0', minutes = '0'] = text.split(':')
  return Number(hours) * 60 + Number(minutes)
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

export const siteOf = (db: Database): Site => {
  const bps = capacityRow(db)?.link_bits_per_second ?? defaultLinkBps
  return { upBps: bps, downBps: bps, throttle: null }
}

/** The agent's throttle: work hours, and the rest of the week (S50, S51). It is set on every host. */
export const throttleOf = (db: Database): Throttle | null => {
  const row = capacityRow(db)
  if (!row || row.throttle_enabled === 0) return null
  const days = (JSON.parse(row.work_days) as string[]).map((day) => weekdays.indexOf(day) + 1).filter((day) => day > 0)
  const window = { days, fromMin: minutesOfDay(row.work_start), toMin: minutesOfDay(row.work_end), bps: row.work_bits_per_second }
  return { windows: days.length === 0 ? [] : [window], elseBps: row.non_work_bits_per_second }
}

export const threadsOf = (db: Database): { uploadThreads: number; downloadThreads: number } => {
  const row = capacityRow(db)
  return {
    uploadThreads: row?.upload_threads ?? defaultHost.uploadThreads,
    downloadThreads: row?.download_threads ?? defaultHost.downloadThreads,
  }
}

export const hostOf = (db: Database, name: string): Host => ({
  name,
  upBps: null,
  downBps: null,
  ...threadsOf(db),
  perThreadBps: modelOf(db).perThreadBps,
  throttle: throttleOf(db),
})

/** The simulation of a lab before anything is protected. `startMs` is a whole minute. */
export const emptyScenario = (db: Database, startMs: number, seed: number): Scenario => {
  const lab = db.prepare('SELECT name, zone FROM lab').get() as { name: string; zone: string | null }
  const { params, jobs } = modelOf(db)
  return {
    name: lab.name,
    start: startMs,
    seed,
    zone: lab.zone === null ? utc : (JSON.parse(lab.zone) as Zone),
    params,
    jobs,
    site: siteOf(db),
    hosts: [],
    volumes: [],
    policies: [],
    vms: [],
    plans: [],
    faults: [],
  }
}

interface PolicyRow {
  id: number
  name: string
  copy_frequency_seconds: number
  retention_hours: number
  app_consistent_hours: number
  initial_replication_start: string
}

export const policiesOf = (db: Database): Map<number, Policy> => {
  const rows = db.prepare<[], PolicyRow>('SELECT * FROM policy ORDER BY id').all()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        name: row.name,
        copyFrequencyMs: row.copy_frequency_seconds * 1000,
        retentionHours: row.retention_hours,
        appHours: row.app_consistent_hours,
        irStartMin: /^\d\d:\d\d$/.test(row.initial_replication_start) ? minutesOfDay(row.initial_replication_start) : null,
      },
    ]),
  )
}

interface ItemRow {
  item: number
  vm: number
  name: string
  host: string | null
  host_id: number | null
  cluster_id: number | null
  policy: number
}
interface DiskRow {
  item: number
  size_bytes: number | null
  used_bytes: number | null
  written_bytes_per_day: number | null
  host_volume: string | null
  free_bytes: number | null
  is_csv: number | null
}

export interface Members {
  hosts: Host[]
  volumes: Volume[]
  policies: Policy[]
  vms: Vm[]
  /** Name in the simulation -> protected item, in the order of `vms`. */
  items: { name: string; item: number }[]
}

/**
 * Protected items as machines of the simulation, with the hosts, volumes and policies that it doesn't know yet. `known` tells what it has;
 * the first new machine gets the ordinal `firstOrdinal`.
 */
export const membersOf = (
  db: Database,
  itemIds: readonly number[],
  known: { hosts: ReadonlySet<string>; volumes: ReadonlySet<string>; policies: ReadonlySet<string>; vms: ReadonlySet<string> },
  firstOrdinal: number,
): Members => {
  const wanted = JSON.stringify(itemIds)
  const rows = db
    .prepare<[string], ItemRow>(
      `SELECT p.id AS item, v.id AS vm, v.name, h.name AS host, h.id AS host_id, h.host_cluster_id AS cluster_id, p.policy_id AS policy
       FROM protected_item p JOIN vm v ON v.id = p.vm_id LEFT JOIN host h ON h.id = v.host_id
       WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY p.id`,
    )
    .all(wanted)
  const disks = new Map<number, DiskRow[]>()
  const diskRows = db.prepare<[string], DiskRow>(
    `SELECT p.id AS item, d.size_bytes, d.used_bytes, d.written_bytes_per_day, d.host_volume, u.free_bytes, u.is_csv
     FROM protected_item p JOIN vm v ON v.id = p.vm_id JOIN virtual_disk d ON d.vm_id = v.id
     LEFT JOIN host_volume u ON u.host_id = v.host_id AND u.name = d.host_volume
     WHERE p.id IN (SELECT value FROM json_each(?))
       AND NOT EXISTS (SELECT 1 FROM protected_item_excluded_disk x WHERE x.virtual_disk_id = d.id)
     ORDER BY p.id, d.ordinal`,
  )
  for (const row of diskRows.iterate(wanted)) {
    const list = disks.get(row.item)
    if (list) list.push(row)
    else disks.set(row.item, [row])
  }
  const ppm = capacityRow(db)?.daily_change_ppm ?? defaultDailyChangePpm
  const policies = policiesOf(db)
  const hosts = new Map<string, Host>()
  const volumes = new Map<string, Volume>()
  const newPolicies = new Map<string, Policy>()
  const names = new Set(known.vms)
  const host = hostOf(db, '')
  const result: Members = { hosts: [], volumes: [], policies: [], vms: [], items: [] }
  rows.forEach((row, index) => {
    const hostName = row.host ?? unknownHost
    if (!known.hosts.has(hostName) && !hosts.has(hostName)) hosts.set(hostName, { ...host, name: hostName })
    const policy = policies.get(row.policy)
    if (policy === undefined) throw new Error(`Protected item ${row.item} has no policy`)
    if (!known.policies.has(policy.name)) newPolicies.set(policy.name, policy)
    const volumeOf = (disk: DiskRow): string | null => {
      if (disk.host_volume === null || disk.free_bytes === null) return null
      // A cluster's shared volume is one and the same on all its nodes.
      const owner = disk.is_csv === 1 && row.cluster_id !== null ? `cluster ${row.cluster_id}` : hostName
      const name = `${owner} ${disk.host_volume}`
      if (!known.volumes.has(name) && !volumes.has(name)) volumes.set(name, { name, freeBytes: disk.free_bytes, reserveBytes: 0 })
      return name
    }
    const name = freeName(row.name, names)
    names.add(name)
    result.items.push({ name, item: row.item })
    result.vms.push({
      name,
      host: hostName,
      policy: policy.name,
      phaseMs: phaseOf(firstOrdinal + index, policy.copyFrequencyMs),
      vssCapable: vssCapable(),
      initial: 'unprotected',
      disks: (disks.get(row.item) ?? []).map((disk, lun): Disk => {
        const sizeBytes = disk.size_bytes ?? disk.used_bytes ?? unknownDiskBytes
        const usedBytes = Math.min(disk.used_bytes ?? sizeBytes, sizeBytes)
        return { lun, sizeBytes, usedBytes, volume: volumeOf(disk), churn: churnOf(usedBytes, ppm, disk.written_bytes_per_day) }
      }),
    })
  })
  result.hosts.push(...hosts.values())
  result.volumes.push(...volumes.values())
  result.policies.push(...newPolicies.values())
  return result
}

/** Machines of one name, and a machine that is protected a second time, are told apart by a number. */
const freeName = (name: string, taken: ReadonlySet<string>): string => {
  let free = name
  for (let n = 2; taken.has(free); n += 1) free = `${name} (${n})`
  return free
}
