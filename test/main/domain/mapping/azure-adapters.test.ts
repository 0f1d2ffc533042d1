import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Placement, placeAdapters } from '../../../../main/domain/mapping/azure-adapters.ts'
import { parseCidr, parseIpv4, usableAddresses } from '../../../../main/domain/mapping/ipv4.ts'

const net = [
  { name: 'b-sub', range: '10.1.1.0/24' },
  { name: 'a-sub', range: '10.1.2.0/24' },
]
const place = (changes: Partial<Placement>) =>
  placeAdapters({
    test: false,
    adapters: [{ name: 'Ethernet', subnet: null, address: null }],
    subnets: net,
    most: 8,
    slot: 0,
    isTaken: () => false,
    ...changes,
  })
const wanted = { name: 'Ethernet', subnet: 'b-sub', address: '10.1.1.5' }

describe('where adapters land in Azure (fact base N5, N6, S63, S64)', () => {
  test.each<[string, Partial<Placement>, object]>([
    [
      'the chosen subnet and address',
      { adapters: [wanted] },
      { subnet: 'b-sub', address: '10.1.1.5', assignment: 'static', deviation: null },
    ],
    [
      'no choice: the first in the order of the network',
      {},
      { subnet: 'b-sub', address: '10.1.1.4', assignment: 'dynamic', deviation: null },
    ],
    ['E4 a test without a choice: the first by alphabet', { test: true }, { subnet: 'a-sub', address: '10.1.2.4' }],
    [
      'E5 a test where the address is taken: another free one',
      { test: true, adapters: [wanted], isTaken: (address) => ['10.1.1.4', '10.1.1.5'].includes(address) },
      { subnet: 'b-sub', address: '10.1.1.6', assignment: 'dynamic', deviation: 'taken' },
    ],
    [
      'a test network without that subnet',
      { test: true, adapters: [wanted], subnets: [{ name: 'isolated', range: '10.9.0.0/24' }] },
      { subnet: 'isolated', address: '10.9.0.4', assignment: 'dynamic', deviation: 'other-subnet' },
    ],
    [
      'the same address space under another name keeps the address',
      { test: true, adapters: [wanted], subnets: [{ name: 'isolated', range: '10.1.1.0/24' }] },
      { subnet: 'isolated', address: '10.1.1.5', assignment: 'static', deviation: 'other-subnet' },
    ],
    ['names compare without case', { adapters: [{ ...wanted, subnet: 'B-SUB' }] }, { subnet: 'b-sub', deviation: null }],
    ['no network: no address', { adapters: [wanted], subnets: [] }, { subnet: null, address: null, assignment: null, deviation: null }],
    [
      'nothing left',
      { subnets: [{ name: 'tiny', range: '10.1.1.0/29' }], isTaken: () => true },
      { subnet: 'tiny', address: null, assignment: null, deviation: 'full' },
    ],
    [
      'the subnet of the gateway takes no machine',
      { subnets: [{ name: 'GatewaySubnet', range: '10.1.0.0/24' }, ...net] },
      { subnet: 'b-sub', address: '10.1.1.4' },
    ],
  ])('%s', (_, changes, expected) => expect(place(changes)[0]).toMatchObject(expected))

  test('as many as the size takes, the first ones', () => {
    const adapters = ['one', 'two', 'three'].map((name) => ({ name, subnet: null, address: null }))
    expect(place({ adapters, most: 2 }).map(({ name }) => name)).toEqual(['one', 'two'])
    expect(place({ adapters, most: 4 })).toHaveLength(3)
  })

  test('whatever is taken: addresses are free, usable, each given once, and none is missing while one is left', () => {
    const range = parseCidr('10.1.1.0/27')
    const usable = range && usableAddresses(range)
    if (!range || !usable) throw new Error('A /27 has addresses')
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: usable.first, max: usable.last })), fc.nat(), fc.nat(6), (taken, slot, count) => {
        const isTaken = (address: string) => taken.includes(parseIpv4(address) ?? 0)
        const adapters = Array.from({ length: count }, (__, n) => ({ name: `nic ${n}`, subnet: null, address: null }))
        const placed = placeAdapters({ test: false, adapters, subnets: [{ name: 'only', range: '10.1.1.0/27' }], most: 8, slot, isTaken })
        const given = placed.flatMap(({ address }) => address ?? [])
        expect(new Set(given).size).toBe(given.length)
        for (const address of given) {
          const value = parseIpv4(address) ?? 0
          expect(value >= usable.first && value <= usable.last && !isTaken(address)).toBe(true)
        }
        expect(given).toHaveLength(Math.min(count, usable.last - usable.first + 1 - taken.length))
      }),
      { numRuns: 100 },
    )
  })
})
