import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  contains,
  formatCidr,
  formatIpv4,
  overlaps,
  parseCidr,
  parseIpv4,
  subrange,
  usableAddresses,
} from '../../../../main/domain/mapping/ipv4.ts'

describe('IPv4', () => {
  it.each([
    ['0.0.0.0', 0],
    ['255.255.255.255', 2 ** 32 - 1],
    ['10.20.1.14', 169083150],
  ])('reads %s', (text, value) => {
    expect(parseIpv4(text)).toBe(value)
    expect(formatIpv4(value)).toBe(text)
  })

  it.each(['', '10.20.1', '10.20.1.256', '010.1.1.1', '1.2.3.4.5', ' 1.2.3.4', '1.2.3.4 ', '1.2.3.-4', 'a.b.c.d', '::1', '1..2.3'])(
    'refuses %j',
    (text) => {
      expect(parseIpv4(text)).toBeNull()
    },
  )

  it.each(['10.20.0.5/16', '10.20.0.0/33', '10.20.0.0/', '10.20.0.0', '10.20.0.0/016', '10.20.0.0/1.5', '/16'])(
    'refuses range %j',
    (text) => {
      expect(parseCidr(text)).toBeNull()
    },
  )

  it('keeps the first four and the last address of a subnet', () => {
    const range = parseCidr('10.1.1.0/24')
    expect(range && usableAddresses(range)).toEqual({ first: parseIpv4('10.1.1.4'), last: parseIpv4('10.1.1.254') })
    const tiny = parseCidr('10.1.1.0/30')
    expect(tiny && usableAddresses(tiny)).toBeNull()
    const small = parseCidr('10.1.1.0/29')
    expect(small && usableAddresses(small)).toEqual({ first: parseIpv4('10.1.1.4'), last: parseIpv4('10.1.1.6') })
  })

  it('writes what it reads, and subranges tile without overlap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        fc.integer({ min: 8, max: 24 }),
        fc.integer({ min: 0, max: 6 }),
        (address, prefix, more) => {
          const size = 2 ** (32 - prefix)
          const outer = parseCidr(`${formatIpv4(Math.floor(address / size) * size)}/${prefix}`)
          if (!outer) throw new Error('a range was refused')
          expect(parseCidr(formatCidr(outer))).toEqual(outer)
          const parts = Array.from({ length: 2 ** more }, (_, n) => subrange(outer, prefix + more, n))
          expect(subrange(outer, prefix + more, 2 ** more)).toBeNull()
          parts.forEach((part, n) => {
            if (!part) throw new Error('a part is missing')
            expect(contains(outer, part)).toBe(true)
            const next = parts[n + 1]
            if (next) {
              expect(overlaps(part, next)).toBe(false)
              expect(next.first).toBe(part.last + 1)
            }
          })
        },
      ),
    )
  })
})
