import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { LabStore } from '../../../../main/services/lab/lab-store.types.ts'
import { exportVmmCsv, fillSample } from '../../../../main/services/sample-service.ts'
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

  it('over machines of VMM fills only what they leave open and says so, as the other way round', async () => {
    const vmm = 'Name,HostName,CPUCount,Memory,Generation\r\nSQL01,HV01,2,8192,1\r\nWEB01,HV02,2,4096,\r\n'
    const azure = bench.file(table(heading, ...rows))
    const of = (store: LabStore) =>
      store.db.prepare('SELECT name, cpu_count, memory_bytes, generation, os_family FROM vm ORDER BY name').all()
    const [first, last] = [bench.open(), bench.open()]
    await bench.service(first).run([bench.file(vmm)])
    const result = await bench.service(first).run([azure])
    expect(result).toMatchObject({ created: 0, updated: 2 })
    expect(result.warnings).toEqual([
      {
        code: 'import-known-machines',
        message: '1 machine of an Azure Migrate CSV differs from what VMM or Hyper-V tells of it. That stays; the CSV fills only gaps.',
      },
    ])
    await bench.service(last).run([azure])
    await bench.service(last).run([bench.file(vmm)])
    expect(of(first)).toEqual([
      { name: 'SQL01', cpu_count: 2, memory_bytes: 2 ** 33, generation: 1, os_family: 'windows' },
      { name: 'WEB01', cpu_count: 2, memory_bytes: 2 ** 32, generation: 1, os_family: 'linux' },
    ])
    expect(of(last)).toEqual(of(first))
  })

  it('knows a server by the name of its guest, in short or in full, whichever file comes first', async () => {
    const vmm =
      'Name,HostName,ComputerName,CPUCount,ID\r\nSQL (prod),HV01,sql01.contoso.com,2,11111111-1111-4111-8111-111111111111\r\nWEB01,HV02,,2,\r\nclone 1,HV01,app,2,\r\nclone 2,HV01,app,2,\r\n'
    const servers = (names: string[]) => bench.file(table('Server name,Cores', ...names.map((name) => `${name},4`)))
    const namesOf = (store: LabStore) => store.db.prepare('SELECT name FROM vm ORDER BY id').pluck().all()
    for (const names of [
      ['SQL01', 'web01.contoso.com', 'app'],
      ['sql01.contoso.com', 'WEB01', 'app'],
    ]) {
      const first = bench.open()
      await bench.service(first).run([bench.file(vmm)])
      // Two machines call themselves "app": the server is neither for sure.
      expect(await bench.service(first).run([servers(names)])).toMatchObject({ created: 1, unchanged: 2, rejected: [] })
      expect(namesOf(first)).toEqual(['SQL (prod)', 'WEB01', 'clone 1', 'clone 2', 'app'])
    }
    const last = bench.open()
    await bench.service(last).run([servers(['SQL01', 'WEB01', 'sql01.fabrikam.com'])])
    expect(await bench.service(last).run([bench.file(vmm)])).toMatchObject({ created: 2, updated: 2 })
    expect(namesOf(last)).toEqual(['SQL (prod)', 'WEB01', 'sql01.fabrikam.com', 'clone 1', 'clone 2'])
    expect(await bench.service(last).run([bench.file(vmm)])).toMatchObject({ created: 0, updated: 0 })
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

  it('takes what disks write, and tells of servers with more disks than it lists', async () => {
    const store = bench.open()
    const head =
      'Server name,Cores,Number of disks,Disk 1 size (In GB),Disk 1 write throughput (MB per second),Disk 2 size (In GB),Disk 2 write throughput (MB per second)'
    const result = await bench.service(store).run([bench.file(table(head, 'A,2,2,10,0.5,20,', 'B,2,9,10,,20,2'))])
    expect(store.db.prepare('SELECT written_bytes_per_day FROM virtual_disk ORDER BY id').pluck().all()).toEqual([
      2 ** 19 * 86_400,
      null,
      null,
      2 ** 21 * 86_400,
    ])
    expect(result.warnings).toMatchObject([{ code: 'import-unlisted-disks', message: expect.stringContaining('1 server: B. Disks') }])
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

describe('an Azure Migrate CSV in any order', () => {
  const names = ['SQL01', 'WEB01', 'APP-7', 'Größe', 'x y', 'DB,1', 'q"uote']
  const cell = (text: string | number): string => `"${String(text).replaceAll('"', '""')}"`
  const columns: Record<string, (name: string, n: number) => string | number> = {
    '*Server name': (name) => name,
    'IP addresses': (_, n) => `10.0.0.${n + 1};10.0.1.${n + 1}`,
    '*Cores': (_, n) => n + 1,
    '*Memory (In MB)': (_, n) => 1024 * (n + 1),
    '*OS name': (_, n) => (n % 2 === 0 ? 'Windows Server 2012 R2' : 'Ubuntu 16.04'),
    'Boot type': (_, n) => (n % 3 === 0 ? 'UEFI' : 'BIOS'),
    'Network adapters': () => 2,
    'Disk 1 size (In GB)': (_, n) => 40 + n,
    'Disk 2 size (In GB)': (_, n) => (n % 2 === 0 ? '' : 100),
  }
  const written = (headings: readonly string[], order: readonly number[], separator: string): string =>
    table(
      headings.join(separator),
      ...order.map((n) => headings.map((heading) => cell(columns[heading]?.(names[n] ?? '', n) ?? '')).join(separator)),
    )

  it('of rows, columns and separators brings the same machines', async () => {
    const plain = bench.open()
    const order = names.map((_, n) => n)
    await bench.service(plain).run([bench.file(written(Object.keys(columns), order, ','))])
    const expected = machines(plain)
    expect(expected).toHaveLength(names.length)
    const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length })
    await fc.assert(
      fc.asyncProperty(
        shuffled(Object.keys(columns)),
        shuffled(order),
        fc.constantFrom(',', ';', '\t'),
        async (headings, rowOrder, separator) => {
          const store = bench.open()
          const file = bench.file(written(headings, rowOrder, separator))
          expect(await bench.service(store).run([file])).toMatchObject({ created: names.length, rejected: [] })
          expect(machines(store)).toEqual(expected)
          expect(await bench.service(store).run([file])).toMatchObject({ created: 0, updated: 0 })
        },
      ),
      { numRuns: 15 },
    )
  })

  it('together with VMM exports fills only what they leave open, whatever the order of the files', async () => {
    const estate = bench.open()
    fillSample(estate, { size: 'S', seed: 1, actor: 'anna' })
    const { files } = await exportVmmCsv(estate.db, bench.path('with-azure.csv'))
    const told = estate.db.prepare('SELECT name FROM vm ORDER BY id').pluck().all() as string[]
    const azure = bench.file(
      table(
        'Server name,Cores,Memory,OS name,Boot type,Disk 1 size',
        ...[...told.map((name) => `${cell(name)},64,1,Debian,UEFI,9`), 'ONLY-AZURE,2,2048,Debian,BIOS,9'],
      ),
    )
    const alone = bench.open()
    await bench.service(alone).run(files.map(bench.at))
    // VMM doesn't know the guests of all machines: there the other file tells the family.
    const expected = (machines(alone) as Record<string, unknown>[]).map((vm) =>
      vm.os_family === null ? { ...vm, os_family: 'linux' } : vm,
    )
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([azure, ...files.map(bench.at)], { minLength: 3, maxLength: 3 }), async (all) => {
        const store = bench.open()
        expect(await bench.service(store).run(all)).toMatchObject({ created: told.length + 1, rejected: [] })
        const [only, rest] = [true, false].map((is) =>
          (machines(store) as { name: string }[]).filter(({ name }) => (name === 'ONLY-AZURE') === is),
        )
        expect(only).toMatchObject([{ host: null, cpu_count: 2, os_family: 'linux', disks: [{ name: 'Disk 1' }] }])
        expect(rest).toEqual(expected)
      }),
      { numRuns: 4 },
    )
  })
})
