/** Help and parameters, as Get-Help shows them. */
export const scriptHead = String.raw`#requires -Version 5.1
<#
.SYNOPSIS
Collects the inventory of a VMM server, or of Hyper-V hosts, into one file for Offsite Console.

.DESCRIPTION
Reads only: it changes nothing on any server, and no password is read or written.
The file holds one JSON object a line, in UTF-8. An object that can't be read becomes a line of the kind "error", and the
collector goes on. The last line counts the lines before it: a file without it was cut off.
In the console, choose Import inventory and take the file.

.PARAMETER Mode
VMM asks a VMM server; run it where the VMM console is installed, with a role that may read everything.
HyperV asks Hyper-V hosts; run it where the Hyper-V module is installed, as an administrator of the hosts.

.PARAMETER OutFile
The file to write. It must not exist yet.

.PARAMETER VMMServer
Mode VMM: the VMM server.

.PARAMETER ComputerName
Mode HyperV: the hosts. For a cluster, name all of its nodes.

.PARAMETER Cluster
Mode HyperV: the failover cluster that the hosts are nodes of.

.PARAMETER ChurnHours
Mode HyperV: how many hours to sample what the disks write, before the machines are read. 0 samples nothing.

.PARAMETER ChurnIntervalSeconds
Mode HyperV: seconds that one sample covers.

.EXAMPLE
.\offsite-collector.ps1 -VMMServer VMM01

.EXAMPLE
.\offsite-collector.ps1 -Mode HyperV -ComputerName HV01, HV02 -Cluster CLU1 -ChurnHours 24
#>
[CmdletBinding()]
param(
  [ValidateSet('VMM', 'HyperV')] [string] $Mode = 'VMM',
  [string] $OutFile = 'offsite-inventory.jsonl',
  [string] $VMMServer = 'localhost',
  [string[]] $ComputerName = @($env:COMPUTERNAME),
  [string] $Cluster = '',
  [ValidateRange(0, 744)] [double] $ChurnHours = 0,
  [ValidateRange(1, 3600)] [int] $ChurnIntervalSeconds = 300
)

# No strict mode: a property that an older version does not have is not told, which is no error.
$ErrorActionPreference = 'Stop'
$activity = 'Offsite collector'
$script:lines = 0
$script:errors = 0
$script:counts = @{}
`

/** Writing lines, and values as a line holds them: null when something is not told. */
export const scriptFunctions = `
function Write-Line($Line) {
  $script:writer.WriteLine((ConvertTo-Json -InputObject $Line -Compress -Depth 4))
  $script:lines++
  $kind = $Line['kind']
  if ($kind -ne 'header') { $script:counts[$kind] = 1 + [int]$script:counts[$kind] }
}

function Write-Failure([string] $Object, [string] $Name, [string] $Message) {
  $script:errors++
  Write-Line ([ordered]@{ kind = 'error'; object = $Object; name = $Name; message = $Message })
}

# One line for each object of a source; one that fails does not stop the others.
function Write-Each([string] $Kind, [string] $What, [scriptblock] $Source, [scriptblock] $Convert) {
  Write-Progress -Activity $activity -Status $What
  try { $all = @(& $Source) }
  catch { Write-Failure $Kind '' $_.Exception.Message; return }
  $done = 0
  foreach ($one in $all) {
    $done++
    if ($done % 10 -eq 1) {
      $percent = [Math]::Floor(100 * $done / $all.Count)
      Write-Progress -Activity $activity -Status ($What + ': ' + $done + ' of ' + $all.Count) -PercentComplete $percent
    }
    try { Write-Line (& $Convert $one) }
    catch { Write-Failure $Kind (Get-Name $one) $_.Exception.Message }
  }
}

function Get-Text($Value) {
  if ($null -eq $Value) { return $null }
  $text = ([string]$Value).Trim()
  if ($text -eq '') { return $null }
  return $text
}

function Get-Name($Value) {
  if ($null -eq $Value) { return $null }
  if ($Value -isnot [string] -and $null -ne $Value.Name) { return Get-Text $Value.Name }
  return Get-Text $Value
}

function Get-Whole($Value) {
  if ($null -eq $Value) { return $null }
  return [long]$Value
}

# Bytes of a size in some unit; 0 stands for a size that is not set.
function Get-Size($Value, [long] $Unit) {
  if ($null -eq $Value -or $Value -eq 0) { return $null }
  return [long]$Value * $Unit
}
`

/** Opens the file, runs a mode, ends the file. */
export const scriptMain = `
$path = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($OutFile)
if ($Mode -eq 'VMM') {
  Import-Module virtualmachinemanager
  $vmm = Get-SCVMMServer -ComputerName $VMMServer
  $server = Get-Text $vmm.FullyQualifiedDomainName
  if ($null -eq $server) { $server = Get-Name $vmm }
}
else {
  Import-Module Hyper-V
  $server = $env:COMPUTERNAME
}

$stream = [System.IO.File]::Open($path, [System.IO.FileMode]::CreateNew, [System.IO.FileAccess]::Write)
$script:writer = [System.IO.StreamWriter]::new($stream, [System.Text.UTF8Encoding]::new($false))
$script:writer.NewLine = [string][char]10
try {
  Write-Line ([ordered]@{
    kind = 'header'
    schema = '@schema@'
    version = @version@
    mode = @{ VMM = 'vmm'; HyperV = 'hyper-v' }[$Mode]
    collectedAt = [DateTime]::UtcNow.ToString('o')
    server = $server
  })
  if ($Mode -eq 'VMM') { Write-VmmInventory $vmm }
  else { Write-HyperVInventory }
  $script:writer.WriteLine((ConvertTo-Json -InputObject ([ordered]@{ kind = 'end'; lines = $script:lines; counts = $script:counts }) -Compress))
}
finally {
  $script:writer.Dispose()
  Write-Progress -Activity $activity -Completed
}
'Wrote ' + $path + ': ' + $script:lines + ' lines, ' + $script:errors + ' errors.'
`
