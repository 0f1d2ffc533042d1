import { parseCidr, parseIpv4, usableAddresses } from '../mapping/ipv4.ts'
import { gatewaySubnet } from '../mapping/landing.ts'
import type { FaultReason } from '../replication/scenario.ts'
import { sameName } from '../setup/issue.ts'

/** Why Azure refuses a machine. */
export const refusalCodes = [
  'size-missing',
  'size-disks',
  'network-missing',
  'subnet-missing',
  'subnet-gateway',
  'subnet-full',
  'ip-invalid',
  'ip-taken',
  'set-family',
  'quota-cores',
  'quota-adapters',
] as const
export type RefusalCode = (typeof refusalCodes)[number]

/** A machine that a failover is about to create, and what Azure has for it. */
export interface AzureWish {
  test: boolean
  size: { name: string; series: string; cores: number; maxDataDisks: number } | null
  /** As it is written; `size` is null where the rule year's catalogue doesn't hold it. */
  sizeName: string
  dataDisks: number
  /** Null = none is chosen. */
  network: { name: string; subnets: readonly { name: string; range: string }[] } | null
  /** Those that are connected, the primary first. */
  adapters: readonly { name: string; subnet: string | null; ip: string | null }[]
  addressOwner: (address: string) => string | null
  /** Addresses of a subnet that are in use or spoken for. */
  usedIn: (subnet: { name: string; range: string }) => number
  /** Of the machines that stand in the same availability set. */
  setSeries: { set: string; series: string; name: string } | null
  cores: Quota
  nics: Quota
}

/** limit null = not limited. */
export interface Quota {
  used: number
  limit: number | null
}

/**
 * The first thing for which Azure refuses the machine (section 11, E25-E29, E45); null = it is created. A test failover takes another free
 * address and another subnet where a failover fails (N5, N6).
 */
export const azureRefusal = (wish: AzureWish): FaultReason | null => {
  const { size, network, adapters } = wish
  if (size === null) return { code: 'size-missing', facts: { size: wish.sizeName } }
  if (wish.dataDisks > size.maxDataDisks)
    return { code: 'size-disks', facts: { size: size.name, disks: wish.dataDisks, most: size.maxDataDisks } }
  if (network === null) {
    if (adapters.length > 0 && !wish.test) return { code: 'network-missing', facts: {} }
  } else {
    const refused = addressRefusal(wish, network)
    if (refused !== null) return refused
  }
  const { setSeries } = wish
  if (setSeries !== null && setSeries.series !== size.series)
    return { code: 'set-family', facts: { set: setSeries.set, size: size.name, other: setSeries.name } }
  if (wish.cores.limit !== null && wish.cores.used + size.cores > wish.cores.limit)
    return { code: 'quota-cores', facts: { needed: size.cores, used: wish.cores.used, limit: wish.cores.limit } }
  if (wish.nics.limit !== null && wish.nics.used + adapters.length > wish.nics.limit)
    return { code: 'quota-adapters', facts: { needed: adapters.length, used: wish.nics.used, limit: wish.nics.limit } }
  return null
}

const addressRefusal = (wish: AzureWish, network: NonNullable<AzureWish['network']>): FaultReason | null => {
  const wanted = new Map<string, number>()
  for (const { name, subnet: subnetName, ip } of wish.adapters) {
    const chosen = subnetName === null ? undefined : network.subnets.find((each) => sameName(each.name, subnetName))
    if (chosen === undefined && subnetName !== null && !wish.test)
      return { code: 'subnet-missing', facts: { adapter: name, subnet: subnetName, network: network.name } }
    const usable = network.subnets.filter((each) => !sameName(each.name, gatewaySubnet))
    const alphabetical = [...usable].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1))
    const subnet = chosen ?? (wish.test ? alphabetical[0] : usable[0])
    if (subnet === undefined) return { code: 'subnet-missing', facts: { adapter: name, subnet: subnetName ?? '', network: network.name } }
    if (sameName(subnet.name, gatewaySubnet)) return { code: 'subnet-gateway', facts: { adapter: name, subnet: subnet.name } }
    const range = parseCidr(subnet.range)
    const free = range === null ? null : usableAddresses(range)
    if (ip !== null && !wish.test) {
      const value = parseIpv4(ip)
      if (value === null || free === null || value < free.first || value > free.last)
        return { code: 'ip-invalid', facts: { adapter: name, ip, subnet: subnet.name, range: subnet.range } }
      const owner = wish.addressOwner(ip)
      if (owner !== null) return { code: 'ip-taken', facts: { adapter: name, ip, owner } }
      continue
    }
    const more = (wanted.get(subnet.name) ?? 0) + 1
    wanted.set(subnet.name, more)
    const room = free === null ? 0 : free.last - free.first + 1 - wish.usedIn(subnet)
    if (more > room) return { code: 'subnet-full', facts: { adapter: name, subnet: subnet.name, range: subnet.range } }
  }
  return null
}
