import { readFileSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { exportVmmCsv, fillSample } from '../../../../main/services/sample-service.ts'
import { count, importBench, machines } from '../../../support/import.ts'

const bench = importBench()
afterAll(() => bench.drop())

const heading =
  'ID,BiosGuid,Name,HostName,HostGroupPath,Cloud,CPUCount,Memory,Generation,OperatingSystem,VirtualMachineState,DynamicMemoryEnabled,CreationTime,Description'
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const row = (n: number, more: Record<string, string> = {}): string => {
  const cells: Record<string, string> = {
    ID: id(n),
    BiosGuid: id(n + 1000),
    Name: `VM${n}`,
    HostName: `HV0${(n % 2) + 1}`,
    HostGroupPath: 'All Hosts\\Berlin',
    Cloud: 'Gold',
    CPUCount: '2',
    Memory: '4096',
    Generation: '1',
    OperatingSystem: 'Windows Server 2012 R2 Standard',
    VirtualMachineState: 'Running',
    DynamicMemoryEnabled: 'False',
    CreationTime: '2014-03-01T08:00:00Z',
    Description: `Größe ${n}`,
    ...more,
  }
  return heading
    .split(',')
    .map((name) => `"${(cells[name] ?? '').replaceAll('"', '""')}"`)
    .join(',')
}
const table = (...rows: string[]): string => `${[heading, ...rows].join('\r\n')}\r\n`
const zero = { created: 0, updated: 0 }

describe('import', () => {
  it('makes machines with their host, group, cloud and lineage', async () => {
    const store = bench.open()
    const result = await bench.service(store).run([bench.file(table(row(1), row(2)), 'vms.csv')])
    expect(result).toMatchObject({ created: 2, updated: 0, unchanged: 0, rejected: [], rejectedRows: 0, rejectsFile: null, batchId: 1 })
    expect(result.parts).toMatchObject({ hosts: { created: 2 }, clouds: { created: 1 }, hostGroups: { created: 2 } })
    expect(
      store.db.prepare('SELECT name, memory_bytes, os_family, os_architecture, state, origin_file, origin_line FROM vm ORDER BY id').all(),
    ).toEqual([
      {
        name: 'VM1',
        memory_bytes: 2 ** 32,
        os_family: 'windows',
        os_architecture: 'x64',
        state: 'Running',
        origin_file: 0,
        origin_line: 2,
      },
      {
        name: 'VM2',
        memory_bytes: 2 ** 32,
        os_family: 'windows',
        os_architecture: 'x64',
        state: 'Running',
        origin_file: 0,
        origin_line: 3,
      },
    ])
    expect(store.db.prepare('SELECT path FROM host_group ORDER BY path').pluck().all()).toEqual(['All Hosts', 'All Hosts\\Berlin'])
    expect(bench.service(store).history()).toMatchObject([
      { id: 1, actor: 'anna', files: ['vms.csv'], created: 2, updated: 0, rejectedRows: 0 },
    ])
  })

  it('says that the same file changes nothing, and leaves no entry but its job', async () => {
    const store = bench.open()
    const file = bench.file(table(row(1), row(2)))
    await bench.service(store).run([file])
    const before = [count(store, 'change_log'), count(store, 'import_batch')]
    const again = await bench.service(store).run([file])
    expect(again).toMatchObject({ ...zero, unchanged: 2, batchId: null, jobId: 2 })
    expect(again.warnings.map(({ code }) => code)).toEqual(['import-unchanged'])
    expect([count(store, 'change_log'), count(store, 'import_batch')]).toEqual(before)
    expect(store.db.prepare('SELECT status, error_code FROM job WHERE id = 2').get()).toEqual({
      status: 'completed',
      error_code: 'import-unchanged',
    })
  })

  it('gives 0 created and 0 updated however the same rows are written', async () => {
    const store = bench.open()
    const rows = Array.from({ length: 12 }, (_, n) => row(n, { Description: `Größe; "${n}",\r\nzwei`, Memory: '16,384' }))
    const first = await bench.service(store).run([bench.file(table(...rows))])
    expect(first.created).toBe(12)
    const encodings = [
      (text: string) => Buffer.from(text),
      (text: string) => Buffer.from(`\ufeff${text}`),
      (text: string) => Buffer.from(text, 'utf16le'),
      (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'),
      (text: string) => Buffer.from(text, 'latin1'),
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(rows, { minLength: rows.length }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom(...encodings),
        fc.boolean(),
        fc.constantFrom('\r\n', '\n'),
        fc.boolean(),
        async (shuffled, separator, encode, typeLine, end, blanks) => {
          const separated = [heading, ...shuffled].map((line) => line.replaceAll('","', `"${separator}"`))
          separated[0] = heading.replaceAll(',', separator)
          const lines = [
            ...(typeLine ? ['#TYPE Selected.VM'] : []),
            ...separated.flatMap((line) => (blanks ? [line, '', separator.repeat(3)] : [line])),
          ]
          const result = await bench.service(store).run([bench.file(encode(lines.join(end)), 'same.csv')])
          expect(result).toMatchObject({ ...zero, unchanged: 12, rejected: [] })
        },
      ),
      { numRuns: 25 },
    )
  })

  it('updates one machine when one memory value changes', async () => {
    const store = bench.open()
    await bench.service(store).run([bench.file(table(row(1), row(2)))])
    const result = await bench.service(store).run([bench.file(table(row(1), row(2, { Memory: '8192' })), 'later.csv')])
    expect(result).toMatchObject({ created: 0, updated: 1, unchanged: 1, batchId: 2 })
    const vm = store.db.prepare("SELECT memory_bytes, field_origins FROM vm WHERE name = 'VM2'").get() as {
      memory_bytes: number
      field_origins: string
    }
    expect(vm.memory_bytes).toBe(2 ** 33)
    expect(JSON.parse(vm.field_origins)).toEqual({ memory_bytes: { batch: 2, file: 0, line: 3 } })
  })

  it('never erases a known value with a blank cell or a missing column', async () => {
    const store = bench.open()
    await bench.service(store).run([bench.file(table(row(1)))])
    const before = machines(store)
    const blank = `ID,Name,HostName,CPUCount,OperatingSystem,Memory\r\n"${id(1)}",VM1,,,"Unknown",\r\n`
    expect(await bench.service(store).run([bench.file(blank)])).toMatchObject({ ...zero, unchanged: 1 })
    expect(machines(store)).toEqual(before)
  })

  it('keeps what a user set, reports it, and still finds the machine', async () => {
    const store = bench.open()
    const disks = (memory: number) => `VMName,HostName,vCPUs,MemoryGB,VHDName,VHDSize\r\nVM1,HV02,4,${memory},C.vhdx,60\r\n`
    await bench.service(store).run([bench.file(table(row(1)))])
    store.apply({ kind: 'inventory.edit', name: 'Edit', actor: 'anna', byUser: true }, (tx) => {
      tx.update('vm', 1, { name: 'Payroll', memory_bytes: 2 ** 33 })
    })
    const result = await bench.service(store).run([bench.file(table(row(1, { CPUCount: '4' })), 'b.csv')])
    expect(result).toMatchObject({ created: 0, updated: 1 })
    expect(result.conflictsKept).toEqual([
      { kind: 'vm', name: 'Payroll', field: 'name', kept: 'Payroll', offered: 'VM1', file: 'b.csv', line: 2 },
      { kind: 'vm', name: 'Payroll', field: 'memory_bytes', kept: 2 ** 33, offered: 2 ** 32, file: 'b.csv', line: 2 },
    ])
    // The per-disk shape knows only the name under which the machine was imported.
    const second = await bench.service(store).run([bench.file(disks(4), 'c.csv')])
    expect(second).toMatchObject({ created: 0, unchanged: 1, parts: { disks: { created: 1 } } })
    expect(second.conflictsKept.map(({ field }) => field)).toEqual(['memory_bytes'])
    expect(store.db.prepare('SELECT name, memory_bytes, cpu_count FROM vm').all()).toEqual([
      { name: 'Payroll', memory_bytes: 2 ** 33, cpu_count: 4 },
    ])
  })

  it('finds machines by VMM ID, else BIOS GUID, else name and host', async () => {
    const store = bench.open()
    const service = bench.service(store)
    const small = 'ID,BiosGuid,Name,HostName,CPUCount'
    const bios = id(500)
    await service.run([bench.file(`${small}\r\n${id(1)},${bios},A,HV01,1\r\n,${id(600)},B,HV01,1\r\n,,C,HV01,1\r\n`)])
    // renamed and moved, found by ID; B by BIOS GUID gets its ID; C by name and host, without regard to case
    const later = `${small}\r\n{${id(1).toUpperCase()}},${bios},A2,HV02,1\r\n${id(2)},${id(600)},B2,HV01,1\r\n,,c,hv01,2\r\n`
    expect(await service.run([bench.file(later)])).toMatchObject({ created: 0, updated: 3 })
    // another ID on the same name and host, and a BIOS GUID that a known machine with another ID has: new machines
    const clones = `${small}\r\n${id(9)},,B2,HV01,1\r\n${id(8)},${bios},A3,HV01,1\r\n,,c,HV03,1\r\n`
    expect(await service.run([bench.file(clones)])).toMatchObject({ created: 3, updated: 0 })
    expect(count(store, 'vm')).toBe(6)
  })

  it('reports duplicates within one file instead of merging them', async () => {
    const store = bench.open()
    const result = await bench.service(store).run([bench.file(table(row(1), row(2), row(1, { Memory: '1024' })), 'dup.csv')])
    expect(result).toMatchObject({ created: 2, rejectedRows: 1 })
    expect(result.rejected).toEqual([
      { file: 'dup.csv', line: 4, column: 'Name', value: 'VM1', reason: 'The same machine stands in line 2.' },
    ])
    expect(store.db.prepare("SELECT memory_bytes FROM vm WHERE name = 'VM1'").pluck().get()).toBe(2 ** 32)
  })

  it('leaves out bad rows with line, column, value and reason; the rejects file imports once corrected', async () => {
    const store = bench.open()
    const content = `#TYPE X\r\n${table(
      row(1, { Description: 'two\r\nlines' }),
      row(2, { Memory: 'lots', Generation: '3' }),
      row(3, { ID: 'no-guid' }),
      row(4, { Name: '' }),
      row(5),
      '"cut","short"',
      row(6),
    )}`
    const result = await bench
      .service(store)
      .run([bench.file(`\ufeff${content}`.replaceAll('","', '";"').replace(heading, heading.replaceAll(',', ';')), 'bad.csv')])
    expect(result).toMatchObject({ created: 3, rejectedRows: 4 })
    expect(result.rejected.map(({ line, column, value }) => [line, column, value])).toEqual([
      [5, 'Memory', 'lots'],
      [5, 'Generation', '3'],
      [6, 'ID', 'no-guid'],
      [7, 'Name', ''],
      [9, null, '"cut";"short"'],
    ])
    const rejects = readFileSync(result.rejectsFile ?? '', 'utf8')
    expect(rejects.split('\r\n').slice(0, 3)).toEqual([
      `\ufeff${heading.replaceAll(',', ';')}`,
      row(2, { Memory: 'lots', Generation: '3' }).replaceAll('","', '";"'),
      row(3, { ID: 'no-guid' }).replaceAll('","', '";"'),
    ])
    const corrected = rejects
      .replace('lots', '4096')
      .replace('"3"', '"2"')
      .replace('no-guid', id(3))
      .replace('"";"HV01"', '"VM4";"HV01"')
      .replace('"cut";"short"', row(7).replaceAll('","', '";"'))
    writeFileSync(result.rejectsFile ?? '', corrected)
    const again = await bench.service(store).run([bench.at(result.rejectsFile ?? '')])
    expect(again).toMatchObject({ created: 4, updated: 0, rejected: [], rejectsFile: null })
    const saved = bench.path('saved.csv')
    expect(bench.service(store).saveRejects(result.batchId, saved)).toEqual({ rows: 4 })
    expect(readFileSync(saved, 'utf8')).toBe(rejects)
  })

  it('previews the same figures and changes nothing', async () => {
    const store = bench.open()
    const service = bench.service(store)
    const file = bench.file(table(row(1), row(2, { Memory: 'x' })))
    const preview = await service.preview([file])
    expect(count(store, 'vm') + count(store, 'import_batch') + count(store, 'job') + count(store, 'host')).toBe(0)
    expect(service.saveRejects(null, bench.path('preview.csv'))).toEqual({ rows: 1 })
    const run = await service.run([file])
    for (const key of ['created', 'updated', 'unchanged', 'parts', 'rejected', 'files'] as const) expect(run[key]).toEqual(preview[key])
  })

  it('leaves everything as it was when cancelled midway, and answers other readers meanwhile', async () => {
    const store = bench.open()
    const rows = Array.from({ length: 4000 }, (_, n) => row(n, { Description: 'x'.repeat(400) }))
    const stop = new AbortController()
    const seen: number[] = []
    const work = bench.service(store).run([bench.file(table(...rows))], {
      signal: stop.signal,
      onProgress: ({ rows: done }) => {
        seen.push(count(store, 'vm'))
        if (done > 500) stop.abort()
      },
    })
    await expect(work).rejects.toMatchObject({ code: 'cancelled' })
    expect(seen.length).toBeGreaterThan(0)
    expect(new Set(seen)).toEqual(new Set([0]))
    expect([count(store, 'vm'), count(store, 'host'), count(store, 'import_batch'), count(store, 'change_log')]).toEqual([0, 0, 0, 0])
    expect(store.db.prepare('SELECT status, error_code FROM job').all()).toEqual([{ status: 'cancelled', error_code: 'cancelled' }])
    await expect(bench.service(store).run([bench.file(table(row(1)))])).resolves.toMatchObject({ created: 1 })
  })

  it('undoes every file when one is refused', async () => {
    const store = bench.open()
    const cut = table(row(2), row(3)).slice(0, -40)
    await expect(bench.service(store).run([bench.file(table(row(1))), bench.file(cut, 'cut.csv')])).rejects.toMatchObject({
      code: 'import-truncated',
      at: { file: 'cut.csv', line: 3 },
    })
    expect(count(store, 'vm')).toBe(0)
  })
})

describe('per-disk exports', () => {
  const head =
    'Group,VMName,VMDescription,VMStatus,VMOperatingSystem,vCPUs,MemoryGB,VHDName,VHDSize,VHDCurrentSize,VHDType,VHDBusType,VHDBus,VHDLUN,VHDDatastore,HostName'
  const rows = [
    ',SQL01,Records,Running,CentOS Linux 7 (64 bit),8,32.5,SQL01_C,127,40,DynamicallyExpanding,IDE,0,0,C:\\V1,HV01',
    ',,,,,,,SQL01_D,"1228,8",500,Fixed,SCSI,0,0,C:\\V1,',
    ',,,,,,,SQL01_E,60,10,Differencing,SCSI,0,1,C:\\V1,',
    ',WEB01,,PowerOff,Windows Server 2012 R2 Standard,2,4,WEB01_C,80,20,Fixed,SCSI,0,0,C:\\V1,HV02',
  ]

  it('gives continuation rows to the machine above', async () => {
    const store = bench.open()
    const result = await bench.service(store).run([bench.file([head, ...rows].join('\n'))])
    expect(result).toMatchObject({ created: 2, rejected: [], parts: { disks: { created: 4 }, hosts: { created: 2 } } })
    expect(machines(store)).toMatchObject([
      {
        name: 'SQL01',
        host: 'HV01',
        memory_bytes: 32.5 * 2 ** 30,
        os_family: 'linux',
        disks: [
          { name: 'SQL01_C', size_bytes: 127 * 2 ** 30, vhd_type: 'dynamic', is_os: null },
          { name: 'SQL01_D', size_bytes: Math.round(1228.8 * 2 ** 30), vhd_type: 'fixed' },
          { name: 'SQL01_E', vhd_type: 'differencing', lun: 1 },
        ],
      },
      { name: 'WEB01', state: 'Stopped', disks: [{ name: 'WEB01_C' }] },
    ])
  })

  it('joins the two shapes of one import, in either order', async () => {
    const names = 'ID,Name,HostName,HostGroupPath,CPUCount,Memory,VirtualHardDisks\r\n'
    const full = `${names}${id(1)},SQL01,HV01,All Hosts\\Berlin,8,33280,"SQL01_C,SQL01_D,SQL01_E"\r\n${id(2)},WEB01,HV02,All Hosts,2,4096,Microsoft.SystemCenter.X[]\r\n`
    const results = []
    for (const reversed of [false, true]) {
      const store = bench.open()
      const files = [bench.file(full, 'full.csv'), bench.file([head, ...rows].join('\n'), 'disks.csv')]
      const result = await bench.service(store).run(reversed ? files.reverse() : files)
      expect(result).toMatchObject({ created: 2, rejected: [], parts: { disks: { created: 4 } } })
      results.push(machines(store))
    }
    expect(results[1]).toEqual(results[0])
  })

  it('takes "C.vhdx" in braces and "C" for one disk, and keeps the first spelling', async () => {
    const store = bench.open()
    const properties = `Name,HostName,VirtualHardDisks\r\nVM9,HV01,"{VM9_C.vhdx, VM9_D.vhdx}"\r\n`
    await bench.service(store).run([bench.file(properties)])
    const disks = `VMName,HostName,VHDName,VHDSize\r\nVM9,HV01,VM9_C,127\r\n,,VM9_D,200\r\n`
    expect(await bench.service(store).run([bench.file(disks)])).toMatchObject({
      created: 0,
      parts: { disks: { created: 0, updated: 2 } },
      rejected: [],
    })
    expect(store.db.prepare('SELECT name, size_bytes FROM virtual_disk ORDER BY ordinal').all()).toEqual([
      { name: 'VM9_C.vhdx', size_bytes: 127 * 2 ** 30 },
      { name: 'VM9_D.vhdx', size_bytes: 200 * 2 ** 30 },
    ])
    expect(await bench.service(store).run([bench.file(disks)])).toMatchObject({ created: 0, updated: 0, unchanged: 1 })
  })

  it('knows a machine without a cloud from a file that has no column for it', async () => {
    const store = bench.open()
    await bench.service(store).run([bench.file('Name,HostName,Cloud,Memory\r\nVM1,HV01,,4096\r\n')])
    await bench.service(store).run([bench.file('Name,HostName,Memory,Generation\r\nVM2,HV01,4096,1\r\n')])
    expect(store.db.prepare('SELECT name, cloud_id, cloud_told FROM vm ORDER BY id').all()).toEqual([
      { name: 'VM1', cloud_id: null, cloud_told: 1 },
      { name: 'VM2', cloud_id: null, cloud_told: null },
    ])
  })

  it('leaves out a machine whole when its first row is bad, one disk when a further row is; both import once corrected', async () => {
    const store = bench.open()
    const bad = [rows[0]?.replace(',8,32.5', ',eight,32.5'), rows[1], rows[2], rows[3], ',,,,,,,WEB01_D,big,1,Fixed,SCSI,0,1,C:\\V1,']
    const result = await bench.service(store).run([bench.file([head, ...bad].join('\n'), 'halves.csv')])
    expect(result).toMatchObject({ created: 1, rejectedRows: 4, parts: { disks: { created: 1 } } })
    expect(result.rejected.map(({ line, column, value }) => [line, column, value])).toEqual([
      [2, 'vCPUs', 'eight'],
      [3, 'VHDName', ''],
      [4, 'VHDName', ''],
      [6, 'VHDSize', 'big'],
    ])
    const rejects = readFileSync(result.rejectsFile ?? '', 'utf8')
    const again = await bench.service(store).run([bench.file(rejects.replace('eight', '8').replace('"big"', '"10"'))])
    expect(again).toMatchObject({ created: 1, unchanged: 1, rejected: [], parts: { disks: { created: 4 } } })
    expect(machines(store)).toMatchObject([
      { name: 'SQL01', disks: [{}, {}, {}] },
      { name: 'WEB01', disks: [{}, { name: 'WEB01_D' }] },
    ])
  })

  it('reports the same disk told twice and a row without a machine', async () => {
    const store = bench.open()
    const result = await bench.service(store).run([bench.file([head, rows[1], rows[0], rows[2], rows[2]].join('\n'))])
    expect(result).toMatchObject({ created: 1, rejectedRows: 2 })
    expect(result.rejected.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'The name is blank and no machine stands above.'],
      [5, 'The same disk of SQL01 stands in line 4.'],
    ])
  })
})

describe('sample estates', () => {
  it.each(['S', 'M'] as const)('%s survives export and import in both shapes', async (size) => {
    const source = bench.open()
    fillSample(source, { size, seed: 1, actor: 'anna' })
    const { files } = await exportVmmCsv(source.db, bench.path(`${size}.csv`))
    const target = bench.open()
    const result = await bench.service(target).run(files.map(bench.at))
    expect(result).toMatchObject({ created: count(source, 'vm'), rejected: [], conflictsKept: [], warnings: [] })
    expect(machines(target)).toEqual(machines(source))
    expect(await bench.service(target).run(files.map(bench.at))).toMatchObject({ ...zero, batchId: null })
    // into the estate itself: nothing new
    expect(await bench.service(source).run(files.map(bench.at))).toMatchObject({ ...zero, batchId: null })
  })

  it('rows of both files in any order, with another separator and no BOM: the same', async () => {
    const source = bench.open()
    fillSample(source, { size: 'S', seed: 1, actor: 'anna' })
    const { files } = await exportVmmCsv(source.db, bench.path('order.csv'))
    const texts = files.map((file) => readFileSync(file, 'utf8').replace('\ufeff', '').trimEnd().split('\r\n'))
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (salt) => {
        const written = texts.map(([first = '', ...lines], i) => {
          const shuffled = lines.map((line, n) => [Math.sin(salt + n) * 1e4, line] as const).sort(([a], [b]) => (a % 1) - (b % 1))
          const text = [first, ...shuffled.map(([, line]) => line)].join('\n').replaceAll('","', '";"')
          return bench.file(text, `order-${i}.csv`)
        })
        expect(await bench.service(source).run(written)).toMatchObject({ ...zero, rejected: [] })
        const empty = bench.open()
        await bench.service(empty).run(written)
        expect(machines(empty)).toEqual(machines(source))
      }),
      { numRuns: 4 },
    )
  })
})
