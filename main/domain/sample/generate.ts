import { type AdapterPlan, buildVm, type DiskPlan, type VmPlan } from './build-vm.ts'
import { type Draft, edges } from './edges.ts'
import { type Estate, type EstateSize, estateCounts } from './estate.ts'
import { buildFabric, type Fabric, type Site } from './fabric.ts'
import { harbourClinic } from './harbour-clinic.ts'
import { Choice } from './random.ts'

interface Role {
  readonly code: string
  readonly cpu: readonly number[]
  readonly memory: readonly number[]
  readonly os: readonly string[]
  readonly data: readonly number[]
  readonly isData: boolean
}

const windows = [
  'Windows Server 2012 R2 Standard',
  'Windows Server 2012 R2 Standard',
  'Windows Server 2012 R2 Datacenter',
  'Windows Server 2012 Standard',
  '64-bit edition of Windows Server 2008 R2 Standard',
  '64-bit edition of Windows Server 2008 R2 Enterprise',
]
const linux = [
  'CentOS Linux 6 (64 bit)',
  'CentOS Linux 7 (64 bit)',
  'Red Hat Enterprise Linux 6 (64 bit)',
  'Red Hat Enterprise Linux 7 (64 bit)',
  'Ubuntu Linux 14.04 (64 bit)',
  'SUSE Linux Enterprise Server 11 (64 bit)',
  'Debian GNU/Linux 7 (64 bit)',
]
const roles: readonly Role[] = [
  { code: 'WEB', cpu: [1, 2, 2, 4], memory: [2, 4, 4, 8], os: windows, data: [40, 60, 80], isData: false },
  { code: 'APP', cpu: [2, 4, 4, 8], memory: [4, 8, 16], os: windows, data: [100, 200, 300], isData: false },
  { code: 'SQL', cpu: [4, 8, 8, 16], memory: [16, 32, 64], os: windows, data: [128, 256, 500, 800], isData: true },
  { code: 'FS', cpu: [2, 2, 4], memory: [4, 8], os: windows, data: [500, 800, 1000], isData: false },
  { code: 'DC', cpu: [1, 2], memory: [2, 4], os: windows, data: [40], isData: false },
  { code: 'RDS', cpu: [4, 8], memory: [16, 32], os: windows, data: [60, 100], isData: false },
  { code: 'LX', cpu: [1, 2, 4], memory: [2, 4, 8], os: linux, data: [40, 100, 250], isData: false },
  { code: 'DB', cpu: [4, 8], memory: [16, 32], os: linux, data: [200, 400, 900], isData: true },
]

/** An estate with exactly the counts of its size; the same size and seed give the same estate, down to every id. */
export const sampleEstate = (size: EstateSize, seed: number): Estate => {
  if (size === 'S') return harbourClinic(seed)
  const counts = estateCounts[size]
  const choice = new Choice(seed)
  const fabric = buildFabric(counts, choice)
  const homes = spread(fabric, counts.vms, size === 'MAX' ? 1024 : 0)
  const drafts = homes.map(({ host, site }, index) => draft(index, host, site, choice))
  edges(drafts)
  level(drafts, 'diskCount', counts.disks, 12, choice)
  level(drafts, 'adapterCount', counts.adapters, 4, choice)
  const addresses = new Map<number, number>()
  let macs = choice.int(0x000100, 0x0fff00)
  const clustered = new Set(fabric.hosts.filter(({ cluster }) => cluster !== null).map(({ name }) => name))
  return {
    ...fabric,
    name: `Sample ${size}`,
    vms: drafts.map((each) => buildVm(planOf(each, clustered.has(each.host), choice, addresses), choice, () => macs++)),
  }
}

/** Machines over hosts in turn; `crowd` of them sit on the first host. */
const spread = (fabric: Fabric, vms: number, crowd: number): { host: string; site: Site }[] => {
  const siteOf = new Map(fabric.sites.flatMap((site) => site.hosts.map((host) => [host, site] as const)))
  const names = fabric.hosts.map(({ name }) => name)
  const rest = crowd === 0 ? names : names.slice(1)
  return Array.from({ length: vms }, (_, i) => {
    const host = (i < crowd ? names[0] : rest[(i - crowd) % rest.length]) ?? ''
    const site = siteOf.get(host)
    if (site === undefined) throw new Error(`Host ${host} has no site`)
    return { host, site }
  })
}

const draft = (index: number, host: string, site: Site, choice: Choice): Draft => {
  const role = choice.pick(roles)
  const isLinux = role.os === linux
  const fate = choice.int(1, 1000)
  return {
    name: `${site.city.slice(0, 3).toUpperCase().replace('Ö', 'OE')}-${role.code}${String(index + 1).padStart(5, '0')}`,
    host,
    site,
    cloud: fate <= 15 ? null : site.cloud,
    os:
      fate > 15 && fate <= 40
        ? 'Unknown'
        : fate > 40 && fate <= 50
          ? 'Windows Server 2003 Standard Edition (32-bit x86)'
          : choice.pick(role.os),
    generation: choice.chance(isLinux ? 6 : 18) ? 2 : 1,
    cpuCount: choice.pick(role.cpu),
    memoryGib: choice.pick(role.memory),
    dataSizes: role.data,
    isData: role.isData,
    diskCount: choice.pick([1, 2, 2, 3, 3, 3, 4, 5]),
    adapterCount: choice.pick([1, 1, 1, 2, 2, 3]),
    isStatic: choice.chance(isLinux ? 12 : 60),
    bigDisk: fate > 50 && fate <= 75 ? choice.pick([1200, 1500, 2048]) : null,
    shared: fate > 75 && fate <= 85,
    fibreChannel: fate > 85 && fate <= 92,
    passthrough: fate > 92 && fate <= 98,
    teamed: fate > 98 && fate <= 118,
    integrationServices: fate > 118 && fate <= 140 ? 'Not Detected' : null,
    state: fate > 140 && fate <= 180 ? 'Stopped' : fate > 180 && fate <= 186 ? 'Saved' : 'Running',
    isTemplate: false,
    fixedParts: false,
  }
}

/** Adds or takes parts at random until the estate has exactly `total` of them; edge shapes keep theirs. */
const level = (drafts: Draft[], part: 'diskCount' | 'adapterCount', total: number, most: number, choice: Choice): void => {
  const free = drafts.filter(({ fixedParts }) => !fixedParts)
  let sum = drafts.reduce((all, each) => all + each[part], 0)
  while (sum !== total) {
    const each = choice.pick(free)
    if (sum < total && each[part] < most) {
      each[part]++
      sum++
    } else if (sum > total && each[part] > 1) {
      each[part]--
      sum--
    }
  }
}

const planOf = (each: Draft, clustered: boolean, choice: Choice, addresses: Map<number, number>): VmPlan => ({
  name: each.name,
  host: each.host,
  cloud: each.cloud,
  os: each.os,
  generation: each.generation,
  cpuCount: each.cpuCount,
  memoryGib: each.memoryGib,
  disks: diskPlans(each, choice),
  adapters: adapterPlans(each, addresses),
  clustered,
  state: each.state,
  secureBoot: each.generation === 2 && choice.chance(40),
  isTemplate: each.isTemplate,
  fibreChannel: each.fibreChannel,
  dynamicMemory: choice.chance(25),
  checkpoints: choice.chance(5) ? choice.int(1, 4) : 0,
  folder: clustered ? 'C:\\ClusterStorage\\Volume1' : 'D:\\VMs',
  ...(each.integrationServices === null ? {} : { integrationServices: each.integrationServices }),
})

const diskPlans = (each: Draft, choice: Choice): DiskPlan[] =>
  Array.from({ length: each.diskCount }, (_, i): DiskPlan => {
    if (i === 0) return { suffix: 'C', sizeGib: choice.pick([40, 60, 80, 100, 127]) }
    const last = i === each.diskCount - 1
    const told = each.sizes?.[i - 1]
    const sizeGib = told ?? (i === 1 && each.bigDisk !== null ? each.bigDisk : choice.pick(each.dataSizes))
    return {
      suffix: `Data${String(i).padStart(2, '0')}`,
      sizeGib,
      isShared: each.shared && last,
      isPassthrough: each.passthrough && last && i > 0,
    }
  })

const adapterPlans = (each: Draft, addresses: Map<number, number>): AdapterPlan[] =>
  Array.from({ length: each.adapterCount }, (_, i): AdapterPlan => {
    const { site } = each
    if (i > 0 && !each.teamed) {
      return { network: 'Mgmt', subnet: 'Mgmt-0', logicalNetwork: 'Management', ip: null, vlan: 99 }
    }
    const number = 10 + (addresses.get(site.index) ?? 0)
    addresses.set(site.index, number - 9)
    const third = (each.isData ? 32 : 16) + (Math.floor(number / 250) % 16)
    return {
      network: each.isData ? site.data : site.web,
      subnet: each.isData ? 'DB-32' : 'Web-16',
      logicalNetwork: `${site.city} Datacenter`,
      ip: each.isStatic ? `10.${site.index}.${third}.${(number % 250) + 4}` : null,
      vlan: (each.isData ? 300 : 100) + site.index,
      isTeamed: each.teamed && each.adapterCount > 1,
    }
  })
