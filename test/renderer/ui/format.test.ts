import * as fc from 'fast-check'
import { runInAction } from 'mobx'
import { describe, expect, it } from 'vitest'
import {
  formatBytes,
  formatCell,
  formatDuration,
  formatLabTime,
  formatPercent,
  formatWallTime,
  times,
} from '../../../renderer/ui/format.ts'

const context = { sizeSuffix: 'GiB', timeZone: 'Europe/Berlin' } as const
const MIB = 1024 ** 2
const GIB = 1024 ** 3

describe('formatBytes', () => {
  it.each([
    [0, '0.0 MiB'],
    [512 * MIB, '512.0 MiB'],
    [GIB, '1.0 GiB'],
    [32 * GIB, '32.0 GiB'],
    [1023 * GIB, '1,023.0 GiB'],
    [1.7 * 1024 * GIB, '1.7 TiB'],
    [20_480 * GIB, '20.0 TiB'],
    [5_000_000 * GIB, '4,882.8 TiB'],
  ])('%d prints %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))

  it('changes only the suffix for "GB as VMM writes it"', () => expect(formatBytes(32 * GIB, 'GB')).toBe('32.0 GB'))

  it('never prints 1,024.0 of a unit that has a larger one', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 42 }), (bytes) => !/^1,024\.0 [MG]/.test(formatBytes(bytes))))
  })
})

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [1, 'under 1 s'],
    [42_000, '42 s'],
    [180_000, '3 min'],
    [200_000, '3 min 20 s'],
    [7_500_000, '2 h 05 min'],
    [(4 * 24 + 18) * 3_600_000, '4 d 18 h'],
    [86_400_000 + 60_000, '1 d'],
  ])('%d ms prints %s', (ms, text) => expect(formatDuration(ms)).toBe(text))
})

describe('formatPercent', () => {
  it.each([
    [0, '0 %'],
    [5, '5 %'],
    [7.25, '7.3 %'],
    [9.96, '10 %'],
    [42.4, '42 %'],
  ])('%d prints %s', (value, text) => expect(formatPercent(value)).toBe(text))
})

describe('times', () => {
  const noon = Date.UTC(2026, 4, 12, 12, 5)
  it('prints lab time plain, in the zone of the lab', () => expect(formatLabTime(noon, context)).toBe('12 May 2026 14:05'))
  it('names wall time', () => expect(formatWallTime(noon, 'en-GB', 'UTC')).toBe('12 May 2026 12:05 wall'))
  it('keeps the order of day, month and year in any language', () =>
    expect(formatLabTime(noon, { timeZone: 'UTC', locale: 'en-US' })).toBe('12 May 2026 12:05'))
  it('prints every time in UTC when asked, and says so', () => {
    runInAction(() => (times.utc = true))
    expect(formatLabTime(noon, context)).toBe('12 May 2026 12:05 UTC')
    expect(formatWallTime(noon, 'en-GB', 'America/New_York')).toBe('12 May 2026 12:05 UTC wall')
    runInAction(() => (times.utc = false))
    expect(formatLabTime(noon, context)).toBe('12 May 2026 14:05')
  })
  it('prints midnight as 00', () => expect(formatLabTime(Date.UTC(2026, 0, 1), { timeZone: 'UTC' })).toBe('1 Jan 2026 00:00'))
})

describe('formatCell', () => {
  it.each([
    [null, 'bytes', '-'],
    ['', 'text', '-'],
    [undefined, 'count', '-'],
    [0, 'count', '0'],
    [1240, 'count', '1,240'],
    ['warnings', 'verdict', 'Ready with warnings'],
    ['completed-info', 'jobStatus', 'Completed w/ Info'],
    ['Running', 'vmState', 'Running'],
    [1, 'yesNo', 'Yes'],
    [0, 'yesNo', 'No'],
  ] as const)('%s as %s prints %s', (value, format, text) => expect(formatCell(value, format, context)).toBe(text))
})
