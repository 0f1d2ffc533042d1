import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LogEvent, restoreSimulation, type Simulation } from '../../../../main/domain/replication/simulation.ts'
import { anyAction, everything, hour, logged, runs, sha256, smallLab, start } from './replication-fixture.ts'

const walk = fc.array(fc.record({ at: fc.integer({ min: 0, max: 44 * hour }), action: anyAction }), { minLength: 20, maxLength: 60 })
const inOrder = <T extends { at: number }>(list: readonly T[]): T[] => [...list].sort((a, b) => a.at - b.at)
const end = start + 46 * hour

const play = (simulation: Simulation, steps: readonly { at: number; action: Parameters<Simulation['act']>[0] }[]): void => {
  for (const { at, action } of steps) {
    simulation.advance(start + at)
    simulation.act(action)
  }
  simulation.advance(end)
}

describe('random walks', () => {
  it('never leave the table, and keep every invariant, whatever is done when', () => {
    fc.assert(
      fc.property(smallLab, walk, (lab, steps) => {
        const { simulation, lines } = logged(lab)
        play(simulation, inOrder(steps))
        expect(simulation.events).toBe(lines.length)
        for (const item of simulation.items()) expect(item.pending).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: runs(25), endOnFailure: true },
    )
  })

  it('give the same log and the same answers however play is cut', () => {
    fc.assert(
      fc.property(smallLab, walk, fc.array(fc.integer({ min: 0, max: 46 * hour }), { maxLength: 60 }), (lab, steps, cuts) => {
        const whole = logged(lab, {})
        play(whole.simulation, inOrder(steps))
        const cut = logged(lab, {})
        const marks = [...steps.map(({ at, action }) => ({ at, action })), ...cuts.map((at) => ({ at, action: null }))]
        for (const { at, action } of inOrder(marks.map((mark) => ({ ...mark })))) {
          cut.simulation.advance(start + at)
          if (action !== null) cut.simulation.act(action)
        }
        cut.simulation.advance(end)
        expect(cut.lines).toEqual(whole.lines)
        expect(everything(cut.simulation)).toEqual(everything(whole.simulation))
      }),
      { numRuns: runs(15), endOnFailure: true },
    )
  })

  it('go on from a checkpoint as if nothing had happened', () => {
    fc.assert(
      fc.property(smallLab, walk, fc.integer({ min: 0, max: 46 * hour }), fc.boolean(), (lab, steps, stop, ended) => {
        const whole = logged(lab, {})
        const first = logged(lab, {})
        const sorted = inOrder(steps)
        play(whole.simulation, sorted)
        for (const { at, action } of sorted.filter(({ at }) => at < stop)) {
          first.simulation.advance(start + at)
          first.simulation.act(action)
        }
        first.simulation.advance(start + stop)
        const rest = sorted.filter(({ at }) => at >= stop)
        // A ms that has ended takes no actions any more.
        if (ended && rest.every(({ at }) => at > stop)) first.simulation.settle()
        const saved = structuredClone(first.simulation.save())
        const second = restoreSimulation(saved, lab.vms, { sha256, onLine: (line) => first.lines.push(line) }, { checked: true })
        expect(everything(second)).toEqual(everything(first.simulation))
        play(second, rest)
        expect(first.lines).toEqual(whole.lines)
        expect(everything(second)).toEqual(everything(whole.simulation))
      }),
      { numRuns: runs(15), endOnFailure: true },
    )
  })

  it('stop at the first event that is looked for', () => {
    fc.assert(
      fc.property(smallLab, (lab) => {
        const { simulation, lines } = logged(lab, {})
        const wanted = (event: LogEvent): boolean => event.e === 'health' && event.to === 'Critical'
        const reached = simulation.advance(end, wanted)
        const at = lines.findIndex((line) => line.includes('"to":"Critical"'))
        if (at < 0) expect(reached).toBe(end)
        else {
          const { t } = JSON.parse(lines[at]!) as { t: number }
          expect([t, t + 1]).toContain(reached)
          expect(lines.slice(0, at).some((line) => line.includes('"to":"Critical"'))).toBe(false)
        }
      }),
      { numRuns: runs(10), endOnFailure: true },
    )
  })
})
