import { describe, expect, it } from 'vitest'
import { checkSetup } from '../../../../main/domain/setup/check.ts'
import type { MachineFacts } from '../../../../main/domain/setup/context.ts'
import type { SetupPage } from '../../../../preload/contract/setup-answers.ts'
import { answersWith, contextWith, machine } from './setup-fixture.ts'

const blocked = machine('SQL01', {
  verdict: 'not-ready',
  findings: [
    {
      rule: 'DISK-SIZE',
      severity: 'blocker',
      value: '1.2 TiB',
      limit: '1,023 GB',
      message: 'SQL01_D is 1.2 TiB; limit 1,023 GB (2016-05).',
      remedy: 'Split or exclude the disk.',
      source: 'x',
    },
  ],
})
const machines: MachineFacts[] = [
  machine('WEB01'),
  machine('WEB02', { id: 12 }),
  blocked,
  machine('NOOS', {
    osFamily: null,
    disks: [
      { id: 5, name: 'a', sizeBytes: 1, usedBytes: 1, isOs: null },
      { id: 6, name: 'b', sizeBytes: 1, usedBytes: 1, isOs: null },
    ],
  }),
  machine('BIG', { cpuCount: 4, memoryBytes: 16 * 2 ** 30, smallestSize: 'Standard_D4' }),
  machine('TWIN', { id: 21, host: 'HV01' }),
  machine('TWIN', { id: 22, host: 'HV02' }),
  machine('SILVER1', { cloud: 'Silver' }),
]
const context = contextWith(machines)

const errors = (changes: Parameters<typeof answersWith>[0], page?: SetupPage, in_ = context) =>
  checkSetup(answersWith(changes), in_, page).filter((issue) => issue.severity === 'error')

describe('good answers', () => {
  it('have no fault', () => {
    expect(errors({})).toEqual([])
  })
})

const proxy = (part: Record<string, unknown>) => ({ source: { connection: 'proxy', proxy: { address: 'proxy01', port: 8080, ...part } } })
const throttle = (part: Record<string, unknown>) => ({ capacity: { throttle: { enabled: true, ...part } } })
const newNetwork = (part: Record<string, unknown>) => ({
  target: {
    network: 'New-Net',
    createNetworks: [
      {
        name: 'New-Net',
        region: 'West Europe',
        addressRange: '10.40.0.0/16',
        subnets: [{ name: 'default', range: '10.40.0.0/24' }],
        ...part,
      },
    ],
  },
})
const item = (part: Record<string, unknown>) => ({ machines: { items: [{ name: 'WEB01', ...part }] } })

/** Every line: what is wrong, page, field, code, the exact text. */
const cases: [string, Parameters<typeof answersWith>[0], SetupPage, string, string, string][] = [
  ['no vault name', { vault: { name: '' } }, 'vault', 'name', 'required', 'Enter name.'],
  ['one letter', { vault: { name: 'D' } }, 'vault', 'name', 'vault-name', 'Use 2 to 50 letters, digits, hyphens; begin with a letter.'],
  [
    '51 letters',
    { vault: { name: 'D'.repeat(51) } },
    'vault',
    'name',
    'vault-name',
    'Use 2 to 50 letters, digits, hyphens; begin with a letter.',
  ],
  [
    'a digit first',
    { vault: { name: '1DR' } },
    'vault',
    'name',
    'vault-name',
    'Use 2 to 50 letters, digits, hyphens; begin with a letter.',
  ],
  ['no subscription', { vault: { subscription: '' } }, 'vault', 'subscription', 'required', 'Choose subscription.'],
  ['an unknown region', { vault: { region: 'Atlantis' } }, 'vault', 'region', 'not-found', 'There is no Azure region named Atlantis.'],
  [
    'no such group',
    { vault: { resourceGroup: { mode: 'existing', name: 'rg-x' } } },
    'vault',
    'resourceGroup.name',
    'not-found',
    'There is no resource group named rg-x.',
  ],
  [
    'a long group',
    { vault: { resourceGroup: { mode: 'new', name: 'g'.repeat(91) } } },
    'vault',
    'resourceGroup.name',
    'name-length',
    'Use 1 to 90 characters; this has 91.',
  ],
  [
    'VMware',
    { protectionGoal: { virtualization: 'vmware' } },
    'protectionGoal',
    'virtualization',
    'goal-other',
    'This console plans VMM to Azure only. VMware needs a configuration server, a process server and the Mobility service.',
  ],
  [
    'no VMM',
    { protectionGoal: { vmm: 'no' } },
    'protectionGoal',
    'vmm',
    'goal-other',
    'This console plans VMM to Azure only. Without VMM, the Provider runs on each host of a Hyper-V site.',
  ],
  ['no server', { source: { vmmServer: '' } }, 'source', 'vmmServer', 'required', 'Choose VMM server.'],
  [
    'a key that is no key file',
    { source: { keyFile: 'C:\\ASR\\DR-West.txt' } },
    'source',
    'keyFile',
    'key-file',
    'The file name must end in .VaultCredentials.',
  ],
  [
    'the key of another vault',
    { source: { keyFile: 'DR-East_Tue May 10 2016.VaultCredentials' } },
    'source',
    'keyFile',
    'key-vault',
    'This key belongs to vault DR-East. You are registering in DR-West.',
  ],
  [
    'a key of six days',
    { source: { keyGeneratedOn: '2016-05-04' } },
    'source',
    'keyGeneratedOn',
    'key-expired',
    'The registration key has expired. It is 6 days old and lasts 5.',
  ],
  [
    'a key of an unknown day',
    { source: { keyGeneratedOn: '10 May' } },
    'source',
    'keyGeneratedOn',
    'date-format',
    'Write a date like 2016-05-10.',
  ],
  ['no cloud chosen', { source: { sync: 'chosen', clouds: [] } }, 'source', 'clouds', 'required', 'Choose clouds.'],
  [
    'an HTTPS proxy',
    proxy({ address: 'https://proxy01' }),
    'source',
    'proxy.address',
    'proxy-https',
    "An HTTPS proxy isn't supported. Enter an HTTP proxy or connect directly.",
  ],
  ['a proxy with blanks', proxy({ address: 'proxy 01' }), 'source', 'proxy.address', 'proxy-address', 'Enter a host name or IP address.'],
  ['a broken address', proxy({ address: '10.0.0.300' }), 'source', 'proxy.address', 'proxy-address', 'Enter a host name or IP address.'],
  ['port 0', proxy({ port: 0 }), 'source', 'proxy.port', 'port-range', 'Enter a port from 1 to 65535.'],
  ['port 65536', proxy({ port: 65_536 }), 'source', 'proxy.port', 'port-range', 'Enter a port from 1 to 65535.'],
  ['no port', proxy({ port: null }), 'source', 'proxy.port', 'port-range', 'Enter a port from 1 to 65535.'],
  [
    'a bare user',
    proxy({ authenticate: true, userName: 'anna', password: { env: 'X' } }),
    'source',
    'proxy.userName',
    'user-format',
    'Write DOMAIN\\user.',
  ],
  ['no password', proxy({ authenticate: true, userName: 'LAB\\anna' }), 'source', 'proxy.password', 'required', 'Enter password.'],
  [
    'an account elsewhere',
    { target: { storageAccount: 'eaststore' } },
    'target',
    'storageAccount',
    'region-mismatch',
    "eaststore is in East US. Choose one in the vault's region, West Europe.",
  ],
  [
    'a network elsewhere',
    { target: { network: 'East-Net' } },
    'target',
    'network',
    'region-mismatch',
    "East-Net is in East US. Choose one in the vault's region, West Europe.",
  ],
  [
    'premium in 2016',
    { target: { storageAccount: 'premstore', logStorageAccount: 'weststore' } },
    'target',
    'storageAccount',
    'storage-premium',
    "Rules 2016 don't support premium. Choose a standard account.",
  ],
  [
    'premium without log account',
    { target: { storageAccount: 'premstore' } },
    'target',
    'logStorageAccount',
    'log-account',
    'Premium also needs a standard account for replication logs.',
  ],
  [
    'a bad account name',
    { target: { storageAccount: 'DR_Store', createStorageAccounts: [{ name: 'DR_Store', type: 'Standard_GRS', region: 'West Europe' }] } },
    'target',
    'createStorageAccounts.0.name',
    'storage-name',
    'Use 3 to 24 lower-case letters and digits.',
  ],
  [
    'an account that exists',
    { target: { createStorageAccounts: [{ name: 'weststore', type: 'Standard_LRS', region: 'West Europe' }] } },
    'target',
    'createStorageAccounts.0.name',
    'name-taken',
    'Storage account weststore exists already. Choose another name.',
  ],
  [
    'host bits in a range',
    newNetwork({ addressRange: '10.40.0.1/16' }),
    'target',
    'createNetworks.0.addressRange',
    'cidr-invalid',
    'Write a range like 10.20.0.0/16.',
  ],
  [
    'a subnet outside',
    newNetwork({ subnets: [{ name: 'a', range: '10.41.0.0/24' }] }),
    'target',
    'createNetworks.0.subnets.0.range',
    'subnet-outside',
    '10.41.0.0/24 is outside 10.40.0.0/16.',
  ],
  [
    'overlapping subnets',
    newNetwork({
      subnets: [
        { name: 'a', range: '10.40.0.0/23' },
        { name: 'b', range: '10.40.1.0/24' },
      ],
    }),
    'target',
    'createNetworks.0.subnets.1.range',
    'cidr-overlap',
    '10.40.1.0/24 overlaps 10.40.0.0/23.',
  ],
  [
    'an unknown target',
    { networkMapping: { mappings: [{ source: 'Prod-Web', target: 'x' }] } },
    'networkMapping',
    'mappings.0.target',
    'not-found',
    'There is no Azure network named x.',
  ],
  [
    'one source twice',
    {
      networkMapping: {
        mappings: [
          { source: 'Prod-Web', target: 'DR-Net' },
          { source: 'prod-web', target: 'DR-Net' },
        ],
      },
    },
    'networkMapping',
    'mappings.1.source',
    'mapping-twice',
    'prod-web is mapped twice.',
  ],
  ['no policy name', { replication: { policyName: ' ' } }, 'replication', 'policyName', 'required', 'Enter name.'],
  [
    '60 seconds',
    { replication: { copyFrequencySeconds: 60 } },
    'replication',
    'copyFrequencySeconds',
    'copy-frequency',
    'Choose 30 seconds, 5 minutes or 15 minutes.',
  ],
  [
    '30 seconds with premium',
    { replication: { copyFrequencySeconds: 30 }, target: { storageAccount: 'premstore' } },
    'replication',
    'copyFrequencySeconds',
    'copy-premium',
    "30 seconds can't be used with premium storage.",
  ],
  [
    'retention 0',
    { replication: { retentionHours: 0, appConsistentHours: 0 } },
    'replication',
    'retentionHours',
    'retention-range',
    'Enter 1 to 24 hours.',
  ],
  ['retention 25', { replication: { retentionHours: 25 } }, 'replication', 'retentionHours', 'retention-range', 'Enter 1 to 24 hours.'],
  [
    'app-consistent 13',
    { replication: { retentionHours: 24, appConsistentHours: 13 } },
    'replication',
    'appConsistentHours',
    'app-range',
    'Enter 1 to 12 hours, or Off.',
  ],
  [
    'app-consistent = retention',
    { replication: { retentionHours: 2, appConsistentHours: 2 } },
    'replication',
    'appConsistentHours',
    'app-retention',
    'Must be below the retention of 2 h.',
  ],
  [
    'a start next week',
    { replication: { initialReplicationStart: '25:00' } },
    'replication',
    'initialReplicationStart',
    'start-window',
    'Choose a start within 24 hours.',
  ],
  [
    'encryption without certificate',
    { replication: { encrypt: true } },
    'replication',
    'encrypt',
    'certificate-required',
    'Encryption needs the certificate of the Provider.',
  ],
  ['511 Kbps', throttle({ workKbps: 511 }), 'capacity', 'throttle.workKbps', 'throttle-range', 'Enter 512 Kbps to 102 Mbps.'],
  ['103 Mbps', throttle({ nonWorkKbps: 103 * 1024 }), 'capacity', 'throttle.nonWorkKbps', 'throttle-range', 'Enter 512 Kbps to 102 Mbps.'],
  [
    'end before start',
    throttle({ workStart: '18:00', workEnd: '09:00' }),
    'capacity',
    'throttle.workEnd',
    'hours-order',
    'End must be after start.',
  ],
  ['3 threads', { capacity: { uploadThreads: 3 } }, 'capacity', 'uploadThreads', 'threads-range', 'Enter 4 to 32.'],
  ['33 threads', { capacity: { downloadThreads: 33 } }, 'capacity', 'downloadThreads', 'threads-range', 'Enter 4 to 32.'],
  ['no link', { capacity: { linkMbps: null } }, 'capacity', 'linkMbps', 'number-range', 'Enter 0.1 to 100,000.'],
  ['no machine', { machines: { items: [] } }, 'machines', 'items', 'vm-none', 'Select at least one machine.'],
  ['an unknown machine', { machines: { items: [{ name: 'X' }] } }, 'machines', 'items.0.name', 'not-found', 'There is no machine named X.'],
  [
    'two of one name',
    { machines: { items: [{ name: 'TWIN' }] } },
    'machines',
    'items.0.host',
    'name-ambiguous',
    '2 machines are named TWIN.',
  ],
  [
    'a blocked machine',
    { machines: { items: [{ name: 'SQL01' }] } },
    'machines',
    'items.0.name',
    'DISK-SIZE',
    "SQL01 can't be selected. SQL01_D is 1.2 TiB; limit 1,023 GB (2016-05).",
  ],
  [
    'a machine of another cloud',
    { machines: { items: [{ name: 'SILVER1' }] } },
    'machines',
    'items.0.name',
    'CLOUD',
    "SILVER1 can't be selected. SILVER1 is in Silver, not in Gold.",
  ],
  [
    'an unknown OS',
    { machines: { items: [{ name: 'NOOS' }] } },
    'machines',
    'items.0.osFamily',
    'os-unknown',
    'Choose the OS and the OS disk.',
  ],
  [
    'a bad Azure name',
    item({ azureName: '-web' }),
    'machines',
    'items.0.azureName',
    'azure-vm-name',
    'Use 1 to 63 letters, digits, hyphens; begin and end with a letter or digit.',
  ],
  [
    '64 characters',
    item({ azureName: 'a'.repeat(64) }),
    'machines',
    'items.0.azureName',
    'azure-vm-name',
    'Use 1 to 63 letters, digits, hyphens; begin and end with a letter or digit.',
  ],
  [
    'a small size',
    { machines: { items: [{ name: 'BIG', size: 'Standard_D2' }] } },
    'machines',
    'items.0.size',
    'size-small',
    'Standard_D2 is too small: 4 cores needed, it has 2; 16.0 GiB needed, it has 7.',
  ],
  ['an address elsewhere', item({ ip: '10.20.2.5' }), 'machines', 'items.0.ip', 'ip-outside', "10.20.2.5 isn't in Web-10 (10.20.1.0/24)."],
  [
    'an address of Azure',
    item({ ip: '10.20.1.3' }),
    'machines',
    'items.0.ip',
    'ip-reserved',
    'Azure keeps 10.20.1.3. Use 10.20.1.4 to 10.20.1.254.',
  ],
  [
    'the last address',
    item({ ip: '10.20.1.255' }),
    'machines',
    'items.0.ip',
    'ip-reserved',
    'Azure keeps 10.20.1.255. Use 10.20.1.4 to 10.20.1.254.',
  ],
  [
    'one address twice',
    {
      machines: {
        items: [
          { name: 'WEB01', ip: '10.20.1.9' },
          { name: 'WEB02', ip: '10.20.1.9' },
        ],
      },
    },
    'machines',
    'items.1.ip',
    'ip-taken',
    '10.20.1.9 is used by WEB01.',
  ],
  ['no address', item({ ip: 'later' }), 'machines', 'items.0.ip', 'ip-invalid', 'Write an address like 10.20.1.14.'],
  [
    'the OS disk left out',
    item({ excludeDisks: ['WEB01_C'] }),
    'machines',
    'items.0.excludeDisks.0',
    'exclude-os',
    "The OS disk can't be left out.",
  ],
  [
    'one Azure name twice',
    {
      machines: {
        items: [
          { name: 'WEB01', azureName: 'web' },
          { name: 'WEB02', azureName: 'WEB' },
        ],
      },
    },
    'machines',
    'items.1.azureName',
    'name-taken',
    'Azure machine WEB exists already. Choose another name.',
  ],
  ['a plan without name', { recoveryPlan: { name: '' } }, 'review', 'recoveryPlan.name', 'required', 'Enter name.'],
]

describe('each fault', () => {
  it.each(cases)('%s', (_, changes, page, field, code, message) => {
    const found = errors(changes, page)
    expect(found).toContainEqual(expect.objectContaining({ page, field, code, message }))
  })

  it('is told with all others at once', () => {
    const found = errors({
      vault: { name: '' },
      ...proxy({ address: 'https://p', port: 0 }),
      target: { storageAccount: 'eaststore' },
      replication: { retentionHours: 2, appConsistentHours: 2 },
      capacity: { uploadThreads: 1 },
      machines: { items: [] },
    })
    expect(found.map((issue) => issue.code)).toEqual([
      'required',
      'proxy-https',
      'port-range',
      'region-mismatch',
      'app-retention',
      'threads-range',
      'vm-none',
    ])
  })
})

describe('what is allowed', () => {
  it.each([
    ['the smallest retention without snapshots', { replication: { retentionHours: 1, appConsistentHours: 0 } }],
    ['the largest policy', { replication: { retentionHours: 24, appConsistentHours: 12, copyFrequencySeconds: 900 } }],
    ['512 Kbps and 102 Mbps', throttle({ workKbps: 512, nonWorkKbps: 102 * 1024 })],
    [
      'the key of this vault, five days old',
      { source: { keyFile: 'C:\\ASR\\DR-West_Thu May 05 2016.VaultCredentials', keyGeneratedOn: '2016-05-05' } },
    ],
    ['4 and 32 threads', { capacity: { uploadThreads: 4, downloadThreads: 32 } }],
    ['port 65535, an address', proxy({ address: '10.0.0.9', port: 65_535 })],
    ['a proxy written as a URL of HTTP', proxy({ address: 'http://proxy01.lab.local' })],
    ['a Run As account that has its password', proxy({ authenticate: true, userName: 'LAB\\svc' })],
    [
      'the same planned account once more',
      { target: { createStorageAccounts: [{ name: 'weststore', type: 'Standard_GRS', region: 'westeurope' }] } },
    ],
    [
      'a host tells twins apart',
      {
        machines: {
          items: [
            { name: 'TWIN', host: 'HV01' },
            { name: 'TWIN', host: 'hv02' },
          ],
        },
      },
    ],
    [
      'first and last free address',
      {
        machines: {
          items: [
            { name: 'WEB01', ip: '10.20.1.4' },
            { name: 'WEB02', ip: '10.20.1.254' },
          ],
        },
      },
    ],
    ['OS and disk chosen', { machines: { items: [{ name: 'NOOS', osFamily: 'linux', osDisk: 'a' }] } }],
    ['a start at night', { replication: { initialReplicationStart: '22:00' } }],
  ])('%s', (_, changes) => {
    const withAccount = contextWith(machines, { proxyAccount: { userName: 'LAB\\svc', hasSecret: true } })
    expect(errors(changes, undefined, withAccount)).toEqual([])
  })

  it('premium, 1,023 Mbps and 100 machines a plan after 2016', () => {
    const later = contextWith(machines, { rulePack: '2020-01' })
    expect(
      errors(
        { target: { storageAccount: 'premstore', logStorageAccount: 'weststore' }, ...throttle({ workKbps: 1023 * 1024 }) },
        undefined,
        later,
      ),
    ).toEqual([])
  })
})

describe('cautions', () => {
  const warnings = (changes: Parameters<typeof answersWith>[0], in_ = context) =>
    checkSetup(answersWith(changes), in_).filter((issue) => issue.severity === 'warning')

  it.each([
    ['networks that are not mapped', { networkMapping: { mappings: [] } }, 'not-mapped'],
    ['a subnet without its twin', {}, 'subnet-fallback'],
    ['the planner later', { capacity: { plannerDone: 'later' } }, 'planner-later'],
    ['prerequisites nobody ticked', {}, 'prerequisite-open'],
    ['a password that is entered later', proxy({ authenticate: true, userName: 'LAB\\anna', passwordLater: true }), 'secret-missing'],
    [
      'a range that the site uses',
      newNetwork({ addressRange: '10.1.0.0/16', subnets: [{ name: 'a', range: '10.1.0.0/24' }] }),
      'cidr-overlap',
    ],
  ])('%s', (_, changes, code) => {
    expect(warnings(changes).map((issue) => issue.code)).toContain(code)
  })

  it('a plan that holds fewer machines than are selected', () => {
    const many = Array.from({ length: 51 }, (_, n) => machine(`VM${n}`, { id: 1000 + n }))
    const found = warnings({ machines: { items: many.map((each) => ({ name: each.name })) } }, contextWith(many))
    expect(found).toContainEqual(expect.objectContaining({ code: 'plan-size', message: 'At most 50 machines; 51 are selected.' }))
  })

  it('E3: adapters mapped to two networks, one of which must be chosen', () => {
    const two = machine('APP', {
      nics: [
        { id: 1, name: 'NIC 1', network: 'Prod-Web', subnet: 'Web-10', ipMode: 'dhcp', ip: null },
        { id: 2, name: 'NIC 2', network: 'Prod-DB', subnet: 'DB-20', ipMode: 'dhcp', ip: null },
      ],
    })
    const base = contextWith([two])
    const other = { ...base.networks[0]!, name: 'DR-Two' }
    const found = warnings(
      {
        networkMapping: {
          mappings: [
            { source: 'Prod-Web', target: 'DR-Net' },
            { source: 'Prod-DB', target: 'DR-Two' },
          ],
        },
        machines: { network: 'later', items: [{ name: 'APP', size: 'Standard_D2' }] },
      },
      { ...base, networks: [...base.networks, other] },
    )
    expect(found.map((issue) => issue.code)).toContain('nic-networks')
  })
})
