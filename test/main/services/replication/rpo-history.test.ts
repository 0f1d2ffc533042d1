import { expect, test } from 'vitest'
import type { Simulation } from '../../../../main/domain/replication/simulation.ts'
import { RpoHistories } from '../../../../main/services/replication/rpo-history.ts'
import { StretchPlay, stretchesOf } from '../../../../main/services/replication/rpo-stretch.ts'
import { replication as area } from '../../../../preload/contract/replication.ts'
import { enabled, hour, newTimeLab, type OpenedLab } from './time-lab.ts'

const historyOf = async (lab: OpenedLab, id: number, hours: number) => {
  for (;;) {
    const history = area.members.rpoHistory.output.parse(await lab.replication.rpoHistory({ id, hours }))
    if (history.done) return history
  }
}

/** The same in one piece, from the checkpoint before it. */
const inOneGo = (lab: OpenedLab, id: number, { fromMs, toMs }: { fromMs: number; toMs: number }) => {
  const play = new StretchPlay(lab.simulation, lab.simulation.live as Simulation, lab.simulation.nameOf(id) ?? '', { fromMs, toMs })
  expect(play.work(() => false)).toBe(true)
  return play.hours.filter(({ startMs }) => startMs < toMs)
}

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
  expect(history.hours).toEqual(inOneGo(lab, id, history))

  // A look every ten seconds never sees less than the least nor more than the greatest, and comes near both.
  const looks = new Map<number, number[]>()
  for (const leg of lab.simulation.time.replay(lab.simulation.live as Simulation, history.fromMs, history.toMs)) {
    if (leg === null) continue
    const { sim, toMs: until, counts } = leg
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
  const why = area.members.explain.output.parse(await lab.replication.explain({ id, atMs: worst.whyMs ?? 0 }))
  expect((worst.maxMs ?? 0) - (why.rpoMs ?? 0)).toBeLessThanOrEqual(1)
})

test('a history grows from the newest hours on, whenever it is asked for, and is the same in pieces as in one', async () => {
  const lab = newTimeLab()
  const [id] = (await enabled(lab, 'name:WEB01 OR name:WEB02')) as [number]
  for (let n = 0; n < 9; n++) {
    await lab.clock.step(5 * hour + n * 601_003)
    lab.simulation.keeper.now()
  }
  let looks = 0
  const histories = new RpoHistories(lab.simulation, () => ++looks)
  // No time for anything: each call takes one turn, of a dozen looks at the clock.
  const first = await histories.ask(id, 40, 0)
  expect(first.done).toBe(false)
  let [before, asks] = [first, 1]
  for (; !before.done; asks++) {
    const next = await histories.ask(id, 40, 0)
    expect(next.hours.length).toBeGreaterThanOrEqual(before.hours.length)
    expect(next.hours.at(-1)?.startMs ?? 0).toBeGreaterThanOrEqual(before.hours.at(-1)?.startMs ?? 0)
    before = next
  }
  expect(asks).toBeGreaterThan(3)
  expect(before.hours).toHaveLength(40)
  expect(before.hours).toEqual(inOneGo(lab, id, before))

  // What is known is not played again: time that has passed comes to it, and more of the past.
  await lab.clock.step(2 * hour)
  await lab.replication.act({ ids: [id], verb: 'pause' })
  const more = await histories.ask(id, 60, Number.POSITIVE_INFINITY)
  expect(more).toMatchObject({ done: true, toMs: before.toMs + 2 * hour })
  expect(more.hours).toEqual(inOneGo(lab, id, more))
  expect((await histories.ask(id, 60, 0)).done).toBe(true)
  // A clock that moves doesn't move the end of an answer that is under way, nor does another question.
  await lab.clock.step(3 * hour)
  const [one, other] = await Promise.all([histories.ask(id, 60, 0), histories.ask(id, 24, 0)])
  await lab.clock.step(hour)
  expect(new Set([one.toMs, other.toMs, (await histories.ask(id, 60, 0)).toMs])).toEqual(new Set([more.toMs + 3 * hour]))
})

test('stretches begin at checkpoints, the newest first', () => {
  expect(stretchesOf(10, 100, [120, 100, 90, 40, 10, 3])).toEqual([
    { fromMs: 90, toMs: 100 },
    { fromMs: 40, toMs: 90 },
    { fromMs: 10, toMs: 40 },
  ])
  expect(stretchesOf(20, 100, [60, 10])).toEqual([
    { fromMs: 60, toMs: 100 },
    { fromMs: 20, toMs: 60 },
  ])
  expect(stretchesOf(20, 100, [])).toEqual([{ fromMs: 20, toMs: 100 }])
  expect(stretchesOf(100, 100, [60])).toEqual([])
})
