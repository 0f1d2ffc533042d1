/** Mode VMM: every object is asked for once, machines with their drives and adapters. */
export const scriptVmm = String.raw`
function Get-VmmSubnet($Network, $Subnet) {
  $ranges = @(foreach ($range in $Subnet.SubnetVLans) { [string]$range })
  if ($ranges.Count -gt 1) { Write-Failure 'vmNetwork' (Get-Name $Network) ('Its subnet ' + $Subnet.Name + ' has several ranges; only the first is written.') }
  $range = $null
  $vlan = $null
  if ($ranges.Count -gt 0 -and $ranges[0] -match '^(.*)-(\d+)$') {
    $range = Get-Text $Matches[1]
    $vlan = [int]$Matches[2]
  }
  return [ordered]@{ name = Get-Name $Subnet; addressRange = $range; vlan = $vlan }
}

function Get-VmmDisk($Drive) {
  $disk = $Drive.VirtualHardDisk
  $name = Get-Name $disk
  if ($null -eq $name) { $name = Get-Name $Drive }
  return [ordered]@{
    name = $name
    path = Get-Text $disk.Location
    busType = Get-Text $Drive.BusType
    bus = Get-Whole $Drive.Bus
    lun = Get-Whole $Drive.Lun
    sizeBytes = Get-Size $disk.MaximumSize 1
    usedBytes = Get-Whole $disk.Size
    vhdType = Get-Text $disk.VHDType
    vhdFormat = Get-Text $disk.VHDFormatType
    hostVolume = Get-Name $disk.HostVolume
    isOs = @('Boot', 'System', 'BootAndSystem') -contains [string]$Drive.VolumeType
    isShared = $Drive.HasSharedStorage
    isPassthrough = $null -ne $Drive.PassThroughDisk
  }
}

function Get-VmmAdapter($Adapter) {
  $vlan = $null
  if ($Adapter.VLanEnabled) { $vlan = Get-Whole $Adapter.VLanID }
  return [ordered]@{
    macAddress = Get-Text $Adapter.MACAddress
    network = Get-Name $Adapter.VMNetwork
    subnet = Get-Name $Adapter.VMSubnet
    logicalNetwork = Get-Name $Adapter.LogicalNetwork
    ipMode = Get-Text $Adapter.IPv4AddressType
    ipAddresses = @(foreach ($address in $Adapter.IPv4Addresses) { [string]$address })
    vlan = $vlan
  }
}

function Get-VmmMachine($Vm) {
  $hostName = Get-Name $Vm.VMHost
  if ($null -eq $hostName) { $hostName = Get-Text $Vm.HostName }
  $created = $null
  if ($null -ne $Vm.CreationTime) { $created = $Vm.CreationTime.ToUniversalTime().ToString('o') }
  return [ordered]@{
    kind = 'vm'
    id = Get-Text $Vm.ID
    hyperVId = Get-Text $Vm.VMId
    biosGuid = Get-Text $Vm.BiosGuid
    name = $Vm.Name
    computerName = Get-Text $Vm.ComputerName
    host = $hostName
    cloud = Get-Name $Vm.Cloud
    state = Get-Text $Vm.VirtualMachineState
    status = Get-Text $Vm.StatusString
    generation = Get-Whole $Vm.Generation
    secureBoot = $Vm.SecureBootEnabled
    osName = Get-Name $Vm.OperatingSystem
    osFamily = Get-Text $Vm.OperatingSystem.OSType
    osArchitecture = Get-Text $Vm.OperatingSystem.Architecture
    cpuCount = Get-Whole $Vm.CPUCount
    memoryBytes = Get-Size $Vm.Memory 1MB
    dynamicMemory = $Vm.DynamicMemoryEnabled
    dynamicMemoryMaximumBytes = Get-Size $Vm.DynamicMemoryMaximumMB 1MB
    isHighlyAvailable = $Vm.IsHighlyAvailable
    hasSharedStorage = $Vm.HasSharedStorage
    hasPassthroughDisk = $Vm.HasPassthroughDisk
    hasVirtualFibreChannel = $Vm.HasVirtualFibreChannelAdapters
    integrationServices = Get-Text $Vm.VMAddition
    checkpointCount = @(foreach ($checkpoint in $Vm.VMCheckpoints) { 1 }).Count
    cpuPercent = Get-Whole $Vm.CPUUtilization
    owner = Get-Text $Vm.Owner
    userRole = Get-Name $Vm.UserRole
    tag = Get-Text $Vm.Tag
    description = Get-Text $Vm.Description
    location = Get-Text $Vm.Location
    createdAt = $created
    totalSizeBytes = Get-Whole $Vm.TotalSize
    disks = @(foreach ($drive in @(Get-SCVirtualDiskDrive -VM $Vm)) { Get-VmmDisk $drive })
    adapters = @(foreach ($adapter in @(Get-SCVirtualNetworkAdapter -VM $Vm)) { Get-VmmAdapter $adapter })
  }
}

function Write-VmmInventory($Vmm) {
  Write-Each 'vmmServer' 'VMM server' { $Vmm } {
    param($one)
    [ordered]@{ kind = 'vmmServer'; name = $server; productVersion = Get-Text $one.ProductVersion }
  }
  Write-Each 'runAsAccount' 'Run As accounts' { Get-SCRunAsAccount -VMMServer $Vmm } {
    param($one)
    $user = [string]$one.UserName
    if ($null -ne (Get-Text $one.Domain)) { $user = [string]$one.Domain + '\' + $user }
    [ordered]@{ kind = 'runAsAccount'; name = $one.Name; userName = $user; enabled = $one.Enabled }
  }
  Write-Each 'hostGroup' 'Host groups' { Get-SCVMHostGroup -VMMServer $Vmm } {
    param($one)
    [ordered]@{ kind = 'hostGroup'; path = $one.Path }
  }
  Write-Each 'cluster' 'Clusters' { Get-SCVMHostCluster -VMMServer $Vmm } {
    param($one)
    [ordered]@{ kind = 'cluster'; name = $one.Name; hostGroup = Get-Text $one.HostGroup.Path }
  }
  Write-Each 'host' 'Hosts' { Get-SCVMHost -VMMServer $Vmm } {
    param($one)
    [ordered]@{
      kind = 'host'
      id = Get-Text $one.ID
      name = $one.Name
      hostGroup = Get-Text $one.VMHostGroup.Path
      cluster = Get-Name $one.HostCluster
      osName = Get-Name $one.OperatingSystem
      status = Get-Text $one.OverallState
      logicalCpuCount = Get-Whole $one.LogicalProcessorCount
      memoryBytes = Get-Whole $one.TotalMemory
      availableMemoryBytes = Get-Size $one.AvailableMemory 1MB
      cpuPercent = Get-Whole $one.CpuUtilization
      volumes = @(foreach ($volume in $one.DiskVolumes) {
        [ordered]@{
          name = $volume.Name
          capacityBytes = Get-Whole $volume.Capacity
          freeBytes = Get-Whole $volume.FreeSpace
          isClusterShared = $volume.IsClusterSharedVolume
        }
      })
    }
  }
  Write-Each 'logicalNetwork' 'Logical networks' { Get-SCLogicalNetwork -VMMServer $Vmm } {
    param($one)
    [ordered]@{ kind = 'logicalNetwork'; name = $one.Name }
  }
  Write-Each 'vmNetwork' 'VM networks' { Get-SCVMNetwork -VMMServer $Vmm } {
    param($one)
    [ordered]@{
      kind = 'vmNetwork'
      name = $one.Name
      logicalNetwork = Get-Name $one.LogicalNetwork
      subnets = @(foreach ($subnet in $one.VMSubnet) { Get-VmmSubnet $one $subnet })
    }
  }
  Write-Each 'cloud' 'Clouds' { Get-SCCloud -VMMServer $Vmm } {
    param($one)
    [ordered]@{
      kind = 'cloud'
      id = Get-Text $one.ID
      name = $one.Name
      description = Get-Text $one.Description
      hostGroups = @(foreach ($group in $one.HostGroup) { [string]$group.Path })
      logicalNetworks = @(foreach ($network in $one.LogicalNetworks) { [string]$network.Name })
    }
  }
  Write-Each 'vm' 'Virtual machines' { Get-SCVirtualMachine -VMMServer $Vmm -All } {
    param($one)
    Get-VmmMachine $one
  }
}
`
