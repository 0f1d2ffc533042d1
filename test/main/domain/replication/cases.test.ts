import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCase } from '../../../../main/domain/replication/case-file.ts'
import { runCase } from '../../../../main/domain/replication/case-run.ts'
import { sha256 } from './replication-fixture.ts'

const folder = new URL('../../../fixtures/replication/', import.meta.url)
const json = (path: string) => JSON.parse(readFileSync(new URL(path, folder), 'utf8'))
const names = readdirSync(new URL('cases/', folder)).map((file) => file.replace('.json', ''))

/** Logs in which the model gives no words for a line: reasons of refusals, and the fields of a plan's lines. */
const ownWords = new Set(['38-plan-rto', '43-forbidden-actions'])

describe('cases of the model', () => {
  it.each(names)('%s', (name) => {
    const result = runCase(readCase(json(`cases/${name}.json`)), sha256, undefined, { checked: true })
    const { oracle, closedForm } = json(`expected/${name}.json`)
    const { sha256: hash, ...values } = result
    const { sha256: expected, ...oracleValues } = oracle
    expect(values).toEqual(oracleValues)
    if (!ownWords.has(name)) expect(hash).toBe(expected)
    for (const [path, value] of Object.entries(closedForm)) {
      const found = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], result)
      expect(found, path).toEqual(value)
    }
  })
})
