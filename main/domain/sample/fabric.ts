import { gib } from './build-vm.ts'
import type { Estate, EstateCounts, SampleHost } from './estate.ts'
import type { Choice } from './random.ts'

const cities = ['Berlin', 'Kiel', 'Hamburg', 'Bremen', 'Rostock', 'Leipzig', 'Köln', 'Mainz', 'Ulm', 'Graz'] as const
const hostSystems = [
  'Microsoft Windows Server 2012 R2 Datacenter',
  'Microsoft Windows Server 2012 R2 Datacenter',
  'Microsoft Windows Server 2012 R2 Datacenter',
  'Microsoft Windows Server 2012 R2 Standard',
  'Microsoft Windows Server 2012 Datacenter',
]

export const two = (n: number): string => String(n).padStart(2, '0')
const four = (n: number): string => String(n).padStart(4, '0')

/** One host group, cloud and pair of VM networks belong together. */
export interface Site {
  readonly index: number
  readonly city: string
  readonly groupPath: string
  readonly cloud: string
  /** Names of its hosts. */
  readonly hosts: string[]
  readonly web: string
  readonly data: string
}

export type Fabric = Omit<Estate, 'vms' | 'name'> & { readonly sites: readonly Site[] }

/** 4,094 addresses a site and purpose: 10.<site>.16.0/20 for servers, 10.<site>.32.0/20 for data. */
const range = (site: number, third: number): string => `10.${site}.${third}.0/20`

const sampleHost = (choice: Choice, index: number, site: Site, cluster: string | null): SampleHost => {
  const memory = choice.pick([128, 192, 256, 384, 512])
  return {
    name: `HV${four(index + 1)}`,
    vmmId: choice.guid(),
    groupPath: site.groupPath,
    cluster,
    osName: choice.pick(hostSystems),
    logicalCpuCount: choice.pick([16, 24, 32, 48]),
    memoryBytes: memory * gib,
    availableMemoryBytes: choice.int(8, Math.floor(memory / 2)) * gib,
    cpuPercent: choice.int(4, 88),
    volumes: [
      { name: 'C:\\', capacityBytes: 278 * gib, freeBytes: choice.int(60, 200) * gib, isCsv: false },
      cluster === null
        ? { name: 'D:\\', capacityBytes: 8_192 * gib, freeBytes: choice.int(200, 3_000) * gib, isCsv: false }
        : { name: 'C:\\ClusterStorage\\Volume1', capacityBytes: 32_768 * gib, freeBytes: choice.int(900, 9_000) * gib, isCsv: true },
    ],
  }
}

export const buildFabric = (counts: EstateCounts, choice: Choice): Fabric => {
  const sites: Site[] = Array.from({ length: counts.clouds }, (_, index) => {
    const city = cities[index % cities.length] ?? cities[0]
    const row = Math.floor(index / cities.length) + 1
    return {
      index,
      city,
      groupPath: `All Hosts\\${city}\\Row ${two(row)}`,
      cloud: `${city} ${two(row)}`,
      hosts: [],
      web: `${city}-${two(row)}-Web`,
      data: `${city}-${two(row)}-DB`,
    }
  })
  const perSite = new Map<Site, number[]>()
  for (let i = 0; i < counts.hosts; i++) {
    const site = sites[i % sites.length]
    if (site) perSite.set(site, [...(perSite.get(site) ?? []), i])
  }
  const clusters: { name: string; groupPath: string; hasBroker: boolean | null }[] = []
  const hosts: SampleHost[] = []
  for (const [site, indexes] of perSite) {
    // Three hosts or more make a cluster of all but the last, which stands alone.
    const cluster = indexes.length >= 3 ? `CLU${site.index + 1}` : null
    if (cluster !== null)
      clusters.push({
        name: cluster,
        groupPath: site.groupPath,
        hasBroker: site.index % 6 === 5 ? false : site.index % 9 === 7 ? null : true,
      })
    indexes.forEach((index, i) => {
      const host = sampleHost(choice, index, site, cluster !== null && i < indexes.length - 1 ? cluster : null)
      hosts.push(host)
      site.hosts.push(host.name)
    })
  }
  hosts.sort((a, b) => (a.name < b.name ? -1 : 1))
  const usedCities = [...new Set(sites.map(({ city }) => city))]
  return {
    sites,
    vmmServer: { name: 'VMM01', productVersion: '3.2.8377.0' },
    hostGroups: ['All Hosts', ...usedCities.map((city) => `All Hosts\\${city}`), ...sites.map(({ groupPath }) => groupPath)],
    clusters,
    hosts,
    logicalNetworks: [...usedCities.map((city) => `${city} Datacenter`), 'Management'],
    clouds: sites.map((site) => ({
      name: site.cloud,
      vmmId: choice.guid(),
      description: `${site.hosts.length} hosts in ${site.city}`,
      groupPaths: [site.groupPath],
      logicalNetworks: site.index % 11 === 10 ? [`${site.city} Datacenter`] : [`${site.city} Datacenter`, 'Management'],
    })),
    networks: [
      ...sites.flatMap((site) => [
        {
          name: site.web,
          logicalNetwork: `${site.city} Datacenter`,
          subnets: [{ name: 'Web-16', range: range(site.index, 16), vlan: 100 + site.index }],
        },
        {
          name: site.data,
          logicalNetwork: `${site.city} Datacenter`,
          subnets: [{ name: 'DB-32', range: range(site.index, 32), vlan: 300 + site.index }],
        },
      ]),
      { name: 'Mgmt', logicalNetwork: 'Management', subnets: [{ name: 'Mgmt-0', range: '10.250.0.0/16', vlan: 99 }] },
    ],
  }
}
