import { adminWorkstation, findItemFunction, strict, waitFunction } from './common.ts'
import { comments, quote } from './quote.ts'
import { type ExportedPlan, type PlanDefinition, planDefinition } from './recovery-plan-definition.ts'

export interface ExportedPlace {
  lab: string
  rulePack: string
  vault: { name: string; subscription: string; resourceGroup: string } | null
}

type Group = PlanDefinition['properties']['groups'][number]

/** Lines stay as they are: a name may hold a line end. */
const array = (parts: readonly string[], indent: string): string =>
  parts.length === 0 ? '@()' : `@(\n${parts.map((part) => `${indent}  ${part}`).join('\n')}\n${indent})`

const actionText = (action: Group['startGroupActions'][number]): string => {
  const { customDetails: details } = action
  const own =
    details.instanceType === 'ManualActionDetails'
      ? [`description = ${quote(details.description)}`]
      : details.instanceType === 'ScriptActionDetails'
        ? [`path = ${quote(details.path)}`]
        : [`runbookId = Get-RunbookId ${quote(details.automationAccount)} ${quote(details.runbook)}`]
  const limits = 'timeout' in details ? [`timeout = ${quote(details.timeout)}`, `fabricLocation = ${quote(details.fabricLocation)}`] : []
  return [
    `@{ actionName = ${quote(action.actionName)}`,
    `failoverTypes = @(${action.failoverTypes.map(quote).join(', ')})`,
    `failoverDirections = @(${action.failoverDirections.map(quote).join(', ')})`,
    `customDetails = @{ instanceType = ${quote(details.instanceType)}; ${[...own, ...limits].join('; ')} } }`,
  ].join('; ')
}

const groupText = (group: Group): string => {
  const items = group.replicationProtectedItems.map(
    (item) => `Get-PlanItem @{ Name = ${quote(item.friendlyName)}; Cloud = ${quote(item.protectionContainer)} }`,
  )
  const inner = ' '.repeat(8)
  return [
    '      @{',
    `${inner}groupType = ${quote(group.groupType)}`,
    `${inner}replicationProtectedItems = ${array(items, inner)}`,
    `${inner}startGroupActions = ${array(group.startGroupActions.map(actionText), inner)}`,
    `${inner}endGroupActions = ${array(group.endGroupActions.map(actionText), inner)}`,
    '      }',
  ].join('\n')
}

export const planItemFunction = `function Get-PlanItem($Machine) {
  $item = Find-ProtectedItem $Machine
  @{ id = $item.ID; virtualMachineId = ($item.ProtectableItemId -split '/')[-1] }
}`

const runbookFunction = `function Get-RunbookId($Account, $Runbook) {
  '/subscriptions/' + (Get-AzContext).Subscription.Id + '/resourceGroups/' + $AutomationResourceGroup +
    '/providers/Microsoft.Automation/automationAccounts/' + $Account + '/runbooks/' + $Runbook
}`

/** Makes a plan with its groups; `$fabric`, `Wait-AsrJob` and `Get-PlanItem` come before. */
export const makePlan = (plan: ExportedPlan): string => {
  const { properties } = planDefinition(plan)
  return [
    '$definition = @{',
    `  name = ${quote(plan.name)}`,
    '  properties = @{',
    '    primaryFabricId = $fabric.ID',
    `    recoveryFabricId = ${quote(properties.recoveryFabricId)}`,
    `    failoverDeploymentModel = ${quote(properties.failoverDeploymentModel)}`,
    '    groups = @(',
    ...properties.groups.map(groupText),
    '    )',
    '  }',
    '}',
    '',
    '$file = Join-Path ([IO.Path]::GetTempPath()) ([Guid]::NewGuid().ToString() + ".json")',
    'try {',
    '  [IO.File]::WriteAllText($file, ($definition | ConvertTo-Json -Depth 20))',
    '  Wait-AsrJob (New-AzRecoveryServicesAsrRecoveryPlan -Path $file)',
    '} finally {',
    '  if (Test-Path -LiteralPath $file) { Remove-Item -LiteralPath $file }',
    '}',
  ].join('\n')
}

/**
 * A script that finds the plan's machines in the vault and makes the plan with its groups and actions. Cmdlets of the fact base 14.1 only;
 * every name stands in a single-quoted literal.
 */
export const planScript = (plan: ExportedPlan, place: ExportedPlace): string => {
  const runbooks = plan.groups.some((group) => [...group.pre, ...group.post].some((action) => action.kind === 'runbook'))
  const vault = place.vault ?? { name: '', subscription: '', resourceGroup: '' }
  const parts = [
    comments(
      `Recovery plan ${plan.name}`,
      `Lab ${place.lab}, rules ${place.rulePack}. Run on: ${adminWorkstation}.`,
      'Read it before you run it. It holds no password. Run when initial replication of the members has finished.',
      ...(runbooks ? ['The Automation account must be in the same subscription; -AutomationResourceGroup is its resource group.'] : []),
    ),
    runbooks ? `param([string]$AutomationResourceGroup = ${quote(vault.resourceGroup)})` : '',
    strict,
    [
      'Connect-AzAccount | Out-Null',
      `Set-AzContext -Subscription ${quote(vault.subscription)} | Out-Null`,
      `$vault = Get-AzRecoveryServicesVault -Name ${quote(vault.name)} -ResourceGroupName ${quote(vault.resourceGroup)}`,
      'Set-AzRecoveryServicesAsrVaultContext -Vault $vault | Out-Null',
      `$fabric = Get-AzRecoveryServicesAsrFabric | Where-Object { $_.FriendlyName -eq ${quote(plan.source)} }`,
      `if (-not $fabric) { throw ${quote(`${plan.source} is not registered in the vault.`)} }`,
    ].join('\n'),
    waitFunction,
    findItemFunction,
    planItemFunction,
    runbooks ? runbookFunction : '',
    makePlan(plan),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}
