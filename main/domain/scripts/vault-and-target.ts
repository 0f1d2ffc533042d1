import type { PlanDocument } from '../../../preload/contract/plan.ts'
import { adminWorkstation, file, heading, type ScriptMaker, signIn, strict } from './common.ts'
import { comment, quote } from './quote.ts'

/** Vault, storage accounts, networks and the registration key. Runs first: the Provider needs the key. */
export const vaultAndTarget: ScriptMaker = (plan) => {
  const { vault, target } = plan
  if (!vault) return null
  return file('01-vault-and-target.ps1', adminWorkstation, [
    heading(plan, 'Vault, storage account and virtual network', adminWorkstation, 'Makes only what is missing.'),
    strict,
    signIn(plan),
    "foreach ($provider in @('Microsoft.RecoveryServices', 'Microsoft.SiteRecovery')) {\n  Register-AzResourceProvider -ProviderNamespace $provider | Out-Null\n}",
    [
      `$group = ${quote(vault.resourceGroup)}`,
      `$location = ${quote(vault.region)}`,
      'if (-not (Get-AzResourceGroup -Name $group -ErrorAction SilentlyContinue)) {',
      '  New-AzResourceGroup -Name $group -Location $location | Out-Null',
      '}',
    ].join('\n'),
    [
      `$vaultName = ${quote(vault.name)}`,
      '$vault = Get-AzRecoveryServicesVault -Name $vaultName -ResourceGroupName $group -ErrorAction SilentlyContinue',
      'if (-not $vault) {',
      '  $vault = New-AzRecoveryServicesVault -Name $vaultName -ResourceGroupName $group -Location $location',
      '}',
    ].join('\n'),
    ...(target ? targetParts(target) : []),
    [
      comment('The registration key is valid for 5 days. Copy it to the VMM server, C:\\ASR.'),
      "$folder = 'C:\\ASR'",
      'New-Item -ItemType Directory -Path $folder -Force | Out-Null',
      'Get-AzRecoveryServicesVaultSettingsFile -Vault $vault -SiteRecovery -Path $folder',
    ].join('\n'),
  ])
}

const targetParts = (target: NonNullable<PlanDocument['target']>): string[] => {
  if (target.deploymentModel === 'classic')
    return [comment('Classic storage accounts and networks are created in the portal; check that they are there before you go on.')]
  return [...target.storageAccounts.map(storagePart), ...target.networks.map(networkPart)]
}

const storagePart = (account: NonNullable<PlanDocument['target']>['storageAccounts'][number]): string =>
  [
    `$accountName = ${quote(account.name)}`,
    'if (-not (Get-AzStorageAccount -ResourceGroupName $group -Name $accountName -ErrorAction SilentlyContinue)) {',
    `  New-AzStorageAccount -ResourceGroupName $group -Name $accountName -Location ${quote(account.region)} -SkuName ${quote(account.type)} -Kind 'StorageV2' | Out-Null`,
    '}',
  ].join('\n')

const networkPart = (network: NonNullable<PlanDocument['target']>['networks'][number]): string =>
  [
    `$networkName = ${quote(network.name)}`,
    'if (-not (Get-AzVirtualNetwork -ResourceGroupName $group -Name $networkName -ErrorAction SilentlyContinue)) {',
    '  $subnets = @(',
    ...network.subnets.map(
      (subnet) => `    New-AzVirtualNetworkSubnetConfig -Name ${quote(subnet.name)} -AddressPrefix ${quote(subnet.range)}`,
    ),
    '  )',
    `  New-AzVirtualNetwork -ResourceGroupName $group -Name $networkName -Location ${quote(network.region)} -AddressPrefix ${quote(network.addressRange)} -Subnet $subnets | Out-Null`,
    '}',
  ].join('\n')
