import { expect, test } from 'vitest'
import { RpoHours } from '../../../../main/domain/replication/rpo-hours.ts'

const hour = 3_600_000
const min = 60_000

test('min, max and last of each hour follow the sawtooth, and a gap leaves none', () => {
  const rpo = new RpoHours(0, -5 * min)
  rpo.change(20 * min, 15 * min)
  rpo.pass(2 * hour + 10 * min)
  rpo.change(2 * hour + 10 * min, null)
  rpo.pass(4 * hour)
  expect(rpo.hours).toEqual([
    // 5 to 25 min, then from 5 again to 45.
    { startMs: 0, minMs: 5 * min, maxMs: 45 * min, lastMs: 45 * min, whyMs: hour - 1 },
    { startMs: hour, minMs: 45 * min, maxMs: 105 * min, lastMs: 105 * min, whyMs: 2 * hour - 1 },
    { startMs: 2 * hour, minMs: 105 * min, maxMs: 115 * min, lastMs: null, whyMs: 2 * hour + 10 * min - 1 },
    { startMs: 3 * hour, minMs: null, maxMs: null, lastMs: null, whyMs: null },
    { startMs: 4 * hour, minMs: null, maxMs: null, lastMs: null, whyMs: null },
  ])
})
