import type { PlanDocument } from '../../../preload/contract/plan.ts'
import type { ScriptFile } from '../../../preload/contract/setup.ts'
import { comments, quote } from './quote.ts'

/** Makes one file of a plan; null when the plan holds nothing for it. */
export type ScriptMaker = (plan: PlanDocument) => ScriptFile | null

export const file = (name: string, runOn: string, parts: readonly string[]): ScriptFile => ({
  name,
  language: 'powershell',
  runOn,
  text: `${parts.filter((part) => part !== '').join('\n\n')}\n`,
})

export const heading = (plan: PlanDocument, title: string, runOn: string, ...notes: readonly string[]): string =>
  comments(
    title,
    `Lab ${plan.lab.name}, rules ${plan.rulePack}. Run on: ${runOn}.`,
    'Generated from the plan. Read it before you run it. It holds no password.',
    ...notes,
  )

export const strict = "Set-StrictMode -Version 2\n$ErrorActionPreference = 'Stop'"

export const signIn = (plan: PlanDocument): string =>
  `Connect-AzAccount | Out-Null\nSet-AzContext -Subscription ${quote(plan.vault?.subscription ?? '')} | Out-Null`

/** Opens the vault and finds the VMM server's fabric, which the Provider's registration made. */
export const openVault = (plan: PlanDocument): string => {
  const { vault, source } = plan
  if (!vault) return ''
  const lines = [
    `$vault = Get-AzRecoveryServicesVault -Name ${quote(vault.name)} -ResourceGroupName ${quote(vault.resourceGroup)}`,
    'Set-AzRecoveryServicesAsrVaultContext -Vault $vault | Out-Null',
  ]
  if (source)
    lines.push(
      `$fabric = Get-AzRecoveryServicesAsrFabric | Where-Object { $_.FriendlyName -eq ${quote(source.friendlyName)} }`,
      `if (-not $fabric) { throw ${quote(`${source.friendlyName} is not registered in the vault.`)} }`,
    )
  return lines.join('\n')
}

export const waitFunction = `function Wait-AsrJob($Job) {
  while ($true) {
    $now = Get-AzRecoveryServicesAsrJob -Name $Job.Name
    if (@('NotStarted', 'InProgress') -notcontains $now.State) { break }
    Start-Sleep -Seconds 10
  }
  if ($now.State -ne 'Succeeded') { throw ($now.DisplayName + ': ' + $now.StateDescription) }
}`

export const findItemFunction = `function Find-ProtectedItem($Machine) {
  $container = Get-AzRecoveryServicesAsrProtectionContainer -Fabric $fabric | Where-Object { $_.FriendlyName -eq $Machine.Cloud }
  $found = @(Get-AzRecoveryServicesAsrReplicationProtectedItem -ProtectionContainer $container | Where-Object { $_.FriendlyName -eq $Machine.Name })
  if ($found.Count -ne 1) { throw ($Machine.Name + ': ' + $found.Count + ' replicated items found, one expected.') }
  $found[0]
}`

export const adminWorkstation = 'a workstation with the Az module'
