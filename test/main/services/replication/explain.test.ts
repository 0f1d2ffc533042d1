import { expect, test } from 'vitest'
import { PastInTurns } from '../../../../main/services/replication/past-in-turns.ts'
import type { RpoExplanation } from '../../../../preload/contract/replication.ts'
import { enabled, hour, newTimeLab, type OpenedLab, startMs } from './time-lab.ts'

const why = async ({ replication }: OpenedLab, id: number, atMs?: number): Promise<RpoExplanation> =>
  replication.explain({ id, ...(atMs === undefined ? {} : { atMs }) })
const codes = ({ chain }: RpoExplanation): string[] => chain.map(({ code }) => code)

test('a protected machine between two cycles, and the same instant asked for later', async () => {
  const lab = newTimeLab()
  const [first = 0] = await enabled(lab)
  await lab.clock.run({ event: 'all-protected' })
  await lab.clock.run({ event: 'point', item: first })
  const now = await why(lab, first)
  expect(now.summary).toMatch(/^The RPO of WEB0\d is /)
  expect(codes(now)[0]).toBe('newest-point')
  await lab.clock.step(5 * hour)
  expect(await why(lab, first, now.atMs)).toEqual({ ...now, summary: now.summary.replace(' is ', ' was ') })
  expect((await why(lab, first, startMs + 1)).summary).toMatch(/^WEB0\d had no RPO then\. /)
  await expect(why(lab, first, lab.simulation.nowMs + 1)).rejects.toThrow(expect.objectContaining({ code: 'clock-forward', field: 'atMs' }))
  await expect(why(lab, first, startMs - 1)).rejects.toThrow(expect.objectContaining({ code: 'not-found' }))
})

test('the past is played again in turns, and is what it is when it is played at once', async () => {
  const lab = newTimeLab()
  const [first = 0, second = 0] = await enabled(lab)
  await lab.clock.step(7 * hour)
  await lab.replication.act({ ids: [first], verb: 'pause' })
  await lab.clock.step(30 * hour)
  await lab.replication.act({ ids: [first], verb: 'resume' })
  await lab.clock.step(5 * hour)
  let slow = 0
  // A clock by which some looks make a turn.
  const past = new PastInTurns(lab.simulation, () => (slow += 0.1))
  const instants = [1, 7 * hour, 7 * hour + 1, 37 * hour, 42 * hour - 1].map((after) => startMs + after)
  const sims = await Promise.all(instants.map((atMs) => past.at(atMs)))
  for (const [n, atMs] of instants.entries()) expect([...(sims[n]?.items() ?? [])]).toEqual([...(lab.simulation.at(atMs)?.items() ?? [])])
  expect(await past.at(startMs - 1)).toBeNull()
  for (const id of [first, second]) expect((await why(lab, id, startMs + 20 * hour)).atMs).toBe(startMs + 20 * hour)
})

test('a pause: what it waits for, and when the RPO becomes a matter of health', async () => {
  const lab = newTimeLab()
  const [first = 0] = await enabled(lab)
  await lab.clock.run({ event: 'all-protected' })
  await lab.replication.act({ ids: [first], verb: 'pause' })
  await lab.clock.run({ event: 'critical', item: first })
  await lab.clock.step(hour)
  const told = await why(lab, first)
  expect(codes(told)).toEqual(expect.arrayContaining(['backlog', 'idle-paused-by-user', 'health-critical']))
  expect(told.summary).toContain('Replication was paused by a person.')
  expect(told.chain.find(({ code }) => code === 'health-critical')).toMatchObject({
    text: 'An RPO over 4 h makes Replication health Critical.',
    source: 'Thresholds of Settings, Model (ours, P9)',
  })
})

test('a closed window: the hours, what they leave, and that the backlog grows', async () => {
  const lab = newTimeLab()
  const [first = 0] = await enabled(lab)
  await lab.clock.run({ event: 'all-protected' })
  lab.store.apply({ kind: 'test', name: 'Throttle', actor: 'anna' }, (tx) =>
    tx.update('capacity_settings', 1, {
      throttle_enabled: 1,
      work_days: JSON.stringify(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
      work_start: '09:00',
      work_end: '18:00',
      work_bits_per_second: 1_000,
      non_work_bits_per_second: 2_048_000,
    }),
  )
  // Wednesday, 13 May 2026, 11:00 in Berlin.
  await lab.clock.run({ atMs: Date.UTC(2026, 4, 13, 9) })
  const told = await why(lab, first)
  const window = told.chain.find(({ code }) => code === 'window')
  expect(window?.text).toMatch(/^Work hours from 09:00 to 18:00: HV0\d may send 1 Kbps\. That changes in 7 h\.$/)
  expect(codes(told)).toEqual(expect.arrayContaining(['transfer-delta', 'limit-hostThrottle', 'falls-behind']))
  expect(told.summary).toContain('Work hours from 09:00 to 18:00')
})
