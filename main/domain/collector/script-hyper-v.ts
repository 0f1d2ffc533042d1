/**
 * Mode HyperV: what the hosts themselves tell. Writes are sampled first, so that each disk comes with its figures; an
 * instance of the counter is the path of a disk with other marks than letters and digits replaced.
 */
export const scriptHyperV = String.raw`
function Get-ChurnKey([string] $Computer, [string] $Path) {
  $plain = ($Path.ToLowerInvariant() -replace '[^\p{L}\p{Nd}]+', '-').Trim('-')
  return $Computer.ToLowerInvariant() + '|' + $plain
}

function Read-Churn {
  $script:churn = @{}
  if ($ChurnHours -le 0) { return }
  $samples = [int][Math]::Max(1, [Math]::Ceiling($ChurnHours * 3600 / $ChurnIntervalSeconds))
  $counter = '\Hyper-V Virtual Storage Device(*)\Write Bytes/sec'
  $done = 0
  Write-Progress -Activity $activity -Status ('Sampling writes: 0 of ' + $samples) -PercentComplete 0
  Get-Counter -ComputerName $ComputerName -Counter $counter -SampleInterval $ChurnIntervalSeconds -MaxSamples $samples -ErrorAction SilentlyContinue -ErrorVariable lost | ForEach-Object {
    $done++
    Write-Progress -Activity $activity -Status ('Sampling writes: ' + $done + ' of ' + $samples) -PercentComplete ([Math]::Floor(100 * $done / $samples))
    foreach ($sample in $_.CounterSamples) {
      if ($sample.InstanceName -eq '_total') { continue }
      $computer = $sample.Path.TrimStart('\').Split('\')[0]
      $key = Get-ChurnKey $computer $sample.InstanceName
      if (-not $script:churn.ContainsKey($key)) {
        $script:churn[$key] = @{ Computer = $computer; Instance = $sample.InstanceName; Sum = 0.0; Count = 0; Peak = 0.0; Taken = $false }
      }
      $known = $script:churn[$key]
      $known['Sum'] += $sample.CookedValue
      $known['Count'] += 1
      $known['Peak'] = [Math]::Max($known['Peak'], $sample.CookedValue)
    }
  }
  $told = @{}
  foreach ($failure in $lost) { $told[[string]$failure.Exception.Message] = $true }
  foreach ($message in $told.Keys) { Write-Failure 'churn' $counter $message }
}

function Write-LostChurn {
  foreach ($known in $script:churn.Values) {
    if (-not $known['Taken']) { Write-Failure 'churn' $known['Instance'] ('No disk of a machine on ' + $known['Computer'] + ' has this path.') }
  }
}

function Get-HyperVDisk([string] $Computer, $Drive) {
  $passThrough = $null -ne $Drive.DiskNumber
  $path = Get-Text $Drive.Path
  $name = $null
  $vhd = $null
  $known = $null
  if ($passThrough) { $name = 'Physical disk ' + $Drive.DiskNumber }
  elseif ($null -ne $path) {
    $name = [System.IO.Path]::GetFileName($path)
    try { $vhd = Get-VHD -ComputerName $Computer -Path $path }
    catch { Write-Failure 'disk' $path $_.Exception.Message }
    $known = $script:churn[(Get-ChurnKey $Computer $path)]
  }
  $line = [ordered]@{
    name = $name
    path = $path
    busType = Get-Text $Drive.ControllerType
    bus = Get-Whole $Drive.ControllerNumber
    lun = Get-Whole $Drive.ControllerLocation
    sizeBytes = Get-Size $vhd.Size 1
    usedBytes = Get-Whole $vhd.FileSize
    vhdType = Get-Text $vhd.VhdType
    vhdFormat = Get-Text $vhd.VhdFormat
    isShared = [bool]$Drive.SupportPersistentReservations
    isPassthrough = $passThrough
  }
  if ($line['vhdFormat'] -eq 'VHDSet') {
    $line['vhdFormat'] = $null
    $line['isShared'] = $true
  }
  if ($null -ne $known) {
    $known['Taken'] = $true
    $line['writtenBytesPerDay'] = [long][Math]::Round(86400 * $known['Sum'] / $known['Count'])
    $line['peakWriteBytesPerSecond'] = [long][Math]::Round($known['Peak'])
    $line['writeSampledSeconds'] = $known['Count'] * $ChurnIntervalSeconds
  }
  return $line
}

function Get-HyperVAdapter($Adapter) {
  return [ordered]@{
    macAddress = Get-Text $Adapter.MacAddress
    ipAddresses = @(foreach ($address in $Adapter.IPAddresses) { if ($address -notlike '*:*') { [string]$address } })
  }
}

function Get-HyperVMachine([string] $Computer, $Vm) {
  # A replica has the id of its primary.
  $id = $null
  if ([string]$Vm.ReplicationMode -notmatch 'Replica') { $id = Get-Text $Vm.VMId }
  $secureBoot = $null
  if ($Vm.Generation -eq 2) { $secureBoot = [string](Get-VMFirmware -VM $Vm).SecureBoot -eq 'On' }
  $most = $null
  if ($Vm.DynamicMemoryEnabled) { $most = Get-Size $Vm.MemoryMaximum 1 }
  $checkpoints = 0
  if ($null -ne (Get-Text $Vm.ParentSnapshotName)) { $checkpoints = 1 }
  $disks = @(foreach ($drive in @(Get-VMHardDiskDrive -VM $Vm)) { Get-HyperVDisk $Computer $drive })
  $shared = $false
  $passThrough = $false
  foreach ($disk in $disks) {
    if ($disk['isShared']) { $shared = $true }
    if ($disk['isPassthrough']) { $passThrough = $true }
  }
  return [ordered]@{
    kind = 'vm'
    hyperVId = $id
    name = $Vm.Name
    host = $Computer
    state = Get-Text $Vm.State
    status = Get-Text $Vm.Status
    generation = Get-Whole $Vm.Generation
    secureBoot = $secureBoot
    cpuCount = Get-Whole $Vm.ProcessorCount
    memoryBytes = Get-Size $Vm.MemoryStartup 1
    dynamicMemory = $Vm.DynamicMemoryEnabled
    dynamicMemoryMaximumBytes = $most
    isHighlyAvailable = $Vm.IsClustered
    hasSharedStorage = $shared
    hasPassthroughDisk = $passThrough
    hasVirtualFibreChannel = @(Get-VMFibreChannelHba -VM $Vm).Count -gt 0
    integrationServices = Get-Text $Vm.IntegrationServicesVersion
    checkpointCount = $checkpoints
    location = Get-Text $Vm.Path
    disks = $disks
    adapters = @(foreach ($adapter in @(Get-VMNetworkAdapter -VM $Vm)) { Get-HyperVAdapter $adapter })
  }
}

function Write-HyperVInventory {
  $seen = @{}
  if ($Cluster -ne '') {
    Write-Each 'cluster' 'Cluster' { $Cluster } {
      param($one)
      $line = [ordered]@{ kind = 'cluster'; name = $one }
      foreach ($group in @(Get-ClusterGroup -Cluster $one)) {
        if ([string]$group.GroupType -match 'Replica.*Broker') { $line['hasReplicaBroker'] = $true }
      }
      $line
    }
  }
  Read-Churn
  foreach ($computer in $ComputerName) {
    $line = [ordered]@{ kind = 'host'; name = $computer }
    if ($Cluster -ne '') { $line['cluster'] = $Cluster }
    Write-Line $line
    Write-Each 'vm' ('Virtual machines of ' + $computer) { Get-VM -ComputerName $computer } {
      param($one)
      $seen[[string]$one.VMId] = $true
      Get-HyperVMachine $computer $one
    }
  }
  if ($Cluster -ne '') {
    Write-Progress -Activity $activity -Status 'Looking for machines on other nodes'
    try {
      foreach ($group in @(Get-ClusterGroup -Cluster $Cluster)) {
        if ([string]$group.GroupType -ne 'VirtualMachine') { continue }
        foreach ($vm in @($group | Get-VM)) {
          if (-not $seen.ContainsKey([string]$vm.VMId)) { Write-Failure 'vm' $vm.Name 'It runs on a node that ComputerName does not name.' }
        }
      }
    }
    catch { Write-Failure 'cluster' $Cluster $_.Exception.Message }
  }
  Write-LostChurn
}
`
