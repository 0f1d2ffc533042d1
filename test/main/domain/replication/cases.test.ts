import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCase } from '../../../../main/domain/replication/case-file.ts'
import { type CaseResult, runCase } from '../../../../main/domain/replication/case-run.ts'
import { playNaively } from '../../../support/naive-replication/stepper.ts'
import { sha256 } from './replication-fixture.ts'

const folder = new URL('../../../fixtures/replication/', import.meta.url)
const json = (path: string) => JSON.parse(readFileSync(new URL(path, folder), 'utf8'))
const names = readdirSync(new URL('cases/', folder)).map((file) => file.replace('.json', ''))

/** Cases whose log has lines with words of our own: they are pinned in golden/, for the reason given there. */
const pinned = ['38-plan-rto', '43-forbidden-actions']
const golden = (name: string): string[] =>
  readFileSync(new URL(`golden/${name}.log`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')

const play = (name: string): { result: CaseResult; lines: string[] } => {
  const lines: string[] = []
  const result = runCase(readCase(json(`cases/${name}.json`)), sha256, (line) => lines.push(line.trimEnd()), { checked: true })
  return { result, lines }
}

describe('cases of the model', () => {
  it.each(names)('%s', (name) => {
    const { result, lines } = play(name)
    const { oracle, closedForm } = json(`expected/${name}.json`)
    const { sha256: hash, ...values } = result
    const { sha256: expected, ...oracleValues } = oracle
    expect(values).toEqual(oracleValues)
    if (pinned.includes(name)) expect(lines).toEqual(golden(name))
    else expect(hash).toBe(expected)
    for (const [path, value] of Object.entries(closedForm)) {
      const found = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], result)
      expect(found, path).toEqual(value)
    }
  })

  it('the pinned log of a plan says what the reference says', () => {
    const { vms, planRuns } = json('expected/38-plan-rto.json').oracle
    const lines = golden('38-plan-rto').map((line) => JSON.parse(line))
    const [run] = planRuns
    const at = (which: object): number[] =>
      lines.filter((line) => Object.entries(which).every(([key, value]) => line[key] === value)).map(({ t }) => t)
    for (const [vm, { failover }] of Object.entries<{ failover: { at: number; upAt: number } }>(vms)) {
      expect(at({ vm, e: 'state', to: 'M11' })).toEqual([failover.at])
      expect(at({ vm, job: 'unplanned', s: 'start' })).toEqual([failover.at])
      expect(at({ vm, job: 'unplanned', s: 'end' })).toEqual([failover.upAt])
      expect(at({ vm, e: 'state', from: 'M11', to: 'M12' })).toEqual([failover.upAt])
      expect(at({ vm, e: 'health', from: 'Normal', to: 'None' })).toEqual([failover.upAt])
    }
    expect(at({ e: 'plan', s: 'start', kind: run.kind, plan: run.plan })).toEqual([run.startedAt])
    run.groups.forEach(({ endedAt }: { endedAt: number }, group: number) => {
      expect(at({ e: 'plan', s: 'groupEnd', group })).toEqual([endedAt])
    })
    expect(at({ e: 'plan', s: 'end', state: run.state })).toEqual([run.endedAt])
    expect(at({ e: 'action', do: 'planRun' })).toEqual([run.startedAt])
    expect(at({ e: 'action', do: 'confirm' })).toHaveLength(1)
    // Six lines more: each machine is protected, and healthy, from the start.
    expect(lines).toHaveLength(3 * 5 + 1 + 3 + 1 + 2 + 6)
  })

  it('the pinned log of refused actions is that of the stepper, but for the reasons', () => {
    const whole = json('cases/43-forbidden-actions.json')
    const naive = playNaively(readCase({ ...whole, end: 400_000 })).lines.map((line) => line.trimEnd())
    expect(golden('43-forbidden-actions').map((line) => line.replace(/,"why":"[^"]+"/, ''))).toEqual(naive)
  })
})
