import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyAction, everything, hour, logged, smallLab, start } from './replication-fixture.ts'

const walk = fc.array(fc.record({ at: fc.integer({ min: 0, max: 60 }).map((n) => n * 47 * 60_000 + (n % 3) * 1234), action: anyAction }), {
  maxLength: 12,
})
const end = start + 70 * hour

describe('the shortcut', () => {
  it('gives the log, the digests and every answer of the plain event path', () => {
    fc.assert(
      fc.property(smallLab, walk, fc.boolean(), (lab, steps, roomy) => {
        const given = roomy
          ? {
              ...lab,
              site: { ...lab.site, upBps: 100_000_000 },
              hosts: lab.hosts.map((host) => ({ ...host, throttle: null, upBps: null })),
            }
          : lab
        const fast = logged(given, { checked: true })
        const plain = logged(given, { plain: true })
        for (const { simulation } of [fast, plain]) {
          for (const { at, action } of [...steps].sort((a, b) => a.at - b.at)) {
            simulation.advance(start + at)
            simulation.act(action)
          }
          simulation.advance(end)
          simulation.settle()
        }
        expect(fast.lines).toEqual(plain.lines)
        expect(everything(fast.simulation)).toEqual(everything(plain.simulation))
      }),
      { numRuns: 80, endOnFailure: true },
    )
  })
})
