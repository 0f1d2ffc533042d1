import { describe, expect, it } from 'vitest'
import { estimateCapacity, megabitsPerSecond, transferHours } from '../../../../main/domain/capacity/estimate.ts'
import { maximumThrottleKbps, minutesOf, throttleInRange } from '../../../../main/domain/capacity/throttle.ts'

const gib = 2 ** 30
const input = {
  machines: 10,
  sizeBytes: 1000 * gib,
  usedBytes: 500 * gib,
  dailyChangePercent: 5,
  linkMbps: 100,
  initialReplicationHours: 72,
  retentionHours: 2,
}

describe('quick estimate', () => {
  it('works with bits and seconds', () => {
    expect(megabitsPerSecond(1e6, 8)).toBe(1)
    expect(transferHours(45e9, 100)).toBe(1)
    expect(transferHours(1, 0)).toBe(Number.POSITIVE_INFINITY)
  })

  it('gives the figures of C8 and C32 and shows the numbers that went in', () => {
    const { figures, warnings } = estimateCapacity(input)
    const value = Object.fromEntries(figures.map((each) => [each.id, each.value]))
    expect(value).toEqual({
      'delta-bandwidth': '2.5 Mbps',
      'initial-bandwidth': '16.6 Mbps',
      'initial-hours': '11.9 h',
      'azure-storage': '1,002.1 GiB',
      'source-logs': '500.0 GiB',
      'source-initial': '1,000.0 GiB',
    })
    for (const figure of figures) {
      expect(figure.formula).toMatch(/500\.0 GiB|1,000\.0 GiB/)
      expect(figure.source).toContain('this console')
    }
    expect(warnings).toEqual([])
  })

  it('warns when the link is too small for the changes and for the wanted time', () => {
    const { warnings } = estimateCapacity({ ...input, linkMbps: 2 })
    expect(warnings).toHaveLength(2)
    expect(warnings[0]).toContain('2.5 Mbps; the link has 2 Mbps')
  })

  it('says nothing about no machines', () => {
    expect(estimateCapacity({ ...input, machines: 0, usedBytes: 0, sizeBytes: 0, linkMbps: 0 }).warnings).toEqual([])
  })
})

describe('throttle', () => {
  it.each([
    [511, 2016, false],
    [512, 2016, true],
    [102 * 1024, 2016, true],
    [102 * 1024 + 1, 2016, false],
    [1023 * 1024, 2020, true],
    [1023 * 1024 + 1, 2020, false],
    [600.5, 2016, false],
  ])('%d Kbps in %d: %s', (kbps, year, expected) => {
    expect(throttleInRange(kbps, year)).toBe(expected)
  })

  it('has the printed ceiling of 102 Mbps', () => {
    expect(maximumThrottleKbps(2016)).toBe(104448)
  })

  it.each([
    ['00:00', 0],
    ['09:00', 540],
    ['23:59', 1439],
    ['24:00', null],
    ['9:00', null],
    ['09:60', null],
    ['', null],
  ])('%s is minute %s', (time, minute) => {
    expect(minutesOf(time)).toBe(minute)
  })
})
