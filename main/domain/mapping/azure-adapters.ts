import { formatIpv4, type Ipv4Range, parseCidr, parseIpv4, usableAddresses } from './ipv4.ts'
import { gatewaySubnet } from './landing.ts'

export interface WantedAdapter {
  /** At the source. */
  name: string
  /** Subnet and address of Compute and Network; null = none was chosen. */
  subnet: string | null
  address: string | null
}

/** `deviation` says why it is not what was asked for; `full` = the subnet has no address left. */
export interface PlacedAdapter {
  name: string
  subnet: string | null
  address: string | null
  assignment: 'static' | 'dynamic' | null
  deviation: 'taken' | 'other-subnet' | 'full' | null
}

export interface Placement {
  test: boolean
  adapters: readonly WantedAdapter[]
  /** Of the network that is joined, in its own order; empty = no network. */
  subnets: readonly { name: string; range: string }[]
  /** Adapters that the size takes. */
  most: number
  /** Tells machines apart, so that each begins its search elsewhere: the order in which they are placed hardly matters. */
  slot: number
  isTaken: (address: string) => boolean
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/**
 * Where the adapters of a failed-over machine land (fact base N5, N6, N9, S63, S64). As many as the size takes, all in one network. A failover
 * uses the subnet that was chosen, else the first; a test failover the one of that name in the test network, else the first by alphabet, and another
 * free address where the wanted one is taken or lies elsewhere. Without a wanted address any free one is given.
 */
export const placeAdapters = ({ test, adapters, subnets, most, slot, isTaken }: Placement): PlacedAdapter[] => {
  const given = new Set<string>()
  const free = (address: string): boolean => !given.has(address) && !isTaken(address)
  const inUse = subnets.filter(({ name }) => !same(name, gatewaySubnet))
  const fallback = test ? [...inUse].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1))[0] : (inUse[0] ?? subnets[0])
  return adapters.slice(0, Math.max(most, 0)).map(({ name, subnet: wantedSubnet, address: wanted }, n): PlacedAdapter => {
    const chosen = wantedSubnet === null ? undefined : subnets.find((each) => same(each.name, wantedSubnet))
    const subnet = chosen ?? fallback
    if (subnet === undefined) return { name, subnet: null, address: null, assignment: null, deviation: null }
    const moved = wantedSubnet !== null && chosen === undefined
    const range = parseCidr(subnet.range)
    const fits = wanted !== null && range !== null && inside(range, wanted)
    if (wanted !== null && fits && free(wanted)) {
      given.add(wanted)
      return { name, subnet: subnet.name, address: wanted, assignment: 'static', deviation: moved ? 'other-subnet' : null }
    }
    const address = range === null ? null : anyFree(range, slot + n * stride, free)
    if (address !== null) given.add(address)
    const deviation = address === null ? 'full' : moved || (wanted !== null && !fits) ? 'other-subnet' : wanted !== null ? 'taken' : null
    return { name, subnet: subnet.name, address, assignment: address === null ? null : 'dynamic', deviation }
  })
}

/** Keeps further adapters of one machine out of the way of the next machine's first. */
const stride = 97

const inside = (range: Ipv4Range, address: string): boolean => {
  const value = parseIpv4(address)
  const usable = usableAddresses(range)
  return value !== null && usable !== null && value >= usable.first && value <= usable.last
}

const anyFree = (range: Ipv4Range, from: number, free: (address: string) => boolean): string | null => {
  const usable = usableAddresses(range)
  if (usable === null) return null
  const count = usable.last - usable.first + 1
  for (let n = 0; n < count; n += 1) {
    const address = formatIpv4(usable.first + ((((from + n) % count) + count) % count))
    if (free(address)) return address
  }
  return null
}
