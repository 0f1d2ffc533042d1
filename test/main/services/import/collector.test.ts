import { readFileSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportCollector } from '../../../../main/services/collector-export.ts'
import { vmDetails } from '../../../../main/services/inventory/details-vm.ts'
import { invertBatch } from '../../../../main/services/lab/invert.ts'
import type { LabStore } from '../../../../main/services/lab/lab-store.types.ts'
import { deriveReadiness } from '../../../../main/services/readiness-service.ts'
import { exportVmmCsv, fillSample } from '../../../../main/services/sample-service.ts'
import { AppError, errorCodes } from '../../../../preload/contract/errors.ts'
import { count, importBench } from '../../../support/import.ts'
import { inventoryOf, inventoryTables } from '../../../support/inventory.ts'
import { anna, dump } from '../../../support/lab.ts'

const bench = importBench()
afterAll(() => bench.drop())

const lab = (): LabStore => bench.open(bench.create(), { derive: deriveReadiness })
const run = (store: LabStore, ...files: { path: string; name: string }[]) => bench.service(store).run(files)
const line = (kind: string, fields: object = {}): string => JSON.stringify({ kind, ...fields })
const header = (more: object = {}): string =>
  line('header', { schema: 'offsite-collector', version: 1, mode: 'vmm', collectedAt: '2026-05-12T12:05:00Z', server: 'VMM01', ...more })
const text = (lines: readonly string[], mode = 'vmm'): string =>
  `${[header({ mode }), ...lines, line('end', { lines: lines.length + 1 })].join('\n')}\n`
const refusal = (work: Promise<unknown>): Promise<unknown> => work.then(() => null).catch((error: unknown) => error)

/** A sample lab with what estates don't have: Run As accounts and sampled disks. */
const sampleLab = (size: 'S' | 'M', seed = 1): LabStore => {
  const store = lab()
  fillSample(store, { size, seed, actor: 'anna' })
  store.apply(anna, (tx) => {
    tx.insert('run_as_account', { name: 'Fabric', user_name: 'HARBOUR\\svc-fabric', description: 'Hosts', enabled: 1 })
    tx.insert('run_as_account', { name: 'Old', user_name: 'HARBOUR\\old', enabled: 0 })
    tx.update('virtual_disk', 3, {
      written_bytes_per_day: 7_516_192_768,
      peak_write_bytes_per_second: 3_145_728,
      write_sampled_seconds: 86_400,
    })
    tx.update('host', 2, { agent_version: '3.2.8377.0' })
  })
  return store
}

let clinic: LabStore
let clinicLines: string[]
beforeAll(async () => {
  clinic = sampleLab('S')
  const file = bench.path('clinic.jsonl')
  await exportCollector(clinic.db, file)
  clinicLines = readFileSync(file, 'utf8').trimEnd().split('\n')
})

describe('the collector file of a lab', () => {
  it.each([
    ['S', 1],
    ['S', 7],
    ['M', 1],
  ] as const)('of size %s, seed %i brings it back in every column of every table', async (size, seed) => {
    const store = sampleLab(size, seed)
    const file = bench.path(`back-${size}-${seed}.jsonl`)
    await exportCollector(store.db, file)
    const again = lab()
    const result = await run(again, bench.at(file))
    expect(result).toMatchObject({ rejected: [], warnings: [], conflictsKept: [], files: [{ format: 'collector', separator: '' }] })
    const before = inventoryOf(store)
    for (const table of inventoryTables) expect(inventoryOf(again)[table], table).toEqual(before[table])
    for (const table of inventoryTables) expect(before[table]?.length, table).toBeGreaterThan(0)
    // And its own file is the same, byte by byte.
    const copy = bench.path(`copy-${size}-${seed}.jsonl`)
    await exportCollector(again.db, copy)
    expect(readFileSync(copy, 'utf8').split('\n').slice(1)).toEqual(readFileSync(file, 'utf8').split('\n').slice(1))
    const verdicts = (of: LabStore) => of.db.prepare('SELECT verdict, count(*) FROM vm_readiness GROUP BY 1').all()
    expect(verdicts(again)).toEqual(verdicts(store))
  })

  it('imported twice changes nothing; taken back leaves nothing', async () => {
    const store = lab()
    const empty = dump(store)
    const file = bench.file(`${clinicLines.join('\n')}\n`, 'clinic-twice.jsonl')
    const first = await run(store, file)
    const second = await run(store, file)
    expect(second).toMatchObject({ created: 0, updated: 0, unchanged: 40, batchId: null })
    expect(second.warnings.map(({ code }) => code)).toEqual(['import-unchanged'])
    expect(Object.values(second.parts).every(({ created, updated }) => created + updated === 0)).toBe(true)
    invertBatch(store, first.batchId ?? 0)
    expect(dump(store)).toEqual(empty)
  })

  it('says of every row in which line it stands', async () => {
    const store = lab()
    await run(store, bench.file(`${clinicLines.join('\n')}\n`, 'clinic-lines.jsonl'))
    for (const table of ['vm', 'host', 'cloud']) {
      const rows = store.db.prepare(`SELECT name, origin_line FROM ${table}`).all() as { name: string; origin_line: number }[]
      for (const { name, origin_line: at } of rows) expect(JSON.parse(clinicLines[at - 1] ?? '{}')).toMatchObject({ kind: table, name })
    }
  })

  it('may have its lines in any order', async () => {
    const [first = '', ...rest] = clinicLines
    const body = rest.slice(0, -1)
    const last = rest.at(-1) ?? ''
    const before = inventoryOf(clinic)
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(body, { minLength: body.length, maxLength: body.length }), async (shuffled) => {
        const store = lab()
        const result = await run(store, bench.file(`${[first, ...shuffled, last].join('\n')}\n`))
        expect(result.rejected).toEqual([])
        expect(inventoryOf(store)).toEqual(before)
      }),
      { numRuns: 8 },
    )
  })

  it('cut at any byte is refused with a code, and nothing is imported', async () => {
    const whole = Buffer.from(`${clinicLines.join('\n')}\n`)
    const store = lab()
    const lengths = fc.oneof(
      fc.nat({ max: whole.length - 2 }),
      fc.nat({ max: 400 }),
      fc.integer({ min: whole.length - 300, max: whole.length - 2 }),
    )
    await fc.assert(
      fc.asyncProperty(lengths, async (length) => {
        const error = await refusal(run(store, bench.file(whole.subarray(0, length), 'cut.jsonl')))
        expect(error).toBeInstanceOf(AppError)
        expect(['import-truncated', 'import-empty']).toContain((error as AppError).code)
        expect(count(store, 'vm') + count(store, 'change_log') + count(store, 'host_group')).toBe(0)
      }),
      { numRuns: 40 },
    )
    // Without its last line break it is still whole.
    expect((await run(store, bench.file(whole.subarray(0, whole.length - 1), 'cut.jsonl'))).created).toBe(40)
  })

  it('with any byte changed is refused with a code, or reports what it left out, or has other values', async () => {
    const whole = Buffer.from(`${clinicLines.join('\n')}\n`)
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 }), async (at, byte) => {
        const bytes = Buffer.from(whole)
        bytes[at] = byte
        const store = lab()
        const outcome = await run(store, bench.file(bytes, 'changed.jsonl')).catch((error: unknown) => error)
        if (outcome instanceof AppError) {
          expect(errorCodes).toContain(outcome.code)
          expect(outcome.code).not.toBe('internal')
          expect(count(store, 'vm') + count(store, 'change_log')).toBe(0)
        } else {
          expect(outcome).not.toBeInstanceOf(Error)
          const { created, rejectedRows, rejected } = outcome as Awaited<ReturnType<typeof run>>
          expect(created + rejected.filter(({ line }) => /"kind":"vm"/.test(clinicLines[line - 1] ?? '')).length).toBeGreaterThanOrEqual(40)
          expect(rejectedRows).toBeLessThanOrEqual(1)
          expect(store.db.pragma('foreign_key_check')).toEqual([])
        }
      }),
      { numRuns: 40 },
    )
  })

  it('without one of its lines is refused', async () => {
    const store = lab()
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: clinicLines.length - 2 }), async (at) => {
        const lines = clinicLines.filter((_, i) => i !== at)
        await expect(run(store, bench.file(`${lines.join('\n')}\n`, 'less.jsonl'))).rejects.toMatchObject({ code: 'collector-end' })
        expect(count(store, 'vm')).toBe(0)
      }),
      { numRuns: 10 },
    )
  })
})

describe('files that are refused whole', () => {
  const vm = line('vm', { name: 'A', host: 'HV01' })
  it.each<[string, string, string, number | undefined]>([
    ['a machine before the header', [vm, header(), line('end', { lines: 2 })].join('\n'), 'collector-header', 1],
    ['no header at all', [vm, line('end')].join('\n'), 'collector-header', 1],
    ['two headers', text([vm, header()]), 'collector-header', 3],
    ['two files joined', text([vm]) + text([vm]), 'collector-end', 4],
    ['a later version', text([vm]).replace('"version":1', '"version":2,"shape":{}'), 'collector-version', 1],
    ['a version that is no number', text([vm]).replace('"version":1', '"version":"1"'), 'collector-header', 1],
    ['another schema', text([vm]).replace('offsite-collector', 'other'), 'collector-header', 1],
    ['an unknown mode', text([vm], 'esx'), 'collector-header', 1],
    ['no end', `${header()}\n${vm}\n`, 'import-truncated', 2],
    ['half a last line', `${header()}\n${vm}\n{"kind":"e`, 'import-truncated', 3],
    ['half a header', header().slice(0, 40), 'import-truncated', 1],
    ['a line too few', `${header()}\n${vm}\n${line('end', { lines: 3 })}\n`, 'collector-end', 3],
    ['another count', `${header()}\n${vm}\n${line('end', { lines: 2, counts: { vm: 2 } })}\n`, 'collector-end', 3],
    ['an end that counts in words', `${header()}\n${vm}\n${line('end', { lines: 'two' })}\n`, 'collector-end', 3],
    ['nothing between header and end', text([]), 'import-empty', undefined],
    ['some other JSON Lines', '{"a":1}\n{"a":2}\n', 'import-format-unknown', undefined],
    ['a JSON document', '{\n  "vms": []\n}\n', 'import-format-unknown', undefined],
    ['a line of 5 MiB', text([line('vm', { name: 'A', description: 'x'.repeat(5_000_000) })]), 'import-line-too-long', 2],
  ])('%s', async (_, content, code, at) => {
    const store = lab()
    const error = (await refusal(run(store, bench.file(content, 'bad.jsonl')))) as AppError
    expect(error.code).toBe(code)
    expect(error.message).toContain('bad.jsonl')
    expect(error.remedy).toBeTruthy()
    if (at !== undefined) expect(error.at).toMatchObject({ line: at })
    expect(count(store, 'change_log') + count(store, 'vm') + count(store, 'import_batch')).toBe(0)
  })

  it('bytes that are no UTF-8', async () => {
    const bytes = Buffer.from(text([line('vm', { name: 'Grösse' })]), 'latin1')
    await expect(run(lab(), bench.file(bytes, 'bad.jsonl'))).rejects.toMatchObject({ code: 'import-encoding' })
  })

  it('an import that was cancelled changes nothing', async () => {
    const store = lab()
    const abort = new AbortController()
    const onProgress = () => abort.abort()
    const files = [bench.file(`${clinicLines.join('\n')}\n`, 'cancel.jsonl')]
    await expect(bench.service(store).run(files, { signal: abort.signal, onProgress })).rejects.toMatchObject({ code: 'cancelled' })
    expect(count(store, 'vm') + count(store, 'change_log')).toBe(0)
  })
})

describe('lines that are left out', () => {
  it('are reported with line, field, value and reason, and come back once corrected', async () => {
    const store = lab()
    const lines = [
      line('vm', { name: 'A', host: 'HV01', memoryBytes: '4 GB' }),
      line('vm', { name: 'B', host: 'HV01', disks: [{ name: 'B_C', sizeBytes: 0 }, 'disk'] }),
      '{"kind":"vm","name":"C"',
      line('planet', { name: 'Mars' }),
      line('vm', { name: 'D', host: 'HV01', cloud: ['Gold'] }),
      line('vm', { host: 'HV01' }),
      line('host', { name: 'HV01', volumes: [{ capacityBytes: 1 }] }),
      line('hostGroup', { path: ' \\ ' }),
      line('vm', { name: 'Good', host: 'HV01' }),
      line('vm', { name: 'good', host: 'hv01' }),
      line('cloud', { name: 'Gold', hostGroups: 'All Hosts' }),
    ]
    const result = await run(store, bench.file(text(lines), 'rejects.jsonl'))
    expect(result.rejected.map(({ line: at, column, value, reason }) => [at, column, value, reason])).toEqual([
      [2, 'memoryBytes', '4 GB', 'Not a size in bytes.'],
      [3, 'disks[0].sizeBytes', '0', 'The size is 0.'],
      [3, 'disks[1]', 'disk', 'Not an object.'],
      [4, null, '{"kind":"vm","name":"C"', 'The line is not a JSON object.'],
      [5, 'kind', 'planet', 'The kind of this line is not known.'],
      [6, 'cloud', '["Gold"]', 'Not a text.'],
      [7, 'name', '', 'The name is missing.'],
      [8, 'volumes[0].name', '', 'The name is missing.'],
      [9, 'path', ' \\ ', 'The path names no group.'],
      [11, 'name', 'good', 'The same machine stands in line 10.'],
      [12, 'hostGroups', 'All Hosts', 'Not a list of names.'],
    ])
    expect(result).toMatchObject({ created: 1, rejectedRows: 10 })
    expect(result.rejectsFile).toMatch(/rejects-rejects(-\d+)?\.jsonl$/)
    const corrected = readFileSync(result.rejectsFile ?? '', 'utf8')
      .replace('"4 GB"', '4294967296')
      .replace('"sizeBytes":0},"disk"', '"sizeBytes":1}')
      .replace('"name":"C"', '"name":"C"}')
      .replace(/\{"kind":"planet".*\n/, '')
      .replace('["Gold"]', '"Gold"')
      .replace('{"kind":"vm","host"', '{"kind":"vm","name":"E","host"')
      .replace('{"capacityBytes"', '{"name":"C:\\\\","capacityBytes"')
      .replace('" \\\\ "', '"All Hosts"')
      .replace(/\{"kind":"vm","name":"good".*\n/, '')
      .replace('"hostGroups":"All Hosts"', '"hostGroups":["All Hosts"]')
    writeFileSync(bench.path('corrected.jsonl'), corrected)
    const second = await run(store, bench.at(bench.path('corrected.jsonl')))
    expect(second).toMatchObject({ created: 5, rejected: [] })
  })

  it('what the collector could not read, and fields of a later console, are told', async () => {
    const errors = Array.from({ length: 22 }, (_, i) => line('error', { object: 'vm', name: `VM${i}`, message: 'Access denied.' }))
    const vm = line('vm', { name: 'A', host: 'HV01', flavour: 'sweet', disks: [{ name: 'A_C', smell: 1 }] })
    const { warnings, created } = await run(lab(), bench.file(text([...errors, vm]), 'errors.jsonl'))
    expect(created).toBe(1)
    expect(warnings).toHaveLength(22)
    expect(warnings[0]?.message).toBe('errors.jsonl: the collector could not read vm VM0: Access denied.')
    expect(warnings[20]?.message).toContain('2 further objects')
    expect(warnings[21]).toEqual({
      code: 'collector-fields',
      message: "errors.jsonl has fields that this console doesn't know: vm.flavour, vm.disks.smell. They were left out.",
    })
  })

  it('a file of more than one encoding mark or line end is the same file', async () => {
    const before = inventoryOf(clinic)
    const crlf = `${clinicLines.join('\r\n\r\n')}\r\n\u001a`
    for (const bytes of [`\ufeff${crlf}`, Buffer.from(`\ufeff${crlf}`, 'utf16le')]) {
      const store = lab()
      await run(store, bench.file(bytes))
      expect(inventoryOf(store)).toEqual(before)
    }
  })
})

describe('what a file tells over what the lab knows', () => {
  it('leaves values that a user set, in machines, hosts, clouds and accounts', async () => {
    const store = lab()
    await run(store, bench.file(`${clinicLines.join('\n')}\n`, 'own-1.jsonl'))
    store.apply({ ...anna, byUser: true }, (tx) => {
      tx.update('vm', 1, { memory_bytes: 1_073_741_824 })
      tx.update('host', 1, { name: 'MyHost', os_name: 'Mine' })
      tx.update('cloud', 1, { name: 'MyCloud' })
      tx.update('run_as_account', 1, { user_name: 'ME' })
    })
    const before = inventoryOf(store)
    const { conflictsKept, created } = await run(store, bench.file(`${clinicLines.join('\n')}\n`, 'own-2.jsonl'))
    expect(created).toBe(0)
    expect(conflictsKept.map(({ kind, field, line: at }) => [kind, field, typeof at])).toEqual(
      expect.arrayContaining([
        ['vm', 'memory_bytes', 'number'],
        ['host', 'name', 'number'],
        ['host', 'os_name', 'number'],
        ['cloud', 'name', 'number'],
        ['runAsAccount', 'user_name', 'number'],
      ]),
    )
    expect(inventoryOf(store)).toEqual(before)
  })

  it('follows renames by id, moves, and a machine that left its cloud', async () => {
    const store = lab()
    const id = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`
    const first = [
      line('hostGroup', { path: 'All Hosts\\A' }),
      line('host', { id: id(1), name: 'HV01', hostGroup: 'All Hosts\\A' }),
      line('cloud', { id: id(2), name: 'Gold', description: 'Old' }),
      line('vm', { id: id(3), name: 'VM1', host: 'HV01', cloud: 'Gold' }),
    ]
    const later = [
      line('host', { id: id(1), name: 'HV99', hostGroup: 'All Hosts\\B' }),
      line('cloud', { id: id(2), name: 'Platinum', description: 'New' }),
      line('vm', { id: id(3), name: 'VM1-renamed', host: 'HV99', cloud: null }),
    ]
    await run(store, bench.file(text(first)))
    const result = await run(store, bench.file(text(later)))
    expect(result).toMatchObject({
      created: 0,
      updated: 1,
      parts: { hosts: { created: 0, updated: 1 }, clouds: { created: 0, updated: 1 } },
    })
    expect(
      store.db
        .prepare(
          'SELECT vm.name, vm.cloud_id, vm.cloud_told, host.name AS host, host_group.path FROM vm JOIN host ON host.id = vm.host_id JOIN host_group ON host_group.id = host.host_group_id',
        )
        .all(),
    ).toEqual([{ name: 'VM1-renamed', cloud_id: null, cloud_told: 1, host: 'HV99', path: 'All Hosts\\B' }])
    expect(store.db.prepare('SELECT name, description FROM cloud').all()).toEqual([{ name: 'Platinum', description: 'New' }])
  })

  it('in mode hyper-v clouds stay unknown and no VMM server appears', async () => {
    const store = lab()
    await run(
      store,
      bench.file(text([line('host', { name: 'HV01', cluster: 'CLU1' }), line('vm', { name: 'A', host: 'HV01', cloud: null })], 'hyper-v')),
    )
    expect(store.db.prepare('SELECT cloud_id, cloud_told, vmm_server_id FROM vm').all()).toEqual([
      { cloud_id: null, cloud_told: null, vmm_server_id: null },
    ])
    expect(count(store, 'vmm_server')).toBe(0)
    expect(count(store, 'host_cluster')).toBe(1)
  })

  describe('from the hosts themselves, over a lab of VMM', () => {
    const id = (n: number) => `${String(n).repeat(8)}-1111-4111-8111-111111111111`
    const mac = (n: number) => `00155D0102${n}${n}`
    const vmm = (n: number, more: object = {}) =>
      line('vm', {
        id: id(n),
        hyperVId: id(n + 4),
        name: `VM${n}`,
        host: 'hv01.contoso.com',
        cloud: 'Gold',
        state: 'Running',
        status: 'Running',
        checkpointCount: 3,
        disks: [{ name: 'C', path: `C:\\vms\\${n}.vhdx`, sizeBytes: 1024 }],
        adapters: [{ name: 'Network Adapter 1', macAddress: mac(n), network: 'Prod' }],
        ...more,
      })
    const hyperV = (n: number, more: object = {}) =>
      line('vm', {
        hyperVId: id(n + 4).toUpperCase(),
        name: `VM${n}`,
        host: 'HV01',
        state: 'Running',
        status: 'Operating normally',
        checkpointCount: 1,
        disks: [{ name: `${n}.vhdx`, path: `C:\\vms\\${n}.vhdx`, sizeBytes: 1024, writtenBytesPerDay: 5 }],
        adapters: [{ macAddress: mac(n), ipAddresses: [] }],
        ...more,
      })
    const hosts = [line('host', { id: id(9), name: 'hv01.contoso.com' }), line('host', { id: id(8), name: 'hv02.contoso.com' })]
    const machines = (store: LabStore) =>
      store.db
        .prepare(
          'SELECT vm.name, host.name AS host, vm.status, checkpoint_count AS points FROM vm JOIN host ON host.id = host_id ORDER BY vm.id',
        )
        .all()
    const of = (name: string, host = 'hv01.contoso.com') => ({ name, host, status: 'Running', points: 3 })

    it('finds machines and hosts again, whichever way a host is named, and fills in what disks write', async () => {
      for (const host of ['HV01', 'hv01.contoso.com', 'HV01.contoso.com']) {
        const store = lab()
        await run(store, bench.file(text([...hosts, vmm(1), vmm(2)])))
        const result = await run(
          store,
          bench.file(text([line('host', { name: host }), hyperV(1, { host }), hyperV(2, { host, hyperVId: null })], 'hyper-v')),
        )
        expect(result).toMatchObject({ created: 0, rejected: [] })
        expect(machines(store)).toEqual([of('VM1'), of('VM2')])
        expect(store.db.prepare('SELECT name, written_bytes_per_day AS bytes FROM virtual_disk').all()).toEqual([
          { name: 'C', bytes: 5 },
          { name: 'C', bytes: 5 },
        ])
        expect([count(store, 'network_adapter'), count(store, 'host'), count(store, 'cloud')]).toEqual([2, 2, 1])
      }
    })

    it('follows a machine that moved, and tells a replica from its primary', async () => {
      const store = lab()
      await run(store, bench.file(text([...hosts, vmm(1), vmm(2)])))
      const replica = line('vm', { name: 'VM2', host: 'HV02', state: 'Off' })
      const result = await run(
        store,
        bench.file(
          text(
            [line('host', { name: 'HV01' }), line('host', { name: 'HV02' }), hyperV(1, { host: 'HV02' }), replica, hyperV(2)],
            'hyper-v',
          ),
        ),
      )
      expect(result).toMatchObject({ created: 1, rejected: [] })
      expect(machines(store)).toEqual([
        of('VM1', 'hv02.contoso.com'),
        of('VM2'),
        { name: 'VM2', host: 'hv02.contoso.com', status: null, points: null },
      ])
    })

    it('the other way round VMM gives the machines of the hosts their ids, and the hosts their full names', async () => {
      const store = lab()
      await run(store, bench.file(text([line('host', { name: 'HV01' }), hyperV(1), hyperV(2, { hyperVId: null })], 'hyper-v')))
      const result = await run(store, bench.file(text([...hosts, vmm(1), vmm(2)])))
      expect(result).toMatchObject({ created: 0, updated: 2 })
      expect(machines(store)).toEqual([of('VM1'), of('VM2')])
      expect(store.db.prepare('SELECT vmm_id FROM vm').pluck().all()).toEqual([id(1), id(2)])
      expect(store.db.prepare('SELECT name FROM host').pluck().all()).toEqual(['hv01.contoso.com', 'hv02.contoso.com'])
      expect((await run(store, bench.file(text([...hosts, vmm(1), vmm(2)])))).parts.adapters).toEqual({
        created: 0,
        updated: 0,
        unchanged: 2,
      })
    })

    it('never takes one machine for another: two domains, two ids, one name', async () => {
      const store = lab()
      const other = line('host', { id: id(7), name: 'hv01.fabrikam.com' })
      await run(store, bench.file(text([...hosts, other, vmm(1), vmm(2, { name: 'VM1', host: 'hv01.fabrikam.com' })])))
      const result = await run(store, bench.file(text([line('host', { name: 'HV01' }), hyperV(3, { name: 'VM1' })], 'hyper-v')))
      expect(result).toMatchObject({ created: 1, updated: 0 })
      expect(count(store, 'host')).toBe(4)
    })

    it('an adapter without an address is the same one again, and takes the address once it has one', async () => {
      const store = lab()
      const off = hyperV(1, {
        adapters: [
          { macAddress: '000000000000', ipAddresses: [] },
          { macAddress: mac(5), ipAddresses: [] },
        ],
      })
      for (const created of [2, 0]) {
        const { parts } = await run(store, bench.file(text([off], 'hyper-v')))
        expect(parts.adapters?.created ?? 0).toBe(created)
      }
      const on = hyperV(1, {
        adapters: [
          { macAddress: mac(6), ipAddresses: [] },
          { macAddress: mac(5), ipAddresses: [] },
        ],
      })
      await run(store, bench.file(text([on], 'hyper-v')))
      expect(store.db.prepare('SELECT name, mac_address AS mac FROM network_adapter ORDER BY ordinal').all()).toEqual([
        { name: 'Network Adapter 1', mac: '00:15:5D:01:02:66' },
        { name: 'Network Adapter 2', mac: '00:15:5D:01:02:55' },
      ])
      await run(store, bench.file(text([hyperV(1, { adapters: [{ macAddress: mac(7), ipAddresses: [] }] })], 'hyper-v')))
      expect(count(store, 'network_adapter')).toBe(3)
    })
  })

  it('takes values as Windows PowerShell 5.1 prints them', async () => {
    const store = lab()
    const vm = String.raw`{"kind":"vm","id":"9F8B9C1E-0C1D-4C5F-9E57-0F5A3C1D2E4B","biosGuid":"{11111111-2222-3333-4444-555555555555}","name":"O\u0027Brien","computerName":null,"host":"hv01.contoso.com","cloud":"Gold","state":"PowerOff","status":"Stopped","generation":2,"secureBoot":true,"osName":"Unknown","osFamily":"Other","osArchitecture":"amd64","cpuCount":2,"memoryBytes":4294967296,"dynamicMemory":false,"dynamicMemoryMaximumBytes":null,"isHighlyAvailable":false,"checkpointCount":0,"createdAt":"2012-11-30T15:51:38.1234567Z","totalSizeBytes":0,"disks":[{"name":"c.vhdx","path":"C:\\vms\\c.vhdx","busType":"SCSI","bus":0,"lun":0,"sizeBytes":136365211648,"usedBytes":4194304,"vhdType":"DynamicallyExpanding","vhdFormat":"VHDX","hostVolume":"C:\\","isOs":true,"isShared":false,"isPassthrough":false}],"adapters":[{"macAddress":"00155D010A2F","network":null,"subnet":null,"logicalNetwork":null,"ipMode":"Dynamic","ipAddresses":[],"vlan":null}]}`
    const result = await run(store, bench.file(text([vm])))
    expect(result).toMatchObject({ created: 1, rejected: [], warnings: [] })
    expect(store.db.prepare('SELECT * FROM vm').get()).toMatchObject({
      vmm_id: '9f8b9c1e-0c1d-4c5f-9e57-0f5a3c1d2e4b',
      name: "O'Brien",
      state: 'Stopped',
      os_family: null,
      os_architecture: 'x64',
      created_wall_ms: Date.UTC(2012, 10, 30, 15, 51, 38, 123),
    })
    expect(store.db.prepare('SELECT * FROM virtual_disk').get()).toMatchObject({
      path: 'C:\\vms\\c.vhdx',
      vhd_type: 'dynamic',
      vhd_format: 'vhdx',
      is_os: 1,
    })
    expect(store.db.prepare('SELECT * FROM network_adapter').get()).toMatchObject({
      name: 'Network Adapter 1',
      mac_address: '00:15:5D:01:0A:2F',
      ip_mode: 'dhcp',
      ip_addresses: '[]',
    })
  })

  it('shows what disks write with the machine', async () => {
    const store = lab()
    const disk = {
      name: 'A_C',
      sizeBytes: 1024,
      writtenBytesPerDay: 7_516_192_768,
      peakWriteBytesPerSecond: 3_145_728,
      writeSampledSeconds: 86_400,
    }
    await run(store, bench.file(text([line('vm', { name: 'A', host: 'HV01', disks: [disk] })], 'hyper-v')))
    const details = JSON.stringify(vmDetails({ db: store.db, rulePack: '2016-05' } as Parameters<typeof vmDetails>[0], 1))
    expect(details).toContain('Written a day')
    expect(details).toContain('7516192768')
    expect(details).toContain('24 h')
    expect(JSON.stringify(vmDetails({ db: clinic.db, rulePack: '2016-05' } as Parameters<typeof vmDetails>[0], 5))).not.toContain(
      'Written a day',
    )
  })

  it('goes with a VMM export in one import', async () => {
    const csv = bench.path('both.csv')
    const { files } = await exportVmmCsv(clinic.db, csv)
    const store = lab()
    const result = await run(store, bench.file(`${clinicLines.join('\n')}\n`, 'both.jsonl'), ...files.map((file) => bench.at(file)))
    expect(result).toMatchObject({ created: 40, rejected: [], conflictsKept: [] })
    expect(inventoryOf(store)).toEqual(inventoryOf(clinic))
  })
})
