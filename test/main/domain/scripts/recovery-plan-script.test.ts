import { beforeAll, describe, expect, it } from 'vitest'
import type { Parser } from 'web-tree-sitter'
import { type ExportedPlan, planDefinition } from '../../../../main/domain/scripts/recovery-plan-definition.ts'
import { planScript } from '../../../../main/domain/scripts/recovery-plan-script.ts'
import { faultsIn, powershellParser } from './powershell-parser.ts'

let parser: Parser
beforeAll(async () => {
  parser = await powershellParser()
})

const action = {
  durationMs: 60_000,
  timeoutMs: 600_000,
  fails: true,
  runsIn: ['test', 'planned', 'unplanned'] as ('test' | 'planned' | 'unplanned')[],
}
const planNamed = (name: string): ExportedPlan => ({
  name,
  source: name,
  deploymentModel: 'resource-manager',
  groups: [
    {
      items: [{ name, cloud: name }],
      pre: [
        { ...action, kind: 'script', name, detail: '\\RPScripts\\Mount.ps1', timeoutMs: 5_430_000 },
        { ...action, kind: 'runbook', name, detail: 'Ops/Swap-Dns', runsIn: ['unplanned'] },
      ],
      post: [{ ...action, kind: 'manual', name, detail: name }],
    },
    {
      items: [
        { name: 'WEB01', cloud: 'Gold' },
        { name: 'WEB02', cloud: 'Gold' },
      ],
      pre: [],
      post: [],
    },
  ],
})
const place = { lab: 'Lab', rulePack: '2016-05', vault: { name: 'DR', subscription: 'Sub', resourceGroup: 'RG' } }

/** 14.1, with what the other scripts use around them. */
const allowed = new Set([
  ...['Connect-AzAccount', 'Set-AzContext', 'Get-AzContext', 'Get-AzRecoveryServicesVault', 'Set-AzRecoveryServicesAsrVaultContext'],
  ...[
    'Get-AzRecoveryServicesAsrFabric',
    'Get-AzRecoveryServicesAsrProtectionContainer',
    'Get-AzRecoveryServicesAsrReplicationProtectedItem',
  ],
  ...['New-AzRecoveryServicesAsrRecoveryPlan', 'Get-AzRecoveryServicesAsrJob'],
])

describe('the script of one recovery plan', () => {
  it.each([
    'Plan 1',
    "O'Brien",
    '$(Remove-Item C:\\ -Recurse)',
    '`"$env:PATH`"',
    "a'; Stop-Computer; '",
    'two\nlines',
    '#> <# x',
    '\u2019quoted\u2018',
    '[x]{y}',
    "'@",
    '日本',
    '-flag',
    '',
  ])('is PowerShell with the name %j, and keeps it whole', (name) => {
    const text = planScript(planNamed(name), place)
    expect(faultsIn(parser, text)).toEqual([])
    const literal = `'${name.replace(/['\u2018\u2019]/g, '$&$&')}'`
    expect(text).toContain(`name = ${literal}`)
    expect(text).toContain(`Get-PlanItem @{ Name = ${literal}; Cloud = ${literal} }`)
  })

  it('uses documented cmdlets only, asks for nothing secret, and cleans up behind itself', () => {
    const text = planScript(planNamed('Plan 1'), place)
    for (const [cmdlet] of text.matchAll(/\b[A-Z][a-z]+-Az\w+/g)) expect(allowed, cmdlet).toContain(cmdlet)
    expect(text).not.toMatch(/password\s*=|SecureString|Credential/i)
    expect(text).toContain('Remove-Item -LiteralPath $file')
  })

  it('carries groups, order, kinds of failover, time limits and the side on which an action runs', () => {
    const text = planScript(planNamed('Plan 1'), place)
    expect(text.match(/groupType = '\w+'/g)).toEqual([
      "groupType = 'Shutdown'",
      "groupType = 'Failover'",
      "groupType = 'Boot'",
      "groupType = 'Boot'",
    ])
    expect(text.indexOf("Name = 'WEB01'")).toBeLessThan(text.indexOf("Name = 'WEB02'"))
    expect(text).toContain("path = '\\RPScripts\\Mount.ps1'; timeout = 'PT1H30M30S'; fabricLocation = 'Primary'")
    expect(text).toContain("failoverTypes = @('UnplannedFailover')")
    expect(text).toContain("failoverDirections = @('PrimaryToRecovery', 'RecoveryToPrimary')")
    expect(text).toContain("runbookId = Get-RunbookId 'Ops' 'Swap-Dns'; timeout = 'PT10M'; fabricLocation = 'Recovery'")
    expect(text).toContain("param([string]$AutomationResourceGroup = 'RG')")
    expect(planScript({ ...planNamed('Plan 1'), groups: [] }, place)).not.toContain('param(')
  })
})

// R7: failover runs runbooks, failback scripts of VMM. A failback is a planned failover (F6).
it.each([
  ['script', ['test', 'planned', 'unplanned'], ['PrimaryToRecovery', 'RecoveryToPrimary']],
  ['script', ['test', 'unplanned'], ['PrimaryToRecovery']],
  ['manual', ['planned'], ['PrimaryToRecovery', 'RecoveryToPrimary']],
  ['manual', ['unplanned'], ['PrimaryToRecovery']],
  ['runbook', ['test', 'planned', 'unplanned'], ['PrimaryToRecovery']],
] as const)('a %s of %j goes %j', (kind, runsIn, directions) => {
  const plan = planNamed('Plan 1')
  const [group] = plan.groups
  const pre = [{ ...action, kind, name: 'A', detail: 'Ops/A', runsIn: [...runsIn] }]
  const { properties } = planDefinition({ ...plan, groups: group === undefined ? [] : [{ ...group, pre }] })
  expect(properties.groups[2]?.startGroupActions[0]?.failoverDirections).toEqual(directions)
})

it('the definition has the shape of REST and nothing of the simulation', () => {
  const { name, properties } = planDefinition(planNamed('Plan 1'))
  expect(name).toBe('Plan 1')
  expect(properties).toMatchObject({ recoveryFabricId: 'Microsoft Azure', failoverDeploymentModel: 'ResourceManager' })
  expect(properties.groups.map((group) => group.groupType)).toEqual(['Shutdown', 'Failover', 'Boot', 'Boot'])
  expect(properties.groups[2]?.startGroupActions[1]).toEqual({
    actionName: 'Plan 1',
    failoverTypes: ['UnplannedFailover'],
    failoverDirections: ['PrimaryToRecovery'],
    customDetails: {
      instanceType: 'AutomationRunbookActionDetails',
      automationAccount: 'Ops',
      runbook: 'Swap-Dns',
      timeout: 'PT10M',
      fabricLocation: 'Recovery',
    },
  })
  expect(JSON.stringify(properties)).not.toMatch(/durationMs|fails/)
})
