import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { disk, hour, logged, minute, scenario, start, vm } from './replication-fixture.ts'

const enable = { do: 'enable', vm: 'A' } as const
const constant = (bytesPerSec: number) => [{ type: 'constant' as const, bytesPerSec }]

describe('closed forms', () => {
  it('100 GiB used, alone at 50 Mbit/s: the initial replication takes 17,179,870 ms', () => {
    const used = 100 * 2 ** 30
    const given = scenario({
      site: { upBps: 50_000_000, downBps: 0, throttle: null },
      vms: [vm('A', { disks: [disk({ sizeBytes: used, usedBytes: used })] })],
    })
    const { simulation, lines } = logged(given)
    simulation.act(enable)
    simulation.advance(start + 24 * hour)
    const at = (state: string): number => JSON.parse(lines.find((line) => line.includes(`"to":"${state}"`))!).t
    expect(at('M4') - at('M3')).toBe(17_179_870)
  })

  it('an initial replication of D bytes at B lasts D/B, rounded up to a ms, whatever D and B', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4e12 }), fc.integer({ min: 1_000_000, max: 10_000_000_000 }), (bytes, bps) => {
        const given = scenario({
          site: { upBps: bps, downBps: 0, throttle: null },
          vms: [vm('A', { disks: [disk({ sizeBytes: bytes, usedBytes: bytes })] })],
        })
        const { simulation, lines } = logged(given)
        simulation.act(enable)
        const ms = (BigInt(bytes) * 8000n + BigInt(bps) - 1n) / BigInt(bps)
        simulation.advance(start + minute + Number(ms))
        const done = lines.find((line) => line.includes('"to":"M4"'))
        expect(JSON.parse(done!).t).toBe(start + minute + Number(ms))
      }),
      { numRuns: 200 },
    )
  })

  it('churn below the link: the RPO never passes copy frequency and transfer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900_000 }), (rate) => {
        const given = scenario({ vms: [vm('A', { initial: 'protected', disks: [disk({ sizeBytes: 4e12, churn: constant(rate) })] })] })
        const { simulation } = logged(given)
        simulation.advance(start + 12 * hour)
        const item = simulation.item(0)
        expect(item.missed).toBe(0)
        expect(item.rpoPeakMs).toBe(5 * minute + Math.ceil((rate * 300 * 8000) / 8_000_000))
      }),
      { numRuns: 50 },
    )
  })

  it('churn above the link: the backlog grows by the difference, and the resynchronization is due at its ms', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2_000_000, max: 9_000_000 }), fc.integer({ min: 10, max: 60 }), (rate, gb) => {
        const size = gb * 1e9
        const given = scenario({ vms: [vm('A', { initial: 'protected', disks: [disk({ sizeBytes: size, churn: constant(rate) })] })] })
        const { simulation, lines } = logged({ ...given, params: { ...given.params, autoResync: false } })
        simulation.advance(start + 48 * hour, (event) => event.e === 'resyncRequired')
        const required = JSON.parse(lines.find((line) => line.includes('resyncRequired'))!).t as number
        // Captures at s(k); the log counts from the last completed one and reaches half the disk in the k-th flight.
        let [from, base, due] = [0, 0, 0]
        const wrote = (t: number): number => Math.floor((t * rate) / 1000)
        for (;;) {
          const now = Math.max(due, from)
          const amount = wrote(now) - base
          const done = now + Math.ceil((amount * 8000) / 8_000_000)
          let half = Math.floor(((base + size / 2) * 1000) / rate)
          while (wrote(half) - base < size / 2) half++
          if (half < done) {
            expect(required - start).toBe(half)
            break
          }
          base = wrote(now)
          from = done
          due = Math.floor(now / 300_000) * 300_000 + 300_000
        }
        const item = simulation.item(0)
        // Once the first capture is on its way the link never rests; the rest of a transfer's last ms is nobody's.
        const sent = required - start - 300_000
        expect(Math.abs(item.pending - (item.written - sent * 1000))).toBeLessThanOrEqual(1000 * (item.cycles + 1))
      }),
      { numRuns: 40 },
    )
  })

  it('twice the link never worsens the sum of missed cycles over a day of even churn', () => {
    const missed = (upBps: number): number => {
      const given = scenario({
        site: { upBps, downBps: 0, throttle: null },
        vms: Array.from({ length: 6 }, (_, n) =>
          vm(`V${n}`, { initial: 'protected', disks: [disk({ sizeBytes: 4e12, churn: constant(150_000) })] }),
        ),
      })
      const { simulation } = logged(given)
      simulation.advance(start + 24 * hour)
      return [...simulation.items()].reduce((sum, item) => sum + item.missed, 0)
    }
    expect(missed(8_000_000)).toBeLessThanOrEqual(missed(4_000_000))
  })
})
