import { type AdapterPlan, buildVm, type DiskPlan, gib, type VmPlan } from './build-vm.ts'
import type { Estate, SampleHost, SampleNetwork } from './estate.ts'
import { Choice } from './random.ts'

/**
 * Estate S: the Harbour Clinic, 40 machines on a cluster in Berlin and one host in Kiel. Every machine that can't be
 * protected, or only with a caution, shows a different rule; what the seed decides are ids, used sizes and loads.
 */
export const clinicNetworks: readonly SampleNetwork[] = [
  {
    name: 'Prod-Web',
    logicalNetwork: 'Datacenter',
    subnets: [
      { name: 'Web-10', range: '10.20.10.0/24', vlan: 10 },
      { name: 'Web-11', range: '10.20.11.0/24', vlan: 11 },
    ],
  },
  { name: 'Prod-DB', logicalNetwork: 'Datacenter', subnets: [{ name: 'DB-20', range: '10.20.20.0/24', vlan: 20 }] },
  { name: 'Wards', logicalNetwork: 'Datacenter', subnets: [{ name: 'Ward-30', range: '10.20.30.0/24', vlan: 30 }] },
  { name: 'Mgmt', logicalNetwork: 'Management', subnets: [{ name: 'Mgmt-99', range: '10.20.99.0/24', vlan: 99 }] },
  { name: 'Backup', logicalNetwork: 'Backup', subnets: [{ name: 'Backup-90', range: '10.20.90.0/24', vlan: 90 }] },
]

const ws2008r2 = '64-bit edition of Windows Server 2008 R2 Standard'
const ws2012 = 'Windows Server 2012 Standard'
const ws2012r2 = 'Windows Server 2012 R2 Standard'
const ws2012r2dc = 'Windows Server 2012 R2 Datacenter'
const csv = 'C:\\ClusterStorage\\Volume1'
const kiel = 'D:\\VMs'

interface Line {
  readonly name: string
  readonly os: string
  readonly cpu: number
  readonly memory: number
  /** GiB of the OS disk and the data disks. */
  readonly disks: readonly number[]
  /** Subnet names; "!" after one = static address. */
  readonly nets: readonly string[]
  readonly more?: Partial<VmPlan> & { letters?: string; shared?: number }
}

const line = (name: string, os: string, cpu: number, memory: number, disks: number[], nets: string, more?: Line['more']): Line => ({
  name,
  os,
  cpu,
  memory,
  disks,
  nets: nets.split(' '),
  ...(more === undefined ? {} : { more }),
})

const backupDisks = [80, ...Array.from({ length: 17 }, () => 500)]
const longName = `ARCHIVE-${'RADIOLOGY-'.repeat(5)}KIEL-1`.padEnd(64, '0')

const hv01: readonly Line[] = [
  // DATADISK-SIZE (1.2 TiB) and CLOUD-NET (Backup is in no cloud)
  line('SQL01', ws2012r2, 8, 32, [127, 1228, 256, 128], 'DB-20! Backup-90!', { description: 'Patient records', availabilitySet: 'SQL' }),
  line('APP01', ws2012r2, 4, 16, [100, 300], 'Web-10!', { availabilitySet: 'APP' }),
  line('APP02', ws2012r2, 4, 16, [100, 300], 'Web-10!', { availabilitySet: 'APP' }),
  line('APP03', ws2012, 4, 8, [100, 150], 'Web-10!'),
  line('WEB01', ws2012r2, 2, 4, [80, 40], 'Web-10! Mgmt-99!', { availabilitySet: 'WEB' }),
  line('WEB02', ws2012r2, 2, 4, [80, 40], 'Web-10!', { availabilitySet: 'WEB' }),
  line('WEB03', ws2012r2, 2, 4, [80, 40], 'Web-10!', { dynamicMemory: true }),
  line('DC01', ws2012r2, 2, 4, [80], 'Mgmt-99!', { description: 'Domain controller' }),
  line('FILE01', ws2012r2, 2, 8, [80, 900, 900], 'Web-10! Mgmt-99'),
  line('PRINT01', ws2008r2, 1, 2, [60, 20], 'Wards'),
  line('EXCH01', ws2012r2, 8, 48, [127, 500, 500, 200], 'Web-10! Mgmt-99!', { description: 'Mail' }),
  line('RDS01', ws2012r2, 4, 16, [127, 60], 'Web-10!', { dynamicMemory: true }),
  // NIC-TEAM-GUEST
  line('RDS02', ws2012r2, 4, 16, [127, 60], 'Web-10! Web-10!'),
  line('PACS01', ws2012r2, 8, 32, [127, 1000, 1000, 1000], 'Web-11! Mgmt-99!', { description: 'Pictures of the last two years' }),
  line('MON01', ws2012r2, 2, 8, [80, 200], 'Mgmt-99! Web-10!'),
]
const hv02: readonly Line[] = [
  line('SQL02', ws2012r2, 8, 32, [127, 500, 256, 128], 'DB-20! Mgmt-99!', { availabilitySet: 'SQL' }),
  line('APP04', ws2012r2, 4, 12, [100, 200], 'Web-10!'),
  line('WEB04', ws2012r2, 2, 4, [80, 40], 'Web-10!'),
  // VM-GEN2-WIN, one of them with SECUREBOOT
  line('WEB05', ws2012r2, 2, 4, [80, 40], 'Web-10', { generation: 2, secureBoot: true }),
  line('WEB06', ws2012r2, 2, 4, [80, 40], 'Web-10', { generation: 2 }),
  line('DC02', ws2012r2, 2, 4, [80], 'Mgmt-99!', { description: 'Domain controller' }),
  // DISK-SHARED: a node of a guest cluster
  line('FILE02', ws2012r2, 2, 8, [80, 900, 20], 'Web-10! Mgmt-99', { shared: 2 }),
  line('LAB01', ws2008r2, 2, 4, [80, 120], 'Wards', { checkpoints: 2, dynamicMemory: true }),
  line('RAD01', ws2012, 4, 16, [100, 400], 'Wards'),
  // INTEGRATION-SVC
  line('WSUS01', ws2008r2, 2, 4, [80, 300], 'Web-11', { integrationServices: 'Not Detected' }),
  line('CA01', ws2012r2, 1, 2, [60, 10], 'Web-11!', { state: 'Stopped' }),
]
const hv03: readonly Line[] = [
  line('DC03', ws2012r2, 2, 4, [80], 'Mgmt-99!', { description: 'Domain controller' }),
  line('WEB07', ws2012r2, 2, 4, [80, 40], 'Web-11!'),
  line('WEB08', ws2012r2, 2, 4, [80, 40], 'Web-11'),
  line('APP05', ws2012r2, 4, 8, [100, 120], 'Web-11!'),
  // IP-STATIC-LINUX
  line('LNX01', 'CentOS Linux 7 (64 bit)', 2, 4, [40, 100], 'Wards!'),
  // VM-GEN2-LINUX
  line('LNX02', 'Ubuntu Linux 14.04 (64 bit)', 2, 4, [40, 60], 'Wards', { generation: 2 }),
  line('LNX03', 'Red Hat Enterprise Linux 7 (64 bit)', 2, 4, [40], 'DB-20'),
  // DATADISK-COUNT: 17 data disks fit only the largest sizes
  line('BACKUP01', ws2012r2, 8, 16, backupDisks, 'DB-20! Mgmt-99', { letters: 'N' }),
  // OSDISK-KNOWN and GUEST-OS: VMM doesn't know the guest
  line('VOIP01', 'Unknown', 2, 4, [40], 'Wards'),
  // GUEST-OS and GUEST-ARCH
  line('LEGACY01', 'Windows Server 2003 Standard Edition (32-bit x86)', 1, 2, [40, 20], 'Wards'),
  // VM-NAME-CHARS
  line('TEST[01]', ws2012r2, 1, 2, [60], 'Web-11', { state: 'Stopped', checkpoints: 1 }),
  line('ÄRZTE01', ws2012r2, 2, 4, [80, 40], 'Web-11'),
  // VM-NAME-LEN: 64 characters
  line(longName, ws2012, 2, 8, [80, 1000], 'Wards', { state: 'Saved' }),
  // DISK-FC
  line('SCAN01', ws2012r2, 4, 8, [100, 300], 'DB-20!', { fibreChannel: true }),
]

const subnetOf = (name: string) => {
  for (const network of clinicNetworks) {
    const subnet = network.subnets.find((each) => each.name === name) ?? (network.name === name ? network.subnets[0] : undefined)
    if (subnet) return { network, subnet }
  }
  throw new Error(`No subnet ${name}`)
}

const adapterPlans = (nets: readonly string[], address: number): AdapterPlan[] => {
  const teamed = nets.length === 2 && nets[0] === nets[1]
  return nets.map((net, i) => {
    const { network, subnet } = subnetOf(net.replace('!', ''))
    const ip = `${subnet.range.replace(/0\/24$/, '')}${address + i * 100}`
    return {
      network: network.name,
      subnet: subnet.name,
      logicalNetwork: network.logicalNetwork,
      vlan: subnet.vlan,
      ip: net.endsWith('!') ? ip : null,
      isTeamed: teamed,
    }
  })
}

const diskPlans = ({ disks, more }: Line): DiskPlan[] =>
  disks.map((sizeGib, i) => ({
    suffix: i === 0 ? 'C' : more?.letters === 'N' ? `Data${String(i).padStart(2, '0')}` : String.fromCharCode(67 + i),
    sizeGib,
    ...(more?.shared === i ? { isShared: true } : {}),
  }))

const host = (
  choice: Choice,
  name: string,
  group: string,
  cluster: string | null,
  memory: number,
  free: number,
  cpu: number,
): SampleHost => ({
  name,
  vmmId: choice.guid(),
  groupPath: `All Hosts\\${group}`,
  cluster,
  osName: 'Microsoft Windows Server 2012 R2 Datacenter',
  logicalCpuCount: 32,
  memoryBytes: memory * gib,
  availableMemoryBytes: free * gib,
  cpuPercent: cpu,
  volumes: [
    { name: 'C:\\', capacityBytes: 278 * gib, freeBytes: 190 * gib, isCsv: false },
    ...(cluster === null
      ? [{ name: 'D:\\', capacityBytes: 16_384 * gib, freeBytes: 4_300 * gib, isCsv: false }]
      : [
          { name: csv, capacityBytes: 20_480 * gib, freeBytes: 7_900 * gib, isCsv: true },
          { name: 'C:\\ClusterStorage\\Volume2', capacityBytes: 4_096 * gib, freeBytes: 3_100 * gib, isCsv: true },
        ]),
  ],
})

export const harbourClinic = (seed: number): Estate => {
  const choice = new Choice(seed)
  let macs = choice.int(0x010000, 0x0fff00)
  const hosts = [
    host(choice, 'HV01', 'Berlin', 'CLU1', 256, 61, 42),
    host(choice, 'HV02', 'Berlin', 'CLU1', 256, 132, 27),
    host(choice, 'HV03', 'Kiel', null, 192, 118, 19),
  ]
  const clouds = [
    { name: 'Gold', description: 'Berlin, clustered', groupPaths: ['All Hosts\\Berlin'], logicalNetworks: ['Datacenter', 'Management'] },
    { name: 'Silver', description: 'Kiel, one host', groupPaths: ['All Hosts\\Kiel'], logicalNetworks: ['Datacenter', 'Management'] },
  ].map((cloud) => ({ ...cloud, vmmId: choice.guid() }))
  let address = 10
  const place = (lines: readonly Line[], hostName: string, cloud: string, folder: string, clustered: boolean) =>
    lines.map((each) => {
      const { letters: _, shared: __, ...more } = each.more ?? {}
      const plan: VmPlan = {
        name: each.name,
        host: hostName,
        cloud,
        os: hostName === 'HV02' && each.name.startsWith('DC') ? ws2012r2dc : each.os,
        generation: 1,
        cpuCount: each.cpu,
        memoryGib: each.memory,
        disks: diskPlans(each),
        adapters: adapterPlans(each.nets, address++),
        clustered,
        folder,
        ...more,
      }
      return buildVm(plan, choice, () => macs++)
    })
  return {
    name: 'Harbour Clinic',
    vmmServer: { name: 'VMM01', productVersion: '3.2.8377.0' },
    hostGroups: ['All Hosts', 'All Hosts\\Berlin', 'All Hosts\\Kiel'],
    clusters: [{ name: 'CLU1', groupPath: 'All Hosts\\Berlin', hasBroker: true }],
    hosts,
    clouds,
    logicalNetworks: ['Datacenter', 'Management', 'Backup'],
    networks: clinicNetworks,
    vms: [
      ...place(hv01, 'HV01', 'Gold', csv, true),
      ...place(hv02, 'HV02', 'Gold', csv, true),
      ...place(hv03, 'HV03', 'Silver', kiel, false),
    ],
  }
}
