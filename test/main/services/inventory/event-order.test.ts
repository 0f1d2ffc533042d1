import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EventOrder } from '../../../../main/services/inventory/event-order.ts'
import { compileCondition } from '../../../../main/services/inventory/filter-sql.ts'
import { ListReader } from '../../../../main/services/inventory/list-reader.ts'
import { eventList } from '../../../../main/services/inventory/lists-events.ts'
import { connect } from '../../../../native-db/database/open.ts'
import { migrations } from '../../../../native-db/migrations/registry.ts'
import { listQuery } from '../../../../preload/contract/inventory.ts'

const labOf = () => {
  const db = connect(':memory:')
  db.pragma('foreign_keys = OFF')
  for (const step of migrations) step.up(db)
  db.exec(
    "INSERT INTO lab (id, name, lab_id, seed, rule_pack, time_zone, clock_ms, branch, created_wall_ms) VALUES (1, 'x', 'x', 1, '2016-05', 'UTC', 0, 1, 0)",
  )
  const event = db.prepare(
    "INSERT INTO replication_event (branch_id, line, at_ms, severity, object, code, message) VALUES (1, 0, ?, ?, 'x', 'x', 'x')",
  )
  const severities = ['warning', 'critical', 'critical', 'information']
  const job = db.prepare(
    "INSERT INTO job (kind, name, status, owner, started_wall_ms, started_lab_ms, branch, clock) VALUES ('x', 'x', 'failed', 'x', 0, ?, 1, 'lab')",
  )
  return { db, event: (atMs: number) => void event.run(atMs, severities[Math.abs(atMs) % 4]), job: (atMs: number) => void job.run(atMs) }
}

const bySql = (db: ReturnType<typeof connect>, { sql, params } = compileCondition('events', '')): number[] =>
  db
    .prepare(`SELECT e.id FROM ${eventList.from} WHERE ${sql} ORDER BY e.lab_ms DESC NULLS LAST, e.id DESC`)
    .pluck()
    .all(...params) as number[]

/** The filter with the age as a person would write it in SQL. */
const byAge = (where: string): ReturnType<typeof compileCondition> => {
  const { sql, params } = compileCondition('events', where)
  const plain = sql.replaceAll(/\(e\.lab_ms\) (=|!=|<=?|>=?) \(\(SELECT clock_ms FROM lab\) - \?\)/g, (_, sign: string) => {
    const turned = { '<': '>', '>': '<' }[sign[0] as string] ?? sign[0]
    return `((SELECT clock_ms FROM lab) - e.lab_ms) ${turned}${sign.slice(1)} ?`
  })
  expect(plain).not.toBe(sql)
  return { sql: plain, params }
}

const change = fc.oneof(
  { weight: 4, arbitrary: fc.record({ add: fc.constant('event' as const), by: fc.integer({ min: 0, max: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ add: fc.constant('job' as const), by: fc.integer({ min: 0, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ back: fc.integer({ min: 1, max: 6 }) }) },
)

test('events are in the order in which SQL puts them, whatever came and was taken back between two looks', () => {
  fc.assert(
    fc.property(fc.array(fc.array(change, { maxLength: 8 }), { maxLength: 6 }), (looks) => {
      const { db, event, job } = labOf()
      const order = new EventOrder()
      const filter = compileCondition('events', 'severity:critical')
      const critical = new EventOrder(filter)
      let now = 10
      for (const changes of looks) {
        for (const one of changes) {
          if ('back' in one) {
            now -= one.back
            db.prepare('UPDATE replication_event SET gone = 1 WHERE at_ms >= ?').run(now)
            db.exec('UPDATE lab SET branch = branch + 1')
          } else {
            now += one.by
            if (one.add === 'event') event(now)
            else job(now)
          }
        }
        expect([...(order.vector(db) ?? [])]).toEqual(bySql(db))
        expect([...(critical.vector(db) ?? [])]).toEqual(bySql(db, filter))
      }
      db.close()
    }),
    { numRuns: 60 },
  )
})

test('events that do not stand in the order of their time are left to SQL', () => {
  const { db, event } = labOf()
  event(5)
  event(4)
  expect(new EventOrder().vector(db)).toBeNull()
})

test('a list of many events is read in turns, and then only what came since', async () => {
  const { db, event } = labOf()
  db.transaction(() => {
    for (let n = 0; n < 20_000; n++) event(n)
  })()
  const reader = new ListReader(db, () => 0)
  for (const where of ['', 'severity:critical', 'x severity:information']) {
    const query = listQuery.parse({ kind: 'events', scope: { kind: 'all' }, where, sort: [] })
    let turns = 0
    const order = new EventOrder(compileCondition('events', where))
    for (const _ of order.follow(db)) turns += 1
    expect(turns).toBe(3)
    await reader.ready(query)
    expect(reader.ready(query)).toBeNull()
    const found = reader.ids(query)
    expect(found.length).toBe(where === '' ? 20_000 : where.startsWith('x') ? 5_000 : 10_000)
    expect(found).toEqual(order.vector(db))
  }
  // Time changes what passes, and no bound of all: nothing to keep.
  expect(reader.ready(listQuery.parse({ kind: 'events', scope: { kind: 'all' }, where: 'age<=1h OR x', sort: [] }))).toBeNull()
})

const aged = [
  'age<=5min',
  'age<4min',
  'age>=3min severity:critical',
  'age>2min AND age<=9min',
  'severity:warning (age>0.5min AND age<7.5min)',
  'age<=3min OR severity:critical',
  '-age<=3min',
  'age=2min',
  '-severity:critical age>=5min',
  'age<2min age>4min',
]
test('a wrong filter is told with its place in the whole', () => {
  const { db } = labOf()
  const reader = new ListReader(db, () => 0)
  const wrong = (where: string) => () => reader.ids(listQuery.parse({ kind: 'events', scope: { kind: 'all' }, where, sort: [] }))
  expect(wrong('severity:critical AND age<=5mins')).toThrow(expect.objectContaining({ code: 'filter-syntax', at: { character: 27 } }))
})

test('a filter by age passes what SQL passes, whatever the clock, and the counts are those of SQL', () => {
  fc.assert(
    fc.property(fc.array(fc.array(change, { maxLength: 8 }), { minLength: 1, maxLength: 5 }), (looks) => {
      const { db, event, job } = labOf()
      let revision = 0
      const reader = new ListReader(db, () => revision)
      let now = 10
      for (const changes of looks) {
        revision += 1
        for (const one of changes) {
          if ('back' in one) {
            now -= one.back
            db.prepare('UPDATE replication_event SET gone = 1 WHERE at_ms >= ?').run(now * 60_000)
            db.exec('UPDATE lab SET branch = branch + 1')
          } else {
            now += one.by
            // All severities, and instants that aren't whole minutes.
            if (one.add === 'event') event(now * 60_000 + (now % 4))
            else job(now * 60_000)
          }
        }
        db.prepare('UPDATE lab SET clock_ms = ?').run(now * 60_000 + 3)
        for (const where of aged) {
          const found = reader.ids(listQuery.parse({ kind: 'events', scope: { kind: 'all' }, where, sort: [] }))
          expect([...found], where).toEqual(bySql(db, byAge(where)))
        }
        expect(reader.count('events', { kind: 'all' })).toBe(bySql(db).length)
      }
      db.close()
    }),
    { numRuns: 15 },
  )
})
