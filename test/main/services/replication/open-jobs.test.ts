import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createJobsService } from '../../../../main/services/jobs/jobs-service.ts'
import { checkLab } from '../../../../main/services/lab/check.ts'
import { createReplicationRunner } from '../../../../main/services/replication/replication-runner.ts'
import type { Job, JobBrief } from '../../../../preload/contract/jobs.ts'
import { day, enabled, hour, newTimeLab, type OpenedLab, openTimeLab, startMs } from './time-lab.ts'

const jobsOf = (lab: OpenedLab) =>
  createJobsService({ store: lab.store, actor: 'anna', runners: [createReplicationRunner(() => lab.store.db, lab.replication)] })
const itemsOf = (lab: OpenedLab): { id: number; name: string }[] =>
  lab.store.db.prepare('SELECT protected_item_id AS id, name FROM replicated_item ORDER BY protected_item_id').all() as never

/** Jobs of machines as the simulation has them under way: a drill goes on until it is cleaned up. */
const underWay = (lab: OpenedLab): string[] => {
  const sim = lab.simulation.live
  return itemsOf(lab)
    .flatMap(({ name }) => {
      const item = sim?.item(sim.indexOf(name) ?? 0)
      if (item === undefined) return []
      const drill = item.drill === null ? [] : [`${name} testFailover ${item.drill === 'waiting' ? 'waiting' : 'running'}`]
      const { job } = item
      if (job === null || job.endedAt !== null || job.kind === 'testFailover') return drill
      return [...drill, `${name} ${job.kind} ${job.state === 'suspended' ? 'waiting' : 'running'}`]
    })
    .sort()
}

/** What every place tells of jobs under way: the status bar and the bell ask `running`, lists and tiles ask the rows. */
const agree = (lab: OpenedLab): void => {
  const service = jobsOf(lab)
  const running = service.running(undefined) as JobBrief[]
  const told = running.map(({ kind, target, status }) => `${target} ${kind.replace('replication.', '')} ${status}`)
  expect([...told].sort()).toEqual(underWay(lab))
  const recent = service.recent({ limit: 200 }) as JobBrief[]
  expect(recent.filter(({ status }) => status === 'running' || status === 'waiting').map(({ id }) => id)).toEqual(
    running.map(({ id }) => id),
  )
  expect(lab.replication.summary(undefined)).toMatchObject({
    jobsRunning: running.filter(({ status }) => status === 'running').length,
    jobsWaiting: running.filter(({ status }) => status === 'waiting').length,
  })
  for (const { id, kind, status } of recent) {
    const job = service.get({ id }) as Job
    const open = status === 'running' || status === 'waiting'
    expect(job.endMs === null, `${kind} ${status}`).toBe(open)
    if (open) expect(job.steps.length, kind).toBeGreaterThan(1)
    expect(
      job.steps.some((step) => step.status === 'running' || step.status === 'waiting'),
      `${kind} ${status}`,
    ).toBe(open)
  }
}

test('back to the very ms in which a job ended: it has ended there, and nothing says Running for ever', async () => {
  const lab = newTimeLab()
  const ids = await enabled(lab)
  await lab.clock.run({ atMs: startMs + day })
  const ends = lab.store.db
    .prepare("SELECT DISTINCT ended_ms FROM replication_job WHERE model IN ('enable', 'finalize') ORDER BY ended_ms")
    .pluck()
    .all()
  expect(ends.length).toBeGreaterThan(2)
  for (const endMs of (ends as number[]).reverse()) {
    lab.clock.rewind(endMs)
    agree(lab)
  }
  await lab.clock.run({ atMs: startMs + 2 * day })
  agree(lab)
  expect(jobsOf(lab).running(undefined)).toEqual([])
  expect(lab.store.db.prepare('SELECT count(*) FROM replicated_item WHERE state = ?').pluck().get('M5')).toBe(ids.length)
})

test('back into a drill, a failback that waits, and a cleanup: each goes on as it stood', async () => {
  const lab = newTimeLab()
  const ids = await enabled(lab, 'name:WEB01')
  await lab.clock.run({ atMs: startMs + day })
  await lab.replication.testFailover({ ids, networkId: null })
  await lab.clock.run({ event: 'waiting-job' })
  const drillMs = lab.simulation.nowMs + hour
  await lab.clock.run({ atMs: drillMs })
  await lab.replication.cleanup({ ids, notes: '' })
  await lab.clock.step(60_000)
  agree(lab)
  const cleaningMs = lab.simulation.nowMs
  await lab.clock.step(hour)
  agree(lab)
  lab.clock.rewind(cleaningMs)
  agree(lab)
  lab.clock.rewind(drillMs)
  agree(lab)
  await lab.replication.cleanup({ ids, notes: '' })
  await lab.clock.step(hour)
  agree(lab)
  await lab.replication.planned({ ids })
  await lab.clock.step(hour)
  await lab.replication.act({ ids, verb: 'commit' })
  await lab.clock.step(hour)
  await lab.replication.failback({ ids, mode: 'delta' })
  await lab.clock.run({ event: 'waiting-job' })
  const copiedMs = lab.simulation.nowMs + hour
  await lab.clock.run({ atMs: copiedMs })
  await lab.replication.act({ ids, verb: 'completeFailover' })
  await lab.clock.step(hour)
  lab.clock.rewind(copiedMs)
  agree(lab)
  await lab.replication.act({ ids, verb: 'completeFailover' })
  await lab.clock.step(hour)
  agree(lab)
})

const moves = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('play' as const), ms: fc.constantFrom(1, 15_000, 61_000, 600_000, 5 * hour) }),
    fc.record({ do: fc.constant('rewind' as const), back: fc.integer({ min: 0, max: 12 }) }),
    fc.record({ do: fc.constantFrom('cancel' as const, 'restart' as const), item: fc.integer({ min: 0, max: 2 }) }),
    fc.record({ do: fc.constant('open' as const) }),
  ),
  { minLength: 4, maxLength: 14 },
)

test('enable jobs played, cancelled, taken back, started again and reopened in any order: bell, bar, tiles and list agree', async () => {
  await fc.assert(
    fc.asyncProperty(moves, async (all) => {
      let lab = newTimeLab(1000)
      await enabled(lab, 'name:WEB*')
      for (const move of all) {
        const item = 'item' in move ? itemsOf(lab)[move.item]?.id : undefined
        if (move.do === 'play') await lab.clock.step(move.ms)
        else if (move.do === 'open') {
          const { file } = lab
          lab.close()
          lab = openTimeLab(file, 1000)
        } else if (move.do === 'rewind') {
          const moments = (
            lab.store.db
              .prepare('SELECT started_lab_ms AS ms FROM job WHERE clock = ? UNION SELECT ended_ms FROM replication_job ORDER BY 1 DESC')
              .pluck()
              .all('lab') as (number | null)[]
          ).filter((ms): ms is number => ms !== null && ms < lab.simulation.nowMs && ms > startMs)
          const toMs = moments[move.back]
          if (toMs !== undefined) lab.clock.rewind(toMs)
        } else if (item !== undefined) {
          const may = (await lab.replication.allowed({ ids: [item] })).find(({ verb }) => verb === move.do)
          if (may?.count === 1) await lab.replication.act({ ids: [item], verb: move.do })
        }
        agree(lab)
      }
      await lab.clock.step(2 * day)
      agree(lab)
      expect(jobsOf(lab).running(undefined)).toEqual([])
      expect(checkLab(lab.store.db).problems).toEqual([])
      lab.close()
    }),
    { numRuns: Number(process.env.OPEN_JOBS_RUNS ?? 6) },
  )
})
