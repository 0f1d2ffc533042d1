import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  freeName,
  isAzureVmName,
  isResourceGroupName,
  isStorageName,
  isVaultName,
  nextPlanName,
  proposeAzureVmName,
  proposeStorageName,
} from '../../../../main/domain/setup/names.ts'
import { assignAzureNames } from '../../../../main/domain/setup/resolve.ts'
import { answersWith, contextWith, machine } from './setup-fixture.ts'

describe('names', () => {
  it.each([
    [isVaultName, 'DR-West', true],
    [isVaultName, 'DR', true],
    [isVaultName, 'DR_West', false],
    [isVaultName, `D${'r'.repeat(49)}`, true],
    [isStorageName, 'abc', true],
    [isStorageName, 'ab', false],
    [isStorageName, 'a'.repeat(24), true],
    [isStorageName, 'a'.repeat(25), false],
    [isStorageName, 'Abc', false],
    [isAzureVmName, 'a', true],
    [isAzureVmName, 'a'.repeat(63), true],
    [isAzureVmName, 'a-', false],
    [isAzureVmName, 'a_b', false],
    [isResourceGroupName, 'rg-dr.(1)', true],
    [isResourceGroupName, 'rg.', false],
    [isResourceGroupName, 'g'.repeat(90), true],
  ] as const)('%o %s: %s', (rule, name, expected) => {
    expect(rule(name)).toBe(expected)
  })

  it('proposals always obey Azure', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (name) => {
        expect(isAzureVmName(proposeAzureVmName(name))).toBe(true)
        expect(isStorageName(proposeStorageName(name, () => false))).toBe(true)
      }),
    )
  })

  it.each([
    ['WEB01', 'WEB01'],
    ['SQL [prod] 01', 'SQL-prod-01'],
    ['Zürich', 'Zurich'],
    ['__x__', 'x'],
    ['日本', 'vm'],
  ])('%s becomes %s', (name, expected) => {
    expect(proposeAzureVmName(name)).toBe(expected)
  })

  it('a free name stays within its length', () => {
    const taken = new Set(['a'.repeat(24), `${'a'.repeat(23)}2`])
    expect(freeName('a'.repeat(24), (name) => taken.has(name), 24)).toBe(`${'a'.repeat(23)}3`)
  })

  it.each([
    ['Plan 1', 'Plan 2'],
    ['Plan 9', 'Plan 10'],
    ['Finance', 'Finance 2'],
  ])('after %s comes %s', (name, expected) => {
    expect(nextPlanName(name)).toBe(expected)
  })

  it('machines that share a name get Azure names of their own', () => {
    const twins = contextWith(
      [machine('APP 1', { id: 1, host: 'A' }), machine('APP 1', { id: 2, host: 'B' }), machine('APP-1', { id: 3 })],
      { azureNames: new Map([['app-1-2', 99]]) },
    )
    const answers = answersWith({
      machines: {
        items: [
          { name: 'APP 1', host: 'A' },
          { name: 'APP 1', host: 'B' },
          { name: 'APP-1', azureName: 'APP-1' },
        ],
      },
    })
    expect(assignAzureNames(answers, twins)).toEqual(['APP-1-3', 'APP-1-4', 'APP-1'])
  })
})
