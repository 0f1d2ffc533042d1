import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkFileKind } from '../../../../main/domain/importing/file-kind.ts'
import { recogniseFormat } from '../../../../main/domain/importing/formats.ts'
import { readPreamble } from '../../../../main/domain/importing/heading.ts'
import { type KnownKeys, objectsText, parseObjects } from '../../../../main/domain/importing/multi-value.ts'
import { readPropertyRow } from '../../../../main/domain/importing/property-rows.ts'
import type { AppError } from '../../../../preload/contract/errors.ts'

const thrown = (work: () => unknown): AppError => {
  try {
    work()
  } catch (error) {
    return error as AppError
  }
  throw new Error('nothing was thrown')
}

describe('recogniseFormat', () => {
  it.each([
    ['Name,HostName,CPUCount,Memory', 'vmm-properties'],
    [
      'VirtualMachineState,OperatingSystem,VirtualizationPlatform,CreationTime,Name,Tag,ComputerName,Description,ipv4Addresses',
      'vmm-properties',
    ],
    ['ID,NAME,BiosGuid,memory', 'vmm-properties'],
    ['Group,VMName,VMDescription,VMStatus,VMOperatingSystem,vCPUs,MemoryGB,VHDName,VHDSize,HostName', 'vmm-disks'],
    ['vhdsize (GB),vm name,vhdname', 'vmm-disks'],
    ['*Server name,IP addresses,*Cores,*Memory (In MB)', 'azure-migrate'],
    ['Server name,IP address,Cores,Memory,Firmware type', 'azure-migrate'],
  ])('%s is %s', (headings, format) => {
    expect(recogniseFormat('a.csv', headings.split(','), ',').format).toBe(format)
  })

  it.each([
    ['VM,Powerstate,Template,CPUs,Memory', 'import-format-unknown'],
    ['*Server name,IP addresses', 'import-format-unknown'],
    ['hello', 'import-format-unknown'],
    ['VMName,VMId,Id,Name,State,CPUUsage,MemoryAssigned,MemoryStartup,ProcessorCount,HardDrives,NetworkAdapters', 'import-no-disks'],
    ['Name,State,ProcessorCount,MemoryStartup,Generation', 'import-no-disks'],
  ])('%s is refused as %s', (headings, code) => {
    const error = thrown(() => recogniseFormat('a.csv', headings.split(','), ','))
    expect(error.code).toBe(code)
    expect(error.message).toContain('a.csv')
    expect(error.remedy).toBeTruthy()
  })

  it('names an RVTools export', () => {
    expect(thrown(() => recogniseFormat('a.csv', ['VM', 'Powerstate', 'Template'], ',')).message).toContain('RVTools')
  })

  it('reads units from headings and tells faults by the heading of the file', () => {
    const format = recogniseFormat('a.csv', ['Name', 'HostName', 'Memory (GB)', 'CPUCount'], ';')
    expect(readPropertyRow(format, ['A', 'H', '1,5', '2'], 2)).toMatchObject({ fields: { memory_bytes: 1.5 * 2 ** 30 } })
    expect(readPropertyRow(format, ['', 'H', 'x', '2,5'], 3)).toEqual({
      faults: [
        { column: 'CPUCount', value: '2,5', reason: 'Not a whole number.' },
        { column: 'Memory (GB)', value: 'x', reason: 'Not a size in GB.' },
        { column: 'Name', value: '', reason: 'The name is missing.' },
      ],
    })
  })
})

describe('readPreamble', () => {
  it.each([
    ['Name,ID\r\nA,1', ',', ['Name', 'ID'], 1],
    ['#TYPE Selected.Microsoft.VM\r\n"Name";"ID"\r\n', ';', ['Name', 'ID'], 2],
    ['\n\nsep=;\nName;ID\n', ';', ['Name', 'ID'], 4],
    ['Name\tID\n', '\t', ['Name', 'ID'], 1],
    ['"a,b";c\n', ';', ['a,b', 'c'], 1],
  ])('%j', (text, separator, headings, line) => {
    expect(readPreamble(text, true)).toMatchObject({ separator, headings, line })
  })

  it('waits for the whole heading row', () => {
    expect(readPreamble('Name,I', false)).toBeNull()
    expect(readPreamble('\n\n', true)?.headings).toEqual([])
  })
})

describe('multi-value columns', () => {
  it('reads back what the exporter writes', () => {
    const objects = [
      { Name: 'a; b', Path: 'C:\\x', Size: '' },
      { Name: 'c [1] "q"', Path: '', Size: '5' },
    ]
    expect(parseObjects(objectsText(objects))?.map((object) => Object.fromEntries(object))).toEqual([
      { name: 'a; b', path: 'C:\\x' },
      { name: 'c [1] "q"', size: '5' },
    ])
  })

  it.each([
    ['System.Object[]'],
    ['Microsoft.SystemCenter.VirtualMachineManager.VirtualHardDisk[]'],
    ['System.Collections.Generic.List`1[Microsoft.SystemCenter.VirtualMachineManager.VirtualNetworkAdapter]'],
    ['Microsoft.SystemCenter.VirtualMachineManager.VirtualHardDisk,Microsoft.SystemCenter.VirtualMachineManager.VirtualHardDisk'],
    [''],
  ])('%j tells nothing', (text) => {
    expect(parseObjects(text)).toBeNull()
  })

  it('reads objects the same whatever objects it has met before', () => {
    const value = fc.stringMatching(/^[\w ;=,.\\@{-]{0,12}$/).filter((text) => !/; \w+=/.test(`${text} `) && text === text.trim())
    const object = fc.array(fc.tuple(fc.constantFrom('Name', 'Size', 'BusType', 'Lun', 'Na'), value), { minLength: 1, maxLength: 6 })
    const cell = fc.array(object, { minLength: 1, maxLength: 4 }).map((list) => {
      return list.map((pairs) => `@{${pairs.map(([key, text]) => `${key}=${text}`).join('; ')}}`).join(',')
    })
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 8 }), (cells) => {
        const met: KnownKeys = []
        for (const text of cells) expect(parseObjects(text, met)).toEqual(parseObjects(text))
      }),
      { numRuns: 300 },
    )
  })

  it('splits objects with blanks between them, and only there', () => {
    expect(parseObjects('@{Name=a},  @{Name=b}x},{y},@{Name=c}')).toEqual([[['name', 'a']], [['name', 'b}x},{y']], [['name', 'c']]])
  })

  it('takes joined names', () => {
    expect(parseObjects('a.vhdx, b.vhdx')).toEqual([[['name', 'a.vhdx']], [['name', 'b.vhdx']]])
  })

  it('joins drives with hard disks and marks the OS disk and pass-through drives', () => {
    const format = recogniseFormat('a.csv', ['Name', 'HostName', 'CPUCount', 'VirtualHardDisks', 'VirtualDiskDrives'], ',')
    const drives = objectsText([
      { Name: 'C', BusType: 'IDE', Bus: '0', Lun: '0', VolumeType: 'BootAndSystem', IsVHD: 'True' },
      { Name: 'P', BusType: 'SCSI', Bus: '0', Lun: '1', VolumeType: 'None', IsVHD: 'False' },
    ])
    const read = readPropertyRow(format, ['A', 'H', '1', objectsText([{ Name: 'C', MaximumSize: '1024' }]), drives], 2)
    expect(read).toMatchObject({
      disks: [
        { fields: { name: 'C', size_bytes: 1024, is_os: 1, is_passthrough: 0, bus_type: 'IDE' } },
        { fields: { name: 'P', is_os: 0, is_passthrough: 1, lun: 1 } },
      ],
    })
  })
})

describe('checkFileKind', () => {
  it.each<[string, number[]]>([
    ['ZIP', [0x50, 0x4b, 3, 4]],
    ['PDF', [...'%PDF-1.4'].map((c) => c.charCodeAt(0))],
    ['binary', [65, 0, 66, 1]],
    ['lab file', [...'SQLite format 3\0'].map((c) => c.charCodeAt(0))],
  ])('refuses a %s', (_, bytes) => {
    expect(thrown(() => checkFileKind('x.csv', Uint8Array.from(bytes), false)).code).toBe('file-kind')
  })

  it('lets text through', () => {
    expect(() => checkFileKind('x.csv', new TextEncoder().encode('Name,ID\nA,1'), false)).not.toThrow()
  })
})
