import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { afterAll } from 'vitest'
import { createLabFile, openLab } from '../../../../main/services/lab/lab-files.ts'
import type { LabStore, Row } from '../../../../main/services/lab/lab-store.types.ts'
import { deriveReadiness } from '../../../../main/services/readiness-service.ts'

/** A stored lab with readiness derived, closed and removed when the test file ends. */
export const newLab = (): LabStore => {
  const folder = mkdtempSync(join(tmpdir(), 'offsite-estate-'))
  const file = join(folder, 'estate.offsite')
  createLabFile(file, {
    name: 'Estate',
    seed: 1,
    rulePack: '2016-05',
    timeZone: 'Europe/Berlin',
    clockMs: 1_462_000_000_000,
    wallMs: 1_463_000_000_000,
  })
  const store = openLab(file, { wall: () => 1_463_000_000_000, derive: deriveReadiness, workFolder: folder })
  afterAll(() => {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return store
}

export const names = [
  'SQL01',
  'sql02',
  'Web[1]',
  'web_2',
  '100%',
  'Über "A"',
  'über b',
  'a*c',
  'abc',
  "O'Neil`s",
  'Straße',
  '東京',
  'SQL01',
]
const systems = ['Windows Server 2012 R2 Standard', 'Ubuntu Linux 14.04 (64 bit)', 'Windows Server 2003', 'Other Linux (64 bit)', null]
const gb = 2 ** 30

/** A small mixed estate from a list of numbers, so that a property can shrink it. Returns nothing: read it back. */
export const fill = (store: LabStore, seeds: readonly number[]): void => {
  store.apply({ kind: 'test.fill', name: 'Fill', actor: 'test' }, (tx) => {
    const pick = <T>(list: readonly T[], seed: number): T => list[seed % list.length]!
    const one = (table: string, row: Row) => tx.insert(table, row)
    const server = one('vmm_server', { name: 'VMM01' })
    const root = one('host_group', { name: 'All Hosts', path: 'All Hosts' })
    const groups = ['Berlin', 'Kiel'].map((name) => one('host_group', { name, path: `All Hosts\\${name}`, parent_id: root }))
    const deep = one('host_group', { name: 'Rack 1', path: 'All Hosts\\Berlin\\Rack 1', parent_id: groups[0]! })
    const cluster = one('host_cluster', { name: 'CLU1', host_group_id: deep, has_replica_broker: 1 })
    const hosts = [
      one('host', {
        name: 'HV01',
        vmm_server_id: server,
        host_group_id: deep,
        host_cluster_id: cluster,
        os_name: 'Windows Server 2012 R2',
      }),
      one('host', { name: 'HV02', vmm_server_id: server, host_group_id: deep, host_cluster_id: cluster }),
      one('host', { name: 'hv03', vmm_server_id: server, host_group_id: groups[1]!, os_name: 'Windows Server 2012' }),
      one('host', { name: 'HV04', vmm_server_id: server }),
    ]
    const logical = one('logical_network', { name: 'Datacenter' })
    const clouds = ['Gold', 'Silver'].map((name) => one('cloud', { name, vmm_server_id: server }))
    one('cloud_logical_network', { cloud_id: clouds[0]!, logical_network_id: logical })
    const networks = ['Prod-Web', 'Prod-DB'].map((name, index) =>
      one('vm_network', { name, logical_network_id: index === 0 ? logical : null, vmm_server_id: server }),
    )
    seeds.forEach((seed, index) => {
      const osName = pick(systems, seed)
      const vm = one('vm', {
        name: pick(names, seed >> 1),
        vmm_id: seed % 11 === 0 ? null : `vm-${index}`,
        host_id: pick([...hosts, null], seed >> 2),
        cloud_id: pick([...clouds, null], seed >> 3),
        state: pick(['Running', 'Stopped', null], seed >> 4),
        generation: pick([1, 2, null], seed >> 5),
        os_name: osName,
        os_family: osName === null ? null : osName.includes('Linux') ? 'linux' : 'windows',
        cpu_count: pick([1, 2, 4, 8, null], seed >> 6),
        memory_bytes: pick([gb, 4 * gb, 16 * gb, 32 * gb, null], seed >> 7),
        secure_boot: pick([0, 1, null], seed >> 8),
        tag: pick(['', 'gold', null], seed >> 9),
      })
      for (let disk = 0; disk < (seed >> 10) % 4; disk++)
        one('virtual_disk', {
          vm_id: vm,
          ordinal: disk,
          name: `${index}_${disk}.vhdx`,
          size_bytes: pick([40 * gb, 300 * gb, 1023 * gb, 1024 * gb, null], (seed >> 11) + disk),
          is_os: pick([disk === 0 ? 1 : 0, null], seed >> 12),
          vhd_format: pick(['vhd', 'vhdx', null], seed >> 13),
        })
      for (let nic = 0; nic < (seed >> 14) % 3; nic++)
        one('network_adapter', {
          vm_id: vm,
          ordinal: nic,
          name: `NIC ${nic + 1}`,
          vm_network_id: pick([...networks, null], (seed >> 15) + nic),
          ip_mode: pick(['static', 'dhcp', null], (seed >> 16) + nic),
          ip_addresses: pick(['[]', '["10.1.1.5"]', '["10.1.1.6","fe80::1"]'], (seed >> 17) + nic),
        })
    })
  })
}

/** Seeds that look random and never change. */
export const seedsOf = (count: number, start = 1): number[] => {
  let state = start
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return state >>> 1
  })
}

export const all = <T = Record<string, string | number | null>>(db: Database, sql: string, ...params: unknown[]): T[] =>
  db.prepare(sql).all(...params) as T[]
