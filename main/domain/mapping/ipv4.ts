/** IPv4 addresses as unsigned 32-bit numbers, ranges in CIDR notation. Strict: no leading zeros, no blanks, no host bits. */

export interface Ipv4Range {
  /** First address. */
  first: number
  /** Last address. */
  last: number
  prefix: number
}

const part = /^(?:0|[1-9]\d{0,2})$/

/** "10.20.1.14" as a number, or null when it is no IPv4 address. */
export const parseIpv4 = (text: string): number | null => {
  const parts = text.split('.')
  if (parts.length !== 4) return null
  let value = 0
  for (const each of parts) {
    if (!part.test(each)) return null
    const byte = Number(each)
    if (byte > 255) return null
    value = value * 256 + byte
  }
  return value
}

export const formatIpv4 = (value: number): string => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.')

/** "10.20.0.0/16" as a range; null when the text is no range or has host bits set ("10.20.0.5/16"), which Azure refuses. */
export const parseCidr = (text: string): Ipv4Range | null => {
  const slash = text.indexOf('/')
  if (slash < 0) return null
  const first = parseIpv4(text.slice(0, slash))
  const length = text.slice(slash + 1)
  if (first === null || !part.test(length)) return null
  const prefix = Number(length)
  if (prefix > 32) return null
  const size = 2 ** (32 - prefix)
  if (first % size !== 0) return null
  return { first, last: first + size - 1, prefix }
}

export const formatCidr = (range: Ipv4Range): string => `${formatIpv4(range.first)}/${range.prefix}`

export const overlaps = (a: Ipv4Range, b: Ipv4Range): boolean => a.first <= b.last && b.first <= a.last

export const contains = (outer: Ipv4Range, inner: Ipv4Range): boolean => outer.first <= inner.first && inner.last <= outer.last

/** Addresses that a machine may have: Azure keeps the first four and the last of a subnet. Null when none is left. */
export const usableAddresses = (subnet: Ipv4Range): { first: number; last: number } | null => {
  const first = subnet.first + 4
  const last = subnet.last - 1
  return first <= last ? { first, last } : null
}

/** The `index`-th range of the given prefix length inside `outer`, or null when it doesn't fit. */
export const subrange = (outer: Ipv4Range, prefix: number, index: number): Ipv4Range | null => {
  const size = 2 ** (32 - prefix)
  const first = outer.first + index * size
  const last = first + size - 1
  return prefix >= outer.prefix && last <= outer.last ? { first, last, prefix } : null
}
