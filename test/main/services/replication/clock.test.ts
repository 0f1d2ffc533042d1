import { expect, test } from 'vitest'
import { checkLab } from '../../../../main/services/lab/check.ts'
import { branchesOf, branchLines } from '../../../../main/services/replication/branches.ts'
import { setSeed } from '../../../../main/services/replication/lab-seed.ts'
import { clock as clockArea } from '../../../../preload/contract/clock.ts'
import { day, enabled, hour, newTimeLab, openTimeLab, shownRows, startMs, stateOf } from './time-lab.ts'

test('without anything protected the clock just moves, and is found there again', async () => {
  const lab = newTimeLab()
  expect(clockArea.members.state.output.parse(lab.clock.state())).toMatchObject({ nowMs: startMs, mode: 'paused', items: 0, branch: 0 })
  await lab.clock.step(90_000)
  expect(lab.clock.state().nowMs).toBe(startMs + 90_000)
  lab.close()
  expect(openTimeLab(lab.file).clock.state().nowMs).toBe(startMs + 90_000)
})

test('played in one go, day by day, at two speeds, and reopened in between: one log', async () => {
  const until = startMs + 4 * day
  const once = newTimeLab()
  await enabled(once)
  await once.clock.run({ atMs: until })
  const expected = { hash: once.simulation.logHash(), lines: once.simulation.lines, shown: shownRows(once) }
  expect(expected.lines).toBeGreaterThan(20)

  const steps = newTimeLab()
  await enabled(steps)
  for (let n = 0; n < 4; n += 1) await steps.clock.step(day)
  expect(steps.simulation.logHash()).toBe(expected.hash)

  let lab = newTimeLab()
  await enabled(lab)
  for (const part of [0.3, 1.7, 1.75, 2.999, 4]) {
    await lab.clock.run({ atMs: startMs + part * day })
    lab.close()
    lab = openTimeLab(lab.file)
  }
  expect(lab.simulation.logHash()).toBe(expected.hash)
  expect(shownRows(lab)).toEqual(expected.shown)
  expect(lab.simulation.lines).toBe(expected.lines)
  expect(checkLab(lab.store.db).problems).toEqual([])
  lab.close()

  for (const [speed, turnMs] of [
    [3_600, 50],
    [100_000, 400],
  ] as const) {
    const played = newTimeLab(turnMs)
    await enabled(played)
    played.clock.play(speed)
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (played.simulation.nowMs < startMs + 3 * day) setImmediate(look)
        else resolve()
      }
      look()
    })
    const paused = played.clock.pause()
    expect(paused.mode).toBe('paused')
    expect(paused.nowMs).toBeLessThanOrEqual(until)
    expect(played.told.some((state) => state.mode === 'playing' && (state.achieved ?? 0) > speed * 0.9)).toBe(true)
    await played.clock.run({ atMs: until })
    expect(played.simulation.logHash()).toBe(expected.hash)
    expect(shownRows(played)).toEqual(expected.shown)
  }
})

test('a clock that moves goes on when an import has held the lab, and comes to the same; paused meanwhile it stands', async () => {
  const until = startMs + 2 * day
  const once = newTimeLab()
  await enabled(once)
  await once.clock.run({ atMs: until })
  const lab = newTimeLab()
  await enabled(lab)
  const turns = async (): Promise<void> => {
    for (let n = 0; n < 200; n++) await new Promise((next) => setImmediate(next))
  }
  const hold = () => lab.store.beginBatch({ actor: 'anna', files: [] })
  const first = hold()
  const arrived = lab.clock.run({ atMs: until })
  await turns()
  expect(lab.clock.state().stopped).toBeNull()
  first.rollback({ status: 'cancelled' })
  expect(await arrived).toMatchObject({ nowMs: until, mode: 'paused', stopped: null })
  expect(lab.simulation.logHash()).toBe(once.simulation.logHash())
  lab.clock.play(3_600)
  await turns()
  const second = hold()
  await turns()
  expect(lab.clock.state()).toMatchObject({ mode: 'playing', stopped: null })
  expect(lab.clock.pause()).toMatchObject({ mode: 'paused', stopped: null })
  const standsAt = lab.simulation.nowMs
  second.rollback({ status: 'cancelled' })
  await turns()
  expect(lab.simulation.nowMs).toBe(standsAt)
  await lab.clock.run({ atMs: until + 2 * day })
  await once.clock.run({ atMs: until + 2 * day })
  expect(lab.simulation.logHash()).toBe(once.simulation.logHash())
  expect(shownRows(lab)).toEqual(shownRows(once))
})

test('left without a word (as by a crash) it goes on where it was last stored, with the same log', async () => {
  const lab = newTimeLab()
  const ids = await enabled(lab)
  await lab.clock.run({ atMs: startMs + 2 * day })
  const twin = openTimeLab(lab.file)
  // The first connection is just forgotten: no checkpoint, no farewell.
  expect(twin.simulation.nowMs).toBe(startMs + 2 * day)
  expect(twin.simulation.logHash()).toBe(lab.simulation.logHash())
  expect(stateOf(twin, ids[0] as number)).toBe('M5')
  twin.store.close()
})

test('another seed, another log; a seed that has been played under stays', async () => {
  const hashes = []
  for (const seed of [7, 8]) {
    const lab = newTimeLab()
    await enabled(lab)
    setSeed(lab.simulation, seed)
    await lab.clock.step(day)
    hashes.push(lab.simulation.logHash())
    expect(() => setSeed(lab.simulation, 99)).toThrow(expect.objectContaining({ code: 'seed-fixed' }))
    setSeed(lab.simulation, seed)
    expect(lab.simulation.logHash()).toBe(hashes.at(-1))
  }
  expect(hashes[0]).not.toBe(hashes[1])
})

test('runs to an event, tells why it stopped, and refuses to run backwards', async () => {
  const lab = newTimeLab()
  await enabled(lab)
  const state = await lab.clock.run({ event: 'protected' })
  expect(state.mode).toBe('paused')
  expect(state.stopped).toMatch(/^WEB0[12] is protected\.$/)
  expect(state.nowMs).toBeGreaterThan(startMs)
  expect(() => lab.clock.run({ atMs: startMs })).toThrow(expect.objectContaining({ code: 'clock-back' }))
})

test('runs to the events of one machine, to the end of all initial replication and to the next recovery point', async () => {
  const lab = newTimeLab()
  expect(() => lab.clock.run({ event: 'critical' })).toThrow(expect.objectContaining({ code: 'nothing-awaited' }))
  const [first = 0, second = 0] = await enabled(lab)
  const nameOf = (id: number) => lab.simulation.nameOf(id) ?? ''
  expect(await lab.clock.run({ event: 'protected', item: second })).toMatchObject({ met: { id: second, name: nameOf(second) } })
  const all = await lab.clock.run({ event: 'all-protected' })
  expect([all.mode, stateOf(lab, first), stateOf(lab, second)]).toEqual(['paused', 'M5', 'M5'])
  expect(() => lab.clock.run({ event: 'all-protected' })).toThrow(expect.objectContaining({ code: 'nothing-awaited' }))

  const newest = () => {
    const { live } = lab.simulation
    return live?.item(live.indexOf(nameOf(first)) ?? 0).points.at(-1)
  }
  const before = newest()
  const state = await lab.clock.run({ event: 'point', item: first })
  expect(state).toMatchObject({ met: { id: first }, stopped: `${nameOf(first)} has a new recovery point.` })
  expect(newest()?.at).toBe(state.nowMs)
  expect(newest()?.stamp).toBeGreaterThan(before?.stamp ?? 0)

  // Watching for points is slower and changes nothing.
  const twin = newTimeLab()
  await enabled(twin)
  await twin.clock.run({ atMs: state.nowMs })
  expect(twin.simulation.logHash()).toBe(lab.simulation.logHash())
})

test('rewind takes back time and actions, keeps the abandoned branch, and replays like the first time', async () => {
  const lab = newTimeLab()
  const ids = await enabled(lab)
  const first = ids[0] as number
  await lab.clock.run({ atMs: startMs + 2 * day })
  const before = { hash: lab.simulation.logHash(), shown: shownRows(lab), lines: lab.simulation.lines }
  await lab.replication.act({ ids: [first], verb: 'pause' })
  const more = await enabled(lab, 'name:WEB03')
  await lab.clock.step(hour)
  expect(stateOf(lab, first)).toBe('M3P')
  const left = { hash: lab.simulation.logHash(), lines: lab.simulation.lines }

  const state = lab.clock.rewind(startMs + 2 * day)
  expect(state).toMatchObject({ nowMs: startMs + 2 * day, branch: 1, mode: 'paused' })
  expect(stateOf(lab, first)).toBe('M5')
  expect(lab.store.db.prepare('SELECT count(*) FROM protected_item WHERE id = ?').pluck().get(more[0])).toBe(0)
  expect(lab.simulation.logHash()).toBe(before.hash)
  expect(shownRows(lab)).toEqual(before.shown)

  const branches = branchesOf(lab.simulation)
  expect(branches).toMatchObject([
    { id: 0, toMs: startMs + 2 * day + hour, events: left.lines, current: false },
    { id: 1, parent: 0, fromMs: startMs + 2 * day, events: before.lines, current: true },
  ])
  const old = branchLines(lab.simulation, { branch: 0, offset: before.lines, limit: 1000 })
  expect(old.total).toBe(left.lines)
  expect(old.lines).toHaveLength(left.lines - before.lines)
  expect(old.lines.join()).toContain('"do":"pause"')

  // A crash right after, before anything of the new branch is stored whole.
  const twin = openTimeLab(lab.file)
  expect(twin.simulation.logHash()).toBe(before.hash)
  expect(stateOf(twin, first)).toBe('M5')
  twin.store.close()

  // The same again gives the same log as on the branch that was left.
  await lab.replication.act({ ids: [first], verb: 'pause' })
  await enabled(lab, 'name:WEB03')
  await lab.clock.step(hour)
  expect(lab.simulation.logHash()).toBe(left.hash)
  lab.close()
  const again = openTimeLab(lab.file)
  expect(again.simulation.logHash()).toBe(left.hash)
  expect(checkLab(again.store.db).problems).toEqual([])

  // Back beyond the branching, to a moment before anything was enabled.
  again.clock.rewind(startMs)
  expect(again.store.db.prepare('SELECT count(*) FROM protected_item').pluck().get()).toBe(0)
  expect(again.simulation.lines).toBe(0)
  expect(branchLines(again.simulation, { branch: 1, offset: 0, limit: 1 }).total).toBe(left.lines)
  const anew = await enabled(again)
  await again.clock.run({ atMs: startMs + 2 * day })
  expect(again.simulation.logHash()).toBe(before.hash)
  expect(anew).toHaveLength(2)
  again.close()
})

test('an instant that is not in the past is no place to rewind to', async () => {
  const lab = newTimeLab()
  await enabled(lab)
  await lab.clock.step(hour)
  for (const toMs of [startMs + hour, startMs + day, startMs - 1])
    expect(() => lab.clock.rewind(toMs)).toThrow(expect.objectContaining({ code: 'clock-forward' }))
})

test('settings that change while time passes reach the simulation, and a rewind leaves them', async () => {
  const lab = newTimeLab()
  await enabled(lab)
  await lab.clock.step(day)
  lab.store.apply({ kind: 'test', name: 'Narrow the link', actor: 'anna' }, (tx) =>
    tx.update('capacity_settings', 1, { link_bits_per_second: 1_000_000, upload_threads: 8 }),
  )
  await lab.clock.step(hour)
  const { scenario } = lab.simulation.live ?? {}
  expect(scenario?.site.upBps).toBe(1_000_000)
  expect(scenario?.hosts.every((host) => host.uploadThreads === 8)).toBe(true)
  lab.clock.rewind(startMs + hour)
  expect(lab.store.db.prepare('SELECT link_bits_per_second FROM capacity_settings').pluck().get()).toBe(1_000_000)
})
