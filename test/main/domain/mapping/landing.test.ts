import { describe, expect, it } from 'vitest'
import { landingSubnet, landings } from '../../../../main/domain/mapping/landing.ts'

describe('subnet landing (fact base section 4)', () => {
  it.each([
    ['E1 same name wins', 'Web-10', ['default', 'Web-10'], 'Web-10', 'same-name', false],
    ['E1 whatever the case', 'WEB-10', ['default', 'Web-10'], 'Web-10', 'same-name', false],
    ['E2 first in the order of the network', 'Web-10', ['gw', 'app'], 'gw', 'first-subnet', true],
    ['E2 the gateway subnet is warned of', 'Web-10', ['GatewaySubnet', 'app'], 'GatewaySubnet', 'first-subnet', true],
    ['E4 list order, not the alphabet', 'x', ['b-sub', 'a-sub'], 'b-sub', 'first-subnet', true],
    ['no known source subnet', '', ['b-sub', 'a-sub'], 'b-sub', 'first-subnet', false],
    ['a source named like the gateway', 'GatewaySubnet', ['a', 'GatewaySubnet'], 'GatewaySubnet', 'same-name', true],
  ] as const)('%s', (_, source, targets, expected, rule, warned) => {
    const landing = landingSubnet(source, targets)
    expect(landing).toMatchObject({ targetSubnet: expected, rule })
    expect(landing?.warning !== null).toBe(warned)
  })

  it('names GatewaySubnet in its warning', () => {
    expect(landingSubnet('Web-10', ['GatewaySubnet'])?.warning).toContain("GatewaySubnet, where machines can't run")
  })

  it('has one line per source subnet, and none without a target', () => {
    expect(landings(['a', 'b'], ['b']).map((each) => each.rule)).toEqual(['first-subnet', 'same-name'])
    expect(landings([], ['b'])).toHaveLength(1)
    expect(landings(['a'], [])).toEqual([])
  })
})
