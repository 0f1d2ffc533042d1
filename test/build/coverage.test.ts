import { describe, expect, test } from 'vitest'
import { type CoverageFacts, judgeCoverage, lastSeed } from '../../build/checks/coverage.ts'
import { exportsFunction } from '../../build/checks/exports.ts'
import type { TestResult } from '../../build/checks/reports.ts'

const entry = {
  screen: 'SCR-27',
  service: 'main/services/setup/setup-service.ts#createSetupService',
  tests: ['test/e2e/setup.spec.ts > walks'],
}
const result: TestResult = { file: 'test/e2e/setup.spec.ts', title: 'walks', fullTitle: 'setup > walks', state: 'passed' }

const seedWith = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...Object.fromEntries(Array.from({ length: lastSeed }, (_, index) => [`S${index + 1}`, entry])),
  ...changes,
})

const judge = (changes: Partial<CoverageFacts> = {}) =>
  judgeCoverage({ seed: seedWith(), laterMax: 0, visited: ['SCR-27'], results: [result], isFunction: () => true, ...changes })

describe('coverage of the reference', () => {
  test('an honest list has no problem', () => expect(judge()).toEqual({ problems: [], later: 0 }))

  test('a full title counts as well as the title alone', () => {
    expect(judge({ seed: seedWith({ S1: { ...entry, tests: ['test/e2e/setup.spec.ts > setup > walks'] } }) }).problems).toEqual([])
  })

  test.each<[string, Partial<CoverageFacts>, RegExp]>([
    ['a screen that no test visited', { visited: [] }, /S1: the screen SCR-27 was not visited/],
    ['a service that is no function', { isFunction: () => false }, /S1: .*#createSetupService is not an exported function/],
    ['a test that failed', { results: [{ ...result, state: 'failed' }] }, /"test\/e2e\/setup.spec.ts > walks" failed/],
    ['a test that was skipped', { results: [{ ...result, state: 'skipped' }] }, /walks" skipped/],
    ['a test that is not there', { results: [] }, /walks" is not in the reports/],
    [
      'a title that passed once and failed once',
      { results: [result, { ...result, fullTitle: 'other > walks', state: 'failed' }] },
      /walks" failed/,
    ],
    ['a number that is missing', { seed: (({ S7: _, ...rest }) => rest)(seedWith()) }, /^S7: missing$/],
    ['a number that does not exist', { seed: seedWith({ S73: entry }) }, /S73: there is no such number/],
    ['an entry with too little', { seed: seedWith({ S7: { screen: 'SCR-27' } }) }, /S7: is neither/],
    ['an entry that is both', { seed: seedWith({ S7: { ...entry, later: 'waiting for the collector' } }) }, /S7: is neither/],
    ['an entry without tests', { seed: seedWith({ S7: { ...entry, tests: [] } }) }, /S7: is neither/],
    ['more put off than before', { seed: seedWith({ S7: { later: 'waiting for the collector' } }) }, /1 are later, more than the 0/],
    ['no list at all', { seed: undefined }, /not an object/],
  ])('%s is a problem', (_, changes, problem) => {
    expect(judge(changes).problems.filter((text) => problem.test(text))).not.toEqual([])
  })

  test('what is put off is counted and allowed up to the number', () => {
    const seed = seedWith({ S7: { later: 'waiting for the collector' }, S61: { later: 'waiting for the failover' } })
    expect(judge({ seed, laterMax: 2 })).toEqual({ problems: [], later: 2 })
  })

  test.each([1, 5, 10, 16, 21, 28, 34, 41, 51, 54, 60])('S%i may not be put off', (number) => {
    const seed = seedWith({ [`S${number}`]: { later: 'waiting for a better day' } })
    expect(judge({ seed, laterMax: 5 }).problems).toEqual([`S${number}: may not be later`])
  })

  test.each([6, 9, 11, 15, 22, 27, 35, 40, 52, 53, 61, 72])('S%i may be put off', (number) => {
    expect(judge({ seed: seedWith({ [`S${number}`]: { later: 'waiting for a better day' } }), laterMax: 5 }).problems).toEqual([])
  })
})

test.each([
  ['export function work() {}', true],
  ['export async function work() {}', true],
  ['export const work = (a: number) => a', true],
  ['export const work = function () {}', true],
  ['export const other = 1, work = async () => {}', true],
  ['export const work = 1', false],
  ['export type work = () => void', false],
  ['export class work {}', false],
  ['const work = () => {}', false],
  ['// export const work = () => {}', false],
  ['export const worker = () => {}', false],
])('%s exports the function: %s', (text, expected) => expect(exportsFunction(text, 'work')).toBe(expected))
