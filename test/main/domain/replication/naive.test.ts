import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCase } from '../../../../main/domain/replication/case-file.ts'
import { runCase } from '../../../../main/domain/replication/case-run.ts'
import { randomCase } from '../../../support/naive-replication/random-case.ts'
import { playNaively } from '../../../support/naive-replication/stepper.ts'
import { sha256 } from './replication-fixture.ts'

/** Words of refusals are the simulator's own; that something is refused is not. */
const withoutWords = (line: string): string => (line.includes('"e":"rejected"') ? line.replace(/,"why":"[^"]*"/, '') : line)

const bothWays = (json: unknown): void => {
  const given = readCase(json)
  const lines: string[] = []
  const { sha256: _, ...result } = runCase(given, sha256, (line) => lines.push(withoutWords(line)), { checked: true })
  const naive = playNaively(given)
  expect(lines).toEqual(naive.lines)
  expect(result).toEqual(naive.result)
}

/** NAIVE_SEEDS=first-last plays other labs than the usual ones, as many as there is time for. */
const [first = 0, last = 11] = (process.env.NAIVE_SEEDS ?? '0-11').split('-').map(Number)
const groups = Array.from({ length: Math.ceil((last - first + 1) / 50) }, (_, n) => first + n * 50)

describe('the simulator and a stepper that goes ms by ms', () => {
  it.each(groups)('agree to the byte on small labs from seed %i', { timeout: 600_000 }, (from) => {
    for (let seed = from; seed < Math.min(from + 50, last + 1); seed++) {
      try {
        bothWays(randomCase(seed, (between) => between(4000, 16_000)))
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error })
      }
    }
  })

  it.each([9])('agree when a network fault outlasts some tries (seed %i)', { timeout: 60_000 }, (seed) => {
    bothWays(randomCase(seed, (between) => between(200_000, 260_000)))
  })

  it.each([
    { seed: 90_116, what: 'a failback is committed once' },
    { seed: 70_043, what: 'the action comes before the end of an empty initial replication' },
  ])('agree that $what (seed $seed)', ({ seed }) => {
    bothWays(randomCase(seed, (between) => between(4000, 16_000)))
  })

  it('agree that logs on a volume are not followed in a failover', () => {
    const disk = { lun: 0, sizeBytes: 10_000_000, volume: 'V', churn: { type: 'constant', bytesPerSec: 20_000 } }
    const vm = { host: 'H', policy: 'P', initial: 'protected', disks: [disk] }
    bothWays({
      name: 'full-in-failover',
      start: '2016-05-02T00:00:00Z',
      end: 12_000,
      site: { upBps: 400_000 },
      hosts: [{ name: 'H' }],
      volumes: [{ name: 'V', freeBytes: 200_000 }],
      policies: [{ name: 'P', copyFrequencyMs: 4000 }],
      vms: ['A', 'B'].map((name) => ({ ...vm, name })),
      jobs: { prereq: 1000, shutdown: 7000, createVm: 500, boot: 500 },
      actions: [{ at: 4100, do: 'planned', vm: 'A' }],
      probes: [5000, 8000],
    })
  })

  it('agree on a case of the model: its first minutes', { timeout: 60_000 }, () => {
    const file = new URL('../../../fixtures/replication/cases/14-two-vms-delta-share.json', import.meta.url)
    bothWays({ ...JSON.parse(readFileSync(file, 'utf8')), end: 305_000 })
  })
})
