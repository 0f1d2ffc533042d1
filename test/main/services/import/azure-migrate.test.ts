import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { count, importBench, machines } from '../../../support/import.ts'

const bench = importBench()
afterAll(() => bench.drop())

const heading =
  '*Server name,IP addresses,*Cores,*Memory (In MB),*OS name,OS version,OS architecture,Boot type,Network adapters,Number of disks,Storage in use (In GB),Disk 1 size (In GB),Disk 2 size (In GB)'
const older =
  'Server name,IP address,Cores,Memory,OS name,OS version,OS architecture,Firmware type,Network adapters,Number of disks,Storage in use,Disk 1 size,Disk 2 size'
const rows = [
  'SQL01,10.0.0.4;10.0.0.5,4,8192,Windows Server,2012 R2,x64,UEFI,2,2,90,127,500',
  'WEB01,10.0.0.6,2,4096,Ubuntu,16.04,64-bit,BIOS,1,1,20,40,',
]
const table = (...lines: string[]): string => `${lines.join('\r\n')}\r\n`

describe('import of an Azure Migrate CSV', () => {
  it('gives its counted disks the names of a later VMM export instead of counting them twice', async () => {
    const store = bench.open()
    await bench.service(store).run([bench.file(table(heading, ...rows))])
    const gb = 2 ** 30
    const vmm = table('VMName,HostName,VHDName,VHDSize', 'SQL01,HV01,SQL01_D,500', ',,SQL01_C,130')
    expect(await bench.service(store).run([bench.file(vmm)])).toMatchObject({ created: 0, parts: { disks: { created: 0, updated: 2 } } })
    expect(machines(store)).toMatchObject([
      {
        name: 'SQL01',
        disks: [
          { name: 'SQL01_C', size_bytes: 130 * gb },
          { name: 'SQL01_D', size_bytes: 500 * gb },
        ],
      },
      { name: 'WEB01' },
    ])
    expect(await bench.service(store).run([bench.file(vmm)])).toMatchObject({
      created: 0,
      updated: 0,
      parts: { disks: { created: 0, updated: 0 } },
    })
    expect(await bench.service(store).run([bench.file(table(heading, ...rows))])).toMatchObject({ created: 0, updated: 0 })
  })

  it('makes machines without a host, and the same however they are written', async () => {
    const store = bench.open()
    const first = await bench.service(store).run([bench.file(table(heading, ...rows))])
    expect(first).toMatchObject({ created: 2, rejected: [], files: [{ format: 'azure-migrate' }] })
    expect(count(store, 'host')).toBe(0)
    const gb = 2 ** 30
    expect(machines(store)).toMatchObject([
      {
        ...{ name: 'SQL01', generation: 2, cpu_count: 4, memory_bytes: 8 * gb, os_name: 'Windows Server 2012 R2', os_family: 'windows' },
        disks: [
          { name: 'Disk 1', size_bytes: 127 * gb, used_bytes: null },
          { name: 'Disk 2', size_bytes: 500 * gb },
        ],
        adapters: [{ ip_addresses: '["10.0.0.4"]', ip_mode: null }, { ip_addresses: '["10.0.0.5"]' }],
      },
      { name: 'WEB01', generation: 1, os_architecture: 'x64', disks: [{ used_bytes: 20 * gb, size_bytes: 40 * gb }], adapters: [{}] },
    ])
    const quoted = (line: string): string =>
      line
        .split(',')
        .map((cell) => `"${cell}"`)
        .join(';')
    for (const text of [
      table(heading, ...rows),
      `\ufeff${table(heading, ...[...rows].reverse())}`,
      table(older, ...rows),
      table(...[heading, ...rows].map(quoted)),
    ])
      expect(await bench.service(store).run([bench.file(text)])).toMatchObject({ created: 0, updated: 0, unchanged: 2, batchId: null })
  })

  it('means the one machine of its name, else the one without a host; a VMM export gives it one', async () => {
    const store = bench.open()
    const vmm = 'Name,HostName,CPUCount,VirtualHardDisks\r\n'
    await bench.service(store).run([bench.file(`${vmm}SQL01,HV01,2,@{Name=C; MaximumSize=1024}\r\nWEB01,HV01,2,\r\nWEB01,HV02,2,\r\n`)])
    const file = bench.file(table(heading, ...rows))
    expect(await bench.service(store).run([file])).toMatchObject({ created: 1, updated: 1 })
    expect(store.db.prepare('SELECT name, size_bytes FROM virtual_disk ORDER BY id LIMIT 1').get()).toEqual({ name: 'C', size_bytes: 1024 })
    expect(await bench.service(store).run([file])).toMatchObject({ created: 0, updated: 0, unchanged: 2 })
    expect(await bench.service(store).run([bench.file(`${vmm}WEB01,HV03,2,\r\n`)])).toMatchObject({ created: 0, updated: 1 })
  })

  it('keeps what a user set and reports it', async () => {
    const store = bench.open()
    const file = bench.file(table(heading, ...rows))
    await bench.service(store).run([file])
    store.apply({ kind: 'inventory.edit', name: 'Edit', actor: 'anna', byUser: true }, (tx) => {
      tx.update('vm', 1, { name: 'Payroll', memory_bytes: 2 ** 34 })
    })
    const again = await bench.service(store).run([file])
    expect(again).toMatchObject({ created: 0, updated: 0 })
    expect(again.conflictsKept).toMatchObject([
      { name: 'Payroll', field: 'name', kept: 'Payroll', offered: 'SQL01' },
      { name: 'Payroll', field: 'memory_bytes', kept: 2 ** 34, offered: 2 ** 33 },
    ])
  })

  it('rejects by line, column, value and reason, and imports the corrected rejects', async () => {
    const store = bench.open()
    const wrong = rows[0]?.replace('UEFI', 'Floppy').replace('10.0.0.5', 'ten') ?? ''
    const result = await bench.service(store).run([bench.file(table(heading, wrong, rows[1] ?? ''))])
    expect(result).toMatchObject({
      created: 1,
      rejectedRows: 1,
      rejected: [
        { line: 2, column: 'IP addresses', value: '10.0.0.4;ten', reason: 'Not an IP address.' },
        { line: 2, column: 'Boot type', value: 'Floppy', reason: 'Not BIOS or UEFI.' },
      ],
    })
    const fixed = readFileSync(result.rejectsFile ?? '', 'utf8')
      .replace('Floppy', 'UEFI')
      .replace('ten', '10.0.0.5')
    expect(await bench.service(store).run([bench.file(fixed)])).toMatchObject({ created: 1, rejectedRows: 0 })
  })
})
