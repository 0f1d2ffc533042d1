import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Case, readCase } from '../../../../main/domain/replication/case-file.ts'
import { runCase } from '../../../../main/domain/replication/case-run.ts'
import { withJourney } from '../../../support/naive-replication/journeys.ts'
import { randomCase } from '../../../support/naive-replication/random-case.ts'
import { playNaively } from '../../../support/naive-replication/stepper.ts'
import { sha256 } from './replication-fixture.ts'

/** Words of refusals are the simulator's own; that something is refused is not. */
const withoutWords = (line: string): string => (line.includes('"e":"rejected"') ? line.replace(/,"why":"[^"]*"/, '') : line)

const bothWays = (json: unknown, make: (given: Case) => Case = (given) => given): void => {
  const given = make(readCase(json))
  const lines: string[] = []
  const { sha256: _, ...result } = runCase(given, sha256, (line) => lines.push(withoutWords(line)), { checked: true })
  const naive = playNaively(given)
  expect(lines).toEqual(naive.lines)
  expect(result).toEqual(naive.result)
}

/** NAIVE_SEEDS=first-last plays other labs than the usual ones, as many as there is time for. */
const range = process.env.NAIVE_SEEDS?.split('-').map(Number)
const seedsOf = (usual: readonly number[]): number[] => {
  if (range === undefined) return [...usual]
  const [first = 0, last = first] = range
  return Array.from({ length: last - first + 1 }, (_, n) => first + n)
}
const eachOf = (seeds: readonly number[], play: (seed: number) => void): void => {
  for (const seed of seeds) {
    try {
      play(seed)
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error })
    }
  }
}

describe('the simulator and a stepper that goes ms by ms', () => {
  it('agree to the byte on small labs', { timeout: 3_600_000 }, () => {
    eachOf(seedsOf([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]), (seed) => bothWays(randomCase(seed, (between) => between(4000, 16_000))))
  })

  // 46: a resynchronization that a failover dropped before it began is not the one after the way back.
  it('agree on plans that go there and back while the lab changes', { timeout: 3_600_000 }, () => {
    eachOf(seedsOf([46, 76, 84, 114, 118, 139, 156, 157]), (seed) =>
      bothWays(
        randomCase(seed, (between) => between(6000, 18_000)),
        (given) => withJourney(given, seed),
      ),
    )
  })

  it.each(['delta', 'full'])('agree on a case whose plan comes back by its groups (%s)', (mode) => {
    const disk = { lun: 0, sizeBytes: 60_000, churn: { type: 'constant', bytesPerSec: 900 } }
    const vm = { host: 'H', policy: 'P', initial: 'protected', disks: [disk] }
    bothWays({
      name: 'back-by-groups',
      start: '2016-05-02T00:00:00Z',
      end: 9000,
      site: { upBps: 1_000_000, downBps: 400_000 },
      hosts: [{ name: 'H' }],
      policies: [{ name: 'P', copyFrequencyMs: 1000 }],
      vms: ['A', 'B'].map((name) => ({ ...vm, name })),
      jobs: { prereq: 100, shutdown: 100, process: 100, createVm: 200, boot: 200, commit: 100, azShutdown: 150, onpremBoot: 250 },
      params: { checksumBytesPerSec: 200_000 },
      plans: [
        {
          name: 'R',
          groups: [
            { vms: ['B'], pre: [], post: [{ type: 'manual', name: 'look' }] },
            { vms: ['A'], pre: [{ type: 'script', name: 'dns', durationMs: 300 }], post: [] },
          ],
        },
      ],
      actions: [
        ...['A', 'B'].map((name) => ({ at: 500, do: 'unplanned', vm: name, point: 'latest', shutdown: true })),
        ...['A', 'B'].map((name) => ({ at: 2000, do: 'commit', vm: name })),
        { at: 3000, do: 'planRun', plan: 'R', kind: 'failback', mode },
        ...['A', 'B'].map((name) => ({ at: 4900, do: 'completeFailover', vm: name })),
        { at: 6900, do: 'confirm', plan: 'R' },
        ...['A', 'B'].map((name) => ({ at: 8500, do: 'commit', vm: name })),
      ],
      probes: [3500, 5000, 6000],
    })
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
