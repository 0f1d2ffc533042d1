import { expect, test } from 'vitest'
import { untilStill } from '../../../../main/cli/plan-runs.ts'
import { planAction } from '../../../../preload/contract/recovery-plans.ts'
import { day, enabled, hour, newTimeLab, type OpenedLab, openTimeLab, startMs } from './time-lab.ts'

const minute = 60_000
const manual = (name: string) => planAction.parse({ kind: 'manual', name, detail: 'Look.', durationMs: minute, fails: false })
const script = (name: string) => planAction.parse({ kind: 'script', name, detail: '\\RPScripts\\x.ps1', durationMs: minute, fails: false })
const run = { kind: 'planned', point: 'latest', networkId: null, shutdown: false } as const

/** One machine a group; people act before the second, twice in a row. */
const planned = async (turnMs: number): Promise<{ lab: OpenedLab; id: number }> => {
  const lab = newTimeLab(turnMs)
  const [one = 0, two = 0] = await enabled(lab)
  const groups = [
    { itemIds: [one], pre: [script('Mount')], post: [] },
    { itemIds: [two], pre: [manual('Check the database'), manual('Call the pharmacy')], post: [] },
  ]
  const { id } = await lab.plans.save({ id: null, name: 'Shop', targetRtoMinutes: null, groups })
  await lab.clock.run({ atMs: startMs + day })
  return { lab, id }
}

test('a run to a waiting job stops where a plan waits for a person, in the same ms at any speed and after a restart', async () => {
  const told = []
  for (const turnMs of [1, 100, 250_000]) {
    const first = await planned(turnMs)
    let { lab } = first
    const { runId } = await lab.plans.run({ id: first.id, ...run })
    if (turnMs === 100) {
      await lab.clock.step(minute)
      lab.close()
      lab = openTimeLab(lab.file, turnMs)
    }
    const state = await lab.clock.run({ event: 'waiting-job' })
    expect(state.stopped).toBe('The recovery plan Shop waits for you: Check the database.')
    const waits = await lab.plans.runDetails({ runId })
    expect(waits).toMatchObject({ status: 'waiting', waitingFor: 'Check the database' })
    expect(waits.spans.find(({ name }) => name === 'Check the database')?.startedMs).toBe(state.nowMs)
    // The next one waits at once: nothing passes it by.
    const next = lab.clock.run({ event: 'waiting-job' })
    await lab.plans.confirm({ runId })
    expect(await next).toMatchObject({ nowMs: state.nowMs, stopped: 'The recovery plan Shop waits for you: Call the pharmacy.' })
    await lab.plans.confirm({ runId })
    while ((await lab.plans.runDetails({ runId })).status === 'running') await lab.clock.run({ event: 'job-end' })
    const after = await lab.plans.runDetails({ runId })
    expect(after).toMatchObject({ status: 'completed', endedMs: lab.simulation.nowMs })
    told.push([state.nowMs, lab.simulation.nowMs, lab.simulation.logHash()])
    lab.close()
  }
  expect(new Set(told.map((each) => JSON.stringify(each))).size).toBe(1)
})

test('a plan that is only measured waits for nobody: its actions are done in the ms in which they come up', async () => {
  const { lab, id } = await planned(250_000)
  const { runId } = await lab.plans.run({ id, ...run })
  const { status, waitedMs, endedMs } = await untilStill(lab, runId, day, true)
  expect({ status, waitedMs, endedMs }).toEqual({ status: 'completed', waitedMs: 0, endedMs: lab.simulation.nowMs })
})

test('a run to the end of a job ends when a person cancels it, and one to all initial replications when the last is gone', async () => {
  const lab = newTimeLab()
  const [id = 0] = await enabled(lab, 'name:WEB01')
  await lab.clock.step(20_000)
  const { nowMs } = lab.simulation
  const ended = lab.clock.run({ event: 'job-end' })
  await lab.replication.act({ ids: [id], verb: 'cancel' })
  expect(await ended).toMatchObject({ nowMs, stopped: 'WEB01: Enable replication was cancelled.', met: { id, name: 'WEB01' } })
  await lab.replication.act({ ids: [id], verb: 'restart' })
  const whole = lab.clock.run({ event: 'all-protected' })
  await lab.replication.act({ ids: [id], verb: 'cancel' })
  expect(await whole).toMatchObject({ nowMs, stopped: 'Every initial replication has ended.' })
  await lab.replication.act({ ids: [id], verb: 'restart' })
  expect((await lab.clock.run({ event: 'protected' })).nowMs).toBeGreaterThan(nowMs + hour / 60)
})
