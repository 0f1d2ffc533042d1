import { expect, test } from 'vitest'
import { createJobsService } from '../../../../main/services/jobs/jobs-service.ts'
import { createReplicationRunner } from '../../../../main/services/replication/replication-runner.ts'
import type { Job, JobBrief } from '../../../../preload/contract/jobs.ts'
import { replication } from '../../../../preload/contract/replication.ts'
import { day, enabled, hour, newTimeLab, type OpenedLab, startMs } from './time-lab.ts'

/** Commits in the order in which they were begun, as the jobs list tells them. */
const commits = (lab: OpenedLab): string[] => {
  const service = createJobsService({
    store: lab.store,
    actor: 'anna',
    runners: [createReplicationRunner(() => lab.store.db, lab.replication)],
  })
  return (service.recent({ limit: 200 }) as JobBrief[])
    .filter(({ kind }) => kind === 'replication.commit')
    .map(({ id }) => service.get({ id }) as Job)
    .sort((a, b) => a.id - b.id)
    .map(({ name, steps }) => [name, ...steps.map((step) => `${step.name}: ${step.status}`)].join(' | '))
}
const there = 'Commit failover: WEB01 | Remove other recovery points: completed | Mark as committed: completed'
const home = (status: string): string =>
  `Commit (failback): WEB01 | Delete the Azure virtual machine and its disks: completed | Prepare for reverse replication: ${status}`

test('a commit tells what it does: points go after a failover, the machine in Azure after a failback; also later, and the second time', async () => {
  const lab = newTimeLab()
  const [id = 0] = await enabled(lab, 'name:WEB01')
  const ids = [id]
  const jobNow = () => replication.members.item.output.parse(lab.replication.item({ id })).job
  await lab.clock.run({ atMs: startMs + day })
  const overAndBack = async (): Promise<void> => {
    await lab.replication.planned({ ids })
    await lab.clock.step(hour)
    await lab.replication.act({ ids, verb: 'commit' })
    await lab.clock.step(hour)
    await lab.replication.failback({ ids, mode: 'full' })
    await lab.clock.step(day)
    await lab.replication.act({ ids, verb: 'commit' })
  }
  await overAndBack()
  await lab.clock.step(20_000)
  expect(jobNow()).toMatchObject({ name: 'Commit (failback)', state: 'running' })
  expect(commits(lab)).toEqual([there, home('running')])
  await lab.clock.step(hour)
  expect(jobNow()?.name).toBe('Commit (failback)')
  expect(commits(lab)).toEqual([there, home('completed')])
  await lab.replication.act({ ids, verb: 'reverse' })
  await lab.clock.step(day)
  await overAndBack()
  // Long over when it is looked at, with the next job begun in the same stretch of time.
  await lab.clock.step(hour)
  await lab.replication.act({ ids, verb: 'reverse' })
  await lab.clock.step(day)
  expect(commits(lab)).toEqual([there, home('completed'), there, home('completed')])
})
