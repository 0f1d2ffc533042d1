import { expect, test } from 'vitest'
import { createInventoryService } from '../../../../main/services/inventory/inventory-service.ts'
import { createJobsService } from '../../../../main/services/jobs/jobs-service.ts'
import { checkLab } from '../../../../main/services/lab/check.ts'
import { readEvents } from '../../../../main/services/replication/log-reading.ts'
import { createReplicationRunner } from '../../../../main/services/replication/replication-runner.ts'
import { inventory, type ListKind } from '../../../../preload/contract/inventory.ts'
import type { Job, JobBrief } from '../../../../preload/contract/jobs.ts'
import { day, enabled, hour, newTimeLab, type OpenedLab, openTimeLab, startMs } from './time-lab.ts'

const minute = 60_000
const jobsOf = (lab: OpenedLab) =>
  createJobsService({ store: lab.store, actor: 'anna', runners: [createReplicationRunner(() => lab.store.db, lab.replication)] })
const newest = (lab: OpenedLab, kind: string): Job => {
  const found = (jobsOf(lab).recent({ limit: 200 }) as JobBrief[]).find((job) => job.kind === `replication.${kind}`)
  if (found === undefined) throw new Error(`There is no job ${kind}`)
  return jobsOf(lab).get({ id: found.id }) as Job
}
const steps = ({ steps: all }: Job): string[] => all.map(({ name, status }) => `${name}: ${status}`)
const listed = (lab: OpenedLab, kind: ListKind, where: string): Record<string, unknown>[] => {
  const list = createInventoryService({ store: lab.store, actor: 'anna' })
  const query = { kind, scope: { kind: 'all' as const }, where, sort: [] }
  const { rows } = inventory.members.window.output.parse(list.window({ query, offset: 0, limit: 50 }))
  return rows.map(({ cells }) => cells)
}
const detailsOf = (lab: OpenedLab, id: number) =>
  inventory.members.details.output.parse(
    createInventoryService({ store: lab.store, actor: 'anna', jobs: jobsOf(lab) }).details({ kind: 'jobs', id }),
  )
/** What the Summary says above its facts. */
const notice = (lab: OpenedLab, id: number) => detailsOf(lab, id).tabs[0]?.blocks.find((block) => block.kind === 'error')
const inDetails = (lab: OpenedLab, id: number): Record<string, unknown> => {
  const all = detailsOf(lab, id).tabs[0]?.blocks.flatMap((block) => (block.kind === 'facts' ? block.facts : [])) ?? []
  return Object.fromEntries(all.map(({ label, value }) => [label, value]))
}

const line = (parts: Record<string, unknown>): string => `${JSON.stringify({ t: 5, vm: 'A', ...parts })}\n`
const failed = line({ e: 'job', job: 'enable', s: 'failed', step: 'enable' })
test.each([
  ['a cancel', [failed, line({ e: 'state', from: 'M1', to: 'M1E' }), line({ e: 'action', do: 'cancel' })], ['cancelled']],
  ['no line after it', [failed], ['failed']],
  ['a cancel of another machine', [failed, line({ e: 'action', do: 'cancel', vm: 'B' })], ['failed']],
  ['a cancel at another instant', [failed, line({ e: 'action', do: 'cancel', t: 6 })], ['failed']],
  ['another action', [failed, line({ e: 'action', do: 'restart' }), line({ e: 'action', do: 'cancel' })], ['failed']],
  [
    'a cancel of the job after it',
    [failed, line({ e: 'job', s: 'start' }), failed, line({ e: 'action', do: 'cancel' })],
    ['failed', 'start', 'cancelled'],
  ],
])('a failed job and %s', (_, lines, told) => {
  const events = [...readEvents(lines)]
  expect(events).toHaveLength(lines.length)
  expect(events.flatMap(({ e, s }) => (e === 'job' ? [s] : []))).toEqual(told)
})

test('a cancelled job is cancelled wherever it is told: list, details, events, tiles, status of the machine', async () => {
  const lab = newTimeLab()
  const [id = 0] = await enabled(lab, 'name:WEB01')
  await lab.clock.step(25_000)
  const running = newest(lab, 'enable')
  expect(running.progress).toBeGreaterThan(20)
  expect(steps(running)).toContain('Identifying replication target: running')
  const atMs = lab.simulation.nowMs
  jobsOf(lab).cancel({ id: running.id })
  const job = newest(lab, 'enable')
  expect(job).toMatchObject({
    id: running.id,
    status: 'cancelled',
    endMs: atMs,
    cancelled: { by: 'anna' },
    error: { code: 'cancelled', message: 'anna cancelled the job.', recommendation: 'Restart the job to go on.' },
    cancel: { allowed: false },
    restart: { allowed: true },
  })
  expect(steps(job)).toEqual([
    'Prerequisites check for enabling protection: completed',
    'Identifying replication target: cancelled',
    'Enable replication: not-started',
    'Starting initial replication: not-started',
  ])
  expect(job.steps[1]).toMatchObject({ endLabMs: atMs })
  expect(inDetails(lab, job.id)).toMatchObject({
    Status: 'cancelled',
    'Cancelled by': 'anna',
    Cancelled: atMs,
    'Cancelled (wall)': job.endWallMs,
  })
  expect(listed(lab, 'jobs', 'error:cancelled')).toMatchObject([{ status: 'cancelled', cancelledBy: 'anna' }])
  expect(listed(lab, 'events', 'source:replication')).toMatchObject([
    { name: 'Enable replication of WEB01 was cancelled.', severity: 'warning', time: atMs },
  ])
  expect(listed(lab, 'protectedItems', 'name:WEB01')).toMatchObject([{ status: 'Enabling protection cancelled' }])
  expect(lab.replication.item({ id })).toMatchObject({ status: 'Enabling protection cancelled', errors: [] })
  expect(lab.replication.summary(undefined)).toMatchObject({ jobsRunning: 0, jobsFailedToday: 0 })
  expect(listed(lab, 'jobs', 'status:failed')).toEqual([])

  await jobsOf(lab).restart({ id: job.id })
  expect(lab.replication.item({ id })).toMatchObject({ status: 'Enabling protection' })
  await lab.clock.step(hour)
  expect(newest(lab, 'enable')).toMatchObject({ status: 'completed', cancelled: null })
  expect(jobsOf(lab).get({ id: job.id })).toMatchObject({ status: 'cancelled', restart: { allowed: false } })
  expect(checkLab(lab.store.db).problems).toEqual([])
})

test('who cancelled a job is known also to another person who shows it later, and the log stays what it was', async () => {
  const lab = newTimeLab()
  const [id = 0] = await enabled(lab, 'name:WEB01')
  await lab.clock.step(20_000)
  await lab.replication.act({ ids: [id], verb: 'cancel' })
  const told = newest(lab, 'enable')
  const log = [...lab.simulation.logText(0)].join('')
  expect(log).toContain('"s":"failed","step":"enable"')
  expect(log).not.toContain('"s":"cancelled"')
  lab.close()
  // As after a crash: nothing of the log was shown.
  const other = openTimeLab(lab.file, 100, 'bert')
  other.store.quiet((db) => db.exec('DELETE FROM replication_job; UPDATE simulation SET shown_lines = 0'))
  other.clock.catchUp()
  expect(newest(other, 'enable')).toMatchObject({
    status: 'cancelled',
    cancelled: { by: 'anna' },
    endMs: told.endMs,
    endWallMs: told.endWallMs,
  })
  expect([...other.simulation.logText(0)].join('')).toBe(log)
  other.close()
})

test('failovers and failbacks: the step that was cut short, also one that waits for a person', async () => {
  const lab = newTimeLab()
  const [id = 0] = await enabled(lab, 'name:WEB01')
  await lab.clock.run({ atMs: startMs + day })
  const cancel = (): void => void lab.replication.act({ ids: [id], verb: 'cancel' })
  const status = (): string => (lab.replication.item({ id }) as { status: string }).status

  await lab.replication.planned({ ids: [id] })
  await lab.clock.step(minute)
  cancel()
  expect(steps(newest(lab, 'planned')).slice(0, 3)).toEqual([
    'Prerequisites check for planned failover: completed',
    'Shut down the virtual machine: cancelled',
    'Synchronize the latest changes: not-started',
  ])
  expect(status()).toBe('Planned failover cancelled')
  expect(newest(lab, 'planned').error?.causes).toEqual(['Cancelling stops the failover. The machine no longer replicates.'])
  await lab.replication.act({ ids: [id], verb: 'restart' })
  await lab.clock.step(hour)
  await lab.replication.act({ ids: [id], verb: 'commit' })
  await lab.clock.step(hour)

  await lab.replication.failback({ ids: [id], mode: 'delta' })
  await lab.clock.run({ event: 'waiting-job' })
  const waiting = newest(lab, 'failback')
  expect([waiting.status, waiting.step]).toEqual(['waiting', 'Complete Failover'])
  expect(notice(lab, waiting.id)).toMatchObject({ intent: 'info', recommendation: 'Open WEB01 and choose Complete Failover.' })
  expect(inDetails(lab, waiting.id).Duration).toBe(lab.simulation.nowMs - waiting.startedMs)
  expect(jobsOf(lab).get({ id: waiting.id })).toMatchObject({ cancel: { allowed: true } })
  await lab.clock.step(minute)
  cancel()
  expect(steps(newest(lab, 'failback'))).toEqual([
    'Compare the disks: completed',
    'Synchronize data: completed',
    'Complete Failover: cancelled',
    'Shut down the Azure virtual machine: not-started',
    'Download the rest: not-started',
    'Start the on-premises virtual machine: not-started',
  ])
  expect(newest(lab, 'failback').error?.recommendation).toBe('Begin the failback again to copy the data anew.')
  expect(newest(lab, 'failback').restart).toMatchObject({ allowed: false })
  expect(status()).toBe('Failover committed')
})

test('what is shown of a job does not depend on the speed: times of all tasks, whatever came after it', async () => {
  const shown = async (turns: (lab: OpenedLab) => Promise<void>) => {
    const lab = newTimeLab()
    const [id = 0] = await enabled(lab, 'name:WEB01')
    await turns(lab)
    await lab.replication.testFailover({ ids: [id], networkId: null })
    await lab.clock.step(day)
    await lab.replication.cleanup({ ids: [id], notes: '' })
    await lab.clock.step(day)
    return lab.store.db.prepare("SELECT kind, status, progress_percent, steps FROM job WHERE clock = 'lab' ORDER BY kind, id").all()
  }
  const slow = await shown(async (lab) => {
    for (let n = 0; n < 60; n += 1) await lab.clock.step(30_000)
    await lab.clock.run({ atMs: startMs + day })
  })
  const fast = await shown(async (lab) => void (await lab.clock.run({ atMs: startMs + day })))
  expect(fast).toEqual(slow)
  for (const { steps: all } of fast as { steps: string }[])
    for (const step of JSON.parse(all) as { status: string; labMs: number; endLabMs: number }[]) {
      expect(step.status).toBe('completed')
      expect(step.endLabMs).toBeGreaterThanOrEqual(step.labMs)
    }
})

test('a drill whose machine is disabled is over: nothing waits for a person any more', async () => {
  const lab = newTimeLab()
  const [id = 0] = await enabled(lab, 'name:WEB01')
  await lab.clock.run({ atMs: startMs + day })
  await lab.replication.testFailover({ ids: [id], networkId: null })
  await lab.clock.run({ event: 'waiting-job' })
  expect(notice(lab, newest(lab, 'testFailover').id)).toMatchObject({
    intent: 'info',
    message: expect.stringContaining('until somebody completes it'),
  })
  await lab.replication.disable({ ids: [id], removeOnly: false })
  expect(newest(lab, 'testFailover')).toMatchObject({
    status: 'cancelled',
    cancelled: { by: 'anna' },
    error: { code: 'replication-disabled' },
  })
  expect(steps(newest(lab, 'testFailover')).at(-1)).toBe('Complete testing: cancelled')
  await lab.clock.step(hour)
  expect(jobsOf(lab).running(undefined)).toEqual([])
})
