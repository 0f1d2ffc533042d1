import { t } from '../../../preload/contract/words.ts'
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
export const scriptFunctions = t(
  "\nfunction Write-Line($Line) {\n  $script:writer.WriteLine((ConvertTo-Json -InputObject $Line -Compress -Depth 4))\n  $script:lines++\n  $kind = $Line['kind']\n  if ($kind -ne 'header') { $script:counts[$kind] = 1 + [int]$script:counts[$kind] }\n}\n\nfunction Write-Failure([string] $Object, [string] $Name, [string] $Message) {\n  $script:errors++\n  Write-Line ([ordered]@{ kind = 'error'; object = $Object; name = $Name; message = $Message })\n}\n\n# One line for each object of a source; one that fails does not stop the others.\nfunction Write-Each([string] $Kind, [string] $What, [scriptblock] $Source, [scriptblock] $Convert) {\n  Write-Progress -Activity $activity -Status $What\n  try { $all = @(& $Source) }\n  catch { Write-Failure $Kind '' $_.Exception.Message; return }\n  $done = 0\n  foreach ($one in $all) {\n    $done++\n    if ($done % 10 -eq 1) {\n      $percent = [Math]::Floor(100 * $done / $all.Count)\n      Write-Progress -Activity $activity -Status ($What + ': ' + $done + ' of ' + $all.Count) -PercentComplete $percent\n    }\n    try { Write-Line (& $Convert $one) }\n    catch { Write-Failure $Kind (Get-Name $one) $_.Exception.Message }\n  }\n}\n\nfunction Get-Text($Value) {\n  if ($null -eq $Value) { return $null }\n  $text = ([string]$Value).Trim()\n  if ($text -eq '') { return $null }\n  return $text\n}\n\nfunction Get-Name($Value) {\n  if ($null -eq $Value) { return $null }\n  if ($Value -isnot [string] -and $null -ne $Value.Name) { return Get-Text $Value.Name }\n  return Get-Text $Value\n}\n\nfunction Get-Whole($Value) {\n  if ($null -eq $Value) { return $null }\n  return [long]$Value\n}\n\n# Bytes of a size in some unit; 0 stands for a size that is not set.\nfunction Get-Size($Value, [long] $Unit) {\n  if ($null -eq $Value -or $Value -eq 0) { return $null }\n  return [long]$Value * $Unit\n}\n",
)

/** Opens the file, runs a mode, ends the file. */
export const scriptMain = t(
  "\n$path = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($OutFile)\nif ($Mode -eq 'VMM') {\n  Import-Module virtualmachinemanager\n  $vmm = Get-SCVMMServer -ComputerName $VMMServer\n  $server = Get-Text $vmm.FullyQualifiedDomainName\n  if ($null -eq $server) { $server = Get-Name $vmm }\n}\nelse {\n  Import-Module Hyper-V\n  $server = $env:COMPUTERNAME\n}\n\n$stream = [System.IO.File]::Open($path, [System.IO.FileMode]::CreateNew, [System.IO.FileAccess]::Write)\n$script:writer = [System.IO.StreamWriter]::new($stream, [System.Text.UTF8Encoding]::new($false))\n$script:writer.NewLine = [string][char]10\ntry {\n  Write-Line ([ordered]@{\n    kind = 'header'\n    schema = '@schema@'\n    version = @version@\n    mode = @{ VMM = 'vmm'; HyperV = 'hyper-v' }[$Mode]\n    collectedAt = [DateTime]::UtcNow.ToString('o')\n    server = $server\n  })\n  if ($Mode -eq 'VMM') { Write-VmmInventory $vmm }\n  else { Write-HyperVInventory }\n  $script:writer.WriteLine((ConvertTo-Json -InputObject ([ordered]@{ kind = 'end'; lines = $script:lines; counts = $script:counts }) -Compress))\n}\nfinally {\n  $script:writer.Dispose()\n  Write-Progress -Activity $activity -Completed\n}\n'Wrote ' + $path + ': ' + $script:lines + ' lines, ' + $script:errors + ' errors.'\n",
)
