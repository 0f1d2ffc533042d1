import { describe, expect, test } from 'vitest'
import { suggestAzureName } from '../../../../main/domain/readiness/azure-name.ts'
import { evaluateVm, verdictOf } from '../../../../main/domain/readiness/evaluate.ts'
import type { AdapterFacts, DiskFacts, VmFacts } from '../../../../main/domain/readiness/facts.ts'
import { knownRuleIds, loadPack, packIds } from '../../../../main/domain/readiness/packs.ts'
import { predicates } from '../../../../main/domain/readiness/predicates.ts'
import { showSize } from '../../../../main/domain/readiness/show-size.ts'
import type { Severity } from '../../../../preload/contract/common.ts'
import { rulePackIds } from '../../../../preload/contract/readiness.ts'

const pack = loadPack('2016-05')
const gb = 2 ** 30

const disk = (change: Partial<DiskFacts> = {}): DiskFacts => ({
  name: 'data.vhd',
  sizeBytes: 100 * gb,
  isOs: false,
  isShared: false,
  format: 'vhd',
  excluded: false,
  ...change,
})
const os = (change: Partial<DiskFacts> = {}) => disk({ name: 'os.vhd', isOs: true, sizeBytes: 60 * gb, ...change })
const nic = (change: Partial<AdapterFacts> = {}): AdapterFacts => ({
  name: 'NIC 1',
  network: 'Prod',
  ipMode: 'dhcp',
  isTeamed: false,
  inCloud: true,
  ...change,
})
const data = (count: number) => Array.from({ length: count }, (_, index) => disk({ name: `d${index}.vhd`, sizeBytes: gb }))

/** A machine that every rule passes. */
const vm = (change: Partial<VmFacts> = {}): VmFacts => {
  const name = change.name ?? 'SQL01'
  return {
    name,
    azureName: name,
    azureSize: null,
    host: 'HV01',
    hostOsName: 'Microsoft Windows Server 2012 R2 Datacenter',
    cluster: 'CLU1',
    clusterHasBroker: true,
    cloud: 'Gold',
    cloudTold: true,
    generation: 1,
    secureBoot: false,
    osName: 'Windows Server 2012 R2 Standard',
    osFamily: 'windows',
    osArchitecture: 'x64',
    cpuCount: 2,
    memoryBytes: 4 * gb,
    hasSharedStorage: false,
    hasFibreChannel: false,
    integrationServices: '6.3.9600.16384',
    checkpointCount: 0,
    disks: [os(), disk()],
    adapters: [nic()],
    ...change,
  }
}
const linux = (change: Partial<VmFacts> = {}) => vm({ osName: 'Ubuntu Linux 14.04 (64 bit)', osFamily: 'linux', ...change })
const nothing = { cpuCount: null, memoryBytes: null }

type Case = [rule: string, what: string, facts: VmFacts, severity: Severity | null]
const cases: Case[] = [
  ['VM-NAME-LEN', '1 character', vm({ name: 'a' }), null],
  ['VM-NAME-LEN', '63 characters', vm({ name: 'a'.repeat(63) }), null],
  ['VM-NAME-LEN', '64 characters', vm({ name: 'a'.repeat(64) }), 'blocker'],
  ['VM-NAME-LEN', 'empty Azure name', vm({ azureName: '' }), 'blocker'],
  ['VM-NAME-LEN', 'long name, short Azure name', vm({ name: 'a'.repeat(64), azureName: 'a' }), null],
  ['VM-NAME-CHARS', 'letters, digits, hyphen', vm({ name: 'Web-01' }), null],
  ['VM-NAME-CHARS', 'underscore', vm({ name: 'Web_01' }), 'blocker'],
  ['VM-NAME-CHARS', 'blank', vm({ name: 'Web 01' }), 'blocker'],
  ['VM-NAME-CHARS', 'bracket', vm({ name: 'Web[1]' }), 'blocker'],
  ['VM-NAME-CHARS', 'begins with a hyphen', vm({ name: '-web' }), 'blocker'],
  ['VM-NAME-CHARS', 'ends with a hyphen', vm({ name: 'web-' }), 'blocker'],
  ['VM-NAME-CHARS', 'beyond ASCII', vm({ name: 'Büro' }), 'blocker'],
  ['VM-NAME-CHARS', 'changed for Azure', vm({ name: 'Büro', azureName: 'Buero' }), null],
  ['GUEST-OS', '2012 R2', vm(), null],
  ['GUEST-OS', '2012', vm({ osName: 'Windows Server 2012 Datacenter' }), null],
  ['GUEST-OS', '2008 R2', vm({ osName: '64-bit edition of Windows Server 2008 R2 Enterprise' }), null],
  ['GUEST-OS', '2008', vm({ osName: '64-bit edition of Windows Server 2008 Standard' }), 'warning'],
  ['GUEST-OS', '2003', vm({ osName: 'Windows Server 2003 Standard x64 Edition' }), 'blocker'],
  ['GUEST-OS', 'Windows 8.1', vm({ osName: 'Windows 8.1' }), 'blocker'],
  ['GUEST-OS', 'Ubuntu', linux(), null],
  ['GUEST-OS', 'Red Hat', linux({ osName: 'Red Hat Enterprise Linux 7 (64 bit)' }), null],
  ['GUEST-OS', 'SUSE', linux({ osName: 'Suse Linux Enterprise Server 11 (64 bit)' }), null],
  ['GUEST-OS', 'other Linux', linux({ osName: 'Other Linux (64 bit)' }), 'unknown'],
  ['GUEST-OS', 'Unknown, as VMM prints it', vm({ osName: 'Unknown', osFamily: null }), 'unknown'],
  ['GUEST-OS', 'not told', vm({ osName: null, osFamily: null }), 'unknown'],
  ['GUEST-ARCH', '64-bit', vm(), null],
  ['GUEST-ARCH', '32-bit told', vm({ osArchitecture: 'x86' }), 'blocker'],
  ['GUEST-ARCH', '32-bit in the name', linux({ osName: 'CentOS Linux 6 (32 bit)', osArchitecture: null }), 'blocker'],
  ['GUEST-ARCH', '64-bit in the name', linux({ osArchitecture: null }), null],
  ['GUEST-ARCH', 'x86-64 in the name', linux({ osName: 'Debian x86-64', osArchitecture: null }), null],
  ['GUEST-ARCH', 'not told', vm({ osName: null, osArchitecture: null }), null],
  ['HOST-OS', '2012 R2', vm({ hostOsName: 'Microsoft Hyper-V Server 2012 R2' }), null],
  ['HOST-OS', '2016', vm({ hostOsName: 'Windows Server 2016 Datacenter' }), null],
  ['HOST-OS', '2012', vm({ hostOsName: 'Windows Server 2012 Datacenter' }), 'blocker'],
  ['HOST-OS', '2008 R2', vm({ hostOsName: 'Windows Server 2008 R2 Enterprise' }), 'blocker'],
  ['HOST-OS', 'not told', vm({ hostOsName: null }), null],
  ['OSDISK-KNOWN', 'told', vm(), null],
  ['OSDISK-KNOWN', 'the only disk', vm({ disks: [os({ isOs: null })] }), null],
  ['OSDISK-KNOWN', 'two disks, neither told', vm({ disks: [os({ isOs: null }), disk({ isOs: null })] }), 'unknown'],
  ['OSDISK-KNOWN', 'no disks', vm({ disks: [] }), 'unknown'],
  ['OSDISK-KNOWN', 'system not told', vm({ osFamily: null, osName: null }), 'unknown'],
  ['OSDISK-KNOWN', 'type follows from the name', vm({ osFamily: null }), null],
  ['OSDISK-COUNT', 'one', vm(), null],
  ['OSDISK-COUNT', 'two', vm({ disks: [os(), os({ name: 'os2.vhd' })] }), 'blocker'],
  ['OSDISK-COUNT', 'none', vm({ disks: [disk(), disk()] }), 'blocker'],
  ['OSDISK-COUNT', 'not told', vm({ disks: [disk({ isOs: null }), disk({ isOs: null })] }), null],
  ['OSDISK-SIZE-G1', '1,023 GB', vm({ disks: [os({ sizeBytes: 1023 * gb })] }), null],
  ['OSDISK-SIZE-G1', '1,023 GB and a byte', vm({ disks: [os({ sizeBytes: 1023 * gb + 1 })] }), 'blocker'],
  ['OSDISK-SIZE-G1', 'generation not told', vm({ generation: null, disks: [os({ sizeBytes: 1024 * gb })] }), 'blocker'],
  ['OSDISK-SIZE-G1', 'size not told', vm({ disks: [os({ sizeBytes: null })] }), 'unknown'],
  ['OSDISK-SIZE-G1', 'left out', vm({ disks: [os(), disk({ isOs: true, sizeBytes: 2000 * gb, excluded: true })] }), null],
  ['OSDISK-SIZE-G1', 'generation 2', vm({ generation: 2, disks: [os({ sizeBytes: 1024 * gb })] }), null],
  ['OSDISK-SIZE-G2', 'a byte below 300 GB', vm({ generation: 2, disks: [os({ sizeBytes: 300 * gb - 1 })] }), null],
  ['OSDISK-SIZE-G2', '300 GB', vm({ generation: 2, disks: [os({ sizeBytes: 300 * gb })] }), 'blocker'],
  ['OSDISK-SIZE-G2', 'generation not told, 299 GB', vm({ generation: null, disks: [os({ sizeBytes: 299 * gb })] }), null],
  ['OSDISK-SIZE-G2', 'generation not told, 300 GB', vm({ generation: null, disks: [os({ sizeBytes: 300 * gb })] }), 'unknown'],
  ['OSDISK-SIZE-G2', 'generation 1', vm({ disks: [os({ sizeBytes: 300 * gb })] }), null],
  ['DATADISK-COUNT', '16', vm({ ...nothing, disks: [os(), ...data(16)] }), null],
  ['DATADISK-COUNT', '17', vm({ ...nothing, disks: [os(), ...data(17)] }), 'warning'],
  ['DATADISK-COUNT', '64', vm({ ...nothing, disks: [os(), ...data(64)] }), 'warning'],
  ['DATADISK-COUNT', '65: no size takes them', vm({ ...nothing, disks: [os(), ...data(65)] }), 'blocker'],
  ['DATADISK-COUNT', '4 on a chosen size of 4', vm({ azureSize: 'Standard_D2', disks: [os(), ...data(4)] }), null],
  ['DATADISK-COUNT', '5 on a chosen size of 4', vm({ azureSize: 'Standard_D2', disks: [os(), ...data(5)] }), 'blocker'],
  ['DATADISK-SIZE', '1,023 GB', vm({ disks: [os(), disk({ sizeBytes: 1023 * gb })] }), null],
  ['DATADISK-SIZE', '1,023 GB and a byte', vm({ disks: [os(), disk({ sizeBytes: 1023 * gb + 1 })] }), 'blocker'],
  ['DATADISK-SIZE', 'size not told', vm({ disks: [os(), disk({ sizeBytes: null })] }), 'unknown'],
  [
    'DATADISK-SIZE',
    'too large, OS disk not told',
    vm({ disks: [disk({ isOs: null }), disk({ isOs: null, sizeBytes: 2000 * gb })] }),
    'blocker',
  ],
  ['DATADISK-SIZE', 'left out', vm({ disks: [os(), disk({ sizeBytes: 2000 * gb, excluded: true })] }), null],
  ['TOTAL-DISKS', '64', vm({ ...nothing, disks: [os(), ...data(63)] }), null],
  ['TOTAL-DISKS', '65', vm({ ...nothing, disks: [os(), ...data(64)] }), 'blocker'],
  ['DISK-FORMAT', 'VHD', vm(), null],
  ['DISK-FORMAT', 'VHDX', vm({ disks: [os({ format: 'vhdx' })] }), 'info'],
  ['DISK-SHARED', 'none', vm(), null],
  ['DISK-SHARED', 'a shared disk', vm({ disks: [os(), disk({ isShared: true })] }), 'blocker'],
  ['DISK-SHARED', 'shared storage', vm({ hasSharedStorage: true }), 'blocker'],
  ['DISK-SHARED', 'not told', vm({ hasSharedStorage: null, disks: [os({ isShared: null })] }), null],
  ['DISK-FC', 'none', vm(), null],
  ['DISK-FC', 'virtual Fibre Channel', vm({ hasFibreChannel: true }), 'blocker'],
  ['DISK-FC', 'not told', vm({ hasFibreChannel: null }), null],
  ['VM-GEN2-WIN', 'generation 1', vm(), null],
  ['VM-GEN2-WIN', 'generation 2', vm({ generation: 2 }), 'warning'],
  ['VM-GEN2-WIN', 'Linux', linux({ generation: 2 }), null],
  ['VM-GEN2-LINUX', 'generation 1', linux(), null],
  ['VM-GEN2-LINUX', 'generation 2', linux({ generation: 2 }), 'blocker'],
  ['VM-GEN2-LINUX', 'generation not told', linux({ generation: null }), 'unknown'],
  ['VM-GEN2-LINUX', 'Windows', vm({ generation: 2 }), null],
  ['SECUREBOOT', 'off', vm({ generation: 2 }), null],
  ['SECUREBOOT', 'on', vm({ generation: 2, secureBoot: true }), 'warning'],
  ['NIC-MULTI', '8', vm({ ...nothing, adapters: Array.from({ length: 8 }, () => nic()) }), null],
  ['NIC-MULTI', '9', vm({ ...nothing, adapters: Array.from({ length: 9 }, () => nic()) }), 'warning'],
  ['NIC-MULTI', '2 on a chosen size of 1', vm({ azureSize: 'Standard_A2', adapters: [nic(), nic()] }), 'warning'],
  ['NIC-TEAM-GUEST', 'none', vm(), null],
  ['NIC-TEAM-GUEST', 'two teamed', vm({ adapters: [nic({ isTeamed: true }), nic({ isTeamed: true })] }), 'warning'],
  ['NIC-TEAM-GUEST', 'not told', vm({ adapters: [nic({ isTeamed: null })] }), null],
  ['IP-STATIC-LINUX', 'DHCP', linux(), null],
  ['IP-STATIC-LINUX', 'static', linux({ adapters: [nic(), nic({ name: 'NIC 2', ipMode: 'static' })] }), 'blocker'],
  ['IP-STATIC-LINUX', 'not told', linux({ adapters: [nic({ ipMode: null })] }), 'unknown'],
  ['IP-STATIC-LINUX', 'static with Windows', vm({ adapters: [nic({ ipMode: 'static' })] }), null],
  ['CLUSTER-BROKER', 'broker', vm(), null],
  ['CLUSTER-BROKER', 'no broker', vm({ clusterHasBroker: false }), 'blocker'],
  ['CLUSTER-BROKER', 'not told', vm({ clusterHasBroker: null }), null],
  ['CLUSTER-BROKER', 'no cluster', vm({ cluster: null, clusterHasBroker: null }), null],
  ['INTEGRATION-SVC', 'a version', vm(), null],
  ['INTEGRATION-SVC', 'not detected', vm({ integrationServices: 'Not Detected' }), 'warning'],
  ['INTEGRATION-SVC', 'not told', vm({ integrationServices: null }), null],
  ['CLOUD-NET', 'on a network of the cloud', vm(), null],
  ['CLOUD-NET', 'link not told', vm({ adapters: [nic({ inCloud: null })] }), null],
  ['CLOUD-NET', 'network of another cloud', vm({ adapters: [nic({ inCloud: false })] }), 'warning'],
  ['CLOUD-NET', 'not connected', vm({ adapters: [nic({ network: null, inCloud: null })] }), 'warning'],
  ['CLOUD-NET', 'in no cloud', vm({ cloud: null }), 'blocker'],
  ['CLOUD-NET', 'cloud not told', vm({ cloud: null, cloudTold: false }), 'unknown'],
]

describe('rules of 2016-05', () => {
  test.each(cases)('%s: %s', (rule, _what, facts, severity) => {
    const found = evaluateVm(pack, facts).filter((finding) => finding.rule === rule)
    expect(found.map((finding) => finding.severity)).toEqual(severity === null ? [] : [severity])
    for (const finding of found) {
      expect(finding.message).not.toMatch(/[{}]|undefined|null/)
      expect(finding.remedy).not.toMatch(/[{}]|undefined|null/)
      expect(finding.source).toMatch(/2016/)
    }
  })

  test('each rule has a case that speaks and one that is silent', () => {
    for (const { id } of pack.rules) {
      const outcomes = cases.filter(([rule]) => rule === id).map(([, , , severity]) => severity !== null)
      expect([id, new Set(outcomes).size]).toEqual([id, 2])
    }
  })

  test('a machine that meets every rule is ready without a finding', () => {
    expect(evaluateVm(pack, vm())).toEqual([])
  })

  test('a finding names object, figure, printed limit, remedy and source', () => {
    const [finding] = evaluateVm(pack, vm({ disks: [os(), disk({ name: 'SQL01_D.vhdx', sizeBytes: 1.2 * 2 ** 40 })] }))
    expect(finding).toEqual({
      rule: 'DATADISK-SIZE',
      severity: 'blocker',
      value: '1.2 TiB',
      limit: '1,023 GB',
      message: 'SQL01_D.vhdx is 1.2 TiB; the limit is 1,023 GB. The prerequisites check fails.',
      remedy: 'Split the disk.',
      source: 'Site Recovery best practices, March 2016; Replicate Hyper-V virtual machines in VMM clouds to Azure, May 2016',
    })
  })
})

const later = loadPack('2020-01')
/** What the matrix of 2020 says otherwise than 2016, at the limits. */
const cases2020: Case[] = [
  ['VM-NAME-PROFILER', 'brackets', vm({ name: 'Web[1]', azureName: 'Web1' }), 'warning'],
  ['VM-NAME-PROFILER', 'plain', vm(), null],
  ['GUEST-OS', '2008, 32-bit', vm({ osName: 'Windows Server 2008 Standard 32-Bit', osArchitecture: 'x86' }), null],
  ['GUEST-OS', '2016', vm({ osName: 'Windows Server 2016 Datacenter' }), null],
  ['GUEST-OS', 'Nano', vm({ osName: 'Windows Server 2016 Nano' }), 'blocker'],
  ['GUEST-OS', 'not named by the matrix', vm({ osName: 'Windows 10 Enterprise' }), 'unknown'],
  ['GUEST-ARCH', '32-bit 2008', vm({ osName: 'Windows Server 2008 Standard 32-Bit', osArchitecture: 'x86' }), null],
  ['GUEST-ARCH', '32-bit other', linux({ osArchitecture: 'x86' }), 'blocker'],
  ['HOST-OS', '2019', vm({ hostOsName: 'Microsoft Windows Server 2019 Datacenter' }), null],
  ['HOST-OS', '2012', vm({ hostOsName: 'Microsoft Windows Server 2012 Datacenter' }), 'blocker'],
  ['HOST-OS', '2022', vm({ hostOsName: 'Microsoft Windows Server 2022 Datacenter' }), 'blocker'],
  ['OSDISK-SIZE-G1', '2,048 GB', vm({ disks: [os({ sizeBytes: 2048 * gb })] }), null],
  ['OSDISK-SIZE-G1', 'a byte more', vm({ disks: [os({ sizeBytes: 2048 * gb + 1 })] }), 'blocker'],
  ['OSDISK-SIZE-G2', '300 GB', vm({ generation: 2, disks: [os({ sizeBytes: 300 * gb })] }), null],
  ['OSDISK-SIZE-G2', 'a byte more', vm({ generation: 2, disks: [os({ sizeBytes: 300 * gb + 1 })] }), 'blocker'],
  ['OSDISK-SIZE-G2', 'generation not told', vm({ generation: null, disks: [os({ sizeBytes: 400 * gb })] }), 'unknown'],
  ['DATADISK-SIZE', '4,095 GB', vm({ disks: [os(), disk({ sizeBytes: 4095 * gb })] }), null],
  ['DATADISK-SIZE', 'a byte more', vm({ disks: [os(), disk({ sizeBytes: 4095 * gb + 1 })] }), 'blocker'],
  ['VM-GEN2-WIN', '2012 R2', vm({ generation: 2 }), 'warning'],
  ['VM-GEN2-WIN', 'older than 2012', vm({ generation: 2, osName: 'Windows Server 2008 R2 Standard' }), 'blocker'],
  ['VM-CHECKPOINT', 'two', vm({ checkpointCount: 2 }), 'warning'],
  ['VM-CHECKPOINT', 'none', vm(), null],
  ['VM-CHECKPOINT', 'not told', vm({ checkpointCount: null }), null],
]

describe('rules of 2020-01', () => {
  test.each(cases2020)('%s: %s', (rule, _what, facts, severity) => {
    const found = evaluateVm(later, facts).filter((finding) => finding.rule === rule)
    expect(found.map((finding) => finding.severity)).toEqual(severity === null ? [] : [severity])
  })

  test('no text keeps a place unfilled, whatever the machine', () => {
    for (const [, , facts] of [...cases, ...cases2020])
      for (const finding of evaluateVm(later, facts)) {
        expect(finding.message).not.toMatch(/[{}]|undefined|null/)
        expect(finding.remedy).not.toMatch(/[{}]|undefined|null/)
      }
  })

  test('a machine that meets every rule is ready without a finding', () => {
    expect(evaluateVm(later, vm())).toEqual([])
  })

  test('what 2016 refuses and 2020 takes, and the other way about', () => {
    const large = vm({ disks: [os(), disk({ sizeBytes: 2000 * gb })] })
    expect([verdictOf(evaluateVm(pack, large)), verdictOf(evaluateVm(later, large))]).toEqual(['not-ready', 'ready'])
    const snapped = vm({ checkpointCount: 1 })
    expect([verdictOf(evaluateVm(pack, snapped)), verdictOf(evaluateVm(later, snapped))]).toEqual(['ready', 'warnings'])
  })
})

describe("the limits are the file's", () => {
  test('another limit in the pack is another verdict', () => {
    const larger = {
      ...pack,
      rules: pack.rules.map((rule) => (rule.id === 'DATADISK-SIZE' ? { ...rule, parameters: { maximumGb: 4095 } } : rule)),
    }
    const machine = vm({ disks: [os(), disk({ sizeBytes: 2000 * gb })] })
    expect(verdictOf(evaluateVm(pack, machine))).toBe('not-ready')
    expect(verdictOf(evaluateVm(larger, machine))).toBe('ready')
  })

  test.each(packIds)(
    'pack %s is whole: predicates, sources and texts exist, ids are unique, every rule of the fact base is placed',
    (id) => {
      const pack = loadPack(id)
      expect(new Set(pack.rules.map((rule) => rule.id)).size).toBe(pack.rules.length)
      for (const rule of pack.rules) {
        expect(predicates).toHaveProperty(rule.predicate)
        expect(pack.sources).toHaveProperty(rule.source)
        if (rule.whenUnknown === 'unknown') expect(rule.unknownMessage && rule.unknownRemedy).toBeTruthy()
      }
      for (const dispute of pack.disputes) expect(dispute.sides.length > 0 && dispute.takes && dispute.why).toBeTruthy()
      expect(pack.disputes.map((dispute) => dispute.id)).toEqual(expect.arrayContaining(['U2', 'U7', 'U10']))
      const placed = [...pack.rules, ...pack.notChecked].map((one) => one.id).concat(pack.notYetRules)
      expect(new Set(placed).size).toBe(46)
      expect(knownRuleIds).toEqual(expect.arrayContaining(pack.rules.map((rule) => rule.id)))
      expect(pack.rules.length + pack.notChecked.length + pack.notYetRules.length).toBe(46)
    },
  )

  test('the contract offers the packs that there are', () => {
    expect(packIds).toEqual([...rulePackIds])
  })

  test('an unknown pack is refused with the packs there are', () => {
    expect(() => loadPack('1999-01')).toThrowError(
      expect.objectContaining({ code: 'rules-unknown', remedy: 'Use one of 2016-05, 2020-01.' }),
    )
  })
})

test.each<[Severity[], string]>([
  [[], 'ready'],
  [['info'], 'ready'],
  [['warning', 'info'], 'warnings'],
  [['warning', 'unknown'], 'unknown'],
  [['unknown', 'warning', 'blocker'], 'not-ready'],
])('%j is %s', (severities, verdict) => expect(verdictOf(severities.map((severity) => ({ severity })))).toBe(verdict))

test.each([
  ['SQL 01 (old)', 'SQL-01-old'],
  ['Büro', 'Buro'],
  ['--a--', 'a'],
  ['東京', 'vm'],
  ['a'.repeat(70), 'a'.repeat(63)],
  [`${'a'.repeat(62)}-b`, 'a'.repeat(62)],
])('suggests for %s', (name, suggestion) => expect(suggestAzureName(name)).toBe(suggestion))

test.each([
  [1023 * gb, '1,023.0 GiB'],
  [1023 * gb + 1, '1,023.1 GiB'],
  [1024 * gb, '1.0 TiB'],
  [512, '512 B'],
])('%d bytes show as %s', (bytes, text) => expect(showSize(bytes)).toBe(text))
