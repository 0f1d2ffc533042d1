import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Action } from '../../../../main/domain/replication/actions.ts'
import type { Scenario } from '../../../../main/domain/replication/scenario.ts'
import type { Simulation } from '../../../../main/domain/replication/simulation.ts'
import { anyAction, busyLab, disk, everything, hour, logged, minute, runs, scenario, smallLab, start, vm } from './replication-fixture.ts'

const walk = fc.array(fc.record({ at: fc.integer({ min: 0, max: 60 }).map((n) => n * 47 * 60_000 + (n % 3) * 1234), action: anyAction }), {
  maxLength: 12,
})
type Steps = readonly { at: number; action: Action | null }[]

/** Plays a lab with and without the shortcuts, the same to the byte; returns the cycles that each shortcut advanced. */
const bothWays = (given: Scenario, steps: Steps, end: number, checked = false): Simulation['slept'] => {
  const fast = logged(given, { checked })
  const plain = logged(given, { plain: true })
  for (const { simulation } of [fast, plain]) {
    for (const { at, action } of [...steps].sort((a, b) => a.at - b.at)) {
      simulation.advance(start + at)
      if (action !== null) simulation.act(action)
    }
    simulation.advance(start + end)
    simulation.settle()
  }
  expect(fast.lines).toEqual(plain.lines)
  expect(everything(fast.simulation)).toEqual(everything(plain.simulation))
  expect(plain.simulation.slept).toEqual({ quiet: 0, rhythmic: 0, riding: 0 })
  return { ...fast.simulation.slept }
}

describe('the shortcuts give the log, the digests and every answer of the plain event path', () => {
  it('in labs with everything in them', () => {
    let slept = 0
    fc.assert(
      fc.property(smallLab, walk, fc.boolean(), (lab, steps, roomy) => {
        const given = roomy
          ? {
              ...lab,
              site: { ...lab.site, upBps: 100_000_000 },
              hosts: lab.hosts.map((host) => ({ ...host, throttle: null, upBps: null })),
            }
          : lab
        const { quiet, rhythmic } = bothWays(given, steps, 70 * hour, true)
        slept += quiet + rhythmic
      }),
      { numRuns: runs(15), endOnFailure: true },
    )
    expect(slept).toBeGreaterThan(0)
  })

  it('where a link is full for hours, and sleeps there', () => {
    let labs = 0
    fc.assert(
      fc.property(busyLab, (lab) => {
        if (bothWays(lab, [], 30 * hour).rhythmic > 100) labs++
      }),
      { numRuns: runs(12), endOnFailure: true },
    )
    // In the others a machine needs more than its share, and cycles wait for each other.
    expect(labs).toBeGreaterThan(runs(4))
  })

  it('where play is cut and people act in a full hour', () => {
    const steps = fc.array(
      fc.record({ at: fc.integer({ min: 0, max: 12 * hour }).map((t) => t - (t % 1000)), action: fc.option(anyAction, { freq: 2 }) }),
      { maxLength: 6 },
    )
    let rhythmic = 0
    fc.assert(
      fc.property(busyLab, steps, (lab, acts) => {
        rhythmic += bothWays(lab, acts, 14 * hour, true).rhythmic
      }),
      { numRuns: runs(12), endOnFailure: true },
    )
    expect(rhythmic).toBeGreaterThan(0)
  })

  it('where initial replications and people take from a full link, and cycles get late', () => {
    const steps = fc.array(fc.record({ at: fc.integer({ min: 0, max: 10 * hour }), action: anyAction }), { maxLength: 3 })
    const beside = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 3 })
    let riding = 0
    fc.assert(
      fc.property(busyLab, beside, fc.integer({ min: 80, max: 250 }), steps, (lab, sizes, percent, acts) => {
        const joining = sizes.map((tens, n) =>
          vm(`IR${n}`, { disks: [disk({ usedBytes: tens * 10_000_000, churn: lab.vms[0]!.disks[0]!.churn })] }),
        )
        const upBps = Math.ceil((lab.site.upBps * percent) / 100)
        const given = { ...lab, site: { ...lab.site, upBps }, vms: [...lab.vms, ...joining] }
        const enabling = joining.map(({ name }, n) => ({ at: n * 2 * hour, action: { do: 'enable' as const, vm: name } }))
        riding += bothWays(given, [...enabling, ...acts], 12 * hour, true).riding
      }),
      { numRuns: runs(12), endOnFailure: true },
    )
    expect(riding).toBeGreaterThan(100)
  })

  it('where weeks are alike, and a rhythm of the week before is right again', () => {
    const [lab] = fc.sample(busyLab, { numRuns: 1, seed: 5 })
    const { rhythmic } = bothWays(
      { ...lab!, policies: lab!.policies.map((policy) => ({ ...policy, copyFrequencyMs: 5 * minute })) },
      [],
      16 * 24 * hour,
    )
    expect(rhythmic).toBeGreaterThan(1000)
  })

  it('where play stops at an event in a full hour', () => {
    const [lab] = fc.sample(busyLab, { numRuns: 1, seed: 5 })
    // Another machine is paused, and becomes critical while the rest is in its rhythm.
    const paused = vm('PAUSED', { initial: 'protected', disks: [disk()] })
    const given = { ...lab!, vms: [...lab!.vms, paused] }
    const [fast, plain] = [logged(given, {}), logged(given, { plain: true })]
    for (const { simulation } of [fast, plain]) {
      simulation.act({ do: 'pause', vm: 'PAUSED' })
      expect(simulation.advance(start + 9 * hour, (event) => event.to === 'Critical')).toBeLessThan(start + 5 * hour)
      simulation.settle()
    }
    expect(fast.simulation.slept.rhythmic).toBeGreaterThan(0)
    expect(fast.simulation.now).toBe(plain.simulation.now)
    expect(everything(fast.simulation)).toEqual(everything(plain.simulation))
  })
})

describe('nothing sleeps', () => {
  const constant = [{ type: 'constant' as const, bytesPerSec: 10_000 }]
  const machines = (part = {}) => [0, 1].map((n) => vm(`V${n}`, { initial: 'protected', disks: [disk({ churn: constant })], ...part }))

  it('while nothing is protected', () => {
    expect(bothWays(scenario({ vms: [vm('A')] }), [{ at: 0, action: { do: 'enable', vm: 'A' } }], 3 * hour)).toEqual({
      quiet: 0,
      rhythmic: 0,
      riding: 0,
    })
  })

  it('where VSS fails each hour', () => {
    const policies = [{ ...scenario().policies[0]!, appHours: 1 }]
    expect(bothWays(scenario({ policies, vms: machines({ vssCapable: false }) }), [], 5 * hour).quiet).toBeLessThanOrEqual(24)
  })

  it('but machines beside an initial replication on a full link ride', () => {
    const vms = [...machines(), vm('IR', { disks: [disk({ sizeBytes: 4e12, usedBytes: 4e12 })] })]
    const site = { upBps: 200_000, downBps: 0, throttle: null }
    const { rhythmic, riding } = bothWays(scenario({ site, vms }), [{ at: 0, action: { do: 'enable', vm: 'IR' } }], 5 * hour)
    expect(rhythmic).toBe(0)
    expect(riding).toBeGreaterThan(0)
  })

  it('but machines whose cycles wait for each other ride, until the first is late', () => {
    const site = { upBps: 90_000, downBps: 0, throttle: null }
    const { quiet, rhythmic, riding } = bothWays(scenario({ site, vms: machines() }), [], 5 * hour)
    expect({ quiet, rhythmic }).toEqual({ quiet: 0, rhythmic: 0 })
    expect(riding).toBeLessThan(20)
  })

  it('but machines on a wide link do', () => {
    const hosts = [{ ...scenario().hosts[0]!, perThreadBps: 1_000_000 }]
    const { quiet, rhythmic } = bothWays(scenario({ hosts, vms: machines() }), [], 5 * hour)
    expect(quiet).toBeGreaterThan(100)
    expect(rhythmic).toBe(0)
  })
})
