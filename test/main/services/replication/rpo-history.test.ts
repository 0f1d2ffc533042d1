import { expect, test } from 'vitest'
import { replication as area } from '../../../../preload/contract/replication.ts'
import { enabled, hour, newTimeLab, type OpenedLab } from './time-lab.ts'

const historyOf = async (lab: OpenedLab, id: number, hours: number) =>
  area.members.rpoHistory.output.parse(await lab.replication.rpoHistory({ id, hours }))

test('RPO hour by hour is what looks every ten seconds find, across a pause and a failover', async () => {
  const lab = newTimeLab()
  const [id] = (await enabled(lab, 'name:WEB01 OR name:WEB02')) as [number]
  await lab.clock.run({ event: 'protected' })
  await lab.clock.step(2 * hour)
  await lab.replication.act({ ids: [id], verb: 'pause' })
  await lab.clock.step(hour)
  await lab.replication.act({ ids: [id], verb: 'resume' })
  await lab.clock.step(hour / 2)
  await lab.replication.unplanned({ ids: [id], point: 'latest', shutdown: false })
  await lab.clock.step(hour)
  const history = await historyOf(lab, id, 24)
  expect(await historyOf(lab, id, 24)).toEqual(history)
  expect(history.toMs).toBe(lab.simulation.nowMs)

  // A look every ten seconds never sees less than the least nor more than the greatest, and comes near both.
  const looks = new Map<number, number[]>()
  for (const { sim, toMs: until, counts } of lab.simulation.time.replay(history.fromMs, history.toMs)) {
    if (!counts) sim.advance(until)
    const index = sim.indexOf(lab.simulation.nameOf(id) ?? '') as number
    while (sim.now < until) {
      sim.advance(Math.min(until, sim.now + 10_000))
      const rpo = sim.rpoOf(index)
      const start = Math.floor((sim.now - 1) / hour) * hour
      if (rpo !== null) looks.set(start, [...(looks.get(start) ?? []), rpo])
    }
  }
  expect(history.hours.filter((each) => each.maxMs !== null).length).toBeGreaterThan(3)
  for (const { startMs, minMs, maxMs } of history.hours) {
    const seen = looks.get(startMs)
    if (seen === undefined || minMs === null || maxMs === null) continue
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(minMs)
    expect(Math.min(...seen) - minMs).toBeLessThan(10_001)
    expect(Math.max(...seen)).toBeLessThanOrEqual(maxMs)
    expect(maxMs - Math.max(...seen)).toBeLessThan(10_001)
  }
  expect(history.hours.at(-1)?.lastMs).toBeNull()
  const worst = history.hours.reduce((most, each) => ((each.maxMs ?? 0) > (most.maxMs ?? 0) ? each : most))
  expect(worst.maxMs).toBeGreaterThan(hour)
  const why = area.members.explain.output.parse(lab.replication.explain({ id, atMs: worst.whyMs ?? 0 }))
  expect((worst.maxMs ?? 0) - (why.rpoMs ?? 0)).toBeLessThanOrEqual(1)
})
