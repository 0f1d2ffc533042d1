import { afterAll, expect, test } from 'vitest'
import { createReplicationRunner } from '../../../../main/services/replication/replication-runner.ts'
import { labFolder } from '../../../support/lab.ts'

const labs = labFolder()
afterAll(() => labs.drop())

test('a job of the clock is cancelled and started again through its replicated item, and only the newest of it', async () => {
  const store = labs.open()
  store.quiet((db) =>
    db.exec(`INSERT OR IGNORE INTO branch (id, from_ms, from_lines, opened_wall_ms) VALUES (1, 0, 0, 0);
      INSERT INTO job (id, kind, name, status, owner, started_wall_ms, started_lab_ms, branch, clock) VALUES
        (1, 'replication.enable', 'Enable protection: A', 'failed', 'anna', 1, 1, 0, 'lab'),
        (2, 'replication.enable', 'Enable protection: A', 'running', 'anna', 1, 1, 0, 'lab');
      INSERT INTO replication_job (job_id, branch_id, protected_item_id, vm_name, model, line) VALUES
        (1, 1, 7, 'A', 'enable', 1), (2, 1, 7, 'A', 'enable', 2)`),
  )
  const done: unknown[] = []
  const runner = createReplicationRunner(() => store.db, {
    allowed: () => [
      { verb: 'cancel', count: 1, back: 0, reason: null },
      { verb: 'restart', count: 0, back: 0, reason: 'There is no failed job to restart.' },
    ],
    act: (input) => {
      done.push(input)
      return { jobId: null, taken: [], rejected: [] } as never
    },
  })
  const job = (id: number, kind: string | null = 'protectedItem') => ({
    id,
    kind: 'replication.enable',
    name: '',
    status: 'running' as const,
    parameters: null,
    target: { kind, id: 7 },
  })
  expect(runner.runs('replication.enable')).toBe(true)
  expect(runner.mayCancel(job(2))).toEqual({ allowed: true, reason: null })
  expect(runner.mayRestart(job(2))).toEqual({ allowed: false, reason: 'There is no failed job to restart.' })
  expect(runner.mayCancel(job(1))).toMatchObject({ allowed: false })
  expect(runner.mayCancel(job(2, null))).toMatchObject({ allowed: false, reason: 'Its replicated item is gone.' })
  runner.cancel(job(2))
  expect(await runner.restart(job(2))).toEqual({ jobId: 2 })
  expect(done).toEqual([
    { ids: [7], verb: 'cancel' },
    { ids: [7], verb: 'restart' },
  ])
})
