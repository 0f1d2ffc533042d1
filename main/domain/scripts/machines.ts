import type { PlanDocument } from '../../../preload/contract/plan.ts'
import { adminWorkstation, file, findItemFunction, heading, openVault, type ScriptMaker, signIn, strict, waitFunction } from './common.ts'
import { comment, quote, quoteList, table } from './quote.ts'
import { makePlan, planItemFunction } from './recovery-plan-script.ts'

type Machine = PlanDocument['machines'][number]
const rows = (machines: readonly Machine[], row: (machine: Machine) => Record<string, string>): string =>
  ['$machines = @(', ...machines.map((machine) => `  ${table(row(machine))}`), ')'].join('\n')

/** Enable protection for every selected machine (S53-S60). */
export const enableReplication: ScriptMaker = (plan) => {
  if (!plan.vault || !plan.source || plan.machines.length === 0) return null
  return file('06-enable-replication.ps1', adminWorkstation, [
    heading(
      plan,
      'Enable replication',
      adminWorkstation,
      'OS and OS disk of a machine are read from VMM: set them there where they are missing.',
    ),
    strict,
    signIn(plan),
    openVault(plan),
    `$group = Get-AzResourceGroup -Name ${quote(plan.vault.resourceGroup)}`,
    rows(plan.machines, (machine) => ({
      Name: quote(machine.name),
      Cloud: quote(machine.cloud),
      AzureName: quote(machine.azureName),
      Account: quote(machine.storageAccount),
      Policy: quote(machine.policy),
    })),
    ...excludedPart(plan),
    [
      'foreach ($machine in $machines) {',
      '  $container = Get-AzRecoveryServicesAsrProtectionContainer -Fabric $fabric | Where-Object { $_.FriendlyName -eq $machine.Cloud }',
      '  $mapping = Get-AzRecoveryServicesAsrProtectionContainerMapping -ProtectionContainer $container | Where-Object { $_.PolicyFriendlyName -eq $machine.Policy }',
      '  $found = @(Get-AzRecoveryServicesAsrProtectableItem -ProtectionContainer $container | Where-Object { $_.FriendlyName -eq $machine.Name })',
      "  if ($found.Count -ne 1) { throw ($machine.Name + ': ' + $found.Count + ' machines found in the cloud, one expected.') }",
      "  if ($found[0].ProtectionStatus -eq 'Protected') { continue }",
      '  $account = Get-AzStorageAccount | Where-Object { $_.StorageAccountName -eq $machine.Account }',
      '  New-AzRecoveryServicesAsrReplicationProtectedItem -HyperVToAzure -ProtectableItem $found[0] -Name ([guid]::NewGuid().ToString()) -ProtectionContainerMapping $mapping -RecoveryAzureStorageAccountId $account.Id -RecoveryResourceGroupId $group.ResourceId -RecoveryVmName $machine.AzureName',
      '}',
    ].join('\n'),
  ])
}

const excludedPart = (plan: PlanDocument): string[] => {
  const lines = plan.machines.flatMap((machine) => {
    const names = machine.disks.filter((disk) => disk.excluded).map((disk) => disk.name)
    return names.length === 0 ? [] : [comment(`${machine.name}: leave out ${names.join(', ')} (chosen in the portal when you enable it)`)]
  })
  return lines.length === 0 ? [] : [lines.join('\n')]
}

/** Azure name, size, network and address of every machine (S62-S64). */
export const computeAndNetwork: ScriptMaker = (plan) => {
  if (!plan.vault || !plan.source || plan.machines.length === 0) return null
  return file('07-compute-and-network.ps1', adminWorkstation, [
    heading(plan, 'Compute and network', adminWorkstation, 'Run when the Enable Protection jobs are done.'),
    strict,
    signIn(plan),
    openVault(plan),
    waitFunction,
    findItemFunction,
    rows(plan.machines, (machine) => ({
      Name: quote(machine.name),
      Cloud: quote(machine.cloud),
      AzureName: quote(machine.azureName),
      Size: quote(machine.size),
      Network: quote(machine.network ?? ''),
      Subnet: quote(machine.subnet ?? ''),
      Address: quote(machine.ip ?? ''),
    })),
    [
      'foreach ($machine in $machines) {',
      '  $item = Find-ProtectedItem $machine',
      '  $change = @{ InputObject = $item; Name = $machine.AzureName; Size = $machine.Size }',
      '  $nic = @($item.NicDetailsList)[0]',
      "  if ($machine.Network -ne '' -and $nic) {",
      '    $network = Get-AzVirtualNetwork | Where-Object { $_.Name -eq $machine.Network }',
      "    if (-not $network) { throw ('No virtual network is named ' + $machine.Network) }",
      '    $change.UpdateNic = $nic.NicId',
      '    $change.RecoveryNetworkId = $network.Id',
      "    $change.NicSelectionType = 'SelectedByUser'",
      "    if ($machine.Subnet -ne '') { $change.RecoveryNicSubnetName = $machine.Subnet }",
      "    if ($machine.Address -ne '') { $change.RecoveryNicStaticIPAddress = $machine.Address }",
      '  }',
      '  Wait-AsrJob (Set-AzRecoveryServicesAsrReplicationProtectedItem @change)',
      '}',
    ].join('\n'),
  ])
}

/** Recovery plans with their groups; actions are in the export of each plan. */
export const recoveryPlans: ScriptMaker = (plan) => {
  if (!plan.vault || !plan.source || plan.recoveryPlans.length === 0) return null
  const cloudOf = new Map(plan.machines.map((machine) => [machine.name, machine.cloud]))
  return file('08-recovery-plan.ps1', adminWorkstation, [
    heading(
      plan,
      'Recovery plans',
      adminWorkstation,
      'Run when initial replication of the members has finished. Scripts and manual actions of a plan are in its own export.',
    ),
    strict,
    signIn(plan),
    openVault(plan),
    waitFunction,
    findItemFunction,
    plan.recoveryPlans.some((each) => each.groups.length > 1) ? planItemFunction : '',
    ...plan.recoveryPlans.map((each) => {
      const cloud = (name: string): string => cloudOf.get(name) ?? ''
      if (each.groups.length > 1)
        return makePlan({
          name: each.name,
          source: plan.source?.friendlyName ?? '',
          deploymentModel: each.deploymentModel === 'classic' ? 'classic' : 'resource-manager',
          groups: each.groups.map((group) => ({
            items: group.machines.map((name) => ({ name, cloud: cloud(name) })),
            pre: [],
            post: [],
          })),
        })
      const members = each.groups.flatMap((group) => group.machines)
      return [
        `$members = ${quoteList(members)}`,
        `$clouds = ${quoteList(members.map(cloud))}`,
        '$items = @(for ($n = 0; $n -lt $members.Count; $n++) { Find-ProtectedItem @{ Name = $members[$n]; Cloud = $clouds[$n] } })',
        `Wait-AsrJob (New-AzRecoveryServicesAsrRecoveryPlan -Name ${quote(each.name)} -PrimaryFabric $fabric -Azure -FailoverDeploymentModel ${each.deploymentModel === 'classic' ? 'Classic' : 'ResourceManager'} -ReplicationProtectedItem $items)`,
      ].join('\n')
    }),
  ])
}
