import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MomentList, momentsBySql } from '../../../../main/services/replication/moment-list.ts'
import { connect } from '../../../../native-db/database/open.ts'
import { migrations } from '../../../../native-db/migrations/registry.ts'

const labOf = () => {
  const db = connect(':memory:')
  db.pragma('foreign_keys = OFF')
  for (const step of migrations) step.up(db)
  db.exec(
    "INSERT INTO lab (id, name, lab_id, seed, rule_pack, time_zone, clock_ms, branch, created_wall_ms) VALUES (1, 'x', 'x', 1, '2016-05', 'UTC', 0, 1, 0)",
  )
  db.exec('INSERT INTO branch (id, parent_id, from_ms, from_lines, opened_wall_ms) VALUES (1, NULL, 0, 0, 0)')
  const job = db.prepare(
    "INSERT INTO job (kind, name, status, owner, started_wall_ms, started_lab_ms, branch, clock, target_name) VALUES (?, ?, 'completed', 'anna', 0, ?, 1, 'lab', ?)",
  )
  const simulated = db.prepare("INSERT INTO replication_job (job_id, branch_id, vm_name, model, line) VALUES (?, 1, ?, 'enable', 0)")
  const event = db.prepare(
    "INSERT INTO replication_event (branch_id, line, at_ms, severity, object, code, message) VALUES (1, 0, ?, 'warning', ?, 'x', ?)",
  )
  return {
    db,
    add: (kind: string, atMs: number, name: string): void => {
      if (kind === 'event') event.run(atMs, name, `${name} 50% late`)
      else if (kind === 'job') simulated.run(job.run('replication.enable', 'Enable protection', atMs, name).lastInsertRowid, name)
      else job.run(kind, kind === 'setup.finish' ? 'Getting Started' : `Pause ${name}`, atMs, name)
    },
  }
}

const added = fc.record({
  kind: fc.constantFrom('event', 'event', 'event', 'job', 'replication.pause', 'setup.finish'),
  by: fc.integer({ min: 0, max: 2 }),
  name: fc.constantFrom('WEB01', 'SQL_1', 'SQLx1'),
})
const query = fc.record({
  filter: fc.constantFrom('', '', ' web', 'sql_1', '50%', 'pause', 'none'),
  kinds: fc.subarray(['action', 'job', 'event'] as const),
  offset: fc.nat(12),
  limit: fc.integer({ min: 1, max: 8 }),
})

test('moments are those that SQL finds, in its order, whatever came and was taken back between two looks', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.array(added, { maxLength: 12 }), query, fc.boolean()), { maxLength: 6 }), async (looks) => {
      const { db, add } = labOf()
      const moments = new MomentList()
      let now = 10
      for (const [list, asked, back] of looks) {
        for (const { kind, by, name } of list) {
          now += by
          add(kind, now, name)
        }
        if (back) {
          now -= 3
          db.prepare('UPDATE replication_event SET gone = 1 WHERE at_ms >= ?').run(now)
          db.prepare('UPDATE replication_job SET gone = 1 WHERE job_id IN (SELECT id FROM job WHERE started_lab_ms >= ?)').run(now)
          const branch = db.prepare('SELECT branch FROM lab').pluck().get() as number
          db.prepare('INSERT INTO branch (id, parent_id, from_ms, from_lines, opened_wall_ms) VALUES (?, ?, ?, 0, 0)').run(
            branch + 1,
            branch,
            now,
          )
          db.prepare('UPDATE lab SET branch = ?').run(branch + 1)
        }
        expect(await moments.read(db, asked)).toEqual(momentsBySql(db, asked))
      }
      db.close()
    }),
    { numRuns: 40 },
  )
})

test('moments of a lab with many events are read in turns, and then only what came since', async () => {
  const { db, add } = labOf()
  db.transaction(() => {
    for (let n = 0; n < 20_000; n++) add('event', n, n % 3 === 0 ? 'WEB01' : 'SQL_1')
  })()
  const moments = new MomentList()
  const asked = { filter: 'web', kinds: [], offset: 5000, limit: 20 }
  const first = moments.read(db, asked)
  expect(first).toBeInstanceOf(Promise)
  expect(await first).toEqual(momentsBySql(db, asked))
  add('event', 20_001, 'WEB01')
  const second = moments.read(db, asked)
  expect(second).not.toBeInstanceOf(Promise)
  expect(second).toEqual(momentsBySql(db, asked))
})

test('events that do not stand in the order of their time are left to SQL', () => {
  const { db, add } = labOf()
  add('event', 5, 'WEB01')
  add('event', 4, 'WEB01')
  const asked = { filter: '', kinds: [], offset: 0, limit: 5 }
  expect(new MomentList().read(db, asked)).toEqual(momentsBySql(db, asked))
})
