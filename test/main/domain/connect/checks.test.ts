import { describe, expect, test } from 'vitest'
import {
  type AzureFacts,
  checkAppears,
  checkDirectory,
  checkIsolated,
  checkNetwork,
  checkRunning,
  checkSize,
  isDirectory,
} from '../../../../main/domain/connect/checks.ts'
import { isInAzure, stepSpecs, stepsOf } from '../../../../main/domain/connect/steps.ts'
import { connectListIds } from '../../../../preload/contract/connect.ts'

const azure: AzureFacts = {
  name: 'WEB01-test',
  size: 'Standard_A2',
  wantedSize: 'Standard_A2',
  state: 'running',
  test: true,
  network: 'Test-Net',
  wantedNetwork: 'DR-Net',
  isolated: true,
  adapters: 1,
  unplaced: 0,
}
const real: AzureFacts = { ...azure, name: 'WEB01', test: false, network: 'DR-Net', isolated: false }
const a2 = { vcpu: 2, memGib: 3.5, maxDataDisks: 4, maxNics: 1 }
const source = { cores: 2, memoryBytes: 3 * 2 ** 30, dataDisks: 1, adapters: 1 }

describe('what the lab knows of a machine in Azure (S71)', () => {
  test.each<[string, { holds: boolean; finding: string }, boolean, RegExp]>([
    ['it is there', checkAppears(azure), true, /WEB01-test is there/],
    ['it is not there', checkAppears(null), false, /no machine of it in Azure/],
    ['size as chosen', checkSize(azure, source, a2), true, /2 cores, 3.5 GiB of memory, 1 adapter/],
    ['another size', checkSize({ ...azure, size: 'Standard_A1' }, source, a2), false, /Standard_A2 is chosen/],
    ['a size that is not in the catalogue', checkSize(azure, source, undefined), true, /as chosen/],
    ['too few cores', checkSize(azure, { ...source, cores: 4 }, a2), false, /2 of 4 cores/],
    ['too little memory', checkSize(azure, { ...source, memoryBytes: 2 ** 33 }, a2), false, /3.5 of 8 GiB/],
    ['too many data disks', checkSize(azure, { ...source, dataDisks: 5 }, a2), false, /4 of 5 data disks/],
    ['an adapter that was left out', checkSize(azure, { ...source, adapters: 2 }, a2), false, /1 of 2 adapters/],
    ['what the import does not tell asks nothing', checkSize(azure, { ...source, cores: null, memoryBytes: null }, a2), true, /as chosen/],
    ['a test in an isolated network', checkNetwork(azure), true, /isolated/],
    ['a test in production', checkNetwork({ ...azure, network: 'DR-Net', isolated: false }), false, /production network/],
    ['no network', checkNetwork({ ...azure, network: null }), false, /nobody reaches it/],
    ['a subnet that is full', checkNetwork({ ...azure, unplaced: 1 }), false, /no address left for 1 adapter/],
    ['a failover in its network', checkNetwork(real), true, /DR-Net, as chosen/],
    ['a failover elsewhere', checkNetwork({ ...real, network: 'Other' }), false, /DR-Net is chosen/],
    ['running', checkRunning(azure), true, /is running/],
    ['stopped', checkRunning({ ...real, state: 'stopped' }), false, /shut down/],
    ['nothing there', checkRunning(null), false, /no machine/],
    ['an isolated network', checkIsolated(['Test-Net']), true, /Test-Net is isolated/],
    ['two isolated networks', checkIsolated(['A', 'B']), true, /A, B are isolated/],
    ['none', checkIsolated([]), false, /production/],
    ['a domain controller', checkDirectory(['DC01']), true, /DC01 looks like one/],
    ['no domain controller', checkDirectory([]), false, /No replicated machine/],
  ])('%s', (_, check, holds, finding) => {
    expect(check.holds).toBe(holds)
    expect(check.finding).toMatch(finding)
  })

  test.each([
    ['DC01', true],
    ['srv-dns2', true],
    ['ADDS', true],
    ['WEB01', false],
    ['DCIM', false],
    ['LOADS', false],
  ])('%s is a directory: %s', (name, is) => expect(isDirectory(name, null)).toBe(is))
  test('a description tells as well', () => expect(isDirectory('SRV7', null, 'Domain controller')).toBe(true))
})

describe('lines', () => {
  test.each(['windows', 'linux'] as const)('%s: each list has lines, each id once, each with its reason', (os) => {
    for (const list of connectListIds) {
      const steps = stepsOf(list, os)
      expect(steps.length).toBeGreaterThan(0)
      expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length)
      for (const step of steps) expect(step.text && step.reason).toBeTruthy()
    }
  })
  test('S67 and S68: seven lines before and three after for Windows, two and three for Linux', () => {
    const counts = (os: 'windows' | 'linux') => (['before', 'after'] as const).map((list) => stepsOf(list, os).length)
    expect(counts('windows')).toEqual([7, 3])
    expect(counts('linux')).toEqual([2, 3])
    expect(stepsOf('verify', 'linux').map(({ automatic }) => automatic === true)).toEqual([true, true, true, true, false, false])
  })
  test('evidence belongs to the source or to the machine in Azure, never to both', () => {
    for (const step of stepSpecs) expect(isInAzure(step)).toBe(step.lists.some((list) => list === 'after' || list === 'verify'))
  })
})
