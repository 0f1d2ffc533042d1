import { afterAll, describe, expect, it } from 'vitest'
import { estateCounts, estateSizes } from '../../../../main/domain/sample/estate.ts'
import { sampleEstate } from '../../../../main/domain/sample/generate.ts'
import { deriveReadiness } from '../../../../main/services/readiness-service.ts'
import { fillSample, writeDemoExport } from '../../../../main/services/sample-service.ts'
import { count, importBench } from '../../../support/import.ts'
import { dump } from '../../../support/lab.ts'

const bench = importBench()
afterAll(() => bench.drop())

const without = (tables: Record<string, unknown[]>): Record<string, unknown[] | null> => ({ ...tables, lab: null })

describe('reference estates', () => {
  it.each(estateSizes)('%s has exactly its counts, unique keys and addresses', (size) => {
    const estate = sampleEstate(size, 1)
    const disks = estate.vms.reduce((sum, vm) => sum + vm.disks.length, 0)
    const adapters = estate.vms.flatMap((vm) => vm.adapters)
    expect({ clouds: estate.clouds.length, hosts: estate.hosts.length, vms: estate.vms.length, disks, adapters: adapters.length }).toEqual(
      estateCounts[size],
    )
    const keys = (of: (vm: (typeof estate.vms)[number]) => unknown) => new Set(estate.vms.map(of)).size
    expect(keys((vm) => vm.fields.vmm_id)).toBe(estate.vms.length)
    expect(keys((vm) => vm.fields.bios_guid)).toBe(estate.vms.length)
    expect(keys((vm) => `${vm.fields.name.toLowerCase()} ${vm.host}`)).toBe(estate.vms.length)
    expect(new Set(adapters.map((adapter) => adapter.mac_address)).size).toBe(adapters.length)
    const addresses = adapters.flatMap((adapter) => JSON.parse(adapter.ip_addresses ?? '[]') as string[])
    expect(new Set(addresses).size).toBe(addresses.length)
  })

  it('has the edge shapes at MAX', () => {
    const { vms } = sampleEstate('MAX', 1)
    const named = (pattern: RegExp) => vms.filter((vm) => pattern.test(vm.fields.name))
    expect(Math.max(...vms.map((vm) => vm.disks.length))).toBe(64)
    expect(Math.min(...vms.map((vm) => vm.disks.length))).toBe(0)
    expect(Math.max(...vms.map((vm) => vm.adapters.length))).toBe(12)
    for (const length of [63, 64]) expect(vms.some((vm) => [...vm.fields.name].length === length)).toBe(true)
    for (const pattern of [/[[\]]/, /"/, /`/, /東京/]) expect(named(pattern)).toHaveLength(1)
    expect(new Set(named(/^EDGE-TWIN$/).map((vm) => vm.host)).size).toBe(2)
    expect(vms.filter((vm) => vm.host === 'HV0001')).toHaveLength(1024)
    for (const gib of [4095, 4096]) expect(vms.some((vm) => vm.disks.some((disk) => disk.size_bytes === gib * 2 ** 30))).toBe(true)
    expect(vms.filter((vm) => vm.fields.is_template === 1).length).toBeGreaterThan(1)
  })

  it('fills identical tables from one seed and different ones from another', () => {
    const [one, same, other] = [1, 1, 2].map((seed) => {
      const store = bench.open()
      fillSample(store, { size: 'M', seed, actor: 'anna' })
      return without(dump(store))
    })
    expect(same).toEqual(one)
    expect(other).not.toEqual(one)
    expect(other?.vm).not.toEqual(one?.vm)
  })

  it('S is the Harbour Clinic', () => {
    const { vms, networks } = sampleEstate('S', 1)
    const on = (host: string) => vms.filter((vm) => vm.host === host).length
    expect([on('HV01'), on('HV02'), on('HV03'), networks.length]).toEqual([15, 11, 14, 5])
    expect(vms.filter((vm) => vm.adapters.some((adapter) => adapter.network === 'Prod-Web'))).toHaveLength(24)
    const sql = vms.find((vm) => vm.fields.name === 'SQL01')
    expect(sql?.disks.find((disk) => disk.name === 'SQL01_D')?.size_bytes).toBe(1228 * 2 ** 30)
  })

  it('S shows the rules, and 34 of its 40 machines can be protected', () => {
    const store = bench.open(undefined, { derive: deriveReadiness })
    fillSample(store, { size: 'S', seed: 1, actor: 'anna' })
    const findings = (
      store.db.prepare('SELECT vm.name, findings FROM vm_readiness JOIN vm ON vm.id = vm_id').all() as { name: string; findings: string }[]
    ).map(({ name, findings: text }) => ({ name, found: JSON.parse(text) as { rule: string; severity: string }[] }))
    expect(findings).toHaveLength(40)
    // What Getting Started settles itself keeps no machine out.
    const settled = new Set(['OSDISK-KNOWN', 'VM-NAME-LEN', 'VM-NAME-CHARS'])
    const out = findings.filter(({ found }) => found.some(({ rule, severity }) => severity === 'blocker' && !settled.has(rule)))
    expect(out.map(({ name }) => name).sort()).toEqual(['FILE02', 'LEGACY01', 'LNX01', 'LNX02', 'SCAN01', 'SQL01'])
    const rules = new Set(findings.flatMap(({ found }) => found.map(({ rule }) => rule)))
    for (const rule of ['DATADISK-SIZE', 'DATADISK-COUNT', 'DISK-SHARED', 'DISK-FC', 'IP-STATIC-LINUX', 'VM-GEN2-LINUX', 'VM-GEN2-WIN'])
      expect(rules).toContain(rule)
    for (const rule of ['SECUREBOOT', 'NIC-TEAM-GUEST', 'INTEGRATION-SVC', 'OSDISK-KNOWN', 'VM-NAME-LEN', 'VM-NAME-CHARS', 'CLOUD-NET'])
      expect(rules).toContain(rule)
  })
})

describe('the demo export', () => {
  it('brings three machines, changes four and leaves two rows out', async () => {
    const store = bench.open()
    fillSample(store, { size: 'S', seed: 1, actor: 'anna' })
    const file = bench.path('harbour-clinic-vmm-export.csv')
    await writeDemoExport(file)
    const result = await bench.service(store).run([bench.at(file)])
    expect(result).toMatchObject({ created: 3, updated: 4, unchanged: 34, rejectedRows: 2, conflictsKept: [] })
    expect(result.rejected.map(({ column }) => column)).toEqual(['Memory', 'Generation'])
    expect(count(store, 'vm')).toBe(43)
  })
})
