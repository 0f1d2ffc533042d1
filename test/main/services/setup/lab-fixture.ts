import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createLabFile, openLab } from '../../../../main/services/lab/lab-files.ts'
import type { LabStore } from '../../../../main/services/lab/lab-store.types.ts'
import type { SecretStore } from '../../../../main/services/secret-store.ts'
import { createSetupService } from '../../../../main/services/setup/setup-service.ts'
import { AppError } from '../../../../preload/contract/errors.ts'
import type { SecretSource } from '../../../../preload/contract/setup-answers.ts'

export const wallMs = Date.UTC(2016, 4, 10, 8)

export interface FakeSecrets extends SecretStore {
  entries: Map<string, SecretSource>
  log: string[]
  fail?: AppError
}

export const fakeSecrets = (): FakeSecrets => {
  const entries = new Map<string, SecretSource>()
  const log: string[] = []
  const store: FakeSecrets = {
    entries,
    log,
    state: async () => ({ backend: 'test', problem: null }),
    save: async (reference, source) => {
      log.push(`save ${reference}`)
      if (store.fail) throw store.fail
      entries.set(reference, source)
    },
    remove: async (reference) => {
      log.push(`remove ${reference}`)
      entries.delete(reference)
    },
    has: async (reference) => entries.has(reference),
  }
  return store
}

/** A lab on disk with one VMM server, two clouds, 60 machines in Gold, one of them blocked, one without OS, one in Silver. */
export const openTestLab = () => {
  const folder = mkdtempSync(join(tmpdir(), 'offsite-setup-'))
  const file = join(folder, 'harbour.offsite')
  createLabFile(file, {
    name: 'Harbour Clinic',
    seed: 1,
    rulePack: '2016-05',
    timeZone: 'Europe/Copenhagen',
    clockMs: wallMs,
    wallMs,
    labId: '11111111-2222-3333-4444-555555555555',
  })
  const store = openLab(file, { wall: () => wallMs, workFolder: join(folder, 'work') })
  onTestFinished(() => {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  fillLab(store)
  const secrets = fakeSecrets()
  const service = createSetupService({ store, secrets, wall: () => wallMs, actor: 'anna' })
  return { store, secrets, service, folder, file }
}

const blocker = JSON.stringify([
  {
    rule: 'DISK-SIZE',
    severity: 'blocker',
    value: '1.2 TiB',
    limit: '1,023 GB',
    message: 'SQL01_D is 1.2 TiB; limit 1,023 GB (2016-05).',
    remedy: 'Split or exclude the disk.',
    source: 'x',
  },
])

const fillLab = (store: LabStore): void => {
  store.apply({ kind: 'test', name: 'Fill', actor: 'test' }, (tx) => {
    const server = tx.insert('vmm_server', { name: 'VMM01', product_version: '3.2.8377.0' })
    const gold = tx.insert('cloud', { name: 'Gold', vmm_server_id: server })
    const silver = tx.insert('cloud', { name: 'Silver', vmm_server_id: server })
    const hosts = ['HV01', 'HV02'].map((name) =>
      tx.insert('host', { name, vmm_server_id: server, os_name: 'Windows Server 2012 R2 Datacenter' }),
    )
    const network = tx.insert('vm_network', { name: 'Prod-Web', vmm_server_id: server })
    const subnet = tx.insert('vm_subnet', { vm_network_id: network, ordinal: 0, name: 'Web-10', address_range: '10.1.1.0/24' })
    const add = (name: string, host: number, cloud: number, os: 'windows' | 'linux' | null): number => {
      const vm = tx.insert('vm', {
        name,
        host_id: hosts[host] ?? null,
        cloud_id: cloud,
        cpu_count: 2,
        memory_bytes: 4 * 2 ** 30,
        generation: 1,
        os_family: os,
      })
      for (const [n, letter] of ['C', 'D'].entries())
        tx.insert('virtual_disk', {
          vm_id: vm,
          ordinal: n,
          name: `${name}_${letter}`,
          size_bytes: 100 * 2 ** 30,
          used_bytes: 50 * 2 ** 30,
          is_os: os === null ? null : n === 0 ? 1 : 0,
        })
      tx.insert('network_adapter', {
        vm_id: vm,
        ordinal: 0,
        name: 'NIC 1',
        vm_network_id: network,
        vm_subnet_id: subnet,
        ip_mode: 'static',
        ip_addresses: '["10.1.1.14"]',
      })
      return vm
    }
    for (let n = 1; n <= 60; n += 1) add(`WEB${String(n).padStart(2, '0')}`, n % 2, gold, 'windows')
    const blocked = add('SQL01', 0, gold, 'windows')
    add('NOOS', 0, gold, null)
    add('SILVER1', 1, silver, 'linux')
    tx.db
      .prepare(
        `INSERT INTO vm_readiness (vm_id, verdict, blocker_count, warning_count, unknown_count, info_count, first_rule, failing_rules, findings)
         SELECT id, 'ready', 0, 0, 0, 0, NULL, '', '[]' FROM vm WHERE id <> ?
         UNION ALL SELECT ?, 'not-ready', 1, 0, 0, 0, 'DISK-SIZE', ' DISK-SIZE ', ?`,
      )
      .run(blocked, blocked, blocker)
  })
}

/** Every table but the wizard's draft, as text. */
export const picture = (store: LabStore): string => {
  const tables = store.db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as string[]
  return JSON.stringify(
    tables.filter((name) => name !== 'wizard_draft').map((name) => [name, store.db.prepare(`SELECT * FROM ${name}`).all()]),
  )
}

/** All bytes of the lab and the files beside it. */
export const allBytes = (folder: string): Buffer =>
  Buffer.concat(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
  )

export { AppError }
