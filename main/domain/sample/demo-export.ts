import { quotedRow } from '../importing/csv-writer.ts'
import { type ExportVm, propertyCells, propertyHeadings } from '../importing/vmm-export.ts'
import { buildVm, gib } from './build-vm.ts'
import type { Estate, SampleVm } from './estate.ts'
import { harbourClinic } from './harbour-clinic.ts'
import { Choice } from './random.ts'

export const demoExportName = 'harbour-clinic-vmm-export.csv'

export const toExport = (estate: Estate, vm: SampleVm): ExportVm => {
  const host = estate.hosts.find(({ name }) => name === vm.host)
  return {
    fields: vm.fields,
    host:
      host === undefined
        ? { name: vm.host }
        : { name: host.name, vmmId: host.vmmId, groupPath: host.groupPath, ...(host.cluster === null ? {} : { cluster: host.cluster }) },
    cloud: vm.cloud,
    vmmServer: estate.vmmServer.name,
    disks: vm.disks,
    adapters: vm.adapters.map(({ isTeamed: _, ...adapter }) => adapter),
  }
}

/** Three machines that came after the sample lab was made. */
const arrivals = (choice: Choice): SampleVm[] => {
  let macs = 0x0ff100
  const web = { network: 'Prod-Web', subnet: 'Web-10', logicalNetwork: 'Datacenter', vlan: 10 }
  const base = {
    cloud: 'Gold',
    os: 'Windows Server 2012 R2 Standard',
    generation: 1,
    clustered: true,
    folder: 'C:\\ClusterStorage\\Volume1',
  } as const
  return [
    {
      ...base,
      name: 'WEB09',
      host: 'HV01',
      cpuCount: 2,
      memoryGib: 4,
      disks: [{ suffix: 'C', sizeGib: 80 }],
      adapters: [{ ...web, ip: '10.20.10.61' }],
    },
    {
      ...base,
      name: 'APP06',
      host: 'HV02',
      cpuCount: 4,
      memoryGib: 8,
      disks: [
        { suffix: 'C', sizeGib: 100 },
        { suffix: 'D', sizeGib: 200 },
      ],
      adapters: [{ ...web, ip: '10.20.10.62' }],
    },
    {
      ...base,
      name: 'SQL03',
      host: 'HV02',
      cpuCount: 8,
      memoryGib: 32,
      disks: [
        { suffix: 'C', sizeGib: 127 },
        { suffix: 'D', sizeGib: 900 },
      ],
      adapters: [{ network: 'Prod-DB', subnet: 'DB-20', logicalNetwork: 'Datacenter', vlan: 20, ip: '10.20.20.63' }],
    },
  ].map((plan) => buildVm(plan, choice, () => macs++))
}

/** What changed since: more memory, more cores, a move. */
const changes: Readonly<Record<string, (vm: SampleVm) => SampleVm>> = {
  APP02: (vm) => ({ ...vm, fields: { ...vm.fields, memory_bytes: 24 * gib } }),
  WEB02: (vm) => ({ ...vm, fields: { ...vm.fields, cpu_count: 4 } }),
  RAD01: (vm) => ({ ...vm, host: 'HV01' }),
  CA01: (vm) => ({ ...vm, fields: { ...vm.fields, state: 'Running', status: 'Running' } }),
}

/** Two cells that someone typed over: their rows are left out. */
const typos: Readonly<Record<string, readonly [heading: string, value: string]>> = {
  PRINT01: ['Memory', '2 gigs'],
  LAB01: ['Generation', 'one'],
}

/** A later export of the clinic's VMM server, in the property shape: new and changed machines, and two bad rows. */
export const demoExportText = (seed = 1): string => {
  const estate = harbourClinic(seed)
  const vms = [...estate.vms.map((vm) => changes[vm.fields.name]?.(vm) ?? vm), ...arrivals(new Choice(seed + 1000))]
  const rows = vms.map((vm) => {
    const cells = propertyCells(toExport(estate, vm))
    const typo = typos[vm.fields.name]
    if (typo) cells[propertyHeadings.indexOf(typo[0])] = typo[1]
    return quotedRow(cells)
  })
  return `\ufeff${[quotedRow(propertyHeadings), ...rows].join('\r\n')}\r\n`
}
