import { expect, test } from 'vitest'
import { recoveryPlans as area } from '../../../../preload/contract/recovery-plans.ts'
import { enabled, hour, newTimeLab, openTimeLab } from './time-lab.ts'

const minute = 60_000
const script = (name: string, durationMs: number) => ({
  kind: 'script' as const,
  name,
  detail: '\\RPScripts\\x.ps1',
  durationMs,
  timeoutMs: 600_000,
  fails: false,
  runsIn: ['test', 'planned', 'unplanned'] as ('test' | 'planned' | 'unplanned')[],
})

test('a plan is kept as it was drawn, under its limits', async () => {
  const lab = newTimeLab()
  const ids = await enabled(lab)
  const draft = {
    id: null,
    name: 'Shop',
    targetRtoMinutes: 30,
    groups: [
      { itemIds: [ids[0] as number], pre: [script('Mount', minute)], post: [] },
      { itemIds: [ids[1] as number], pre: [], post: [{ ...script('Check DNS', 0), kind: 'manual' as const, runsIn: ['test' as const] }] },
    ],
  }
  const { id } = await lab.plans.save(draft)
  expect(area.members.get.output.parse(await lab.plans.get({ id }))).toMatchObject({ ...draft, id, limits: { machines: 50, groups: 7 } })
  await lab.plans.save({ ...draft, id, name: 'Shop 2', groups: [draft.groups[1] as (typeof draft.groups)[number]] })
  expect((await lab.plans.get({ id })).groups).toHaveLength(1)
  expect(() => lab.plans.save({ ...draft, name: 'shop 2' })).toThrow(expect.objectContaining({ code: 'name-taken' }))
  expect(() => lab.plans.save({ ...draft, groups: [{ itemIds: [9999], pre: [], post: [] }] })).toThrow(
    expect.objectContaining({ code: 'not-found' }),
  )
  const twice = [draft.groups[0], draft.groups[0]] as typeof draft.groups
  expect(() => lab.plans.save({ ...draft, groups: twice })).toThrow(expect.objectContaining({ code: 'bad-request' }))
  await lab.plans.remove({ id })
  expect(() => lab.plans.get({ id })).toThrow(expect.objectContaining({ code: 'not-found' }))
})

test('a test run waits for its manual action, measures each group, and is history; a rewind takes it back', async () => {
  const lab = newTimeLab()
  const ids = await enabled(lab)
  const { id } = await lab.plans.save({
    id: null,
    name: 'Shop',
    targetRtoMinutes: 60,
    groups: [
      { itemIds: [ids[0] as number], pre: [script('Mount', minute)], post: [{ ...script('Check DNS', 0), kind: 'manual' }] },
      { itemIds: [ids[1] as number], pre: [], post: [] },
    ],
  })
  expect(() => lab.plans.run({ id, kind: 'planned', point: 'latestProcessed', shutdown: false })).toThrow(
    expect.objectContaining({ code: 'action-refused' }),
  )
  await lab.clock.step(24 * hour)
  const begin = lab.simulation.nowMs
  const { runId } = await lab.plans.run({ id, kind: 'test', point: 'latestProcessed', shutdown: false })
  expect(area.members.runDetails.output.parse(await lab.plans.runDetails({ runId }))).toMatchObject({ status: 'running', kind: 'test' })
  expect(() => lab.plans.run({ id, kind: 'test', point: 'latestProcessed', shutdown: false })).toThrow(
    expect.objectContaining({ code: 'action-refused' }),
  )
  expect(() => lab.plans.remove({ id })).toThrow(expect.objectContaining({ code: 'plan-running' }))
  await lab.clock.step(hour)
  expect(await lab.plans.runDetails({ runId })).toMatchObject({ status: 'waiting', waitingFor: 'Check DNS' })
  await lab.plans.confirm({ runId })
  await lab.clock.step(hour)
  const run = area.members.runDetails.output.parse(await lab.plans.runDetails({ runId }))
  expect(run).toMatchObject({ status: 'completed', startedMs: begin, targetMs: 60 * minute, failed: [], waitingFor: null })
  expect(run.groups).toHaveLength(2)
  expect(run.groups[0]?.rtoMs).toBeGreaterThan(50 * minute)
  expect(run.rtoMs).toBe(Math.max(...run.groups.map((group) => group.rtoMs ?? 0)))
  expect(run.waitedMs).toBeGreaterThan(40 * minute)
  expect(run.spans.filter((span) => span.kind === 'machine').map((span) => [span.group, span.failed])).toEqual([
    [1, false],
    [2, false],
  ])
  expect(run.spans.find((span) => span.name === 'Check DNS')).toMatchObject({ kind: 'manual', group: 1 })
  lab.close()

  const again = openTimeLab(lab.file)
  expect(await again.plans.runs({ id })).toEqual([run])
  again.clock.rewind(begin)
  expect(await again.plans.runs({ id })).toEqual([])
  expect(await again.plans.runDetails({ runId })).toMatchObject({ status: 'completed' })
  again.close()
})

test('an order is suggested, machine by machine', async () => {
  const lab = newTimeLab()
  const ids = await enabled(lab, 'name:WEB01 OR name:DC01')
  const { groups } = area.members.suggestOrder.output.parse(await lab.plans.suggestOrder({ itemIds: ids }))
  expect(groups.flatMap((group) => group.itemIds).sort()).toEqual([...ids].sort())
  expect(groups.length).toBeGreaterThan(1)
})
