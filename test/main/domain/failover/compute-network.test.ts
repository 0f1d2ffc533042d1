import { describe, expect, test } from 'vitest'
import { connectedAdapters, type NicType, typesOf } from '../../../../main/domain/failover/adapters.ts'
import { type TargetDraft, type TargetFacts, targetIssues } from '../../../../main/domain/failover/compute-network.ts'
import { editReason } from '../../../../main/domain/failover/edit-states.ts'
import type { State } from '../../../../main/domain/replication/states.ts'
import type { MachineFacts } from '../../../../main/domain/setup/context.ts'

const gib = 2 ** 30
const nic = (id: number, name: string) => ({ id, name, network: 'Prod', subnet: null, ipMode: null, ip: null })
const machine: MachineFacts = {
  id: 1,
  name: 'WEB01',
  host: 'HV01',
  cloud: 'Gold',
  osFamily: 'windows',
  cpuCount: 2,
  memoryBytes: 3 * gib,
  disks: [1, 2, 3].map((id) => ({ id, name: `disk${id}`, sizeBytes: gib, usedBytes: gib, isOs: id === 1 })),
  nics: [nic(1, 'NIC 1'), nic(2, 'NIC 2')],
  verdict: 'ready',
  findings: [],
  protectedItemId: 1,
  smallestSize: 'Standard_A2',
}
const size = (name: string, cores: number, memoryGib: number, maxDataDisks: number, maxNics: number) => ({
  name,
  cores,
  memoryGib,
  maxDataDisks,
  maxNics,
  premium: false,
})
const facts: TargetFacts = {
  machine,
  excluded: 0,
  region: 'West Europe',
  sizes: [size('Standard_A1', 1, 1.75, 2, 1), size('Standard_A2', 2, 3.5, 4, 1), size('Standard_A3', 4, 7, 8, 2)],
  networks: [
    {
      id: 1,
      name: 'DR-Net',
      region: 'West Europe',
      subnets: [
        { name: 'web', range: '10.1.1.0/24' },
        { name: 'tiny', range: '10.1.2.0/30' },
        { name: 'GatewaySubnet', range: '10.1.3.0/27' },
      ],
    },
    { id: 2, name: 'Far', region: 'East Asia', subnets: [] },
  ],
  resourceGroups: [1],
  nameOwner: (name) => (name === 'web02' ? 'WEB02' : null),
  addressOwner: (network, address) => (network === 'DR-Net' && address === '10.1.1.14' ? 'WEB07' : null),
}
const plain = { subnet: 'web', ip: null, type: null }
const draft: TargetDraft = {
  azureName: 'web01',
  size: 'Standard_A3',
  resourceGroupId: 1,
  availabilitySet: null,
  networkId: 1,
  adapters: [plain, plain],
}
const told = (part: Partial<TargetDraft>): string[] =>
  targetIssues({ ...draft, ...part }, facts).map(({ field, code, severity }) => `${field} ${code}${severity === 'warning' ? '?' : ''}`)
const first = (part: Partial<TargetDraft['adapters'][number]>) => ({ adapters: [{ ...plain, ...part }, plain] })
const types = (...wanted: (NicType | null)[]) => ({ adapters: wanted.map((type) => ({ ...plain, type })) })

describe('Compute and Network', () => {
  const cases: [string, Partial<TargetDraft>, string[]][] = [
    ['as it is', {}, []],
    ['a bad name', { azureName: '-x-' }, ['azureName azure-vm-name']],
    ['a name of another', { azureName: 'web02' }, ['azureName name-taken']],
    ['a group that is not there', { resourceGroupId: 9 }, ['resourceGroupId not-found']],
    ['a size of another year', { size: 'Standard_D2s_v5' }, ['size not-found']],
    ['a size with too few cores', { size: 'Standard_A1' }, ['size size-small']],
    ['S64: a size with fewer adapters keeps as many as it takes', { size: 'Standard_A2' }, ['size nic-capped?']],
    ['an availability set', { availabilitySet: 'as-web_1' }, []],
    ['a bad availability set', { availabilitySet: 'a b' }, ['availabilitySet availability-set-name']],
    ['no network', { networkId: null, adapters: [{ ...plain, subnet: null }, plain] }, ['networkId network-missing?']],
    ['a network of another region', { networkId: 2, adapters: [] }, ['networkId region-mismatch']],
    ['a network that is gone', { networkId: 7, adapters: [] }, ['networkId not-found']],
    ['a subnet that is gone', first({ subnet: 'db' }), ['adapters.0.subnet not-found']],
    ['the gateway subnet', first({ subnet: 'GatewaySubnet' }), ['adapters.0.subnet subnet-gateway']],
    ['S63: an address of its own', first({ ip: '10.1.1.20' }), []],
    ['S63: empty is DHCP', first({ ip: ' ' }), []],
    ['no address', first({ ip: '10.1.1' }), ['adapters.0.ip ip-invalid']],
    ['an address elsewhere', first({ ip: '10.1.9.9' }), ['adapters.0.ip ip-outside']],
    ['one that Azure keeps', first({ ip: '10.1.1.3' }), ['adapters.0.ip ip-reserved']],
    ['in a subnet without any', first({ subnet: 'tiny', ip: '10.1.2.2' }), ['adapters.0.ip ip-reserved']],
    ['one that is used', first({ ip: '10.1.1.14' }), ['adapters.0.ip ip-taken']],
    ['an address without its subnet', first({ subnet: null, ip: '10.1.1.20' }), ['adapters.0.subnet required']],
    [
      'one address twice',
      {
        adapters: [
          { ...plain, ip: '10.1.1.20' },
          { ...plain, ip: '10.1.1.20' },
        ],
      },
      ['adapters.1.ip ip-taken'],
    ],
    ['one adapter not used', types('primary', 'unused'), []],
    ['the second is primary', types('secondary', 'primary'), []],
    ['none primary', types('secondary', 'unused'), ['adapters.0.type nic-primary']],
    ['two primary', types('primary', 'primary'), ['adapters.1.type nic-primary']],
    [
      'more than the size takes',
      { size: 'Standard_A2', ...types('primary', 'secondary') },
      ['size nic-capped?', 'adapters.1.type nic-count'],
    ],
    ['as many as the size takes', { size: 'Standard_A2', ...types('unused', 'primary') }, ['size nic-capped?']],
  ]
  test.each(cases)('%s', (_, part, expected) => {
    expect(told(part)).toEqual(expected)
  })
})

describe('adapters in Azure (S64)', () => {
  const nics = (...list: (NicType | null)[]) => list.map((type, n) => ({ name: `NIC ${n + 1}`, type }))
  const cases: [string, (NicType | null)[], number, string[]][] = [
    ['two adapters, a size of four', [null, null], 4, ['NIC 1', 'NIC 2']],
    ['two adapters, a size of one', [null, null], 1, ['NIC 1']],
    ['the primary comes first', ['secondary', 'primary', 'unused'], 4, ['NIC 2', 'NIC 1']],
    ['a chosen one is kept over the order', ['unused', 'primary'], 1, ['NIC 2']],
    ['a size that the catalogue does not know', [null, null], 0, ['NIC 1']],
    ['none', [], 4, []],
  ]
  test.each(cases)('%s', (_, list, most, expected) => {
    expect(connectedAdapters(nics(...list), most).map((each) => each.name)).toEqual(expected)
  })
  test('types where none is chosen', () => {
    expect(typesOf(nics(null, null, null), 2)).toEqual(['primary', 'secondary', 'unused'])
  })
})

test('only the protected state takes an edit, and a failover that failed', () => {
  const all: State[] = ['M0', 'M1', 'M1E', 'M2', 'M3', 'M3P', 'M4', 'M5', 'M9', 'M10', 'M11', 'M12', 'M13', 'M14', 'M15', 'M16', 'M17']
  const open = (phase: 'failed' | null, jobRunning: boolean) => all.filter((state) => editReason({ state, phase, jobRunning }) === null)
  expect(open(null, false)).toEqual(['M5'])
  expect(open('failed', false)).toEqual(['M5', 'M10', 'M11'])
  expect(open(null, true)).toEqual([])
  expect(editReason({ state: 'M13', phase: null, jobRunning: false })).toContain('after failback')
})
