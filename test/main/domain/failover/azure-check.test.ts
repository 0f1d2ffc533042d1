import { expect, test } from 'vitest'
import { type AzureWish, azureRefusal, refusalCodes } from '../../../../main/domain/failover/azure-check.ts'
import { azureFailure, failureOf } from '../../../../main/services/replication/failures.ts'

const nic = (name: string, subnet: string | null = 'web', ip: string | null = null) => ({ name, subnet, ip })
const wish: AzureWish = {
  test: false,
  size: { name: 'Standard_A3', series: 'A', cores: 4, maxDataDisks: 8 },
  sizeName: 'Standard_A3',
  dataDisks: 2,
  network: {
    name: 'DR-Net',
    subnets: [
      { name: 'web', range: '10.1.1.0/24' },
      { name: 'few', range: '10.1.2.0/29' },
      { name: 'GatewaySubnet', range: '10.1.3.0/27' },
    ],
  },
  adapters: [nic('NIC 1'), nic('NIC 2')],
  addressOwner: (address) => (address === '10.1.1.14' ? 'WEB07' : null),
  usedIn: ({ name }) => (name === 'few' ? 2 : 0),
  setSeries: null,
  cores: { used: 10, limit: null },
  nics: { used: 10, limit: null },
}
const cases: [string, Partial<AzureWish>, string | null][] = [
  ['all is well', {}, null],
  ['a size that is not offered', { size: null }, 'size-missing'],
  ['more data disks than the size takes', { dataDisks: 9 }, 'size-disks'],
  ['no network', { network: null }, 'network-missing'],
  ['no network for a test', { network: null, test: true }, null],
  ['no network for a machine without adapters', { network: null, adapters: [] }, null],
  ['a subnet that is gone', { adapters: [nic('NIC 1', 'db')] }, 'subnet-missing'],
  ['a test takes the first by alphabet', { adapters: [nic('NIC 1', 'db')], test: true }, null],
  ['a network without subnets', { network: { name: 'Empty', subnets: [] }, test: true }, 'subnet-missing'],
  ['the gateway', { adapters: [nic('NIC 1', 'GatewaySubnet')] }, 'subnet-gateway'],
  ['S63: a free address', { adapters: [nic('NIC 1', 'web', '10.1.1.20')] }, null],
  ['S63: a taken address', { adapters: [nic('NIC 1', 'web', '10.1.1.14')] }, 'ip-taken'],
  ['S63: a test takes another', { adapters: [nic('NIC 1', 'web', '10.1.1.14')], test: true }, null],
  ['an address elsewhere', { adapters: [nic('NIC 1', 'web', '10.1.9.9')] }, 'ip-invalid'],
  ['one that Azure keeps', { adapters: [nic('NIC 1', 'web', '10.1.1.3')] }, 'ip-invalid'],
  ['the last free address', { adapters: [nic('NIC 1', 'few')] }, null],
  ['no address left', { adapters: [nic('NIC 1', 'few'), nic('NIC 2', 'few')] }, 'subnet-full'],
  ['another family in the set', { setSeries: { set: 'as', series: 'Dv2', name: 'web07' } }, 'set-family'],
  ['the same family', { setSeries: { set: 'as', series: 'A', name: 'web07' } }, null],
  ['cores that just fit', { cores: { used: 6, limit: 10 } }, null],
  ['cores that are short', { cores: { used: 7, limit: 10 } }, 'quota-cores'],
  ['interfaces that are short', { nics: { used: 9, limit: 10 } }, 'quota-adapters'],
]
test.each(cases)('Azure and %s', (_, part, expected) => {
  expect(azureRefusal({ ...wish, ...part })?.code ?? null).toBe(expected)
})

test('every refusal has its id, its causes and what to do; an unknown one falls back to its step', () => {
  const facts = {
    size: 'A',
    disks: 9,
    most: 8,
    adapter: 'NIC',
    subnet: 's',
    range: 'r',
    network: 'n',
    ip: 'i',
    owner: 'o',
    set: 's',
    other: 'x',
  }
  for (const code of refusalCodes) {
    const told = azureFailure(code, { ...facts, needed: 1, used: 1, limit: 1 })
    expect(told?.message).not.toMatch(/[{}]|undefined/)
    expect(told?.causes.length).toBeGreaterThan(0)
    expect(told?.remedy).toMatch(/restart the job, or begin the test failover again\.$/)
  }
  expect(failureOf({ step: 'createVm', why: 'quota-cores', facts: { needed: 4, used: 7, limit: 10 } })).toMatchObject({
    code: '28031',
    message: 'The virtual machine could not be created: it needs 4 cores, and 7 of 10 are in use.',
  })
  expect(failureOf({ step: 'createVm', why: 'of-tomorrow' }).code).toBe('28031')
  expect(failureOf({ step: 'select' })).toMatchObject({
    code: 'failover-select',
    message: 'The step "Select the recovery point" failed.',
  })
  expect(failureOf({ step: 'later' }).message).toBe('The step "later" failed.')
})
