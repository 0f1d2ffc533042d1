import { expect, test } from 'vitest'
import { instantOfFields, wallFields } from '../../../renderer/ui/zoned-time.ts'

const berlin = 'Europe/Berlin'

test.each([
  ['winter', '2026-01-15', '12:00', Date.UTC(2026, 0, 15, 11)],
  ['summer', '2026-07-15', '12:00', Date.UTC(2026, 6, 15, 10)],
  ['the last minute before clocks go forward', '2026-03-29', '01:59', Date.UTC(2026, 2, 29, 0, 59)],
  ['the first minute after', '2026-03-29', '03:00', Date.UTC(2026, 2, 29, 1)],
  ['the first of an hour that comes twice', '2026-10-25', '02:30', Date.UTC(2026, 9, 25, 0, 30)],
])('reads a wall clock: %s', (_, date, time, ms) => {
  expect(instantOfFields({ date, time }, berlin)).toBe(ms)
  expect(wallFields(ms, berlin)).toEqual({ date, time })
})

test.each([
  ['2026-03-29', '02:30'],
  ['2026-02-30', '12:00'],
  ['', '12:00'],
  ['2026-05-12', ''],
])('refuses what is no instant: %s %s', (date, time) => {
  expect(instantOfFields({ date, time }, berlin)).toBeNull()
})

test('half hours and UTC', () => {
  expect(instantOfFields({ date: '2026-05-12', time: '05:30' }, 'Asia/Kolkata')).toBe(Date.UTC(2026, 4, 12))
  expect(instantOfFields({ date: '2026-05-12', time: '00:00' }, 'UTC')).toBe(Date.UTC(2026, 4, 12))
})
