import { beforeAll, describe, expect, it } from 'vitest'
import type { Node, Parser } from 'web-tree-sitter'
import { lineKinds } from '../../../../main/domain/collector/fields.ts'
import type { ObjectRule } from '../../../../main/domain/collector/object-rule.ts'
import { collectorScript } from '../../../../main/domain/collector/script.ts'
import { faultsIn, powershellParser } from '../scripts/powershell-parser.ts'

let parser: Parser
beforeAll(async () => {
  parser = await powershellParser()
})

const words = (text: string): Set<string> => new Set(text.toLowerCase().trim().split(/\s+/))

/** Cmdlets that only read, of the fact base 13.1 to 13.4. */
const cmdlets = words(`Import-Module Get-SCVMMServer Get-SCCloud Get-SCVMHostGroup Get-SCVMHost Get-SCVMHostCluster Get-SCVirtualMachine
  Get-SCVirtualDiskDrive Get-SCVirtualNetworkAdapter Get-SCVMNetwork Get-SCLogicalNetwork Get-SCRunAsAccount
  Get-VM Get-ClusterGroup Get-VMHardDiskDrive Get-VHD Get-VMNetworkAdapter Get-VMFirmware Get-VMFibreChannelHba Get-Counter
  ConvertTo-Json ForEach-Object Write-Progress`)

/** Properties of the objects of VMM (13.2), by object. */
const vmm = words(`
  Name FullyQualifiedDomainName ProductVersion
  ID Description HostGroup LogicalNetworks
  Path
  OverallState OperatingSystem LogicalProcessorCount TotalMemory AvailableMemory CpuUtilization VMHostGroup HostCluster DiskVolumes
  Capacity FreeSpace IsClusterSharedVolume
  VMId BiosGuid Cloud HostName VMHost VirtualMachineState StatusString Generation CPUCount Memory DynamicMemoryEnabled DynamicMemoryMaximumMB
  CPUUtilization ComputerName Owner UserRole Location CreationTime TotalSize IsHighlyAvailable HasPassthroughDisk HasSharedStorage
  HasVirtualFibreChannelAdapters VMAddition VMCheckpoints SecureBootEnabled Tag
  OSType Architecture
  BusType Bus Lun VirtualHardDisk PassThroughDisk VolumeType
  VHDType VHDFormatType MaximumSize Size HostVolume
  MACAddress VMNetwork VMSubnet LogicalNetwork VLanEnabled VLanID IPv4AddressType IPv4Addresses
  SubnetVLans UserName Domain Enabled`)

/** Properties of the objects of the Hyper-V module and of clusters (13.3). */
const hyperV = words(`
  Name VMId State Status Generation ProcessorCount MemoryStartup MemoryMaximum DynamicMemoryEnabled IntegrationServicesVersion IsClustered Path
  ParentSnapshotName ReplicationMode
  ControllerType ControllerNumber ControllerLocation DiskNumber SupportPersistentReservations
  VhdFormat VhdType FileSize Size
  MacAddress IPAddresses SecureBoot GroupType`)

/** PowerShell and .NET themselves: errors, texts, lists, the file, samples of Get-Counter. */
const platform = words(`Exception Message Count Keys Values ContainsKey Trim TrimStart Split ToString ToUniversalTime ToLowerInvariant
  Floor Ceiling Max Round UtcNow GetFileName SessionState GetUnresolvedProviderPathFromPSPath
  Open CreateNew Write new NewLine WriteLine Dispose CounterSamples InstanceName CookedValue`)

const nodes = (text: string, types: readonly string[]): Node[] => {
  const tree = parser.parse(text)
  if (!tree) throw new Error('not parsed')
  return tree.rootNode.descendantsOfType([...types]).flatMap((node) => (node ? [node] : []))
}
const namesOf = (text: string, ...types: string[]): string[] => nodes(text, types).map((node) => node.text.toLowerCase())

describe('the collector script', () => {
  const text = collectorScript()

  it('is PowerShell, the same each time, in ASCII with the line ends of Windows', () => {
    expect(faultsIn(parser, text)).toEqual([])
    expect(collectorScript()).toBe(text)
    expect([...text].every((char) => char.charCodeAt(0) < 127)).toBe(true)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(text).toMatch(/^#requires -Version 5\.1\r\n<#/)
    expect(text).not.toMatch(/@schema@|@version@|undefined/)
  })

  it('uses only cmdlets of the fact base, and functions of its own', () => {
    const own = new Set(namesOf(text, 'function_name'))
    const used = namesOf(text, 'command_name').filter((name) => !name.startsWith('$') && !own.has(name))
    expect(used.length).toBeGreaterThan(20)
    expect([...new Set(used)].filter((name) => !cmdlets.has(name))).toEqual([])
    expect([...cmdlets].filter((name) => !used.includes(name))).toEqual([])
    // What it defines shadows no cmdlet of Windows that it relies on.
    expect([...own].filter((name) => cmdlets.has(name))).toEqual([])
  })

  it('uses only properties of the fact base, and members of PowerShell itself', () => {
    const used = [...new Set(namesOf(text, 'member_name'))]
    expect(used.length).toBeGreaterThan(60)
    expect(used.filter((name) => !vmm.has(name) && !hyperV.has(name) && !platform.has(name))).toEqual([])
    for (const [table, list] of Object.entries({ vmm, hyperV, platform }))
      expect(
        [...list].filter((name) => !used.includes(name)),
        `of ${table}, not used`,
      ).toEqual([])
  })

  it('a foreign cmdlet or member would be seen', () => {
    expect(namesOf('Remove-VM -Name $x.Secret', 'command_name')).toEqual(['remove-vm'])
    expect(namesOf('$x.Secret.Foo()', 'member_name')).toEqual(['secret', 'foo'])
  })

  it('asks for no password and reads none', () => {
    const code = text.replace(/<#[\s\S]*?#>/, '')
    expect(code).not.toMatch(/passw|credential|secret|securestring/i)
    expect(namesOf(text, 'command_parameter').filter((name) => /cred|pass|secur/.test(name))).toEqual([])
  })

  it('never writes but to its file', () => {
    const verbs = new Set(namesOf(text, 'command_name').map((name) => name.split('-')[0]))
    expect([...verbs].sort()).toEqual(['convertto', 'foreach', 'get', 'import', 'read', 'write'])
    expect(namesOf(text, 'redirection')).toEqual([])
    expect(text.match(/\[System\.IO\.File\]::\w+/g)).toEqual(['[System.IO.File]::Open'])
  })

  it('tells only kinds and fields that the importer knows', () => {
    const known = (rule: ObjectRule): string[] => [
      ...rule.fields.map(({ name }) => name),
      ...Object.keys(rule.names ?? {}),
      ...Object.entries(rule.parts ?? {}).flatMap(([name, part]) => [name, ...known(part)]),
    ]
    const fields = new Set([
      ...Object.values(lineKinds).flatMap(known),
      'kind',
      'schema',
      'version',
      'mode',
      'collectedAt',
      'server',
      'lines',
      'counts',
    ])
    const keys = nodes(text, ['hash_entry']).map((entry) => entry.text.split('=')[0]?.trim() ?? '')
    const told = keys.filter((key) => /^[a-z]/.test(key))
    expect(told.length).toBeGreaterThan(80)
    expect([...new Set(told)].filter((key) => !fields.has(key))).toEqual([])
    const kinds = [...text.matchAll(/kind = '(\w+)'/g)].map(([, kind]) => kind ?? '')
    expect([...new Set(kinds)].sort()).toEqual([...Object.keys(lineKinds), 'header', 'end'].sort())
  })
})
