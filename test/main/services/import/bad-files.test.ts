import { afterAll, describe, expect, it } from 'vitest'
import type { AppError } from '../../../../preload/contract/errors.ts'
import { count, importBench } from '../../../support/import.ts'

const bench = importBench()
afterAll(() => bench.drop())

const good = 'Name,HostName,CPUCount,Memory,Description\r\nA,HV01,2,4096,one\r\nB,HV01,2,4096,two\r\n'
const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))

describe('files that are refused whole', () => {
  it.each<[string, string | Buffer, string]>([
    ['a ZIP renamed .csv', bytes([0x50, 0x4b, 3, 4], 'whatever'), 'file-kind'],
    ['a PDF', '%PDF-1.7\n…', 'file-kind'],
    ['a binary file', bytes('Name,ID\n', [0, 0, 0], 'x'), 'file-kind'],
    ['an empty file', '', 'import-empty'],
    ['only a BOM', '\ufeff', 'import-empty'],
    ['only headings', 'Name,HostName,CPUCount\r\n', 'import-empty'],
    ['only a type line', '#TYPE System.Object\r\n', 'import-empty'],
    ['headings of something else', 'VM,Powerstate\r\nA,on\r\n', 'import-format-unknown'],
    ['plain prose', 'Dear all,\r\nhere are the machines.\r\n', 'import-format-unknown'],
    ['a raw Get-VM export', 'Name,State,ProcessorCount,MemoryStartup,HardDrives\r\nA,Running,1,1,System.Object[]\r\n', 'import-no-disks'],
    ['cut inside a quoted cell', 'Name,HostName,CPUCount\r\nA,HV01,2\r\nB,"HV0', 'import-truncated'],
    ['cut inside a row', good.slice(0, -12), 'import-truncated'],
    ['cut inside a character', bytes(good, 'C,HV01,2,4096,', [0xc3]), 'import-truncated'],
    ['cut inside a UTF-16 unit', Buffer.from(`\ufeff${good}`, 'utf16le').subarray(0, -1), 'import-truncated'],
    ['broken UTF-8 behind a BOM', bytes([0xef, 0xbb, 0xbf], good, 'C,HV01,2,4096,', [0xc3, 0x28], '\r\n'), 'import-encoding'],
    ['a line of 20 MB', `${good}C,HV01,2,4096,${'x'.repeat(20_000_000)}`, 'import-line-too-long'],
    ['a quote that is never closed', `${good}C,HV01,2,4096,"${'x,y\n'.repeat(1_500_000)}`, 'import-line-too-long'],
    ['headings without end', 'Name,'.repeat(500_000), 'import-line-too-long'],
  ])('%s', async (_, content, code) => {
    const store = bench.open()
    const error = await bench
      .service(store)
      .run([bench.file(content, 'bad.csv')])
      .then(() => null)
      .catch((caught: AppError) => caught)
    expect(error?.code).toBe(code)
    expect(error?.message).toContain('bad.csv')
    expect(error?.remedy).toBeTruthy()
    expect(count(store, 'vm') + count(store, 'import_batch')).toBe(0)
    // A fault that shows only while reading is kept with its job.
    for (const job of store.db.prepare('SELECT status, error_code, error_message, error_remedy FROM job').all())
      expect(job).toEqual({ status: 'failed', error_code: error?.code, error_message: error?.message, error_remedy: error?.remedy })
  })

  it('a file that is not there, and a folder', async () => {
    const store = bench.open()
    await expect(bench.service(store).run([bench.at(bench.path('none.csv'))])).rejects.toMatchObject({ code: 'file-missing' })
    await expect(bench.service(store).run([bench.at(bench.folder)])).rejects.toMatchObject({ code: 'file-kind' })
  })

  it('but not one whose short last row has its line end: that row is left out and reported', async () => {
    const store = bench.open()
    const result = await bench.service(store).run([bench.file('Name,HostName,CPUCount\r\nA,HV01,2\r\nB,HV01\r\n')])
    expect(result).toMatchObject({ created: 1, rejected: [{ line: 3, reason: 'The row has 2 cells; the headings are 3.' }] })
  })

  it('names the row in which a cut file ends', async () => {
    const store = bench.open()
    await expect(bench.service(store).run([bench.file(good.slice(0, -12), 'cut.csv')])).rejects.toMatchObject({
      message: 'cut.csv ends inside row 3. It was cut off while copying.',
      at: { file: 'cut.csv', line: 3 },
    })
  })
})

describe('files that are read with a caution', () => {
  it('Windows-1252 is named and its accents are kept', async () => {
    const store = bench.open()
    const result = await bench.service(store).run([bench.file(Buffer.from(good.replace('one', 'Größe \u0080 5'), 'latin1'))])
    expect(result.files[0]?.encoding).toBe('Windows-1252')
    expect(result.warnings.map(({ code }) => code)).toEqual(['import-encoding'])
    expect(store.db.prepare("SELECT description FROM vm WHERE name = 'A'").pluck().get()).toBe('Größe € 5')
  })

  it('disks that are only type names are told', async () => {
    const store = bench.open()
    const text = 'Name,HostName,CPUCount,VirtualHardDisks\r\nA,HV01,1,System.Object[]\r\n'
    const result = await bench.service(store).run([bench.file(text)])
    expect(result.warnings.map(({ code }) => code)).toEqual(['import-no-disks'])
    expect(count(store, 'virtual_disk')).toBe(0)
  })
})
