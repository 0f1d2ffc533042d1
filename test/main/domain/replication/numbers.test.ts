import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Pool } from '../../../../main/domain/replication/bandwidth.ts'
import { ByteReader, ByteWriter } from '../../../../main/domain/replication/bytes.ts'
import { inWindow, nextBoundary, nextLocalMinute } from '../../../../main/domain/replication/clock.ts'
import { ceilDiv, floorDiv, jittered, jitterOf, mulDivFloor, rand32 } from '../../../../main/domain/replication/numbers.ts'
import { hour, minute, start } from './replication-fixture.ts'

const whole = fc.maxSafeInteger().map(Math.abs)

describe('numbers', () => {
  it.each([
    [0, 0, 0, 0],
    [7, 3, 5, 3541145354],
    [42, 24999, 1000, 2514782876],
    [4294967295, 65535, 1, 1470189649],
  ])('rand32(%i, %i, %i) is %i', (seed, stream, n, value) => {
    expect(rand32(seed, stream, n)).toBe(value)
  })

  it('spreads a duration as the vector says', () => {
    expect(jittered(180_000, jitterOf(180_000, 200), rand32(7, 3, 5))).toBe(203_363)
  })

  it('divides exactly', () => {
    fc.assert(
      fc.property(whole, whole, fc.integer({ min: 1, max: 2 ** 40 }), (a, b, c) => {
        expect(floorDiv(a, c)).toBe(Number(BigInt(a) / BigInt(c)))
        expect(ceilDiv(a, c)).toBe(Number((BigInt(a) + BigInt(c) - 1n) / BigInt(c)))
        const exact = (BigInt(a) * BigInt(b)) / BigInt(c)
        if (exact <= BigInt(Number.MAX_SAFE_INTEGER)) expect(mulDivFloor(a, b, c)).toBe(Number(exact))
      }),
      { numRuns: 2000 },
    )
  })

  it('keeps every whole number and instant in bytes', () => {
    fc.assert(
      fc.property(whole, fc.maxSafeInteger(), fc.string(), fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), (a, b, text, near) => {
        const out = new ByteWriter()
        out.whole(a)
        out.signed(b)
        out.text(text)
        for (const t of [start + near, Infinity, -1]) out.instant(t, start)
        const back = new ByteReader(out.done())
        expect([back.whole(), back.signed(), back.text()]).toEqual([a, b, text])
        expect([back.instant(start), back.instant(start), back.instant(start)]).toEqual([start + near, Infinity, -1])
      }),
    )
  })
})

describe('clock', () => {
  const zone = {
    offsetMin: 60,
    transitions: [
      { at: start + 3 * hour, offsetMin: 120 },
      { at: start + 200 * hour, offsetMin: 60 },
    ],
  }
  const aWindow = fc.record({
    days: fc.subarray([1, 2, 3, 4, 5, 6, 7]),
    fromMin: fc.integer({ min: 0, max: 1439 }),
    toMin: fc.integer({ min: 0, max: 1439 }),
  })

  it('never lets a window begin or end unseen', () => {
    fc.assert(
      fc.property(aWindow, fc.integer({ min: 0, max: 300 * 60 }), (window, at) => {
        const t = start + at * minute
        const next = Math.min(nextBoundary(zone, [window], t), t + 30 * hour)
        for (let m = t; m < next; m += minute) expect(inWindow(zone, window, m)).toBe(inWindow(zone, window, t))
      }),
      { numRuns: 60 },
    )
  })

  it('finds a local time of day, and waits a day for one that is skipped', () => {
    const skip = { offsetMin: 60, transitions: [{ at: start + hour, offsetMin: 120 }] }
    // 02:00 local is 01:00 UTC, at which the clocks jump to 03:00.
    expect(nextLocalMinute(skip, 150, start)).toBe(start + 24 * hour + 30 * minute)
    expect(nextLocalMinute(skip, 60, start)).toBe(start)
    expect(nextLocalMinute(skip, 61, start + 1)).toBe(start + minute)
  })
})

describe('shares of the link', () => {
  it('are those of filling step by step', () => {
    const host = fc.record({
      n: fc.integer({ min: 0, max: 6 }),
      threads: fc.integer({ min: 1, max: 200 }),
      cap: fc.integer({ min: 0, max: 600 }),
    })
    fc.assert(
      fc.property(fc.array(host, { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 900 }), (hosts, site) => {
        const columns = { trFinish: new Float64Array(64), trRest: new Float64Array(64) }
        const pool = new Pool(columns)
        let i = 0
        pool.setSite(site)
        hosts.forEach(({ n, threads, cap }, h) => {
          pool.addHost()
          pool.setHost(h, threads, cap)
          for (let k = 0; k < n; k++) pool.add(i++, h, 0, 1000, 0)
        })
        pool.share(0)
        // The rule as it is written: each transfer by itself.
        const open = hosts.flatMap(({ n, threads }, h) => Array.from({ length: n }, () => ({ h, cap: threads, rate: -1 })))
        let left = site
        const leftOf = hosts.map(({ cap }) => cap)
        for (;;) {
          const rest = open.filter(({ rate }) => rate < 0)
          if (rest.length === 0) break
          const shareOf = (h: number): number => Math.floor(leftOf[h]! / rest.filter((each) => each.h === h).length)
          const least = Math.min(Math.floor(left / rest.length), ...rest.map(({ h, cap }) => Math.min(cap, shareOf(h))))
          const byCap = rest.filter(({ cap }) => cap === least)
          const byHost = rest.filter(({ h }) => shareOf(h) === least)
          for (const each of byCap.length > 0 ? byCap : byHost.length > 0 ? byHost : rest) {
            each.rate = least
            left -= least
            leftOf[each.h]! -= least
          }
        }
        for (const { h, rate } of open) expect(pool.rate[h]).toBe(rate)
      }),
      { numRuns: 500 },
    )
  })
})
