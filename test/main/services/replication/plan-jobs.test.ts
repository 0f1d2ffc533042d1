import { expect, test } from 'vitest'
import { createInventoryService } from '../../../../main/services/inventory/inventory-service.ts'
import { createJobsService } from '../../../../main/services/jobs/jobs-service.ts'
import { checkLab } from '../../../../main/services/lab/check.ts'
import { createReplicationRunner } from '../../../../main/services/replication/replication-runner.ts'
import { inventory } from '../../../../preload/contract/inventory.ts'
import type { Job, JobBrief } from '../../../../preload/contract/jobs.ts'
import { planAction } from '../../../../preload/contract/recovery-plans.ts'
import { day, enabled, hour, newTimeLab, type OpenedLab, openTimeLab, startMs, stateOf } from './time-lab.ts'

const minute = 60_000
const action = (kind: 'script' | 'manual', name: string, fails = false) =>
  planAction.parse({ kind, name, detail: kind === 'script' ? '\\RPScripts\\x.ps1' : null, durationMs: minute, fails })
const jobsOf = (lab: OpenedLab) =>
  createJobsService({ store: lab.store, actor: 'anna', runners: [createReplicationRunner(() => lab.store.db, lab.replication)] })
const planJob = (lab: OpenedLab): Job => {
  const found = (jobsOf(lab).recent({ limit: 500 }) as JobBrief[]).find(({ kind }) => kind === 'replication.planRun')
  if (found === undefined) throw new Error('The plan has no job')
  return jobsOf(lab).get({ id: found.id }) as Job
}
const steps = (lab: OpenedLab): string[] => planJob(lab).steps.map(({ number, name, status }) => `${number} ${name}: ${status}`)

/** Two machines in two groups, a script before the first, a manual action after it. */
const planned = async (fails = false): Promise<{ lab: OpenedLab; id: number; ids: number[] }> => {
  const lab = newTimeLab()
  const ids = await enabled(lab)
  const [one = 0, two = 0] = ids
  const groups = [
    { itemIds: [one], pre: [action('script', 'Mount', fails)], post: [action('manual', 'Check')] },
    { itemIds: [two], pre: [], post: [] },
  ]
  const { id } = await lab.plans.save({ id: null, name: 'Shop', targetRtoMinutes: null, groups })
  await lab.clock.run({ atMs: startMs + day })
  return { lab, id, ids }
}
const run = { point: 'latest', networkId: null, shutdown: false } as const

test('the run of a plan is one job: groups, machines and actions are its tasks, and it waits for people', async () => {
  const { lab, id } = await planned()
  const { runId } = await lab.plans.run({ id, kind: 'test', ...run })
  expect(planJob(lab)).toMatchObject({
    name: 'Test failover of recovery plan: Shop',
    status: 'running',
    target: 'Shop',
    link: { kind: 'recoveryPlans', id },
  })
  expect(steps(lab)).toEqual([
    '1 All groups failover: running',
    '1.1 WEB01: running',
    '1.2 WEB02: running',
    '2 Group 1: not-started',
    '2.1 Pre-action: Mount: not-started',
    '2.2 Start WEB01: not-started',
    '2.3 Post-action: Check: not-started',
    '3 Group 2: not-started',
    '3.1 Start WEB02: not-started',
  ])
  await lab.clock.step(hour)
  const waiting = planJob(lab)
  expect([waiting.status, waiting.step, waiting.endMs]).toEqual(['waiting', 'Post-action: Check', null])
  expect(waiting.progress).toBe(66)
  expect(steps(lab).slice(3)).toEqual([
    '2 Group 1: running',
    '2.1 Pre-action: Mount: completed',
    '2.2 Start WEB01: completed',
    '2.3 Post-action: Check: waiting',
    '3 Group 2: not-started',
    '3.1 Start WEB02: not-started',
  ])
  lab.close()

  const again = openTimeLab(lab.file)
  expect(planJob(again).steps).toEqual(waiting.steps)
  await again.plans.confirm({ runId })
  await again.clock.step(hour)
  const done = planJob(again)
  expect([done.status, done.progress, done.error]).toEqual(['completed', 100, null])
  expect(done.steps.every(({ status }) => status === 'completed')).toBe(true)
  expect(done.endMs).toBe((await again.plans.runs({ id }))[0]?.endedMs)
  // Its machines keep jobs of their own, and each leads to the other.
  const details = (jobId: number) =>
    inventory.members.details.output.parse(
      createInventoryService({ store: again.store, actor: 'anna' }).details({ kind: 'jobs', id: jobId }),
    )
  const machines = details(done.id).tabs.find((tab) => tab.id === 'machines')?.blocks[0]
  if (machines?.kind !== 'table') throw new Error('The job has no machines')
  expect([machines.opens, machines.rows.map(({ cells }) => cells.name)]).toEqual(['jobs', ['Test failover: WEB01', 'Test failover: WEB02']])
  const links = details(machines.rows[0]?.id ?? 0).tabs[0]?.blocks.flatMap((block) => (block.kind === 'facts' ? block.facts : []))
  expect(links?.find((fact) => fact.label === 'Recovery plan job')?.link).toEqual({ kind: 'jobs', id: done.id })
  expect(checkLab(again.store.db).problems).toEqual([])

  // Back to where it waited: under way again, as one job.
  again.clock.rewind(startMs + day + hour)
  expect(planJob(again)).toMatchObject({ status: 'waiting', steps: waiting.steps })
  again.clock.rewind(startMs + day)
  expect(() => planJob(again)).toThrow('no job')
  again.close()
})

test('a plan that stops says what failed; tiles count its job as the list does', async () => {
  const { lab, id } = await planned(true)
  await lab.plans.run({ id, kind: 'planned', ...run })
  await lab.clock.step(hour)
  const job = planJob(lab)
  expect(job).toMatchObject({ status: 'failed', error: { code: 'plan-run-failed' } })
  expect(job.error?.message).toMatch(/Mount/)
  expect(job.restart.reason).toMatch(/from its page/)
  expect(steps(lab)).toContain('2.1 Pre-action: Mount: failed')
  expect(steps(lab)).toContain('2.2 Start WEB01: skipped')
  expect(steps(lab).filter((step) => /running|waiting/.test(step))).toEqual([])
  // What the plan did not let begin says so, in words.
  const machine = (jobsOf(lab).recent({ limit: 20 }) as JobBrief[]).find(({ kind }) => kind === 'replication.planned')
  expect(machine).toMatchObject({ status: 'failed', error: { code: 'plan-stopped' } })
  expect((jobsOf(lab).get({ id: machine?.id ?? 0 }) as Job).steps.at(-1)).toMatchObject({
    name: 'Start the virtual machine',
    status: 'failed',
  })
  const listed = lab.store.db.prepare("SELECT count(*) FROM job WHERE status = 'failed' AND kind LIKE 'replication.%'").pluck().get()
  expect(lab.replication.summary(undefined)).toMatchObject({ jobsFailedToday: listed })
})

test('an unplanned run whose machines were all cancelled is cancelled when it ends, and says by whom', async () => {
  const { lab, id, ids } = await planned()
  await lab.plans.run({ id, kind: 'unplanned', ...run, shutdown: true })
  await lab.clock.step(minute)
  await lab.replication.act({ ids, verb: 'cancel' })
  await lab.clock.step(hour)
  const waiting = (await lab.plans.runs({ id }))[0]
  if (waiting?.status === 'waiting') await lab.plans.confirm({ runId: waiting.id })
  await lab.clock.step(hour)
  expect(planJob(lab)).toMatchObject({ status: 'cancelled', cancelled: { by: 'anna' } })
})

test('cancelling the job of a planned run cancels the jobs of its machines; a test has nothing to cancel', async () => {
  const { lab, id, ids } = await planned()
  await lab.plans.run({ id, kind: 'planned', ...run })
  await lab.clock.step(minute)
  expect(planJob(lab).cancel.allowed).toBe(true)
  jobsOf(lab).cancel({ id: planJob(lab).id })
  await lab.clock.step(minute)
  expect(planJob(lab)).toMatchObject({
    status: 'cancelled',
    cancelled: { by: 'anna' },
    error: { code: 'cancelled', message: 'The recovery plan stopped: anna cancelled jobs of WEB01.' },
  })
  expect(steps(lab).filter((step) => /running|waiting/.test(step))).toEqual([])
  expect((await lab.plans.runs({ id }))[0]?.status).toBe('cancelled')
  expect(ids.map((item) => stateOf(lab, item))).toEqual(['M10', 'M10'])
  expect(planJob(lab).cancel).toEqual({ allowed: false, reason: 'The job has ended.' })

  const other = await planned()
  await other.lab.plans.run({ id: other.id, kind: 'test', ...run })
  expect(planJob(other.lab).cancel).toEqual({ allowed: false, reason: 'No job of its machines can be cancelled now.' })
})
