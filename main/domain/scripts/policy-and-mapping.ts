import type { PlanDocument } from '../../../preload/contract/plan.ts'
import { adminWorkstation, file, heading, openVault, type ScriptMaker, signIn, strict, waitFunction } from './common.ts'
import { comment, integer, quote, quoteList } from './quote.ts'

/** Replication policies, their clouds, and network mappings (S43-S48). */
export const policyAndMapping: ScriptMaker = (plan) => {
  if (!plan.vault || !plan.source || (plan.policies.length === 0 && plan.networkMappings.length === 0)) return null
  return file('05-policy-and-mapping.ps1', adminWorkstation, [
    heading(plan, 'Replication policies and network mappings', adminWorkstation, 'Run after the VMM server is registered.'),
    strict,
    signIn(plan),
    openVault(plan),
    waitFunction,
    ...plan.policies.map((policy) => policyPart(plan, policy)),
    mappingPart(plan),
  ])
}

const policyPart = (plan: PlanDocument, policy: PlanDocument['policies'][number]): string => {
  const account = plan.machines.find((machine) => machine.policy === policy.name)?.storageAccount ?? plan.target?.storageAccounts[0]?.name
  const options = [
    `-Name ${quote(policy.name)}`,
    `-ReplicationProvider 'HyperVReplicaAzure'`,
    `-ReplicationFrequencyInSeconds ${integer(policy.copyFrequencySeconds)}`,
    `-NumberOfRecoveryPointsToRetain ${integer(policy.retentionHours)}`,
    ...(policy.appConsistentHours > 0 ? [`-ApplicationConsistentSnapshotFrequencyInHours ${integer(policy.appConsistentHours)}`] : []),
    ...(policy.initialReplicationStart === 'immediately' ? [] : [`-ReplicationStartTime ${quote(`${policy.initialReplicationStart}:00`)}`]),
    ...(account === undefined ? [] : ['-RecoveryAzureStorageAccountId $account.Id']),
  ]
  return [
    ...(policy.encrypt ? [comment('Encryption of data stored on Azure is chosen in the portal; this cmdlet has no switch for it.')] : []),
    ...(account === undefined
      ? []
      : [
          `$account = Get-AzStorageAccount | Where-Object { $_.StorageAccountName -eq ${quote(account)} }`,
          `if (-not $account) { throw ${quote(`No storage account is named ${account}.`)} }`,
        ]),
    `$policy = Get-AzRecoveryServicesAsrPolicy | Where-Object { $_.FriendlyName -eq ${quote(policy.name)} }`,
    'if (-not $policy) {',
    `  Wait-AsrJob (New-AzRecoveryServicesAsrPolicy -HyperVToAzure ${options.join(' ')})`,
    `  $policy = Get-AzRecoveryServicesAsrPolicy -Name ${quote(policy.name)}`,
    '}',
    `foreach ($cloud in ${quoteList(policy.clouds)}) {`,
    '  $container = Get-AzRecoveryServicesAsrProtectionContainer -Fabric $fabric | Where-Object { $_.FriendlyName -eq $cloud }',
    "  if (-not $container) { throw ('The vault does not know cloud ' + $cloud) }",
    '  $mapping = Get-AzRecoveryServicesAsrProtectionContainerMapping -ProtectionContainer $container | Where-Object { $_.PolicyFriendlyName -eq $policy.FriendlyName }',
    '  if (-not $mapping) {',
    '    Wait-AsrJob (New-AzRecoveryServicesAsrProtectionContainerMapping -Name ([guid]::NewGuid().ToString()) -Policy $policy -PrimaryProtectionContainer $container)',
    '  }',
    '}',
  ].join('\n')
}

const mappingPart = (plan: PlanDocument): string => {
  if (plan.networkMappings.length === 0) return comment('No network is mapped: machines reach only members of their recovery plan.')
  const rows = plan.networkMappings.map((each) => `  @{ Source = ${quote(each.source)}; Target = ${quote(each.target)} }`)
  return [
    '$mappings = @(',
    rows.join('\n'),
    ')',
    'foreach ($each in $mappings) {',
    '  $source = Get-AzRecoveryServicesAsrNetwork -Fabric $fabric | Where-Object { $_.FriendlyName -eq $each.Source }',
    '  $target = Get-AzVirtualNetwork | Where-Object { $_.Name -eq $each.Target }',
    "  if (-not $source -or -not $target) { throw ('Network not found: ' + $each.Source + ' or ' + $each.Target) }",
    '  $known = Get-AzRecoveryServicesAsrNetworkMapping -Network $source',
    '  if (-not $known) {',
    '    Wait-AsrJob (New-AzRecoveryServicesAsrNetworkMapping -Name ([guid]::NewGuid().ToString()) -PrimaryNetwork $source -RecoveryAzureNetworkId $target.Id)',
    '  }',
    '}',
  ].join('\n')
}
