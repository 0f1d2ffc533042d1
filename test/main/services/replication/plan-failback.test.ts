import { expect, test } from 'vitest'
import { createJobsService } from '../../../../main/services/jobs/jobs-service.ts'
import { checkLab } from '../../../../main/services/lab/check.ts'
import { modelPlan } from '../../../../main/services/replication/plan-model.ts'
import type { Job, JobBrief } from '../../../../preload/contract/jobs.ts'
import { recoveryPlans as area, type PlanAction, planAction } from '../../../../preload/contract/recovery-plans.ts'
import { day, enabled, hour, newTimeLab, type OpenedLab, openTimeLab, startMs, stateOf } from './time-lab.ts'

const minute = 60_000
const action = (kind: PlanAction['kind'], name: string, fails = false): PlanAction =>
  planAction.parse({
    kind,
    name,
    detail: kind === 'script' ? '\\RPScripts\\x.ps1' : kind === 'runbook' ? 'account/book' : null,
    durationMs: minute,
    fails,
    runsIn: ['planned'],
  })
const run = { point: 'latest', networkId: null, shutdown: false } as const
const settled = async ({ clock }: OpenedLab, ms = 5 * hour) => void (await clock.step(ms))
const planJob = (lab: OpenedLab): Job => {
  const jobs = createJobsService({ store: lab.store, actor: 'anna' })
  const brief = (jobs.recent({ limit: 500 }) as JobBrief[]).find(({ kind }) => kind === 'replication.planRun')
  return jobs.get({ id: brief?.id ?? 0 }) as Job
}

/** Two machines of two groups in Azure, committed. */
const inAzure = async (fails = false): Promise<{ lab: OpenedLab; id: number; ids: number[] }> => {
  const lab = newTimeLab()
  const ids = await enabled(lab)
  const [one = 0, two = 0] = ids
  const groups = [
    { itemIds: [one], pre: [], post: [action('script', 'Check', fails), action('runbook', 'Tell')] },
    { itemIds: [two], pre: [action('manual', 'Look')], post: [] },
  ]
  const { id } = await lab.plans.save({ id: null, name: 'Shop', targetRtoMinutes: null, groups })
  await lab.clock.run({ atMs: startMs + day })
  await lab.replication.unplanned({ ids, point: 'latest', shutdown: false })
  await settled(lab, hour)
  await lab.replication.act({ ids, verb: 'commit' })
  await settled(lab, hour)
  return { lab, id, ids }
}
const states = (lab: OpenedLab, ids: readonly number[]): string[] => ids.map((id) => stateOf(lab, id))
const newest = async (lab: OpenedLab, id: number) => area.members.runs.output.parse(await lab.plans.runs({ id }))[0]

test('a plan comes back by groups: data of all first, completed by a person, then start after start with its scripts', async () => {
  const { lab, id, ids } = await inAzure()
  const { runId } = await lab.plans.run({ id, kind: 'failback', ...run })
  expect(states(lab, ids)).toEqual(['M14', 'M14'])
  await settled(lab)
  expect(await newest(lab, id)).toMatchObject({ kind: 'failback', status: 'waiting', waitingFor: 'Complete Failover', readyMs: null })
  expect(planJob(lab)).toMatchObject({ name: 'Failback of recovery plan: Shop', status: 'waiting' })
  const { verbs } = area.members.ready.output.parse(await lab.plans.ready({ id }))
  expect(verbs.find(({ verb }) => verb === 'completeFailover')).toMatchObject({ count: 2, reason: null })
  expect(verbs.find(({ verb }) => verb === 'commit')?.reason).toBe('The plan is running.')
  await lab.plans.confirm({ runId })
  await settled(lab, hour)
  // The second group waits for the person of its manual action: its machine is not started yet.
  const waiting = await newest(lab, id)
  expect(waiting).toMatchObject({ status: 'waiting', waitingFor: 'Look' })
  expect(waiting?.spans.map(({ name, kind, bootMs, endedMs }) => [name, (kind === 'machine' ? bootMs : endedMs) !== null])).toEqual([
    ['All groups failback', true],
    ['WEB01', true],
    ['Check', true],
    ['Look', false],
    ['WEB02', false],
  ])
  lab.close()

  const again = openTimeLab(lab.file)
  await again.plans.confirm({ runId })
  await settled(again, hour)
  const done = await newest(again, id)
  expect(done).toMatchObject({ status: 'completed', failed: [] })
  const [, first, , , second] = done?.spans ?? []
  expect(second?.bootMs).toBeGreaterThan(first?.endedMs ?? Number.MAX_SAFE_INTEGER)
  expect(planJob(again).status).toBe('completed')
  expect(states(again, ids)).toEqual(['M15', 'M15'])
  await again.replication.act({ ids, verb: 'commit' })
  await settled(again, hour)
  expect(states(again, ids)).toEqual(['M16', 'M16'])
  expect(() => again.plans.run({ id, kind: 'failback', ...run })).toThrow('Shop was not started.')
  expect(checkLab(again.store.db).problems).toEqual([])
  again.close()
})

test('an error stops the groups, but leaves no machine shut down on both sides', async () => {
  const { lab, id, ids } = await inAzure(true)
  await lab.plans.run({ id, kind: 'failback', ...run, mode: 'full' })
  expect(states(lab, ids)).toEqual(['M15', 'M15'])
  await settled(lab, 2 * day)
  const stopped = await newest(lab, id)
  expect(stopped).toMatchObject({ status: 'failed', failed: ['Check'] })
  expect(ids.map((item) => lab.simulation.live?.item(lab.simulation.live.indexOf(lab.simulation.nameOf(item) ?? '') ?? 0).phase)).toEqual([
    'commitPending',
    'commitPending',
  ])
  expect(planJob(lab).status).toBe('failed')
})

test('a cancelled machine stops a failback; machines that are home are left out', async () => {
  const { lab, id, ids } = await inAzure()
  const [one = 0, two = 0] = ids
  await lab.replication.failback({ ids: [two], mode: 'full' })
  await settled(lab)
  await lab.plans.run({ id, kind: 'failback', ...run })
  expect(states(lab, ids)).toEqual(['M14', 'M15'])
  await lab.replication.act({ ids: [one], verb: 'cancel' })
  await settled(lab, minute)
  expect(await newest(lab, id)).toMatchObject({ status: 'cancelled', failed: ['WEB01'] })
  expect(states(lab, ids)).toEqual(['M13', 'M15'])
})

test('what a failback runs: scripts and manual actions of a planned failover, no runbooks', () => {
  const all = (['script', 'runbook', 'manual'] as const).map((kind) => action(kind, kind))
  const other = { ...action('script', 'test only'), runsIn: ['test' as const] }
  const model = (kind: 'planned' | 'failback') =>
    modelPlan({ name: 'P', groups: [{ itemIds: [1], pre: [...all, other], post: [] }] }, kind, () => 'A').groups[0]?.pre.map(
      ({ name }) => name,
    )
  expect(model('planned')).toEqual(['script', 'runbook', 'manual'])
  expect(model('failback')).toEqual(['script', 'manual'])
})
