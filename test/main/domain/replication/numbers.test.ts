import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Pool } from '../../../../main/domain/replication/bandwidth.ts'
import { AsciiText, asciiOf, ByteReader, ByteWriter } from '../../../../main/domain/replication/bytes.ts'
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

  it('writes whole numbers in digits, as many as there are', () => {
    const text = new AsciiText()
    fc.assert(
      fc.property(whole, fc.integer({ min: 0, max: 53 }), (a, bits) => {
        const values = [Math.floor(a / 2 ** bits), 10 ** (bits % 16), 10 ** (bits % 16) - 1, Number.MAX_SAFE_INTEGER]
        for (const value of values) {
          text.digits(value)
          text.write(asciiOf(','))
        }
        expect(Buffer.from(text.take()).toString('latin1')).toBe(values.map((value) => `${value},`).join(''))
      }),
      { numRuns: 2000 },
    )
  })

  it('read back texts of any length and letters, and skip them', () => {
    for (const length of [0, 1, 8191, 8192, 8193, 20_000]) {
      const text = 'aé漢\u{1f600}"\u0000'.repeat(length).slice(0, length)
      const out = new ByteWriter()
      for (let n = 0; n < 2; n++) out.text(text)
      out.whole(7)
      const back = new ByteReader(out.done())
      expect(back.text() === text).toBe(true)
      back.skipText()
      expect(back.whole()).toBe(7)
    }
  })

  it('keeps columns in bytes, however little room there was', () => {
    fc.assert(
      fc.property(fc.array(whole), fc.nat(20), (column, room) => {
        const out = new ByteWriter(room)
        const near = [...column.map((each) => start + (each % 2 ** 40)), Infinity, -1]
        out.wholes(column, column.length)
        out.instants(near, near.length, start)
        const back = new ByteReader(out.done())
        const [wholes, instants] = [[], []] as [number[], number[]]
        back.wholes(wholes, column.length)
        back.instants(instants, near.length, start)
        expect(wholes).toEqual(column)
        expect(instants).toEqual(near)
      }),
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

/** The rule as it is written: step by step, each transfer by itself. */
const fill = (transfers: readonly { h: number }[], hosts: readonly { threads: number; cap: number }[], site: number): number[] => {
  const open = transfers.map(({ h }) => ({ h, cap: hosts[h]!.threads, rate: -1 }))
  let left = site
  const leftOf = hosts.map(({ cap }) => cap)
  for (;;) {
    const rest = open.filter(({ rate }) => rate < 0)
    if (rest.length === 0) return open.map(({ rate }) => rate)
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
}

describe('shares of the link', () => {
  const columns = () => ({ trFinish: new Float64Array(64), trRest: new Float64Array(64) })

  it('are those of filling step by step', () => {
    const host = fc.record({
      n: fc.integer({ min: 0, max: 6 }),
      threads: fc.integer({ min: 1, max: 200 }),
      cap: fc.integer({ min: 0, max: 600 }),
    })
    fc.assert(
      fc.property(fc.array(host, { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 900 }), (hosts, site) => {
        const pool = new Pool(columns())
        let i = 0
        pool.setSite(site)
        hosts.forEach(({ n, threads, cap }, h) => {
          pool.addHost()
          pool.setHost(h, threads, cap)
          for (let k = 0; k < n; k++) pool.add(i++, h, 0, 1000, 0)
        })
        pool.share(0)
        const transfers = hosts.flatMap(({ n }, h) => Array.from({ length: n }, () => ({ h })))
        const rates = fill(transfers, hosts, site)
        expect(transfers.map(({ h }) => pool.rateOf(h))).toEqual(rates)
        expect(pool.inUse).toBe(rates.reduce((a, b) => a + b, 0))
      }),
      { numRuns: 500 },
    )
  })

  it('and what is left of each transfer stay right while transfers come and go and caps change', () => {
    const caps = { threads: fc.integer({ min: 1, max: 200 }), cap: fc.integer({ min: 0, max: 600 }) }
    const step = fc.record({
      wait: fc.integer({ min: 0, max: 200 }),
      does: fc.oneof(
        { weight: 6, arbitrary: fc.record({ h: fc.nat(3), bytes: fc.integer({ min: 1, max: 9 }), mb: fc.integer({ min: 0, max: 7999 }) }) },
        { weight: 2, arbitrary: fc.record({ drop: fc.nat(20) }) },
        { weight: 1, arbitrary: fc.record({ site: fc.integer({ min: 0, max: 900 }) }) },
        { weight: 1, arbitrary: fc.record({ h: fc.nat(3), ...caps }) },
      ),
    })
    const hosts4 = fc.array(fc.record(caps), { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(hosts4, fc.integer({ min: 0, max: 900 }), fc.array(step, { maxLength: 40 }), (given, firstSite, steps) => {
        const pool = new Pool(columns())
        const hosts = given.map((each) => ({ ...each }))
        let site = firstSite
        pool.setSite(site)
        hosts.forEach(({ threads, cap }, h) => {
          pool.addHost()
          pool.setHost(h, threads, cap)
        })
        let flights: { i: number; h: number; left: number; rate: number }[] = []
        let now = 0
        const agree = (): void => {
          pool.share(now)
          const rates = fill(flights, hosts, site)
          flights.forEach((each, k) => {
            each.rate = rates[k]!
            expect([pool.rateOf(each.h), pool.left(each.i, each.h, now)]).toEqual([each.rate, each.left])
          })
          expect(pool.nextTime()).toBe(
            Math.min(Infinity, ...flights.map(({ left, rate }) => (rate === 0 ? Infinity : now + ceilDiv(left, rate)))),
          )
        }
        const playTo = (to: number): void => {
          while (now < to) {
            const at = Math.min(to, pool.nextTime())
            for (const each of flights) each.left = Math.max(0, each.left - each.rate * (at - now))
            now = at
            const gone: number[] = []
            pool.done(now, (i) => gone.push(i))
            expect(gone.sort((a, b) => a - b)).toEqual(flights.filter(({ left }) => left === 0).map(({ i }) => i))
            for (const { i, h, left } of flights) if (left === 0) pool.remove(i, h, now)
            flights = flights.filter(({ left }) => left > 0)
            agree()
          }
        }
        agree()
        steps.forEach(({ wait, does }, i) => {
          playTo(now + wait)
          if ('bytes' in does) {
            pool.add(i, does.h, now, does.bytes, does.mb)
            flights.push({ i, h: does.h, left: does.bytes * 8000 + does.mb, rate: 0 })
          } else if ('drop' in does) {
            const gone = flights[does.drop]
            if (gone !== undefined) expect(pool.remove(gone.i, gone.h, now)).toBe(gone.left)
            flights = flights.filter((each) => each !== gone)
          } else if ('site' in does) {
            site = does.site
            pool.setSite(site)
          } else {
            hosts[does.h] = { threads: does.threads, cap: does.cap }
            pool.setHost(does.h, does.threads, does.cap)
          }
          agree()
        })
        playTo(now + 5000)
      }),
      { numRuns: 300 },
    )
  })
})
